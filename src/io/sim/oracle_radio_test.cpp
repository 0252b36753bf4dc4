#include "io/sim/inside/test_air.h"

#include <doctest/doctest.h>

using namespace vigia;
using namespace vigia::sim;
using model::EventKind;
using model::NavigationStatus;
using std::chrono::minutes;
using std::chrono::seconds;

namespace {

/// Ships in company, so that a silence is not that of the receiver.
std::vector<Actor> company(int ships, double from_latitude = 8.2) {
    std::vector<Actor> out(static_cast<std::size_t>(ships));
    for (std::size_t i = 0; i < out.size(); ++i) {
        out[i].vessel = static_cast<std::uint32_t>(i + 1);
        out[i].mmsi = static_cast<std::uint32_t>(352'000'001 + i);
        out[i].latitude = from_latitude + 0.02 * static_cast<double>(i);
    }
    return out;
}

std::vector<std::reference_wrapper<Actor>> all(std::vector<Actor>& actors, std::size_t from = 0) {
    return {actors.begin() + static_cast<std::ptrdiff_t>(from), actors.end()};
}

}  // namespace

TEST_CASE("a ship under way that falls silent amid others is dark until its next report") {
    const auto silence = [](Duration lasts, double speed, int others) {
        TestAir air;
        auto ships = company(others + 1);
        ships[0].speed = speed;
        air.sail(all(ships), minutes(5), seconds(30));
        air.sail(all(ships, 1), lasts, seconds(30));
        air.sail(all(ships), minutes(1));
        return std::pair{air.verdict(EventKind::dark_activity), air.rows().find("\"ended\":null") == std::string::npos};
    };
    CHECK(silence(minutes(14), 10, 4) == std::pair{Verdict::sure, true});
    CHECK(silence(minutes(8), 10, 4).first == Verdict::none);
    CHECK(silence(minutes(10), 10, 4).first == Verdict::marginal);
    CHECK(silence(minutes(14), 0.5, 4).first == Verdict::none);
    CHECK(silence(minutes(14), 10, 2).first == Verdict::none);
}

TEST_CASE("a ship that leaves the simulation is gone, not dark") {
    for (const bool leaves : {false, true}) {
        TestAir air;
        auto ships = company(5);
        ships[0].speed = 10;
        air.sail(all(ships), minutes(5), seconds(30));
        if (leaves) air.leave(ships[0]);
        air.sail(all(ships, 1), minutes(14), seconds(30));
        CHECK(air.verdict(EventKind::dark_activity) == (leaves ? Verdict::none : Verdict::sure));
    }
}

TEST_CASE("the deciding moment of a silence is a whole second, that of a report its delivery") {
    TestAir air;
    auto ships = company(5);
    ships[0].speed = 10;
    air.sail(all(ships), minutes(5), seconds(30));
    air.sail(all(ships, 1), minutes(14), seconds(30));
    CHECK(air.verdict(EventKind::dark_activity) == Verdict::sure);
    CHECK(air.rows().find("\"begun\":\"2026-03-02T14:04:30Z\",\"decidable\":\"2026-03-02T14:14:30Z\"") != std::string::npos);
}

TEST_CASE("a way in a gap that needs more than the fastest of the type is told") {
    const auto gap = [](double miles, Duration lasts) {
        TestAir air;
        Actor a;
        a.speed = 12;
        air.sail({a}, minutes(2));
        air.wait(lasts);
        a.longitude += miles / 59.4;
        air.sail({a}, minutes(1));
        return air.verdict(EventKind::gap_movement);
    };
    CHECK(gap(32, minutes(60)) == Verdict::sure);       // 26 knots are the limit of a cargo ship
    CHECK(gap(15, minutes(60)) == Verdict::none);
    CHECK(gap(27, minutes(60)) == Verdict::marginal);
    CHECK(gap(6, minutes(180)) == Verdict::sure);       // 2 knots made good after 12
    CHECK(gap(20, minutes(20)) == Verdict::none);
}

TEST_CASE("a jump is told once until half an hour has passed without one") {
    const auto jump = [](double miles, int times) {
        TestAir air;
        Actor a;
        a.speed = 10;
        air.sail({a}, minutes(5));
        const double home = a.latitude;
        for (int i = 0; i < times; ++i) {
            a.latitude = home + miles * (i + 1) / 60;
            air.sail({a}, minutes(5));
        }
        return std::pair{air.verdict(EventKind::impossible_jump), air.sure(EventKind::impossible_jump)};
    };
    CHECK(jump(10, 1) == std::pair{Verdict::sure, 1});
    CHECK(jump(10, 3).second == 1);
    CHECK(jump(1, 1).first == Verdict::none);
    CHECK(jump(2.1, 1).first == Verdict::marginal);
}

