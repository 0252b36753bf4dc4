#include "engine/judge.h"

namespace vigia::engine {

void put_names(std::vector<model::EventChange>& changes, const Names& names) {
    for (model::EventChange& change : changes)
        for (model::Fact& fact : change.event.finding.facts) {
            const auto* number = std::get_if<std::int64_t>(&fact.value);
            if (number == nullptr) continue;
            const bool station = fact.name->key == "station", source = fact.name->key == "source";
            const auto& list = station ? names.stations : names.sources;
            if ((!station && !source) || (station && *number == 0) || !list) continue;
            const auto at = static_cast<std::size_t>(*number);
            if (at < list->size() && !(*list)[at].empty()) fact.value = FixedText<48>((*list)[at]);
        }
}

void Judge::take(std::span<const model::Moment> moments, Time now, const Names& names) {
    if (!moments.empty())
        for (std::uint32_t g = 0; g < groups_.size(); ++g) {
            groups_[g]->take(moments);
            book_.take(g, groups_[g]->findings.told);
        }
    hand_on(now - Duration{1}, now, names);
}

void Judge::finish(Time now, const Names& names) { hand_on(now, now, names); }

void Judge::hand_on(Time until, Time now, const Names& names) {
    changes_.clear();
    book_.release(until, changes_);
    const bool second_passed = std::chrono::floor<std::chrono::seconds>(now) > handed_on_;
    if (changes_.empty() && !second_passed) return;
    handed_on_ = std::chrono::floor<std::chrono::seconds>(now);
    put_names(changes_, names);
    if (take_) take_(changes_, now);
}

}  // namespace vigia::engine
