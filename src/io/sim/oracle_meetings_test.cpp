#include "io/sim/inside/test_air.h"

#include <doctest/doctest.h>

using namespace vigia;
using namespace vigia::sim;
using model::AreaKind;
using model::EventKind;
using std::chrono::minutes;
using std::chrono::seconds;

namespace {

Actor second_ship(double metres_north) {
    Actor b;
    b.vessel = 2;
    b.mmsi = 636'000'002;
    b.latitude += metres_north / 111'195;
    b.name = "CORAL HERON";
    b.call_sign = "D5AB2";
    return b;
}

Duration part(Duration whole, double of) { return Duration{static_cast<std::int64_t>(static_cast<double>(whole.count()) * of)}; }

/// Two lie abeam of each other for a part of a quarter of an hour, then part.
Verdict together(double of, double apart, std::shared_ptr<const model::Chart> chart = TestAir::open_sea(), EventKind kind = EventKind::rendezvous) {
    TestAir air(std::move(chart));
    Actor a, b = second_ship(apart + 24);
    a.speed = b.speed = 0.5;
    air.sail({a, b}, part(minutes(15), of));
    a.speed = b.speed = 12;
    b.course = 270;
    air.sail({a, b}, minutes(5));
    return air.verdict(kind);
}

}  // namespace

TEST_CASE("two that lie together at sea for a quarter of an hour have met") {
    CHECK(together(1.2, 150) == Verdict::sure);
    CHECK(together(0.8, 150) == Verdict::none);
    CHECK(together(0.95, 150) == Verdict::marginal);
    CHECK(together(1.05, 150) == Verdict::marginal);
    CHECK(together(1.2, 300) == Verdict::none);
    CHECK(together(1.2, 260) == Verdict::marginal);
    CHECK(together(1.2, 150, TestAir::open_sea({TestAir::square(AreaKind::anchorage, 8.2, -79.5, 0.1)})) == Verdict::none);
}

TEST_CASE("in an anchorage only who lies alongside meets, and an exempt craft never does") {
    const auto chart = TestAir::open_sea({TestAir::square(AreaKind::anchorage, 8.2, -79.5, 0.1)});
    CHECK(together(1.2, 30, chart, EventKind::tight_rendezvous) == Verdict::sure);
    CHECK(together(1.2, 80, chart, EventKind::tight_rendezvous) == Verdict::none);
    CHECK(together(1.2, 52, chart, EventKind::tight_rendezvous) == Verdict::marginal);
    CHECK(together(0.55, 30, chart, EventKind::tight_rendezvous) == Verdict::none);
    TestAir air(chart);
    Actor a, tug = second_ship(40);
    tug.type = 52;
    air.sail({a, tug}, minutes(20));
    CHECK(air.verdict(EventKind::tight_rendezvous) == Verdict::none);
}

TEST_CASE("a break of a minute does not end a meeting in the making, a longer one does") {
    const auto with_break = [](Duration broken) {
        TestAir air;
        Actor a, b = second_ship(150);
        air.sail({a, b}, minutes(9));
        a.speed = 2.5;
        a.course = 270;
        air.sail({a}, broken);
        a.speed = 0;
        air.sail({a, b}, minutes(9));
        return air.verdict(EventKind::rendezvous);
    };
    CHECK(with_break(seconds(30)) == Verdict::sure);
    CHECK(with_break(minutes(3)) == Verdict::none);
}

TEST_CASE("a meeting counts no longer than both have shown it, and never ends before it is decided") {
    // Both report each three minutes; one falls silent after so many.
    const auto one_falls_silent = [](int minutes_together) {
        TestAir air;
        Actor a, b = second_ship(150);
        air.sail({a, b}, minutes(minutes_together), minutes(3));
        air.sail({a}, minutes(40), minutes(3));
        return std::pair{air.verdict(EventKind::rendezvous), air.rows()};
    };
    CHECK(one_falls_silent(12).first == Verdict::none);  // its last fix stands for 7 min more
    const auto [verdict, rows] = one_falls_silent(21);   // its last fix at 18 min, beside that of the other
    CHECK(verdict == Verdict::sure);
    CHECK(rows.find("\"begun\":\"2026-03-02T14:00:00Z\",\"decidable\":\"2026-03-02T14:15:00.100Z\",\"ended\":\"2026-03-02T14:24:00Z\"") != std::string::npos);
}

TEST_CASE("who has not said its type is exempt while it may still come to say it") {
    const auto unsaid_for = [](int said_after) {
        TestAir air;
        Actor a, b = second_ship(150);
        for (int second = 0; second < 24 * 60; second += 10) {
            if (second == 0) air.say(a);
            if (second == said_after * 60) air.say(b);
            air.report(a);
            air.report(b);
            air.now += seconds(10);
        }
        return std::pair{air.verdict(EventKind::rendezvous), air.rows()};
    };
    const auto [late, rows] = unsaid_for(6);  // begins when it says that it is a cargo ship
    CHECK(late == Verdict::sure);
    CHECK(rows.find("\"begun\":\"2026-03-02T14:06:00Z\"") != std::string::npos);
    CHECK(unsaid_for(100).first == Verdict::none);  // not exempt after 13 minutes, and 11 are too few
}

