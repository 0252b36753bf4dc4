#include "base/flat_map.h"

#include <doctest/doctest.h>

#include <map>

#include "base/random.h"

namespace vigia {

TEST_CASE("a flat map holds what an ordinary map holds after any changes") {
    Random random(7);
    FlatMap flat;
    std::map<std::uint32_t, std::uint32_t> plain;
    for (int step = 0; step < 20000; ++step) {
        const auto key = static_cast<std::uint32_t>(random.below(500));
        if (random.chance(0.4)) {
            flat.erase(key);
            plain.erase(key);
        } else {
            const auto value = static_cast<std::uint32_t>(random.bits());
            flat.set(key, value);
            plain[key] = value;
        }
        REQUIRE(flat.size() == plain.size());
    }
    for (std::uint32_t key = 0; key < 500; ++key) {
        const std::uint32_t* found = flat.find(key);
        const auto there = plain.find(key);
        REQUIRE((found != nullptr) == (there != plain.end()));
        if (found) CHECK(*found == there->second);
    }
}

}  // namespace vigia
