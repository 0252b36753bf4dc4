#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "codec/ais/encode.h"
#include "codec/ais/registry.h"
#include "engine/analysis.h"
#include "engine/loop.h"
#include "io/feed/intake.h"
#include "io/feed/pace.h"
#include "io/store/versions.h"
#include "logic/detection/groups.h"

using namespace std::chrono_literals;

namespace vigia::engine {
namespace {

namespace fs = std::filesystem;

const Time noon = *time_from_iso("2020-03-02T12:00:00Z");
const auto open_sea = std::make_shared<const model::Chart>();

/// A folder that goes when the test ends.
struct Folder {
    fs::path path;
    explicit Folder(const std::string& name) : path(fs::temp_directory_path() / ("vigia_learnt_test_" + name)) {
        fs::remove_all(path);
        fs::create_directories(path);
    }
    ~Folder() { fs::remove_all(path); }
};

/// Six ships that go to and fro for three hours; the first falls silent after two hours and 35 minutes.
std::string three_hours() {
    std::string lines;
    for (int second = 0; second < 3 * 3600; second += 10)
        for (std::uint32_t ship = 0; ship < 6; ++ship) {
            if (ship == 0 && second >= 9300) continue;
            const int phase = second % 3600 < 1800 ? second % 3600 : 3600 - second % 3600;
            ais::PositionReport report;
            report.mmsi = model::Mmsi::of(355'000'001 + ship);
            report.position = geo::Position::of(8.025, -79.5 + 0.03 * ship + phase * 12 / 3600.0 / 60);
            report.speed = from_knots(12);
            report.course = Degrees{second % 3600 < 1800 ? 90.0 : 270.0};
            report.status = model::NavigationStatus::under_way_using_engine;
            report.moment.second = static_cast<std::uint8_t>(second % 60);
            ais::Dress dress;
            dress.recorded = noon + std::chrono::seconds(second);
            if (ship % 2 == 0) dress.station = "balboa";
            ais::append_sentences(ais::Message{report}, dress, lines);
        }
    return lines;
}

std::string written(const Folder& folder) {
    const fs::path path = folder.path / "three-hours.nmea";
    std::ofstream(path, std::ios::binary) << three_hours();
    return path.string();
}

LoopOptions judged(Mode mode, store::Store& store) {
    LoopOptions o;
    o.engine.mode = mode;
    o.engine.chart = open_sea;
    o.registry = &ais::Registry::standard();
    o.store = &store;
    o.groups = detection::make_groups(open_sea);
    o.changes = [](std::span<const model::EventChange>, Time) {};
    o.clock = [] { return noon + 3h + 5min; };
    return o;
}

void replay_into(const fs::path& data, const std::string& file, feed::Pace* pace) {
    auto store = store::Store::open(data);
    REQUIRE(store);
    auto loop = Loop::replay(judged(Mode::replay, **store), {file}, pace);
    REQUIRE(loop);
    REQUIRE((*loop)->wait(60s));
    REQUIRE((*loop)->stop());
}

std::string text_of(const fs::path& file) {
    std::ostringstream text;
    text << std::ifstream(file, std::ios::binary).rdbuf();
    return text.str();
}

/// The ships that are found dark in the last 20 minutes of the kept journal, known from 20 minutes before, as JSON.
std::string dark_in(const fs::path& data, std::optional<store::KeptCoverage> learnt) {
    std::string out;
    AnalysisOptions options;
    options.engine.chart = open_sea;
    options.registry = &ais::Registry::standard();
    options.groups = detection::make_groups(open_sea);
    options.from = noon + 160min;
    options.before = 20min;
    options.learnt = std::move(learnt);
    options.changes = [&](std::span<const model::EventChange> changes, Time) {
        for (const model::EventChange& change : changes)
            if (change.event.finding.kind == model::EventKind::dark_activity) model::append_event_json(out, change.event);
    };
    REQUIRE(analyse(std::move(options), {data.string()}));
    return out;
}

}  // namespace

TEST_CASE("coverage is kept each hour of the stream as it was known when the hour began, whatever the pace") {
    Folder folder("hours");
    const std::string file = written(folder);
    replay_into(folder.path / "one", file, nullptr);
    feed::Pace pace(feed::Speed::fastest());
    replay_into(folder.path / "two", file, &pace);
    const store::Versions one = store::coverage_versions(folder.path / "one"), two = store::coverage_versions(folder.path / "two");
    CHECK(*one.times() == std::vector<Time>{noon + 1h, noon + 2h});
    for (const Time hour : {noon + 1h, noon + 2h}) CHECK(text_of(one.file_of(hour)) == text_of(two.file_of(hour)));
    const auto first = store::coverage_at(folder.path / "one", noon + 2h - 1s), second = store::coverage_at(folder.path / "one", noon + 2h);
    REQUIRE(first);
    REQUIRE(second);
    CHECK((*first)->as_of == noon + 1h);
    CHECK((*first)->learnt > 300);
    CHECK((*second)->learnt > (*first)->learnt + 300);
    CHECK((*second)->receivers == std::vector<store::KeptCoverage::Receiver>{{"", "balboa"}, {"three-hours.nmea", ""}});
}

TEST_CASE("an analysis of a span goes by what was learnt before it, and each dark ship says as of when") {
    Folder folder("span");
    replay_into(folder.path / "data", written(folder), nullptr);
    const auto learnt = store::coverage_at(folder.path / "data", noon + 140min);
    REQUIRE(learnt);
    REQUIRE(*learnt);
    const std::string found = dark_in(folder.path / "data", *learnt);
    CHECK(found.find("\"vessels\":[\"355000001\"]") != std::string::npos);
    CHECK(found.find("\"coverage_as_of\":\"2020-03-02T14:00:00Z\"") != std::string::npos);
    CHECK(dark_in(folder.path / "data", *learnt) == found);
    // Twenty minutes alone teach too little of the water.
    const std::string without = dark_in(folder.path / "data", std::nullopt);
    CHECK(without.find("coverage_as_of") == std::string::npos);
    CHECK(without != found);
}

TEST_CASE("a watch that starts again goes on from what it had learnt, by the names of its receivers") {
    Folder folder("again");
    const std::string file = written(folder);
    replay_into(folder.path / "data", file, nullptr);
    const auto before = store::coverage_at(folder.path / "data", noon + 3h);
    REQUIRE(before);
    REQUIRE(*before);
    // It hears of the same water again, years later by the clock of arrival: the hours that pass then keep what is known.
    auto store = store::Store::open(folder.path / "data");
    REQUIRE(store);
    std::ofstream(file, std::ios::binary) << three_hours().substr(0, 20'000);
    auto intake = feed::Intake::start({{.name = "three-hours.nmea", .url = "file:" + file + "?follow=no"}});
    REQUIRE(intake);
    LoopOptions o = judged(Mode::live, **store);
    o.remembered = 30min;
    auto loop = Loop::watch(std::move(o), std::move(*intake));
    REQUIRE(loop);
    REQUIRE((*loop)->wait(60s));
    REQUIRE((*loop)->stop());
    const auto after = store::coverage_at(folder.path / "data", Time::max());
    REQUIRE(after);
    REQUIRE(*after);
    CHECK((*after)->as_of >= noon + 3h);
    CHECK((*after)->learnt >= (*before)->learnt);
    CHECK((*after)->receivers == (*before)->receivers);
}

}  // namespace vigia::engine
