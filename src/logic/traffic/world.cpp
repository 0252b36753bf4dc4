#include "logic/traffic/world.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <set>

#include <fmt/format.h>

#include "base/text.h"
#include "logic/traffic/inside/director.h"

namespace vigia::traffic {

namespace {

constexpr double anchor_step = 620;        ///< metres between ships at anchor
constexpr std::array lock_names = {"gatun", "agua_clara", "pedro_miguel", "miraflores", "cocoli"};

/// Proves that all places that a scenario names exist and can be reached from one another.
class Prover {
  public:
    Prover(const Scenario& scenario, const Waters& waters) : s_(scenario), w_(waters) {}

    std::string first_fault() {
        locks();
        for (const PortCalls& p : s_.ports) port(p);
        for (const Fleet& f : s_.fleets) fleet(f);
        for (const Ferry& f : s_.ferries) together(base("ferries.from", f.from), base("ferries.to", f.to), f.from, f.to);
        for (const Through& t : s_.through) through(t);
        for (const Flights& f : s_.flights) ground("aircraft.ground", f.ground);
        for (const LimitChange& l : s_.limits)
            if (std::ranges::none_of(w_.ways, [&](const Way& w) { return w.name == l.way.text; }))
                unknown("speed_limits.reach", l.way, w_.ways, [](const Way& w) { return std::string_view(w.name); });
        return fault_;
    }

  private:
    void fault(const Word& where, const std::string& text) {
        if (fault_.empty()) fault_ = fmt::format("{}:{}:{}: {}", s_.file, where.line, where.column, text);
    }
    /// Tells that a name is not known, with the nearest one, else with all there are.
    template <class List, class Name>
    void unknown(std::string_view key, const Word& word, const List& list, Name name_of) {
        std::set<std::string_view> sorted;
        for (const auto& item : list) sorted.insert(name_of(item));
        const std::vector<std::string_view> names(sorted.begin(), sorted.end());
        const std::string_view near = nearest(word.text, names.data(), names.size());
        std::string meant = fmt::format("did you mean \"{}\"?", near);
        if (near.empty()) {
            meant.clear();
            for (const std::string_view name : names) meant += (meant.empty() ? "there are: " : ", ") + std::string(name);
            meant += '.';
        }
        fault(word, fmt::format("{}: \"{}\" is not known; {}", key, word.text, meant));
    }
    void locks() {
        for (const char* name : lock_names)
            if (w_.lock(name) == nullptr) fault({}, fmt::format("the waters have no lock \"{}\".", name));
        for (const LockRule& rule : s_.locks)
            if (w_.lock(rule.name.text) == nullptr)
                unknown("locks.name", rule.name, lock_names, [](const char* n) { return std::string_view(n); });
    }
    void port(const PortCalls& calls) {
        if (std::ranges::none_of(w_.berths, [&](const Berth& b) { return b.port == calls.port.text; }))
            unknown("ports.name", calls.port, w_.berths, [](const Berth& b) { return std::string_view(b.port); });
        const auto kinds = Registry::kinds_of_ship();
        for (const Word& kind : calls.ships)
            if (std::ranges::find(kinds, kind.text) == kinds.end())
                unknown("ports.ships", kind, kinds, [](std::string_view name) { return name; });
    }
    std::optional<NodeIndex> base(std::string_view key, const Word& word) {
        const Base* found = w_.base(word.text);
        if (found != nullptr) return found->gate;
        unknown(key, word, w_.bases, [](const Base& b) { return std::string_view(b.name); });
        return std::nullopt;
    }
    std::optional<NodeIndex> ground(std::string_view key, const Word& word) {
        const Ground* found = w_.ground(word.text);
        if (found != nullptr) return found->gate;
        unknown(key, word, w_.grounds, [](const Ground& g) { return std::string_view(g.name); });
        return std::nullopt;
    }
    std::optional<NodeIndex> node(std::string_view key, const Word& word) {
        const auto found = w_.node(word.text);
        if (!found) unknown(key, word, w_.nodes, [](const Node& n) { return std::string_view(n.name); });
        return found;
    }
    void fleet(const Fleet& f) {
        const auto home = base("fleets.base", f.base);
        for (const Word& g : f.grounds) together(home, ground("fleets.grounds", g), f.base, g);
    }
    void through(const Through& t) {
        const auto from = node("through.from", t.from), to = node("through.to", t.to);
        together(from, to, t.from, t.to);
        together(to, from, t.to, t.from);
    }
    void together(std::optional<NodeIndex> a, std::optional<NodeIndex> b, const Word& from, const Word& to) {
        if (!a || !b || *a == *b || route(w_, *a, *b)) return;
        fault(to, fmt::format("no way leads from \"{}\" to \"{}\" without passing a lock.", from.text, to.text));
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
            if (way.name != change.way.text) continue;
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
        if (std::ranges::none_of(scenario.locks, [&](const LockRule& r) { return r.name.text == name; })) {
            scenario.locks.push_back({{name}, 10, 6, 45});
        }
    }
    for (const LockRule& rule : scenario.locks) {
        locks.emplace_back(waters.lock(rule.name.text)->lanes, Duration{std::llround(rule.headway_minutes * 60'000)});
    }
    queues.resize(scenario.transits.size());
}

/// Sets all going at a local midnight long before the start, and lives until the start.
void World::Inside::settle(Time start) {
    const auto after = [&](double per_day) { return now + Duration{std::llround(random.exponential(86'400'000 / per_day))}; };
    now = local_midnight(start - Duration{std::llround(scenario.warm_up_hours * 3'600'000)});
    stage_incidents(start);
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

/// Plans the incidents, which have random numbers of their own: what is ordinary stays as it is.
void World::Inside::stage_incidents(Time start) {
    if (scenario.incidents.empty()) return;
    Director director(*this, start, now);
    for (const Incidents& wanted : scenario.incidents) {
        for (int i = 0; i < wanted.positives + wanted.near_misses; ++i) {
            if (director.stage(wanted, i < wanted.positives)) continue;
            fault = fmt::format("{}:{}:{}: incidents: of {} \"{}\" only {} found time and room; give more hours, a longer warm-up, or ask for fewer.",
                                scenario.file, wanted.line, wanted.column, wanted.positives + wanted.near_misses, name(wanted.kind), i);
            return;
        }
    }
}

World::World(std::unique_ptr<Inside> inside) : inside_(std::move(inside)) {}
World::World(World&&) noexcept = default;
World& World::operator=(World&&) noexcept = default;
World::~World() = default;

Result<World> World::make(Scenario scenario, Waters waters, std::uint64_t seed, Time start) {
    const std::string fault = Prover(scenario, waters).first_fault();
    if (!fault.empty()) return fail(ErrorKind::bad_input, fault);
    if (vessels_wanted(scenario) > static_cast<std::size_t>(most_vessels)) {
        return fail(ErrorKind::bad_input,
                    fmt::format("{}: it asks for more than {} vessels at once.", scenario.file, most_vessels));
    }
    auto inside = std::make_unique<Inside>(std::move(scenario), std::move(waters), seed);
    inside->settle(start);
    if (!inside->fault.empty()) return fail(ErrorKind::bad_input, inside->fault);
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
std::span<const Cue> World::cues() const { return inside_->cues; }
std::span<const Staged> World::staged() const { return inside_->staged; }
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
