#pragma once
#include <optional>
#include <string_view>
#include <vector>

#include "logic/traffic/inside/script.h"

namespace vigia::traffic {

inline constexpr double knot = 1852.0 / 3600.0, mile = 1852.0, minute = 60.0, hour = 3600.0;

/// Limits of the definitions of docs/events.md as far as they are acted out; SI units. A table of the
/// simulator's own, since the judge must not read what the detectors read.
namespace limit {
inline constexpr double silence = 10 * minute, gap = 30 * minute, gap_reach = 1.3 * 14 * knot;
inline constexpr double jump = 2 * mile, common_span = 5 * minute, land_depth = 500;
inline constexpr double meeting_gap = 250, meeting_time = 15 * minute;
inline constexpr double alongside_gap = 50, alongside_time = 10 * minute;
inline constexpr double lone_stop_time = 15 * minute, feeder_length = 15, visit_time = 5 * minute;
inline constexpr double near_pass = 0.5 * mile, approach_speed = 12 * knot, approach_pass = 200;
inline constexpr double fast_by_day = 25 * knot, fast_by_night = 20 * knot, fast_time = 2 * minute;
inline constexpr double loiter_speed = 2 * knot, loiter_time = 60 * minute, drift_time = 10 * minute, drift_angle = 45;
inline constexpr double stop_time = 30, stop_from = 7 * knot, drag_lengths = 3, drag_least = 150, over_limit = 1 * knot;
inline constexpr double outside_time = 3 * minute, outside_widths = 2, wrong_time = 2 * minute;
inline constexpr double dam_reach = 150, port_reach = 3000, long_ship = 50, most_length = 400;
inline constexpr double length_change = 5, draught_rise = 3, silent_feed = 3 * minute;
inline constexpr double test_time = 2 * minute;
inline constexpr int together = 3;  ///< vessels that make a false or lost position one of an area
}  // namespace limit

/// Where and when something is acted out.
struct Scene {
    geo::Position at = geo::Position::of(0, 0);
    Time when{};
    std::string_view where;        ///< the ground or anchorage
    const Ground* ground = nullptr;
};

/// Plans all incidents of a scenario before it begins: draws times and places from the seed, keeps them
/// apart, and writes each actor's script. One family of behaviour a source file: incidents_*.cpp.
class Director {
  public:
    /// `start`: of the run; `earliest`: when the first actor may enter.
    Director(World::Inside& sea, Time start, Time earliest);
    /// One incident; whether room was found for it.
    bool stage(const Incidents& wanted, bool positive);

    // What is drawn: `meets` says on which side of the limit.
    double at_least(double limit, bool meets) { return limit * (meets ? random.uniform(1.1, 2.0) : random.uniform(0.5, 0.9)); }
    double at_most(double limit, bool meets) { return limit * (meets ? random.uniform(0.5, 0.9) : random.uniform(1.1, 2.0)); }
    double between(double low, double high) { return random.uniform(low, high); }
    double any_side() { return random.chance(0.5) ? 1 : -1; }
    Time any_time(double before, double after);

    // Where: nothing when there is no room. Seconds before and after, metres around.
    std::optional<Scene> open_water(std::string_view use, double radius, double before, double after);
    /// `side`: a sea or the name of an anchorage; empty for any but those of the lake.
    std::optional<Scene> at_anchor(std::string_view side, double before, double after);
    /// How many of this kind and sign are planned already: for taking variants in turn.
    [[nodiscard]] std::size_t planned() const;
    bool book(geo::Position at, double radius, Time begins, Time ends, double apart_seconds = 600);
    const Mark& mark(std::string_view of);  ///< any of those that belong to it

    // Who.
    Identity coaster();                       ///< 27 to 48 m, class A, a merchant of some kind
    Identity ship(double length, std::uint8_t type = 70);
    Identity boat(double length, std::uint8_t type, bool class_a);
    Handling coaster_hull();
    Handling ship_hull(const Identity& who, double speed);
    Handling boat_hull(double speed);

