// vigia plan: patrols, searches and interceptions with proven bounds; and instance files solved against their answers.
#include <memory>

#include <CLI/CLI.hpp>
#include <fmt/core.h>

#include "app/output.h"
#include "app/plan_case.h"
#include "app/plan_verbs.h"
#include "app/share.h"
#include "app/verbs.h"

namespace vigia::app {

namespace {

/// Every kind of case that `plan check` solves, whoever solves it.
std::vector<CaseKind> all_kinds() {
    std::vector<CaseKind> out;
    for (auto& kinds : {patrol_case_kinds(), protection_case_kinds(), search_case_kinds()}) out.insert(out.end(), kinds.begin(), kinds.end());
    return out;
}

Exit check_file(const std::string& file) {
    const auto text = text_of_file(file);
    if (!text) return told(text.error());
    Output out;
    const auto wrong = check_cases(*text, file, all_kinds(), out.text());
    out.flush();
    if (!wrong) return told(wrong.error());
    if (*wrong > 0) fmt::print(stderr, "vigia: {} of {} came out otherwise than the file says.\n", counted(*wrong, "case"), file);
    return *wrong > 0 ? Exit::check_failed : Exit::done;
}

}  // namespace

void add_plan(CLI::App& cli, Work& work) {
    CLI::App* plan = cli.add_subcommand("plan", "Plans patrols, searches and interceptions with a proof");
    plan->require_subcommand(1);
    CLI::App* check = plan->add_subcommand("check", "Solves every case of an instance file against the answer it gives; one line of JSON each");
    const auto file = std::make_shared<std::string>();
    check->add_option("FILE", *file, "instances as JSON: lists of cases, each with its data and its answer")->required();
    add_plan_patrol(*plan, work);
    add_plan_search(*plan, work);
    add_plan_intercept(*plan, work);
    add_plan_farthest_on(*plan, work);
    check->callback([file, &work] { work = [file] { return check_file(*file); }; });
}

}  // namespace vigia::app
