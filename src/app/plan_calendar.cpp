// vigia plan patrol: how often to be where, with its proof, and a calendar drawn from it.
#include <algorithm>
#include <cmath>
#include <memory>
#include <optional>
#include <tuple>
#include <utility>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "app/plan_problem.h"
#include "app/plan_verbs.h"
#include "app/secret_seed.h"
#include "geo/sun.h"
#include "logic/patrol/calendar.h"

namespace vigia::app {

namespace {

using nlohmann::json;
using nlohmann::ordered_json;

constexpr std::size_t most_places = 100, most_classes = 20, most_units = 200, told_threats = 10, told_routes = 200, simulated = 1'000, uniform_routes = 2'000;
constexpr double most_knots = 1'000, night_altitude = -0.833;  ///< degrees of the sun at its setting
constexpr std::int64_t minutes_a_day = 1'440;

struct Place {
    std::string id;
    geo::Position at = geo::Position::of(0, 0);
    double by_day = 0, by_night = 0;
};
/// A class of units as it is written, before its legs are known.
struct Kind {
    std::string id;
    bool by_air = false;
    std::size_t base = 0;
    MetresPerSecond speed{0};
    Metres sight{0};
    double shift_hours = 0, rest_hours = 0, detection = 1;
    std::vector<double> starts;  ///< hours after the beginning of the day
};
struct Written {
    Time begin{};
    int days = 7;
    std::int64_t step_minutes = 60;
    double gap = 0.01, cell = 0;
    std::vector<Place> places;
    std::vector<Kind> kinds;
    std::vector<patrol::Unit> units;
    std::optional<geo::Box> box;
    Locks locks = Locks::closed;

