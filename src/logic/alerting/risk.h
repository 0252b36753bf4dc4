#pragma once
#include <span>
#include <vector>

#include "logic/alerting/rules.h"
#include "model/alert.h"
#include "model/area.h"
#include "model/lists.h"

namespace vigia::alerting {

/// What the desk knows besides an alert when it weighs it.
struct Surroundings {
    const model::Chart* chart = nullptr;  ///< may be null
    const model::Lists* lists = nullptr;  ///< may be null
    std::span<const model::Alert* const> earlier;  ///< other alerts of the vessels, none of them open, oldest first
};

/// The composite risk of an alert, a line for each reason; the sum is the risk. It never looks at a flag.
[[nodiscard]] std::vector<model::Contribution> weighed(const model::Alert& alert, const Surroundings& around, const Rules& rules);

/// The severity that the points before any decay come to.
[[nodiscard]] model::Severity severity_of(const model::Alert& alert, const Weights& weights);
/// The same without what repetition adds.
[[nodiscard]] model::Severity severity_but_for_repetition(const model::Alert& alert, const Weights& weights);

}  // namespace vigia::alerting
