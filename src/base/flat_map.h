#pragma once
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include "base/result.h"

namespace vigia {

/// A table from 32-bit keys to 32-bit values in one piece of memory: open addressing, linear probing,
/// no allocation but when it grows. Never iterated, so its order can decide nothing.
class FlatMap {
  public:
    explicit FlatMap(std::size_t expected = 0) {
        std::size_t slots = 16;
        while (slots < expected * 2) slots *= 2;
        slots_.resize(slots);
    }

    [[nodiscard]] std::size_t size() const { return size_; }

    /// The value of `key`, or null. Valid until the next change.
    [[nodiscard]] std::uint32_t* find(std::uint32_t key) {
        return const_cast<std::uint32_t*>(std::as_const(*this).find(key));
    }
    [[nodiscard]] const std::uint32_t* find(std::uint32_t key) const {
        for (std::size_t at = home(key);; at = next(at)) {
            if (!slots_[at].used) return nullptr;
            if (slots_[at].key == key) return &slots_[at].value;
        }
    }

    /// Sets the value of a key that may or may not be there.
    void set(std::uint32_t key, std::uint32_t value) {
        if (std::uint32_t* there = find(key)) {
            *there = value;
            return;
        }
        if ((size_ + 1) * 2 > slots_.size()) grow();
        put(key, value);
        ++size_;
    }

    /// Takes a key out; nothing happens when it is not there.
    void erase(std::uint32_t key) {
        std::size_t hole = home(key);
        while (slots_[hole].used && slots_[hole].key != key) hole = next(hole);
        if (!slots_[hole].used) return;
        // Closes the hole: later slots of the run move up when their home lies at or before it.
        for (std::size_t at = next(hole); slots_[at].used; at = next(at)) {
            const std::size_t wanted = home(slots_[at].key);
            if (((at - wanted) & mask()) >= ((at - hole) & mask())) {
                slots_[hole] = slots_[at];
                hole = at;
            }
        }
        slots_[hole] = {};
        --size_;
    }

  private:
    struct Slot {
        std::uint32_t key = 0, value = 0;
        bool used = false;
    };
    [[nodiscard]] std::size_t mask() const { return slots_.size() - 1; }
    [[nodiscard]] std::size_t next(std::size_t at) const { return (at + 1) & mask(); }
    [[nodiscard]] std::size_t home(std::uint32_t key) const {
        return static_cast<std::size_t>((key * 0x9E3779B97F4A7C15ULL) >> 32) & mask();
    }
    void put(std::uint32_t key, std::uint32_t value) {
        std::size_t at = home(key);
        while (slots_[at].used) at = next(at);
        slots_[at] = {key, value, true};
    }
    void grow() {
        std::vector<Slot> old(slots_.size() * 2);
        old.swap(slots_);
        for (const Slot& slot : old)
            if (slot.used) put(slot.key, slot.value);
    }
    std::vector<Slot> slots_;
    std::size_t size_ = 0;
};

}  // namespace vigia
