#pragma once
#include <cstdint>

#include "base/units.h"

namespace vigia {

/// A stream of random numbers that is the same for the same seed on every machine, for simulation
/// and tests; never for secrets. Algorithm: xoshiro256** by Blackman and Vigna (2018), seeded by
/// splitmix64. The distributions are our own, since those of the standard library differ by vendor.
class Random {
  public:
    explicit Random(std::uint64_t seed);

    [[nodiscard]] std::uint64_t bits();                                     ///< 64 fair bits
    [[nodiscard]] double uniform();                                         ///< [0, 1)
    [[nodiscard]] double uniform(double low, double high);                  ///< [low, high)
    [[nodiscard]] std::uint64_t below(std::uint64_t bound);                 ///< [0, bound), bound > 0
    [[nodiscard]] bool chance(double probability) { return uniform() < probability; }
    [[nodiscard]] double normal(double mean, double deviation);             ///< Box-Muller
    [[nodiscard]] double exponential(double mean);                          ///< time to next arrival

    /// A stream of its own, told apart by `key`, that does not depend on what was drawn before.
    [[nodiscard]] Random fork(std::uint64_t key) const;

  private:
    std::uint64_t seed_;
    std::uint64_t state_[4];
};

}  // namespace vigia
