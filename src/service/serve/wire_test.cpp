#include "service/serve/inside/wire.h"

#include <doctest/doctest.h>

using namespace vigia;
using namespace vigia::serve;

namespace {

const Time noon = from_unix_milliseconds(0x0102030405);

model::Track ship() {
    model::Track track;
    track.id = model::TrackId{0x01020304};
    track.transceiver = model::Transceiver::class_a;
    track.freshness = model::Freshness::stale;
    track.fix.emplace();
    track.fix->position = geo::Position::of(8.95, -79.5625);
    track.fix->speed = from_knots(12.3);
    track.fix->course = Degrees{359.96};
    track.fix->status = model::NavigationStatus::moored;
    track.fix->accuracy = model::Accuracy::high;
    track.fix_seen = noon - std::chrono::seconds(70);
    track.particulars.ship_type = std::uint8_t{71};
    track.particulars.dimensions = model::Dimensions{.bow = 200, .stern = 95, .port = 20, .starboard = 20};
    return track;
}

std::string bytes(std::initializer_list<int> values) {
    std::string out;
    for (const int value : values) out += static_cast<char>(value);
    return out;
}

std::uint8_t group_of(int type, model::Transceiver transceiver = model::Transceiver::class_a) {
    model::Track track = ship();
    track.particulars.ship_type = static_cast<std::uint8_t>(type);
    track.transceiver = transceiver;
    return ship_group(track);
}

}  // namespace

TEST_CASE("a frame has a header of 24 bytes and records of 24 bytes, little endian") {
    std::string frame;
    begin_frame(frame, FrameKind::delta, 0x0A0B0C0D, noon);
    append_record(frame, ship(), noon);
    append_removed(frame, model::TrackId{7});
    finish_frame(frame);
    REQUIRE(frame.size() == 72);
    CHECK(frame.substr(0, 24) == "VIGA" + bytes({1, 1, 0, 0, 0x0D, 0x0C, 0x0B, 0x0A, 2, 0, 0, 0, 5, 4, 3, 2, 1, 0, 0, 0}));
    // lon -79562500 = 0xFB41F8FC, lat 8950000 = 0x008890F0, 12.3 kn, 359.96 rounds to the north
    CHECK(frame.substr(24, 24) == bytes({4, 3, 2, 1, 0xFC, 0xF8, 0x41, 0xFB, 0xF0, 0x90, 0x88, 0, 123, 0, 0, 0, 0xFF, 0xFF, 70, 0,
                                         1 | 1 << 3, 5, 148, 1 | 1 << 4}));
    CHECK(frame.substr(48, 24) == bytes({7, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFE, 0xFF, 0, 15, 0, 4}));
}

TEST_CASE("what is not known has its code, and what is too large stops at its bound") {
    model::Track track = ship();
    track.fix->speed.reset();
    track.fix->course.reset();
    track.fix->range = model::Range::long_range;
    track.fix_seen = noon - std::chrono::hours(100);
    track.particulars = {};
    track.particulars.dimensions = model::Dimensions{.bow = 511, .stern = 511};
    std::string record;
    append_record(record, track, noon);
    CHECK(record.substr(12) == bytes({0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFE, 0xFF, 1, 5, 255, 1 | 1 << 3 | 1 << 4}));
    track.fix_seen = noon + std::chrono::seconds(5);
    track.fix->speed = MetresPerSecond{1e9};
    record.clear();
    append_record(record, track, noon);
    CHECK(record.substr(12, 2) == bytes({0xFE, 0xFF}));
    CHECK(record.substr(18, 2) == bytes({0, 0}));
}

TEST_CASE("ship types fall into the groups that have a symbol") {
    CHECK(group_of(0) == 0);
    CHECK(group_of(70) == 1);
    CHECK(group_of(89) == 2);
    CHECK(group_of(60) == 3);
    CHECK(group_of(30) == 4);
    for (const int type : {31, 32, 50, 52, 53, 54}) CHECK(group_of(type) == 5);
    CHECK(group_of(36) == 6);
    CHECK(group_of(37) == 6);
    CHECK(group_of(40) == 7);
    CHECK(group_of(35) == 8);
    CHECK(group_of(55) == 8);
    for (const int type : {33, 51, 90, 99, 255}) CHECK(group_of(type) == 9);
    CHECK(group_of(70, model::Transceiver::aid_to_navigation) == 0);
}
