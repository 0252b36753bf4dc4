#pragma once
#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "base/time.h"
#include "model/area.h"
#include "model/identity.h"
#include "model/observation.h"

namespace vigia::model {

/// One thing that judgement is told, in the order of the stream. All that a Scene knows comes from these.
struct Moment {
    enum class Kind : std::uint8_t {
        fix,          ///< a position report of ordinary range, not older than the vessel's last
        late_fix,     ///< one that is older: the vessel's place does not change
        unplaced,     ///< a position report that has no position, or of long range: only its status counts
        said,         ///< particulars were reported; `particulars` is set when a value is new or another
        text,         ///< a safety text (types 12 and 14)
        heard_again,  ///< the latest report was heard by another station too
        second,       ///< stream time has come to this whole second; nothing else is set
        gone,         ///< the track has been removed
    };
    Kind kind = Kind::second;
    Time heard{};  ///< of the stream; never decreases from one moment to the next
    Time seen{};   ///< of the report
    TrackId track{};
    Mmsi mmsi = Mmsi::of(0);
    Transceiver transceiver = Transceiver::unknown;
    SourceId source{};
    StationId station{};
    Fix fix;                                         ///< of fix, late_fix and unplaced
    Whereabouts where;                               ///< of fix and late_fix
    TrackId jumped_from{};                           ///< the track began with a jump away from this one; else 0
    MetresPerSecond implied{};                       ///< of a jump: the speed that would have been needed
    std::shared_ptr<const Particulars> particulars;  ///< all that the vessel has declared so far
    std::shared_ptr<const std::string> text;
};

}  // namespace vigia::model
