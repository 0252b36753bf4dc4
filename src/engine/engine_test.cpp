#include "engine/engine.h"

#include <doctest/doctest.h>

#include <set>

#include "base/random.h"
#include "codec/ais/encode.h"
#include "codec/ais/registry.h"

using namespace std::chrono_literals;

namespace vigia::engine {
namespace {

const Time noon = from_unix_milliseconds(1'790'000'000'000);

/// Sentences of made-up ships, as a receiver writes them.
class Air {
  public:
    std::string lines;

    void position(std::uint32_t mmsi, Time at, geo::Position place, double knots = 0, double course = 0,
                  std::string_view station = "") {
        ais::PositionReport report;
        report.mmsi = model::Mmsi::of(mmsi);
        report.position = place;
        report.speed = from_knots(knots);
        report.course = Degrees{course};
        report.moment.second = static_cast<std::uint8_t>(to_unix_milliseconds(at) / 1000 % 60);
        send(report, at, station);
    }
    void particulars(std::uint32_t mmsi, Time at, std::string_view name, std::uint32_t imo, std::string_view station = "") {
        ais::StaticAndVoyage said;
        said.mmsi = model::Mmsi::of(mmsi);
        said.name = FixedText<20>(name);
        said.imo = imo;
        send(said, at, station);
    }
    template <class M>
    void send(const M& message, Time at, std::string_view station = "") {
        ais::Dress dress;
        if (at != Time{}) dress.recorded = at;
        dress.station = station;
        dress.sequence = static_cast<unsigned>(sequence_++ % 10);
        ais::append_sentences(ais::Message{message}, dress, lines);
    }

