#include "engine/span.h"

#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>

#include "codec/ais/encode.h"
#include "codec/ais/registry.h"
#include "io/store/store.h"

using namespace std::chrono_literals;

namespace vigia::engine {
namespace {

namespace fs = std::filesystem;

const Time noon = from_unix_milliseconds(1'790'000'000'000);

/// A folder that goes when the test ends.
struct Folder {
    fs::path path = fs::temp_directory_path() / "vigia_span_test";
    Folder() {
        fs::remove_all(path);
        fs::create_directories(path);
    }
    ~Folder() { fs::remove_all(path); }
    std::string file(const std::string& name, const std::string& text) const {
        std::ofstream(path / name, std::ios::binary) << text;
        return (path / name).string();
    }
};

/// One report a minute from then on.
std::string minutes(Time from, int count) {
    std::string lines;
    for (int i = 0; i < count; ++i) {
        ais::PositionReport report;
        report.mmsi = model::Mmsi::of(355'000'000);
        report.position = geo::Position::of(9, -79.9);
        ais::append_sentences(ais::Message{report}, {.recorded = from + i * 1min}, lines);
    }
    return lines;
}

Span span(const std::vector<std::string>& inputs) { return span_of(inputs, ais::Registry::standard()); }

}  // namespace

TEST_CASE("a recording tells when it begins and ends, however long it is") {
    const Folder folder;
    for (const int count : {1, 10, 5000}) {
        const Span all = span({folder.file("a.nmea", "# made for a test\n" + minutes(noon, count))});
        CHECK(all.from == noon);
        CHECK(all.to == noon + (count - 1) * 1min);
    }
}

TEST_CASE("recordings one after another span from the first to the latest") {
    const Folder folder;
    const std::string first = folder.file("a.nmea", minutes(noon, 10)), second = folder.file("b.nmea", minutes(noon + 24h, 10));
    CHECK(span({first, second}).from == noon);
    CHECK(span({first, second}).to == noon + 24h + 9min);
    CHECK_FALSE(span({first, "-"}).to);
}

TEST_CASE("a table tells its times too") {
    const Folder folder;
    const std::string header =
        "MMSI,BaseDateTime,LAT,LON,SOG,COG,Heading,VesselName,IMO,CallSign,VesselType,Status,Length,Width,Draft,Cargo,TransceiverClass\n";
    std::string table = header;
    for (int i = 0; i < 2000; ++i) {
        const std::string hour = std::to_string(10 + i / 200);
        table += "355893000,2023-01-01T" + hour + ":00:00,9.4,-79.92,12.0,90.0,90.0,BOATY,IMO9074729,HO1234,70,0,200,32,10.0,70,A\n";
    }
    const Span all = span({folder.file("noaa.csv", table)});
    CHECK(all.from == time_from_iso("2023-01-01T10:00:00Z").value());
    CHECK(all.to == time_from_iso("2023-01-01T19:00:00Z").value());
}

TEST_CASE("what cannot be told cheaply, or not at all, is left empty") {
    const Folder folder;
    const Span untimed = span({folder.file("untimed.nmea", "!AIVDM,1,1,,A,15RTgt0PAso;90TKcjM8h6g208CQ,0*4A\n")});
    CHECK_FALSE(untimed.from);
    CHECK_FALSE(untimed.to);
    CHECK_FALSE(span({"/nowhere/at/all.nmea"}).from);
    CHECK_FALSE(span({folder.path.string()}).to);
    CHECK_FALSE(span({}).from);
}

TEST_CASE("a journal spans from its first record to its last") {
    const Folder folder;
    auto store = store::Store::open(folder.path / "data");
    REQUIRE(store);
    for (model::Sequence i = 1; i <= 100; ++i) {
        const store::JournalRecord record{i, noon + static_cast<int>(i) * 5min, "pier", "!AIVDM"};
        REQUIRE((*store)->journal().append({&record, 1}));
    }
    REQUIRE((*store)->journal().commit());
    const Span all = span({(folder.path / "data").string()});
    CHECK(all.from == noon + 5min);
    CHECK(all.to == noon + 500min);
}

}  // namespace vigia::engine
