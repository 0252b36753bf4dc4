#pragma once
#include <nlohmann/json.hpp>

#include "app/verbs.h"

namespace vigia::app {

// Each adds one kind of plan under `vigia plan`.
void add_plan_patrol(CLI::App& plan, Work& work);
void add_plan_search(CLI::App& plan, Work& work);
void add_plan_intercept(CLI::App& plan, Work& work);
void add_plan_farthest_on(CLI::App& plan, Work& work);

/// Prints a plan on standard output, for people and programs.
[[nodiscard]] Exit print_plan(const nlohmann::ordered_json& plan);

}  // namespace vigia::app
