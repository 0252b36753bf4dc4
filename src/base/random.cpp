#include "base/random.h"

#include <bit>
#include <cmath>
#include <numbers>

#include "base/result.h"

namespace vigia {

namespace {
std::uint64_t splitmix(std::uint64_t& state) {
    state += 0x9E3779B97F4A7C15ULL;
    std::uint64_t z = state;
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ULL;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBULL;
    return z ^ (z >> 31);
}
}  // namespace

Random::Random(std::uint64_t seed) : seed_(seed) {
    for (auto& word : state_) word = splitmix(seed);
}

std::uint64_t Random::bits() {
    const std::uint64_t result = std::rotl(state_[1] * 5, 7) * 9;
    const std::uint64_t shifted = state_[1] << 17;
    state_[2] ^= state_[0];
    state_[3] ^= state_[1];
    state_[1] ^= state_[2];
    state_[0] ^= state_[3];
    state_[2] ^= shifted;
    state_[3] = std::rotl(state_[3], 45);
    return result;
}

double Random::uniform() { return static_cast<double>(bits() >> 11) * 0x1.0p-53; }

double Random::uniform(double low, double high) { return low + (high - low) * uniform(); }

std::uint64_t Random::below(std::uint64_t bound) {
    check(bound > 0);
    const std::uint64_t unfair = (0 - bound) % bound;  // reject the few that would favour low numbers
    std::uint64_t drawn = bits();
    while (drawn < unfair) drawn = bits();
    return drawn % bound;
}

double Random::normal(double mean, double deviation) {
    const double radius = std::sqrt(-2.0 * std::log(1.0 - uniform()));
    return mean + deviation * radius * std::cos(2.0 * std::numbers::pi * uniform());
}

double Random::exponential(double mean) { return -mean * std::log(1.0 - uniform()); }

Random Random::fork(std::uint64_t key) const {
    std::uint64_t mixed = seed_ ^ (key * 0xD1342543DE82EF95ULL + 0x632BE59BD9B4E019ULL);
    return Random(splitmix(mixed));
}

}  // namespace vigia
