#include "model/identity.h"

#include <doctest/doctest.h>

namespace vigia::model {
namespace {

TEST_CASE("an MMSI says whose it is by its leading digits") {
    CHECK(Mmsi::of(355893000).kind() == MmsiKind::ship);
    CHECK(Mmsi::of(3571480).kind() == MmsiKind::coast_station);
    CHECK(Mmsi::of(35571480).kind() == MmsiKind::group);
    CHECK(Mmsi::of(111355001).kind() == MmsiKind::sar_aircraft);
    CHECK(Mmsi::of(992511234).kind() == MmsiKind::aid_to_navigation);
    CHECK(Mmsi::of(983551234).kind() == MmsiKind::craft_of_parent);
    CHECK(Mmsi::of(970123456).kind() == MmsiKind::ais_sart);
    CHECK(Mmsi::of(972123456).kind() == MmsiKind::man_overboard);
    CHECK(Mmsi::of(974123456).kind() == MmsiKind::epirb);
    CHECK(Mmsi::of(823512345).kind() == MmsiKind::handheld);
    CHECK(Mmsi::of(1193046).kind() == MmsiKind::other);
    CHECK(Mmsi::of(0).kind() == MmsiKind::other);
}

TEST_CASE("an MMSI has nine digits, written with its zeros") {
    CHECK(Mmsi::of(3571480).text() == "003571480");
    CHECK(!Mmsi::make(1'000'000'000));
}

TEST_CASE("an IMO number is proved by its check digit") {
    CHECK(Imo::make(9074729).has_value());
    CHECK(!Imo::make(9074728));
    CHECK(!Imo::make(907472));
}

}  // namespace
}  // namespace vigia::model
