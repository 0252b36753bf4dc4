#include "logic/detection/zone_entry.h"

#include <doctest/doctest.h>

#include "logic/detection/inside/test_sea.h"
#include "logic/detection/inside/test_water.h"

using namespace vigia;
using namespace vigia::detection;
using namespace std::chrono_literals;
using model::AreaKind;
using model::EventKind;

namespace {

/// A zone from -79.1 to -78.9 W; ships begin 11 km west of it. Its radius is some 12.4 km.
model::Area dam(model::TellExit exit = model::TellExit::yes, std::string id = "dam") {
    model::Area zone = square_area(std::move(id), AreaKind::zone, 8.0, -79.0, 0.1);
    zone.exit = exit;
    return zone;
}

TestSea<ZoneEntry> sea_with(std::vector<model::Area> areas, ZoneEntry::Limits limits = {}) {
    return TestSea<ZoneEntry>(chart_of(std::move(areas)), ZoneEntry({.usual = limits, .special = {}}));
}

TestShip coming(double knots = 20) {
    TestShip ship;
    ship.knots = knots;
    return ship;
}

}  // namespace

TEST_CASE("who comes into a zone from outside is noticed at the second report inside, and leaves beyond the margin") {
    auto sea = sea_with({dam()});
    TestShip& craft = sea.ship(coming());
    sea.pass(15min);
    CHECK(sea.events(EventKind::zone_entry).empty());
    sea.pass(15min);
    auto entries = sea.events(EventKind::zone_entry);
    REQUIRE(entries.size() == 1);
    CHECK(entries[0].noticed == entries[0].finding.begun + 10s);
    CHECK(entries[0].finding.area == model::AreaIndex{0});
    CHECK(well_told(entries[0]));
    CHECK_FALSE(entries[0].ended);
    craft.course = 270;
    sea.pass(13min);  // outside, within the margin of 1.2 km
    CHECK_FALSE(contains(dam().shape, craft.at));
    CHECK_FALSE(sea.events(EventKind::zone_entry)[0].ended);
    craft.course = 90;
    sea.pass(2min);   // back inside: no second entry
    CHECK(sea.events(EventKind::zone_entry).size() == 1);
    CHECK(sea.events(EventKind::zone_exit).empty());
    craft.course = 270;
    sea.pass(10min);
    entries = sea.events(EventKind::zone_entry);
    REQUIRE(entries.size() == 1);
    const auto exits = sea.events(EventKind::zone_exit);
    REQUIRE(exits.size() == 1);
    CHECK(entries[0].ended == exits[0].finding.begun);
    CHECK(exits[0].ended == exits[0].finding.begun);
    CHECK(exits[0].noticed == exits[0].finding.begun);
    CHECK(well_told(exits[0]));
}

TEST_CASE("one report inside, a start inside and a gap before make no entry; those who were inside still leave") {
    auto once = sea_with({square_area("line", AreaKind::zone, 8.0, -79.17, 0.0005)});  // 110 m: one report at 20 kn
    once.ship(coming());
    once.pass(10min);
    CHECK(once.events(EventKind::zone_entry).empty());

    auto inside = sea_with({dam()});
    TestShip ship = coming();
    ship.at = geo::Position::of(8.0, -78.95);
    inside.ship(ship);
    inside.pass(30min);
    CHECK(inside.events(EventKind::zone_entry).empty());
    CHECK(inside.events(EventKind::zone_exit).size() == 1);

    auto silent = sea_with({dam()});
    TestShip& quiet = silent.ship(coming());
    silent.pass(10min);
    quiet.sends = false;
    quiet.knots = 10;
    silent.pass(31min);
    quiet.sends = true;
    silent.pass(5min);
    CHECK(contains(dam().shape, quiet.at));
    CHECK(silent.events(EventKind::zone_entry).empty());
}

TEST_CASE("a gap inside ends the entry without an exit; zones that tell no exit tell none; exempt craft may go in") {
    auto sea = sea_with({dam()});
    TestShip& ship = sea.ship(coming());
    sea.pass(25min);
    REQUIRE(sea.events(EventKind::zone_entry).size() == 1);
    const Time last = sea.now;
    ship.sends = false;
    ship.knots = 0;
    sea.pass(31min);
    ship.sends = true;
    sea.pass(1min);
    CHECK(*sea.events(EventKind::zone_entry)[0].ended <= last);
    CHECK(sea.events(EventKind::zone_exit).empty());

    auto quiet = sea_with({dam(model::TellExit::no)});
    quiet.ship(coming());
    quiet.pass(90min);
    CHECK(quiet.events(EventKind::zone_entry).size() == 1);
    CHECK(quiet.events(EventKind::zone_entry)[0].ended);
    CHECK(quiet.events(EventKind::zone_exit).empty());

    for (const int type : {33, 34, 35, 52, 55}) {
        auto own = sea_with({dam()});
        TestShip craft = coming();
        craft.type = static_cast<std::uint8_t>(type);
        own.ship(craft);
        own.pass(30min);
        CHECK(own.events(EventKind::zone_entry).empty());
    }
}

TEST_CASE("zones that overlap are told each, up to the bound, and what is beyond it is counted") {
    std::vector<model::Area> zones;
    for (int i = 0; i < 6; ++i) zones.push_back(dam(model::TellExit::no, "dam-" + std::to_string(i)));
    auto sea = sea_with(zones);
    sea.ship(coming());
    sea.pass(25min);
    CHECK(sea.events(EventKind::zone_entry).size() == ZoneEntry::most_zones);
    auto patient = sea_with({dam()}, {.fixes = 40});
    patient.ship(coming());
    patient.pass(22min);
    CHECK(patient.events(EventKind::zone_entry).empty());
    patient.pass(10min);
    CHECK(patient.events(EventKind::zone_entry).size() == 1);
}

TEST_CASE("when the chart is edited, what was open ends, and who is inside does not enter again") {
    auto chart = chart_of({dam()});
    GroupOf<ZoneEntry> group(chart, ZoneEntry());
    TestSea<ZoneEntry> like(chart, ZoneEntry());
    TestShip ship = coming();
    const auto report = [&](double longitude, Duration after) {
        ship.at = geo::Position::of(8.0, longitude);
        model::Moment moment = like.of(ship, model::Moment::Kind::fix);
        moment.seen = moment.heard = like.now + after;
        group.take(moment);
    };
    model::Moment said = like.of(ship, model::Moment::Kind::said);
    auto particulars = std::make_shared<model::Particulars>();
    particulars->ship_type = ship.type;
    said.particulars = particulars;
    group.take(said);
    report(-79.15, 0s);
    report(-79.09, 10s);
    report(-79.08, 20s);
    REQUIRE(group.findings.told.size() == 1);
    group.use(chart_of({dam(model::TellExit::no, "other"), dam()}));
    report(-79.07, 30s);
    report(-79.06, 40s);
    REQUIRE(group.findings.told.size() == 2);
    CHECK(group.findings.told[1].step == model::EventStep::ended);
}
