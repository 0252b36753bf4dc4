#include "codec/csv/reader.h"

#include <doctest/doctest.h>

#include "model/names.h"

using namespace vigia;
using csv::Oddity;

namespace {

struct Read {
    std::vector<model::Observation> rows;
    csv::Statistics statistics;
};

/// Reads a text in blocks of `step` bytes.
Read read(std::string_view text, std::size_t step = 1 << 20) {
    csv::Reader reader;
    Read all;
    std::vector<model::Observation> some;
    const auto keep = [&] { all.rows.insert(all.rows.end(), some.begin(), some.end()); };
    for (std::size_t at = 0; at < text.size(); at += step) {
        reader.read(text.substr(at, step), some);
        keep();
    }
    reader.finish(some);
    keep();
    all.statistics = reader.statistics();
    return all;
}

constexpr std::string_view old_noaa =
    "MMSI,BaseDateTime,LAT,LON,SOG,COG,Heading,VesselName,IMO,CallSign,VesselType,Status,Length,Width,Draft,"
    "Cargo,TransceiverClass\n";
constexpr std::string_view new_noaa =
    "mmsi,base_date_time,longitude,latitude,sog,cog,heading,vessel_name,imo,call_sign,vessel_type,status,"
    "length,width,draft,cargo,transceiver\n";
constexpr std::string_view dma_26 =
    "# Timestamp,Type of mobile,MMSI,Latitude,Longitude,Navigational status,ROT,SOG,COG,Heading,IMO,Callsign,"
    "Name,Ship type,Cargo type,Width,Length,Type of position fixing device,Draught,Destination,ETA,"
    "Data source type,A,B,C,D\r\n";
constexpr std::string_view spire =
    "MMSI,Message_ID,Time,Millisecond,Vessel_Name,Call_sign,IMO,Ship_Type,Dimension_to_Bow,Dimension_to_stern,"
    "Dimension_to_port,Dimension_to_starboard,Draught,Destination,Navigational_status,ROT,SOG,Accuracy,"
    "Longitude,Latitude,COG,Heading,ETA_month,ETA_day,ETA_hour,ETA_minute,Altitude,ATON_type,ATON_name\n";

}  // namespace

TEST_CASE("the header tells the publisher, whatever the order of the columns") {
    CHECK(csv::layout_of(old_noaa) == csv::Layout::noaa);
    CHECK(csv::layout_of(new_noaa) == csv::Layout::noaa);
    CHECK(csv::layout_of(dma_26) == csv::Layout::dma);
    CHECK(csv::layout_of(spire) == csv::Layout::spire);
    CHECK(csv::layout_of("\xEF\xBB\xBF" "LON,LAT,BaseDateTime,MMSI") == csv::Layout::noaa);
    CHECK_FALSE(csv::layout_of("!AIVDM,1,1,,A,15RTgt0PAso;90TKcjM8h6g208CQ,0*4A"));
    CHECK_FALSE(csv::layout_of(""));
    CHECK_FALSE(csv::layout_of("mmsi,base_date_time,latitude"));
}

TEST_CASE("a MarineCadastre row of before 2025 becomes an observation in SI units") {
    const auto read_back = read(std::string(old_noaa) +
        "636021061,2023-01-11T00:00:05,26.09241,-80.04806,8.8,272.7,270.0,MSC NAISHA III,IMO9307839,5LCB4,70,"
        "8.0,208.0,30.0,8.0,70.0,A\n");
    REQUIRE(read_back.rows.size() == 1);
    const auto& row = read_back.rows[0];
    CHECK(row.mmsi.number() == 636021061);
    CHECK(to_iso(row.seen) == "2023-01-11T00:00:05Z");
    CHECK(row.heard == row.seen);
    CHECK(row.transceiver == model::Transceiver::class_a);
    CHECK(*row.fix->position == geo::Position::of(26.09241, -80.04806));
    CHECK(row.fix->speed->value == doctest::Approx(4.52711));
    CHECK(row.fix->course->value == 272.7);
    CHECK(row.fix->heading->value == 270.0);
    CHECK(row.fix->status == model::NavigationStatus::under_way_sailing);
    CHECK(row.particulars->name->view() == "MSC NAISHA III");
    CHECK(row.particulars->imo == 9307839u);
    CHECK(row.particulars->call_sign->view() == "5LCB4");
    CHECK(row.particulars->ship_type == 70);
    CHECK(row.particulars->dimensions == model::Dimensions{0, 208, 0, 30});
    CHECK(row.particulars->draught->value == 8.0);
}

