#include <algorithm>

#include "logic/alerting/desk.h"

namespace vigia::alerting {
namespace {

/// Whether an alert was found false: it was not what it said it was.
bool is_false(const model::Standing& standing) {
    return standing.reason == model::Dismissal::false_alarm || standing.reason == model::Dismissal::sensor_fault || standing.outcome == model::Outcome::unfounded;
}

std::vector<HourFigures> blank_hours(Time now, std::size_t count) {
    std::vector<HourFigures> hours(count);
    const Time last = std::chrono::floor<std::chrono::hours>(now);
    for (std::size_t i = 0; i < count; ++i) hours[i].from = last - std::chrono::hours(count - 1 - i);
    return hours;
}

}  // namespace

std::optional<double> RuleFigures::precision() const {
    if (confirmed + false_alarms == 0) return std::nullopt;
    return static_cast<double>(confirmed) / static_cast<double>(confirmed + false_alarms);
}

Figures figures(const model::AlertBoard& board) {
    Figures out{.hours = blank_hours(board.now, 24), .rules = {}};
    std::array<RuleFigures, model::event_kinds> rules{};
    for (const auto& alert : board.alerts) {
        const auto hour = (std::chrono::floor<std::chrono::hours>(alert->raised) - out.hours.front().from) / std::chrono::hours(1);
        if (hour >= 0 && hour < static_cast<std::ptrdiff_t>(out.hours.size())) {
            HourFigures& at = out.hours[static_cast<std::size_t>(hour)];
            ++at.raised;
            at.held_back += alert->held_back ? 1 : 0;
            at.safety += alert->safety ? 1 : 0;
        }
        if (board.now - alert->raised > std::chrono::hours(30 * 24)) continue;
        for (const model::EventKind kind : alert->kinds()) {
            RuleFigures& rule = rules[static_cast<std::size_t>(kind)];
            ++rule.raised;
            if (alert->open()) ++rule.open;
            else if (alert->standing.outcome == model::Outcome::confirmed) ++rule.confirmed;
            else if (is_false(alert->standing)) ++rule.false_alarms;
            else ++rule.other;
        }
    }
    for (std::size_t i = 0; i < rules.size(); ++i) {
        rules[i].kind = static_cast<model::EventKind>(i);
        if (board.rules && (*board.rules)[i].raises) out.rules.push_back(rules[i]);
    }
    return out;
}

std::vector<const model::Alert*> similar(const model::AlertBoard& board, const model::Alert& alert, std::size_t at_most) {
    const auto kinds = alert.kinds();
    const auto alike = [&](const model::Alert& other) {
        const bool vessel = std::ranges::any_of(other.vessels, [&](const auto& each) { return std::ranges::find(alert.vessels, each.mmsi, &model::AlertVessel::mmsi) != alert.vessels.end(); });
        const bool subject = alert.vessels.empty() && other.vessels.empty() && other.subject == alert.subject;
        const auto others = other.kinds();
        return other.id < alert.id && (vessel || subject) && std::ranges::any_of(others, [&](model::EventKind kind) { return std::ranges::find(kinds, kind) != kinds.end(); });
    };
    std::vector<const model::Alert*> all;
    for (auto at = board.alerts.rbegin(); at != board.alerts.rend() && all.size() < at_most; ++at)
        if (alike(**at)) all.push_back(at->get());
    return all;
}

}  // namespace vigia::alerting
