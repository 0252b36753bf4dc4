#pragma once
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "base/flat_map.h"
#include "base/time.h"
#include "base/units.h"
#include "model/observation.h"

namespace vigia::identity {

/// When two reports under one MMSI cannot come from one hull. Speeds and times follow Global Fishing
/// Watch's gpsdio-segment (max_knots 25, penalty after 4 h with exponent 0.5, at most 20 open
/// segments, class mismatch weight 0.1), but for two: padding is 3 min there 15, since shore
/// receivers date reports to seconds where satellites err by minutes; and a silent hull is
/// remembered for 24 h, there 8, since a lost ship stays on the screen that long and must not be
/// shown twice when it is heard again.
struct Limits {
    MetresPerSecond fastest = from_knots(25);   ///< what the declared movement may be wrong by
    double reported_speed_factor = 1.25;        ///< a hull that reports more than `fastest` is allowed this much of it
    MetresPerSecond fastest_ship = from_knots(70);       ///< more than this is not believed of a ship
    MetresPerSecond fastest_aircraft = from_knots(400);  ///< search and rescue aircraft
    Seconds padding{180};                       ///< added to the time between two reports (in quadrature)
    Seconds penalty_after{4 * 3600.0};          ///< beyond it, more time allows less and less more way
    double penalty_exponent = 0.5;
    Duration longest_gap = std::chrono::hours(24);  ///< a hull unheard for longer is not joined again
    double class_mismatch = 0.1;                ///< weight of a segment of another class
    std::size_t open_per_mmsi = 20;
    std::size_t open = 262'144;                 ///< over all
};

/// Why a report was given to its segment.
enum class Reason : std::uint8_t {
    first,           ///< begun: no open segment has this MMSI
    fits,            ///< the place is where the only segment can be
    fits_best,       ///< several segments are possible; this one is most likely
    agrees,          ///< chosen by the IMO number, call sign or name it declares
    latest,          ///< nothing tells the hulls apart; the one heard last
    adopts,          ///< the first place given to a segment that had none
    after_gap,       ///< begun: all others are unheard for longer than the longest gap
    jump,            ///< begun: no hull known under this MMSI can have come here
    identity_clash,  ///< begun: declares another IMO number, or another name and call sign
};
[[nodiscard]] std::string_view name(Reason reason);

/// To which hull a report belongs, and why.
struct Decision {
    model::TrackId track{};
    Reason reason = Reason::first;
    bool begun = false;             ///< a new segment
    model::TrackId from{};          ///< of a jump: the nearest segment it cannot belong to; else 0
    MetresPerSecond implied{};      ///< of a jump: the speed that would have been needed
    model::TrackId evicted{};       ///< closed since its MMSI had too many open; or 0
};

/// What was closed early because a bound was reached. Grows only.
struct Counts {
    std::uint64_t evicted_of_mmsi = 0;  ///< more than `open_per_mmsi` hulls under one MMSI
    std::uint64_t evicted = 0;          ///< more than `open` over all
};

/// Tells hulls that share an MMSI apart. A report goes to the open segment where its place is most
/// likely; when none is possible a segment is begun. A hull that jumped and comes back (a jammed
/// receiver, two ships heard in turn) is joined again to the segment it fits. Deterministic.
/// Memory: about 80 bytes per open segment.
class Segments {
  public:
    explicit Segments(Limits limits = {});

    /// Gives a report to a segment; a new one gets the id `next`.
    /// Cost: one table look-up and, for a hull that moved little, no trigonometry. No allocation in
    /// steady state.
    Decision assign(const model::Observation& report, model::TrackId next);

    /// The segment of an MMSI that was heard last; 0 when none is open.
    [[nodiscard]] model::TrackId latest(model::Mmsi mmsi) const;

    /// Forgets a segment; its MMSI begins anew. Nothing happens when it is not open.
    void close(model::Mmsi mmsi, model::TrackId track);

    [[nodiscard]] std::size_t open() const { return open_; }
    [[nodiscard]] const Counts& counts() const { return counts_; }

  private:
    static constexpr std::uint32_t none = 0xFFFFFFFF;
    struct Segment {
        std::uint32_t next = none;  ///< of the same MMSI
        std::uint32_t mmsi = 0;
        model::TrackId track{};     ///< 0: the place is free
        model::Transceiver transceiver = model::Transceiver::unknown;
        bool placed = false;        ///< has a position
        float speed = -1, course = -1;  ///< m/s, degrees; negative: unknown
        double latitude = 0, longitude = 0;
        Time seen{};                ///< of the position
        Time heard{};
        std::uint32_t imo = 0;      ///< 0: not said
        std::uint32_t call_sign = 0, name = 0;  ///< hashes; 0: not said
    };
    struct Declared {
        std::uint32_t imo = 0, call_sign = 0, name = 0;
    };
    enum class Kinship : std::uint8_t { unknown, same, other };
    struct Best;

    [[nodiscard]] static Declared declared(const model::Observation& report);
    [[nodiscard]] static Kinship kinship(const Segment& segment, const Declared& said);
    [[nodiscard]] double weight(const Segment& segment, const model::Observation& report, MetresPerSecond& implied) const;
    [[nodiscard]] Best weigh(std::uint32_t first, const model::Observation& report, const Declared& said) const;
    [[nodiscard]] Best match(std::uint32_t first, const model::Observation& report, const Declared& said) const;
    Decision begin(const model::Observation& report, const Declared& said, model::TrackId next, Decision why);
    [[nodiscard]] bool stays(const Segment& only, const model::Observation& report) const;
    void learn(Segment& segment, const model::Observation& report, const Declared& said) const;
    void unlink(std::uint32_t index);
    model::TrackId make_room(model::Mmsi mmsi);
    void evict_oldest();

    Limits limits_;
    double near_degrees_;
    FlatMap first_of_;                  ///< MMSI -> its first segment
    std::vector<Segment> segments_;
    std::vector<std::uint32_t> free_;
    std::size_t open_ = 0;
    Counts counts_;
};

}  // namespace vigia::identity
