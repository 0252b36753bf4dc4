#pragma once
#include "model/sentence.h"

/// The names of facts that several detectors use. A fact of one detector alone is named in its source.
namespace vigia::detection::facts {

using model::FactName;

inline constexpr FactName vessel{"vessel", {"vessel", "buque"}};
inline constexpr FactName other{"other", {"other vessel", "otro buque"}};
inline constexpr FactName area{"area", {"area", "área"}};
inline constexpr FactName speed{"speed", {"speed over ground", "velocidad sobre el fondo"}};
inline constexpr FactName top_speed{"top_speed", {"top speed", "velocidad máxima"}};
inline constexpr FactName course{"course", {"course over ground", "rumbo sobre el fondo"}};
inline constexpr FactName length{"length", {"length", "eslora"}};
inline constexpr FactName held{"held", {"lasted", "duración"}};
inline constexpr FactName distance{"distance", {"distance", "distancia"}};
inline constexpr FactName cpa{"cpa", {"closest approach (CPA)", "distancia mínima de paso (CPA)"}};
inline constexpr FactName tcpa{"tcpa", {"time to closest approach (TCPA)", "tiempo hasta el paso (TCPA)"}};
inline constexpr FactName off_coast{"off_coast", {"distance to the coast", "distancia a la costa"}};
inline constexpr FactName points{"points", {"reports used", "informes usados"}};
inline constexpr FactName limit_speed{"limit_speed", {"limit of speed", "límite de velocidad"}};
inline constexpr FactName limit_held{"limit_held", {"limit of time", "límite de tiempo"}};
inline constexpr FactName limit_distance{"limit_distance", {"limit of distance", "límite de distancia"}};

}  // namespace vigia::detection::facts
