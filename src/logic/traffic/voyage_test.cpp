#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <vector>

#include "base/units.h"
#include "logic/traffic/inside/lanes.h"
#include "logic/traffic/inside/registry.h"
#include "logic/traffic/inside/voyage.h"

using namespace vigia;
using namespace vigia::traffic;

namespace {

/// A way with bends of up to 120 degrees and a slow reach in its middle.
std::vector<Corner> winding() {
    const double at[][2] = {{9.00, -79.60}, {9.02, -79.60}, {9.03, -79.57}, {9.01, -79.55}, {9.02, -79.50}};
    std::vector<Corner> corners;
    for (const auto& p : at) {
        Corner c;
        c.latitude = p[0];
        c.longitude = p[1];
        c.limit = corners.size() == 1 ? 3.0 : 5.0;
        c.half_width = 60;
        c.reach = static_cast<std::uint16_t>(corners.size());
        corners.push_back(c);
    }
    return corners;
}

double metres(const Motion& a, const Motion& b) {
    return std::hypot((b.latitude - a.latitude) * metres_per_degree,
                      (b.longitude - a.longitude) * longitude_metres(a.latitude));
}

}  // namespace

TEST_CASE("a voyage begins and ends at rest at its ends, and never passes the limit of its reach") {
    const auto voyage = plan_voyage(winding(), Handling{}, 0.95);
    Cursor cursor;
    const Motion first = motion_at(*voyage, 0, 0, cursor);
    CHECK(first.speed == doctest::Approx(0));
    CHECK(first.latitude == doctest::Approx(9.00));
    for (double t = 0; t <= voyage->duration; t += 1) {
        const Motion m = motion_at(*voyage, t, 0, cursor);
        CHECK(m.speed <= m.limit * 0.95 + 1e-9);
    }
    const Motion last = motion_at(*voyage, voyage->duration, 0, cursor);
    CHECK(last.speed == doctest::Approx(0).epsilon(1e-3));
    CHECK(last.latitude == doctest::Approx(9.02));
    CHECK(last.longitude == doctest::Approx(-79.50));
}

TEST_CASE("nothing jumps on a voyage: place, speed and course change as a hull can") {
    const Handling hull;
    const auto voyage = plan_voyage(winding(), hull, 0.95);
    Cursor cursor;
    Motion before = motion_at(*voyage, 0, 0, cursor);
    for (double t = 1; t <= voyage->duration; t += 1) {
        const Motion m = motion_at(*voyage, t, 0, cursor);
        CHECK(metres(before, m) <= std::max(before.speed, m.speed) + 0.05);
        CHECK(std::abs(m.speed - before.speed) <= std::max(hull.gather, hull.slow) + 1e-6);
        CHECK(std::abs(std::remainder(m.course - before.course, 360.0)) <= hull.turn_rate + 0.1);
        before = m;
    }
}

TEST_CASE("a hull that moves when its voyage begins keeps its speed and turns in a circle") {
    Handling tug;
    tug.speed = 5;
    tug.gather = tug.slow = 0.08;
    tug.turning_radius = 60;
    tug.turn_rate = 3;
    const auto voyage = plan_voyage(winding(), tug, 0.95, {4.0, 180, 0});
    Cursor cursor;
    const Motion first = motion_at(*voyage, 0, 0, cursor);
    CHECK(std::abs(std::remainder(first.course - 180, 360.0)) < 5);
    CHECK(first.speed > 2.5);
}

TEST_CASE("a voyage may end at speed, for ships that leave to sea") {
    const auto voyage = plan_voyage(winding(), Handling{}, 1.0, {0, 0, 4});
    Cursor cursor;
    CHECK(motion_at(*voyage, voyage->duration, 0, cursor).speed == doctest::Approx(4));
}

TEST_CASE("the time at which a place is passed agrees with the motion") {
    const auto voyage = plan_voyage(winding(), Handling{}, 0.95);
    for (const double part : {0.1, 0.37, 0.62, 0.99}) {
        const double along = voyage->length() * part;
        Cursor cursor;
        const Motion m = motion_at(*voyage, time_at(*voyage, along), 0, cursor);
        Cursor again;
        const Motion later = motion_at(*voyage, time_at(*voyage, along) + 1, 0, again);
        CHECK(metres(m, later) <= std::max(m.speed, later.speed) + 0.05);
    }
    CHECK(time_at(*voyage, voyage->length()) == doctest::Approx(voyage->duration).epsilon(1e-6));
}

TEST_CASE("two ships of one direction in a lane keep the headway; of two directions, one waits for all") {
    using std::chrono::minutes;
    LockBook book(1, minutes(40));
    const Time noon = *time_from_iso("2026-03-02T12:00:00Z");
    const auto first = book.fit(noon, Direction::northbound, minutes(90));
    CHECK(first.entry == noon);
    book.book(first, Direction::northbound, minutes(90));
    CHECK(book.fit(noon, Direction::northbound, minutes(90)).entry == noon + minutes(40));
    CHECK(book.fit(noon + minutes(10), Direction::southbound, minutes(90)).entry == noon + minutes(95));
    CHECK(book.fit(noon - minutes(200), Direction::southbound, minutes(90)).entry == noon - minutes(200));
    CHECK(book.fit(noon - minutes(60), Direction::southbound, minutes(90)).entry == noon + minutes(95));
}

TEST_CASE("the Cut opens to wide ships in its hours only, past midnight too") {
    CutRule rule;
    rule.north_from = 22 * 60;
    rule.north_to = 6 * 60;
    const Time midnight = *time_from_iso("2026-03-02T05:00:00Z");  // in Panama
    using std::chrono::hours;
    CHECK(cut_opens(rule, Direction::northbound, midnight + hours(2)) == midnight + hours(2));
    CHECK(cut_opens(rule, Direction::northbound, midnight + hours(7)) == midnight + hours(22));
    CHECK(cut_opens(rule, Direction::northbound, midnight + hours(23)) == midnight + hours(23));
}

TEST_CASE("invented ships have IMO numbers with a valid check digit, and no two share a number") {
    Registry registry{Random(3)};
    std::vector<std::uint32_t> mmsi, imo;
    for (int i = 0; i < 3000; ++i) {
        const Identity who = registry.canal_ship(i % 3 == 0 ? SizeClass::neopanamax : SizeClass::panamax, i % 2 == 0);
        REQUIRE(who.imo.has_value());
        CHECK(model::Imo::make(*who.imo).has_value());
        CHECK(model::Mmsi::of(who.mmsi).kind() == model::MmsiKind::ship);
        mmsi.push_back(who.mmsi);
        imo.push_back(*who.imo);
        if (who.size == SizeClass::panamax) {
            CHECK(who.length() <= Metres{294.13});
            CHECK(who.beam() <= Metres{33});
        } else {
            CHECK(who.length() <= Metres{366});
            CHECK(who.beam() > Metres{33});
        }
    }
    for (auto* list : {&mmsi, &imo}) {
        std::ranges::sort(*list);
        CHECK(std::ranges::adjacent_find(*list) == list->end());
    }
}
