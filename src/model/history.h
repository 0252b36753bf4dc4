#pragma once
#include <optional>

#include "model/observation.h"

namespace vigia::model {

/// A row of kept history: one accepted report, and the track that it was given to.
struct HistoryRow {
    Sequence sequence = 0;  ///< its record in the journal
    TrackId track{};
    Observation observation;
};

}  // namespace vigia::model
