#pragma once
#include <vector>

#include "logic/identity/segments.h"
#include "logic/tracking/fold.h"
#include "model/moment.h"
#include "model/track.h"

namespace vigia::engine {

/// Appends what judgement is to be told of a report that has been folded into its track: a fix, and what was declared.
/// Base stations and aids to navigation are told as `unplaced`: they show that a receiver hears, and are never looked at.
void append_moments(const model::Observation& report, const identity::Decision& decision, const tracking::Change& change,
                    const model::Track& track, const model::Chart& chart, std::vector<model::Moment>& out);

/// The latest report of a track was heard once more.
[[nodiscard]] model::Moment heard_again_moment(const model::Track& track, Time heard, model::SourceId source, model::StationId station);

/// The track is removed.
[[nodiscard]] model::Moment gone_moment(const model::Track& track, Time heard);

}  // namespace vigia::engine
