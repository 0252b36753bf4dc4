#pragma once
#include <array>
#include <cstdint>
#include <optional>

#include "codec/ais/batch.h"
#include "codec/ais/messages.h"

namespace vigia::ais {

/// Craft whose part A waits for its part B at one time; the oldest gives way.
inline constexpr std::size_t max_waiting_parts = 64;

/// Both parts of a class B craft's static report (type 24).
struct StaticReport {
    StaticPartA a;
    StaticPartB b;
    bool operator==(const StaticReport&) const = default;
};

/// Joins the parts A and B of type 24. Part B follows part A within a minute by the standard; here
/// within max_waiting_parts other craft. Not needed for observations, which carry each part alone.
class Merger {
  public:
    /// Takes note of a message; when it is the part B of a craft whose part A waits, gives both.
    std::optional<StaticReport> add(const Batch& batch, std::size_t message);
    [[nodiscard]] std::uint64_t unmatched() const { return unmatched_; }  ///< parts B without an A

  private:
    struct Waiting {
        StaticPartA a;
        std::uint64_t age = 0;
    };
    std::array<Waiting, max_waiting_parts> waiting_{};
    std::uint64_t clock_ = 0, unmatched_ = 0;
};

}  // namespace vigia::ais
