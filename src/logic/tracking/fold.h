#pragma once
#include <cstddef>

#include "base/time.h"
#include "model/observation.h"
#include "model/track.h"

namespace vigia::tracking {

struct FoldLimits {
    /// A long-range fix (type 27, a tenth of a minute) replaces an ordinary one only when that is
    /// older. Source: Global Fishing Watch drops type 27 within 1 h of another report.
    Duration long_range_after = std::chrono::hours(1);
    std::size_t past = 16;  ///< replaced particulars that are kept
};

/// What a report changed.
struct Change {
    bool fix = false;          ///< the latest fix is a new one
    bool place = false;        ///< ... and has a position
    bool late = false;         ///< the report is older than what the track knows: it moved nothing back
    bool particulars = false;  ///< a declared value is new or another
};

/// Makes a track of its first report; `id` and `mmsi` are set, `freshness` is left to its owner.
[[nodiscard]] model::Track begin(model::TrackId id, const model::Observation& report, model::Sequence sequence,
                                 const FoldLimits& limits = {});

/// Folds one more report into its track.
/// - The fix with the latest `seen` wins; a late one moves nothing back. A long-range fix replaces an
///   ordinary one only when that has grown old, and is replaced by any ordinary one not older than it
///   by more than the same span. A fix without a position never takes a known position away: only
///   its status counts.
/// - Particulars are merged field by field by their own time; values that mean "not available" (0,
///   empty) change nothing. A replaced value goes to `past`, of which the newest 16 stay.
/// - Who heard it goes to `heard_by`.
/// Cost: no allocation, but when a declared value is replaced.
Change fold(model::Track& track, const model::Observation& report, model::Sequence sequence, const FoldLimits& limits = {});

/// A report that was already folded in was heard again at `heard`: only who heard it is noted.
void heard_again(model::Track& track, model::SourceId source, model::StationId station, Time heard, model::Sequence sequence);

}  // namespace vigia::tracking
