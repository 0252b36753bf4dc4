#pragma once
#include <memory>

#include "base/result.h"
#include "model/area.h"

namespace vigia::app {

/// The water as judgement knows it: areas and structures of the program's data files, and the drawn coast. Cost: some
/// 200 ms. Errors: those of the files, with their names.
[[nodiscard]] Result<std::shared_ptr<const model::Chart>> usual_chart();

}  // namespace vigia::app
