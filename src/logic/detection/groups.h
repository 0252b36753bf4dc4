#pragma once
#include <memory>
#include <vector>

#include "logic/detection/group.h"
#include "logic/detection/settings.h"

namespace vigia::detection {

/// All detectors, in groups that may run side by side. `lists` may be null: none.
[[nodiscard]] std::vector<std::unique_ptr<Group>> make_groups(const std::shared_ptr<const model::Chart>& chart, const Settings& settings = {},
                                                              const std::shared_ptr<const model::Lists>& lists = nullptr);

}  // namespace vigia::detection
