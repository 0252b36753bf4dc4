// The scenario language: TOML to values, with errors that name the place and the nearest valid key.
#include "logic/traffic/inside/scenario_table.h"

namespace vigia::traffic {

namespace {

constexpr std::array sizes = {SizeClass::panamax, SizeClass::neopanamax};
constexpr std::array directions = {Direction::northbound, Direction::southbound};
constexpr std::array fleet_roles = {Role::tug, Role::pilot, Role::fishing, Role::yacht,
                                    Role::patrol, Role::dredger, Role::launch, Role::bunker};
constexpr double most_a_day = 2000;

void read_transits(const toml::table& item, Faults& faults, Scenario& out) {
    const Table t(item, "transits", faults, {"name", "class", "direction", "per_day", "slots", "booked", "wide", "waiting", "arrive_before_hours"});
    Transits x;
    t.text("name", x.name);
    t.choice("class", x.size, sizes);
    t.choice("direction", x.direction, directions);
    t.number("per_day", x.per_day, 0, 200);
    t.minutes("slots", x.first, x.last);
    t.number("booked", x.booked, 0, 1);
    t.number("wide", x.wide, 0, 1);
    t.whole("waiting", x.waiting, 0, 500);
    t.range("arrive_before_hours", x.wait_hours_low, x.wait_hours_high, 0, 240);
    out.transits.push_back(x);
}

void read_locks(const toml::table& item, Faults& faults, Scenario& out) {
    const Table t(item, "locks", faults, {"name", "step_minutes", "approach_minutes", "headway_minutes"});
    LockRule x;
    t.word("name", x.name);
    t.number("step_minutes", x.step_minutes, 1, 240);
    t.number("approach_minutes", x.approach_minutes, 1, 240);
    t.number("headway_minutes", x.headway_minutes, 1, 720);
    out.locks.push_back(x);
}

void read_ports(const toml::table& item, Faults& faults, Scenario& out) {
    const Table t(item, "ports", faults, {"name", "calls_per_day", "stay_hours", "ships"});
    PortCalls x;
    t.word("name", x.port);
    t.number("calls_per_day", x.per_day, 0.001, most_a_day);
    t.range("stay_hours", x.stay_hours_low, x.stay_hours_high, 0.5, 2400);
    t.words("ships", x.ships, true);
    out.ports.push_back(x);
}

void read_fleet(const toml::table& item, Faults& faults, Scenario& out) {
    const Table t(item, "fleets", faults, {"role", "count", "base", "grounds", "class_a", "busy"});
    Fleet x;
    t.choice("role", x.role, fleet_roles);
    t.whole("count", x.count, 1, most_vessels);
    t.word("base", x.base);
    t.words("grounds", x.grounds, false);
    t.number("class_a", x.class_a, 0, 1);
    t.number("busy", x.busy, 0.01, 0.95);
    out.fleets.push_back(x);
}

void read_ferry(const toml::table& item, Faults& faults, Scenario& out) {
    const Table t(item, "ferries", faults, {"name", "from", "to", "boats", "departures", "every_minutes", "speed_kn"});
    Ferry x;
    t.text("name", x.name);
    t.word("from", x.from);
    t.word("to", x.to);
    t.whole("boats", x.boats, 1, 50);
    t.minutes("departures", x.first, x.last);
    t.number("every_minutes", x.every_minutes, 5, 1440);
    double knots = to_knots(x.speed);
    t.number("speed_kn", knots, 3, 45);
    x.speed = from_knots(knots);
    out.ferries.push_back(x);
}

void read_receiver(const toml::table& item, Faults& faults, Scenario& out) {
    const Table t(item, "receivers", faults, {"name", "at", "range_nm", "loss", "delay_ms", "mmsi", "satellite", "shadows"});
    Receiver x;
    t.text("name", x.name, true);
    if (x.name.size() > 15) t.fault(*t.get("name"), "name", "must have at most 15 characters");
    t.position("at", x.at);
    double miles = to_nautical_miles(x.range);
    t.number("range_nm", miles, 0.1, 12'000);
    x.range = from_nautical_miles(miles);
    t.number("loss", x.loss, 0, 1);
    t.number("delay_ms", x.delay_ms, 0, 900);
    int mmsi = 0;
    t.whole("mmsi", mmsi, 0, 999'999'999);
    if (mmsi > 0) x.mmsi = static_cast<std::uint32_t>(mmsi);
    t.yes_or_no("satellite", x.satellite);
    each(item, "shadows", faults, [&](const toml::table& shadow) {
        const Table s(shadow, "receivers.shadows", faults, {"from_deg", "to_deg", "range_nm"});
        Receiver::Shadow y{};
        double reach = 5;
        s.number("from_deg", y.from.value, 0, 360);
        s.number("to_deg", y.to.value, 0, 360);
        s.number("range_nm", reach, 0, 12'000);
        y.range = from_nautical_miles(reach);
        x.shadows.push_back(y);
    });
    out.receivers.push_back(x);
}

void read_aid(const toml::table& item, Faults& faults, Scenario& out) {
    const Table t(item, "aids", faults, {"name", "mmsi", "type", "at", "virtual"});
    Aid x;
    int mmsi = 0;
    t.text("name", x.name, true);
    t.need("mmsi");
    t.whole("mmsi", mmsi, 1, 999'999'999);
    x.mmsi = static_cast<std::uint32_t>(mmsi);
    t.whole("type", x.type, 0, 31);
    t.position("at", x.at);
    t.yes_or_no("virtual", x.is_virtual);
    out.aids.push_back(x);
}

void read_incidents(const toml::table& item, Faults& faults, Scenario& out) {
    const Table t(item, "incidents", faults, {"kind", "positives", "near_misses", "hours"});
    Incidents x;
    t.choice("kind", x.kind, incident_kinds(), true);
    t.whole("positives", x.positives, 0, most_incidents);
    t.whole("near_misses", x.near_misses, 0, most_incidents);
    t.range("hours", x.from_hour, x.to_hour, 0, 24.0 * most_days);
    x.line = item.source().begin.line;
    x.column = item.source().begin.column;
    out.incidents.push_back(x);
}

void read_watched(const toml::table& item, Faults& faults, Scenario& out) {
    const Table t(item, "watched", faults, {"name", "imo", "mmsi"});
    Watched x;
    int imo = 0, mmsi = 0;
    t.text("name", x.name, true);
    if (x.name.size() > 20) t.fault(*t.get("name"), "name", "must have at most 20 characters");
    t.whole("imo", imo, 1'000'000, 9'999'999);
    t.whole("mmsi", mmsi, 1, 999'999'999);
    if (imo > 0) x.imo = static_cast<std::uint32_t>(imo);
    if (mmsi > 0) x.mmsi = static_cast<std::uint32_t>(mmsi);
    out.watched.push_back(x);
}

/// Names to watch for are needed by incidents of that kind.
void prove_watched(const toml::table& root, Faults& faults, const Scenario& out) {
    for (const Incidents& x : out.incidents) {
        if (x.kind != IncidentKind::watch_list || x.positives + x.near_misses == 0 || !out.watched.empty()) continue;
        faults.add(root["incidents"].node()->source(), "incidents: \"watch_list\" needs [[watched]] tables with the identities to be watched.");
    }
}

void read_head(const toml::table& root, Faults& faults, Scenario& out) {
    const Table top(root, "scenario file", faults,
                    {"scenario", "weather", "cut", "transits", "locks", "ports", "fleets", "ferries", "through",
                     "aircraft", "receivers", "aids", "speed_limits", "incidents", "watched"});
    const toml::table* head = root["scenario"].as_table();
    if (head == nullptr) return faults.add(root.source(), "the table [scenario] is missing.");
    const Table t(*head, "scenario", faults, {"name", "about", "start", "days", "warm_up_hours"});
    t.text("name", out.name, true);
    t.text("about", out.about);
    t.time("start", out.start);
    t.whole("days", out.days, 1, most_days);
    t.number("warm_up_hours", out.warm_up_hours, 0, 720);
    if (const toml::table* weather = root["weather"].as_table()) {
        const Table w(*weather, "weather", faults, {"wind_from_deg", "wind_kn"});
        double knots = to_knots(out.wind);
        w.number("wind_from_deg", out.wind_from.value, 0, 359.99);
        w.number("wind_kn", knots, 0, 100);
        out.wind = from_knots(knots);
    }
    if (const toml::table* cut = root["cut"].as_table()) {
        const Table c(*cut, "cut", faults, {"wide_beam_m", "northbound", "southbound"});
        c.number("wide_beam_m", out.cut.wide.value, 10, 60);
        c.minutes("northbound", out.cut.north_from, out.cut.north_to);
        c.minutes("southbound", out.cut.south_from, out.cut.south_to);
    }
}

void read_lines(const toml::table& root, Faults& faults, Scenario& out) {
    each(root, "through", faults, [&](const toml::table& item) {
        const Table t(item, "through", faults, {"name", "from", "to", "per_day"});
        Through x;
        t.text("name", x.name);
        t.word("from", x.from);
        t.word("to", x.to);
        t.number("per_day", x.per_day, 0.001, most_a_day);
        out.through.push_back(x);
    });
    each(root, "aircraft", faults, [&](const toml::table& item) {
        const Table t(item, "aircraft", faults, {"per_day", "ground"});
        Flights x;
        t.number("per_day", x.per_day, 0.001, 200);
        t.word("ground", x.ground);
        out.flights.push_back(x);
    });
    each(root, "speed_limits", faults, [&](const toml::table& item) {
        const Table t(item, "speed_limits", faults, {"reach", "knots"});
        LimitChange x;
        double knots = 0;
        t.word("reach", x.way);
        t.need("knots");
        t.number("knots", knots, 0.5, 60);
        x.limit = from_knots(knots);
        out.limits.push_back(x);
    });
}

}  // namespace

Result<Scenario> scenario_from_toml(std::string_view text, std::string_view file) {
    Result<toml::table> table = toml_table(text, file);
    if (!table) return fail(std::move(table));
    const toml::table& root = *table;
    Faults faults(file);
    Scenario out;
    out.file = file;
    read_head(root, faults, out);
    const auto list = [&](std::string_view key, auto read) {
        each(root, key, faults, [&](const toml::table& item) { read(item, faults, out); });
    };
    list("transits", read_transits);
    list("locks", read_locks);
    list("ports", read_ports);
    list("fleets", read_fleet);
    list("ferries", read_ferry);
    list("receivers", read_receiver);
    list("aids", read_aid);
    list("incidents", read_incidents);
    list("watched", read_watched);
    read_lines(root, faults, out);
    prove_watched(root, faults, out);
    if (faults.first()) return std::unexpected(*faults.first());
    return out;
}

}  // namespace vigia::traffic
