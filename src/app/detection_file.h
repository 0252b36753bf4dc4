#pragma once
#include <map>
#include <string>
#include <string_view>

#include "base/result.h"
#include "logic/detection/settings.h"
#include "model/area.h"

namespace vigia::app {

/// The limits of judgement as a configuration file gives them.
struct DetectionSettings {
    detection::Settings settings;
    std::map<std::string, std::string> origins;  ///< `drift.held_min` -> `vigia.toml:12`; the others have their defaults
};

/// Reads `[detection.KIND] key = value` and `[[detection.KIND.area]] area = "id"` blocks, in which only what differs
/// there is said; `enabled = false` switches a kind off. The end of a key is its unit: _kn, _m, _nm, _s, _min, _h, _deg,
/// _share, _count. Everything else in the file is left to its own reader. `file` is for errors.
/// Errors: bad_input with every fault, a line each: `file:line:column: drift.held_min: …`, with the nearest key.
[[nodiscard]] Result<DetectionSettings> detection_from_toml(std::string_view text, std::string_view file, const model::Chart& chart);

/// The `[detection]` of a file that reads well, alone: reading it gives the same limits to the last bit.
[[nodiscard]] std::string detection_part(std::string_view text);

/// All limits in force as a part of a configuration file. `origin` tells where each came from, when asked.
enum class TellOrigin : std::uint8_t { no, yes };
[[nodiscard]] std::string detection_to_toml(const DetectionSettings& detection, const model::Chart& chart, TellOrigin origin);

}  // namespace vigia::app
