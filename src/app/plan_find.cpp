// vigia plan search: a drift, and who searches where and when.
#include <algorithm>
#include <cmath>
#include <memory>
#include <numeric>

#include <CLI/CLI.hpp>
#include <fmt/core.h>

#include "app/plan_problem.h"
#include "app/plan_verbs.h"
#include "logic/search/chances.h"
#include "logic/search/drift.h"
#include "logic/search/pattern.h"

namespace vigia::app {

namespace {

using nlohmann::json;
using nlohmann::ordered_json;

constexpr double square_mile = metres_per_nautical_mile * metres_per_nautical_mile;
constexpr std::size_t most_craft = 50, most_periods = 200, most_cells = 2'500;

struct Craft {
    std::string id;
    MetresPerSecond speed;
    Metres sweep;
    double from = 0, until = 0;  ///< seconds after the beginning, on scene
    bool creeping = false;
};

struct Search {
    Time begin{};
    double period = 0;  ///< seconds
    std::size_t periods = 0;
    search::DriftOrder order;
    std::vector<Craft> craft;
    Metres cell;
    double gap = 0;
};

double after(Time begin, Time t) { return static_cast<double>((t - begin).count()) / 1'000; }

search::Velocity blowing(double knots, double towards) {
    const double speed = from_knots(knots).value, turn = towards * 0.017453292519943295;
    return {speed * std::sin(turn), speed * std::cos(turn)};
}

/// Steady (`knots`, direction), a series (`times`, lists of both), or a grid (`box`, `rows`, `columns`, `times`, `east_mps`,
/// `north_mps`). The direction of wind is where it comes from, that of a current where it goes.
search::Flow flow_of(CaseFields& fields, std::string_view name, std::string_view direction, double turned, Time begin) {
    const search::Flow none{search::Velocity{}};
    if (!fields.has(name)) return none;
    CaseFields part(fields.raw(name), {"knots", direction, "times", "box", "rows", "columns", "east_mps", "north_mps"});
    std::vector<Seconds> times;
    if (part.raw("times").is_array())
        for (const json& one : part.raw("times")) {
            const auto read = one.is_string() ? time_from_iso(one.get<std::string>()) : Result<Time>(fail(ErrorKind::bad_input, ""));
            if (!read) part.refuse("\"times\" must be a list of times in UTC");
            else times.push_back(Seconds{after(begin, *read)});
        }
    geo::Box box{-180, -90, 180, 90};
    int rows = 1, columns = 1;
    std::vector<search::Velocity> values;
    if (const auto given = box_of(part, "box")) {
        box = *given;
        rows = static_cast<int>(part.whole("rows", 1, 10'000)), columns = static_cast<int>(part.whole("columns", 1, 10'000));
        const auto east = part.numbers("east_mps", search::Flow::most_values), north = part.numbers("north_mps", search::Flow::most_values);
        if (east.size() != north.size()) part.refuse("\"east_mps\" and \"north_mps\" must be of one length");
        for (std::size_t i = 0; i < std::min(east.size(), north.size()); ++i) values.push_back({east[i], north[i]});
    } else if (!times.empty()) {
        const auto knots = part.numbers("knots"), towards = part.numbers(direction);
        if (knots.size() != times.size() || towards.size() != times.size()) part.refuse(fmt::format("\"knots\" and \"{}\" must have one number for each time", direction));
        for (std::size_t i = 0; i < std::min(knots.size(), towards.size()); ++i) values.push_back(blowing(knots[i], towards[i] + turned));
    } else {
        values.push_back(blowing(number_within(part, "knots", 0, 200), number_within(part, direction, 0, 360) + turned));
    }
    if (times.empty()) times.push_back(Seconds{0});
    auto made = search::Flow::make(box, rows, columns, std::move(times), std::move(values));
    if (!made && !part.fault()) part.refuse(made.error().message);
    fields.take(part, name);
    return made ? *made : none;
}

search::Loss loss_of(CaseFields& fields, Time begin) {
    CaseFields part(fields.raw("lost"), {"first", "last", "error_m", "earliest", "latest"});
    const geo::Position first = place_of(part, "first");
    search::Loss out{.first = first, .last = part.has("last") ? place_of(part, "last") : first, .error = Metres{number_within(part, "error_m", 0, 200'000, 0)}};
    out.earliest = Seconds{after(begin, time_of(part, "earliest"))};
    out.latest = part.has("latest") ? Seconds{after(begin, time_of(part, "latest"))} : out.earliest;
    if (out.latest < out.earliest || out.earliest.value > 0) part.refuse("\"earliest\" must not be after \"latest\" nor after \"begin\"");
    fields.take(part, "lost");
    return out;
}

Craft craft_of(CaseFields& part, Time begin, double ends) {
    Craft out{file_word_of(part, "id"), from_knots(number_within(part, "speed_kn", 0.1, 1'000)), from_nautical_miles(number_within(part, "sweep_width_nm", 0.001, 200)), 0, ends, false};
    if (part.has("from")) out.from = after(begin, time_of(part, "from"));
    if (part.has("until")) out.until = after(begin, time_of(part, "until"));
    out.creeping = word_of(part, "pattern", {"parallel", "creeping"}, 0) == 1;
    return out;
}

Result<Search> search_of(const json& problem, const std::string& file) {
    CaseFields fields(problem, {"begin", "until", "period_minutes", "object", "lost", "wind", "current", "wind_error_mps", "current_error_mps", "particles", "seed", "craft", "cell_nm", "gap"});
    const Time begin = time_of(fields, "begin");
    Search out{.begin = begin, .order = {.loss = loss_of(fields, begin)}, .craft = {}, .cell = from_nautical_miles(number_within(fields, "cell_nm", 0.05, 60, 1))};
    out.period = number_within(fields, "period_minutes", 5, 1'440, 60) * 60;
    const double lasts = after(begin, time_of(fields, "until"));
    out.periods = static_cast<std::size_t>(std::clamp(std::ceil(lasts / out.period - 1e-9), 0.0, static_cast<double>(most_periods + 1)));
    if (out.periods == 0 || out.periods > most_periods) fields.refuse(fmt::format("\"until\" must be after \"begin\", by at most {} periods", most_periods));
    const std::string object = text_of(fields, "object");
    const search::LeewayKind* kind = search::leeway_kind(object);
    if (kind == nullptr) fields.refuse(fmt::format("\"object\" \"{}\" is no kind that is known; docs/plans.md lists them", object));
    else out.order.leeway = kind->leeway;
    out.order.wind = flow_of(fields, "wind", "from", 180, begin);
    out.order.current = flow_of(fields, "current", "towards", 0, begin);
    out.order.wind_error = MetresPerSecond{number_within(fields, "wind_error_mps", 0, 30, out.order.wind_error.value)};
    out.order.current_error = MetresPerSecond{number_within(fields, "current_error_mps", 0, 10, out.order.current_error.value)};
    out.order.particles = static_cast<std::uint32_t>(number_within(fields, "particles", 100, search::DriftOrder::most_particles, 20'000));
    out.order.seed = static_cast<std::uint64_t>(number_within(fields, "seed", 0, 9e15, 1));
    out.gap = number_within(fields, "gap", 0, 1, 1e-3);
    for (std::size_t k = 0; k < out.periods; ++k) out.order.when.push_back(Seconds{(static_cast<double>(k) + 0.5) * out.period});
    std::size_t row = 0;
    for (const json* one : fields.objects("craft", most_craft)) {
        CaseFields part(*one, {"id", "speed_kn", "sweep_width_nm", "from", "until", "pattern"});
        out.craft.push_back(craft_of(part, begin, lasts));
        fields.take(part, fmt::format("craft[{}]", row++));
    }
    if (fields.fault()) return fail(ErrorKind::bad_input, fmt::format("{}: {}.", file, *fields.fault()));
    return out;
}

/// Works a search out: the drift, the bound of all plans, and rectangles for the craft, one after another.
class Planner {
  public:
    Planner(const Search& search, const geo::LandMask& land, search::Drift drift, search::SearchSheet sheet)
        : search_(search), land_(land), drift_(std::move(drift)), sheet_(std::move(sheet)), weight_(drift_.particles, 1.0 / drift_.particles) {
        for (std::size_t c = 0; c < sheet_.size(); ++c) rate_.push_back(1 / sheet_.square_metres(c));
        for (const Craft& craft : search_.craft) routes_.push_back({craft.id, {}});
    }

    Result<ordered_json> run() {
        search::Means means{.rate = rate_, .effort = {}, .gap = search_.gap, .most_sweeps = 200};
        for (std::size_t k = 0; k < search_.periods; ++k) {
            double area = 0;
            for (const Craft& craft : search_.craft) area += swept(craft, k);
            means.effort.push_back(area);
        }
        const auto ideal = search::plan_moving(search::paths_of(drift_, sheet_), means);
        if (!ideal) return std::unexpected(ideal.error());
        const auto before = search::chances(drift_, search_.periods - 1, sheet_, weight_);
        ordered_json periods = ordered_json::array();
        for (std::size_t k = 0; k < search_.periods; ++k) {
            auto told = period(k);
            if (!told) return told;
            periods.push_back(std::move(*told));
        }
        const double success = 1 - std::accumulate(weight_.begin(), weight_.end(), 0.0);
        ordered_json out = {{"value", success}, {"lower", success}, {"upper", std::max(success, ideal->upper)}, {"unit", "probability of success"},
                            {"ideal", ideal->success}, {"ideal_gap", ideal->upper - ideal->success}, {"sweeps", ideal->sweeps},
                            {"particles", drift_.particles}, {"ashore", static_cast<double>(drift_.stranded) / drift_.particles}, {"periods", std::move(periods)}};
        out["map"] = map(before, search::chances(drift_, search_.periods - 1, sheet_, weight_));
        return out;
    }

    [[nodiscard]] const std::vector<model::Route>& routes() const { return routes_; }

  private:
    [[nodiscard]] double on_scene(const Craft& craft, std::size_t k) const {
        const double begins = static_cast<double>(k) * search_.period;
        return std::max(0.0, std::min(craft.until, begins + search_.period) - std::max(craft.from, begins));
    }
    /// Square metres that a craft can sweep in a period.
    [[nodiscard]] double swept(const Craft& craft, std::size_t k) const { return craft.sweep.value * craft.speed.value * on_scene(craft, k); }

    /// How the middle of the particles moves about a moment.
    [[nodiscard]] geo::Offset drifting(std::size_t k) const {
        if (search_.periods == 1) return {0, 0};
        const std::size_t a = k == 0 ? 0 : k - 1, b = std::min(k + 1, search_.periods - 1);
        const geo::Offset way = geo::Plane(drift_.middle(a).mean).offset(drift_.middle(b).mean);
        const double time = static_cast<double>(b - a) * search_.period;
        return {way.east / time, way.north / time};
    }

    Result<ordered_json> period(std::size_t k) {
        const double begins = static_cast<double>(k) * search_.period;
        const auto middle = drift_.middle(k);
        const geo::Offset drift = drifting(k);
        const Degrees towards = turned_into_circle(Degrees{std::atan2(drift.east, drift.north) * 57.29577951308232});
        ordered_json out = {{"from", iso_after(search_.begin, begins)}, {"until", iso_after(search_.begin, begins + search_.period)}, {"datum", told_place(middle.mean)},
                            {"half_within_nm", rounded(to_nautical_miles(middle.half), 2)},
                            {"drift", {{"knots", rounded(to_knots(MetresPerSecond{std::hypot(drift.east, drift.north)}), 2)}, {"towards", rounded(towards.value, 0)}}},
                            {"areas", ordered_json::array()}};
        for (std::size_t i = 0; i < search_.craft.size(); ++i) {
            if (swept(search_.craft[i], k) <= 0) continue;
            auto told = area(k, i, drift);
            if (!told) return told;
            out["areas"].push_back(std::move(*told));
        }
        return out;
    }

    /// The best rectangle that is left for one craft, and its pattern.
    Result<ordered_json> area(std::size_t k, std::size_t i, geo::Offset drift) {
        const Craft& craft = search_.craft[i];
        std::vector<double> chance(sheet_.size());
        const auto places = drift_.at(k);
        for (std::size_t p = 0; p < places.size(); ++p) {
            const std::uint32_t cell = places[p].afloat ? sheet_.cell_of(places[p].latitude, places[p].longitude) : search::no_cell;
            if (cell != search::no_cell) chance[cell] += weight_[p];
        }
        const auto best = search::best_rectangle(sheet_, chance, rate_, swept(craft, k));
        if (!best) return std::unexpected(best.error());
        const double cell_north = (sheet_.box().north - sheet_.box().south) / sheet_.rows(), cell_east = (sheet_.box().east - sheet_.box().west) / sheet_.columns();
        const geo::Box box{sheet_.box().west + best->west * cell_east, sheet_.box().south + best->south * cell_north,
                           sheet_.box().west + (best->west + best->columns) * cell_east, sheet_.box().south + (best->south + best->rows) * cell_north};
        double area = 0;
        for (int r = best->south; r < best->south + best->rows; ++r) area += best->columns * sheet_.square_metres(static_cast<std::size_t>(r * sheet_.columns()));
        const double coverage = swept(craft, k) / area, missed = std::exp(-coverage);
        const double before = std::accumulate(weight_.begin(), weight_.end(), 0.0);
        for (std::size_t p = 0; p < places.size(); ++p)
            if (places[p].afloat && box.contains(geo::Position::of(places[p].latitude, places[p].longitude))) weight_[p] *= missed;
        const double found = before - std::accumulate(weight_.begin(), weight_.end(), 0.0);
        ordered_json out = {{"craft", craft.id}, {"box", {rounded(box.west, 6), rounded(box.south, 6), rounded(box.east, 6), rounded(box.north, 6)}},
                            {"square_nm", rounded(area / square_mile, 2)}, {"containment", best->chance / before}, {"coverage", rounded(coverage, 3)},
                            {"detection", 1 - missed}, {"success", found}};
        const bool fine = steer(k, i, box, area, drift, out);
        if (!fine) return fail(ErrorKind::bad_input, fmt::format("craft \"{}\" is no faster than the object drifts", craft.id));
        return out;
    }

    /// The pattern in a rectangle, as way-points over the ground; false when the craft cannot keep up with the drift.
    bool steer(std::size_t k, std::size_t i, const geo::Box& box, double area, geo::Offset drift, ordered_json& out) {
        const Craft& craft = search_.craft[i];
        const geo::Position middle = geo::Position::of((box.south + box.north) / 2, (box.west + box.east) / 2);
        const double height = geo::distance_near(geo::Position::of(box.south, middle.longitude()), geo::Position::of(box.north, middle.longitude())).value, width = area / height;
        const search::Rectangle rectangle{Metres{std::max(width, height)}, Metres{std::min(width, height)}, Degrees{width > height ? 90.0 : 0.0}};
        const Metres spacing{area / (craft.speed.value * on_scene(craft, k))};
        const auto corners = craft.creeping ? search::creeping_line(rectangle, spacing) : search::parallel_track(rectangle, spacing);
        // The rectangle is drawn for the middle of the period; the pattern begins where it will have been at its beginning.
        const double starts = std::max(craft.from, static_cast<double>(k) * search_.period), half = starts - (static_cast<double>(k) + 0.5) * search_.period;
        const geo::Position datum = geo::Plane(middle).at({drift.east * half, drift.north * half});
        const auto points = search::steered(corners, datum, drift, craft.speed);
        if (!points) return false;
        out["pattern"] = craft.creeping ? "creeping line" : "parallel track";
        out["spacing_nm"] = rounded(to_nautical_miles(spacing), 3);
        out["way_points"] = ordered_json::array();
        bool land = false;
        for (std::size_t p = 0; p < points->size(); ++p) {
            const search::SearchPoint& point = (*points)[p];
            land = land || (p > 0 && land_.crosses_land((*points)[p - 1].position, point.position, Metres{100}));
            out["way_points"].push_back({rounded(point.position.latitude(), 6), rounded(point.position.longitude(), 6), iso_after(search_.begin, starts + point.after.value)});
            routes_[i].points.push_back({.position = point.position, .name = fmt::format("{}-{}", k + 1, p + 1), .arrival = time_after(search_.begin, starts + point.after.value),
                                         .speed = p == 0 ? std::nullopt : std::optional(craft.speed)});
        }
        out["crosses_land"] = land;
        return true;
    }

    [[nodiscard]] ordered_json map(const std::vector<double>& before, const std::vector<double>& left) const {
        ordered_json first = ordered_json::array(), last = ordered_json::array();
        for (const double p : before) first.push_back(rounded(p, 7));
        for (const double p : left) last.push_back(rounded(p, 7));
        return {{"at", iso_after(search_.begin, search_.order.when.back().value)}, {"box", {sheet_.box().west, sheet_.box().south, sheet_.box().east, sheet_.box().north}},
                {"rows", sheet_.rows()}, {"columns", sheet_.columns()}, {"before", std::move(first)}, {"unseen", std::move(last)}};
    }

    const Search& search_;
    const geo::LandMask& land_;
    search::Drift drift_;
    search::SearchSheet sheet_;
    std::vector<double> weight_, rate_;
    std::vector<model::Route> routes_;
};

Exit run(const std::string& file, const std::string& folder) {
    const auto problem = problem_of(file);
    if (!problem) return told(problem.error());
    const auto search = search_of(*problem, file);
    if (!search) return told(search.error());
    const auto water = plan_water();
    if (!water) return told(water.error());
    auto drift = search::drift(search->order, water->land.get());
    if (!drift) return told(drift.error());
    auto sheet = search::SearchSheet::around(*drift, search->cell, most_cells);
    if (!sheet) return told(sheet.error());
    Planner planner(*search, *water->land, std::move(*drift), std::move(*sheet));
    const auto plan = planner.run();
    if (!plan) return told(plan.error());
    if (!folder.empty())
        if (const auto written = write_routes(planner.routes(), folder); !written) return told(written.error());
    return print_plan(*plan);
}

}  // namespace

void add_plan_search(CLI::App& plan, Work& work) {
    CLI::App* own = plan.add_subcommand("search", "Where something adrift may be, and who searches where");
    const auto file = std::make_shared<std::string>(), folder = std::make_shared<std::string>();
    own->add_option("PROBLEM", *file, "the problem as JSON; docs/plans.md says what it holds")->required();
    own->add_option("--routes", *folder, "also write each craft's way-points to this folder, as RTZ and GPX");
    own->callback([file, folder, &work] { work = [file, folder] { return run(*file, *folder); }; });
}

}  // namespace vigia::app