TEST_CASE("a row of 2025 says the same although longitude comes first") {
    const std::string values = ",8.8,272.7,270,MSC NAISHA III,IMO9307839,5LCB4,70,8,208,30,8.0,70,A\n";
    const auto before = read(std::string(old_noaa) + "636021061,2025-01-11T00:00:05,26.09241,-80.04806" + values);
    const auto since = read(std::string(new_noaa) + "636021061,2025-01-11 00:00:05,-80.04806,26.09241" + values);
    REQUIRE(before.rows.size() == 1);
    REQUIRE(since.rows.size() == 1);
    CHECK(before.rows[0].seen == since.rows[0].seen);
    CHECK(before.rows[0].fix == since.rows[0].fix);
    CHECK(before.rows[0].particulars == since.rows[0].particulars);
}

TEST_CASE("values that mean not available are empty and not odd") {
    const auto got = read(std::string(old_noaa) +
        "367752440,2023-01-11T00:00:00,91.0,181.0,102.3,360.0,511.0,,IMO0000000,,0,15.0,,,0.0,,B\n");
    REQUIRE(got.rows.size() == 1);
    const auto& row = got.rows[0];
    CHECK(row.fix == model::Fix{});
    CHECK_FALSE(row.particulars);
    CHECK(got.statistics.count(Oddity::out_of_range_value) == 0);
    CHECK(got.statistics.count(Oddity::unreadable_value) == 0);
}

TEST_CASE("a Danish row gives words as numbers, its time as day before month, the antenna's place") {
    const auto got = read(std::string(dma_26) +
        "01/09/2025 23:59:58,Class A,219024000,57.717413,10.586715,Engaged in fishing,-0.7,12.5,4.8,309,"
        "9263526,OXFX2,\"ISA, OF SKAGEN\",Tanker,Category X,12,64,GPS,5.9,SKAGEN,30/09/2025 18:05:00,AIS,20,44,5,7\r\n"
        "01/09/2025 23:59:59,Base Station,2190064,56.7166,11.519,Unknown value,,,,,Unknown,Unknown,,Undefined,,"
        ",,GPS,,Unknown,,AIS,,,,\r\n");
    REQUIRE(got.rows.size() == 2);
    const auto& ship = got.rows[0];
    CHECK(to_iso(ship.seen) == "2025-09-01T23:59:58Z");
    CHECK(ship.fix->status == model::NavigationStatus::fishing);
    CHECK(ship.fix->rate_of_turn->value == -0.7);
    CHECK(ship.particulars->name->view() == "ISA, OF SKAGEN");
    CHECK(ship.particulars->ship_type == 81);
    CHECK(ship.particulars->dimensions == model::Dimensions{20, 44, 5, 7});
    CHECK(ship.particulars->eta == model::Eta{9, 30, 18, 5});
    CHECK(ship.particulars->destination->view() == "SKAGEN");
    CHECK(got.rows[1].transceiver == model::Transceiver::base_station);
    CHECK_FALSE(got.rows[1].particulars);
    CHECK_FALSE(got.rows[1].fix->speed);
}

TEST_CASE("the Danish layout without the antenna's place gives the hull's length and beam") {
    const std::string header(dma_26.substr(0, dma_26.find(",A,B,C,D")));
    const auto got = read(header + "\n11/07/2026 00:00:01,Class B,305411000,57.8,9.7,Unknown value,,,,,Unknown,"
                                   "Unknown,,Sailing,,4,15,GPS,,Unknown,,AIS\n");
    REQUIRE(got.rows.size() == 1);
    CHECK(got.rows[0].particulars->dimensions == model::Dimensions{0, 15, 0, 4});
    CHECK(got.rows[0].particulars->ship_type == 36);
}

TEST_CASE("Spire rows are messages: a position, a voyage and a far position") {
    const auto got = read(std::string(spire) +
        "\"432905000\",\"1\",\"20210701_185151\",\"680\",\"\",\"\",\"\",\"\",\"\",\"\",\"\",\"\",\"\",\"\",\"0\","
        "\"-14.46\",\"13.6\",\"1\",\"-103.63687\",\"8.87747666667\",\"314.8\",\"None\",\"\",\"\",\"\",\"\",\"\",\"\",\"\"\n"
        "\"538007407\",\"5\",\"20210701_052052\",\"640\",\"GH ZONDA            \",\"V7MF3  \",\"9436472\",\"71\","
        "\"182\",\"49\",\"24\",\"8\",\"87\",\"BLUFF\",\"\",\"\",\"\",\"\",\"\",\"\",\"\",\"\",\"6\",\"30\",\"24\",\"60\",\"\",\"\",\"\"\n"
        "\"273455590\",\"27\",\"20210701_185019\",\"160\",\"\",\"\",\"\",\"\",\"\",\"\",\"\",\"\",\"\",\"\",\"5\",\"\",\"0.0\","
        "\"0\",\"158.65\",\"53.0\",\"None\",\"\",\"\",\"\",\"\",\"\",\"\",\"\",\"\"\n"
        "\"701000648\",\"12\",\"20210701_143823\",\"750\",\"\",\"\",\"\",\"\",\"\",\"\",\"\",\"\",\"\",\"\",\"\",\"\",\"\",\"\","
        "\"\",\"\",\"\",\"\",\"\",\"\",\"\",\"\",\"\",\"\",\"\"\n");
    REQUIRE(got.rows.size() == 3);
    CHECK(to_iso(got.rows[0].seen) == "2021-07-01T18:51:51.680Z");
    CHECK(got.rows[0].fix->accuracy == model::Accuracy::high);
    CHECK(got.rows[0].fix->rate_of_turn->value == -14.46);
    CHECK_FALSE(got.rows[0].fix->heading);
    CHECK_FALSE(got.rows[0].particulars);
    CHECK_FALSE(got.rows[1].fix);
    CHECK(got.rows[1].particulars->name->view() == "GH ZONDA");
    CHECK(got.rows[1].particulars->draught->value == 8.7);
    CHECK(got.rows[1].particulars->eta == model::Eta{6, 30, {}, {}});
    CHECK(got.rows[2].fix->range == model::Range::long_range);
    CHECK(got.statistics.count(Oddity::not_a_report) == 1);
}

