#pragma once
#include <cstdint>
#include <vector>

#include "base/result.h"
#include "model/scene.h"

namespace vigia::detection {

/// What a function over pairs wants done with the pair.
enum class Keep : std::uint8_t { yes, no };

/// State kept for pairs of vessels that are near to each other, in one piece of memory: each vessel's pairs are a
/// chain through it. Bounded as a whole and for each vessel; what is refused is counted. A slot's pairs must be taken out
/// before another vessel takes the slot.
template <class State>
class PairPool {
  public:
    static constexpr std::size_t most_pairs = 1 << 18;
    static constexpr int most_each = 24;  ///< in a raft of more, the first that came near count

    struct Pair {
        model::VesselSlot one = 0, two = 0;
        State state{};
        [[nodiscard]] model::VesselSlot other(model::VesselSlot slot) const { return slot == one ? two : one; }
      private:
        friend class PairPool;
        std::uint32_t next_of_one = none, next_of_two = none;
        [[nodiscard]] std::uint32_t& next_of(model::VesselSlot slot) { return slot == one ? next_of_one : next_of_two; }
    };

    [[nodiscard]] bool any(model::VesselSlot slot) const { return slot < heads_.size() && heads_[slot] != none; }

    /// The pair of two vessels, new when there was none; null when one of the bounds is reached.
    Pair* add(model::VesselSlot one, model::VesselSlot two) {
        int of_one = 0;
        for (std::uint32_t at = head(one); at != none; at = pairs_[at].next_of(one), ++of_one)
            if (pairs_[at].other(one) == two) return &pairs_[at];
        int of_two = 0;
        for (std::uint32_t at = head(two); at != none; at = pairs_[at].next_of(two)) ++of_two;
        if (of_one >= most_each || of_two >= most_each || (free_ == none && pairs_.size() >= most_pairs)) {
            ++refused;
            return nullptr;
        }
        std::uint32_t at = free_;
        if (at == none) {
            at = static_cast<std::uint32_t>(pairs_.size());
            pairs_.emplace_back();
        } else {
            free_ = pairs_[at].next_of_one;
        }
        Pair& pair = pairs_[at];
        pair = {};
        pair.one = one;
        pair.two = two;
        append(one, at);
        append(two, at);
        ++size_;
        return &pair;
    }

    /// Calls `f(Pair&) -> Keep` for each pair of a vessel, in the order in which they came near; those not kept are gone.
    /// `f` must not add pairs.
    template <class F>
    void each(model::VesselSlot slot, F&& f) {
        for (std::uint32_t at = head(slot); at != none;) {
            Pair& pair = pairs_[at];
            const std::uint32_t next = pair.next_of(slot);
            if (f(pair) == Keep::no) take_out(at);
            at = next;
        }
    }

    [[nodiscard]] std::size_t size() const { return size_; }
    std::uint64_t refused = 0;

  private:
    static constexpr std::uint32_t none = 0xFFFFFFFF;
    [[nodiscard]] std::uint32_t head(model::VesselSlot slot) const { return slot < heads_.size() ? heads_[slot] : none; }
    void append(model::VesselSlot slot, std::uint32_t at) {
        if (slot >= heads_.size()) heads_.resize(slot + 1, none);
        std::uint32_t* link = &heads_[slot];
        while (*link != none) link = &pairs_[*link].next_of(slot);
        *link = at;
    }
    void unlink(model::VesselSlot slot, std::uint32_t at) {
        std::uint32_t* link = &heads_[slot];
        while (*link != at) {
            check(*link != none);
            link = &pairs_[*link].next_of(slot);
        }
        *link = pairs_[at].next_of(slot);
    }
    void take_out(std::uint32_t at) {
        unlink(pairs_[at].one, at);
        unlink(pairs_[at].two, at);
        pairs_[at].next_of_one = free_;
        free_ = at;
        --size_;
    }

    std::vector<Pair> pairs_;
    std::vector<std::uint32_t> heads_;  ///< by slot
    std::uint32_t free_ = none;
    std::size_t size_ = 0;
};

}  // namespace vigia::detection
