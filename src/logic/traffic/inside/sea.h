#pragma once
#include <cstdint>
#include <deque>
#include <map>
#include <memory>
#include <queue>
#include <string>
#include <string_view>
#include <vector>

#include "base/random.h"
#include "logic/traffic/cue.h"
#include "logic/traffic/inside/lanes.h"
#include "logic/traffic/inside/registry.h"
#include "logic/traffic/inside/voyage.h"
#include "logic/traffic/world.h"

namespace vigia::traffic {

inline constexpr Slot nobody = 0xFFFFFFFF;
inline constexpr Time never = Time::max();

/// Where a vessel is at rest, and the node from which the net of ways is reached.
struct Place {
    NodeIndex gate = 0;
    geo::Position at = geo::Position::of(0, 0);
    double heading = 0;
    std::string_view name;
    double limit = 4.2;             ///< m/s, between it and its gate
    std::uint16_t reach = no_reach; ///< in which it lies
};

/// What is done for others when a task begins.
enum class Note : std::uint8_t { none, free_spot, free_berth, release_followers, transit_done, home };

/// Motion that owes nothing to the helm: along a straight line, the heading for itself.
struct Drift {
    double course = 0;
    double first_speed = 0, speed = 0, ramp = 1;  ///< m/s at the beginning, then, and seconds in between
    double turn = 0, rate = 1;                    ///< degrees to turn in all, degrees a second
};
/// Metres carried after so many seconds.
[[nodiscard]] double drifted(const Drift& drift, double time);

/// One thing to do. A vessel does its tasks one after the other.
struct Task {
    enum class Kind : std::uint8_t { go, rest, anchor, follow, drift, leave };
    Kind kind = Kind::rest;
    Note note = Note::none;
    Activity activity = Activity::under_way;
    model::NavigationStatus status = model::NavigationStatus::under_way_using_engine;
    Place to;                         ///< go
    std::vector<Corner> corners;      ///< go: the whole way, when it is not the shortest route
    double pace = 0.94;               ///< go: part of the limit that is used
    double top = 1e9;                 ///< go: m/s
    bool on_and_out = false;          ///< go: keeps its speed at the end (leaves to sea)
    Duration time{0};                 ///< rest, anchor, follow: for so long, or
    Time until{};                     ///< until then, when set; `never`: until told
    Slot whom = nobody;               ///< follow
    double align = -1;                ///< rest: turns evenly to this heading until its end
    std::shared_ptr<const Voyage> voyage;  ///< go: worked out already
    Drift drift;
};

struct Leg {
    enum class Kind : std::uint8_t { rest, swing, voyage, follow, drift };
    Kind kind = Kind::rest;
    Activity activity = Activity::moored;
    model::NavigationStatus status = model::NavigationStatus::moored;
    Time begun{}, ends = never;
    std::string_view name;
    // rest and swing: from where, heading, and how it turns
    double latitude = 0, longitude = 0, heading = 0, turn = 0;
    double radius = 0, phase = 0;
    // voyage
    std::string_view left;  ///< the place that it left
    bool scripted = false;  ///< its speeds are not those allowed
    std::shared_ptr<const Voyage> voyage;
    Cursor cursor;
    // follow
    Slot leader = nobody;
    double ahead = 0, aside = 0;
    Drift drift;
};

/// One who acts in an incident, from entering to leaving.
struct Actor {
    Time enters{};
    Identity who;
    Handling hull;
    VoyagePlan plan;
    Place place;
    std::deque<Task> tasks;
};

struct Vessel {
    bool present = false;
    std::uint32_t legs = 0;  ///< counts legs over the life of the slot: tells stale events apart
    Identity who;
    VoyagePlan plan;
    Handling hull;
    Place place;
    Leg leg;
    std::deque<Task> tasks;
    std::shared_ptr<const Voyage> waiting_voyage;  ///< begins when the head has swung round
    Task going;                                    ///< the task of `waiting_voyage`
    std::vector<Slot> followers;
    double altitude = 0;
    int fleet = -1, ferry = -1, stream = -1;
    std::uint64_t transit_slot = 0;  ///< booked
    std::size_t anchorage = 0, spot = 0, berth = 0;
    std::size_t base = 0, base_number = 0;
    bool has_base = false;
    bool has_spot = false, has_berth = false, idle = false, chosen = false, boat_out = false;
};

struct Event {
    enum class Kind : std::uint8_t { leg_end, plan_day, booked_ship, unbooked_ship, slot, port_ship, through_ship, flight, call, actor };
    Time at{};
    std::uint64_t order = 0;
    Kind kind = Kind::leg_end;
    std::uint32_t index = 0;   ///< slot of a vessel, or place in a list of the scenario
    std::uint64_t key = 0;     ///< leg count, or number of a transit slot
    bool operator>(const Event& other) const {
        return at != other.at ? at > other.at : order > other.order;
    }
};

/// A pilot boat or tugs that a ship will need.
struct Call {
    Slot ship = nobody;
    std::uint32_t number = 0;  ///< of the ship: its slot may have another by then
    int tugs = 0;              ///< 0: a pilot boat
    Place join;
    Time ready{};
};

/// A turn at rest, then a voyage.
struct Passage {
    std::shared_ptr<const Voyage> voyage;
    double turn_seconds = 0;
    [[nodiscard]] Duration lasts() const;
};

/// All that moves, and the rules by which it does. One behaviour a source file: sea.cpp (legs and
/// events), transits.cpp, ports.cpp, craft.cpp, service.cpp.
struct World::Inside {
    Scenario scenario;
    Waters waters;
    Random random;
    Registry registry;
    Time now{};
    std::vector<Vessel> vessels;
    std::vector<Slot> free;
    std::priority_queue<Event, std::vector<Event>, std::greater<>> events;
    std::uint64_t order = 0;
    std::vector<Change> changes;
    Tally tally;
    std::vector<std::vector<geo::Position>> spots;      ///< of each anchorage
    std::vector<std::vector<bool>> spot_taken;
    std::vector<bool> berth_taken;
    std::vector<std::vector<bool>> base_taken;          ///< the places of each base
    std::vector<LockBook> locks;                        ///< as scenario.locks
    std::vector<std::deque<Slot>> queues;               ///< unbooked ships, by stream of transits
    std::uint64_t slots_planned = 0;
    std::map<std::uint64_t, Call> calls;
    enum Link : std::uint8_t { unasked, together, apart };
    mutable std::vector<Link> linked;                   ///< what `connected` has found, by pair of nodes
    std::uint64_t calls_made = 0;
    std::vector<Actor> cast;                            ///< of the incidents
    std::vector<Cue> cues;
    std::vector<Staged> staged;

