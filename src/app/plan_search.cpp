// Cases of `vigia plan check` that logic/search solves: search theory, patterns, interception, round trips.
#include <algorithm>
#include <cmath>

#include "app/plan_case.h"
#include "logic/search/allocation.h"
#include "logic/search/farthest_on.h"
#include "logic/search/intercept.h"
#include "logic/search/moving.h"
#include "logic/search/pattern.h"
#include "logic/search/round_trip.h"
#include "logic/search/sighting.h"

namespace vigia::app {

namespace {

using nlohmann::json;

constexpr double allocation_tolerance = 1e-8, closed_form_tolerance = 1e-9;

std::unexpected<Error> refused(const CaseFields& fields) { return fail(ErrorKind::bad_input, *fields.fault()); }

/// One effort among cells: allocation, multiplier and success.
Result<CaseAnswer> stationary(const json& one) {
    CaseFields fields(one, {"prior", "alpha_sweep_over_area", "total_effort", "allocation", "multiplier", "POS"});
    const auto prior = fields.numbers("prior"), rate = fields.numbers("alpha_sweep_over_area"), expected = fields.numbers("allocation");
    const double effort = fields.number("total_effort"), multiplier = fields.number("multiplier"), success = fields.number("POS");
    if (fields.fault()) return refused(fields);
    const auto plan = search::allocate(prior, rate, effort);
    if (!plan) return std::unexpected(plan.error());
    CaseAnswer answer{plan->success, plan->success, std::max(plan->success, plan->upper), success, {}};
    answer.expect(agree(plan->success, success, allocation_tolerance), "POS");
    answer.expect(agree(plan->upper, plan->success, allocation_tolerance), "upper");
    answer.expect(agree(plan->multiplier, multiplier, allocation_tolerance), "multiplier");
    answer.expect(agree(plan->effort, expected, allocation_tolerance), "allocation");
    return answer;
}

/// A published allocation; the chance of success is ours, since none is given: what is compared is the allocation.
Result<CaseAnswer> published(const json& one) {
    CaseFields fields(one, {"prior_unnormalised", "effectiveness", "total_effort", "published_allocation", "exact_allocation", "published_allocation_as_printed"});
    auto prior = fields.numbers("prior_unnormalised");
    const auto rate = fields.numbers("effectiveness"), expected = fields.numbers("exact_allocation");
    const double effort = fields.number("total_effort");
    const auto printed = fields.has("published_allocation") ? fields.numbers("published_allocation") : std::vector<double>();
    double mass = 0;
    for (const double p : prior) mass += p;
    if (!(mass > 0)) fields.refuse("\"prior_unnormalised\" must sum to more than 0");
    if (fields.fault()) return refused(fields);
    for (double& p : prior) p /= mass;
    const auto plan = search::allocate(prior, rate, effort);
    if (!plan) return std::unexpected(plan.error());
    double success = 0;
    for (std::size_t i = 0; i < std::min(expected.size(), prior.size()); ++i) success -= prior[i] * std::expm1(-rate[i] * expected[i]);
    CaseAnswer answer{plan->success, plan->success, std::max(plan->success, plan->upper), success, {}};
    answer.expect(agree(plan->success, success, allocation_tolerance), "success");
    answer.expect(agree(plan->upper, plan->success, allocation_tolerance), "upper");
    answer.expect(agree(plan->effort, expected, allocation_tolerance), "exact_allocation");
    if (!printed.empty()) answer.expect(agree(plan->effort, printed, allocation_tolerance), "published_allocation");
    return answer;
}

/// A moving object: success between its bounds, and the allocation.
Result<CaseAnswer> moving(const json& one) {
    CaseFields fields(one, {"cells", "periods", "prior", "transition", "alpha", "effort_per_period", "allocation", "POS", "duality_gap", "iterations"});
    search::Wanderer object{fields.numbers("prior"), {}};
    const auto rows = fields.rows("transition"), expected = fields.rows("allocation");
    search::Means means{.rate = fields.numbers("alpha"), .effort = {}, .gap = 1e-12, .most_sweeps = 10'000};
    const auto cells = static_cast<std::size_t>(fields.whole("cells", 1, 10'000)), periods = static_cast<std::size_t>(fields.whole("periods", 1, 10'000));
    means.effort.assign(periods, fields.number("effort_per_period"));
    const double success = fields.number("POS");
    fields.number_or("duality_gap", 0), fields.number_or("iterations", 0);
    if (rows.size() != cells || object.prior.size() != cells || std::ranges::any_of(rows, [&](const auto& row) { return row.size() != cells; }))
        fields.refuse("\"prior\" and \"transition\" must have as many cells as \"cells\" says");
    if (fields.fault()) return refused(fields);
    for (std::uint32_t from = 0; from < cells; ++from)
        for (std::uint32_t to = 0; to < cells; ++to)
            if (rows[from][to] != 0) object.steps.push_back({from, to, rows[from][to]});
    const auto plan = search::plan_moving(object, means);
    if (!plan) return std::unexpected(plan.error());
    CaseAnswer answer{plan->success, plan->success, plan->upper, success, {}};
    answer.expect(agree(plan->success, success, allocation_tolerance), "POS");
    answer.expect(plan->upper - plan->success <= allocation_tolerance, "upper");
    // Efforts are told to the root of the tolerance: success is flat about its best.
    answer.expect(std::ranges::equal(plan->effort, expected, [](const auto& a, const auto& b) { return agree(a, b, std::sqrt(allocation_tolerance)); }), "allocation");
    return answer;
}

Result<CaseAnswer> expanding_square(const json& one) {
    CaseFields fields(one, {"S", "legs", "waypoints", "length"});
    const double spacing = fields.number("S"), length = fields.number("length");
    const auto legs = static_cast<int>(fields.whole("legs", 1, 10'000));
    const auto expected = fields.rows("waypoints");
    if (!(spacing > 0)) fields.refuse("\"S\" must be above 0");
    if (fields.fault()) return refused(fields);
    const auto corners = search::expanding_square(Metres{spacing}, legs, Degrees{0});
    CaseAnswer answer = CaseAnswer::exact(search::length(corners), length);
    answer.expect(agree(search::length(corners), length, closed_form_tolerance), "length");
    answer.expect(std::ranges::equal(corners, expected, [](const geo::Offset& a, const std::vector<double>& b) { return agree(std::vector{a.east, a.north}, b, closed_form_tolerance); }), "waypoints");
    return answer;
}

Result<CaseAnswer> sector(const json& one) {
    CaseFields fields(one, {"radius", "length"});
    const double radius = fields.number("radius"), length = fields.number("length");
    if (!(radius > 0)) fields.refuse("\"radius\" must be above 0");
    if (fields.fault()) return refused(fields);
    const double own = search::length(search::sector(Metres{radius}, Degrees{0}));
    CaseAnswer answer = CaseAnswer::exact(own, length);
    answer.expect(agree(own, length, closed_form_tolerance), "length");
    return answer;
}

Result<CaseAnswer> parallel(const json& one) {
    CaseFields fields(one, {"width", "height", "S", "first_offset", "legs", "leg_length", "crosslegs", "total_length"});
    const double width = fields.number("width"), height = fields.number("height"), spacing = fields.number("S"), length = fields.number("total_length");
    const double offset = fields.number("first_offset"), leg = fields.number("leg_length");
    const auto legs = fields.whole("legs", 1, 100'000), crosslegs = fields.whole("crosslegs", 0, 100'000);
    if (!(width > 0) || !(height > 0) || !(spacing > 0)) fields.refuse("\"width\", \"height\" and \"S\" must be above 0");
    if (fields.fault()) return refused(fields);
    const auto corners = search::parallel_track({Metres{std::max(width, height)}, Metres{std::min(width, height)}, Degrees{90}}, Metres{spacing});
    const auto run = [&](std::size_t i) { return std::hypot(corners[i].east - corners[i - 1].east, corners[i].north - corners[i - 1].north); };
    CaseAnswer answer = CaseAnswer::exact(search::length(corners), length);
    answer.expect(agree(search::length(corners), length, closed_form_tolerance), "total_length");
    answer.expect(corners.size() == 2 * static_cast<std::size_t>(legs), "legs");
    answer.expect(corners.size() == 2 * static_cast<std::size_t>(crosslegs) + 2, "crosslegs");
    answer.expect(agree(run(1), leg, closed_form_tolerance), "leg_length");
    answer.expect(agree(std::min(width, height) / 2 - std::abs(corners[0].north), offset, closed_form_tolerance), "first_offset");
    return answer;
}

Result<CaseAnswer> detection(const json& one) {
    CaseFields fields(one, {"coverage", "POD"});
    const double coverage = fields.number("coverage"), expected = fields.number("POD");
    const json& model = fields.raw("model");
    std::optional<search::Sight> sight;
    for (const auto& [name, is] : {std::pair("random/exponential", search::Sight::random), std::pair("inverse cube", search::Sight::inverse_cube),
                                   std::pair("definite range", search::Sight::definite_range)})
        if (model == name) sight = is;
    if (!sight) fields.refuse("\"model\" must be random/exponential, inverse cube or definite range");
    if (!(coverage >= 0)) fields.refuse("\"coverage\" must not be negative");
    if (fields.fault()) return refused(fields);
    const double own = search::detection(*sight, coverage);
    CaseAnswer answer = CaseAnswer::exact(own, expected);
    answer.expect(agree(own, expected, closed_form_tolerance), "POD");
    return answer;
}

Result<CaseAnswer> interception(const json& one) {
    CaseFields fields(one, {"rel_pos", "target_vel", "own_speed", "time"});
    const auto place = fields.numbers("rel_pos"), velocity = fields.numbers("target_vel");
    const double own = fields.number("own_speed");
    const bool meets = fields.has("time");
    const double expected = meets ? fields.number("time") : 0;
    if (place.size() != 2 || velocity.size() != 2 || !(own >= 0)) fields.refuse("\"rel_pos\" and \"target_vel\" must have two numbers, and \"own_speed\" not be negative");
    if (fields.fault()) return refused(fields);
    const auto time = search::time_to_meet({place[0], place[1]}, {velocity[0], velocity[1]}, MetresPerSecond{own});
    CaseAnswer answer = CaseAnswer::exact(time ? json(time->value) : json(), meets ? json(expected) : json());
    answer.expect(time.has_value() == meets && (!time || agree(time->value, expected, closed_form_tolerance)), "time");
    return answer;
}

Result<CaseAnswer> farthest_on(const json& one) {
    CaseFields fields(one, {"max_speed", "elapsed", "radius"});
    const double speed = fields.number("max_speed"), elapsed = fields.number("elapsed"), radius = fields.number("radius");
    if (fields.fault()) return refused(fields);
    const double own = search::farthest_on_radius(MetresPerSecond{speed}, Seconds{elapsed}).value;
    CaseAnswer answer = CaseAnswer::exact(own, radius);
    answer.expect(agree(own, radius, closed_form_tolerance), "radius");
    return answer;
}

Result<CaseAnswer> orienteering(const json& one) {
    CaseFields fields(one, {"points", "score", "depot", "budget", "optimal_score", "min_length_at_optimum"});
    const auto points = fields.rows("points");
    const auto score = fields.numbers("score");
    const auto depot = static_cast<std::size_t>(fields.whole("depot", 0, 1'000));
    const double budget = fields.number("budget"), best = fields.number("optimal_score"), length = fields.number("min_length_at_optimum");
    if (points.size() != score.size() || std::ranges::any_of(points, [](const auto& p) { return p.size() != 2; }))
        fields.refuse("\"points\" must be pairs of numbers, as many as \"score\" has");
    if (fields.fault()) return refused(fields);
    std::vector<double> lengths;
    for (const auto& a : points)
        for (const auto& b : points) lengths.push_back(std::hypot(a[0] - b[0], a[1] - b[1]));
    const auto trip = search::round_trip(lengths, score, depot, budget);
    if (!trip) return std::unexpected(trip.error());
    CaseAnswer answer = CaseAnswer::exact(trip->score, best);
    answer.expect(trip->score == best, "optimal_score");
    answer.expect(agree(trip->length, length, closed_form_tolerance), "min_length_at_optimum");
    return answer;
}

}  // namespace

std::vector<CaseKind> search_case_kinds() {
    return {{"stationary", {"prior"}, stationary},
            {"moving_brown", {"transition"}, moving},
            {"published_soral", {"exact_allocation"}, published},
            {"expanding_square", {"legs"}, expanding_square},
            {"sector", {"radius"}, sector},
            {"parallel", {"leg_length"}, parallel},
            {"pod", {"POD"}, detection},
            {"intercept", {"own_speed"}, interception},
            {"farthest_on", {"max_speed"}, farthest_on},
            {"cases", {"points", "score"}, orienteering}};
}

}  // namespace vigia::app
