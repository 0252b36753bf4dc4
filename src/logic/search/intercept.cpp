#include "logic/search/intercept.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>

namespace vigia::search {

namespace {

constexpr double least_step = 0.5;   ///< seconds: what a moment is exact to
constexpr double blind_step = 60;    ///< seconds, where the place cannot be reached at all

struct FirstTime {
    double none_before, there;  ///< at most `least_step` apart, unless the first place looked at is near enough at once
};

/// The first time at which `metres(place)` can be run. The function t -> way/s + ready - t falls by at most 1 and the way changes
/// by at most the target's own speed, so a step of value/(1 + v/s) passes no root.
std::optional<FirstTime> first_time(const Passage& target, double speed, double ready, const std::function<double(geo::Position)>& metres) {
    const double closing = 1 + target.fastest() / speed;
    for (double t = std::max(0.0, ready); t <= target.ends().value;) {
        const double late = metres(target.at(Seconds{t})) / speed + ready - t;
        if (late <= least_step) return FirstTime{t, std::max(t, t + late)};
        t += std::isfinite(late) ? std::max(least_step, late / closing) : blind_step;
    }
    return std::nullopt;
}

}  // namespace

std::optional<Seconds> time_to_meet(geo::Offset target, Velocity velocity, MetresPerSecond own) {
    const double far = target.east * target.east + target.north * target.north;
    if (far == 0) return Seconds{0};
    const double opening = target.east * velocity.east + target.north * velocity.north;
    const double faster = velocity.east * velocity.east + velocity.north * velocity.north - own.value * own.value;
    const double inside = opening * opening - faster * far;
    if (inside < 0) return std::nullopt;
    const double closing = std::sqrt(inside) - opening;
    if (!(closing > 0)) return std::nullopt;
    return Seconds{far / closing};
}

geo::Position Passage::at(Seconds after) const {
    const auto next = std::upper_bound(corners.begin(), corners.end(), after, [](Seconds t, const Corner& c) { return t < c.after; });
    if (next == corners.begin()) return corners.front().at;
    if (next == corners.end()) return corners.back().at;
    const Corner& last = *std::prev(next);
    return geo::between(last.at, next->at, (after - last.after) / (next->after - last.after));
}

double Passage::fastest() const {
    double out = 0;
    for (std::size_t i = 1; i < corners.size(); ++i)
        out = std::max(out, geo::distance_near(corners[i - 1].at, corners[i].at).value / (corners[i].after - corners[i - 1].after).value);
    return out;
}

Passage steady(geo::Position from, Degrees course, MetresPerSecond speed, Seconds lasts) {
    Passage out{{{from, Seconds{0}}}};
    constexpr double leg = 1'800;  // short enough that straight in latitude and longitude is the great circle
    for (double t = 0; t < lasts.value && speed.value > 0;) {
        t = std::min(lasts.value, t + leg);
        out.corners.push_back({geo::moved(from, course, speed * Seconds{t}), Seconds{t}});
    }
    if (out.corners.size() == 1 && lasts.value > 0) out.corners.push_back({from, lasts});
    return out;
}

Result<std::optional<Meeting>> meet(const Interceptor& who, const Passage& target, const geo::WaterSheet* water, Seconds alongside) {
    if (!(who.speed.value > 0)) return fail(ErrorKind::bad_input, "interceptor \"" + who.id + "\" needs a speed above 0");
    if (target.corners.empty()) return fail(ErrorKind::bad_input, "the target's passage has no corner");
    for (std::size_t i = 1; i < target.corners.size(); ++i)
        if (!(target.corners[i].after > target.corners[i - 1].after)) return fail(ErrorKind::bad_input, "the times of the target's passage must ascend", i);
    const auto straight = [&](geo::Position p) { return geo::distance_near(who.at, p).value; };
    const auto lower = first_time(target, who.speed.value, who.ready.value, straight);
    if (!lower) return std::optional<Meeting>();
    std::optional<geo::SeaWays> ways;
    if (water != nullptr) {
        // No way longer than what fits between ready and the passage's end can matter.
        ways.emplace(*water, who.at, who.speed * (target.ends() - who.ready + Seconds{60}));
    }
    const auto metres = [&](geo::Position p) {
        if (!ways) return straight(p);
        const auto way = ways->to(p);
        return way ? way->value : std::numeric_limits<double>::infinity();
    };
    const auto moment = ways ? first_time(target, who.speed.value, who.ready.value, metres) : lower;
    if (!moment) return std::optional<Meeting>();
    const Seconds there{moment->there};
    Meeting out{there, Seconds{std::min(lower->none_before, there.value)}, target.at(there), {}, Metres{0}, std::nullopt, true};
    out.way = ways ? ways->way_to(out.where) : std::vector{who.at, out.where};
    out.length = Metres{metres(out.where)};
    const geo::Position home = who.home.value_or(who.at);
    std::optional<Metres> back;
    if (water == nullptr) back = geo::distance_near(out.where, home);
    else back = home == who.at ? std::optional(out.length) : geo::SeaWays(*water, home).to(out.where);
    if (back) out.back = *back / who.speed;
    if (who.endurance) out.enough_fuel = out.back && (out.length / who.speed + alongside + *out.back) <= *who.endurance;
    return std::optional(std::move(out));
}

}  // namespace vigia::search
