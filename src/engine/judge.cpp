#include "engine/judge.h"

namespace vigia::engine {

void Judge::take(std::span<const model::Moment> moments, Time now) {
    if (!moments.empty())
        for (std::uint32_t g = 0; g < groups_.size(); ++g) {
            groups_[g]->take(moments);
            book_.take(g, groups_[g]->findings.told);
        }
    hand_on(now - Duration{1}, now);
}

void Judge::finish(Time now) { hand_on(now, now); }

void Judge::hand_on(Time until, Time now) {
    changes_.clear();
    book_.release(until, changes_);
    const bool second_passed = std::chrono::floor<std::chrono::seconds>(now) > handed_on_;
    if (changes_.empty() && !second_passed) return;
    handed_on_ = std::chrono::floor<std::chrono::seconds>(now);
    if (take_) take_(changes_, now);
}

}  // namespace vigia::engine
