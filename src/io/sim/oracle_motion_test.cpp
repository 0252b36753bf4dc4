#include "io/sim/inside/test_air.h"

#include <doctest/doctest.h>

using namespace vigia;
using namespace vigia::sim;
using model::AreaKind;
using model::EventKind;
using model::NavigationStatus;
using std::chrono::minutes;
using std::chrono::seconds;

namespace {

Duration part(Duration whole, double of) { return Duration{static_cast<std::int64_t>(static_cast<double>(whole.count()) * of)}; }

Actor boat() {
    Actor a;
    a.length = 12;
    a.beam = 3;
    a.type = 37;
    return a;
}

}  // namespace

TEST_CASE("a small craft that races for two minutes is a go-fast; slower, shorter or high-speed craft are not") {
    const auto race = [](double speed, double of, std::uint8_t type = 37, Duration later = {}) {
        TestAir air;
        air.now += later;
        Actor a = boat();
        a.type = type;
        a.speed = speed;
        air.sail({a}, part(minutes(2), of) + seconds(5));
        a.speed = 5;
        air.sail({a}, minutes(2));
        return air.verdict(EventKind::go_fast);
    };
    CHECK(race(32, 1.3) == Verdict::sure);
    CHECK(race(20, 1.3) == Verdict::none);
    CHECK(race(26, 1.3) == Verdict::marginal);
    CHECK(race(32, 0.8) == Verdict::none);
    CHECK(race(32, 1.3, 40) == Verdict::none);
    CHECK(race(32, 1.3, 50) == Verdict::none);
    CHECK(race(23, 1.3, 37, std::chrono::hours(12)) == Verdict::sure);  // by night 20 knots suffice
}

TEST_CASE("an hour of less than two knots on the open sea is loitering") {
    const auto loiter = [](double speed, double of, NavigationStatus status = NavigationStatus::under_way_using_engine) {
        TestAir air;
        Actor a;
        a.speed = speed;
        a.status = status;
        air.sail({a}, part(minutes(60), of) + minutes(1), seconds(30));
        a.speed = 12;
        air.sail({a}, minutes(20));
        return air.verdict(EventKind::loitering);
    };
    CHECK(loiter(1, 1.2) == Verdict::sure);
    CHECK(loiter(1, 0.7) == Verdict::none);
    CHECK(loiter(2.4, 1.2) == Verdict::none);
    CHECK(loiter(1.9, 1.2) == Verdict::marginal);
    CHECK(loiter(1, 1.2, NavigationStatus::fishing) == Verdict::none);
}

TEST_CASE("a ship that goes sideways for ten minutes and half a kilometre is adrift") {
    const auto adrift = [](double off, double speed, double of) {
        TestAir air;
        Actor a;
        a.speed = speed;
        a.course = 90;
        a.heading = 90 + off;
        air.sail({a}, part(minutes(10), of) + seconds(10));
        a.heading = 90;
        air.sail({a}, minutes(3));
        return air.verdict(EventKind::drift);
    };
    CHECK(adrift(80, 3, 1.3) == Verdict::sure);
    CHECK(adrift(30, 3, 1.3) == Verdict::none);
    CHECK(adrift(47, 3, 1.3) == Verdict::marginal);
    CHECK(adrift(80, 3, 0.7) == Verdict::none);
    CHECK(adrift(80, 1.2, 1.1) == Verdict::none);  // not far enough
}

TEST_CASE("from eight knots to rest in half a minute is a sudden stop; slowing down as ships do is not") {
    const auto stop = [](double speed, Duration slowing, Duration rests) {
        TestAir air;
        Actor a;
        a.speed = speed;
        air.sail({a}, minutes(3), seconds(5));
        a.speed = 4;
        air.sail({a}, slowing, seconds(5));
        a.speed = 0.2;
        air.sail({a}, rests, seconds(5));
        a.speed = 8;
        air.sail({a}, minutes(2));
        return air.verdict(EventKind::sudden_stop);
    };
    CHECK(stop(12, seconds(10), seconds(90)) == Verdict::sure);
    CHECK(stop(12, seconds(60), seconds(90)) == Verdict::none);
    CHECK(stop(12, seconds(10), seconds(40)) == Verdict::none);
    CHECK(stop(7.2, seconds(10), seconds(90)) == Verdict::marginal);
}

TEST_CASE("the time of a stop is that of straight lines between reports, however far apart these are") {
    // From 10 to 0 knots in so many seconds, reported each ten: 6 of 10 parts lie between the limits.
    const auto stop = [](double seconds_to_rest, int phase) {
        TestAir air;
        Actor a;
        a.speed = 10;
        air.sail({a}, minutes(3));
        for (int t = phase; t < 120; t += 10) {
            a.speed = std::max(0.0, 10 - 10 * t / seconds_to_rest);
            air.sail({a}, seconds(10));
        }
        return air.verdict(EventKind::sudden_stop);
    };
    for (const int phase : {1, 4, 7}) {
        CHECK(stop(30, phase) == Verdict::sure);
        CHECK(stop(75, phase) == Verdict::none);
    }
}

TEST_CASE("an anchor drags when the ship leaves its circle and still says that it is at anchor") {
    const auto drag = [](double metres, NavigationStatus then) {
        TestAir air(TestAir::open_sea({TestAir::square(AreaKind::anchorage, 8.2, -79.5, 0.1)}));
        Actor a;
        a.status = NavigationStatus::at_anchor;
        a.speed = 0.1;
        air.sail({a}, minutes(30), minutes(3));
        a.speed = 1.5;
        a.status = then;
        const double seconds_needed = metres / (1.5 * 1852 / 3600);
        air.sail({a}, Duration{static_cast<std::int64_t>(seconds_needed * 1000)}, seconds(30));
        return air.verdict(EventKind::anchor_drag);
    };
    CHECK(drag(700, NavigationStatus::at_anchor) == Verdict::sure);
    CHECK(drag(300, NavigationStatus::at_anchor) == Verdict::none);
    CHECK(drag(480, NavigationStatus::at_anchor) == Verdict::marginal);  // the circle of a ship of 150 m
    CHECK(drag(700, NavigationStatus::under_way_using_engine) == Verdict::none);
}

TEST_CASE("a visit begins at rest in a harbour and ends far from it; who never moved pays none") {
    const auto chart = TestAir::open_sea({TestAir::square(AreaKind::harbour, 8.2, -79.5, 0.01)});
    TestAir air(chart);
    Actor a;
    a.longitude = -79.6;
    a.speed = 12;
    air.sail({a}, minutes(29), seconds(60));
    a.speed = 0;
    air.sail({a}, minutes(20), seconds(60));
    a.speed = 12;
    air.sail({a}, minutes(40), seconds(60));
    CHECK(air.sure(EventKind::port_visit) == 1);
    CHECK(air.rows().find("\"ended\":null") == std::string::npos);
    TestAir still(chart);
    a = Actor{};
    still.sail({a}, minutes(20), seconds(60));
    CHECK(still.verdict(EventKind::port_visit) == Verdict::none);
}
