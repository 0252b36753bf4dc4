#include "io/sim/inside/test_air.h"

#include <doctest/doctest.h>

using namespace vigia;
using namespace vigia::sim;
using model::AreaKind;
using model::EventKind;
using std::chrono::minutes;
using std::chrono::seconds;

namespace {

/// A channel along 8.2 N from 79.7 W to 79.3 W.
model::Area channel() {
    model::Area area = TestAir::square(AreaKind::channel, 8.2, -79.5, 0.2);
    area.shape = {{{*geo::Ring::make({geo::Position::of(8.197, -79.7), geo::Position::of(8.197, -79.3), geo::Position::of(8.203, -79.3),
                                      geo::Position::of(8.203, -79.7)}), {}}}};
    area.middle = geo::Line::of({geo::Position::of(8.2, -79.7), geo::Position::of(8.2, -79.3)});
    area.half_width = Metres{100};
    area.limit = from_knots(10);
    return area;
}

}  // namespace

TEST_CASE("who is above the limit by more than a knot for a minute is speeding") {
    const auto speed = [](double knots, Duration lasts, std::uint8_t type = 70) {
        TestAir air(TestAir::open_sea({channel()}));
        Actor a;
        a.type = type;
        a.speed = knots;
        air.sail({a}, lasts);
        a.speed = 8;
        air.sail({a}, minutes(1));
        return air.verdict(EventKind::speeding);
    };
    CHECK(speed(14, seconds(100)) == Verdict::sure);
    CHECK(speed(9, seconds(100)) == Verdict::none);
    CHECK(speed(11.05, seconds(100)) == Verdict::marginal);
    CHECK(speed(14, seconds(40)) == Verdict::none);
    CHECK(speed(14, seconds(100), 55) == Verdict::none);
}

TEST_CASE("where areas overlap the highest limit holds, and a season's limit only in its season") {
    model::Area fast = TestAir::square(AreaKind::fairway, 8.2, -79.5, 0.2);
    fast.limit = from_knots(16);
    TestAir air(TestAir::open_sea({channel(), fast}));
    Actor a;
    a.speed = 14;
    air.sail({a}, minutes(3));
    CHECK(air.verdict(EventKind::speeding) == Verdict::none);
    model::Area lane = TestAir::square(AreaKind::lane, 8.2, -79.5, 0.2);
    lane.course = Degrees{90};
    lane.season = model::SeasonLimit{801, 1130, from_knots(10)};
    TestAir march(TestAir::open_sea({lane})), august(TestAir::open_sea({lane}));
    a = Actor{};
    a.speed = 14;
    Actor b = a;
    march.sail({a}, minutes(3));
    CHECK(march.verdict(EventKind::speeding) == Verdict::none);
    august.now += std::chrono::hours(24 * 170);
    august.sail({b}, minutes(3));
    CHECK(august.verdict(EventKind::speeding) == Verdict::sure);
}

TEST_CASE("against the direction of a lane for two minutes is the wrong way") {
    const auto sail = [](double course, Duration lasts) {
        model::Area lane = TestAir::square(AreaKind::lane, 8.2, -79.5, 0.2);
        lane.course = Degrees{270};
        TestAir air(TestAir::open_sea({lane}));
        Actor a;
        a.speed = 10;
        a.course = course;
        air.sail({a}, lasts);
        a.course = 270;
        air.sail({a}, minutes(1));
        return air.verdict(EventKind::wrong_way);
    };
    CHECK(sail(90, minutes(3)) == Verdict::sure);
    CHECK(sail(90, seconds(90)) == Verdict::none);
    CHECK(sail(180, minutes(3)) == Verdict::none);
    CHECK(sail(145, minutes(3)) == Verdict::marginal);
}

TEST_CASE("a ship that leaves its channel sideways departs; one that sails out of its end does not") {
    const auto depart = [](double metres, double longitude, Duration beside) {
        TestAir air(TestAir::open_sea({channel()}));
        Actor a;
        a.speed = 10;
        a.longitude = longitude;
        air.sail({a}, minutes(8));
        a.latitude += metres / 111'195;
        air.sail({a}, beside);
        a.latitude = 8.2;
        air.sail({a}, minutes(1));
        return air.verdict(EventKind::lane_departure);
    };
    CHECK(depart(300, -79.5, minutes(5)) == Verdict::sure);
    CHECK(depart(150, -79.5, minutes(5)) == Verdict::none);
    CHECK(depart(205, -79.5, minutes(5)) == Verdict::marginal);
    CHECK(depart(300, -79.5, minutes(2)) == Verdict::none);
    CHECK(depart(300, -79.32, minutes(5)) == Verdict::none);  // it is beyond the end by then
}

