#include "codec/ais/formats.h"

#include <algorithm>
#include <cmath>

#include <doctest/doctest.h>

#include "codec/ais/encode.h"
#include "codec/ais/reader.h"

using namespace vigia;

namespace {

std::string written(ais::Format format, std::string_view lines) {
    ais::Reader reader(ais::Policy::standard, ais::Registry::standard());
    ais::Formatter formatter(format, ais::Registry::standard());
    ais::Batch batch;
    std::string out;
    formatter.begin(out);
    reader.read(lines, batch);
    for (std::size_t i = 0; i < batch.message_count(); ++i) formatter.append(batch, i, out);
    return out;
}

std::string sentence(const ais::Message& message) {
    std::string out;
    ais::append_sentences(message, {}, out);
    return out;
}

bool holds(const std::string& text, std::string_view part) { return text.find(part) != text.npos; }

}  // namespace

TEST_CASE("a format is named, and a wrong name is refused with what would be right") {
    CHECK(*ais::format_from_text("gpsd-raw") == ais::Format::gpsd_raw);
    const auto wrong = ais::format_from_text("json");
    REQUIRE_FALSE(wrong);
    CHECK(holds(wrong.error().message, "jsonl"));
}

TEST_CASE("jsonl writes SI units, names and the time and station of the line") {
    ais::PositionReport report;
    report.mmsi = model::Mmsi::of(3669702);
    report.status = model::NavigationStatus::at_anchor;
    report.position = geo::Position::of(-8.95, 79.5);
    report.speed = from_knots(10);
    report.turn = ais::Turn{-5};
    std::string lines;
    ais::append_sentences(report, {.channel = 'B', .recorded = from_unix_milliseconds(1'790'000'000'123), .station = "pier"}, lines);
    const auto line = written(ais::Format::jsonl, lines);
    CHECK(line.starts_with("{\"time\":\"2026-09-21T14:13:20.123Z\",\"station\":\"pier\",\"channel\":\"B\",\"type\":1,"
                           "\"repeat\":0,\"mmsi\":\"003669702\",\"status\":\"at_anchor\",\"rate_of_turn\":-1.1,"
                           "\"turn_indicator\":-5,\"speed\":5.144,\"accuracy\":\"low\",\"lon\":79.5000000,"
                           "\"lat\":-8.9500000,\"course\":null,\"heading\":null,\"second\":"));
    CHECK(line.ends_with("}\n"));
}

TEST_CASE("jsonl never shows the numbers that mean not available") {
    const auto line = written(ais::Format::jsonl, sentence(ais::PositionReport{}) + sentence(ais::StaticAndVoyage{}) +
                                                      sentence(ais::LongRangeReport{}) + sentence(ais::AircraftReport{}));
    for (const auto* sentinel : {":181", ":91", "102.3", ":511", "360.0", ":1023", ":4095", ":-128"})
        CHECK_FALSE_MESSAGE(holds(line, sentinel), sentinel << " in " << line);
    CHECK(holds(line, "\"imo\":null"));
    CHECK(holds(line, "\"dimensions\":null"));
}

TEST_CASE("the raw number on the air can be told from the one that jsonl writes") {
    for (const double degrees : {0.0000016667, -0.0000016667, 79.9999983333, -179.9999983333, 12.3456783333}) {
        ais::PositionReport report;
        report.mmsi = model::Mmsi::of(1);
        report.position = geo::Position::of(degrees / 2, degrees);
        const auto line = written(ais::Format::jsonl, sentence(report));
        const auto at = line.find("\"lon\":") + 6;
        const double read_back = std::stod(line.substr(at));
        CHECK(std::lround(read_back * 600'000) == std::lround(degrees * 600'000));
    }
}

TEST_CASE("gpsd's JSON has its keys, legends and line ends, scaled and raw") {
    constexpr std::string_view lines = "!AIVDM,1,1,,A,15RTgt0PAso;90TKcjM8h6g208CQ,0*4A\n";
    CHECK(written(ais::Format::gpsd, lines) ==
          "{\"class\":\"AIS\",\"device\":\"stdin\",\"type\":1,\"repeat\":0,\"mmsi\":371798000,\"scaled\":true,\"status\":0,"
          "\"status_text\":\"Under way using engine\",\"turn\":\"fastleft\",\"speed\":12.3,\"accuracy\":true,"
          "\"lon\":-123.3953833,\"lat\":48.3816333,\"course\":224.0,\"heading\":215,\"second\":33,\"maneuver\":0,"
          "\"raim\":false,\"radio\":34017}\r\n");
    CHECK(holds(written(ais::Format::gpsd_raw, lines), "\"turn\":-127,\"speed\":123,\"accuracy\":true,\"lon\":-74037230,"));
}

TEST_CASE("gpsd's JSON joins the two parts of type 24, once, and writes none alone") {
    ais::StaticPartA a;
    a.mmsi = model::Mmsi::of(338000001);
    a.name = FixedText<20>("ANNE");
    ais::StaticPartB b;
    b.mmsi = a.mmsi;
    b.call_sign = FixedText<7>("CALL");
    CHECK(written(ais::Format::gpsd, sentence(a)).empty());
    CHECK(written(ais::Format::gpsd, sentence(b)).empty());
    CHECK(written(ais::Format::gpsd, sentence(b) + sentence(a)).empty());
    const auto both = written(ais::Format::gpsd, sentence(a) + sentence(b) + sentence(b));
    CHECK(std::ranges::count(both, '\n') == 1);
    CHECK(holds(both, "\"shipname\":\"ANNE\",\"shiptype\":0,\"shiptype_text\":\"Not available\""));
    CHECK(holds(both, "\"callsign\":\"CALL\""));
    std::string nine;
    for (std::uint32_t i = 0; i < 9; ++i) {
        a.mmsi = model::Mmsi::of(338000001 + i);
        nine += sentence(a);
    }
    CHECK(written(ais::Format::gpsd, nine + sentence(b)).empty());  // the first of nine had to give way
}

TEST_CASE("texts with quotes and backslashes stay lawful JSON") {
    ais::BroadcastText text;
    text.mmsi = model::Mmsi::of(1);
    text.text = FixedText<213>("A\"B\\C");
    CHECK(holds(written(ais::Format::jsonl, sentence(text)), "\"text\":\"A\\\"B\\\\C\""));
    CHECK(holds(written(ais::Format::gpsd, sentence(text)), "\"text\":\"A\\\"B\\\\C\""));
}

TEST_CASE("csv has a header, the same number of fields in each row, and reports only") {
    ais::PositionReport report;
    report.mmsi = model::Mmsi::of(351000001);
    report.position = geo::Position::of(9, -80);
    ais::BroadcastText text;
    const auto rows = written(ais::Format::csv, sentence(report) + sentence(text));
    CHECK(std::ranges::count(rows, '\n') == 2);
    const auto first = rows.substr(0, rows.find('\n'));
    CHECK(std::ranges::count(rows, ',') == 2 * std::ranges::count(first, ','));
    CHECK(holds(rows, ",351000001,1,class_a,,9.0000000,-80.0000000,"));
}

TEST_CASE("jsonl writes no position outside the Earth, although the field could hold one") {
    ais::Bits bits = ais::encode(ais::PositionReport{});
    ais::Bits wild = bits.part(0, 61);
    wild.append(static_cast<std::uint64_t>(200 * 600'000), 28);
    wild.append(bits.part(89, bits.size() - 89));
    std::string lines;
    ais::append_sentences(wild, {}, lines);
    CHECK(holds(written(ais::Format::jsonl, lines), "\"lon\":null,"));
}
