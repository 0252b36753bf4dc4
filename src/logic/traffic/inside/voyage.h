#pragma once
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "geo/position.h"

namespace vigia::traffic {

/// What a hull can do; plain SI numbers, for the arithmetic of motion.
struct Handling {
    double speed = 6;          ///< in open water, m/s
    double gather = 0.02;      ///< acceleration, m/s²
    double slow = 0.02;        ///< deceleration, m/s²
    double turning_radius = 600;
    double turn_rate = 0.4;    ///< the fastest turn, degrees a second
    double spread = 0;         ///< own place beside the middle of the way, -1 to 1
};

inline constexpr std::uint16_t no_reach = 0xFFFF;

/// A corner of a way to be sailed, and what holds from it to the next corner.
struct Corner {
    double latitude = 0, longitude = 0;
    double limit = 1e9;        ///< m/s
    double half_width = 0;     ///< metres
    bool keep_right = true;    ///< otherwise spread over the whole width
    std::uint16_t reach = no_reach;  ///< index of the way
};

/// A point of a smooth path.
struct PathPoint {
    double latitude = 0, longitude = 0;
    double along = 0;    ///< metres from the beginning
    double course = 0;   ///< degrees, not wrapped: neighbours differ by less than 180
    double limit = 1e9;
    std::uint16_t reach = no_reach;
};

/// A stretch of constant acceleration: where and how fast at a time after the beginning.
struct Piece {
    double time = 0, along = 0, speed = 0, acceleration = 0;
};

/// A passage from rest (or a speed) to rest, known in full when it begins: where the ship is at any
/// time of it is a closed formula.
struct Voyage {
    std::vector<PathPoint> points;
    std::vector<Piece> pieces;
    double duration = 0;  ///< seconds
    [[nodiscard]] double length() const { return points.back().along; }
};

/// Seconds after the beginning at which a place so far along is passed.
[[nodiscard]] double time_at(const Voyage& voyage, double along);

/// Where on a voyage; the cursors make looking forward in time cheap.
struct Cursor {
    std::uint32_t piece = 0, point = 0;
};

/// Where and how a hull moves.
struct Motion {
    double latitude = 0, longitude = 0;
    double speed = 0;      ///< m/s over ground
    double course = 0;     ///< degrees [0, 360)
    double turn = 0;       ///< degrees a second, positive to starboard
    double limit = 1e9;    ///< of the reach, m/s; 1e9 where there is none
    std::uint16_t reach = no_reach;
};

/// How fast a hull moves when a voyage begins and ends, and where it heads when it begins.
struct Ends {
    double begin_speed = 0, begin_course = 0, end_speed = 0;
};

/// A voyage through corners: bends rounded, kept to its side of the channel, never above the limit of
/// its reach (times `pace`), speed changing at the hull's own rate. A hull that moves already turns in a
/// circle into its first straight part.
/// Needs two corners that differ. Cost: some 20 microseconds a hundred points.
[[nodiscard]] std::shared_ptr<const Voyage> plan_voyage(std::span<const Corner> corners,
                                                        const Handling& hull, double pace,
                                                        const Ends& ends = {});

/// The motion `time` seconds after the beginning, `shift` metres further along (the path goes on
/// straight beyond its ends).
[[nodiscard]] Motion motion_at(const Voyage& voyage, double time, double shift, Cursor& cursor);

/// Metres to latitude and longitude at a latitude, and back.
inline constexpr double metres_per_degree = 111'194.93;
[[nodiscard]] double longitude_metres(double latitude);

}  // namespace vigia::traffic