TEST_CASE("an entry into a zone is two fixes inside after one outside, and leaving it by the margin is an exit") {
    model::Area zone = TestAir::square(AreaKind::zone, 8.2, -79.5, 0.005);
    zone.exit = model::TellExit::yes;
    const auto pass = [&](double latitude, std::uint8_t type = 37) {
        TestAir air(TestAir::open_sea({zone}));
        Actor a;
        a.type = type;
        a.latitude = latitude;
        a.longitude = -79.52;
        a.speed = 12;
        air.sail({a}, minutes(12));
        return std::pair{air.verdict(EventKind::zone_entry), air.verdict(EventKind::zone_exit)};
    };
    CHECK(pass(8.2) == std::pair{Verdict::sure, Verdict::sure});
    CHECK(pass(8.207) == std::pair{Verdict::none, Verdict::none});
    CHECK(pass(8.2048).first == Verdict::marginal);
    CHECK(pass(8.2, 55).first == Verdict::none);
    TestAir inside(TestAir::open_sea({zone}));
    Actor a;
    a.type = 37;
    inside.sail({a}, minutes(5));
    CHECK(inside.verdict(EventKind::zone_entry) == Verdict::none);
}

TEST_CASE("a craft that moves within 150 m of a dam is close to a structure") {
    const auto pass = [](double metres, double speed) {
        TestAir air(TestAir::open_sea({}, {{model::StructureKind::dam, "dam", "Dam", "Presa", geo::Position::of(8.2, -79.5)}}));
        Actor a;
        a.type = 37;
        a.length = 10;
        a.beam = 3;
        a.latitude = 8.2 + metres / 111'195;
        a.longitude = -79.502;
        a.speed = speed;
        air.sail({a}, minutes(10));
        return air.verdict(EventKind::site_approach);
    };
    CHECK(pass(60, 4) == Verdict::sure);
    CHECK(pass(250, 4) == Verdict::none);
    CHECK(pass(155, 4) == Verdict::marginal);
    CHECK(pass(60, 0.5) == Verdict::none);
}

TEST_CASE("between the locks without a lock is unexplained, and longer than a day without leaving is overdue") {
    model::Area sea_side = TestAir::square(AreaKind::fairway, 8.1, -79.5, 0.02), inland = channel();
    sea_side.id = "out";
    sea_side.middle = geo::Line::of({geo::Position::of(8.09, -79.5), geo::Position::of(8.11, -79.5)});
    sea_side.half_width = Metres{200};
    const model::Area lock = TestAir::square(AreaKind::lock, 8.16, -79.5, 0.02);
    const auto chart = TestAir::open_sea({sea_side, inland, lock});
    const auto pass = [&](bool locked, Duration stays) {
        TestAir air(chart);
        Actor a;
        a.latitude = 8.1;
        air.sail({a}, minutes(2));
        a.latitude = locked ? 8.16 : 8.13;
        air.sail({a}, minutes(5));
        a.latitude = 8.2;
        air.sail({a}, stays, seconds(120));
        return air.verdict(EventKind::transit_compliance);
    };
    CHECK(pass(true, minutes(30)) == Verdict::none);
    CHECK(pass(true, std::chrono::hours(28)) == Verdict::sure);
    CHECK(pass(true, std::chrono::hours(24)) == Verdict::marginal);
    TestAir air(chart);
    Actor a;
    a.latitude = 8.1;
    a.speed = 5;
    air.sail({a}, minutes(2));
    for (int i = 0; i < 40; ++i) {  // round the lock, by steps that are no jump
        (i < 8 ? a.longitude : a.latitude) += i < 8 ? -0.004 : 0.0033;
        air.report(a);
        air.now += seconds(60);
    }
    CHECK(air.verdict(EventKind::transit_compliance) == Verdict::sure);
}
