#include "logic/scoring/scoring.h"

#include <algorithm>
#include <map>
#include <utility>

#include <fmt/format.h>

#include "base/text.h"

namespace vigia::scoring {

namespace {

using model::EventKind;

std::size_t place(EventKind kind) { return static_cast<std::size_t>(kind); }

std::vector<std::uint32_t> as_set(std::vector<std::uint32_t> list) {
    std::ranges::sort(list);
    list.erase(std::unique(list.begin(), list.end()), list.end());
    return list;
}

bool overlap(Time begun_a, std::optional<Time> ended_a, Time begun_b, std::optional<Time> ended_b) {
    const auto before = [](std::optional<Time> ended, Time begun) { return ended && *ended + Scorer::slack < begun; };
    return !before(ended_a, begun_b) && !before(ended_b, begun_a);
}

bool shares_vessel(const std::vector<std::uint32_t>& a, const std::vector<std::uint32_t>& b) {
    if (a.empty() || b.empty()) return a.empty() && b.empty();
    return std::ranges::any_of(a, [&](std::uint32_t mmsi) { return std::ranges::find(b, mmsi) != b.end(); });
}

std::optional<double> ratio(std::size_t part, std::size_t whole) {
    if (whole == 0) return std::nullopt;
    return static_cast<double>(part) / static_cast<double>(whole);
}

std::optional<double> median(std::vector<double> values) {
    if (values.empty()) return std::nullopt;
    std::ranges::sort(values);
    const std::size_t half = values.size() / 2;
    return values.size() % 2 == 1 ? values[half] : (values[half - 1] + values[half]) / 2;
}

/// The true occurrences of a run by kind and vessels, each with whether an event has taken it.
struct Truth {
    struct One {
        const Occurrence* what;
        bool taken = false;
    };
    std::map<std::pair<EventKind, std::vector<std::uint32_t>>, std::vector<One>> by;

    explicit Truth(const std::vector<Occurrence>& all) {
        for (const Occurrence& one : all) by[{one.kind, as_set(one.vessels)}].push_back({&one});
        for (auto& [key, list] : by) std::ranges::stable_sort(list, {}, [](const One& one) { return one.what->begun; });
    }

    enum class Match { none, sure, marginal };
    /// Takes the earliest free sure occurrence that fits the event, else says whether a marginal one does.
    Match take(const Told& event, const Occurrence*& taken) {
        const auto found = by.find({event.kind, as_set(event.vessels)});
        if (found == by.end()) return Match::none;
        bool marginal = false;
        for (One& one : found->second) {
            if (!overlap(event.begun, event.ended, one.what->begun, one.what->ended)) continue;
            marginal = marginal || one.what->marginal;
            if (one.what->marginal || std::exchange(one.taken, true)) continue;
            taken = one.what;
            return Match::sure;
        }
        return marginal ? Match::marginal : Match::none;
    }
};

std::string number(std::optional<double> value, int decimals) {
    std::string out;
    if (!value) return "null";
    append_number(out, *value, decimals);
    return out;
}

std::string for_people(std::optional<double> value, int decimals) { return value ? fmt::format("{:.{}f}", *value, decimals) : "-"; }

}  // namespace

void Scorer::add(Run run) {
    for (std::size_t k = 0; k < sums_.size(); ++k) {
        if (run.near_misses[k]) sums_[k].negatives = sums_[k].negatives.value_or(0) + *run.near_misses[k];
    }
    for (const Occurrence& one : run.truth) sums_[place(one.kind)].positives += !one.marginal;
    Truth truth(run.truth);
    std::ranges::stable_sort(run.events, {}, &Told::noticed);
    for (const Told& event : run.events) {
        if (event.withdrawn) continue;
        Sum& sum = sums_[place(event.kind)];
        const Occurrence* taken = nullptr;
        switch (truth.take(event, taken)) {
            case Truth::Match::none: ++sum.untrue; break;
            case Truth::Match::marginal: break;
            case Truth::Match::sure:
                ++sum.found;
                sum.delays.push_back(static_cast<double>((event.noticed - taken->decidable).count()) / 1000);
                break;
        }
    }
    for (const Told& alert : run.alerts) {
        if (alert.withdrawn) continue;
        false_alerts_ += std::ranges::none_of(run.truth, [&](const Occurrence& one) {
            return shares_vessel(alert.vessels, one.vessels) && overlap(alert.begun, alert.ended, one.begun, one.ended);
        });
    }
    if (run.hours) hours_ = hours_.value_or(0) + *run.hours;
}

Scores Scorer::scores() const {
    Scores out;
    for (std::size_t k = 0; k < sums_.size(); ++k) {
        const Sum& sum = sums_[k];
        Score& score = out.kinds[k];
        score = {sum.positives, sum.found, sum.untrue, sum.negatives, ratio(sum.found, sum.found + sum.untrue),
                 ratio(sum.found, sum.positives), median(sum.delays)};
    }
    if (hours_ && *hours_ > 0) out.false_per_watch_hour = static_cast<double>(false_alerts_) / *hours_;
    return out;
}

std::string as_json(const Scores& scores) {
    std::string out = "{\"detectors\":{";
    for (std::size_t k = 0; k < scores.kinds.size(); ++k) {
        const Score& s = scores.kinds[k];
        out += fmt::format("{}\"{}\":{{\"precision\":{},\"recall\":{},\"median_delay_s\":{},\"positives\":{},\"negatives\":{},\"found\":{},\"false\":{}}}",
                           k == 0 ? "" : ",", model::name(static_cast<EventKind>(k)), number(s.precision, 4), number(s.recall, 4),
                           number(s.median_delay, 3), s.positives, s.negatives ? std::to_string(*s.negatives) : "null", s.found, s.untrue);
    }
    return out + "},\"false_per_watch_hour\":" + number(scores.false_per_watch_hour, 3) + "}\n";
}

std::string as_table(const Scores& scores) {
    std::string out = fmt::format("{:<21}{:>10}{:>8}{:>9}{:>10}{:>10}{:>7}{:>7}\n", "kind", "precision", "recall", "delay s", "positives",
                                  "negatives", "found", "false");
    for (std::size_t k = 0; k < scores.kinds.size(); ++k) {
        const Score& s = scores.kinds[k];
        if (s.positives == 0 && s.found == 0 && s.untrue == 0 && !s.negatives) continue;
        out += fmt::format("{:<21}{:>10}{:>8}{:>9}{:>10}{:>10}{:>7}{:>7}\n", model::name(static_cast<EventKind>(k)), for_people(s.precision, 3),
                           for_people(s.recall, 3), for_people(s.median_delay, 1), s.positives,
                           s.negatives ? std::to_string(*s.negatives) : "-", s.found, s.untrue);
    }
    return out + fmt::format("false alerts in a watch hour: {}\n", for_people(scores.false_per_watch_hour, 2));
}

}  // namespace vigia::scoring
