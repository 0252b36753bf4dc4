#include "logic/detection/call_signs.h"

#include <doctest/doctest.h>

#include <set>
#include <string>

using namespace vigia;
using namespace vigia::detection;
using model::Mmsi;

namespace {

std::string of_call_sign(std::string_view call_sign) {
    const auto country = country_of_call_sign(call_sign);
    return country ? std::string(code(*country)) : "";
}
std::string of_mmsi(std::uint32_t mmsi) {
    const auto country = country_of(Mmsi::of(mmsi));
    return country ? std::string(code(*country)) : "";
}

}  // namespace

TEST_CASE("an MMSI tells who gave it") {
    CHECK(of_mmsi(351'000'000) == "PA");
    CHECK(of_mmsi(374'000'000) == "PA");
    CHECK(of_mmsi(636'012'345) == "LR");
    CHECK(of_mmsi(229'000'000) == "MT");
    CHECK(of_mmsi(319'000'000) == "GB");
    CHECK(of_mmsi(983'661'234) == "US");
    CHECK(of_mmsi(217'000'000).empty());
    CHECK(of_mmsi(3'661'234).empty());
    CHECK(of_mmsi(970'123'456).empty());
}

TEST_CASE("a call sign tells who gave it, whatever strokes it is written with") {
    CHECK(of_call_sign("3FXY8") == "PA");
    CHECK(of_call_sign("ho-4567") == "PA");
    CHECK(of_call_sign("H8AB") == "PA");
    CHECK(of_call_sign("HQAB7") == "HN");
    CHECK(of_call_sign("D5AB9") == "LR");
    CHECK(of_call_sign("WDD1234") == "US");
    CHECK(of_call_sign("ALAB") == "US");
    CHECK(of_call_sign("AMAB") == "ES");
    CHECK(of_call_sign("2ABC3") == "GB");
    CHECK(of_call_sign("ZQAB2") == "GB");
    CHECK(of_call_sign("SSMA") == "EG");
    CHECK(of_call_sign("SSNA") == "SD");
    CHECK(of_call_sign("3DMA") == "SZ");
    CHECK(of_call_sign("3DNA") == "FJ");
}

TEST_CASE("what has not the form of a ship's call sign, or is of no series, belongs to nobody") {
    for (const char* call : {"", "0", "NONE", "N/A", "12345", "AAAA", "PILOT", "LK123456", "QABC1", "C7AB1", "3ABCDEF"}) CHECK(of_call_sign(call).empty());
}

TEST_CASE("no country digits and no series are allotted twice, and every administration has digits") {
    std::set<std::string> codes;
    int digits = 0;
    for (const Administration& one : administrations()) {
        CHECK(codes.insert(std::string(one.code)).second);
        CHECK_FALSE(one.digits.empty());
    }
    for (std::uint32_t mid = 201; mid <= 775; ++mid) digits += country_of(Mmsi::of(mid * 1'000'000)).has_value() ? 1 : 0;
    int listed = 0;
    for (const Administration& one : administrations())
        for (std::size_t at = 0; at < one.digits.size(); at += 4)
            listed += at + 3 < one.digits.size() && one.digits[at + 3] == '-' ? std::stoi(std::string(one.digits.substr(at + 4, 3))) - std::stoi(std::string(one.digits.substr(at, 3)))
                                                                             : 1;
    CHECK(digits == listed);
    CHECK(codes.size() == 195);
}
