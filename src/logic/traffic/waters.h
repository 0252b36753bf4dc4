#pragma once
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "base/units.h"
#include "geo/position.h"

namespace vigia::traffic {

/// A place where ways meet, by its index in Waters::nodes.
using NodeIndex = std::size_t;

struct Node {
    std::string name;
    geo::Position at;
    std::string sea;  ///< "atlantic" or "pacific" where ships come from the open sea; empty elsewhere
};

/// What kind of water a way leads through.
enum class Water : std::uint8_t {
    sea,        ///< open water
    lane,       ///< a lane of a traffic separation scheme
    fairway,    ///< approach to a channel
    channel,    ///< dredged or marked channel
    cut,        ///< the Culebra Cut, where wide ships do not meet
    lock,       ///< a flight of lock chambers
    anchorage,  ///< from a fairway into an anchorage; not a way through
    harbour,    ///< basins and landings
};

/// Part of a year, both days included, as month * 100 + day.
struct Season {
    int from = 0, to = 0;
    MetresPerSecond limit;
};

/// A stretch of water between two nodes, drawn so that its straight parts clear land.
struct Way {
    std::string name;
    NodeIndex from = 0, to = 0;
    std::vector<geo::Position> corners;  ///< from `from` to `to`, both included
    Water water = Water::sea;
    bool one_way = false;
    std::optional<MetresPerSecond> limit;        ///< for all
    std::optional<MetresPerSecond> large_limit;  ///< for ships of at least `large` length
    Metres large{0};
    std::optional<Season> season;  ///< a limit for part of the year
    Metres half_width{0};          ///< how far from the middle ships may keep
    std::string lock;              ///< only of a lock: its name in the scenario
    int chambers = 0, lanes = 0;   ///< only of a lock
};

/// A place alongside a quay. The straight way from its gate clears land.
struct Berth {
    std::string name, port;
    NodeIndex gate = 0;
    geo::Position at;
    Degrees heading;
    Metres length;  ///< the longest ship that it takes
};

/// A convex area in which ships anchor; any straight way from its gate into it clears land.
struct Anchorage {
    std::string name, sea;  ///< sea: "atlantic", "pacific" or "lake"
    NodeIndex gate = 0;
    std::vector<geo::Position> corners;
};

/// A convex area in which craft fish, patrol or sail; reached straight from its gate.
struct Ground {
    std::string name, use;
    NodeIndex gate = 0;
    std::vector<geo::Position> corners;
};

/// Where service craft lie when they have nothing to do.
struct Base {
    std::string name;
    NodeIndex gate = 0;
    geo::Position at;
    Degrees heading;
    int room = 1;
};

/// A place that incidents need: by name, with others of the same name, and a number to it.
struct Mark {
    std::string name, of;  ///< `of`: the ground, reach or coast that it belongs to
    geo::Position at;
    double number = 0;
};

/// The net of ways on which simulated vessels move, and the places where they stay.
struct Waters {
    std::vector<Node> nodes;
    std::vector<Way> ways;
    std::vector<Berth> berths;
    std::vector<Anchorage> anchorages;
    std::vector<Ground> grounds;
    std::vector<Base> bases;
    std::vector<Mark> marks;

    [[nodiscard]] std::optional<NodeIndex> node(std::string_view name) const;
    [[nodiscard]] const Way* lock(std::string_view name) const;
    [[nodiscard]] const Base* base(std::string_view name) const;
    [[nodiscard]] const Ground* ground(std::string_view name) const;
};

/// One way of a route, sailed from its beginning to its end or the other way round.
struct Travelled {
    std::size_t way = 0;
    bool backwards = false;
};

/// The shortest route that passes no lock, enters no one-way lane from its end, and crosses an
/// anchorage only when nothing else leads there. Empty when `from` is `to`; nothing when there is none.
/// Cost: some microseconds.
[[nodiscard]] std::optional<std::vector<Travelled>> route(const Waters& waters, NodeIndex from,
                                                          NodeIndex to);

/// The speed that a way allows to a ship of that length on that day of the year; nothing at sea.
[[nodiscard]] std::optional<MetresPerSecond> speed_limit(const Way& way, Metres length, int month_day);

/// A place inside a convex area: `u` and `v` in [0, 1) spread evenly over it.
[[nodiscard]] geo::Position inside(std::span<const geo::Position> corners, double u, double v);

/// Places in an area on a grid of that step, for anchoring clear of each other.
[[nodiscard]] std::vector<geo::Position> spots(std::span<const geo::Position> corners, Metres step);

}  // namespace vigia::traffic
