#include "model/alert.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace vigia::model {
namespace {

constexpr std::array<std::string_view, 3> severities = {"low", "medium", "high"};
constexpr std::array<std::string_view, 7> states = {"new", "acknowledged", "assigned", "snoozed", "dismissed", "withdrawn", "closed"};
constexpr std::array<std::string_view, 6> dismissals = {"authorised_activity", "known_vessel", "sensor_fault", "false_alarm", "duplicate", "other"};
constexpr std::array<std::string_view, 5> outcomes = {"confirmed", "unfounded", "resolved", "handed_over", "lapsed"};
constexpr std::array<std::string_view, 17> deeds = {"raised", "joined", "again", "escalated", "held_back", "released", "ended", "withdrawn", "woke",
    "lapsed", "acknowledged", "assigned", "snoozed", "dismissed", "closed", "noted", "undone"};
constexpr std::array<std::string_view, 7> acts = {"acknowledge", "assign", "snooze", "dismiss", "close", "note", "undo"};

template <class Enum, std::size_t n>
std::optional<Enum> named(const std::array<std::string_view, n>& names, std::string_view wanted) {
    const auto found = std::ranges::find(names, wanted);
    if (found == names.end()) return std::nullopt;
    return static_cast<Enum>(found - names.begin());
}

}  // namespace

std::string_view name(Severity severity) { return severities[static_cast<std::size_t>(severity)]; }
std::string_view name(AlertState state) { return states[static_cast<std::size_t>(state)]; }
std::string_view name(Dismissal reason) { return dismissals[static_cast<std::size_t>(reason)]; }
std::string_view name(Outcome outcome) { return outcomes[static_cast<std::size_t>(outcome)]; }
std::string_view name(Deed deed) { return deeds[static_cast<std::size_t>(deed)]; }
std::string_view name(Act act) { return acts[static_cast<std::size_t>(act)]; }
std::optional<Severity> severity_named(std::string_view wanted) { return named<Severity>(severities, wanted); }
std::optional<AlertState> alert_state_named(std::string_view wanted) { return named<AlertState>(states, wanted); }
std::optional<Dismissal> dismissal_named(std::string_view wanted) { return named<Dismissal>(dismissals, wanted); }
std::optional<Outcome> outcome_named(std::string_view wanted) { return named<Outcome>(outcomes, wanted); }
std::optional<Deed> deed_named(std::string_view wanted) { return named<Deed>(deeds, wanted); }
std::optional<Act> act_named(std::string_view wanted) { return named<Act>(acts, wanted); }

Bilingual told(const Sentence& sentence, std::span<const Fact> facts) {
    return {told(sentence, facts, Language::en), told(sentence, facts, Language::es)};
}

double points_at(const Contribution& contribution, Time now) {
    if (!contribution.decays_from || now <= *contribution.decays_from) return contribution.points;
    const auto gone = static_cast<double>((now - *contribution.decays_from).count());
    return contribution.points * std::exp2(-gone / static_cast<double>(contribution.half_life.count()));
}

double risk_at(std::span<const Contribution> contributions, Time now) {
    double sum = 0;
    for (const Contribution& each : contributions) sum += points_at(each, now);
    return std::max(0.0, sum);
}

Time Alert::begun() const { return std::ranges::min_element(parts, {}, &AlertPart::begun)->begun; }
Time Alert::noticed() const { return std::ranges::min_element(parts, {}, &AlertPart::noticed)->noticed; }

std::optional<Time> Alert::ended() const {
    std::optional<Time> last;
    for (const AlertPart& part : parts) {
        if (part.withdrawn) continue;
        if (!part.ended) return std::nullopt;
        last = std::max(last.value_or(Time{}), *part.ended);
    }
    if (!last) last = parts.back().withdrawn;
    return last;
}

double Alert::confidence() const {
    double highest = 0;
    for (const AlertPart& part : parts)
        if (!part.withdrawn) highest = std::max(highest, part.confidence);
    return highest;
}

std::vector<EventKind> Alert::kinds() const {
    std::vector<const AlertPart*> order;
    for (const AlertPart& part : parts) order.push_back(&part);
    std::ranges::stable_sort(order, {}, [](const AlertPart* part) { return std::pair(part->withdrawn.has_value(), -part->points); });
    std::vector<EventKind> all;
    for (const AlertPart* part : order)
        if (std::ranges::find(all, part->kind) == all.end()) all.push_back(part->kind);
    return all;
}

const AlertPart& Alert::main() const {
    const EventKind first = kinds().front();
    const auto found = std::find_if(parts.rbegin(), parts.rend(), [&](const AlertPart& part) { return part.kind == first && !part.withdrawn; });
    return found == parts.rend() ? parts.back() : *found;
}

double Alert::rank() const {
    double rank = static_cast<double>(severity) * 1'000;
    if (safety) rank += 10'000;
    if (safety && std::ranges::any_of(parts, [](const AlertPart& part) { return part.kind == EventKind::distress && !part.withdrawn; })) rank += 10'000;
    double points = 0;
    for (const Contribution& each : contributions) points += each.points;
    return rank + std::clamp(points * confidence(), 0.0, 999.0);
}

std::vector<Act> possible(const Alert& alert) {
    std::vector<Act> all;
    const AlertState state = alert.standing.state;
    if (state == AlertState::fresh || state == AlertState::snoozed) all.push_back(Act::acknowledge);
    if (alert.open()) {
        all.push_back(Act::assign);
        if (!alert.safety) all.push_back(Act::snooze);
        all.push_back(Act::dismiss);
    }
    if (alert.open() || state == AlertState::withdrawn) all.push_back(Act::close);
    all.push_back(Act::note);
    if (!alert.before.empty()) all.push_back(Act::undo);
    return all;
}

const Alert* AlertBoard::find(AlertId id) const {
    const auto found = std::ranges::lower_bound(alerts, id, {}, [](const auto& alert) { return alert->id; });
    return found == alerts.end() || (*found)->id != id ? nullptr : found->get();
}

}  // namespace vigia::model
