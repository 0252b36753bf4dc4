#pragma once
#include <algorithm>
#include <cmath>
#include <cstdint>

#include "base/time.h"
#include "base/units.h"

namespace vigia::sim {

/// How strictly a definition of docs/events.md is read: every limit of it is asked for through here.
struct Reading {
    enum class Kind : std::uint8_t { easier, plain, harder };
    Kind kind = Kind::plain;

    /// What must be reached.
    template <class Value>
    [[nodiscard]] Value least(Value limit) const { return limit * (1 - ease()); }
    /// What must not be passed.
    template <class Value>
    [[nodiscard]] Value most(Value limit) const { return limit * (1 + ease()); }
    [[nodiscard]] Duration least(Duration limit) const { return scaled(limit, 1 - ease()); }
    [[nodiscard]] Duration most(Duration limit) const { return scaled(limit, 1 + ease()); }
    /// A number of things, of which there are only whole ones.
    [[nodiscard]] std::size_t least(int count) const { return static_cast<std::size_t>(std::ceil(count * (1 - ease()) - 1e-9)); }

  private:
    [[nodiscard]] double ease() const { return kind == Kind::easier ? 0.1 : kind == Kind::harder ? -0.1 : 0; }
    static Duration scaled(Duration d, double by) { return Duration{std::llround(static_cast<double>(d.count()) * by)}; }
};

/// Whether a list has that value.
template <class List, class Value>
[[nodiscard]] bool holds(const List& list, const Value& value) { return std::ranges::find(list, value) != std::ranges::end(list); }

}  // namespace vigia::sim
