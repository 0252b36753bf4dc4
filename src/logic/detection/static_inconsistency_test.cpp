#include "logic/detection/static_inconsistency.h"

#include <doctest/doctest.h>

#include "logic/detection/inside/test_sea.h"

using namespace vigia;
using namespace vigia::detection;
using namespace std::chrono_literals;
using model::EventKind;
using model::Particulars;

namespace {

using Sea = TestSea<StaticInconsistency>;

/// A ship whose particulars hold together.
struct Declaring {
    TestShip ship{.heading = {}, .station = {}};
    Particulars said;
    std::uint32_t mmsi = 352'000'001;

    Declaring() {
        said.name = FixedText<34>("STAR ALDER");
        said.call_sign = FixedText<7>("3EAB7");
        said.imo = 9'074'729;
        said.ship_type = std::uint8_t{70};
        said.dimensions = model::Dimensions{150, 30, 14, 14};
        said.draught = Metres{8.2};
    }
};

void say(Sea& sea, const Declaring& one) {
    model::Moment moment = sea.of(one.ship, model::Moment::Kind::said);
    moment.mmsi = model::Mmsi::of(one.mmsi);
    moment.particulars = std::make_shared<const Particulars>(one.said);
    sea.tell(std::move(moment));
}

void move(Sea& sea, const Declaring& one) {
    model::Moment moment = sea.of(one.ship, model::Moment::Kind::fix);
    moment.mmsi = model::Mmsi::of(one.mmsi);
    sea.tell(std::move(moment));
}

/// Says and moves each six minutes, as class A does.
void go_on(Sea& sea, const Declaring& one, int times) {
    for (int i = 0; i < times; ++i) {
        sea.now += 6min;
        move(sea, one);
        say(sea, one);
    }
}

Sea quiet_sea() { return Sea(std::make_shared<const model::Chart>(), StaticInconsistency()); }

std::string fault_of(const model::Event& event) {
    for (const model::Fact& fact : event.finding.facts)
        if (fact.name->key == "fault") return model::told(fact.value, model::Language::en);
    return "";
}

}  // namespace

TEST_CASE("a ship whose particulars hold together says nothing that cannot be") {
    auto sea = quiet_sea();
    Declaring ship;
    go_on(sea, ship, 20);
    CHECK(sea.changes.empty());
}

TEST_CASE("an IMO number with a wrong check digit is noticed when it is said twice, and ends when it is put right") {
    auto sea = quiet_sea();
    Declaring ship;
    ship.said.imo = 9'074'728;
    go_on(sea, ship, 1);
    const Time first = sea.now;
    sea.now += 30s;
    say(sea, ship);
    CHECK(sea.changes.empty());
    go_on(sea, ship, 3);
    auto events = sea.events(EventKind::static_inconsistency);
    REQUIRE(events.size() == 1);
    CHECK(events[0].finding.begun == first);
    CHECK(fault_of(events[0]) == "check digit of the IMO number");
    CHECK(model::told(events[0].finding.words->why, events[0].finding.facts, model::Language::en) ==
          "STAR ALDER (352000001) declares IMO number 9074728, which cannot exist: its last digit would have to be 9.");
    CHECK(well_told(events[0]));
    CHECK_FALSE(events[0].ended);
    ship.said.imo = 9'074'729;
    go_on(sea, ship, 1);
    events = sea.events(EventKind::static_inconsistency);
    REQUIRE(events.size() == 1);
    CHECK(events[0].ended == sea.now);
}

TEST_CASE("the number of a flag state is no false IMO number, and one said once is a slip") {
    auto sea = quiet_sea();
    Declaring ship;
    ship.said.imo = 1'010'987'654;
    go_on(sea, ship, 4);
    ship.said.imo = 9'074'728;
    go_on(sea, ship, 1);
    ship.said.imo = 9'074'729;
    go_on(sea, ship, 4);
    CHECK(sea.changes.empty());
}

