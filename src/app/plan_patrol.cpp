// Cases of `vigia plan check` that logic/patrol solves: Stackelberg security games, and patrols bound to shifts.
#include <algorithm>

#include "app/plan_case.h"
#include "logic/patrol/patrol_game.h"
#include "logic/patrol/security_game.h"

namespace vigia::app {

namespace {

using nlohmann::json;

constexpr double game_tolerance = 1e-9;
constexpr double patrol_tolerance = 1e-7;
constexpr std::size_t most_nodes = 10'000, most_steps = 10'000;

/// Six games of n targets and m resources: value and coverage against exact rationals.
Result<CaseAnswer> homogeneous_game(const json& one) {
    CaseFields fields(one, {"n", "m", "seed", "targets", "attacker_value", "attacker_value_f", "defender_value", "defender_value_f", "coverage", "attack_set"});
    patrol::Targets targets;
    std::size_t row = 0;
    for (const json* target : fields.objects("targets")) {
        CaseFields payoffs(*target, {"udc", "udu", "uac", "uau", "weight"});
        targets.defender_covered.push_back(payoffs.number("udc"));
        targets.defender_uncovered.push_back(payoffs.number("udu"));
        targets.attacker_covered.push_back(payoffs.number("uac"));
        targets.attacker_uncovered.push_back(payoffs.number("uau"));
        targets.weight.push_back(payoffs.number_or("weight", 1));
        fields.take(payoffs, "targets[" + std::to_string(row++) + "]");
    }
    const double resources = fields.number("m"), attacker = fields.number("attacker_value"), defender = fields.number("defender_value");
    if (static_cast<std::size_t>(fields.whole("n", 0, CaseFields::default_most)) != targets.size()) fields.refuse("\"n\" is not the number of targets");
    const auto coverage = fields.numbers("coverage");
    auto attacked = fields.indices("attack_set", targets.size());
    if (fields.fault()) return fail(ErrorKind::bad_input, *fields.fault());
    const auto solved = patrol::solve(targets, resources);
    if (!solved) return fail(solved.error().kind, solved.error().message);
    CaseAnswer answer = CaseAnswer::exact(solved->defender_value, defender);
    answer.expect(agree(solved->defender_value, defender, game_tolerance), "defender_value");
    answer.expect(agree(solved->attacker_value, attacker, game_tolerance), "attacker_value");
    answer.expect(agree(solved->coverage, coverage, game_tolerance), "coverage");
    std::ranges::sort(attacked);
    answer.expect(patrol::attack_set(targets, *solved) == attacked, "attack_set");
    return answer;
}

patrol::AssetClass asset_class(CaseFields& fields, std::size_t nodes, int steps) {
    patrol::AssetClass asset;
    asset.count = fields.number("count");
    asset.base = static_cast<std::size_t>(fields.whole("base", 0, static_cast<std::int64_t>(nodes) - 1));
    asset.shift = static_cast<int>(fields.whole("L", 1, steps));
    asset.detection = fields.number("p");
    for (const std::size_t start : fields.indices("starts", static_cast<std::size_t>(steps))) asset.starts.push_back(static_cast<int>(start));
    for (const auto& next : fields.index_rows("nb", nodes)) {
        asset.legs.emplace_back();
        for (const std::size_t to : next) asset.legs.back().push_back({to, 1});
    }
    asset.covers = fields.index_rows("cov", nodes);
    return asset;
}

/// Patrols of classes of assets over nodes and steps, each shift from its base and back: what is lost at most.
Result<CaseAnswer> shift_game(const json& one) {
    CaseFields fields(one, {"N", "T", "periodic", "value", "types", "routes_enumerated", "min_max_expected_loss"});
    patrol::PatrolGame game;
    game.nodes = static_cast<std::size_t>(fields.whole("N", 1, most_nodes));
    game.steps = static_cast<int>(fields.whole("T", 1, most_steps));
    const json& periodic = fields.raw("periodic");
    if (!periodic.is_null() && !periodic.is_boolean()) fields.refuse("\"periodic\" must be true or false");
    game.horizon = periodic == json(false) ? patrol::Horizon::ends : patrol::Horizon::repeats;
    for (const auto& row : fields.rows("value")) {
        if (row.size() != static_cast<std::size_t>(game.steps)) fields.refuse("\"value\" must have a number for every step");
        game.value.insert(game.value.end(), row.begin(), row.end());
    }
    for (const json* type : fields.objects("types", 100)) {
        CaseFields part(*type, {"count", "base", "L", "p", "starts", "nb", "cov"});
        game.classes.push_back(asset_class(part, game.nodes, game.steps));
        fields.take(part, "types");
    }
    const double expected = fields.number("min_max_expected_loss");
    if (fields.fault()) return fail(ErrorKind::bad_input, *fields.fault());
    const auto plan = patrol::solve(game, {.gap = 0});
    if (!plan) return fail(plan.error().kind, plan.error().message);
    CaseAnswer answer{plan->upper, plan->lower, plan->upper, expected, {}};
    answer.expect(agree(plan->upper, expected, patrol_tolerance) && agree(plan->lower, expected, patrol_tolerance), "min_max_expected_loss");
    return answer;
}

}  // namespace

std::vector<CaseKind> patrol_case_kinds() {
    return {{"cases", {"targets", "attack_set"}, homogeneous_game}, {"cases", {"types", "min_max_expected_loss"}, shift_game}};
}

}  // namespace vigia::app
