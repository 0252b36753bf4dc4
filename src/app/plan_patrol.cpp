// Cases of `vigia plan check` that logic/patrol solves: Stackelberg security games.
#include <algorithm>

#include "app/plan_case.h"
#include "logic/patrol/security_game.h"

namespace vigia::app {

namespace {

using nlohmann::json;

constexpr double game_tolerance = 1e-9;

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

}  // namespace

std::vector<CaseKind> patrol_case_kinds() {
    return {{"cases", {"targets", "attack_set"}, homogeneous_game}};
}

}  // namespace vigia::app
