#include "logic/tracking/duplicates.h"

#include <doctest/doctest.h>

#include "base/text.h"

using namespace std::chrono_literals;

namespace vigia::tracking {
namespace {
const Time noon = from_unix_milliseconds(1'790'000'000'000);
}

TEST_CASE("a report heard again within the window is known, later it is new") {
    Duplicates seen(1024, 30s);
    CHECK_FALSE(seen.find(42, noon));
    seen.add(42, noon, model::TrackId{7});
    CHECK(seen.find(42, noon) == model::TrackId{7});
    CHECK(seen.find(42, noon + 30s) == model::TrackId{7});
    CHECK_FALSE(seen.find(42, noon + 31s));
    CHECK_FALSE(seen.find(43, noon));
}

TEST_CASE("more reports than can be remembered are forgotten early and counted") {
    Duplicates seen(64, 30s);
    for (std::uint64_t i = 0; i < 1000; ++i) seen.add(stirred(i, 1), noon, model::TrackId{1});
    CHECK(seen.forgotten_early() >= 1000 - 64);
}

TEST_CASE("what is remembered stays known while the sets are doubled") {
    Duplicates seen(1 << 16, 30s);
    for (std::uint64_t i = 0; i < 20'000; ++i) seen.add(hash_of(std::to_string(i)), noon, model::TrackId{static_cast<std::uint32_t>(i + 1)});
    std::uint64_t known = 0;
    for (std::uint64_t i = 0; i < 20'000; ++i)
        known += seen.find(hash_of(std::to_string(i)), noon) == model::TrackId{static_cast<std::uint32_t>(i + 1)};
    CHECK(known + seen.forgotten_early() == 20'000);
    CHECK(seen.forgotten_early() < 200);
}

TEST_CASE("old reports make room without being counted") {
    Duplicates seen(64, 30s);
    for (std::uint64_t i = 0; i < 1000; ++i) seen.add(i << 32, noon + i * 31s, model::TrackId{1});
    CHECK(seen.forgotten_early() == 0);
}

}  // namespace vigia::tracking
