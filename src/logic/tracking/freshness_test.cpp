#include "logic/tracking/freshness.h"

#include <doctest/doctest.h>

using namespace std::chrono_literals;

namespace vigia::tracking {
namespace {

const Time noon = from_unix_milliseconds(1'790'000'000'000);

model::Track track(model::Transceiver transceiver, double knots, model::NavigationStatus status) {
    model::Track t;
    t.id = model::TrackId{1};
    t.transceiver = transceiver;
    t.seen = t.fix_seen = noon;
    t.fix.emplace();
    t.fix->position = geo::Position::of(9, -79.9);
    t.fix->speed = from_knots(knots);
    t.fix->status = status;
    return t;
}

}  // namespace

TEST_CASE("a class A ship under way is late after a minute and lost after six") {
    const model::Track t = track(model::Transceiver::class_a, 12, model::NavigationStatus::under_way_using_engine);
    CHECK(freshness(t, noon + 60s) == model::Freshness::live);
    CHECK(freshness(t, noon + 61s) == model::Freshness::stale);
    CHECK(freshness(t, noon + 6min) == model::Freshness::stale);
    CHECK(freshness(t, noon + 6min + 1ms) == model::Freshness::lost);
}

TEST_CASE("a class A ship at anchor speaks each three minutes and may be missed six times") {
    const model::Track t = track(model::Transceiver::class_a, 0.1, model::NavigationStatus::at_anchor);
    CHECK(freshness(t, noon + 18min) == model::Freshness::live);
    CHECK(freshness(t, noon + 19min) == model::Freshness::stale);
    CHECK(freshness(t, noon + 61min) == model::Freshness::lost);
}

TEST_CASE("a ship that says at anchor but moves is judged as moving") {
    const model::Track t = track(model::Transceiver::class_a, 8, model::NavigationStatus::at_anchor);
    CHECK(freshness(t, noon + 2min) == model::Freshness::stale);
}

TEST_CASE("class B is judged by its speed") {
    CHECK(freshness(track(model::Transceiver::class_b, 6, model::NavigationStatus::undefined), noon + 4min) == model::Freshness::stale);
    CHECK(freshness(track(model::Transceiver::class_b, 1, model::NavigationStatus::undefined), noon + 4min) == model::Freshness::live);
}

TEST_CASE("a report without a place does not make an old place fresh") {
    model::Track t = track(model::Transceiver::class_a, 12, model::NavigationStatus::under_way_using_engine);
    t.seen = t.heard = noon + 10min;
    CHECK(freshness(t, noon + 10min) == model::Freshness::lost);
}

TEST_CASE("the next change is the first moment at which the freshness differs") {
    for (const model::Transceiver transceiver :
         {model::Transceiver::unknown, model::Transceiver::class_a, model::Transceiver::class_b, model::Transceiver::base_station,
          model::Transceiver::aid_to_navigation, model::Transceiver::sar_aircraft, model::Transceiver::distress}) {
        const model::Track t = track(transceiver, 5, model::NavigationStatus::undefined);
        Time now = noon;
        int changes = 0;
        while (const auto next = next_change(t, now)) {
            CHECK(freshness(t, *next - 1ms) == freshness(t, now));
            CHECK(freshness(t, *next) != freshness(t, now));
            now = *next;
            ++changes;
        }
        CHECK(changes == 2);
        CHECK(freshness(t, now) == model::Freshness::lost);
    }
}

}  // namespace vigia::tracking