TEST_CASE("a call sign of another country than the MMSI does not hold together; one of no country proves nothing") {
    for (const auto& [call, wrong] : {std::pair("D5AB7", true), std::pair("HO4567", false), std::pair("NONE", false), std::pair("PANGA", false)}) {
        auto sea = quiet_sea();
        Declaring ship;
        ship.said.call_sign = FixedText<7>(call);
        go_on(sea, ship, 3);
        const auto events = sea.events(EventKind::static_inconsistency);
        CHECK(events.size() == (wrong ? 1 : 0));
        for (const auto& event : events) {
            CHECK(fault_of(event) == "country of the call sign");
            CHECK(well_told(event));
        }
    }
}

TEST_CASE("a MMSI that no country gives out is noticed at the second fix, without any particulars") {
    auto sea = quiet_sea();
    Declaring ship;
    ship.mmsi = 199'123'456;
    move(sea, ship);
    const Time first = sea.now;
    CHECK(sea.changes.empty());
    sea.now += 10s;
    move(sea, ship);
    go_on(sea, ship, 3);
    const auto events = sea.events(EventKind::static_inconsistency);
    REQUIRE(events.size() == 1);
    CHECK(events[0].finding.begun == first);
    CHECK(events[0].noticed == first + 10s);
    CHECK(well_told(events[0]));
}

TEST_CASE("a ship is not longer than 400 m nor broader than long; both at one time are one event") {
    auto sea = quiet_sea();
    Declaring ship;
    ship.said.dimensions = model::Dimensions{10, 5, 20, 20};
    go_on(sea, ship, 3);
    CHECK(fault_of(sea.events(EventKind::static_inconsistency).at(0)) == "beam above length");
    ship.said.call_sign = FixedText<7>("D5AB7");
    go_on(sea, ship, 3);
    const auto events = sea.events(EventKind::static_inconsistency);
    REQUIRE(events.size() == 1);
    CHECK(events[0].revision == 1);
    CHECK(fault_of(events[0]) == "country of the call sign");
    Declaring giant;
    giant.ship.number = 2;
    giant.mmsi = 352'000'002;
    giant.said.dimensions = model::Dimensions{350, 60, 30, 30};
    go_on(sea, giant, 2);
    const auto both = sea.events(EventKind::static_inconsistency);
    REQUIRE(both.size() == 2);
    CHECK(fault_of(both[1]) == "length");
    CHECK(well_told(both[1]));
}

TEST_CASE("a size that changes under way is told once; at rest, a little, or taken back at once it is not") {
    struct Case {
        model::Dimensions size;
        double knots;
        int said;
        bool told;
    };
    for (const Case& one : {Case{{120, 30, 14, 14}, 12, 3, true}, Case{{120, 30, 14, 14}, 0.5, 3, false}, Case{{140, 30, 14, 14}, 12, 3, false}, Case{{120, 30, 14, 14}, 12, 1, false}}) {
        auto sea = quiet_sea();
        Declaring ship;
        ship.ship.knots = one.knots;
        go_on(sea, ship, 2);
        const auto old = ship.said.dimensions;
        ship.said.dimensions = one.size;
        go_on(sea, ship, 1);
        const Time changed = sea.now;
        go_on(sea, ship, one.said - 1);
        ship.said.dimensions = one.said == 1 ? old : ship.said.dimensions;
        go_on(sea, ship, 2);
        const auto events = sea.events(EventKind::static_inconsistency);
        REQUIRE(events.size() == (one.told ? 1 : 0));
        if (!one.told) continue;
        CHECK(events[0].finding.begun == changed);
        CHECK(events[0].ended == changed + 6min);
        CHECK(well_told(events[0]));
    }
}

