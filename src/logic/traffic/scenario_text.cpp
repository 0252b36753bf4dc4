// The scenario language: TOML to values, with errors that name the place and the nearest valid key.
#define TOML_EXCEPTIONS 0
#undef NDEBUG
#define TOML_ASSERT(expr) static_cast<void>(0)  // version 3.3 asserts on bad input (`[=`) before it tells the error
#include <toml++/toml.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <initializer_list>
#include <limits>

#include <fmt/format.h>

#include "base/text.h"
#include "base/toml_text.h"
#include "logic/traffic/scenario.h"

namespace vigia::traffic {

namespace {

using Keys = std::initializer_list<std::string_view>;
template <class List>
std::string listed(const List& words) {
    std::string text;
    for (const std::string_view word : words) {
        if (!text.empty()) text += ", ";
        text += word;
    }
    return text;
}

constexpr double big = std::numeric_limits<double>::infinity();

/// Remembers the first fault; all reading goes on after it without effect.
class Faults {
  public:
    explicit Faults(std::string_view file) : file_(file) {}
    void add(const toml::source_region& where, std::string_view text) {
        if (error_) return;
        error_ = Error{ErrorKind::bad_input,
                       fmt::format("{}:{}:{}: {}", file_, where.begin.line, where.begin.column, text),
                       where.begin.line};
    }
    [[nodiscard]] const std::optional<Error>& first() const { return error_; }

  private:
    std::string_view file_;
    std::optional<Error> error_;
};

/// One table of the file: reads keys, and finds those that nobody knows.
class Table {
  public:
    Table(const toml::table& table, std::string_view name, Faults& faults, Keys keys)
        : table_(table), name_(name), faults_(faults) {
        for (const auto& [key, value] : table) {
            if (std::ranges::find(keys, key.str()) != keys.end()) continue;
            const std::string_view near = nearest(key.str(), keys.begin(), keys.size());
            std::string text = fmt::format("{}: unknown key \"{}\"", name_, key.str());
            text += near.empty() ? fmt::format("; valid keys are: {}", listed(keys))
                                 : fmt::format("; did you mean \"{}\"?", near);
            faults_.add(key.source(), text);
        }
    }

    void number(std::string_view key, double& out, double low, double high) const {
        const toml::node* node = table_.get(key);
        if (node == nullptr) return;
        const auto value = node->value<double>();
        if (!value || !node->is_number() || !(*value >= low && *value <= high)) {
            return fault(*node, key, high == big ? fmt::format("must be a number, at least {}", low)
                                                 : fmt::format("must be a number from {} to {}", low, high));
        }
        out = *value;
    }
    void whole(std::string_view key, int& out, int low, int high) const {
        const toml::node* node = table_.get(key);
        if (node == nullptr) return;
        const auto value = node->value_exact<std::int64_t>();
        if (!value || *value < low || *value > high) {
            return fault(*node, key, fmt::format("must be a whole number from {} to {}", low, high));
        }
        out = static_cast<int>(*value);
    }
    void text(std::string_view key, std::string& out, bool needed = false) const {
        const toml::node* node = table_.get(key);
        if (node == nullptr) return needed ? missing(key) : void();
        const auto value = node->value_exact<std::string>();
        if (!value || value->empty()) return fault(*node, key, "must be a text in quotes");
        out = *value;
    }
    void word(std::string_view key, Word& out) const {
        text(key, out.text, true);
        if (const toml::node* node = table_.get(key)) place(*node, out);
    }
    void yes_or_no(std::string_view key, bool& out) const {
        const toml::node* node = table_.get(key);
        if (node == nullptr) return;
        const auto value = node->value_exact<bool>();
        if (!value) return fault(*node, key, "must be true or false");
        out = *value;
    }
    template <class Choice, std::size_t N>
    void choice(std::string_view key, Choice& out, const std::array<Choice, N>& choices, bool needed = true) const {
        std::string word;
        text(key, word, needed);
        if (word.empty()) return;
        std::vector<std::string_view> names;
        for (const Choice c : choices) {
            if (name(c) == word) {
                out = c;
                return;
            }
            names.push_back(name(c));
        }
        fault(*table_.get(key), key, fmt::format("must be one of: {}", listed(names)));
    }
    /// "HH:MM", local time.
    void minute(std::string_view key, MinuteOfDay& out) const {
        std::string word;
        text(key, word);
        if (word.empty()) return;
        if (!minute_of(word, out)) fault(*table_.get(key), key, "must be a local time as \"HH:MM\"");
    }
    void minutes(std::string_view key, MinuteOfDay& from, MinuteOfDay& to) const {
        const toml::node* node = table_.get(key);
        if (node == nullptr) return;
        const toml::array* list = node->as_array();
        bool good = list != nullptr && list->size() == 2;
        for (std::size_t i = 0; good && i < 2; ++i) {
            const auto word = (*list)[i].value_exact<std::string>();
            good = word && minute_of(*word, i == 0 ? from : to);
        }
        if (!good) fault(*node, key, "must be two local times as [\"HH:MM\", \"HH:MM\"]");
    }
    void range(std::string_view key, double& low, double& high, double least, double most) const {
        const auto values = numbers(key, 2);
        if (values.empty()) return;
        if (!(values[0] >= least && values[1] >= values[0] && values[1] <= most)) {
            return fault(*table_.get(key), key, fmt::format("must be [low, high] between {} and {}", least, most));
        }
        low = values[0];
        high = values[1];
    }
    void position(std::string_view key, geo::Position& out) const {
        if (table_.get(key) == nullptr) return missing(key);
        const auto values = numbers(key, 2);
        if (values.empty()) return;
        const auto within = [](double latitude, double longitude) {
            const auto made = geo::Position::make(latitude, longitude);
            return made && stations_within.contains(*made);
        };
        if (!within(values[0], values[1]))
            return fault(*table_.get(key), key,
                         fmt::format("must be [latitude, longitude] in degrees, latitude {} to {} and longitude {} to {}{}",
                                     stations_within.south, stations_within.north, stations_within.west, stations_within.east,
                                     within(values[1], values[0]) ? "; here they are exchanged" : ""));
        out = geo::Position::of(values[0], values[1]);
    }
    void words(std::string_view key, std::vector<Word>& out, bool needed) const {
        const toml::node* node = table_.get(key);
        if (node == nullptr) return needed ? missing(key) : void();
        const toml::array* list = node->as_array();
        if (list == nullptr || list->empty() || list->size() > most_of_a_list) {
            return fault(*node, key, "must be a list of texts with at least one");
        }
        for (const toml::node& item : *list) {
            const auto word = item.value_exact<std::string>();
            if (!word) return fault(item, key, "must hold texts in quotes only");
            out.push_back({*word});
            place(item, out.back());
        }
    }
    void time(std::string_view key, Time& out) const {
        const toml::node* node = table_.get(key);
        if (node == nullptr) return missing(key);
        if (const auto word = node->value_exact<std::string>()) {
            const auto read = time_from_iso(*word);
            if (!read) return fault(*node, key, "must be a UTC time as 2026-03-02T05:00:00Z");
            out = *read;
            return;
        }
        const auto value = node->value_exact<toml::date_time>();
        if (!value) return fault(*node, key, "must be a UTC time as 2026-03-02T05:00:00Z");
        const auto made = time_from_parts(value->date.year, value->date.month, value->date.day, value->time.hour,
                                          value->time.minute, value->time.second);
        if (!made) return fault(*node, key, made.error().message);
        out = *made - (value->offset ? std::chrono::minutes(value->offset->minutes) : std::chrono::minutes(0));
    }
    void need(std::string_view key) const {
        if (table_.get(key) == nullptr) missing(key);
    }
    [[nodiscard]] const toml::node* get(std::string_view key) const { return table_.get(key); }
    [[nodiscard]] Faults& faults() const { return faults_; }
    void fault(const toml::node& node, std::string_view key, std::string_view text) const {
        faults_.add(node.source(), fmt::format("{}.{} {}.", name_, key, text));
    }

