#include "logic/detection/call_signs.h"

#include <algorithm>
#include <array>

#include "base/result.h"

namespace vigia::detection {
namespace {

constexpr std::array all = {
    Administration{"AD", "202", "C3"},
    Administration{"AE", "470-471", "A6"},
    Administration{"AF", "401", "T6 YA"},
    Administration{"AG", "304-305", "V2"},
    Administration{"AL", "201", "ZA"},
    Administration{"AM", "216", "EK"},
    Administration{"AO", "603", "D2-3"},
    Administration{"AR", "701", "AY-Z LO-W L2-9"},
    Administration{"AT", "203", "OE"},
    Administration{"AU", "503 516 523", "AX VH-N VZ"},
    Administration{"AZ", "423", "4J-K"},
    Administration{"BA", "478", "E7"},
    Administration{"BB", "314", "8P"},
    Administration{"BD", "405", "S2-3"},
    Administration{"BE", "205", "ON-T"},
    Administration{"BF", "633", "XT"},
    Administration{"BG", "207", "LZ"},
    Administration{"BH", "408", "A9"},
    Administration{"BI", "609", "9U"},
    Administration{"BJ", "610", "TY"},
    Administration{"BN", "508", "V8"},
    Administration{"BO", "720", "CP"},
    Administration{"BR", "710", "PP-Y ZV-Z"},
    Administration{"BS", "308-309 311", "C6"},
    Administration{"BT", "410", "A5"},
    Administration{"BW", "611", "A2 8O"},
    Administration{"BY", "206", "EU-W"},
    Administration{"BZ", "312", "V3"},
    Administration{"CA", "316", "CF-K CY-Z VA-G VO VX-Y XJ-O"},
    Administration{"CD", "676", "9O-T"},
    Administration{"CF", "612", "TL"},
    Administration{"CG", "615", "TN"},
    Administration{"CH", "269", "HB HE"},
    Administration{"CI", "619", "TU"},
    Administration{"CL", "725", "CA-E XQ-R 3G"},
    Administration{"CM", "613", "TJ"},
    Administration{"CN", "412-414 416 453 477", "B VR XS XX 3H-U"},
    Administration{"CO", "730", "HJ-K 5J-K"},
    Administration{"CR", "321", "TE TI"},
    Administration{"CU", "323", "CL-M CO T4"},
    Administration{"CV", "617", "D4"},
    Administration{"CY", "209-210 212", "C4 H2 P3 5B"},
    Administration{"CZ", "270", "OK-L"},
    Administration{"DE", "211 218", "DA-R Y2-9"},
    Administration{"DJ", "621", "J2"},
    Administration{"DK", "219-220 231 331", "OU-Z XP 5P-Q"},
    Administration{"DM", "325", "J7"},
    Administration{"DO", "327", "HI"},
    Administration{"DZ", "605", "7R 7T-Y"},
    Administration{"EC", "735", "HC-D"},
    Administration{"EE", "276", "ES"},
    Administration{"EG", "622", "SU 6A-B SSA-M"},
    Administration{"ER", "625", "E3"},
    Administration{"ES", "224-225", "AM-O EA-H"},
    Administration{"ET", "624", "ET 9E-F"},
    Administration{"FI", "230", "OF-J"},
    Administration{"FJ", "520", "3DN-Z"},
    Administration{"FM", "510", "V6"},
    Administration{"FR", "226-228 329 347 361 501 540 546 578 607 618 635 660 745", "F HW-Y TH TK TM TO-Q TV-X"},
    Administration{"GA", "626", "TR"},
    Administration{"GB", "232-236 301 310 319 348 364 378 555 608 665 740", "G M VP-Q VS ZB-J ZN-O ZQ 2"},
    Administration{"GD", "330", "J3"},
    Administration{"GE", "213", "4L"},
    Administration{"GH", "627", "9G"},
    Administration{"GM", "629", "C5"},
    Administration{"GN", "632", "3X"},
    Administration{"GQ", "631", "3C"},
    Administration{"GR", "237 239-241", "J4 SV-Z"},
    Administration{"GT", "332", "TD TG"},
    Administration{"GW", "630", "J5"},
    Administration{"GY", "750", "8R"},
    Administration{"HN", "334", "HQ-R"},
    Administration{"HR", "238", "9A"},
    Administration{"HT", "336", "HH 4V"},
    Administration{"HU", "243", "HA HG"},
    Administration{"ID", "525", "JZ PK-O YB-H 7A-I 8A-I"},
    Administration{"IE", "250", "EI-J"},
    Administration{"IL", "428", "4X 4Z"},
    Administration{"IN", "419", "AT-W VT-W 8T-Y"},
    Administration{"IQ", "425", "HN YI"},
    Administration{"IR", "422", "EP-Q 9B-D"},
    Administration{"IS", "251", "TF"},
    Administration{"IT", "247", "I"},
    Administration{"JM", "339", "6Y"},
    Administration{"JO", "438", "JY"},
    Administration{"JP", "431-432", "JA-S 7J-N 8J-N"},
    Administration{"KE", "634", "5Y-Z"},
    Administration{"KG", "451", "EX"},
    Administration{"KH", "514-515", "XU"},
    Administration{"KI", "529", "T3"},
    Administration{"KM", "616 620", "D6"},
    Administration{"KN", "341", "V4"},
    Administration{"KP", "445", "HM P5-9"},
    Administration{"KR", "440-441", "DS-T D7-9 HL 6K-N"},
    Administration{"KW", "447", "9K"},
    Administration{"KZ", "436", "UN-Q"},
    Administration{"LA", "531", "XW"},
    Administration{"LB", "450", "OD"},
    Administration{"LC", "343", "J6"},
    Administration{"LI", "252", ""},
    Administration{"LK", "417", "4P-S"},
    Administration{"LR", "636-637", "A8 D5 EL 5L-M 6Z"},
    Administration{"LS", "644", "7P"},
    Administration{"LT", "277", "LY"},
    Administration{"LU", "253", "LX"},
    Administration{"LV", "275", "YL"},
    Administration{"LY", "642", "5A"},
    Administration{"MA", "242", "CN 5C-G"},
    Administration{"MC", "254", "3A"},
    Administration{"MD", "214", "ER"},
    Administration{"ME", "262", "4O"},
    Administration{"MG", "647", "5R-S 6X"},
    Administration{"MH", "538", "V7"},
    Administration{"MK", "274", "Z3"},
    Administration{"ML", "649", "TZ"},
    Administration{"MM", "506", "XY-Z"},
    Administration{"MN", "457", "JT-V"},
    Administration{"MR", "654", "5T"},
    Administration{"MT", "215 229 248-249 256", "9H"},
    Administration{"MU", "645", "3B"},
    Administration{"MV", "455", "8Q"},
    Administration{"MW", "655", "7Q"},
    Administration{"MX", "345", "XA-I 4A-C 6D-J"},
    Administration{"MY", "533", "9M 9W"},
    Administration{"MZ", "650", "C8-9"},
    Administration{"NA", "659", "V5"},
    Administration{"NE", "656", "5U"},
    Administration{"NG", "657", "5N-O"},
    Administration{"NI", "350", "HT H6-7 YN"},
    Administration{"NL", "244-246 306-307", "PA-J P4"},
    Administration{"NO", "257-259", "JW-X LA-N 3Y"},
    Administration{"NP", "459", "9N"},
    Administration{"NR", "544", "C2"},
    Administration{"NZ", "512 518 542", "E5-6 ZK-M"},
    Administration{"OM", "461", "A4"},
    Administration{"PA", "351-357 370-374", "HO-P H3 H8-9 3E-F"},
    Administration{"PE", "760", "OA-C 4T"},
    Administration{"PG", "553", "P2"},
    Administration{"PH", "548", "DU-Z 4D-I"},
    Administration{"PK", "463", "AP-S 6P-S"},
    Administration{"PL", "261", "HF SN-R 3Z"},
    Administration{"PS", "443", "E4"},
    Administration{"PT", "204 255 263", "CQ-U"},
    Administration{"PW", "511", "T8"},
    Administration{"PY", "755", "ZP"},
    Administration{"QA", "466", "A7"},
    Administration{"RO", "264", "YO-R"},
    Administration{"RS", "279", "YT-U"},
    Administration{"RU", "273", "R UA-I"},
    Administration{"RW", "661", "9X"},
    Administration{"SA", "403", "HZ 7Z 8Z"},
    Administration{"SB", "557", "H4"},
    Administration{"SC", "664", "S7"},
    Administration{"SD", "662", "ST 6T-U SSN-Z"},
    Administration{"SE", "265-266", "SA-M 7S 8S"},
    Administration{"SG", "563-566", "S6 9V"},
    Administration{"SI", "278", "S5"},
    Administration{"SK", "267", "OM"},
    Administration{"SL", "667", "9L"},
    Administration{"SM", "268", "T7"},
    Administration{"SN", "663", "6V-W"},
    Administration{"SO", "666", "T5 6O"},
    Administration{"SR", "765", "PZ"},
    Administration{"SS", "638", "Z8"},
    Administration{"ST", "668", "S9"},
    Administration{"SV", "359", "HU YS"},
    Administration{"SY", "468", "YK 6C"},
    Administration{"SZ", "669", "3DA-M"},
    Administration{"TD", "670", "TT"},
    Administration{"TG", "671", "5V"},
    Administration{"TH", "567", "E2 HS"},
    Administration{"TJ", "472", "EY"},
    Administration{"TL", "550", "4W"},
    Administration{"TM", "434", "EZ"},
    Administration{"TN", "672", "TS 3V"},
    Administration{"TO", "570", "A3"},
    Administration{"TR", "271", "TA-C YM"},
    Administration{"TT", "362", "9Y-Z"},
    Administration{"TV", "572", "T2"},
    Administration{"TZ", "674 677", "5H-I"},
    Administration{"UA", "272", "EM-O UR-Z"},
    Administration{"UG", "675", "5X"},
    Administration{"US", "303 338 358 366-369 379 536 559", "AA-L K N W"},
    Administration{"UY", "770", "CV-X"},
    Administration{"UZ", "437", "UJ-M"},
    Administration{"VA", "208", "HV"},
    Administration{"VC", "375-377", "J8"},
    Administration{"VE", "775", "YV-Y 4M"},
    Administration{"VN", "574", "XV 3W"},
    Administration{"VU", "576", "YJ"},
    Administration{"WS", "561", "5W"},
    Administration{"YE", "473 475", "7O"},
    Administration{"ZA", "601", "S8 ZR-U"},
    Administration{"ZM", "678", "9I-J"},
    Administration{"ZW", "679", "Z2"},
};

constexpr std::uint8_t nobody = 0xFF;
static_assert(all.size() < nobody);

constexpr int signs = 36;
int sign(char c) { return c >= 'A' && c <= 'Z' ? c - 'A' : c >= '0' && c <= '9' ? c - '0' + 26 : -1; }
bool is_letter(char c) { return c >= 'A' && c <= 'Z'; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// The table turned round: by country digits, and by the first two or three signs.
struct Index {
    std::array<std::uint8_t, 1000> by_digits;
    std::array<std::uint8_t, signs * signs * signs> by_signs;

    Index() {
        by_digits.fill(nobody);
        by_signs.fill(nobody);
        for (std::size_t i = 0; i < all.size(); ++i) {
            each(all[i].digits, [&](std::string_view run) { take_digits(run, static_cast<std::uint8_t>(i)); });
            each(all[i].series, [&](std::string_view run) { take_series(run, static_cast<std::uint8_t>(i)); });
        }
    }
    template <class F>
    static void each(std::string_view runs, F&& f) {
        while (!runs.empty()) {
            const std::size_t end = std::min(runs.find(' '), runs.size());
            f(runs.substr(0, end));
            runs.remove_prefix(std::min(end + 1, runs.size()));
        }
    }
    static std::size_t number(std::string_view text) {
        return static_cast<std::size_t>((text[0] - '0') * 100 + (text[1] - '0') * 10 + (text[2] - '0'));
    }
    void take_digits(std::string_view run, std::uint8_t who) {
        const std::size_t last = run.size() == 7 ? number(run.substr(4)) : number(run);
        for (std::size_t mid = number(run); mid <= last; ++mid) by_digits[mid] = who;
    }
    /// `G`, `ZB`, `ZB-J`, `SSN-Z`.
    void take_series(std::string_view run, std::uint8_t who) {
        const std::size_t dash = std::min(run.find('-'), run.size()), given = dash;
        const char last = dash < run.size() ? run[dash + 1] : run[given - 1];
        for (char c = run[given - 1]; c <= last; ++c)
            for (int second = given >= 2 ? sign(given == 2 ? c : run[1]) : 0; second < signs; second = given >= 2 ? signs : second + 1)
                for (int third = given == 3 ? sign(c) : 0; third < signs; third = given == 3 ? signs : third + 1)
                    by_signs[static_cast<std::size_t>((sign(run[0]) * signs + second) * signs + third)] = who;
    }
};

const Index& index() {
    static const Index made;
    return made;
}

std::optional<Country> country(std::uint8_t who) { return who == nobody ? std::nullopt : std::optional(Country{who}); }

/// What crews type when they have none.
constexpr std::array<std::string_view, 6> fillers = {"NONE", "NULL", "TEST", "BOAT", "SHIP", "CALL"};

bool has_form(std::string_view call) {
    if (call.size() < 4 || call.size() > 7 || (is_digit(call[0]) && is_digit(call[1]))) return false;
    if (std::ranges::find(fillers, call) != fillers.end() || call.find_first_not_of(call[0]) == call.npos) return false;
    std::size_t at = 2;
    while (at < call.size() && is_letter(call[at])) ++at;
    if (at > 4) return false;
    return std::ranges::all_of(call.substr(at), is_digit) && call.size() - at <= 5;
}

}  // namespace

std::span<const Administration> administrations() { return all; }
std::string_view code(Country country) { return all[static_cast<std::size_t>(country)].code; }

std::optional<Country> country_of(model::Mmsi mmsi) {
    switch (mmsi.kind()) {
        case model::MmsiKind::ship: return country(index().by_digits[mmsi.number() / 1'000'000]);
        case model::MmsiKind::craft_of_parent: return country(index().by_digits[mmsi.number() / 10'000 % 1000]);
        case model::MmsiKind::coast_station: case model::MmsiKind::group: case model::MmsiKind::sar_aircraft: case model::MmsiKind::handheld:
        case model::MmsiKind::aid_to_navigation: case model::MmsiKind::ais_sart: case model::MmsiKind::man_overboard: case model::MmsiKind::epirb:
        case model::MmsiKind::other: return std::nullopt;
    }
    return std::nullopt;
}

std::string plain_call_sign(std::string_view call_sign) {
    std::string plain;
    for (char c : call_sign) {
        if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 32);
        if (sign(c) >= 0) plain += c;
    }
    return plain;
}

std::optional<Country> country_of_call_sign(std::string_view call_sign) {
    const std::string call = plain_call_sign(call_sign);
    if (!has_form(call)) return std::nullopt;
    return country(index().by_signs[static_cast<std::size_t>((sign(call[0]) * signs + sign(call[1])) * signs + sign(call[2]))]);
}

}  // namespace vigia::detection
