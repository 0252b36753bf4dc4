#include "engine/analysis.h"

#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>

#include "base/random.h"
#include "codec/ais/encode.h"
#include "codec/ais/registry.h"
#include "logic/detection/go_fast.h"

namespace vigia::engine {
namespace {

const Time noon = *time_from_iso("2026-03-02T17:00:00Z");

/// An hour of boats, some of which hurry now and then.
std::string boats() {
    std::string lines;
    Random random(11);
    for (int second = 0; second < 3600; second += 5) {
        for (std::uint32_t boat = 0; boat < 40; ++boat) {
            ais::ClassBReport report;
            report.mmsi = model::Mmsi::of(351'000'000 + boat);
            const bool hurries = (second / 600 + static_cast<int>(boat)) % 4 == 0;
            const double knots = hurries ? 32 : 8;
            report.speed = from_knots(knots);
            report.course = Degrees{90};
            report.position = geo::Position::of(8.2 + 0.01 * boat, -79.3 + 1e-5 * second);
            ais::Dress dress;
            dress.recorded = noon + std::chrono::seconds(second) + Duration{static_cast<std::int64_t>(random.below(900))};
            ais::append_sentences(ais::Message{report}, dress, lines);
        }
    }
    return lines;
}

std::vector<std::unique_ptr<detection::Group>> groups(const std::shared_ptr<const model::Chart>& chart, int count) {
    std::vector<std::unique_ptr<detection::Group>> all;
    for (int i = 0; i < count; ++i) all.push_back(std::make_unique<detection::GroupOf<detection::GoFast>>(chart, detection::GoFast()));
    return all;
}

struct File {
    explicit File(const std::string& text) : path(std::filesystem::temp_directory_path() / "vigia_analysis_test.nmea") {
        std::ofstream(path, std::ios::binary) << text;
    }
    ~File() { std::filesystem::remove(path); }
    std::filesystem::path path;
};

std::string events_of(const std::string& file, unsigned threads, int group_count, std::optional<Time> until = {}) {
    const auto chart = std::make_shared<const model::Chart>();
    std::string out;
    AnalysisOptions options;
    options.engine.chart = chart;
    options.registry = &ais::Registry::standard();
    options.groups = groups(chart, group_count);
    options.threads = threads;
    options.until = until;
    options.changes = [&](std::span<const model::EventChange> changes, Time) {
        for (const model::EventChange& change : changes) {
            model::append_event_json(out, change.event);
            out += '\n';
        }
    };
    const auto summary = analyse(std::move(options), {file});
    REQUIRE(summary);
    CHECK(summary->counts.reports > 0);
    CHECK(summary->positions == summary->counts.reports);
    return out;
}

}  // namespace

TEST_CASE("an analysis finds the same events in the same order on one thread and on three") {
    const File file(boats());
    const std::string one = events_of(file.path.string(), 1, 1);
    CHECK(std::count(one.begin(), one.end(), '\n') > 60);
    CHECK(events_of(file.path.string(), 3, 1) == one);
    const std::string three_groups = events_of(file.path.string(), 1, 3);
    CHECK(events_of(file.path.string(), 3, 3) == three_groups);
    CHECK(std::count(three_groups.begin(), three_groups.end(), '\n') == 3 * std::count(one.begin(), one.end(), '\n'));
}

TEST_CASE("an analysis stops where its span ends") {
    const File file(boats());
    const std::string all = events_of(file.path.string(), 2, 1);
    const std::string part = events_of(file.path.string(), 2, 1, noon + std::chrono::minutes(20));
    CHECK_FALSE(part.empty());
    CHECK(all.starts_with(part));
    CHECK(all.size() > part.size());
}

TEST_CASE("a file that cannot be read fails the analysis with its reason") {
    AnalysisOptions options;
    options.engine.chart = std::make_shared<const model::Chart>();
    options.registry = &ais::Registry::standard();
    options.threads = 2;
    options.changes = [](std::span<const model::EventChange>, Time) {};
    const auto failed = analyse(std::move(options), {"/nowhere/at/all.nmea"});
    REQUIRE_FALSE(failed);
    CHECK(failed.error().kind == ErrorKind::not_found);
}

}  // namespace vigia::engine