TEST_CASE("a name that changes together with a number under way is another identity; alone, or by two letters, it is not") {
    const auto events_of = [](const char* name, const char* call, std::uint32_t imo) {
        auto sea = quiet_sea();
        Declaring ship;
        go_on(sea, ship, 2);
        ship.said.name = FixedText<34>(name);
        ship.said.call_sign = FixedText<7>(call);
        ship.said.imo = imo;
        go_on(sea, ship, 3);
        return sea.events(EventKind::static_inconsistency);
    };
    const auto changed = events_of("OCEAN GRACE", "3EAB7", 9'100'011);
    REQUIRE(changed.size() == 1);
    CHECK(well_told(changed[0]));
    CHECK(model::told(changed[0].finding.words->why, changed[0].finding.facts, model::Language::es) ==
          "OCEAN GRACE (352000001) cambió en navegación de nombre y de número: de STAR ALDER con IMO 9074729 a OCEAN GRACE con IMO 9100011.");
    CHECK(events_of("OCEAN GRACE", "3FXY2", 9'074'729).size() == 1);
    CHECK(events_of("OCEAN GRACE", "3EAB7", 9'074'729).empty());
    CHECK(events_of("STAR ALDRES", "3FXY2", 9'074'729).empty());
    CHECK(events_of("STAR ALDER", "3FXY2", 9'100'011).empty());
}

TEST_CASE("class B says its new name and its new call sign in two messages") {
    auto sea = quiet_sea();
    Declaring boat;
    boat.said.imo.reset();
    boat.ship.transceiver = model::Transceiver::class_b;
    go_on(sea, boat, 2);
    boat.said.name = FixedText<34>("OCEAN GRACE");
    go_on(sea, boat, 1);
    boat.said.call_sign = FixedText<7>("3FXY2");
    sea.now += 40s;
    say(sea, boat);
    CHECK(sea.changes.empty());
    go_on(sea, boat, 2);
    CHECK(sea.events(EventKind::static_inconsistency).size() == 1);
}

TEST_CASE("another identity that tracking counts to a segment without a place is still seen; two hulls under one number are not") {
    for (const bool placed : {false, true}) {
        auto sea = quiet_sea();
        Declaring ship, other;
        other.ship.number = 2;
        other.said.name = FixedText<34>("OCEAN GRACE");
        other.said.call_sign = FixedText<7>("3FXY2");
        other.said.imo = 9'100'011;
        go_on(sea, ship, 3);
        for (int i = 0; i < 4; ++i) {
            sea.now += 6min;
            move(sea, ship);
            if (placed) move(sea, other);
            if (placed) say(sea, ship);
            say(sea, other);
        }
        CHECK(sea.events(EventKind::static_inconsistency).size() == (placed ? 0 : 1));
    }
}

TEST_CASE("a draught that grows by three metres at sea is told; in a port it is cargo") {
    for (const bool in_port : {false, true}) {
        auto sea = quiet_sea();
        Declaring ship;
        go_on(sea, ship, 3);
        ship.ship.knots = in_port ? 0 : 12;
        go_on(sea, ship, 1);
        ship.ship.knots = 12;
        ship.said.draught = Metres{11.4};
        go_on(sea, ship, 3);
        const auto events = sea.events(EventKind::static_inconsistency);
        REQUIRE(events.size() == (in_port ? 0 : 1));
        if (!in_port) CHECK(well_told(events[0]));
        if (!in_port) CHECK(model::told(events[0].finding.words->why, events[0].finding.facts, model::Language::en).starts_with("STAR ALDER (352000001) declares a draught of 11.4 m, 6 min after 8.2 m"));
    }
}

TEST_CASE("what is wrong ends when the vessel is gone") {
    auto sea = quiet_sea();
    Declaring ship;
    ship.said.imo = 9'074'728;
    go_on(sea, ship, 3);
    model::Moment gone = sea.of(ship.ship, model::Moment::Kind::gone);
    sea.tell(std::move(gone));
    CHECK(sea.events(EventKind::static_inconsistency).at(0).ended == sea.now);
}
