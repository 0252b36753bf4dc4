#pragma once
#include <memory>

#include "app/detection_file.h"
#include "app/settings.h"
#include "model/lists.h"

namespace vigia::app {

/// All that an operator decides about judgement.
struct Judgement {
    DetectionSettings detection;
    std::shared_ptr<const model::Lists> lists;  ///< never null
};

/// Reads the limits of the configuration file and the lists that it names. Asked again after an edit, it gives the new
/// ones or an error, so that the old ones can stay.
/// Errors: every fault of the limits, or every fault of the lists, a line each; not_found when a list does not exist.
[[nodiscard]] Result<Judgement> read_judgement(const Settings& settings, const model::Chart& chart);

/// What is recorded or simulated is judged with the exercise list of the program (invented vessels) where the operator
/// names no lists. A live watch is not.
void use_exercise_list_if_none(Settings& settings);

}  // namespace vigia::app
