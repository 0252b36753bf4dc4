#include "logic/identity/segments.h"

#include <doctest/doctest.h>

#include <set>

#include "base/random.h"

using namespace std::chrono_literals;

namespace vigia::identity {
namespace {

const Time noon = from_unix_milliseconds(1'790'000'000'000);
const geo::Position colon = geo::Position::of(9.40, -79.92);
const geo::Position balboa = geo::Position::of(8.90, -79.52);

model::Observation report(Time at, std::optional<geo::Position> place, double knots = 0, double course = 0) {
    model::Observation o;
    o.mmsi = model::Mmsi::of(355893000);
    o.seen = o.heard = at;
    o.transceiver = model::Transceiver::class_a;
    if (place) {
        o.fix.emplace();
        o.fix->position = place;
        o.fix->speed = from_knots(knots);
        o.fix->course = Degrees{course};
    }
    return o;
}

model::Observation declares(Time at, std::uint32_t imo, std::string_view name, std::string_view call_sign = "") {
    model::Observation o = report(at, std::nullopt);
    o.particulars.emplace();
    if (imo) o.particulars->imo = imo;
    if (!name.empty()) o.particulars->name = FixedText<34>(name);
    if (!call_sign.empty()) o.particulars->call_sign = FixedText<7>(call_sign);
    return o;
}

/// Gives ids in order, as an engine does.
struct Sea {
    Segments segments;
    std::uint32_t next = 1;
    Decision hear(const model::Observation& o) {
        const Decision d = segments.assign(o, model::TrackId{next});
        if (d.begun) ++next;
        return d;
    }
};

}  // namespace

TEST_CASE("a ship that moves as it says stays one segment") {
    Sea sea;
    geo::Position place = colon;
    CHECK(sea.hear(report(noon, place, 40, 90)).reason == Reason::first);
    for (int i = 1; i <= 100; ++i) {
        place = geo::moved(place, Degrees{90}, from_knots(40) * Seconds{600});
        const Decision d = sea.hear(report(noon + i * 600s, place, 40, 90));
        CHECK(d.track == model::TrackId{1});
        CHECK(d.reason == Reason::fits);
    }
}

TEST_CASE("one MMSI far apart at once is two hulls, each joined again") {
    Sea sea;
    for (int i = 0; i < 50; ++i) {
        const Decision a = sea.hear(report(noon + i * 10s, colon));
        const Decision b = sea.hear(report(noon + i * 10s + 3s, balboa));
        CHECK(a.track == model::TrackId{1});
        CHECK(b.track == model::TrackId{2});
        if (i == 0) {
            CHECK(b.reason == Reason::jump);
            CHECK(b.from == model::TrackId{1});
            CHECK(to_knots(b.implied) > 1000);
        }
    }
    CHECK(sea.segments.open() == 2);
}

TEST_CASE("a jump and back leaves the ship in its first segment") {
    Sea sea;
    sea.hear(report(noon, colon));
    CHECK(sea.hear(report(noon + 10s, balboa)).begun);
    CHECK(sea.hear(report(noon + 20s, colon)).track == model::TrackId{1});
}

TEST_CASE("a report from before the last one is weighed by the time between them") {
    Sea sea;
    sea.hear(report(noon, colon, 12, 0));
    model::Observation late = report(noon - 600s, geo::moved(colon, Degrees{180}, from_knots(12) * Seconds{600}), 12, 0);
    late.heard = noon + 5s;
    CHECK(sea.hear(late).track == model::TrackId{1});
    CHECK(sea.hear(report(noon + 10s, geo::moved(colon, Degrees{0}, Metres{60}), 12, 0)).track == model::TrackId{1});
}

TEST_CASE("particulars go to the hull that declared the same before") {
    Sea sea;
    sea.hear(report(noon, colon));
    sea.hear(declares(noon + 1s, 9074729, "BOATY", "HO1234"));  // the only hull
    sea.hear(report(noon + 2s, balboa));
    const Decision other = sea.hear(declares(noon + 3s, 9241061, "DAKUWAQA", "HP9999"));
    CHECK(other.track == model::TrackId{2});
    const Decision again = sea.hear(declares(noon + 4s, 9074729, "BOATY"));
    CHECK(again.track == model::TrackId{1});
    CHECK(again.reason == Reason::agrees);
}

TEST_CASE("another IMO number with another name begins a segment that the next jump adopts") {
    Sea sea;
    sea.hear(report(noon, colon));
    sea.hear(declares(noon + 1s, 9074729, "BOATY"));
    const Decision clash = sea.hear(declares(noon + 2s, 9241061, "DAKUWAQA"));
    CHECK(clash.reason == Reason::identity_clash);
    CHECK(clash.begun);
    CHECK(sea.hear(report(noon + 3s, colon)).track == model::TrackId{1});
    const Decision adopted = sea.hear(report(noon + 4s, balboa));
    CHECK(adopted.track == clash.track);
    CHECK(adopted.reason == Reason::adopts);
}

TEST_CASE("a mistyped IMO number does not make another ship") {
    Sea sea;
    sea.hear(declares(noon, 9074729, "BOATY"));
    CHECK_FALSE(sea.hear(declares(noon + 6min, 9074728, "BOATY")).begun);
}

TEST_CASE("of two possible hulls the one of the same class is taken") {
    Sea sea;
    const geo::Position near_colon = geo::moved(colon, Degrees{90}, Metres{4500});
    sea.hear(report(noon, colon));
    model::Observation b = report(noon + 1s, near_colon);
    b.transceiver = model::Transceiver::class_b;
    CHECK(sea.hear(b).begun);
    // Half-way between the two, a little nearer to the class A ship.
    model::Observation mid = report(noon + 120s, geo::moved(colon, Degrees{90}, Metres{2200}));
    mid.transceiver = model::Transceiver::class_b;
    CHECK(sea.hear(mid).track == model::TrackId{2});
}

TEST_CASE("a hull unheard for longer than the longest gap is not joined again") {
    Segments segments({.longest_gap = 8h});
    CHECK(segments.assign(report(noon, colon), model::TrackId{1}).begun);
    CHECK_FALSE(segments.assign(report(noon + 8h, colon), model::TrackId{2}).begun);
    const Decision d = segments.assign(report(noon + 17h, colon), model::TrackId{2});
    CHECK(d.begun);
    CHECK(d.reason == Reason::after_gap);
}

TEST_CASE("the number of open segments is bounded under one MMSI and over all") {
    Segments segments({.open_per_mmsi = 3, .open = 100});
    for (std::uint32_t i = 0; i < 10; ++i)
        segments.assign(report(noon + i * 1s, geo::Position::of(-80.0 + 10.0 * i, 0)), model::TrackId{i + 1});
    CHECK(segments.open() == 3);
    CHECK(segments.counts().evicted_of_mmsi == 7);
    for (std::uint32_t i = 0; i < 1000; ++i) {
        model::Observation o = report(noon + 20s + i * 1s, colon);
        o.mmsi = model::Mmsi::of(200'000'000 + i);
        segments.assign(o, model::TrackId{100 + i});
        CHECK(segments.open() <= 100);
    }
    CHECK(segments.counts().evicted > 0);
}

TEST_CASE("a closed segment is forgotten and its place used again") {
    Segments segments;
    const model::Mmsi mmsi = model::Mmsi::of(355893000);
    segments.assign(report(noon, colon), model::TrackId{1});
    segments.assign(report(noon, balboa), model::TrackId{2});
    segments.close(mmsi, model::TrackId{1});
    segments.close(mmsi, model::TrackId{1});
    CHECK(segments.open() == 1);
    CHECK(segments.assign(report(noon + 1s, balboa), model::TrackId{3}).track == model::TrackId{2});
    CHECK(segments.assign(report(noon + 1s, colon), model::TrackId{3}).begun);
}

TEST_CASE("the same reports give the same decisions") {
    const auto run = [] {
        Random random(11);
        Sea sea;
        std::vector<std::uint32_t> out;
        for (int i = 0; i < 3000; ++i) {
            model::Observation o = report(noon + i * 1s, geo::Position::of(random.uniform(8, 10), random.uniform(-80, -79)));
            o.mmsi = model::Mmsi::of(200'000'000 + static_cast<std::uint32_t>(random.below(20)));
            out.push_back(static_cast<std::uint32_t>(sea.hear(o).track));
        }
        return out;
    };
    CHECK(run() == run());
}

}  // namespace vigia::identity
