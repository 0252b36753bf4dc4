#include "logic/alerting/risk.h"

#include <algorithm>
#include <cmath>

#include "logic/alerting/words.h"

namespace vigia::alerting {
namespace {

using model::Alert;
using model::AlertPart;
using model::Contribution;
using model::Fact;

class Sheet {
  public:
    Sheet(const Alert& alert, const Surroundings& around, const Rules& rules)
        : alert_(alert), around_(around), weights_(rules.weights), ended_(alert.ended()) {
        for (const AlertPart& part : alert.parts)
            if (!part.withdrawn) holding_.push_back(&part);
    }

    std::vector<Contribution> filled() {
        if (holding_.empty()) return {};
        kinds();
        again();
        place();
        night();
        lists();
        past();
        doubt();
        return std::move(lines_);
    }

  private:
    Contribution& line(std::string_view name, const model::Sentence& reason, double points, std::vector<Fact> facts) {
        lines_.push_back({.name = std::string(name), .reason = model::told(reason, facts), .points = points, .decays_from = ended_, .half_life = weights_.ended_half_life});
        return lines_.back();
    }

    void kinds() {
        const AlertPart* heaviest = *std::ranges::max_element(holding_, {}, &AlertPart::points);
        line("kind", words::risk_kind, heaviest->points, {{&words::kind, words::called(heaviest->kind)}});
        std::vector<model::EventKind> others;
        for (const AlertPart* part : holding_)
            if (part->kind != heaviest->kind && std::ranges::find(others, part->kind) == others.end()) others.push_back(part->kind);
        if (others.empty()) return;
        const auto count = static_cast<std::int64_t>(others.size());
        line("other_kinds", words::risk_other_kinds, std::min(weights_.most_other_kinds, weights_.another_kind * static_cast<double>(count)),
             {{&words::count, count}, {&words::kind, words::called(others.front())}});
    }

    void again() {
        std::size_t most = 0;
        for (const AlertPart* part : holding_)
            most = std::max<std::size_t>(most, static_cast<std::size_t>(std::ranges::count_if(holding_, [&](const AlertPart* other) { return other->kind == part->kind; })));
        const auto times = static_cast<std::int64_t>(most - 1 + alert_.parts_left_out);
        if (times <= 0) return;
        line("again", words::risk_again, std::min(weights_.most_again, weights_.again * static_cast<double>(times)), {{&words::count, times + 1}});
    }

    void place() {
        if (around_.chart == nullptr) return;
        const model::Structure* nearest = nullptr;
        Metres least = weights_.near;
        for (const AlertPart* part : holding_) {
            if (!part->where) continue;
            for (const model::Structure& structure : around_.chart->structures()) {
                const Metres away = geo::distance(*part->where, structure.at);
                if (away <= least) least = away, nearest = &structure;
            }
        }
        if (nearest == nullptr) return;
        line("place", words::risk_place, weights_.near_structure,
             {{&words::distance, least}, {&words::place, model::Named{std::string_view(nearest->name), std::string_view(nearest->name_es.empty() ? nearest->name : nearest->name_es)}}});
    }

    void night() {
        if (!is_night(alert_.begun())) return;
        line("night", words::risk_night, weights_.night, {});
    }

    void lists() {
        if (around_.lists == nullptr && holding_.empty()) return;
        bool watched = std::ranges::any_of(holding_, [](const AlertPart* part) { return part->kind == model::EventKind::watch_list; });
        bool guarded = false;
        for (const model::AlertVessel& vessel : alert_.vessels) {
            if (around_.lists == nullptr) break;
            watched = watched || around_.lists->watched(vessel.mmsi, std::nullopt).has_value();
            guarded = guarded || around_.lists->protects(vessel.mmsi);
        }
        const bool already = std::ranges::all_of(holding_, [](const AlertPart* part) { return part->kind == model::EventKind::watch_list; });
        if (watched && !already) line("watch_list", words::risk_watched, weights_.watched, {}).decays_from.reset();
        if (guarded) line("protected", words::risk_protected, weights_.with_protected, {});
    }

    void past() {
        std::int64_t proven = 0;
        Time last{};
        const Alert* explained = nullptr;
        for (const Alert* earlier : around_.earlier) {
            const model::Standing& standing = earlier->standing;
            if (standing.outcome == model::Outcome::confirmed) ++proven, last = std::max(last, earlier->log.back().at);
            const bool innocent = standing.reason == model::Dismissal::authorised_activity || standing.reason == model::Dismissal::known_vessel;
            if (innocent && earlier->kinds().front() == alert_.kinds().front() && alert_.noticed() - earlier->log.back().at <= weights_.explained_for) explained = earlier;
        }
        if (proven > 0) {
            Contribution& line_of_past = line("proven_before", words::risk_proven, std::min(weights_.most_proven, weights_.proven_before * static_cast<double>(proven)), {{&words::count, proven}});
            line_of_past.decays_from = last;
            line_of_past.half_life = weights_.proven_half_life;
        }
        if (explained != nullptr && !alert_.safety)
            line("explained_before", words::risk_explained, weights_.explained_before,
                 {{&words::by, words::short_text(explained->standing.by)}, {&words::at, explained->log.back().at}});
    }

    void doubt() {
        const double confidence = alert_.confidence();
        if (confidence >= weights_.doubtful_below || alert_.safety) return;
        line("doubtful", words::risk_doubtful, weights_.doubtful, {{&words::confidence, model::Share{confidence}}});
    }

    static bool is_night(Time at) {
        const Time local = at - std::chrono::hours(5);
        const auto hour = std::chrono::floor<std::chrono::hours>(local - std::chrono::floor<std::chrono::days>(local)).count();
        return hour >= 18 || hour < 6;
    }

    const Alert& alert_;
    const Surroundings& around_;
    const Weights& weights_;
    std::optional<Time> ended_;
    std::vector<const AlertPart*> holding_;
    std::vector<Contribution> lines_;
};

}  // namespace

std::vector<Contribution> weighed(const Alert& alert, const Surroundings& around, const Rules& rules) {
    return Sheet(alert, around, rules).filled();
}

namespace {

model::Severity severity_at(double points, const Weights& weights) {
    return points >= weights.high_from ? model::Severity::high : points >= weights.medium_from ? model::Severity::medium : model::Severity::low;
}

double sum(const Alert& alert, std::string_view but_for) {
    double points = 0;
    for (const Contribution& each : alert.contributions)
        if (each.name != but_for) points += each.points;
    return points;
}

}  // namespace

model::Severity severity_of(const Alert& alert, const Weights& weights) {
    return alert.safety ? model::Severity::high : severity_at(sum(alert, ""), weights);
}

model::Severity severity_but_for_repetition(const Alert& alert, const Weights& weights) {
    return alert.safety ? model::Severity::high : severity_at(sum(alert, "again"), weights);
}

}  // namespace vigia::alerting
