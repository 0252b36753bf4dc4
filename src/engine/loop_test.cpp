#include "engine/loop.h"

#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>

#include "codec/ais/encode.h"
#include "codec/ais/registry.h"
#include "io/feed/intake.h"
#include "io/feed/pace.h"

using namespace std::chrono_literals;

namespace vigia::engine {
namespace {

namespace fs = std::filesystem;

const Time noon = from_unix_milliseconds(1'790'000'000'000);

/// A folder that goes when the test ends.
struct Folder {
    fs::path path;
    explicit Folder(const std::string& name) : path(fs::temp_directory_path() / ("vigia_loop_test_" + name)) {
        fs::remove_all(path);
        fs::create_directories(path);
    }
    ~Folder() { fs::remove_all(path); }
};

enum class Dated { yes, no };

std::string ships(int reports, Dated dated = Dated::yes) {
    std::string lines;
    for (int i = 0; i < reports; ++i) {
        const Time at = noon + i * 100ms;
        ais::PositionReport report;
        report.mmsi = model::Mmsi::of(355'000'000 + static_cast<std::uint32_t>(i % 50));
        report.position = geo::Position::of(8.5 + i % 50 * 0.02, -79.9 + i * 1e-6);
        report.speed = from_knots(8);
        report.course = Degrees{90};
        report.moment.second = static_cast<std::uint8_t>(to_unix_milliseconds(at) / 1000 % 60);
        ais::Dress dress;
        if (dated == Dated::yes) dress.recorded = at;
        dress.station = i % 2 ? "colon" : "balboa";
        ais::append_sentences(ais::Message{report}, dress, lines);
    }
    return lines;
}

std::string written(const Folder& folder, const std::string& name, const std::string& text) {
    const fs::path path = folder.path / name;
    std::ofstream(path, std::ios::binary) << text;
    return path.string();
}

LoopOptions options(Mode mode, store::Store* store = nullptr) {
    LoopOptions o;
    o.engine.mode = mode;
    o.registry = &ais::Registry::standard();
    o.store = store;
    o.clock = [] { return noon + 24h; };
    return o;
}

std::shared_ptr<const Picture> replayed(const std::string& input, store::Store* store = nullptr, feed::Pace* pace = nullptr) {
    auto loop = Loop::replay(options(Mode::replay, store), {input}, pace);
    REQUIRE(loop);
    REQUIRE((*loop)->wait(60s));
    REQUIRE((*loop)->stop());
    return (*loop)->picture();
}

}  // namespace

TEST_CASE("a replay consumes a recording to its end and keeps everything it consumed") {
    Folder folder("replay");
    const std::string file = written(folder, "recording.nmea", ships(5000));
    auto store = store::Store::open(folder.path / "data");
    REQUIRE(store);
    const auto picture = replayed(file, store->get());
    CHECK(picture->size() == 50);
    CHECK(picture->counts.reports == 5000);
    CHECK(picture->journal_durable == 5000);
    CHECK(picture->store_problem.empty());
    CHECK((*picture->sources)[0].name == "recording.nmea");
    CHECK((*picture->sources)[0].state == model::SourceState::ended);
}

TEST_CASE("a replay at full speed under a pace gives the same as one without, and so does its journal") {
    Folder folder("pace");
    const std::string file = written(folder, "recording.nmea", ships(5000));
    auto store = store::Store::open(folder.path / "data");
    REQUIRE(store);
    const std::string expected = export_tracks(*replayed(file, store->get()));
    store->reset();
    feed::Pace pace(feed::Speed::fastest());
    CHECK(export_tracks(*replayed(file, nullptr, &pace)) == expected);
    CHECK(export_tracks(*replayed((folder.path / "data").string())) == expected);
    CHECK(export_tracks(*replayed((folder.path / "data" / "journal").string())) == expected);
}

TEST_CASE("the journal of a live watch replays to the same tracks") {
    Folder folder("live");
    const std::string file = written(folder, "feed.nmea", ships(3000));
    auto store = store::Store::open(folder.path / "data");
    REQUIRE(store);
    std::string live;
    {
        auto intake = feed::Intake::start({{.name = "north", .url = "file:" + file + "?follow=no"}, {.name = "south", .url = "file:" + file + "?follow=no"}});
        REQUIRE(intake);
        auto loop = Loop::watch(options(Mode::live, store->get()), std::move(*intake));
        REQUIRE(loop);
        REQUIRE((*loop)->wait(60s));
        REQUIRE((*loop)->stop());
        const auto picture = (*loop)->picture();
        CHECK(picture->counts.lines == 6000);
        CHECK(picture->journal_durable == 6000);
        CHECK((*loop)->journal_durable() == 6000);
        CHECK(picture->find(model::TrackId{1}));
        live = export_tracks(*picture);
    }
    store->reset();
    CHECK(export_tracks(*replayed((folder.path / "data").string())) == live);
}

TEST_CASE("what a live source left unfinished is counted at the end, and its own policy holds in the journal's replay") {
    Folder folder("unfinished");
    Folder kept("unfinished_data");
    const std::string lines = ships(20, Dated::no);
    std::string unsummed;
    for (std::size_t at = 0, end = 0; at < lines.size(); at = end + 1) {
        end = lines.find('\n', at);
        unsummed += lines.substr(at, lines.rfind('*', end) - at) + "\n";
    }
    const std::string file = written(folder, "feed.nmea", unsummed + "!AIVDM,2,1,3,A,55NPKL02,0\n");
    const auto lenient = [&](Mode mode, store::Store* store) {
        LoopOptions o = options(mode, store);
        o.engine.policies = {{"north", ais::Policy::lenient}};
        return o;
    };
    auto store = store::Store::open(kept.path);
    REQUIRE(store);
    auto intake = feed::Intake::start({{.name = "north", .url = "file:" + file + "?follow=no"}});
    REQUIRE(intake);
    auto live = Loop::watch(lenient(Mode::live, store->get()), std::move(*intake));
    REQUIRE(live);
    REQUIRE((*live)->wait(60s));
    REQUIRE((*live)->stop());
    const auto picture = (*live)->picture();
    CHECK(picture->counts.reports == 20);
    CHECK((*picture->sources)[0].refused.at("part_expired") == 1);
    CHECK(picture->journal_durable == 21);
    live->reset();
    store->reset();
    auto again = Loop::replay(lenient(Mode::replay, nullptr), {kept.path.string()}, nullptr);
    REQUIRE(again);
    REQUIRE((*again)->wait(60s));
    REQUIRE((*again)->stop());
    CHECK(export_tracks(*(*again)->picture()) == export_tracks(*picture));
    CHECK(replayed(kept.path.string())->counts.reports == 0);
}

TEST_CASE("a watch that is started again knows its vessels, under ids that were never used") {
    Folder folder("again");
    const std::string file = written(folder, "feed.nmea", ships(600));
    const auto watch = [&](store::Store& store) {
        auto intake = feed::Intake::start({{.name = "north", .url = "file:" + file + "?follow=no"}});
        REQUIRE(intake);
        auto loop = Loop::watch(options(Mode::live, &store), std::move(*intake));
        REQUIRE(loop);
        REQUIRE((*loop)->wait(60s));
        REQUIRE((*loop)->stop());
        return (*loop)->picture();
    };
    auto store = store::Store::open(folder.path / "data");
    REQUIRE(store);
    CHECK(watch(**store)->size() == 50);
    store->reset();
    store = store::Store::open(folder.path / "data");
    REQUIRE(store);
    // The new run hears one vessel only.
    written(folder, "feed.nmea", ships(1));
    const auto again = watch(**store);
    CHECK(again->size() == 50);
    CHECK(again->sequence == 601);
    CHECK(again->journal_durable == 601);
    again->for_each([](const model::Track& track) { CHECK(static_cast<std::uint32_t>(track.id) > 600); });
}

TEST_CASE("a watch that is stopped while it remembers leaves the rest of the history to the next one") {
    Folder folder("hasty");
    const fs::path data = folder.path / "data";
    constexpr std::size_t count = 20'000;
    const auto opened = [&] {
        auto store = store::Store::open(data);
        REQUIRE(store);
        return *std::move(store);
    };
    {
        const auto store = opened();
        const std::string lines = ships(count);
        model::Sequence sequence = 0;
        for (std::size_t at = 0, end = 0; at < lines.size(); at = end + 1) {
            end = lines.find('\n', at);
            const store::JournalRecord record{++sequence, noon + static_cast<int>(sequence) * 100ms, "north", std::string_view(lines).substr(at, end - at)};
            REQUIRE(store->journal().append({&record, 1}));
        }
        REQUIRE(store->journal().commit());
    }
    const std::string file = written(folder, "feed.nmea", ships(1, Dated::no));
    for (const Duration patience : {Duration{0}, Duration{60'000}}) {
        const auto store = opened();
        auto intake = feed::Intake::start({{.name = "north", .url = "file:" + file + "?follow=no"}});
        REQUIRE(intake);
        LoopOptions o = options(Mode::live, store.get());
        o.remembered = 24h * 3650;  // the feed's lines are heard now, years after noon perhaps
        auto loop = Loop::watch(std::move(o), std::move(*intake));
        REQUIRE(loop);
        (void)(*loop)->wait(patience);
        REQUIRE((*loop)->stop());
    }
    auto history = store::History::open(data);
    REQUIRE(history);
    auto found = history->find({});
    REQUIRE(found);
    store::KeptPosition row;
    std::size_t rows = 0;
    while (*found->next(row)) ++rows;
    CHECK(rows > count);
}

TEST_CASE("a replay waits for a disk that takes nothing, says so, and can be stopped") {
    Folder folder("stuck");
    const std::string file = written(folder, "recording.nmea", ships(60'000));
    store::StoreLimits limits;
    limits.journal.group_bytes = 10'000;
    limits.journal.pending_bytes = 50'000;
    auto store = store::Store::open(folder.path / "data", limits);
    REQUIRE(store);
    // An hour that is there already cannot be begun, as if there were no room.
    std::ofstream(folder.path / "data" / "journal" / (to_iso(noon).substr(0, 13) + ".nmea.zst")) << "in the way";
    LoopOptions o = options(Mode::replay, store->get());
    o.store_queue = 2;
    auto loop = Loop::replay(std::move(o), {file}, nullptr);
    REQUIRE(loop);
    while ((*loop)->store_problem().empty()) CHECK_FALSE((*loop)->wait(1ms));
    CHECK_FALSE((*loop)->wait(500ms));
    const auto stopped = (*loop)->stop();
    REQUIRE_FALSE(stopped);
    CHECK((*loop)->picture()->counts.lines_not_kept > 0);
    CHECK((*loop)->journal_durable() == 0);
}

TEST_CASE("a recording that cannot be read or dated ends the replay with a remedy") {
    auto missing = Loop::replay(options(Mode::replay), {"/nowhere/at/all.nmea"}, nullptr);
    REQUIRE(missing);
    REQUIRE((*missing)->wait(60s));
    const auto failed = (*missing)->stop();
    REQUIRE_FALSE(failed);
    CHECK(failed.error().kind == ErrorKind::not_found);

    Folder folder("untimed");
    auto untimed = Loop::replay(options(Mode::replay), {written(folder, "recording.nmea", ships(10, Dated::no))}, nullptr);
    REQUIRE(untimed);
    REQUIRE((*untimed)->wait(60s));
    const auto refused = (*untimed)->stop();
    REQUIRE_FALSE(refused);
    CHECK(refused.error().message.find("--start") != std::string::npos);
}

TEST_CASE("a paused replay shows what it consumed, and can be stopped") {
    Folder folder("paused");
    const std::string file = written(folder, "recording.nmea", ships(1000));
    feed::Pace pace(feed::Speed{1});
    auto loop = Loop::replay(options(Mode::replay), {file}, &pace);
    REQUIRE(loop);
    while ((*loop)->picture()->sequence == 0) (void)(*loop)->wait(1ms);
    pace.pause();
    CHECK_FALSE((*loop)->wait(20ms));
    REQUIRE((*loop)->stop());
    CHECK((*loop)->picture()->sequence < 1000);
    CHECK((*loop)->stop());
}

}  // namespace vigia::engine
