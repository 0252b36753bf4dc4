#include "logic/tracking/fold.h"

#include <doctest/doctest.h>

using namespace std::chrono_literals;

namespace vigia::tracking {
namespace {

const Time noon = from_unix_milliseconds(1'790'000'000'000);

model::Observation report(Time seen) {
    model::Observation o;
    o.mmsi = model::Mmsi::of(355893000);
    o.seen = o.heard = seen;
    o.transceiver = model::Transceiver::class_a;
    return o;
}

model::Observation at(Time seen, double latitude, model::Range range = model::Range::ordinary) {
    model::Observation o = report(seen);
    o.fix.emplace();
    o.fix->position = geo::Position::of(latitude, -79.9);
    o.fix->range = range;
    return o;
}

model::Observation says(Time seen, std::string_view name, std::uint32_t imo = 0) {
    model::Observation o = report(seen);
    o.particulars.emplace();
    o.particulars->name = FixedText<34>(name);
    o.particulars->imo = imo;
    return o;
}

double latitude(const model::Track& track) { return track.fix->position->latitude(); }

}  // namespace

TEST_CASE("the latest fix is kept and a late one moves nothing back") {
    model::Track track = begin(model::TrackId{1}, at(noon, 9.0), 1);
    CHECK(fold(track, at(noon + 20s, 9.2), 2).place);
    const Change late = fold(track, at(noon + 10s, 9.1), 3);
    CHECK(late.late);
    CHECK_FALSE(late.fix);
    CHECK(latitude(track) == 9.2);
    CHECK(track.fix_seen == noon + 20s);
    CHECK(track.seen == noon + 20s);
    CHECK(track.reports == 3);
    CHECK(track.changed == 3);
}

TEST_CASE("a long-range fix never overrides a better one that is fresh") {
    model::Track track = begin(model::TrackId{1}, at(noon, 9.0), 1);
    CHECK_FALSE(fold(track, at(noon + 59min, 9.5, model::Range::long_range), 2).fix);
    CHECK(latitude(track) == 9.0);
    CHECK(fold(track, at(noon + 61min, 9.5, model::Range::long_range), 3).fix);
    CHECK(latitude(track) == 9.5);
}

TEST_CASE("an ordinary fix replaces a long-range one, even a somewhat later one") {
    model::Track track = begin(model::TrackId{1}, at(noon, 9.5, model::Range::long_range), 1);
    CHECK(fold(track, at(noon - 30s, 9.0), 2).fix);
    CHECK(latitude(track) == 9.0);
    CHECK(track.fix_seen == noon - 30s);
}

TEST_CASE("a fix without a position takes no position away, only its status counts") {
    model::Track track = begin(model::TrackId{1}, at(noon, 9.0), 1);
    model::Observation nowhere = report(noon + 10s);
    nowhere.fix.emplace();
    nowhere.fix->status = model::NavigationStatus::at_anchor;
    nowhere.fix->speed = MetresPerSecond{40};
    CHECK_FALSE(fold(track, nowhere, 2).fix);
    CHECK(latitude(track) == 9.0);
    CHECK(track.fix_seen == noon);
    CHECK_FALSE(track.fix->speed);
    CHECK(track.fix->status == model::NavigationStatus::at_anchor);
}

TEST_CASE("a vessel that only declared itself is a track without a fix") {
    const model::Track track = begin(model::TrackId{1}, says(noon, "BOATY"), 1);
    CHECK_FALSE(track.fix);
    CHECK(track.particulars.name->view() == "BOATY");
    CHECK(track.seen == noon);
}

TEST_CASE("values that mean not available never show and never replace") {
    model::Track track = begin(model::TrackId{1}, says(noon, "BOATY", 9074729), 1);
    model::Observation empty = says(noon + 1min, "", 0);
    empty.particulars->draught = Metres{0};
    empty.particulars->dimensions = model::Dimensions{};
    empty.particulars->ship_type = std::uint8_t{0};
    empty.particulars->eta = model::Eta{};
    CHECK_FALSE(fold(track, empty, 2).particulars);
    CHECK(track.particulars.name->view() == "BOATY");
    CHECK(track.particulars.imo == 9074729);
    CHECK_FALSE(track.particulars.draught);
    CHECK_FALSE(track.particulars.dimensions);
    CHECK_FALSE(track.particulars.ship_type);
    CHECK_FALSE(track.particulars.eta);
    CHECK(track.past == nullptr);
}

TEST_CASE("each declared field has its own time and replaced values are kept") {
    model::Track track = begin(model::TrackId{1}, says(noon, "BOATY", 9074729), 1);
    CHECK_FALSE(fold(track, says(noon + 6min, "BOATY", 0), 2).particulars);
    CHECK(fold(track, says(noon + 12min, "DAKUWAQA", 0), 3).particulars);
    CHECK(track.particulars.name->view() == "DAKUWAQA");
    CHECK(track.field_seen[static_cast<std::size_t>(model::ParticularsField::name)] == noon + 12min);
    CHECK(track.field_seen[static_cast<std::size_t>(model::ParticularsField::imo)] == noon);
    REQUIRE(track.past);
    REQUIRE(track.past->size() == 1);
    CHECK(track.past->front().until == noon + 12min);
    CHECK(track.past->front().particulars.name->view() == "BOATY");
    CHECK_FALSE(track.past->front().particulars.imo);
}

TEST_CASE("a late declaration does not replace a newer one") {
    model::Track track = begin(model::TrackId{1}, says(noon, "NEW"), 1);
    CHECK_FALSE(fold(track, says(noon - 1min, "OLD"), 2).particulars);
    CHECK(track.particulars.name->view() == "NEW");
}

TEST_CASE("at most sixteen replaced declarations are kept, the newest") {
    model::Track track = begin(model::TrackId{1}, says(noon, "NAME 0"), 1);
    for (int i = 1; i <= 40; ++i) {
        std::string text = "NAME ";
        append_int(text, i);
        (void)fold(track, says(noon + i * 1min, text), static_cast<model::Sequence>(i + 1));
    }
    REQUIRE(track.past->size() == 16);
    CHECK(track.past->back().particulars.name->view() == "NAME 39");
    CHECK(track.past->front().particulars.name->view() == "NAME 24");
}

TEST_CASE("the four stations that heard a vessel last are kept, freshest first") {
    model::Track track;
    for (std::uint16_t i = 0; i < 6; ++i) {
        model::Observation o = at(noon + i * 1s, 9.0);
        o.station = model::StationId{i};
        if (i == 0) track = begin(model::TrackId{1}, o, 1);
        else heard_again(track, o.source, o.station, o.heard, i + 1U);
    }
    CHECK(track.reports == 1);
    for (std::uint16_t i = 0; i < 4; ++i) {
        CHECK(track.heard_by[i].station == model::StationId{static_cast<std::uint16_t>(5 - i)});
        CHECK(track.heard_by[i].reports == 1);
    }
    model::Observation again = at(noon + 10s, 9.0);
    again.station = model::StationId{3};
    heard_again(track, again.source, again.station, again.heard, 9);
    CHECK(track.heard_by[0].station == model::StationId{3});
    CHECK(track.heard_by[0].reports == 2);
    CHECK(track.heard_by[1].station == model::StationId{5});
}

TEST_CASE("a long-range message does not change what kind of transceiver is known") {
    model::Observation b = at(noon, 9.0);
    b.transceiver = model::Transceiver::class_b;
    model::Track track = begin(model::TrackId{1}, b, 1);
    (void)fold(track, at(noon + 1min, 9.0, model::Range::long_range), 2);
    CHECK(track.transceiver == model::Transceiver::class_b);
}

}  // namespace vigia::tracking