TEST_CASE("odd rows are counted by reason and the others still read") {
    const std::string good = "367752440,2023-01-11T00:00:00,43.0,-70.7,0.0,3.0,95.0,A,,B,31,0.0,,,,52.0,A\n";
    const auto got = read(std::string(old_noaa) + good +
        "36775244x,2023-01-11T00:00:00,43.0,-70.7,0.0,3.0,95.0,A,,B,31,0.0,,,,52.0,A\n" +
        "367752440,2023-13-11T00:00:00,43.0,-70.7,0.0,3.0,95.0,A,,B,31,0.0,,,,52.0,A\n" +
        "367752440,2023-01-11T24:00:00,43.0,-70.7,0.0,3.0,95.0,A,,B,31,0.0,,,,52.0,A\n" +
        "367752440,2023-01-11T00:00:00,43.0\n" +
        "367752440,2023-01-11T00:00:00,99.0,-70.7,-0.1,fast,95.0,A,,B,31,0.0,,,,52.0,A\n" +
        std::string(csv::max_line + 1, 'x') + "\n" + std::string(csv::max_columns + 1, ',') + "\n\n" + good);
    CHECK(got.rows.size() == 3);
    CHECK_FALSE(got.rows[1].fix->position);
    CHECK_FALSE(got.rows[1].fix->speed);
    CHECK(got.statistics.lines == 11);
    CHECK(got.statistics.observations == 3);
    CHECK(got.statistics.count(Oddity::bad_mmsi) == 1);
    CHECK(got.statistics.count(Oddity::bad_time) == 2);
    CHECK(got.statistics.count(Oddity::short_row) == 1);
    CHECK(got.statistics.count(Oddity::out_of_range_value) == 2);
    CHECK(got.statistics.count(Oddity::unreadable_value) == 1);
    CHECK(got.statistics.count(Oddity::long_line) == 1);
    CHECK(got.statistics.count(Oddity::many_columns) == 1);
}

TEST_CASE("the rows are the same wherever the bytes are split") {
    const std::string text = std::string(old_noaa) +
        "636021061,2023-01-11T00:00:05,26.09241,-80.04806,8.8,272.7,270.0,\"MSC, \"\"NAISHA\"\"\",IMO9307839,5LCB4,70,"
        "8.0,208.0,30.0,8.0,70.0,A\r\n367752440,2023-01-12T00:00:00,43.0,-70.7,0.0,3.0,95.0,A,,B,31,0.0,,,,52.0,A";
    const auto whole = read(text);
    REQUIRE(whole.rows.size() == 2);
    CHECK(whole.rows[0].particulars->name->view() == "MSC, \"NAISHA\"");
    for (const std::size_t step : {1u, 2u, 7u, 64u, 100u}) {
        const auto parts = read(text, step);
        REQUIRE(parts.rows.size() == 2);
        for (std::size_t i = 0; i < 2; ++i) {
            CHECK(parts.rows[i].seen == whole.rows[i].seen);
            CHECK(parts.rows[i].fix == whole.rows[i].fix);
            CHECK(parts.rows[i].particulars == whole.rows[i].particulars);
        }
    }
}

TEST_CASE("a long line that comes in pieces is counted once and held to its limit") {
    const std::string text = std::string(old_noaa) + std::string(5 * csv::max_line, 'x') +
        "\n367752440,2023-01-12T00:00:00,43.0,-70.7,0.0,3.0,95.0,A,,B,31,0.0,,,,52.0,A\n";
    for (const std::size_t step : {1000u, 70'000u, 1'000'000u}) {
        const auto got = read(text, step);
        CHECK(got.rows.size() == 1);
        CHECK(got.statistics.count(Oddity::long_line) == 1);
    }
}

TEST_CASE("a file without a known header is refused line by line") {
    const auto got = read("a,b,c\n1,2,3\n");
    CHECK(got.rows.empty());
    CHECK(got.statistics.count(Oddity::no_header) == 2);
}
