#pragma once
#include <string>
#include <string_view>

#include "base/time.h"
#include "logic/traffic/cue.h"
#include "logic/traffic/vessel.h"

namespace vigia::sim {

/// Appends one row of the truth, a JSON object and LF; its fields are written down in docs/scenarios.md.
/// `why` is "step", "appeared", "manoeuvre" or "left".
void append_truth(std::string& out, Time at, std::string_view why, const traffic::Identity& who,
                  const traffic::State& state);

/// Appends a row that says what was staged: kind, whether it meets its definition, when, and the numbers of its vessels.
void append_incident(std::string& out, const traffic::Staged& incident);

}  // namespace vigia::sim