    Inside(Scenario s, Waters w, std::uint64_t seed);

    // sea.cpp
    void at(Time when, Event::Kind kind, std::uint32_t index, std::uint64_t key = 0);
    void run_until(Time when);
    void handle(const Event& event);
    Slot appear(Identity who, const Place& place);
    void next_task(Slot slot);
    void begin(Slot slot, Task task);
    void begin_go(Slot slot, Task task);
    void strand(Slot slot);
    void begin_voyage(Slot slot, const Task& task, std::shared_ptr<const Voyage> voyage);
    void begin_rest(Slot slot, const Task& task);
    void begin_follow(Slot slot, const Task& task);
    void begin_drift(Slot slot, const Task& task);
    void take_note(Slot slot, Note note);
    void leave(Slot slot);
    void set_leg(Slot slot, Leg leg);
    void wake(Slot slot);
    void push(Slot slot, Task task) { vessels[slot].tasks.push_back(std::move(task)); }
    State state(Slot slot, Time when);
    [[nodiscard]] std::vector<Corner> corners(const Place& from, const Place& to, const Identity& who) const;
    void add_way(const Way& way, std::size_t index, bool backwards, const Identity& who, std::vector<Corner>& out) const;
    [[nodiscard]] Passage passage(const Vessel& vessel, const Place& from, const Task& go, double begin_speed = 0) const;
    [[nodiscard]] Place node_place(NodeIndex node) const;
    void arrive_from_sea(Slot slot, Task first);

    // places.cpp
    bool take_spot(Slot slot, std::string_view sea, Place& out);
    /// Its own place at a base, kept until it takes one elsewhere.
    [[nodiscard]] Place base_place(Slot slot, std::size_t base);
    [[nodiscard]] Place ground_place(const Ground& ground);
    [[nodiscard]] bool connected(NodeIndex a, NodeIndex b) const;
    void push_berth(Slot slot, const Place& berth, Duration stay);
    [[nodiscard]] NodeIndex sea_gate(std::string_view sea) { return sea_gate_of(sea, random); }
    [[nodiscard]] NodeIndex sea_gate_of(std::string_view sea, Random& drawn) const;
    [[nodiscard]] std::size_t base_index(std::string_view name) const;

    // transits.cpp
    void plan_day(std::uint32_t stream, Time midnight);
    Slot canal_ship(std::uint32_t stream, bool at_anchor);
    void unbooked_ship(std::uint32_t stream);
    void choose_ship(std::uint32_t stream, std::uint64_t number);
    void start_transit(Slot ship, Time slot_time);
    void finish_transit(Slot ship, bool pacific);

    // ports.cpp
    void port_ship(std::uint32_t index);
    void through_ship(std::uint32_t index);
    void flight(std::uint32_t index);

    // world.cpp
    void settle(Time start);
    void stage_incidents(Time start);
    std::string fault;  ///< why the scenario cannot be played

    // incidents.cpp
    void enter(std::uint32_t index);

    // craft.cpp
    void place_fleets();
    void idle_craft(Slot slot);

    // service.cpp
    void call_pilot_boat(Slot ship, Time boarding);
    void call_tugs(Slot ship, const Place& join, Time ready, int count);
    void answer(std::uint64_t call);
    void send_pilot_boat(Slot ship, Time boarding);
    void send_tugs(Slot ship, const Place& join, Time ready, int count);
    void go_home(Slot slot);
};

/// Minutes after local midnight, UTC-5.
[[nodiscard]] Time local(Time midnight, int minutes);
[[nodiscard]] Time local_midnight(Time at);
[[nodiscard]] int month_day(Time at);
[[nodiscard]] Duration seconds(double s);
[[nodiscard]] geo::Position offset(geo::Position from, double heading, double ahead, double aside);

}  // namespace vigia::traffic
