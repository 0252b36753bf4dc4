#include "io/sim/cues.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace vigia::sim {

namespace {

using traffic::Cue;
constexpr double metres_per_degree = 111'194.93, degree = std::numbers::pi / 180;
constexpr double own_share = 0.95, own_factor = 1.5, least_own = 10 * 1852.0;  ///< of a receiver's reach
constexpr std::uint64_t least_reports = 500;
constexpr double bin_size = 500;
constexpr double busy_rate = 15;  ///< messages a minute over half an hour; 10 are the limit
constexpr int busy_minutes = 30;
constexpr Duration rest_of_feed = std::chrono::minutes(75);

geo::Position shifted(geo::Position from, double east, double north) {
    return geo::Position::of(from.latitude() + north / metres_per_degree,
                             from.longitude() + east / (metres_per_degree * std::cos(from.latitude() * degree)));
}

double part_of(Time at, const Cue& cue) {
    if (cue.ramp.count() <= 0) return 1;
    return static_cast<double>((at - cue.from).count()) / static_cast<double>(cue.ramp.count());
}

void shift(const Cue& cue, Time at, traffic::State& state) {
    const double part = std::min(1.0, part_of(at, cue));
    state.position = shifted(state.position, cue.east * part, cue.north * part);
    if (part >= 1 || cue.ramp.count() <= 0) return;
    // While the place slides away, the speed and course declared go with it.
    const double seconds = static_cast<double>(cue.ramp.count()) / 1000;
    const double east = cue.east / seconds + state.speed.value * std::sin(state.course.value * degree);
    const double north = cue.north / seconds + state.speed.value * std::cos(state.course.value * degree);
    state.speed = {std::hypot(east, north)};
    state.course = turned_into_circle({std::atan2(east, north) / degree});
}

void circle(const Cue& cue, Time at, traffic::State& state) {
    const double angle = cue.low + 360 * part_of(at, cue);
    state.position = shifted(cue.place, cue.radius * std::sin(angle * degree), cue.radius * std::cos(angle * degree));
    const double seconds = static_cast<double>(cue.ramp.count()) / 1000;
    state.speed = {2 * std::numbers::pi * cue.radius / seconds};
    state.course = turned_into_circle({angle + 90});
    state.heading = state.course;
}

bool holds(const Cue& cue, Time at) { return at >= cue.from && at < cue.to; }

}  // namespace

Cues::Cues(std::span<const Cue> cues) {
    for (const Cue& cue : cues) {
        if (cue.kind == Cue::Kind::deaf) deaf_.push_back(cue);
        else by_vessel_[cue.vessel].push_back({cue, false});
    }
    std::ranges::sort(deaf_, {}, &Cue::from);
}

Altered Cues::alter(std::uint32_t vessel, Time at, traffic::State& state, model::Range range) {
    Altered altered;
    const auto found = by_vessel_.find(vessel);
    if (found == by_vessel_.end()) return altered;
    for (Kept& kept : found->second) {
        const Cue& cue = kept.cue;
        if (!holds(cue, at)) continue;
        switch (cue.kind) {
            case Cue::Kind::silent: altered.silent = true; break;
            case Cue::Kind::shifted: shift(cue, at, state); break;
            case Cue::Kind::gathered:
                state.position = cue.place;
                state.speed = {0};
                break;
            case Cue::Kind::circling: circle(cue, at, state); break;
            case Cue::Kind::low_accuracy: altered.quality.low_accuracy = true; break;
            case Cue::Kind::no_position: altered.quality.no_position = true; break;
            case Cue::Kind::relayed: altered.relayed = &cue; break;
            case Cue::Kind::one_status:
                if (range == model::Range::long_range) break;
                if (!kept.used) state.status = cue.status;
                kept.used = true;
                break;
            case Cue::Kind::declares: case Cue::Kind::text: case Cue::Kind::deaf: break;
        }
    }
    return altered;
}

bool Cues::silent(std::uint32_t vessel, Time at) const {
    const auto found = by_vessel_.find(vessel);
    if (found == by_vessel_.end()) return false;
    return std::ranges::any_of(found->second, [&](const Kept& k) { return k.cue.kind == Cue::Kind::silent && holds(k.cue, at); });
}

const Cue* Cues::declared(std::uint32_t vessel, Time at) const {
    const auto found = by_vessel_.find(vessel);
    if (found == by_vessel_.end()) return nullptr;
    for (const Kept& kept : found->second) {
        if (kept.cue.kind == Cue::Kind::declares && holds(kept.cue, at)) return &kept.cue;
    }
    return nullptr;
}

std::vector<const Cue*> Cues::texts(std::uint32_t vessel) const {
    std::vector<const Cue*> out;
    const auto found = by_vessel_.find(vessel);
    if (found == by_vessel_.end()) return out;
    for (const Kept& kept : found->second) {
        if (kept.cue.kind == Cue::Kind::text) out.push_back(&kept.cue);
    }
    return out;
}

Reach::Reach(const std::vector<traffic::Receiver>& receivers) : receivers_(receivers), learnt_(receivers.size()) {}

/// Forgets the minutes that lie between the last one heard and this one.
void Reach::turn(Learnt& learnt, std::int64_t minute) {
    for (std::int64_t m = std::max(learnt.minute + 1, minute - 31); m <= minute; ++m) learnt.minutes[static_cast<std::size_t>(m % 32)] = 0;
    learnt.minute = std::max(learnt.minute, minute);
}

void Reach::heard(std::uint32_t receiver, const geo::Position* from, Time at) {
    Learnt& learnt = learnt_[receiver];
    if (from != nullptr) {
        const auto bin = static_cast<std::size_t>(geo::distance_near(receivers_[receiver].at, *from).value / bin_size);
        ++learnt.by_distance[std::min(bin, bins - 1)];
        ++learnt.reports;
    }
    const std::int64_t minute = to_unix_milliseconds(at) / 60'000;
    turn(learnt, minute);
    ++learnt.minutes[static_cast<std::size_t>(minute % 32)];
}

std::optional<std::uint32_t> Reach::stretched(geo::Position from, double low, double high) const {
    std::optional<std::uint32_t> best;
    double least = (high - low) / 2;
    for (std::uint32_t i = 0; i < receivers_.size(); ++i) {
        const Learnt& learnt = learnt_[i];
        if (receivers_[i].satellite || learnt.reports < 2 * least_reports) continue;
        std::uint64_t count = 0;
        std::size_t bin = 0;
        while (bin < bins && static_cast<double>(count += learnt.by_distance[bin]) < own_share * static_cast<double>(learnt.reports)) ++bin;
        const double own = own_factor * std::max(least_own, static_cast<double>(bin + 1) * bin_size);
        const double part = geo::distance_near(receivers_[i].at, from).value / own;
        if (std::abs(part - (low + high) / 2) >= least) continue;
        least = std::abs(part - (low + high) / 2);
        best = i;
    }
    return best;
}

std::optional<std::uint32_t> Reach::busy(Time at, Random& random) {
    std::vector<std::uint32_t> found;
    for (std::uint32_t i = 0; i < receivers_.size(); ++i) {
        turn(learnt_[i], to_unix_milliseconds(at) / 60'000);
        double sum = 0;
        for (const std::uint32_t count : learnt_[i].minutes) sum += count;
        if (!receivers_[i].satellite && sum >= busy_rate * busy_minutes && at >= learnt_[i].free_from) found.push_back(i);
    }
    if (found.empty()) return std::nullopt;
    const std::uint32_t chosen = found[random.below(found.size())];
    learnt_[chosen].free_from = at + rest_of_feed;
    return chosen;
}

}  // namespace vigia::sim