TEST_CASE("two hulls that take turns under one MMSI collide; the same places at one hull's pace do not") {
    TestAir air;
    Actor a, b;
    b.vessel = 2;
    b.latitude += 0.3;
    air.sail({a, b}, minutes(6), seconds(30));
    CHECK(air.sure(EventKind::mmsi_collision) == 1);
    TestAir near;
    b.latitude = a.latitude + 0.01;
    near.sail({a, b}, minutes(6), seconds(30));
    CHECK(near.verdict(EventKind::mmsi_collision) == Verdict::none);
}

TEST_CASE("three that jump to one place are spoofed, and so are three that go round in circles; two are not") {
    const auto spoof = [](int ships) {
        TestAir air;
        auto actors = company(ships);
        air.sail(all(actors), minutes(3));
        for (Actor& a : actors) a.latitude = 7.8;
        air.sail(all(actors), minutes(5));
        return std::pair{air.verdict(EventKind::gnss_spoofing), air.sure(EventKind::gnss_spoofing)};
    };
    CHECK(spoof(3) == std::pair{Verdict::sure, 1});
    CHECK(spoof(2).first == Verdict::none);
    const auto circle = [](int ships, double turn) {
        TestAir air;
        auto actors = company(ships);
        for (Actor& a : actors) a.speed = 15;
        for (int i = 0; i < 120; ++i) {
            air.sail(all(actors), seconds(10));
            for (Actor& a : actors) a.course = std::fmod(a.course + turn, 360.0);
        }
        return air.verdict(EventKind::gnss_spoofing);
    };
    CHECK(circle(3, 6) == Verdict::sure);
    CHECK(circle(3, 0) == Verdict::none);
    CHECK(circle(2, 6) == Verdict::none);
}

TEST_CASE("three whose good positions turn bad within ten minutes are jammed") {
    const auto jam = [](int ships, bool placed, model::Accuracy before) {
        TestAir air;
        auto actors = company(ships);
        for (Actor& a : actors) a.accuracy = before;
        air.sail(all(actors), minutes(5));
        for (Actor& a : actors) a.accuracy = model::Accuracy::low, a.placed = placed;
        air.sail(all(actors), minutes(3));
        return air.verdict(EventKind::gnss_jamming);
    };
    CHECK(jam(4, true, model::Accuracy::high) == Verdict::sure);
    CHECK(jam(4, false, model::Accuracy::high) == Verdict::sure);
    CHECK(jam(2, true, model::Accuracy::high) == Verdict::none);
    CHECK(jam(4, true, model::Accuracy::low) == Verdict::none);
}

TEST_CASE("two fixes well inland are on land, near the shore they are not") {
    const auto place = [](double latitude) {
        TestAir air;
        Actor a;
        a.latitude = latitude;
        air.sail({a}, minutes(2));
        return air.verdict(EventKind::on_land);
    };
    CHECK(place(9.05) == Verdict::sure);
    CHECK(place(8.9) == Verdict::none);
    CHECK(place(9.002) == Verdict::none);
}

TEST_CASE("a report from beyond what its only receiver can hear is told") {
    const auto far = [](double miles) {
        TestAir air;
        Actor near, a;
        near.latitude = 7.005;  // the middle of a cell
        near.longitude = -79.495;
        a.longitude = -79.495;
        near.vessel = 7;
        near.mmsi = 352'000'007;
        air.say(near);
        for (int i = 0; i < 600; ++i, air.now += seconds(7)) air.report(near, 1);
        a.latitude = 7.005 + miles / 60;
        air.say(a);
        for (int i = 0; i < 4; ++i, air.now += seconds(10)) air.report(a, 1);
        return air.verdict(EventKind::out_of_footprint);
    };
    CHECK(far(30) == Verdict::sure);
    CHECK(far(8) == Verdict::none);  // at least 10 nm
    CHECK(far(10.3) == Verdict::marginal);
}

TEST_CASE("a receiver that was busy for half an hour and falls silent is deaf") {
    const auto deaf = [](Duration step, Duration silent) {
        TestAir air;
        auto ships = company(1);
        air.sail(all(ships), minutes(35), step);
        Actor other;
        other.vessel = 9;
        other.mmsi = 352'000'009;
        for (const Time until = air.now + silent; air.now < until; air.now += seconds(10)) air.report(other, 1);
        return air.verdict(EventKind::feed_deaf);
    };
    CHECK(deaf(seconds(4), minutes(5)) == Verdict::sure);
    CHECK(deaf(seconds(4), minutes(2)) == Verdict::none);
    CHECK(deaf(seconds(20), minutes(5)) == Verdict::none);
}

