#pragma once
#include <cstdint>
#include <optional>

#include "base/time.h"
#include "base/units.h"
#include "engine/tail.h"
#include "geo/position.h"

namespace vigia::engine {

/// Appends points to the tail of one track. Bytes go behind those that any Picture shows.
class TailWriter {
  public:
    /// Points must come in order of time. Blocks whose points all lie before `forget_before` are let
    /// go when a new block is begun.
    void add(TailView& view, Time seen, geo::Position place, std::optional<MetresPerSecond> speed,
             std::optional<Degrees> course, Time forget_before);

  private:
    void begin_block(TailView& view, std::int64_t ms, Time forget_before);
    TailBlock* block_ = nullptr;  ///< the last of the view's blocks, which keeps it alive
    std::int64_t last_ms_ = 0;
    std::int32_t latitude_ = 0, longitude_ = 0;  ///< 1e-5 degree
};

/// Chooses the points of a tail that matter: where the track leaves the straight way that it
/// declared at the last one. Bounded: each chosen point costs 400 s of its track's time, of which
/// 48 points can be saved up, so a day has at most 264 points, or one each 10 min on a straight way.
class TailThinner {
  public:
    static constexpr Duration shortest{10'000};            ///< between points
    static constexpr Duration price{400'000};
    static constexpr Duration most_credit{48 * 400'000};
    static constexpr Duration longest_moving{600'000};     ///< a moving track gets a point at least each
    static constexpr Duration longest_resting{1'800'000};  ///< any track
    static constexpr double tolerance = 30;                ///< metres off the straight way

    [[nodiscard]] bool wants(Time seen, geo::Position place);
    void took(Time seen, geo::Position place, std::optional<MetresPerSecond> speed, std::optional<Degrees> course);

  private:
    static constexpr double metres_per_degree = 111'195.08;
    std::int64_t ms_ = 0;
    double latitude_ = 0, longitude_ = 0;
    float cosine_ = 1, north_speed_ = 0, east_speed_ = 0;
    std::int32_t credit_ms_ = 0;
    bool begun_ = false;
};

}  // namespace vigia::engine
