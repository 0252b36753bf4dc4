#include "model/report_text.h"

#include <algorithm>

#include <doctest/doctest.h>

using namespace vigia;

namespace {
model::Observation ship() {
    model::Observation report;
    report.mmsi = model::Mmsi::of(3669702);
    report.transceiver = model::Transceiver::class_a;
    auto& fix = report.fix.emplace();
    fix.position = geo::Position::of(8.95, -79.5666667);
    fix.speed = from_knots(10);
    auto& said = report.particulars.emplace();
    said.name = FixedText<34>("EVER, \"A\"");
    said.eta = model::Eta{5, 4, {}, 7};
    return report;
}
}  // namespace

TEST_CASE("a row of reports has as many fields as the header, and the unsaid ones are empty") {
    std::string header, row;
    model::append_report_header(header);
    model::Observation silent;
    silent.mmsi = model::Mmsi::of(1);
    model::append_report_row(row, silent, {});
    CHECK(std::ranges::count(header, ',') == std::ranges::count(row, ','));
    CHECK(row == ",000000001" + std::string(23, ',') + "\n");
}

TEST_CASE("a report is written in SI units with quotes where CSV needs them") {
    std::string row;
    model::append_report_row(row, ship(), {.time = *time_from_iso("2026-11-23T01:02:03Z"), .message_type = 5, .station = "x"});
    CHECK(row == "2026-11-23T01:02:03Z,003669702,5,class_a,x,8.9500000,-79.5666667,5.144,,,,,,low,\"EVER, \"\"A\"\"\","
                 ",,,,,,,,,--05-04T--:07\n");
}

TEST_CASE("a report as JSON says null for what it does not know") {
    std::string line;
    model::append_report_json(line, ship(), {});
    CHECK(line.starts_with("{\"time\":null,\"mmsi\":\"003669702\",\"message_type\":null,\"transceiver\":\"class_a\","));
    CHECK(line.find("\"name\":\"EVER, \\\"A\\\"\"") != line.npos);
    CHECK(line.find("\"course\":null") != line.npos);
    CHECK(line.ends_with("}\n"));
}
