#include "logic/search/pattern.h"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "logic/search/intercept.h"

namespace vigia::search {

namespace {

using geo::Offset;

constexpr double degree = std::numbers::pi / 180;

/// Forward and to starboard of a course, as east and north. Quarter turns come out exact.
Offset turned(double forward, double starboard, Degrees course) {
    const double quarters = course.value / 90;
    double sine = std::sin(course.value * degree), cosine = std::cos(course.value * degree);
    if (quarters == std::round(quarters)) sine = std::round(sine), cosine = std::round(cosine);
    return {forward * sine + starboard * cosine, forward * cosine - starboard * sine};
}

/// Legs back and forth: `lines` of them, `reach` long, `apart` from one another, centred on the datum. The first line
/// lies at -x; legs run along y.
std::vector<Offset> to_and_fro(int lines, double reach, double apart) {
    std::vector<Offset> out;
    for (int i = 0; i < lines; ++i) {
        const double x = (i - (lines - 1) / 2.0) * apart, y = i % 2 == 0 ? -reach / 2 : reach / 2;
        out.push_back({x, y});
        out.push_back({x, -y});
    }
    return out;
}

/// As many lines as fill a breadth with tracks no farther apart than `spacing`.
int lines_for(double breadth, double spacing) { return std::max(1, static_cast<int>(std::ceil(breadth / spacing - 1e-9))); }

/// The track moved to starboard (positive) or port, bends mitred.
Corners beside(const Corners& track, double starboard) {
    Corners out;
    const auto heading = [&](std::size_t i) { return std::atan2(track[i + 1].east - track[i].east, track[i + 1].north - track[i].north); };
    for (std::size_t i = 0; i < track.size(); ++i) {
        const double before = heading(i == 0 ? 0 : i - 1), after = heading(i + 1 == track.size() ? i - 1 : i);
        const double half = std::remainder(after - before, 2 * std::numbers::pi) / 2, course = before + half;
        const double out_by = starboard / std::max(0.5, std::cos(half));
        out.push_back({track[i].east + out_by * std::cos(course), track[i].north - out_by * std::sin(course)});
    }
    return out;
}

}  // namespace

double length(const Corners& corners) {
    double sum = 0;
    for (std::size_t i = 1; i < corners.size(); ++i) sum += std::hypot(corners[i].east - corners[i - 1].east, corners[i].north - corners[i - 1].north);
    return sum;
}

Corners expanding_square(Metres spacing, int legs, Degrees first) {
    check(legs >= 1 && spacing.value > 0);
    Corners out{{0, 0}};
    for (int leg = 0; leg < legs; ++leg) {
        const Offset step = turned((leg / 2 + 1) * spacing.value, 0, turned_into_circle(first + Degrees{90.0 * leg}));
        out.push_back({out.back().east + step.east, out.back().north + step.north});
    }
    return out;
}

Corners sector(Metres radius, Degrees first) {
    check(radius.value > 0);
    Corners out;
    for (int triangle = 0; triangle < 3; ++triangle) {
        const Degrees outward = first + Degrees{240.0 * triangle};
        out.push_back({0, 0});
        out.push_back(turned(radius.value, 0, turned_into_circle(outward)));
        out.push_back(turned(radius.value, 0, turned_into_circle(outward + Degrees{60})));
    }
    out.push_back({0, 0});
    return out;
}

Corners parallel_track(const Rectangle& area, Metres spacing) {
    check(area.length.value > 0 && area.width.value > 0 && spacing.value > 0);
    const int lines = lines_for(area.width.value, spacing.value);
    const double apart = area.width.value / lines, reach = std::max(0.0, area.length.value - apart);
    Corners out = to_and_fro(lines, reach, apart);
    for (Offset& corner : out) corner = turned(corner.north, corner.east, area.axis);
    return out;
}

Corners creeping_line(const Rectangle& area, Metres spacing) {
    check(area.length.value > 0 && area.width.value > 0 && spacing.value > 0);
    const int lines = lines_for(area.length.value, spacing.value);
    const double apart = area.length.value / lines, reach = std::max(0.0, area.width.value - apart);
    Corners out = to_and_fro(lines, reach, apart);
    for (Offset& corner : out) corner = turned(corner.east, corner.north, area.axis);
    return out;
}

Result<Corners> track_line(const Corners& track, Metres spacing, int passes, Return back) {
    if (track.size() < 2) return fail(ErrorKind::bad_input, "a track line search needs a track of at least two corners");
    if (!(spacing.value > 0)) return fail(ErrorKind::bad_input, "the track spacing must be above 0");
    if (passes < 1 || (passes % 2 == 0) != (back == Return::yes))
        return fail(ErrorKind::bad_input, "a search that returns needs an even number of passes, one that does not an odd number");
    for (std::size_t i = 1; i < track.size(); ++i)
        if (track[i] == track[i - 1]) return fail(ErrorKind::bad_input, "two corners of the track are the same place", i);
    Corners out;
    for (int pass = 0; pass < passes; ++pass) {
        Corners line = beside(track, ((passes - 1) / 2.0 - pass) * spacing.value);
        if (pass % 2 == 1) std::reverse(line.begin(), line.end());
        out.insert(out.end(), line.begin(), line.end());
    }
    return out;
}

Coordinated coordinated_creeping(const Rectangle& area, Metres spacing, MetresPerSecond aircraft) {
    Coordinated out;
    out.aircraft = creeping_line(area, spacing);
    const int lines = lines_for(area.length.value, spacing.value);
    const double apart = area.length.value / lines, reach = std::max(0.0, area.width.value - apart);
    out.ship_speed = aircraft * (apart / (reach + apart));
    // The ship begins half a leg's flight before the middle of the first leg, and ends as much after that of the last.
    const double lead = out.ship_speed.value * (reach / 2) / aircraft.value, half = (lines - 1) / 2.0 * apart;
    out.ship = {turned(-half - lead, 0, area.axis), turned(half + lead, 0, area.axis)};
    return out;
}

Result<std::vector<SearchPoint>> steered(const Corners& pattern, geo::Position datum, geo::Offset drift, MetresPerSecond speed) {
    if (!(speed.value > std::hypot(drift.east, drift.north)))
        return fail(ErrorKind::bad_input, "the craft must be faster than the drift of the datum, or it never comes round its pattern");
    const geo::Plane sheet(datum);
    std::vector<SearchPoint> out;
    double clock = 0;
    for (std::size_t i = 0; i < pattern.size(); ++i) {
        if (i == 0) {
            out.push_back({sheet.at(pattern[0]), Seconds{0}, Metres{0}, Degrees{0}});
            continue;
        }
        const Offset way{pattern[i].east - pattern[i - 1].east, pattern[i].north - pattern[i - 1].north};
        const auto time = time_to_meet(way, {drift.east, drift.north}, speed);
        check(time.has_value());  // the craft is faster
        clock += time->value;
        const geo::Position there = sheet.at({pattern[i].east + drift.east * clock, pattern[i].north + drift.north * clock});
        out.push_back({there, Seconds{clock}, geo::distance(out.back().position, there), geo::bearing(out.back().position, there)});
    }
    return out;
}

}  // namespace vigia::search
