// Cases of `vigia plan check` that logic/protection and logic/transit solve: what to harden, and what a closure costs.
#include <algorithm>
#include <charconv>

#include <fmt/core.h>

#include "app/plan_case.h"
#include "logic/protection/interdiction.h"
#include "logic/protection/network.h"
#include "logic/protection/portfolio.h"
#include "logic/protection/series.h"
#include "logic/transit/closure.h"

namespace vigia::app {

namespace {

using nlohmann::json;

constexpr double tolerance = 1e-9;

std::unexpected<Error> refused(const CaseFields& fields) { return fail(ErrorKind::bad_input, *fields.fault()); }

/// Attacks of targets and upgrades as the case has them.
protection::Portfolio portfolio_of(CaseFields& fields) {
    protection::Portfolio out;
    const auto values = fields.numbers("target_value");
    std::size_t row = 0;
    for (const json* attack : fields.objects("attacks")) {
        CaseFields part(*attack, {"target", "p"});
        const auto target = static_cast<std::size_t>(part.whole("target", 0, static_cast<std::int64_t>(values.size()) - 1));
        const double chance = part.number("p");
        if (!part.fault()) out.risk.push_back(values[target] * chance);
        fields.take(part, fmt::format("attacks[{}]", row++));
    }
    row = 0;
    for (const json* upgrade : fields.objects("upgrades")) {
        CaseFields part(*upgrade, {"cost", "factor"});
        protection::Upgrade bought{.cost = part.number("cost"), .factor = {}};
        const json& factors = part.raw("factor");
        if (!factors.is_object()) part.refuse("\"factor\" must be an object of attacks and factors");
        else
            for (const auto& [attack, factor] : factors.items()) {
                std::uint32_t number = 0;
                const auto read = std::from_chars(attack.data(), attack.data() + attack.size(), number);
                if (read.ec != std::errc() || read.ptr != attack.data() + attack.size() || number >= out.risk.size() || !factor.is_number())
                    part.refuse(fmt::format("\"factor\" has \"{}\", which is no attack with a number", attack));
                else bought.factor.push_back({number, factor.get<double>()});
            }
        out.upgrades.push_back(std::move(bought));
        fields.take(part, fmt::format("upgrades[{}]", row++));
    }
    return out;
}

Result<CaseAnswer> portfolio(const json& one) {
    CaseFields fields(one, {"target_value", "attacks", "upgrades", "budget", "optimal_max_risk", "optimal_cost", "example_set", "residual"});
    const protection::Portfolio problem = portfolio_of(fields);
    const double budget = fields.number("budget"), risk = fields.number("optimal_max_risk"), cost = fields.number("optimal_cost");
    const auto example = fields.indices("example_set", problem.upgrades.size());
    const auto residual = fields.numbers("residual");
    if (fields.fault()) return refused(fields);
    const auto best = protection::best_portfolio(problem, budget);
    if (!best) return std::unexpected(best.error());
    CaseAnswer answer{best->risk, best->lower, best->risk, risk, {}};
    answer.expect(agree(best->risk, risk, tolerance), "optimal_max_risk");
    answer.expect(agree(best->lower, best->risk, tolerance), "lower");
    answer.expect(agree(best->cost, cost, tolerance), "optimal_cost");
    // Sets are not unique: the risks that remain are those of the example only when it is the same set.
    if (best->chosen == example) answer.expect(agree(best->residual, residual, tolerance), "residual");
    return answer;
}

/// Stages of lanes, solved in closed form and once more as a network.
Result<CaseAnswer> canal(const json& one) {
    CaseFields fields(one, {"stages", "harden", "attacks", "unattacked", "worst_unhardened", "optimal_worst_case_throughput", "example_hardening"});
    const protection::Series series{fields.rows("stages")};
    const auto harden = static_cast<std::size_t>(fields.whole("harden", 0, 1'000)), attacks = static_cast<std::size_t>(fields.whole("attacks", 0, 1'000));
    const double unattacked = fields.number("unattacked"), unhardened = fields.number("worst_unhardened"), expected = fields.number("optimal_worst_case_throughput");
    if (fields.fault()) return refused(fields);
    const auto best = protection::harden_series(series, harden, attacks);
    if (!best) return std::unexpected(best.error());
    protection::Network network{series.stages.size() + 1, 0, series.stages.size(), {}};
    for (std::size_t stage = 0; stage < series.stages.size(); ++stage)
        for (const double lane : series.stages[stage]) network.links.push_back({stage, stage + 1, lane});
    const auto again = protection::defend(network, harden, attacks);
    if (!again) return std::unexpected(again.error());
    CaseAnswer answer{best->throughput, again->flow, again->upper, expected, {}};
    answer.expect(agree(best->throughput, expected, tolerance), "optimal_worst_case_throughput");
    answer.expect(agree(again->flow, expected, tolerance) && agree(again->upper, expected, tolerance), "optimal_worst_case_throughput as a network");
    answer.expect(agree(best->unattacked, unattacked, tolerance), "unattacked");
    answer.expect(agree(best->unhardened, unhardened, tolerance), "worst_unhardened");
    return answer;
}

Result<CaseAnswer> interdiction(const json& one) {
    CaseFields fields(one, {"nodes", "arcs", "k", "s", "t", "uninterdicted", "optimal", "example"});
    const auto nodes = static_cast<std::size_t>(fields.whole("nodes", 1, 100'000));
    std::vector<protection::WatchedArc> arcs;
    for (const auto& row : fields.rows("arcs")) {
        const auto node = [&](double number) {
            if (number >= 0 && number < static_cast<double>(nodes) && number == static_cast<double>(static_cast<std::size_t>(number))) return static_cast<std::size_t>(number);
            fields.refuse("\"arcs\" names a node that is not there");
            return std::size_t{0};
        };
        if (row.size() != 4) fields.refuse("\"arcs\" must be lists of from, to, cost and delay");
        else arcs.push_back({node(row[0]), node(row[1]), row[2], row[3]});
    }
    const auto most = static_cast<std::size_t>(fields.whole("k", 0, 1'000)), from = static_cast<std::size_t>(fields.whole("s", 0, 100'000)), to = static_cast<std::size_t>(fields.whole("t", 0, 100'000));
    const double unwatched = fields.number("uninterdicted"), expected = fields.number("optimal");
    fields.indices("example", arcs.size());
    if (fields.fault()) return refused(fields);
    const auto best = protection::interdict(nodes, arcs, from, to, most);
    if (!best) return std::unexpected(best.error());
    CaseAnswer answer{best->length, best->length, best->upper, expected, {}};
    answer.expect(agree(best->length, expected, tolerance), "optimal");
    answer.expect(agree(best->upper, best->length, tolerance), "upper");
    answer.expect(agree(best->unwatched, unwatched, tolerance), "uninterdicted");
    return answer;
}

Result<CaseAnswer> closure(const json& one) {
    CaseFields fields(one, {"arrivals_per_day", "capacity", "capacity_during_closure", "closure_days", "peak_backlog", "clear_days_after", "ship_days_delay", "mean_delay_of_affected"});
    const transit::Closure closed{fields.number("arrivals_per_day"), fields.number("capacity"), fields.number("capacity_during_closure"), fields.number("closure_days")};
    const double peak = fields.number("peak_backlog");
    if (fields.fault()) return refused(fields);
    const auto out = transit::backlog(closed);
    if (!out) return std::unexpected(out.error());
    const auto told = [](const std::optional<double>& value) { return value ? json(*value) : json(); };
    const auto same = [&](const std::optional<double>& value, const char* field) {
        return fields.has(field) ? value && agree(*value, fields.number(field), tolerance) : !value;
    };
    CaseAnswer answer = CaseAnswer::exact(told(out->ship_days), fields.raw("ship_days_delay"));
    answer.expect(agree(out->peak, peak, tolerance), "peak_backlog");
    answer.expect(same(out->clear, "clear_days_after"), "clear_days_after");
    answer.expect(same(out->ship_days, "ship_days_delay"), "ship_days_delay");
    answer.expect(same(out->mean_wait, "mean_delay_of_affected"), "mean_delay_of_affected");
    if (fields.fault()) return refused(fields);
    return answer;
}

}  // namespace

std::vector<CaseKind> protection_case_kinds() {
    return {{"portfolio_minimax", {"upgrades"}, portfolio},
            {"canal_dad", {"stages"}, canal},
            {"shortest_path_interdiction", {"arcs"}, interdiction},
            {"cases", {"arrivals_per_day"}, closure}};
}

}  // namespace vigia::app
