#include <algorithm>
#include <array>
#include <cmath>
#include <string>

#include "base/result.h"
#include "logic/traffic/inside/registry.h"

namespace vigia::traffic {

namespace {

struct Flag {
    std::uint16_t mid;
    std::string_view prefix;
    std::uint8_t weight;
};
// Maritime identification digits and call sign prefixes (ITU), weighted as such ships are seen here.
constexpr std::array flags = {
    Flag{352, "3E", 7}, Flag{354, "3F", 6}, Flag{371, "H3", 5}, Flag{357, "HO", 4}, Flag{636, "D5", 14},
    Flag{538, "V7", 14}, Flag{477, "VR", 8}, Flag{563, "9V", 5}, Flag{565, "9V", 3}, Flag{248, "9H", 3},
    Flag{256, "9H", 3}, Flag{229, "9H", 2}, Flag{308, "C6", 2}, Flag{311, "C6", 3}, Flag{240, "SV", 2},
    Flag{241, "SV", 2}, Flag{209, "5B", 2}, Flag{210, "5B", 1}, Flag{431, "JD", 3}, Flag{413, "BP", 2},
    Flag{258, "LA", 2}, Flag{219, "OX", 3}, Flag{220, "OZ", 1}, Flag{232, "MA", 1}, Flag{235, "2A", 1},
    Flag{218, "DD", 1}, Flag{244, "PB", 1}, Flag{368, "WD", 2}, Flag{310, "ZC", 1}, Flag{441, "DS", 2},
    Flag{730, "HK", 1}, Flag{725, "CB", 1}, Flag{760, "OA", 1}, Flag{735, "HC", 1}};
constexpr std::array local_flags = {Flag{351, "HP", 5}, Flag{355, "HP", 3}, Flag{370, "HO", 2}};

constexpr std::array first_words = {
    "PACIFIC", "ATLANTIC", "NORDIC", "GOLDEN", "OCEAN", "STAR", "GLOBAL", "ROYAL", "CORAL", "SILVER",
    "EASTERN", "WESTERN", "SOUTHERN", "NORTHERN", "BLUE", "CRYSTAL", "AMBER", "JADE", "GRAND", "LUCKY",
    "CAPE", "MOUNT", "RIVER", "STOLIDA", "MERIDIAN", "ARGENT", "BOREAL", "AUSTRAL", "CEDAR", "HARBOUR",
    "ISLA", "BAHIA", "MONTE", "VALLE", "PUNTA", "LAGO", "SIERRA", "COSTA", "FARO", "ALBA"};
constexpr std::array second_words = {
    "ALDER", "HERON", "PIONEER", "VENTURE", "TRADER", "HARMONY", "BREEZE", "HORIZON", "SPIRIT", "GRACE",
    "FALCON", "ORCHID", "LOTUS", "CEDRO", "AURORA", "TIGER", "DOLPHIN", "PEARL", "EXPRESS", "CARRIER",
    "DAWN", "SUMMIT", "VICTORY", "UNITY", "GLORY", "TIDE", "COMPASS", "ANCHOR", "LIBRA", "ORION",
    "VEGA", "LYRA", "CYGNUS", "AQUILA", "ZENITH", "MARINER", "VOYAGER", "PILGRIM", "SOVEREIGN", "CREST",
    "LAUREL", "JASMINE", "SAFFRON", "TAMARIND", "MANGROVE", "GUAYACAN", "QUETZAL", "TUCAN", "JAGUAR", "MANATI"};
constexpr std::array boat_words = {
    "ESPERANZA", "MARIA DEL MAR", "SAN TELMO", "LA PERLA", "DON CHEMA", "ESTRELLA", "BUENA VISTA",
    "REINA DEL SUR", "GAVIOTA", "PELICANO", "TIBURON", "DORADO", "CORVINA", "MAR AZUL", "BRISA",
    "LUNA NUEVA", "SIRENA", "CABALLITO", "TORTUGA", "ALCATRAZ", "SOL Y MAR", "VIENTO NORTE", "CONCHITA",
    "RAYO", "MAREA", "CANGREJO", "LANGOSTA", "PARGO", "ROBALO", "FRAGATA"};
constexpr std::array yacht_words = {
    "SERENITY", "WANDERLUST", "SECOND WIND", "SEA GLASS", "MOONSHADOW", "KESTREL", "SALTY DOG", "ODYSSEE",
    "PAPILLON", "TAO", "NAUTILIA", "WHISPER", "ALBATROS", "FREYA", "ZEPHYR", "TRADEWIND", "BLUE NOTE",
    "PENELOPE", "CALYPSA", "MISTRAL", "SUNDOG", "HALCYON", "SOLVEIG", "ARIEL", "TANGAROA"};

constexpr std::array atlantic_ports = {"US HOU", "US NYC", "US SAV", "NL RTM", "BE ANR", "CO CTG", "JM KIN",
                                       "BR SSZ", "US MSY", "DE HAM", "ES ALG", "TT PTS", "US LCH", "CO SMR"};
constexpr std::array pacific_ports = {"JP TYO", "KR PUS", "CN SHA", "CL SAI", "PE CLL", "EC GYE", "US LAX",
                                      "US OAK", "MX ZLO", "CL VAP", "CN NGB", "NZ TRG", "CO BUN", "JP CHB"};

/// A kind of merchant ship: type on the air, share of canal traffic, lengths and beam by length.
struct Kind {
    std::string_view name;
    std::uint8_t type;
    double shortest, longest, slender;  ///< slender = length / beam
    double speed_low, speed_high;       ///< knots
    int panamax_weight, neopanamax_weight;
};
constexpr std::array kinds = {
    Kind{"container", 71, 140, 366, 7.4, 13, 19, 18, 50}, Kind{"bulk", 70, 150, 235, 6.6, 11, 14, 28, 8},
    Kind{"tanker", 80, 120, 250, 6.2, 11, 14.5, 24, 4},   Kind{"gas", 84, 150, 300, 6.3, 13, 17, 8, 34},
    Kind{"vehicles", 79, 165, 200, 6.2, 14, 18, 10, 0},   Kind{"reefer", 79, 110, 170, 6.8, 15, 19, 6, 0},
    Kind{"general", 70, 85, 160, 6.6, 10, 14, 6, 0},      Kind{"cruise", 60, 180, 330, 8.0, 14, 20, 1, 4}};

template <class List>
const auto& drawn_by_weight(const List& list, Random& random, auto weight) {
    std::uint64_t whole = 0;
    for (const auto& item : list) whole += static_cast<std::uint64_t>(weight(item));
    std::uint64_t left = random.below(whole);
    for (const auto& item : list) {
        if (left < static_cast<std::uint64_t>(weight(item))) return item;
        left -= static_cast<std::uint64_t>(weight(item));
    }
    return list.back();
}

const Kind& kind_named(std::string_view name) {
    const auto found = std::ranges::find_if(kinds, [&](const Kind& k) { return k.name == name; });
    check(found != kinds.end());
    return *found;
}

/// Six digits and their check digit. Source: IMO resolution A.1117(30).
std::uint32_t imo_of(std::uint32_t six) {
    std::uint32_t sum = 0;
    for (std::uint32_t weight = 2, left = six; weight <= 7; ++weight, left /= 10) sum += left % 10 * weight;
    return six * 10 + sum % 10;
}

template <std::size_t N>
std::string_view any(const std::array<const char*, N>& words, Random& random) {
    return words[random.below(N)];
}

}  // namespace

std::vector<std::string_view> Registry::kinds_of_ship() {
    std::vector<std::string_view> names;
    for (const Kind& kind : kinds) names.push_back(kind.name);
    return names;
}

std::string_view Registry::far_port(bool pacific) {
    return pacific ? any(pacific_ports, random_) : any(atlantic_ports, random_);
}

void Registry::number(Identity& who, bool local) {
    const auto weight = [](const Flag& f) { return f.weight; };
    const Flag& flag = local ? drawn_by_weight(local_flags, random_, weight)
                             : drawn_by_weight(flags, random_, weight);
    who.number = ++made_;
    // Both maps take different numbers to different numbers, so nothing is given out twice.
    const std::uint64_t scattered = (std::uint64_t{made_} * 387'421ULL + 271'828ULL) % 1'000'000ULL;
    who.mmsi = flag.mid * 1'000'000U + static_cast<std::uint32_t>(scattered);
    if (!local) {
        const std::uint64_t hull = (std::uint64_t{made_} * 38'711ULL + 14'142ULL) % 90'000ULL;
        who.imo = imo_of(910'000U + static_cast<std::uint32_t>(hull));
    }
    std::string sign(flag.prefix);
    for (int i = 0; i < 2; ++i) sign += static_cast<char>('A' + random_.below(26));
    sign += static_cast<char>('0' + random_.below(10));
    if (random_.chance(0.5)) sign += static_cast<char>('0' + random_.below(10));
    who.call_sign = FixedText<7>(sign);
}

void Registry::size(Identity& who, double length, double beam) {
    const double aft = who.role == Role::tug || who.role == Role::pilot ? 0.5 : random_.uniform(0.12, 0.3);
    const auto whole = static_cast<std::uint16_t>(std::lround(length));
    who.dimensions.stern = static_cast<std::uint16_t>(std::max(1L, std::lround(length * aft)));
    who.dimensions.bow = static_cast<std::uint16_t>(whole - std::min(whole, who.dimensions.stern));
    const auto across = static_cast<std::uint16_t>(std::max(2L, std::lround(beam)));
    who.dimensions.port = static_cast<std::uint16_t>(across / 2);
    who.dimensions.starboard = static_cast<std::uint16_t>(across - across / 2);
}

Identity Registry::canal_ship(SizeClass size_class, bool wide) {
    const bool neo = size_class == SizeClass::neopanamax;
    const Kind& kind = drawn_by_weight(
        kinds, random_, [&](const Kind& k) { return neo ? k.neopanamax_weight : k.panamax_weight; });
    Identity who;
    who.role = Role::transit;
    who.size = size_class;
    who.ship_type = kind.type;
    number(who, false);
    if (neo) {  // 366 x 51.25 m at most; 32.31 m is the widest of the other class
        const double length = random_.uniform(std::max(230.0, kind.longest * 0.8), std::min(366.0, kind.longest));
        size(who, length, std::clamp(length / kind.slender, 36.0, 51.0));
    } else if (wide) {  // 294.13 x 32.31 m at most, and 27.74 m or more
        size(who, random_.uniform(175, 290), random_.uniform(28, 32.3));
    } else {
        size(who, random_.uniform(std::max(95.0, kind.shortest * 0.8), 175), random_.uniform(16, 26.5));
    }
    who.name = FixedText<20>(std::string(any(first_words, random_)) + " " + std::string(any(second_words, random_)));
    return who;
}

Identity Registry::merchant(std::string_view kind_name, double longest) {
    const Kind& kind = kind_named(kind_name);
    Identity who;
    who.role = Role::port_call;
    who.ship_type = kind.type;
    number(who, false);
    const double length = random_.uniform(std::min(kind.shortest, longest * 0.7), std::min(kind.longest, longest));
    size(who, length, std::clamp(length / kind.slender, 14.0, 51.0));
    who.name = FixedText<20>(std::string(any(first_words, random_)) + " " + std::string(any(second_words, random_)));
    return who;
}

Identity Registry::craft(Role role, bool class_a) {
    Identity who;
    who.role = role;
    who.transceiver = class_a ? model::Transceiver::class_a : model::Transceiver::class_b;
    number(who, role != Role::yacht || random_.chance(0.3));
    who.imo.reset();
    const auto boat = [&](std::uint8_t type, double short_, double long_, double slender) {
        who.ship_type = type;
        const double length = random_.uniform(short_, long_);
        size(who, length, length / slender);
    };
    std::string title;
    const std::string serial = std::to_string(who.number % 1000);
    switch (role) {
        case Role::tug: boat(52, 24, 32, 2.4); title = "REMOLCADOR " + serial; break;
        case Role::pilot: boat(50, 12, 18, 3.4); title = "PILOT BOAT " + serial; break;
        case Role::ferry: boat(60, 18, 32, 3.6); title = "FERRY " + std::string(any(boat_words, random_)); break;
        case Role::fishing: boat(30, 9, 26, 3.4); title = std::string(any(boat_words, random_)) + " " + serial; break;
        case Role::yacht: boat(random_.chance(0.7) ? 36 : 37, 9, 22, 3.4); title = any(yacht_words, random_); break;
        case Role::patrol: boat(55, 15, 45, 4.6); title = "PATRULLA P" + serial; break;
        case Role::dredger: boat(33, 60, 115, 4.6); title = "DRAGA " + std::string(any(boat_words, random_)); break;
        case Role::launch: boat(53, 9, 16, 3.3); title = "LANCHA " + serial; break;
        case Role::bunker: boat(80, 60, 105, 5.2); title = "BUNKER " + std::string(any(second_words, random_)); break;
        case Role::aircraft: title = "SAR " + serial; who.transceiver = model::Transceiver::sar_aircraft;
            who.mmsi = 111'370'000U + who.number % 1000; break;
        case Role::transit: case Role::port_call: case Role::through: check(false);
    }
    who.name = FixedText<20>(title);
    return who;
}

Identity Registry::made_up(Role role, std::uint8_t type, model::Transceiver transceiver, double length, double beam) {
    Identity who;
    who.role = role;
    who.ship_type = type;
    who.transceiver = transceiver;
    const bool local = transceiver == model::Transceiver::class_b;
    number(who, local);
    size(who, length, beam);
    const std::string name = local ? std::string(any(boat_words, random_))
                                   : std::string(any(first_words, random_)) + " " + std::string(any(second_words, random_));
    who.name = FixedText<20>(name);
    return who;
}

std::string_view Registry::prefix(std::uint32_t mmsi, bool same_country) {
    const std::uint32_t mid = mmsi / 1'000'000;
    const bool panama = (mid >= 351 && mid <= 357) || (mid >= 370 && mid <= 374);
    if (!same_country) return panama ? "V7" : "3E";
    if (panama) return random_.chance(0.5) ? "HP" : "3F";
    if (mid == 775) return "YV";  // Venezuela, the last of all: no ship of the ordinary traffic has it
    const auto flag = std::ranges::find(flags, mid, &Flag::mid);
    return flag != flags.end() ? flag->prefix : "";
}

VoyagePlan Registry::voyage(const Identity& who, std::string_view destination, Time arrival) {
    VoyagePlan plan;
    const double deepest = who.size == SizeClass::neopanamax ? 15.2 : 12.0;
    const double by_size = std::min(deepest, who.length().value * 0.052);
    plan.draught = {std::round(by_size * random_.uniform(0.65, 1.0) * 10) / 10};
    plan.destination = FixedText<20>(destination);
    const auto day = std::chrono::floor<std::chrono::days>(arrival);
    const std::chrono::year_month_day date{day};
    const auto minutes = std::chrono::duration_cast<std::chrono::minutes>(arrival - day).count();
    plan.eta.month = static_cast<std::uint8_t>(static_cast<unsigned>(date.month()));
    plan.eta.day = static_cast<std::uint8_t>(static_cast<unsigned>(date.day()));
    plan.eta.hour = static_cast<std::uint8_t>(minutes / 60);
    plan.eta.minute = static_cast<std::uint8_t>(minutes % 60 / 15 * 15);
    return plan;
}

Handling Registry::handling(const Identity& who) {
    Handling h;
    h.spread = random_.uniform(-1, 1);
    const auto knots = [&](double low, double high) { return from_knots(random_.uniform(low, high)).value; };
    const auto small = [&](double low, double high, double rate, double radius, double turn) {
        h.speed = knots(low, high);
        h.gather = h.slow = rate;
        h.turning_radius = radius;
        h.turn_rate = turn;
    };
    switch (who.role) {
        case Role::transit: case Role::port_call: case Role::through: {
            h.speed = knots(11.5, who.ship_type == 71 || who.ship_type == 79 ? 18.5 : 14);
            const double size = std::clamp(who.length().value / 300.0, 0.3, 1.2);
            h.gather = 0.022 / size;
            h.slow = 0.026 / size;
            h.turning_radius = 250 + 650 * size;
            h.turn_rate = 0.45 / size;
            break;
        }
        case Role::tug: small(8, 11, 0.08, 60, 3); break;
        case Role::pilot: small(14, 20, 0.25, 60, 6); break;
        case Role::ferry: small(14, 22, 0.15, 120, 3); break;
        case Role::fishing: small(6, 9.5, 0.1, 60, 3); break;
        case Role::yacht: small(4.5, 7.5, 0.1, 40, 4); break;
        case Role::patrol: small(16, 26, 0.25, 120, 5); break;
        case Role::dredger: small(2, 4, 0.03, 150, 0.5); break;
        case Role::launch: small(9, 15, 0.2, 40, 6); break;
        case Role::bunker: small(7, 9.5, 0.04, 150, 1); break;
        case Role::aircraft: small(110, 150, 1, 1500, 15); break;
    }
    return h;
}

}  // namespace vigia::traffic
