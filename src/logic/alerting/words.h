#pragma once
#include <string_view>

#include "model/event.h"
#include "model/sentence.h"

/// Everything that alerting says to people, in both languages, and the facts that its sentences name.
namespace vigia::alerting::words {

using model::FactName;
using model::Sentence;

inline constexpr FactName kind{"kind", {"kind", "tipo"}};
inline constexpr FactName count{"count", {"count", "número"}};
inline constexpr FactName distance{"distance", {"distance", "distancia"}};
inline constexpr FactName place{"place", {"place", "lugar"}};
inline constexpr FactName by{"by", {"by", "por"}};
inline constexpr FactName to{"to", {"to", "a"}};
inline constexpr FactName at{"at", {"at", "a las"}};
inline constexpr FactName reason{"reason", {"reason", "motivo"}};
inline constexpr FactName before{"before", {"before", "antes"}};
inline constexpr FactName after{"after", {"after", "después"}};
inline constexpr FactName confidence{"confidence", {"confidence", "confianza"}};

/// The title of a kind as a fact.
[[nodiscard]] model::Named called(model::EventKind of);
[[nodiscard]] FixedText<48> short_text(std::string_view text);

extern const Sentence risk_kind, risk_other_kinds, risk_again, risk_place, risk_night, risk_watched, risk_protected, risk_proven, risk_explained,
    risk_doubtful;
extern const Sentence log_raised, log_joined, log_again, log_escalated, log_held_back, log_gave_way, log_released, log_ended, log_not_told_again, log_withdrawn, log_all_withdrawn,
    log_woke, log_lapsed, log_occurrence_over, log_acknowledged, log_assigned, log_snoozed_until, log_snoozed_occurrence, log_dismissed, log_closed,
    log_noted, log_undone;

/// What a reason or an outcome is called.
[[nodiscard]] model::Named called(std::string_view key);

}  // namespace vigia::alerting::words