  private:
    int sequence_ = 0;
};

const ais::Registry& registry() { return ais::Registry::standard(); }

EngineOptions replaying() {
    EngineOptions options;
    options.mode = Mode::replay;
    return options;
}

/// Plays recorded lines in pieces of the given sizes.
template <class Size>
std::shared_ptr<Picture> play(Engine& engine, std::string_view lines, Size size, Kept& kept) {
    const model::SourceId source = engine.add_source("recording", "file:recording").value();
    while (!lines.empty()) {
        const std::size_t piece = std::min<std::size_t>(lines.size(), size());
        engine.load(source, lines.substr(0, piece));
        engine.consume(Time::max(), kept);
        lines.remove_prefix(piece);
    }
    engine.finish(source);
    engine.consume(Time::max(), kept);
    return engine.picture();
}

std::shared_ptr<Picture> play(std::string_view lines, EngineOptions options = replaying()) {
    Engine engine(options, registry());
    Kept kept;
    return play(engine, lines, [] { return std::size_t{1} << 20; }, kept);
}

/// Two hours of a small sea: ships that move, ships at rest, one MMSI used twice, stations that
/// overlap, reports that come late.
std::string small_sea() {
    Random random(21);
    Air air;
    const char* stations[] = {"colon", "balboa", "gatun"};
    for (int i = 0; i < 4000; ++i) {
        const auto ship = static_cast<std::uint32_t>(random.below(40));
        const bool late = random.chance(0.05);
        const Time at = noon + i * 1800ms - (late ? 20s : 0s);
        const std::uint32_t mmsi = 355'000'000 + ship % 38;
        const geo::Position home = geo::Position::of(8 + ship * 0.05, -79.9);
        const geo::Position place = geo::moved(home, Degrees{45}, from_knots(ship % 3 * 6.0) * Seconds{i * 1.8});
        if (random.chance(0.1)) {
            air.particulars(mmsi, at, ship % 2 ? "BOATY" : "DAKUWAQA", 9'000'000 + ship, stations[ship % 3]);
            continue;
        }
        const Air before = air;
        air.position(mmsi, at, place, ship % 3 * 6.0, 45, stations[ship % 3]);
        if (random.chance(0.3)) air.position(mmsi, at, place, ship % 3 * 6.0, 45, stations[(ship + 1) % 3]);
    }
    return air.lines;
}

}  // namespace

TEST_CASE("a recorded report becomes a track, seen and heard when it was recorded") {
    Air air;
    air.position(355893000, noon, geo::Position::of(9.4, -79.92), 12, 90, "colon");
    air.particulars(355893000, noon + 5s, "BOATY", 9074729);
    const auto picture = play(air.lines);
    REQUIRE(picture->size() == 1);
    const model::Track* track = picture->find(model::TrackId{1});
    REQUIRE(track);
    CHECK(track->mmsi.number() == 355893000);
    CHECK(track->fix_seen == noon);
    CHECK(track->heard == noon + 5s);
    CHECK(track->fix->position->latitude() == doctest::Approx(9.4).epsilon(1e-6));
    CHECK(to_knots(*track->fix->speed) == doctest::Approx(12));
    CHECK(track->particulars.name->view() == "BOATY");
    CHECK(track->transceiver == model::Transceiver::class_a);
    CHECK(picture->station(track->heard_by[1].station) == "colon");
    CHECK(picture->sequence == picture->counts.lines);
    CHECK(picture->counts.messages == 2);
    CHECK(picture->now == noon + 5s);
    CHECK(picture->mode == Mode::replay);
    CHECK(picture->tail(model::TrackId{1}, Time{}).size() == 1);
    CHECK_FALSE(picture->find(model::TrackId{2}));
}

TEST_CASE("wherever the input is split the Picture and what is kept are the same") {
    const std::string lines = small_sea();
    Engine whole(replaying(), registry());
    Kept kept_whole;
    const std::string expected = export_tracks(*play(whole, lines, [] { return std::size_t{1} << 30; }, kept_whole));
    CHECK(expected.size() > 10'000);
    for (std::uint64_t seed = 1; seed <= 4; ++seed) {
        Random random(seed);
        Engine engine(replaying(), registry());
        Kept kept;
        const auto picture = play(engine, lines, [&] { return 1 + random.below(seed == 1 ? 40 : 4000); }, kept);
        CHECK(export_tracks(*picture) == expected);
        CHECK(picture->counts == whole.counts());
        REQUIRE(kept.lines.size() == kept_whole.lines.size());
        CHECK(kept.text == kept_whole.text);
        CHECK(kept.rows.size() == kept_whole.rows.size());
    }
}

TEST_CASE("two replays give the same to the byte, and consuming in steps of time changes nothing") {
    const std::string lines = small_sea();
    const std::string expected = export_tracks(*play(lines));
    CHECK(export_tracks(*play(lines)) == expected);
    Engine engine(replaying(), registry());
    const model::SourceId source = engine.add_source("recording", "file:recording").value();
    Kept kept;
    engine.load(source, lines);
    std::size_t steps = 0;
    while (const auto next = engine.next()) {
        engine.consume(*next, kept);
        (void)engine.picture();
        ++steps;
    }
    CHECK(steps > 1000);
    CHECK(export_tracks(*engine.picture()) == expected);
}

TEST_CASE("replaying what was kept of a live run gives the same tracks to the byte") {
    const std::string lines = small_sea();
    Engine live({}, registry());
    Kept kept;
    const model::SourceId one = live.add_source("north", "udp://0.0.0.0:1").value();
    const model::SourceId two = live.add_source("south", "udp://0.0.0.0:2").value();
    Random random(9);
    Time at = noon + 1h;
    for (std::size_t from = 0; from < lines.size();) {
        const std::size_t end = lines.find('\n', std::min(lines.size() - 1, from + random.below(700))) + 1;
        at += Duration{static_cast<std::int64_t>(random.below(3000))};
        live.hear(random.chance(0.5) ? one : two, at, std::string_view(lines).substr(from, end - from), kept);
        if (random.chance(0.3)) live.idle(at + 500ms, kept);
        if (random.chance(0.1)) (void)live.picture();
        from = end;
    }
    live.idle(at + 10h, kept);

    Engine again(replaying(), registry());
    std::vector<model::SourceId> sources;
    const char* names[] = {"north", "south"};
    for (const char* name : names) sources.push_back(again.add_source(name, "journal").value());
    Kept kept_again;
    for (const KeptLine& line : kept.lines)
        REQUIRE(again.hear_again(line.sequence, line.heard, sources[static_cast<std::size_t>(line.source)], kept.line(line), kept_again));
    CHECK(export_tracks(*again.picture()) == export_tracks(*live.picture()));
    CHECK(kept_again.text == kept.text);
    REQUIRE(kept_again.rows.size() == kept.rows.size());
    for (std::size_t i = 0; i < kept.rows.size(); ++i) {
        CHECK(kept_again.rows[i].sequence == kept.rows[i].sequence);
        CHECK(kept_again.rows[i].track == kept.rows[i].track);
        CHECK(kept_again.rows[i].observation.heard == kept.rows[i].observation.heard);
        CHECK(kept_again.rows[i].observation.seen == kept.rows[i].observation.seen);
    }
}

TEST_CASE("a journal that runs backwards is refused") {
    Engine engine(replaying(), registry());
    const model::SourceId source = engine.add_source("north", "journal").value();
    Kept kept;
    CHECK(engine.hear_again(7, noon, source, "$GPGGA,1*00", kept));
    CHECK_FALSE(engine.hear_again(7, noon, source, "$GPGGA,1*00", kept));
    CHECK_FALSE(engine.hear_again(8, noon - 1ms, source, "$GPGGA,1*00", kept));
    CHECK(engine.hear_again(12, noon, source, "$GPGGA,1*00", kept));
}

TEST_CASE("the same report heard by several stations and sources counts once, and all are kept") {
    Engine engine({}, registry());
    Kept kept;
    const model::SourceId one = engine.add_source("one", "udp://0.0.0.0:1").value();
    const model::SourceId two = engine.add_source("two", "udp://0.0.0.0:2").value();
    Air a, b, c;
    a.position(355893000, noon, geo::Position::of(9.4, -79.92), 12, 90, "colon");
    b.position(355893000, noon, geo::Position::of(9.4, -79.92), 12, 90, "gatun");
    c.position(355893000, noon + 60s, geo::Position::of(9.4, -79.92), 12, 90, "gatun");
    engine.hear(one, noon, a.lines, kept);
    engine.hear(one, noon + 1s, b.lines, kept);
    engine.hear(two, noon + 2s, a.lines, kept);
    const auto picture = engine.picture();
    const model::Track* track = picture->find(model::TrackId{1});
    CHECK(track->reports == 1);
    CHECK(picture->counts.duplicates == 2);
    CHECK(kept.rows.size() == 1);
    CHECK(kept.lines.size() == 3);
    CHECK(track->heard_by[0].source == two);
    CHECK(picture->station(track->heard_by[1].station) == "gatun");
    CHECK(track->heard_by[1].source == one);
    CHECK(track->heard_by[3].reports == 0);
    // The same bits a minute later (a ship at rest) are another report.
    engine.hear(one, noon + 62s, c.lines, kept);
    CHECK(engine.picture()->find(model::TrackId{1})->reports == 2);
}

TEST_CASE("a line recorded before the stream is heard at the stream's time and keeps its own as seen") {
    Air air;
    air.position(355893000, noon, geo::Position::of(9.4, -79.92));
    air.position(355893111, noon - 30s, geo::Position::of(9.3, -79.92));
    const auto picture = play(air.lines);
    CHECK(picture->find(model::TrackId{2})->seen == noon - 30s);
    CHECK(picture->find(model::TrackId{2})->heard == noon);
    CHECK(picture->counts.clamped == 1);
}

TEST_CASE("lines without a time take the last of their source, else the start, else are refused") {
    Air untimed, timed;
    untimed.position(355893000, Time{}, geo::Position::of(9.4, -79.92));
    timed.position(355893111, noon, geo::Position::of(9.3, -79.92));

    const auto refused = play(untimed.lines + timed.lines);
    CHECK(refused->counts.untimed == 1);
    CHECK(refused->size() == 1);
    CHECK((*refused->sources)[0].refused.at("untimed") == 1);

    EngineOptions started = replaying();
    started.start = noon - 1h;
    const auto begun = play(untimed.lines + timed.lines, started);
    CHECK(begun->counts.untimed == 0);
    CHECK(begun->find(model::TrackId{1})->seen == noon - 1h);

    const auto after = play(timed.lines + untimed.lines);
    CHECK(after->find(model::TrackId{2})->seen == noon);
}

TEST_CASE("a recorded line far ahead of the stream is refused by reason, and the clock stays where it was") {
    Air air;
    air.position(355893000, noon, geo::Position::of(9.4, -79.92));
    air.position(355893111, noon + 24h * 365 * 73, geo::Position::of(9.3, -79.92));
    air.position(355893000, noon + 10s, geo::Position::of(9.4, -79.92), 1);
    const auto picture = play(air.lines);
    CHECK(picture->now == noon + 10s);
    CHECK(picture->size() == 1);
    CHECK(picture->counts.time_ahead == 1);
    CHECK((*picture->sources)[0].refused.at("time_ahead") == 1);
    CHECK(picture->counts.clamped == 0);
}

TEST_CASE("wrong clocks between right ones never add up, a gap in a recording is believed once ten lines agree") {
    Air mixed;
    for (int i = 0; i < 30; ++i) {
        mixed.position(355893000, noon + i * 1s, geo::Position::of(9.4, -79.92), i);
        mixed.position(355893111, noon + 24h * 400 + i * 1s, geo::Position::of(9.3, -79.92), i);
    }
    const auto steady = play(mixed.lines);
    CHECK(steady->now == noon + 29s);
    CHECK(steady->counts.time_ahead == 30);

    Air gap;
    gap.position(355893000, noon, geo::Position::of(9.4, -79.92));
    for (int i = 0; i < 12; ++i) gap.position(355893111, noon + 72h + i * 1s, geo::Position::of(9.3, -79.92), i);
    const auto believed = play(gap.lines);
    CHECK(believed->now == noon + 72h + 11s);
    CHECK(believed->counts.time_ahead == 9);
    CHECK(believed->counts.reports == 4);
}

TEST_CASE("a table sorted by vessel goes back to where the stream was without a doubt") {
    Air air;
    for (int day = 0; day < 20; ++day) air.position(355893000, noon + day * 20h, geo::Position::of(9.4, -79.92), day);
    air.position(355893111, noon, geo::Position::of(9.3, -79.92), 1);
    air.position(355893111, noon + 15 * 24h, geo::Position::of(9.3, -79.92), 2);
    CHECK(play(air.lines)->counts.time_ahead == 0);
}

TEST_CASE("live, a line dated in the future moves no clock: it was seen when it was heard") {
    Engine engine({}, registry());
    const model::SourceId source = engine.add_source("pier", "udp:").value();
    Kept kept;
    Air air;
    air.position(355893111, noon + 24h * 365 * 73, geo::Position::of(9.3, -79.92));
    engine.hear(source, noon, air.lines, kept);
    const auto picture = engine.picture();
    CHECK(picture->now == noon);
    CHECK(picture->find(model::TrackId{1})->seen == noon);
    CHECK(picture->counts.clock_ahead == 1);
    CHECK_FALSE((*picture->sources)[0].latency);
}

TEST_CASE("a source has the policy that goes with its name, another the general one") {
    EngineOptions options;
    options.policies = {{"pier", ais::Policy::lenient}};
    Engine engine(options, registry());
    const model::SourceId pier = engine.add_source("pier", "udp:").value(), mast = engine.add_source("mast", "udp:").value();
    Air air;
    air.position(355893111, Time{}, geo::Position::of(9.3, -79.92));
    const std::string unsummed = air.lines.substr(0, air.lines.find('*')) + "\n";
    Kept kept;
    engine.hear(mast, noon, unsummed, kept);
    CHECK(engine.counts().reports == 0);
    CHECK(engine.health()[1].refused.at("checksum_missing") == 1);
    engine.hear(pier, noon, unsummed, kept);
    CHECK(engine.counts().reports == 1);
}

TEST_CASE("a live source that ends gives up the messages that lack a part, and counts them") {
    Engine engine({}, registry());
    const model::SourceId source = engine.add_source("pier", "udp:").value();
    Air air;
    air.particulars(355893111, Time{}, "BOATY", 9'074'729);
    Kept kept;
    engine.hear(source, noon, air.lines.substr(0, air.lines.find('\n') + 1), kept);
    CHECK(engine.health()[0].refused.empty());
    engine.hear_no_more(source, noon, kept);
    CHECK(engine.health()[0].refused.at("part_expired") == 1);
    CHECK(kept.lines.size() == 1);
}

TEST_CASE("lines before the first time that are no report wait for it and are kept") {
    Air timed;
    timed.position(355893111, noon, geo::Position::of(9.3, -79.92));
    Engine engine(replaying(), registry());
    Kept kept;
    play(engine, "# a recording\n$GPGGA,1*00\n" + timed.lines, [] { return std::size_t{1} << 20; }, kept);
    REQUIRE(kept.lines.size() == 3);
    CHECK(kept.line(kept.lines[0]) == "# a recording");
    CHECK(kept.lines[0].heard == noon);
    CHECK(engine.counts().untimed == 0);
}

TEST_CASE("time alone makes a ship stale, lost and, a day later, removed") {
    Engine engine(replaying(), registry());
    Kept kept;
    const model::SourceId source = engine.add_source("recording", "file:x").value();
    const auto hear = [&](std::uint32_t mmsi, Time at) {
        Air air;
        air.position(mmsi, at, geo::Position::of(9.4, -79.92), 12, 90);
        engine.load(source, air.lines);
        engine.consume(Time::max(), kept);
    };
    const auto freshness = [&] { return engine.picture()->find(model::TrackId{1})->freshness; };
    hear(355893000, noon);
    CHECK(freshness() == model::Freshness::live);
    hear(355893111, noon + 59s);
    CHECK(freshness() == model::Freshness::live);
    hear(355893111, noon + 62s);
    CHECK(freshness() == model::Freshness::stale);
    hear(355893111, noon + 6min + 2s);
    CHECK(freshness() == model::Freshness::lost);
    hear(355893000, noon + 7min);
    CHECK(freshness() == model::Freshness::live);
    for (int h = 1; h <= 24; ++h) hear(355893111, noon + h * 1h);
    CHECK(freshness() == model::Freshness::lost);
    hear(355893111, noon + 24h + 20min);
    CHECK_FALSE(engine.picture()->find(model::TrackId{1}));
    CHECK(engine.counts().tracks_removed == 1);
    hear(355893000, noon + 25h);
    CHECK(engine.picture()->find(model::TrackId{3}));
}

TEST_CASE("live time goes on without reports, but removes nothing") {
    Engine engine({}, registry());
    Kept kept;
    const model::SourceId source = engine.add_source("one", "udp://0.0.0.0:1").value();
    Air air;
    air.position(355893000, Time{}, geo::Position::of(9.4, -79.92), 12, 90);
    engine.hear(source, noon, air.lines, kept);
    const std::string before = export_tracks(*engine.picture());
    engine.idle(noon + 2min, kept);
    CHECK(engine.picture()->find(model::TrackId{1})->freshness == model::Freshness::stale);
    engine.idle(noon + 48h, kept);
    const auto picture = engine.picture();
    CHECK(picture->find(model::TrackId{1})->freshness == model::Freshness::lost);
    CHECK(picture->now == noon + 48h);
    CHECK(export_tracks(*picture) == before);
}

TEST_CASE("a Picture that is held does not change, and shares the pages that do not") {
    Engine engine(replaying(), registry());
    Kept kept;
    const model::SourceId source = engine.add_source("recording", "file:x").value();
    Air many;
    for (std::uint32_t i = 0; i < 3000; ++i) many.position(200'000'000 + i, noon, geo::Position::of(-60 + i * 0.04, 10));
    engine.load(source, many.lines);
    engine.consume(Time::max(), kept);
    const auto before = engine.picture();
    const std::string text = export_tracks(*before);
    CHECK(before->size() == 3000);
    Air one;
    one.position(200'000'005, noon + 10s, geo::Position::of(-60 + 5 * 0.04, 10));
    engine.load(source, one.lines);
    engine.consume(Time::max(), kept);
    const auto after = engine.picture();
    CHECK(export_tracks(*before) == text);
    std::vector<model::TrackId> changed;
    after->changed_since(*before, [&](const model::Track& t) { changed.push_back(t.id); }, [](model::TrackId) { CHECK(false); });
    CHECK(changed == std::vector{model::TrackId{6}});
    std::size_t all = 0;
    after->for_each([&](const model::Track&) { ++all; });
    CHECK(all == 3000);
}

TEST_CASE("a full table lets the longest unheard go") {
    EngineOptions options = replaying();
    options.limits.tracks = 128;
    Engine engine(options, registry());
    Kept kept;
    const model::SourceId source = engine.add_source("recording", "file:x").value();
    Air air;
    for (std::uint32_t i = 0; i < 1000; ++i) air.position(200'000'000 + i, noon + i * 1s, geo::Position::of(-60 + i * 0.1, 10));
    engine.load(source, air.lines);
    engine.consume(Time::max(), kept);
    const auto picture = engine.picture();
    CHECK(picture->size() <= 128);
    CHECK(picture->find(model::TrackId{1000}));
    CHECK_FALSE(picture->find(model::TrackId{1}));
    CHECK(picture->counts.tracks_evicted >= 1000 - 128);
}

TEST_CASE("a CSV table and its journal give the same tracks") {
    const std::string table =
        "MMSI,BaseDateTime,LAT,LON,SOG,COG,Heading,VesselName,IMO,CallSign,VesselType,Status,Length,Width,Draft,Cargo,TransceiverClass\n"
        "355893000,2023-01-01T00:00:00,9.4,-79.92,12.0,90.0,90.0,BOATY,IMO9074729,HO1234,70,0,200,32,10.0,70,A\n"
        "355893000,2023-01-01T00:01:10,9.4,-79.916,12.0,90.0,90.0,BOATY,IMO9074729,HO1234,70,0,200,32,10.0,70,A\n"
        "355893111,2023-01-01T00:02:00,9.3,-79.92,0.0,0.0,511.0,DAKUWAQA,,,37,0,12,4,,,B\n";
    Engine engine(replaying(), registry());
    Kept kept;
    const auto picture = play(engine, table, [] { return std::size_t{7}; }, kept);
    CHECK(picture->size() == 2);
    CHECK(picture->counts.reports == 3);
    CHECK(kept.lines.size() == 4);
    Engine again(replaying(), registry());
    const model::SourceId source = again.add_source("recording", "journal").value();
    Kept kept_again;
    for (const KeptLine& line : kept.lines) REQUIRE(again.hear_again(line.sequence, line.heard, source, kept.line(line), kept_again));
    CHECK(export_tracks(*again.picture()) == export_tracks(*picture));
}

}  // namespace vigia::engine
