#pragma once
#include <array>
#include <string_view>

/// What gpsd's JSON calls the values of enumerated fields.
namespace vigia::ais::legends {

inline constexpr std::array<std::string_view, 16> status{
    "Under way using engine", "At anchor", "Not under command", "Restricted maneuverability",
    "Constrained by her draught", "Moored", "Aground", "Engaged in fishing", "Under way sailing",
    "Reserved for HSC", "Reserved for WIG", "Reserved", "Reserved", "Reserved", "Reserved", "Not defined"};

inline constexpr std::array<std::string_view, 16> device{
    "Undefined", "GPS", "GLONASS", "Combined GPS/GLONASS", "Loran-C", "Chayka",
    "Integrated navigation system", "Surveyed", "Galileo", "Reserved (9)", "Reserved (10)",
    "Reserved (11)", "Reserved (12)", "Reserved (13)", "Reserved (14)", "Reserved (15)"};

inline constexpr std::array<std::string_view, 16> station_type{
    "All types of mobiles", "Reserved for future use", "All types of Class B mobile stations",
    "SAR airborne mobile station", "Aid to Navigation station", "Class B shipborne mobile station",
    "Regional use and inland waterways", "Regional use and inland waterways",
    "Regional use and inland waterways", "Regional use and inland waterways",
    "Reserved for future use", "Reserved for future use", "Reserved for future use",
    "Reserved for future use", "Reserved for future use", "Reserved for future use"};

inline constexpr std::array<std::string_view, 32> aid_type{
    "Unspecified", "Reference point", "RACON", "Fixed offshore structure",
    "Spare, Reserved for future use.", "Light, without sectors", "Light, with sectors",
    "Leading Light Front", "Leading Light Rear", "Beacon, Cardinal N", "Beacon, Cardinal E",
    "Beacon, Cardinal S", "Beacon, Cardinal W", "Beacon, Port hand", "Beacon, Starboard hand",
    "Beacon, Preferred Channel port hand", "Beacon, Preferred Channel starboard hand",
    "Beacon, Isolated danger", "Beacon, Safe water", "Beacon, Special mark", "Cardinal Mark N",
    "Cardinal Mark E", "Cardinal Mark S", "Cardinal Mark W", "Port hand Mark", "Starboard hand Mark",
    "Preferred Channel Port hand", "Preferred Channel Starboard hand", "Isolated danger", "Safe Water",
    "Special Mark", "Light Vessel / LANBY / Rigs"};

inline constexpr std::string_view no_ship_type = "INVALID SHIP TYPE";
inline constexpr std::string_view future = "Reserved for future use";
#define VIGIA_TEN(kind, last)                                                                          \
    kind " - all ships of this type", kind " - Hazardous category A", kind " - Hazardous category B",  \
        kind " - Hazardous category C", kind " - Hazardous category D", kind " - Reserved for future use", \
        kind " - Reserved for future use", kind " - Reserved for future use",                          \
        kind " - Reserved for future use", kind " - " last
inline constexpr std::array<std::string_view, 100> ship_type{
    "Not available", future, future, future, future, future, future, future, future, future,
    future, future, future, future, future, future, future, future, future, future,
    VIGIA_TEN("Wing in ground (WIG)", "Reserved for future use"),
    "Fishing", "Towing", "Towing: length exceeds 200m or breadth exceeds 25m",
    "Dredging or underwater ops", "Diving ops", "Military ops", "Sailing", "Pleasure Craft", "Reserved",
    "Reserved",
    VIGIA_TEN("High speed craft (HSC)", "No additional information"),
    "Pilot Vessel", "Search and Rescue vessel", "Tug", "Port Tender", "Anti-pollution equipment",
    "Law Enforcement", "Spare - Local Vessel", "Spare - Local Vessel", "Medical Transport",
    "Ship according to RR Resolution No. 18",
    VIGIA_TEN("Passenger", "No additional information"), VIGIA_TEN("Cargo", "No additional information"),
    VIGIA_TEN("Tanker", "No additional information"), VIGIA_TEN("Other Type", "no additional information")};
#undef VIGIA_TEN

inline constexpr std::array<std::string_view, 4> trend{"steady", "increasing", "decreasing", "N/A"};
inline constexpr std::array<std::string_view, 8> precipitation{
    "reserved", "rain", "thunderstorm", "freezing rain", "mixed/ice", "snow", "reserved", "N/A"};
inline constexpr std::array<std::string_view, 4> ice{"no", "yes", "reserved", "N/A"};
inline constexpr std::array<std::string_view, 4> racon{"No RACON installed", "RACON not monitored",
                                                       "RACON operational", "RACON ERROR"};
inline constexpr std::array<std::string_view, 4> light{"No light or no monitoring", "Light ON",
                                                       "Light OFF", "Light ERROR"};
inline constexpr std::array<std::string_view, 6> hazard{"0 blue cones/lights", "1 blue cone/light",
                                                        "2 blue cones/lights", "3 blue cones/lights",
                                                        "4 B-Flag", "Unknown"};
inline constexpr std::array<std::string_view, 3> loaded{"N/A (default)", "Unloaded", "Loaded"};

/// Inland ship types: by the ERI code, or by the AIS type that stands for it. The first that fits counts.
struct InlandType {
    unsigned eri, ais;
    std::string_view legend;
};
inline constexpr InlandType inland_types[] = {
    {8000, 99, "Vessel, type unknown"},
    {8010, 79, "Motor freighter"},
    {8020, 89, "Motor tanker"},
    {8021, 80, "Motor tanker, liquid cargo, type N"},
    {8022, 80, "Motor tanker, liquid cargo, type C"},
    {8023, 89, "Motor tanker, dry cargo as if liquid (e.g. cement)"},
    {8030, 79, "Container vessel"},
    {8040, 80, "Gas tanker"},
    {8050, 79, "Motor freighter, tug"},
    {8060, 89, "Motor tanker, tug"},
    {8070, 79, "Motor freighter with one or more ships alongside"},
    {8080, 89, "Motor freighter with tanker"},
    {8090, 79, "Motor freighter pushing one or more freighters"},
    {8100, 89, "Motor freighter pushing at least one tank-ship"},
    {8110, 79, "Tug, freighter"},
    {8120, 89, "Tug, tanker"},
    {8130, 31, "Tug freighter, coupled"},
    {8140, 31, "Tug, freighter/tanker, coupled"},
    {8150, 99, "Freightbarge"},
    {8160, 99, "Tankbarge"},
    {8161, 90, "Tankbarge, liquid cargo, type N"},
    {8162, 90, "Tankbarge, liquid cargo, type C"},
    {8163, 99, "Tankbarge, dry cargo as if liquid (e.g. cement)"},
    {8170, 99, "Freightbarge with containers"},
    {8180, 90, "Tankbarge, gas"},
    {8210, 79, "Pushtow, one cargo barge"},
    {8220, 79, "Pushtow, two cargo barges"},
    {8230, 79, "Pushtow, three cargo barges"},
    {8240, 79, "Pushtow, four cargo barges"},
    {8250, 79, "Pushtow, five cargo barges"},
    {8260, 79, "Pushtow, six cargo barges"},
    {8270, 79, "Pushtow, seven cargo barges"},
    {8280, 79, "Pushtow, eigth cargo barges"},
    {8290, 79, "Pushtow, nine or more barges"},
    {8310, 80, "Pushtow, one tank/gas barge"},
    {8320, 80, "Pushtow, two barges at least one tanker or gas barge"},
    {8330, 80, "Pushtow, three barges at least one tanker or gas barge"},
    {8340, 80, "Pushtow, four barges at least one tanker or gas barge"},
    {8350, 80, "Pushtow, five barges at least one tanker or gas barge"},
    {8360, 80, "Pushtow, six barges at least one tanker or gas barge"},
    {8370, 80, "Pushtow, seven barges at least one tanker or gas barg"},
};

}  // namespace vigia::ais::legends
