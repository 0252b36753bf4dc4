#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "base/time.h"
#include "base/units.h"
#include "geo/position.h"
#include "logic/traffic/incident.h"
#include "model/observation.h"

namespace vigia::traffic {

/// The two sizes of canal ships: those of the locks of 1914, and those that need the locks of 2016.
enum class SizeClass : std::uint8_t { none, panamax, neopanamax };
enum class Direction : std::uint8_t { northbound, southbound };

/// What a vessel does for a living.
enum class Role : std::uint8_t {
    transit,   ///< passes the Canal
    port_call, ///< comes to a berth and leaves again
    through,   ///< passes by at sea
    tug, pilot, ferry, fishing, yacht, patrol, dredger, launch, bunker,
    aircraft,  ///< search and rescue
};

/// A time of day in local time (UTC-5), as minutes after midnight.
using MinuteOfDay = int;

/// A name as the file gives it, and where, for the fault of one that is not known.
struct Word {
    std::string text;
    std::size_t line = 0, column = 0;
};

/// Ships of one class that pass the Canal in one direction.
struct Transits {
    std::string name;
    SizeClass size = SizeClass::panamax;
    Direction direction = Direction::southbound;
    double per_day = 1;
    MinuteOfDay first = 0, last = 0;  ///< the slots of a day, evenly between these, at the first lock
    double booked = 0.7;   ///< part of the slots whose ship has booked and comes some hours before
    double wide = 0.6;     ///< part of the ships that are too wide to meet others in the Cut
    int waiting = 10;      ///< ships without booking that wait when the scenario begins
    double wait_hours_low = 5, wait_hours_high = 16;  ///< how long before its slot a booked ship comes
};

/// How a flight of locks works.
struct LockRule {
    Word name;
    double step_minutes = 10;      ///< in each chamber
    double approach_minutes = 6;   ///< at the approach wall
    double headway_minutes = 45;   ///< between two ships of one direction in one lane
};

/// When ships too wide to meet may enter the Culebra Cut.
struct CutRule {
    Metres wide{27.74};
    MinuteOfDay north_from = 0, north_to = 690, south_from = 750, south_to = 1410;
};

/// Ships that call at a port.
struct PortCalls {
    Word port;
    double per_day = 1;
    double stay_hours_low = 12, stay_hours_high = 36;
    std::vector<Word> ships;  ///< kinds: "container", "tanker", ...
};

/// Craft that live here.
struct Fleet {
    Role role = Role::fishing;
    int count = 1;
    Word base;                         ///< where they lie
    std::vector<Word> grounds;         ///< where they work
    double class_a = 0;                ///< part that has a class A transceiver; the others class B
    double busy = 0.3;                 ///< part of their time under way
};

/// Boats that go between two places by a timetable.
struct Ferry {
    std::string name;
    Word from, to;  ///< names of bases
    int boats = 1;
    MinuteOfDay first = 420, last = 1080;
    double every_minutes = 90;
    MetresPerSecond speed{8};
};

/// Ships that pass by without calling.
struct Through {
    std::string name;
    Word from, to;  ///< names of nodes
    double per_day = 4;
};

/// Search and rescue aircraft.
struct Flights {
    double per_day = 2;
    Word ground;
};

/// A shore station that hears AIS.
struct Receiver {
    std::string name;
    geo::Position at = geo::Position::of(0, 0);
    Metres range{40000};      ///< beyond it nothing is heard
    double loss = 0.02;       ///< part of the messages lost even close by
    double delay_ms = 120;    ///< mean time from the end of a message to its line
    std::optional<std::uint32_t> mmsi;  ///< set when it is also a base station that sends type 4
    bool satellite = false;   ///< hears long-range messages (type 27) only, everywhere
    /// Sectors hidden by high land: bearings clockwise from `from` to `to`, heard up to `range`.
    struct Shadow { Degrees from, to; Metres range; };
    std::vector<Shadow> shadows;
};

/// A buoy or beacon that sends type 21.
struct Aid {
    std::string name;
    std::uint32_t mmsi = 0;
    int type = 0;  ///< ITU-R M.1371-5, annex 8, table 74
    geo::Position at = geo::Position::of(0, 0);
    bool is_virtual = false;
};

/// Another limit for a stretch of water, by the name of its way.
struct LimitChange {
    Word way;
    MetresPerSecond limit;
};

/// Everything a scenario file says. Written down for authors in docs/scenarios.md.
struct Scenario {
    std::string file;  ///< where it was read, for errors
    std::string name, about;
    Time start{};
    int days = 1;
    double warm_up_hours = 72;  ///< lived through before the start, so that it begins in steady state
    Degrees wind_from{20};
    MetresPerSecond wind{6};
    std::vector<Transits> transits;
    std::vector<LockRule> locks;
    CutRule cut;
    std::vector<PortCalls> ports;
    std::vector<Fleet> fleets;
    std::vector<Ferry> ferries;
    std::vector<Through> through;
    std::vector<Flights> flights;
    std::vector<Receiver> receivers;
    std::vector<Aid> aids;
    std::vector<LimitChange> limits;
    std::vector<Incidents> incidents;
    std::vector<Watched> watched;
};

/// Upper bounds of a scenario; passing one is refused.
inline constexpr int most_days = 3660;
inline constexpr int most_of_a_list = 4096;
inline constexpr int most_vessels = 20'000;

/// Where a receiver or an aid may stand: far beyond the waters, and so that exchanged numbers are refused.
inline constexpr geo::Box stations_within{-100, -10, -60, 25};

/// Reads a scenario. `file` is named in errors. Names of places are not proved here (see World::make).
/// Errors: bad_input as `file:line:column: key: what is wrong; the nearest valid key` (`at` = line).
[[nodiscard]] Result<Scenario> scenario_from_toml(std::string_view text, std::string_view file);

[[nodiscard]] std::string_view name(Role role);
[[nodiscard]] std::string_view name(SizeClass size);
[[nodiscard]] std::string_view name(Direction direction);

}  // namespace vigia::traffic