TEST_CASE("false particulars count when they are said twice") {
    const auto say = [](auto change, int times, bool again_first = true) {
        TestAir air;
        Actor a;
        a.speed = 10;
        for (int i = 0; i < (again_first ? 2 : 0); ++i) air.sail({a}, minutes(3));
        change(a);
        for (int i = 0; i < times; ++i) air.sail({a}, minutes(3), seconds(30));
        return air.verdict(EventKind::static_inconsistency);
    };
    const auto imo = [](Actor& a) { a.imo = 9'100'012; };
    CHECK(say(imo, 2) == Verdict::sure);
    CHECK(say(imo, 1) == Verdict::none);
    CHECK(say([](Actor&) {}, 3) == Verdict::none);
    CHECK(say([](Actor& a) { a.call_sign = "V7AB2"; }, 2) == Verdict::sure);
    CHECK(say([](Actor& a) { a.mmsi = 100'123'456; }, 2, false) == Verdict::sure);
    CHECK(say([](Actor& a) { a.length = 200; }, 2) == Verdict::sure);
    CHECK(say([](Actor& a) { a.length = 153; }, 2) == Verdict::none);
    CHECK(say([](Actor& a) { a.length = 500; }, 2) == Verdict::sure);
    CHECK(say([](Actor& a) { a.length = 20; }, 2) == Verdict::sure);
    CHECK(say([](Actor& a) { a.draught = 12; }, 2) == Verdict::sure);
    CHECK(say([](Actor& a) { a.draught = 10; }, 2) == Verdict::none);
    CHECK(say([](Actor& a) { a.draught = 11.05; }, 2) == Verdict::marginal);
    CHECK(say([](Actor& a) { a.name = "OCEAN PEARL", a.imo = 9'100'023; }, 2) == Verdict::sure);
    CHECK(say([](Actor& a) { a.name = "STAR ALDR", a.imo = 9'100'023; }, 2) == Verdict::none);
}

TEST_CASE("a vessel of the operator's list is watched, by number or by a name nearly the same") {
    model::ListEntries entries;
    entries.sources.push_back({"Wanted", "Watch", std::nullopt});
    entries.watched.push_back({std::nullopt, 352'000'001, "", "test", 0});
    entries.watched.push_back({std::nullopt, std::nullopt, "CORAL HERON", "test", 0});
    const auto lists = std::make_shared<const model::Lists>(*model::Lists::make(entries));
    const auto seen = [&](std::uint32_t mmsi, const char* name) {
        TestAir air(TestAir::open_sea(), lists);
        Actor a;
        a.mmsi = mmsi;
        a.name = name;
        air.sail({a}, minutes(1));
        air.say(a);
        return air.verdict(EventKind::watch_list);
    };
    CHECK(seen(352'000'001, "ANY") == Verdict::sure);
    CHECK(seen(352'000'002, "CORAL HERON") == Verdict::sure);
    CHECK(seen(352'000'002, "CORAL FALCON") == Verdict::none);
}

TEST_CASE("distress is told apart from its test, whichever comes first") {
    const auto beacon = [](NavigationStatus status, std::string_view words, std::uint32_t mmsi = 970'123'456) {
        TestAir air;
        Actor a;
        a.mmsi = mmsi;
        a.transceiver = model::Transceiver::distress;
        a.status = status;
        air.report(a);
        air.now += seconds(30);
        air.report(a);
        if (!words.empty()) air.text(a, words);
        air.wait(minutes(20));
        return std::pair{air.verdict(EventKind::distress), air.verdict(EventKind::test_transmission)};
    };
    CHECK(beacon(NavigationStatus::distress_transmitter, "") == std::pair{Verdict::sure, Verdict::none});
    CHECK(beacon(NavigationStatus::distress_transmitter, "SART TEST") == std::pair{Verdict::none, Verdict::sure});
    CHECK(beacon(NavigationStatus::undefined, "") == std::pair{Verdict::none, Verdict::sure});
    CHECK(beacon(NavigationStatus::distress_transmitter, "SART ACTIVE") == std::pair{Verdict::sure, Verdict::none});
    CHECK(beacon(NavigationStatus::under_way_using_engine, "", 352'000'001) == std::pair{Verdict::none, Verdict::none});
}

TEST_CASE("two reports of not under command or aground are told, and a safety text is") {
    const auto status = [](NavigationStatus now, int reports, EventKind kind) {
        TestAir air;
        Actor a;
        air.sail({a}, minutes(1));
        a.status = now;
        for (int i = 0; i < reports; ++i, air.now += seconds(10)) air.report(a);
        a.status = NavigationStatus::under_way_using_engine;
        air.report(a);
        return air.verdict(kind);
    };
    CHECK(status(NavigationStatus::not_under_command, 2, EventKind::not_under_command) == Verdict::sure);
    CHECK(status(NavigationStatus::not_under_command, 1, EventKind::not_under_command) == Verdict::none);
    CHECK(status(NavigationStatus::aground, 2, EventKind::aground) == Verdict::sure);
    CHECK(status(NavigationStatus::aground, 1, EventKind::aground) == Verdict::none);
    TestAir air;
    Actor a;
    air.text(a, "MAN OVERBOARD");
    a.mmsi = 970'123'456;
    air.text(a, "SART ACTIVE");
    CHECK(air.sure(EventKind::safety_text) == 1);
}
