#include "model/scene.h"

#include <doctest/doctest.h>

#include <vector>

using namespace vigia;
using namespace vigia::model;

namespace {

Moment fix_of(std::uint32_t track, double latitude, double longitude, Time at) {
    Moment moment;
    moment.kind = Moment::Kind::fix;
    moment.heard = moment.seen = at;
    moment.track = TrackId{track};
    moment.mmsi = Mmsi::of(352'000'000 + track);
    moment.transceiver = Transceiver::class_a;
    moment.fix.position = geo::Position::of(latitude, longitude);
    moment.fix.speed = from_knots(10);
    return moment;
}

const Time noon = *time_from_iso("2026-03-02T17:00:00Z");

}  // namespace

TEST_CASE("a scene knows the last fix, the one before, and who is near") {
    Scene scene(std::make_shared<const Chart>());
    scene.take(fix_of(1, 8.5, -79.5, noon));
    scene.take(fix_of(2, 8.501, -79.5, noon + std::chrono::seconds(1)));
    const Vessel* one = scene.take(fix_of(1, 8.502, -79.5, noon + std::chrono::seconds(10)));
    REQUIRE(one != nullptr);
    CHECK(one->fixes == 2);
    CHECK(one->before.position == geo::Position::of(8.5, -79.5));
    CHECK(one->continued());
    std::vector<TrackId> near;
    scene.near(one->position(), Metres{500}, [&](const Vessel& v) { near.push_back(v.id); });
    CHECK(near.size() == 2);
    CHECK(scene.now() == noon + std::chrono::seconds(10));
}

TEST_CASE("a vessel that has gone leaves its slot and its state to another") {
    Scene scene(std::make_shared<const Chart>());
    PerVessel<int> state;
    const Vessel* one = scene.take(fix_of(1, 8.5, -79.5, noon));
    state.of(*one) = 7;
    CHECK(state.of(*one) == 7);
    Moment gone = fix_of(1, 8.5, -79.5, noon);
    gone.kind = Moment::Kind::gone;
    CHECK(scene.take(gone)->id == TrackId{1});
    CHECK(scene.find(TrackId{1}) == nullptr);
    const Vessel* two = scene.take(fix_of(2, 8.6, -79.5, noon));
    CHECK(two == one);
    CHECK(two->fixes == 1);
    CHECK(state.of(*two) == 0);
}

TEST_CASE("what a vessel declares makes its role and its size, whatever its flag") {
    Scene scene(std::make_shared<const Chart>());
    Moment said = fix_of(1, 0, 0, noon);
    said.kind = Moment::Kind::said;
    auto particulars = std::make_shared<Particulars>();
    particulars->ship_type = std::uint8_t{52};
    particulars->dimensions = Dimensions{20, 10, 5, 5};
    particulars->name = FixedText<34>("REMOLCADOR 7");
    said.particulars = particulars;
    const Vessel* tug = scene.take(said);
    CHECK(tug->exempt());
    CHECK(tug->length == Metres{30});
    CHECK(called(*tug).view() == "REMOLCADOR 7 (352000001)");
    CHECK(tug->fixes == 0);
}

TEST_CASE("a role that the operator lists counts before what the vessel declares, and from the moment it is listed") {
    Scene scene(std::make_shared<const Chart>());
    const Vessel* launch = scene.take(fix_of(1, 8.5, -79.5, noon));
    CHECK(launch->role == Role::ordinary);
    ListEntries entries;
    entries.sources = {{"operations", "duty officer", {}}};
    entries.roles = {{Mmsi::of(352'000'001), Role::law_enforcement, 0}};
    scene.use(std::make_shared<const Lists>(*Lists::make(entries)));
    CHECK(launch->role == Role::law_enforcement);
    Moment said = fix_of(1, 0, 0, noon);
    said.kind = Moment::Kind::said;
    auto particulars = std::make_shared<Particulars>();
    particulars->ship_type = std::uint8_t{37};
    said.particulars = particulars;
    CHECK(scene.take(said)->role == Role::law_enforcement);
}

TEST_CASE("a text from a station that has no track is nobody's state") {
    Scene scene(std::make_shared<const Chart>());
    PerVessel<int> state;
    Moment text = fix_of(0, 0, 0, noon);
    text.kind = Moment::Kind::text;
    const Vessel* stranger = scene.take(text);
    CHECK(stranger->mmsi.number() == 352'000'000);
    CHECK(scene.size() == 0);
    state.of(*stranger) = 7;
    CHECK(state.of(*stranger) == 0);
}

TEST_CASE("a vessel that has not said its type is spared until it has had two turns to say it") {
    Scene scene(std::make_shared<const Chart>());
    CHECK(scene.take(fix_of(1, 8.5, -79.5, noon))->exempt());
    CHECK(scene.take(fix_of(1, 8.5, -79.5, noon + std::chrono::minutes(12)))->exempt());
    CHECK_FALSE(scene.take(fix_of(1, 8.5, -79.5, noon + std::chrono::minutes(13)))->exempt());
    Moment said = fix_of(2, 0, 0, noon);
    said.kind = Moment::Kind::said;
    auto particulars = std::make_shared<Particulars>();
    particulars->ship_type = std::uint8_t{70};
    said.particulars = particulars;
    CHECK_FALSE(scene.take(said)->exempt());
}
