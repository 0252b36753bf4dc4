#include "logic/traffic/world.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "base/text.h"
#include "logic/traffic/inside/sea.h"

namespace vigia::traffic {

namespace {

constexpr double anchor_step = 620;        ///< metres between ships at anchor
constexpr std::array lock_names = {"gatun", "agua_clara", "pedro_miguel", "miraflores", "cocoli"};

/// "what "x" is unknown; the nearest is "y"".
template <class List, class Name>
std::string unknown(std::string_view what, std::string_view name, const List& list, Name name_of) {
    std::vector<std::string_view> names;
    for (const auto& item : list) names.push_back(name_of(item));
    const std::string_view near = nearest(name, names.data(), names.size());
    std::string text = std::string(what) + " \"" + std::string(name) + "\" is not in the waters";
    if (!near.empty()) text += "; the nearest name is \"" + std::string(near) + "\"";
    return text + ".";
}

/// Proves that all places that a scenario names exist and can be reached from one another.
class Prover {
  public:
    Prover(const Scenario& scenario, const Waters& waters) : s_(scenario), w_(waters) {}

    std::string first_fault() {
        locks();
        for (const PortCalls& p : s_.ports) port(p);
        for (const Fleet& f : s_.fleets) fleet(f);
        for (const Ferry& f : s_.ferries) together(base(f.from), base(f.to), f.from, f.to);
        for (const Through& t : s_.through) through(t);
        for (const Flights& f : s_.flights) ground(f.ground);
        for (const LimitChange& l : s_.limits) {
            if (std::ranges::none_of(w_.ways, [&](const Way& w) { return w.name == l.way; })) {
                fault(unknown("reach", l.way, w_.ways, [](const Way& w) { return std::string_view(w.name); }));
            }
        }
        return fault_;
    }

  private:
    void fault(std::string text) {
        if (fault_.empty()) fault_ = std::move(text);
    }
    void locks() {
        for (const char* name : lock_names) {
            if (w_.lock(name) == nullptr) fault("the waters have no lock \"" + std::string(name) + "\".");
        }
        for (const LockRule& rule : s_.locks) {
            if (w_.lock(rule.name) == nullptr) {
                fault(unknown("lock", rule.name, lock_names, [](const char* n) { return std::string_view(n); }));
            }
        }
    }
    void port(const PortCalls& calls) {
        if (std::ranges::none_of(w_.berths, [&](const Berth& b) { return b.port == calls.port; })) {
            fault(unknown("port", calls.port, w_.berths, [](const Berth& b) { return std::string_view(b.port); }));
        }
        for (const std::string& kind : calls.ships) {
            if (!Registry::is_kind(kind)) fault("\"" + kind + "\" is not a kind of ship; see docs/scenarios.md.");
        }
    }
    std::optional<NodeIndex> base(const std::string& name) {
        const Base* found = w_.base(name);
        if (found != nullptr) return found->gate;
        fault(unknown("base", name, w_.bases, [](const Base& b) { return std::string_view(b.name); }));
        return std::nullopt;
    }
    std::optional<NodeIndex> ground(const std::string& name) {
        const Ground* found = w_.ground(name);
        if (found != nullptr) return found->gate;
        fault(unknown("ground", name, w_.grounds, [](const Ground& g) { return std::string_view(g.name); }));
        return std::nullopt;
    }
    void fleet(const Fleet& f) {
        const auto home = base(f.base);
        for (const std::string& g : f.grounds) together(home, ground(g), f.base, g);
    }
    void through(const Through& t) {
        const auto name = [](const Node& n) { return std::string_view(n.name); };
        const auto from = w_.node(t.from), to = w_.node(t.to);
        if (!from) return fault(unknown("node", t.from, w_.nodes, name));
        if (!to) return fault(unknown("node", t.to, w_.nodes, name));
        together(from, to, t.from, t.to);
        together(to, from, t.to, t.from);
    }
    void together(std::optional<NodeIndex> a, std::optional<NodeIndex> b, const std::string& from, const std::string& to) {
        if (!a || !b || *a == *b || route(w_, *a, *b)) return;
        fault("no way leads from \"" + from + "\" to \"" + to + "\" without passing a lock.");
    }