TEST_CASE("one that stops far out with nobody near behaves as if meeting somebody") {
    const auto alone = [](double fast, double slow, bool company) {
        TestAir air;
        Actor a, b = second_ship(0);
        a.speed = 12;
        air.sail({a}, part(minutes(10), fast));
        a.speed = 1;
        b.latitude = a.latitude + 300 / 111'195.0;
        b.longitude = a.longitude;
        if (company) air.sail({a, b}, part(minutes(15), slow));
        else air.sail({a}, part(minutes(15), slow));
        a.speed = 12;
        air.sail({a}, minutes(3));
        return air.verdict(EventKind::dark_rendezvous);
    };
    CHECK(alone(1.3, 1.3, false) == Verdict::sure);
    CHECK(alone(0.8, 1.3, false) == Verdict::none);
    CHECK(alone(1.3, 0.8, false) == Verdict::none);
    CHECK(alone(1.3, 1.02, false) == Verdict::marginal);
    CHECK(alone(1.3, 1.3, true) == Verdict::none);
}

TEST_CASE("two ships on crossing courses come to close quarters, the same further apart do not") {
    const auto crossing = [](double miles_off) {
        TestAir air;
        Actor a, b = second_ship(0);
        a.speed = b.speed = 12;
        b.longitude = a.longitude + 3 / 60.0;
        b.latitude = a.latitude + miles_off / 60.0;
        b.course = b.heading = 270;
        air.sail({a, b}, minutes(20));
        return air.verdict(EventKind::close_quarters);
    };
    CHECK(crossing(0.2) == Verdict::sure);
    CHECK(crossing(0.7) == Verdict::none);
    CHECK(crossing(0.48) == Verdict::marginal);
    CHECK(crossing(0.52) == Verdict::marginal);
}

TEST_CASE("in a channel only a hull that meets the ellipse of the other counts, and once") {
    const auto passing = [](double metres) {
        TestAir air(TestAir::open_sea({TestAir::square(AreaKind::fairway, 8.2, -79.5, 0.05)}));
        Actor a, b = second_ship(metres);
        a.speed = b.speed = 8;
        a.longitude = -79.54;
        b.longitude = -79.52;
        b.course = b.heading = 270;
        air.sail({a, b}, minutes(8), seconds(5));
        return std::pair{air.verdict(EventKind::close_quarters), air.sure(EventKind::close_quarters)};
    };
    CHECK(passing(30) == std::pair{Verdict::sure, 1});
    CHECK(passing(90).first == Verdict::none);
    CHECK(passing(50).first == Verdict::marginal);  // half axis 36 m, half beam 12 m
}

TEST_CASE("a fast small craft that heads for a gas carrier or a dam approaches it; a ferry or a slow one does not") {
    const auto run = [](double speed, std::uint8_t type, double off) {
        TestAir air;
        Actor gas = second_ship(0), boat;
        gas.type = 84;
        gas.status = model::NavigationStatus::at_anchor;
        boat.type = type;
        boat.length = 10;
        boat.beam = 3;
        boat.speed = speed;
        boat.latitude += off / 111'195;
        boat.longitude = gas.longitude - 2 / 60.0;
        air.say(gas);
        air.sail({boat, gas}, minutes(9), seconds(5));
        return air.verdict(EventKind::fast_approach);
    };
    CHECK(run(20, 37, 50) == Verdict::sure);
    CHECK(run(10, 37, 50) == Verdict::none);
    CHECK(run(12.5, 37, 50) == Verdict::marginal);
    CHECK(run(20, 60, 50) == Verdict::none);
    CHECK(run(20, 37, 300) == Verdict::none);
    TestAir air(TestAir::open_sea({}, {{model::StructureKind::dam, "dam", "Dam", "Presa", geo::Position::of(8.2, -79.5)}}));
    Actor boat;
    boat.length = 10;
    boat.beam = 3;
    boat.speed = 20;
    boat.longitude = -79.53;
    air.sail({boat}, minutes(5), seconds(5));
    CHECK(air.sure(EventKind::fast_approach) == 1);
}

TEST_CASE("a boat that goes out to an anchored ship and back is a feeder, one that stays away from it is not") {
    const auto errand = [](double metres, Duration stays) {
        TestAir air;
        Actor ship = second_ship(0), boat;
        ship.latitude = 8.95;  // 3 nm off the coast at 9 N
        ship.status = model::NavigationStatus::at_anchor;
        boat.length = 9;
        boat.beam = 3;
        boat.speed = 15;
        boat.latitude = 8.995;
        boat.course = boat.heading = 180;
        boat.longitude = ship.longitude + (metres + 75) / 110'000;
        air.sail({ship, boat}, minutes(11), seconds(30));
        boat.speed = 0;
        air.sail({boat, ship}, stays, seconds(30));
        boat.speed = 15;
        boat.course = 0;
        air.sail({boat, ship}, minutes(12), seconds(30));
        return air.verdict(EventKind::feeder);
    };
    CHECK(errand(100, minutes(10)) == Verdict::sure);
    CHECK(errand(300, minutes(10)) == Verdict::none);
    CHECK(errand(200, minutes(10)) == Verdict::marginal);
    CHECK(errand(100, minutes(200)) == Verdict::none);
}

TEST_CASE("a drop is told when another craft stays at its place") {
    const auto drop = [](double dwell, double visit, double steady = 1.3) {
        TestAir air;
        Actor a, b = second_ship(0);
        a.speed = 10;
        air.sail({a}, part(minutes(10), steady));
        a.speed = 1;
        const double place = a.longitude;
        air.sail({a}, part(minutes(5), dwell));
        a.speed = 10;
        air.sail({a}, minutes(8));
        b.longitude = place;
        air.sail({b}, part(minutes(5), visit));
        b.speed = 12;
        air.sail({b}, minutes(15));
        return air.verdict(EventKind::drop_pattern);
    };
    CHECK(drop(2, 1.5) == Verdict::sure);
    CHECK(drop(2, 0.7) == Verdict::none);
    CHECK(drop(2, 1.5, 0.7) == Verdict::none);
    CHECK(drop(8, 1.5) == Verdict::none);
    CHECK(drop(2, 1.05) == Verdict::marginal);
}