  private:
    static void place(const toml::node& node, Word& word) {
        word.line = node.source().begin.line;
        word.column = node.source().begin.column;
    }
    void missing(std::string_view key) const {
        faults_.add(table_.source(), fmt::format("{}: the key \"{}\" is missing.", name_, key));
    }
    static bool minute_of(std::string_view word, MinuteOfDay& out) {
        if (word.size() != 5 || word[2] != ':') return false;
        for (const std::size_t i : {0U, 1U, 3U, 4U}) {
            if (word[i] < '0' || word[i] > '9') return false;
        }
        const int hour = (word[0] - '0') * 10 + (word[1] - '0'), minute = (word[3] - '0') * 10 + (word[4] - '0');
        if (hour > 24 || minute > 59 || hour * 60 + minute > 1440) return false;
        out = hour * 60 + minute;
        return true;
    }
    [[nodiscard]] std::vector<double> numbers(std::string_view key, std::size_t count) const {
        const toml::node* node = table_.get(key);
        if (node == nullptr) return {};
        std::vector<double> out;
        const toml::array* list = node->as_array();
        if (list != nullptr) {
            for (const toml::node& item : *list) {
                if (const auto value = item.value<double>(); value && item.is_number()) out.push_back(*value);
            }
        }
        if (list == nullptr || out.size() != count || list->size() != count) {
            fault(*node, key, fmt::format("must be a list of {} numbers", count));
            return {};
        }
        return out;
    }

    const toml::table& table_;
    std::string_view name_;
    Faults& faults_;
};

/// Every table of a `[[list]]`.
template <class Read>
void each(const toml::table& root, std::string_view key, Faults& faults, Read read) {
    const toml::node* node = root.get(key);
    if (node == nullptr) return;
    const toml::array* list = node->as_array();
    if (list == nullptr || !list->is_array_of_tables() || list->size() > most_of_a_list) {
        return faults.add(node->source(), fmt::format("{} must be written as [[{}]] tables.", key, key));
    }
    for (const toml::node& item : *list) read(*item.as_table());
}

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

void read_head(const toml::table& root, Faults& faults, Scenario& out) {
    const Table top(root, "scenario file", faults,
                    {"scenario", "weather", "cut", "transits", "locks", "ports", "fleets", "ferries", "through",
                     "aircraft", "receivers", "aids", "speed_limits"});
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
    Result<std::string> lawful = toml_text(text, file);
    if (!lawful) return fail(std::move(lawful));
    const toml::parse_result parsed = toml::parse(*lawful, file);
    Faults faults(file);
    if (!parsed) {
        faults.add(parsed.error().source(), parsed.error().description());
        return std::unexpected(*faults.first());
    }
    const toml::table& root = parsed.table();
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
    read_lines(root, faults, out);
    if (faults.first()) return std::unexpected(*faults.first());
    return out;
}

}  // namespace vigia::traffic