    const Scenario& s_;
    const Waters& w_;
    std::string fault_;
};

std::size_t vessels_wanted(const Scenario& s) {
    double count = 0;
    for (const Fleet& f : s.fleets) count += f.count;
    for (const Ferry& f : s.ferries) count += f.boats;
    for (const Transits& t : s.transits) count += t.waiting * 4 + t.per_day * 2;
    for (const PortCalls& p : s.ports) count += p.per_day * p.stay_hours_high / 12;
    for (const Through& t : s.through) count += t.per_day;
    return static_cast<std::size_t>(count);
}

}  // namespace

World::Inside::Inside(Scenario s, Waters w, std::uint64_t seed)
    : scenario(std::move(s)), waters(std::move(w)), random(seed), registry(random) {
    for (const LimitChange& change : scenario.limits) {
        for (Way& way : waters.ways) {
            if (way.name != change.way) continue;
            way.limit = change.limit;
            if (way.large_limit) way.large_limit = std::min(*way.large_limit, change.limit);
        }
    }
    for (const Anchorage& a : waters.anchorages) {
        spots.push_back(traffic::spots(a.corners, {anchor_step}));
        spot_taken.emplace_back(spots.back().size(), false);
    }
    berth_taken.assign(waters.berths.size(), false);
    for (const Base& b : waters.bases) base_taken.emplace_back(static_cast<std::size_t>(b.room), false);
    for (const char* name : lock_names) {
        if (std::ranges::none_of(scenario.locks, [&](const LockRule& r) { return r.name == name; })) {
            scenario.locks.push_back({name, 10, 6, 45});
        }
    }
    for (const LockRule& rule : scenario.locks) {
        locks.emplace_back(waters.lock(rule.name)->lanes, Duration{std::llround(rule.headway_minutes * 60'000)});
    }
    queues.resize(scenario.transits.size());
}

/// Sets all going at a local midnight long before the start, and lives until the start.
void World::Inside::settle(Time start) {
    const auto after = [&](double per_day) { return now + Duration{std::llround(random.exponential(86'400'000 / per_day))}; };
    now = local_midnight(start - Duration{std::llround(scenario.warm_up_hours * 3'600'000)});
    place_fleets();
    for (std::uint32_t i = 0; i < scenario.transits.size(); ++i) {
        const Transits& t = scenario.transits[i];
        for (int k = 0; k < t.waiting; ++k) {
            const Slot ship = canal_ship(i, true);
            if (ship != nobody) queues[i].push_back(ship);
        }
        plan_day(i, now);
        plan_day(i, now + std::chrono::hours(24));
        at(now + std::chrono::hours(12), Event::Kind::plan_day, i);
        if (t.per_day * (1 - t.booked) > 0) at(after(t.per_day * (1 - t.booked)), Event::Kind::unbooked_ship, i);
    }
    for (std::uint32_t i = 0; i < scenario.ports.size(); ++i) at(after(scenario.ports[i].per_day), Event::Kind::port_ship, i);
    for (std::uint32_t i = 0; i < scenario.through.size(); ++i) at(after(scenario.through[i].per_day), Event::Kind::through_ship, i);
    for (std::uint32_t i = 0; i < scenario.flights.size(); ++i) at(after(scenario.flights[i].per_day), Event::Kind::flight, i);
    while (!events.empty() && events.top().at < start) {
        run_until(events.top().at);
        changes.clear();
    }
    now = std::max(now, start);
    changes.clear();
}

World::World(std::unique_ptr<Inside> inside) : inside_(std::move(inside)) {}
World::World(World&&) noexcept = default;
World& World::operator=(World&&) noexcept = default;
World::~World() = default;

Result<World> World::make(Scenario scenario, Waters waters, std::uint64_t seed, Time start) {
    const std::string fault = Prover(scenario, waters).first_fault();
    if (!fault.empty()) return fail(ErrorKind::bad_input, "scenario \"" + scenario.name + "\": " + fault);
    if (vessels_wanted(scenario) > static_cast<std::size_t>(most_vessels)) {
        return fail(ErrorKind::limit, "scenario \"" + scenario.name + "\" asks for more than " +
                                          std::to_string(most_vessels) + " vessels at once.");
    }
    auto inside = std::make_unique<Inside>(std::move(scenario), std::move(waters), seed);
    inside->settle(start);
    return World(std::move(inside));
}

Time World::next() const { return inside_->events.empty() ? never : inside_->events.top().at; }

std::span<const Change> World::step() {
    inside_->changes.clear();
    if (!inside_->events.empty()) inside_->run_until(inside_->events.top().at);
    return inside_->changes;
}

std::size_t World::slots() const { return inside_->vessels.size(); }
bool World::present(Slot slot) const { return inside_->vessels[slot].present; }
const Identity& World::identity(Slot slot) const { return inside_->vessels[slot].who; }
const VoyagePlan& World::plan(Slot slot) const { return inside_->vessels[slot].plan; }
State World::state(Slot slot, Time at) { return inside_->state(slot, at); }
const Tally& World::tally() const { return inside_->tally; }
const Scenario& World::scenario() const { return inside_->scenario; }

std::string_view name(Role role) {
    switch (role) {
        case Role::transit: return "transit";
        case Role::port_call: return "port_call";
        case Role::through: return "through";
        case Role::tug: return "tug";
        case Role::pilot: return "pilot";
        case Role::ferry: return "ferry";
        case Role::fishing: return "fishing";
        case Role::yacht: return "yacht";
        case Role::patrol: return "patrol";
        case Role::dredger: return "dredger";
        case Role::launch: return "launch";
        case Role::bunker: return "bunker";
        case Role::aircraft: return "aircraft";
    }
    std::unreachable();
}

std::string_view name(SizeClass size) {
    switch (size) {
        case SizeClass::none: return "none";
        case SizeClass::panamax: return "panamax";
        case SizeClass::neopanamax: return "neopanamax";
    }
    std::unreachable();
}

std::string_view name(Direction direction) {
    switch (direction) {
        case Direction::northbound: return "northbound";
        case Direction::southbound: return "southbound";
    }
    std::unreachable();
}

std::string_view name(Activity activity) {
    switch (activity) {
        case Activity::under_way: return "under_way";
        case Activity::at_anchor: return "at_anchor";
        case Activity::moored: return "moored";
        case Activity::turning: return "turning";
        case Activity::waiting_at_lock: return "waiting_at_lock";
        case Activity::in_lock: return "in_lock";
        case Activity::attending: return "attending";
        case Activity::working: return "working";
    }
    std::unreachable();
}

}  // namespace vigia::traffic
