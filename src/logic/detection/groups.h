#pragma once
#include <memory>
#include <vector>

#include "logic/detection/group.h"

namespace vigia::detection {

/// All detectors, in groups that may run side by side.
[[nodiscard]] std::vector<std::unique_ptr<Group>> make_groups(const std::shared_ptr<const model::Chart>& chart);

}  // namespace vigia::detection
