// vigia plan intercept and vigia plan farthest-on.
#include <cmath>
#include <limits>
#include <memory>

#include <CLI/CLI.hpp>
#include <fmt/core.h>

#include "app/output.h"
#include "app/plan_problem.h"
#include "app/plan_verbs.h"
#include "geo/sun.h"
#include "logic/search/assignment.h"
#include "logic/search/farthest_on.h"
#include "logic/search/intercept.h"

namespace vigia::app {

namespace {

using nlohmann::json;
using nlohmann::ordered_json;

constexpr double most_knots = 1'000, most_hours = 240;
constexpr std::size_t most_parties = 50;  ///< interceptors or targets of one problem

struct Party {
    search::Interceptor who;
    bool by_air = false;
};
struct Fugitive {
    std::string id;
    search::Passage passage;
};
struct Chase {
    Time begin{};
    std::vector<Party> parties;
    std::vector<Fugitive> targets;
    Seconds alongside{0};
    bool least_longest = false;
    std::optional<geo::Box> box;
    double cell = 0;
    Locks locks = Locks::closed;
};

Fugitive target_of(CaseFields& fields, Time begin) {
    Fugitive out{text_of(fields, "id"), {}};
    if (!fields.has("passage")) {
        out.passage = search::steady(place_of(fields, "at"), turned_into_circle(Degrees{number_within(fields, "course", 0, 360)}),
                                     from_knots(number_within(fields, "speed_kn", 0, most_knots)), Seconds{number_within(fields, "lasts_hours", 0.01, most_hours, 6) * 3'600});
        return out;
    }
    std::size_t row = 0;
    for (const json* corner : fields.objects("passage", 1'000)) {
        CaseFields part(*corner, {"at", "time"});
        const geo::Position at = place_of(part, "at");
        const double after = static_cast<double>((time_of(part, "time") - begin).count()) / 1'000;
        if (!out.passage.corners.empty() && !(after > out.passage.corners.back().after.value)) part.refuse("its time must be after that of the corner before");
        out.passage.corners.push_back({at, Seconds{after}});
        fields.take(part, fmt::format("passage[{}]", row++));
    }
    if (out.passage.corners.empty()) fields.refuse("\"passage\" must have a corner");
    return out;
}

Party party_of(CaseFields& fields) {
    Party out{{.id = text_of(fields, "id"), .at = place_of(fields, "at"), .speed = from_knots(number_within(fields, "speed_kn", 0.1, most_knots))}, false};
    out.who.ready = Seconds{number_within(fields, "ready_minutes", 0, most_hours * 60, 0) * 60};
    if (fields.has("endurance_hours")) out.who.endurance = Seconds{number_within(fields, "endurance_hours", 0, most_hours) * 3'600};
    if (fields.has("home")) out.who.home = place_of(fields, "home");
    out.by_air = word_of(fields, "by", {"sea", "air"}, 0) == 1;
    return out;
}

Result<Chase> chase_of(const json& problem, const std::string& file) {
    CaseFields fields(problem, {"begin", "interceptors", "targets", "alongside_minutes", "aim", "box", "cell", "locks"});
    Chase out;
    out.begin = time_of(fields, "begin");
    out.alongside = Seconds{number_within(fields, "alongside_minutes", 0, most_hours * 60, 0) * 60};
    out.least_longest = word_of(fields, "aim", {"sum", "longest"}, 0) == 1;
    out.box = box_of(fields, "box");
    out.cell = number_within(fields, "cell", 0, 1, 0);
    out.locks = word_of(fields, "locks", {"closed", "open"}, 0) == 0 ? Locks::closed : Locks::open;
    std::size_t row = 0;
    for (const json* one : fields.objects("interceptors", most_parties)) {
        CaseFields part(*one, {"id", "at", "speed_kn", "ready_minutes", "endurance_hours", "home", "by"});
        out.parties.push_back(party_of(part));
        fields.take(part, fmt::format("interceptors[{}]", row++));
    }
    row = 0;
    for (const json* one : fields.objects("targets", most_parties)) {
        CaseFields part(*one, {"id", "at", "course", "speed_kn", "lasts_hours", "passage"});
        out.targets.push_back(target_of(part, out.begin));
        fields.take(part, fmt::format("targets[{}]", row++));
    }
    if (out.parties.empty() || out.targets.empty()) fields.refuse("\"interceptors\" and \"targets\" must not be empty");
    if (fields.fault()) return fail(ErrorKind::bad_input, fmt::format("{}: {}.", file, *fields.fault()));
    return out;
}

/// The water around everybody, with room to go around what lies between.
geo::Box around(const Chase& chase) {
    geo::Box out = box_around(chase.parties[0].who.at, Metres{20'000});
    for (const Party& party : chase.parties) {
        out = joined(out, box_around(party.who.at, Metres{20'000}));
        if (party.who.home) out = joined(out, box_around(*party.who.home, Metres{20'000}));
    }
    for (const Fugitive& target : chase.targets)
        for (const auto& corner : target.passage.corners) out = joined(out, box_around(corner.at, Metres{5'000}));
    return out;
}

struct Table {
    std::vector<std::optional<search::Meeting>> meetings;
    std::vector<double> costs, lowers;  ///< seconds; infinite where the pair cannot be
};

Result<Table> table_of(const Chase& chase, const geo::WaterSheet& sheet) {
    constexpr double never = std::numeric_limits<double>::infinity();
    Table out;
    for (const Party& party : chase.parties)
        for (const Fugitive& target : chase.targets) {
            auto meeting = search::meet(party.who, target.passage, party.by_air ? nullptr : &sheet, chase.alongside);
            if (!meeting) return fail(std::move(meeting));
            const bool can = *meeting && (*meeting)->enough_fuel;
            out.costs.push_back(can ? (*meeting)->after.value : never);
            out.lowers.push_back(can ? (*meeting)->lower.value : never);
            out.meetings.push_back(std::move(*meeting));
        }
    return out;
}

ordered_json pair_of(const Chase& chase, const Party& party, const Fugitive& target, const search::Meeting& meeting) {
    ordered_json out = {{"interceptor", party.who.id}, {"target", target.id}, {"at", iso_after(chase.begin, meeting.after.value)},
                        {"minutes", rounded(meeting.after.value / 60, 2)}, {"lower_minutes", rounded(meeting.lower.value / 60, 2)},
                        {"where", told_place(meeting.where)}, {"length_nm", rounded(to_nautical_miles(meeting.length), 2)}};
    for (const geo::Position& corner : meeting.way) out["way"].push_back(ordered_json(told_place(corner)));
    if (meeting.back) out["home_at"] = iso_after(chase.begin, meeting.after.value + chase.alongside.value + meeting.back->value);
    out["enough_fuel"] = meeting.enough_fuel;
    const Time when = time_after(chase.begin, meeting.after.value);
    out["sun_altitude"] = rounded(geo::sun_altitude(meeting.where, when), 1);
    const auto sunset = geo::daylight_until(meeting.where, when);
    out["daylight_until"] = sunset ? ordered_json(to_iso(std::chrono::floor<std::chrono::seconds>(*sunset))) : ordered_json();
    return out;
}

Result<ordered_json> intercept(const json& problem, const std::string& file) {
    const auto chase = chase_of(problem, file);
    if (!chase) return std::unexpected(chase.error());
    const auto water = plan_water();
    if (!water) return std::unexpected(water.error());
    const auto sheet = sheet_of(*water, chase->box.value_or(around(*chase)), chase->cell, chase->locks);
    if (!sheet) return std::unexpected(sheet.error());
    const auto table = table_of(*chase, *sheet);
    if (!table) return std::unexpected(table.error());
    const auto assign = chase->least_longest ? search::least_longest : search::least_sum;
    const std::size_t rows = chase->parties.size(), columns = chase->targets.size();
    const auto best = assign(table->costs, rows, columns), bound = assign(table->lowers, rows, columns);
    if (!best) return std::unexpected(best.error());
    if (!bound) return std::unexpected(bound.error());
    ordered_json out = {{"aim", chase->least_longest ? "longest" : "sum"}, {"value", rounded(best->value / 60, 3)}, {"lower", rounded(std::min(best->value, bound->lower) / 60, 3)},
                        {"upper", rounded(best->value / 60, 3)}, {"unit", "minutes"}, {"pairs", ordered_json::array()}, {"unmet", ordered_json::array()}};
    std::vector<bool> met(columns);
    for (std::size_t r = 0; r < rows; ++r) {
        if (!best->column_of[r]) continue;
        const std::size_t c = *best->column_of[r];
        met[c] = true;
        out["pairs"].push_back(pair_of(*chase, chase->parties[r], chase->targets[c], *table->meetings[r * columns + c]));
    }
    for (std::size_t c = 0; c < columns; ++c)
        if (!met[c]) out["unmet"].push_back(chase->targets[c].id);
    return out;
}

json ring_of(const geo::Ring& ring) {
    json out = json::array();
    for (const geo::Position& p : ring.corners()) out.push_back({rounded(p.longitude(), 5), rounded(p.latitude(), 5)});
    out.push_back(out[0]);
    return out;
}

Result<ordered_json> farthest_on(const json& problem, const std::string& file) {
    CaseFields fields(problem, {"last_known", "now", "slowest_kn", "fastest_kn", "box", "cell", "locks"});
    CaseFields last(fields.raw("last_known"), {"at", "time"});
    const geo::Position at = place_of(last, "at");
    const Time seen = time_of(last, "time");
    fields.take(last, "last_known");
    const Seconds elapsed{static_cast<double>((time_of(fields, "now") - seen).count()) / 1'000};
    const MetresPerSecond slowest = from_knots(number_within(fields, "slowest_kn", 0, most_knots, 0)), fastest = from_knots(number_within(fields, "fastest_kn", 0.1, most_knots));
    const auto box = box_of(fields, "box");
    const double cell = number_within(fields, "cell", 0, 1, 0);
    const Locks locks = word_of(fields, "locks", {"closed", "open"}, 0) == 0 ? Locks::closed : Locks::open;
    if (!(elapsed.value > 0) || elapsed.value > most_hours * 3'600) fields.refuse("\"now\" must be after the time last known, by at most ten days");
    if (fields.fault()) return fail(ErrorKind::bad_input, fmt::format("{}: {}.", file, *fields.fault()));
    const auto water = plan_water();
    if (!water) return std::unexpected(water.error());
    const auto sheet = sheet_of(*water, box.value_or(box_around(at, search::farthest_on_radius(fastest, elapsed))), cell, locks);
    if (!sheet) return std::unexpected(sheet.error());
    const auto area = search::farthest_on(*sheet, at, slowest, fastest, elapsed);
    if (!area) return fail(ErrorKind::bad_input, fmt::format("{}: {}.", file, area.error().message));
    constexpr double square_mile = metres_per_nautical_mile * metres_per_nautical_mile;
    json coordinates = json::array();
    for (const geo::Polygon& part : area->area.parts) {
        json rings = json::array({ring_of(part.outer)});
        for (const geo::Ring& hole : part.holes) rings.push_back(ring_of(hole));
        coordinates.push_back(std::move(rings));
    }
    return ordered_json{{"value", rounded(area->square_metres / square_mile, 3)}, {"lower", rounded(area->square_metres / square_mile, 3)},
                        {"upper", rounded(area->upper / square_mile, 3)}, {"unit", "square nautical miles"}, {"outer_nm", rounded(to_nautical_miles(area->outer), 3)},
                        {"inner_nm", rounded(to_nautical_miles(area->inner), 3)}, {"cell", rounded(sheet->cell(), 6)},
                        {"area", {{"type", "MultiPolygon"}, {"coordinates", std::move(coordinates)}}}};
}

using Solve = Result<ordered_json> (*)(const json& problem, const std::string& file);

void add(CLI::App& plan, Work& work, const char* verb, const char* words, Solve solve) {
    CLI::App* own = plan.add_subcommand(verb, words);
    const auto file = std::make_shared<std::string>();
    own->add_option("PROBLEM", *file, "the problem as JSON; docs/plans.md says what it holds")->required();
    own->callback([file, solve, &work] {
        work = [file, solve] {
            const auto problem = problem_of(*file);
            if (!problem) return told(problem.error());
            const auto answer = solve(*problem, *file);
            return answer ? print_plan(*answer) : told(answer.error());
        };
    });
}

}  // namespace

Exit print_plan(const ordered_json& plan) {
    Output out;
    out.text() += plan.dump(1, ' ', false, json::error_handler_t::replace) + '\n';
    out.flush();
    return Exit::done;
}

void add_plan_intercept(CLI::App& plan, Work& work) { add(plan, work, "intercept", "Who goes to whom, and where they meet", intercept); }
void add_plan_farthest_on(CLI::App& plan, Work& work) { add(plan, work, "farthest-on", "Where a vessel can be by now", farthest_on); }

}  // namespace vigia::app