    // Scripts.
    /// From the open sea, on a straight way to the place, towards which it will steer `course` for `run` metres.
    Script from_sea(const Handling& hull, const Scene& scene, geo::Position to_place, double course, double run);
    /// Away on `course`, then out of reach.
    void to_sea(Script& script, const Scene& scene, double course, double run);
    /// A vessel that passes the place on a straight course, steady some miles before and after.
    struct Pass {
        Script script;
        Duration mark;
    };
    Pass pass(const Handling& hull, const Scene& scene, geo::Position at, double course, double before, double after);
    Script from_base(const Handling& hull, std::string_view base, const Place& to_place, const Identity& who, double pace = 0.9);
    void to_base(Script& script, const Place& from_place, std::string_view base, const Identity& who);
    /// A ship that comes in from the sea to lie at a spot of an anchorage, head to wind after a while.
    Script to_anchor(const Handling& hull, const Identity& who, const Scene& scene);
    void leave_anchor(Script& script, const Identity& who, const Scene& scene);
    Place anchor_place(const Scene& scene) const;
    [[nodiscard]] double wind() const { return sea.scenario.wind_from.value; }

    /// Adds an actor who is at `mark` of the script at that time; whether it can come so early.
    bool act(const Identity& who, const Script& script, Duration mark, Time when);
    void cue(Cue cue) { cues_.push_back(std::move(cue)); }
    Cue cue_for(const Identity& who, Cue::Kind kind, Time begins, Time ends) const;
    void decides(Time begins, Time ends) { staged_.from = begins, staged_.to = ends; }

    World::Inside& sea;
    Random random;
    Registry registry;
    bool positive = true;
    Time run_start{}, earliest{}, from{}, to{};

  private:
    struct Booking {
        geo::Position at;
        double radius;
        Time from, to;
        IncidentKind kind;
    };
    bool act_out();
    void reserve_anchorages();

    std::vector<Booking> bookings_;
    std::size_t kept_ = 0;  ///< bookings of incidents that are settled
    std::vector<Actor> actors_;
    std::vector<Cue> cues_;
    Staged staged_;
    struct Spot {
        std::size_t anchorage;
        geo::Position at;
    };
    std::vector<Spot> spots_;
};

// incidents_meeting.cpp
bool rendezvous(Director& d);
bool tight_rendezvous(Director& d);
bool dark_rendezvous(Director& d);
bool feeder(Director& d);
bool drop_pattern(Director& d);
// incidents_approach.cpp
bool close_quarters(Director& d);
bool fast_approach(Director& d);
bool site_approach(Director& d);
bool zone_entry(Director& d);
bool zone_exit(Director& d);
// incidents_motion.cpp
[[nodiscard]] geo::Position scene_point(Director& d, const Ground& ground);  ///< any place inside
bool go_fast(Director& d);
bool loitering(Director& d);
bool adrift(Director& d);
bool sudden_stop(Director& d);
bool anchor_drag(Director& d);
// incidents_rules.cpp
bool speeding(Director& d);
bool lane_departure(Director& d);
bool wrong_way(Director& d);
bool port_visit(Director& d);
bool transit_compliance(Director& d);
// incidents_radio.cpp
bool dark_activity(Director& d);
bool gap_movement(Director& d);
bool impossible_jump(Director& d);
bool mmsi_collision(Director& d);
bool gnss_spoofing(Director& d);
bool gnss_jamming(Director& d);
bool on_land(Director& d);
bool out_of_footprint(Director& d);
bool feed_deaf(Director& d);
// incidents_words.cpp
bool static_inconsistency(Director& d);
bool watch_list(Director& d);
// incidents_distress.cpp
bool distress(Director& d);
bool test_transmission(Director& d);
bool not_under_command(Director& d);
bool aground(Director& d);
bool safety_text(Director& d);

}  // namespace vigia::traffic
