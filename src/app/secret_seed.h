#pragma once
#include <array>
#include <cstddef>
#include <string>
#include <vector>

#include "base/result.h"

namespace vigia::app {

/// The 256 secret bits from which a calendar is drawn. Who has them can draw it again; who has only their commitment can
/// check later that it was not chosen after the fact.
using SecretSeed = std::array<unsigned char, 32>;

/// Bits from the system's generator. Errors: unavailable.
[[nodiscard]] Result<SecretSeed> fresh_seed();

/// The seed of a file (64 hexadecimal digits); where there is no such file it is made, readable by its owner alone, with a
/// fresh seed. Errors: bad_input when the file holds something else, unavailable, denied.
[[nodiscard]] Result<SecretSeed> seed_of_file(const std::string& file);

/// SHA-256 of the seed, as `sha256:` and 64 hexadecimal digits. Source: FIPS 180-4.
[[nodiscard]] std::string commitment(const SecretSeed& seed);

/// So many numbers in [0, 1), each the first 53 bits of SHA-256 of the seed and its place (64 bits, little endian).
[[nodiscard]] std::vector<double> chances(const SecretSeed& seed, std::size_t count);

}  // namespace vigia::app
