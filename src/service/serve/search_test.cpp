#include "service/serve/inside/search.h"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include "service/serve/inside/sea_for_test.h"

using namespace vigia;
using namespace vigia::serve;

namespace {

const geo::Position anchorage = geo::Position::of(8.85, -79.5);

std::string found(const engine::Picture& picture, std::string_view query) {
    const auto json = nlohmann::json::parse(search_json(picture, query));
    std::string out;
    for (const auto& one : json["results"]) {
        if (!out.empty()) out += ' ';
        out += one["mmsi"].get<std::string>() + ":" + one["matched"].get<std::string>();
    }
    return out;
}

}  // namespace

TEST_CASE("case and accents do not matter") {
    CHECK(folded("Canal de Panam\xC3\xA1") == "CANAL DE PANAMA");
    CHECK(folded("\xC3\x86r\xC3\xB8 stra\xC3\x9F" "e \xC5\x81\xC3\xB3" "d\xC5\xBA") == "AERO STRASSE LODZ");
    CHECK(folded("Man\xCC\x83" "ana") == "MANANA");
    CHECK(folded("\xE6\xB0\xB4\xFF\xC3") == "\xE6\xB0\xB4\xFF\xC3");
}

TEST_CASE("a vessel is found by its name, call sign, MMSI or IMO number, the closest first") {
    Sea sea;
    sea.at(355000001, anchorage).called(355000001, "ATLANTIC STAR", 9074729, "HP1234");
    sea.at(355000002, anchorage).called(355000002, "STAR");
    sea.at(355000003, anchorage).called(355000003, "STARBOARD");
    sea.at(355000004, anchorage).called(355000004, "MUSTARD");
    sea.at(355000005, anchorage);
    const auto picture = sea.picture();
    CHECK(found(*picture, "star") == "355000002:name 355000003:name 355000001:name 355000004:name");
    CHECK(found(*picture, " St\xC3\xA1r ") == "355000002:name 355000003:name 355000001:name 355000004:name");
    CHECK(found(*picture, "ustar") == "355000004:name");
    CHECK(found(*picture, "hp12") == "355000001:call_sign");
    CHECK(found(*picture, "355000005") == "355000005:mmsi");
    CHECK(found(*picture, "9074729") == "355000001:imo");
    CHECK(found(*picture, "IMO 9074729") == "355000001:imo");
    CHECK(found(*picture, "").empty());
    CHECK(found(*picture, "   ").empty());
    CHECK(found(*picture, "nobody").empty());
}

TEST_CASE("a search gives at most fifty") {
    Sea sea;
    for (std::uint32_t i = 0; i < 120; ++i) sea.at(355000000 + i, anchorage);
    CHECK(nlohmann::json::parse(search_json(*sea.picture(), "355"))["results"].size() == search_result_limit);
}