    [[nodiscard]] int steps() const { return static_cast<int>(minutes_a_day / step_minutes); }
    [[nodiscard]] int step_of(Time when) const { return static_cast<int>(std::floor(static_cast<double>((when - begin).count()) / (60'000.0 * static_cast<double>(step_minutes)))); }
};
/// What the command line says besides the problem.
struct Asked {
    std::string file, seed_file, broken, routes;
};

/// The index of the thing with that id; a fault names the field where it is not known.
template <class Thing>
std::size_t named(CaseFields& fields, std::string_view field, const std::vector<Thing>& things, std::string_view what) {
    const std::string id = text_of(fields, field);
    const auto found = std::ranges::find(things, id, &Thing::id);
    if (found != things.end()) return static_cast<std::size_t>(found - things.begin());
    fields.refuse(fmt::format("\"{}\": there is no {} \"{}\"", field, what, id));
    return 0;
}

template <class Thing>
void once(CaseFields& fields, const std::vector<Thing>& things, const std::string& id) {
    if (std::ranges::find(things, id, &Thing::id) != things.end()) fields.refuse(fmt::format("\"{}\" stands twice", id));
}

/// How many whole steps a number of hours makes; a fault where it is none.
int steps_in(CaseFields& fields, std::string_view field, double hours, std::int64_t step_minutes) {
    const double steps = hours * 60 / static_cast<double>(step_minutes);
    if (std::abs(steps - std::round(steps)) > 1e-9) fields.refuse(fmt::format("\"{}\" must be a whole number of steps of {} minutes", field, step_minutes));
    return static_cast<int>(std::lround(steps));
}

Place place_from(CaseFields& fields) {
    Place out{text_of(fields, "id"), place_of(fields, "at"), number_within(fields, "value", 0, 1e9), 0};
    out.by_night = number_within(fields, "night_value", 0, 1e9, out.by_day);
    return out;
}

Kind kind_from(CaseFields& fields, const Written& written) {
    Kind out{.id = text_of(fields, "id"), .by_air = word_of(fields, "by", {"sea", "air"}, 0) == 1, .base = named(fields, "base", written.places, "place"),
             .speed = from_knots(number_within(fields, "speed_kn", 0.1, most_knots)), .sight = Metres{number_within(fields, "sight_nm", 0, 100) * metres_per_nautical_mile},
             .shift_hours = number_within(fields, "shift_hours", 0.1, 24), .rest_hours = number_within(fields, "rest_hours", 0, 24, 0),
             .detection = number_within(fields, "detection", 1e-6, 1), .starts = fields.numbers("starts", 1'000)};
    if (out.starts.empty()) fields.refuse("\"starts\" must have an hour");
    for (const double hour : out.starts)
        if (!(hour >= 0 && hour < 24) || steps_in(fields, "starts", hour, written.step_minutes) < 0) fields.refuse("\"starts\" must be hours from 0 to below 24");
    (void)steps_in(fields, "shift_hours", out.shift_hours, written.step_minutes);
    (void)steps_in(fields, "rest_hours", out.rest_hours, written.step_minutes);
    return out;
}

patrol::Unit unit_from(CaseFields& fields, const Written& written) {
    patrol::Unit out{file_word_of(fields, "id"), named(fields, "class", written.kinds, "class"), {}};
    std::size_t row = 0;
    if (fields.has("out"))
        for (const json* span : fields.objects("out", 1'000)) {
            CaseFields part(*span, {"from", "until"});
            const Time from = time_of(part, "from"), until = time_of(part, "until");
            if (!(from < until)) part.refuse("\"until\" must be after \"from\"");
            out.out.push_back({written.step_of(from), written.step_of(until - Duration{1}) + 1});
            fields.take(part, fmt::format("out[{}]", row++));
        }
    return out;
}

/// A list of objects, each read by `read` into `into`, told by their ids.
template <class Thing, class Read>
void all_of(CaseFields& fields, std::string_view field, std::size_t most, std::initializer_list<std::string_view> known, std::vector<Thing>& into, Read read) {
    std::size_t row = 0;
    for (const json* one : fields.objects(field, most)) {
        CaseFields part(*one, known);
        Thing thing = read(part);
        once(part, into, thing.id);
        into.push_back(std::move(thing));
        fields.take(part, fmt::format("{}[{}]", field, row++));
    }
    if (into.empty()) fields.refuse(fmt::format("\"{}\" must not be empty", field));
}

Result<Written> written_from(const json& problem, const std::string& file) {
    CaseFields fields(problem, {"begin", "days", "step_minutes", "places", "classes", "units", "gap", "box", "cell", "locks"});
    Written out;
    out.begin = time_of(fields, "begin");
    if (fields.has("days")) out.days = static_cast<int>(fields.whole("days", 1, 31));
    if (fields.has("step_minutes")) out.step_minutes = fields.whole("step_minutes", 10, 240);
    if (minutes_a_day % std::max<std::int64_t>(1, out.step_minutes) != 0) fields.refuse("\"step_minutes\" must divide a day");
    if (fields.fault()) return fail(ErrorKind::bad_input, fmt::format("{}: {}.", file, *fields.fault()));
    out.gap = number_within(fields, "gap", 1e-6, 0.5, 0.01);
    out.box = box_of(fields, "box");
    out.cell = number_within(fields, "cell", 0, 1, 0);
    out.locks = word_of(fields, "locks", {"closed", "open"}, 0) == 0 ? Locks::closed : Locks::open;
    all_of(fields, "places", most_places, {"id", "at", "value", "night_value"}, out.places, place_from);
    all_of(fields, "classes", most_classes, {"id", "by", "base", "speed_kn", "sight_nm", "shift_hours", "rest_hours", "detection", "starts"}, out.kinds,
           [&](CaseFields& part) { return kind_from(part, out); });
    all_of(fields, "units", most_units, {"id", "class", "out"}, out.units, [&](CaseFields& part) { return unit_from(part, out); });
    for (std::size_t k = 0; k < out.kinds.size(); ++k)
        if (std::ranges::find(out.units, k, &patrol::Unit::asset_class) == out.units.end()) fields.refuse(fmt::format("class \"{}\" has no unit", out.kinds[k].id));
    if (fields.fault()) return fail(ErrorKind::bad_input, fmt::format("{}: {}.", file, *fields.fault()));
    return out;
}

/// Where one of that class may go from each place, and in how many steps: straight by air, around land by sea.
std::vector<std::vector<patrol::Leg>> legs_of(const Written& written, const Kind& kind, const std::vector<geo::SeaWays>& ways) {
    std::vector<std::vector<patrol::Leg>> out(written.places.size());
    const double step = 60.0 * static_cast<double>(written.step_minutes);
    for (std::size_t i = 0; i < written.places.size(); ++i)
        for (std::size_t j = 0; j < written.places.size(); ++j) {
            const std::optional<Metres> length = i == j ? std::optional(Metres{0}) : kind.by_air ? std::optional(geo::distance(written.places[i].at, written.places[j].at)) : ways[i].to(written.places[j].at);
            if (!length) continue;
            const double steps = std::max(1.0, std::ceil(length->value / kind.speed.value / step - 1e-9));
            if (steps * 60 * static_cast<double>(written.step_minutes) <= kind.shift_hours * 3'600) out[i].push_back({j, static_cast<int>(steps)});
        }
    return out;
}

/// The game of one day, and the water that its ways by sea lead over (the ways keep a reference to it).
struct Ground {
    patrol::PatrolGame game;
    std::unique_ptr<const geo::WaterSheet> water;
    std::vector<geo::SeaWays> ways;  ///< from each place; empty when nobody goes by sea
};

/// The value of a place by night counts at steps whose middle is dark there on the first day.
Result<Ground> ground_of(const Written& written) {
    const auto steps = static_cast<std::size_t>(written.steps());
    Ground out;
    out.game.nodes = written.places.size();
    out.game.steps = written.steps();
    for (const Place& place : written.places)
        for (std::size_t t = 0; t < steps; ++t) {
            const Time middle = time_after(written.begin, (static_cast<double>(t) + 0.5) * 60 * static_cast<double>(written.step_minutes));
            out.game.value.push_back(geo::sun_altitude(place.at, middle) < night_altitude ? place.by_night : place.by_day);
        }
    if (std::ranges::any_of(written.kinds, [](const Kind& kind) { return !kind.by_air; })) {
        geo::Box box = box_around(written.places[0].at, Metres{15'000});
        for (const Place& place : written.places) box = joined(box, box_around(place.at, Metres{15'000}));
        const auto drawn = plan_water();
        if (!drawn) return std::unexpected(drawn.error());
        auto sheet = sheet_of(*drawn, written.box.value_or(box), written.cell, written.locks);
        if (!sheet) return std::unexpected(sheet.error());
        out.water = std::make_unique<const geo::WaterSheet>(std::move(*sheet));
        for (const Place& place : written.places) out.ways.emplace_back(*out.water, place.at);
    }
    for (std::size_t k = 0; k < written.kinds.size(); ++k) {
        const Kind& kind = written.kinds[k];
        const auto in_steps = [&](double hours) { return static_cast<int>(std::lround(hours * 60 / static_cast<double>(written.step_minutes))); };
        patrol::AssetClass asset{.name = kind.id, .count = static_cast<double>(std::ranges::count(written.units, k, &patrol::Unit::asset_class)), .base = kind.base,
                                 .shift = in_steps(kind.shift_hours), .rest = in_steps(kind.rest_hours), .detection = kind.detection, .starts = {},
                                 .legs = legs_of(written, kind, out.ways), .covers = {}};
        for (const double hour : kind.starts) asset.starts.push_back(in_steps(hour));
        std::ranges::sort(asset.starts);
        asset.starts.erase(std::unique(asset.starts.begin(), asset.starts.end()), asset.starts.end());
        for (const Place& here : written.places) {
            asset.covers.emplace_back();
            for (std::size_t j = 0; j < written.places.size(); ++j)
                if (geo::distance(here.at, written.places[j].at).value <= kind.sight.value) asset.covers.back().push_back(j);
        }
        out.game.classes.push_back(std::move(asset));
    }
    return out;
}

/// A shift as it is sailed: a place, the step at which one is there, and the step at which one goes on.
struct Stay {
    std::size_t place = 0;
    int arrive = 0, leave = 0;
};
std::vector<Stay> stays_of(const patrol::AssetClass& asset, const std::vector<std::size_t>& places) {
    std::vector<Stay> out{{places[0], 0, 0}};
    for (std::size_t h = 1; h < places.size(); ++h) {
        if (places[h] == places[h - 1]) continue;
        // Under way a shift stands at the nearer end of its leg, so it changes places past the middle.
        const int steps = std::ranges::find(asset.legs[places[h - 1]], places[h], &patrol::Leg::to)->steps;
        out.back().leave = static_cast<int>(h) - steps / 2 - 1;
        out.push_back({places[h], out.back().leave + steps, 0});
    }
    out.back().leave = static_cast<int>(places.size()) - 1;
    return out;
}

std::string at_step(const Written& written, double step) { return iso_after(written.begin, step * 60 * static_cast<double>(written.step_minutes)); }

ordered_json way_of(const Written& written, const patrol::AssetClass& asset, const std::vector<std::size_t>& places, double begin_step) {
    ordered_json out = ordered_json::array();
    for (const Stay& stay : stays_of(asset, places))
        out.push_back({{"place", written.places[stay.place].id}, {"arrive", at_step(written, begin_step + stay.arrive)}, {"leave", at_step(written, begin_step + stay.leave)}});
    return out;
}

/// A route for each shift of the calendar, named by the unit and when it begins; by sea around land.
std::vector<model::Route> sailed(const Written& written, const Ground& ground, const patrol::Watches& watches, const patrol::Calendar& calendar) {
    std::vector<model::Route> out;
    for (const patrol::Duty& shift : calendar.shifts) {
        const patrol::Route& route = watches.plan.routes[shift.route];
        const double begin = shift.day * written.steps() + route.start;
        std::string when = at_step(written, begin);
        std::erase_if(when, [](char c) { return c == ':' || c == '-'; });
        model::Route way{fmt::format("{}-{}", watches.units[shift.unit].id, when), {}};
        const auto stays = stays_of(ground.game.classes[route.asset_class], route.places);
        for (std::size_t n = 0; n < stays.size(); ++n) {
            if (n > 0 && !written.kinds[route.asset_class].by_air) {
                const auto corners = ground.ways[stays[n - 1].place].way_to(written.places[stays[n].place].at);
                for (std::size_t c = 1; c + 1 < corners.size(); ++c) way.points.push_back({.position = corners[c], .name = {}, .arrival = {}, .speed = {}});
            }
            const Place& place = written.places[stays[n].place];
            way.points.push_back({.position = place.at, .name = place.id, .arrival = time_after(written.begin, (begin + stays[n].arrive) * 60 * static_cast<double>(written.step_minutes)), .speed = {}});
        }
        out.push_back(std::move(way));
    }
    return out;
}

ordered_json shifts_of(const Written& written, const patrol::Watches& watches, const std::vector<patrol::Duty>& shifts, bool manned) {
    ordered_json out = ordered_json::array();
    for (const patrol::Duty& shift : shifts) {
        const patrol::Route& route = watches.plan.routes[shift.route];
        const patrol::AssetClass& asset = watches.game.classes[route.asset_class];
        const double begin = shift.day * written.steps() + route.start;
        ordered_json one;
        if (manned) one["unit"] = watches.units[shift.unit].id;
        one["class"] = asset.name;
        one["begin"] = at_step(written, begin);
        one["end"] = at_step(written, begin + static_cast<double>(route.places.size()));
        one["way"] = way_of(written, asset, route.places, begin);
        out.push_back(std::move(one));
    }
    return out;
}

/// Why these patrols: where and when most is left to an adversary who knows the plan.
ordered_json threats_of(const Written& written, const patrol::PatrolGame& game, const std::vector<double>& left) {
    const auto steps = static_cast<std::size_t>(written.steps()), all = steps * static_cast<std::size_t>(written.days);
    std::vector<std::size_t> cells(left.size());
    for (std::size_t i = 0; i < cells.size(); ++i) cells[i] = i;
    std::ranges::stable_sort(cells, std::greater{}, [&](std::size_t i) { return left[i]; });
    ordered_json out = ordered_json::array();
    for (std::size_t n = 0; n < std::min(told_threats, cells.size()) && left[cells[n]] > 0; ++n) {
        const std::size_t place = cells[n] / all, step = cells[n] % all;
        const double value = game.value[place * steps + step % steps];
        out.push_back({{"place", written.places[place].id}, {"from", at_step(written, static_cast<double>(step))},
                       {"value", value}, {"detection", rounded(1 - left[cells[n]] / value, 4)}, {"left", rounded(left[cells[n]], 6)}});
    }
    return out;
}

ordered_json routes_of(const Written& written, const patrol::Watches& watches) {
    std::vector<const patrol::Route*> routes;
    for (const patrol::Route& route : watches.plan.routes) routes.push_back(&route);
    std::ranges::stable_sort(routes, [](const patrol::Route* a, const patrol::Route* b) { return a->share > b->share; });
    routes.resize(std::min(routes.size(), told_routes));
    ordered_json out = ordered_json::array();
    for (const patrol::Route* route : routes)
        out.push_back({{"class", watches.game.classes[route->asset_class].name}, {"share", rounded(route->share, 6)},
                       {"way", way_of(written, watches.game.classes[route->asset_class], route->places, route->start)}});
    return out;
}

/// `unit@time`: who falls out, and from which step on.
Result<std::pair<std::size_t, int>> broken_from(const Written& written, const std::string& text) {
    const std::size_t at = text.find('@');
    const auto unit = std::ranges::find(written.units, text.substr(0, at), &patrol::Unit::id);
    const auto when = at == text.npos ? Result<Time>(fail(ErrorKind::bad_input, "")) : time_from_iso(text.substr(at + 1));
    if (unit == written.units.end() || !when)
        return fail(ErrorKind::bad_input, fmt::format("--broken {}: write a unit of the problem and a time, as {}@{}.", text, written.units[0].id, to_iso(written.begin)));
    return std::pair(static_cast<std::size_t>(unit - written.units.begin()), written.step_of(*when));
}

Result<ordered_json> patrol_plan(const json& problem, const Asked& asked) {
    auto written = written_from(problem, asked.file);
    if (!written) return std::unexpected(written.error());
    const auto ground = ground_of(*written);
    if (!ground) return std::unexpected(ground.error());
    patrol::Watches watches{ground->game, {}, written->units, written->days};
    Random random(1);
    const auto planned = patrol::plan_for_calendars(watches, {.game = {.gap = written->gap}}, random);
    if (!planned) return fail(planned.error().kind, fmt::format("{}: {}", asked.file, planned.error().message));
    const auto seed = asked.seed_file.empty() ? fresh_seed() : seed_of_file(asked.seed_file);
    if (!seed) return std::unexpected(seed.error());
    patrol::Calendar calendar = patrol::draw(watches, chances(*seed, watches.units.size() * static_cast<std::size_t>(watches.days)));
    patrol::Watches now = watches;
    if (!asked.broken.empty()) {
        const auto broken = broken_from(*written, asked.broken);
        if (!broken) return std::unexpected(broken.error());
        calendar = patrol::without(watches, calendar, broken->first, broken->second);
        now.units[broken->first].out.push_back({broken->second, written->days * written->steps()});
    }
    if (!asked.routes.empty())
        if (const auto done = write_routes(sailed(*written, *ground, now, calendar), asked.routes); !done) return std::unexpected(done.error());
    const std::vector<double> left = patrol::left_by_calendars(now, simulated, random);
    const double realised = std::ranges::max(left), lower = planned->lower;
    now.plan = patrol::uniform_patrols(watches.game, uniform_routes, random);
    const double uniform = patrol::loss_of_calendars(now, simulated, random);
    now.plan = patrol::fixed_rota(watches.game, watches.plan);
    const double rota = patrol::loss_of_calendars(now, 1, random);
    now.plan = watches.plan;
    const patrol::Predictability told = patrol::predictability(watches.game, watches.plan);
    const patrol::DayTest days = patrol::days_alike(now, calendar);
    const auto against = [&](double other) { return realised > 0 ? ordered_json(rounded(other / realised, 3)) : ordered_json(); };
    return ordered_json{
        {"value", rounded(realised, 6)}, {"lower", rounded(lower, 6)}, {"upper", rounded(realised, 6)}, {"gap", rounded(realised > 0 ? std::max(0.0, realised - lower) / realised : 0, 6)},
        {"unit", "value lost at an attack, in the mean"}, {"simulated", simulated},
        {"game", {{"lower", rounded(lower, 6)}, {"upper", rounded(planned->upper, 6)}, {"gap", rounded(planned->gap(), 6)}}},
        {"others", {{"uniform", rounded(uniform, 6)}, {"rota", rounded(rota, 6)}, {"uniform_over_calendars", against(uniform)}, {"rota_over_calendars", against(rota)}}},
        {"predictability", {{"bits_per_shift", rounded(told.bits_per_shift, 3)}, {"bits_per_step", rounded(told.bits_per_step, 4)}, {"next_place_guessed", rounded(told.next_place_guessed, 4)},
                            {"days", {{"chi_square", rounded(days.chi_square, 3)}, {"freedom", days.freedom}, {"deviations", rounded(days.deviations, 2)}}}}},
        {"threats", threats_of(*written, watches.game, left)}, {"routes_in_all", watches.plan.routes.size()}, {"routes", routes_of(*written, watches)}, {"commitment", commitment(*seed)},
        {"rules_broken", patrol::broken_rules(now, calendar)}, {"calendar", shifts_of(*written, now, calendar.shifts, true)},
        {"unmanned", shifts_of(*written, now, calendar.unmanned, false)}};
}

}  // namespace

void add_plan_patrol(CLI::App& plan, Work& work) {
    CLI::App* own = plan.add_subcommand("patrol", "How often to be where, with its proof, and a calendar drawn from it");
    const auto asked = std::make_shared<Asked>();
    own->add_option("PROBLEM", asked->file, "the problem as JSON; docs/plans.md says what it holds")->required();
    auto* seed = own->add_option("--seed-file", asked->seed_file, "the secret that the calendar is drawn from: the same gives the same; made when there is no such file");
    own->add_option("--broken", asked->broken, "UNIT@TIME: that unit falls out from then on; the calendar of the seed file changes no more than it must")->needs(seed);
    own->add_option("--routes", asked->routes, "also write each shift's way-points to this folder, as RTZ and GPX");
    own->callback([asked, &work] {
        work = [asked] {
            const auto problem = problem_of(asked->file);
            if (!problem) return told(problem.error());
            const auto answer = patrol_plan(*problem, *asked);
            return answer ? print_plan(*answer) : told(answer.error());
        };
    });
}

}  // namespace vigia::app
