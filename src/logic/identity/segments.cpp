#include "logic/identity/segments.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "base/text.h"
#include "geo/position.h"

namespace vigia::identity {

std::string_view name(Reason reason) {
    switch (reason) {
        case Reason::first: return "first";
        case Reason::fits: return "fits";
        case Reason::fits_best: return "fits_best";
        case Reason::agrees: return "agrees";
        case Reason::latest: return "latest";
        case Reason::adopts: return "adopts";
        case Reason::after_gap: return "after_gap";
        case Reason::jump: return "jump";
        case Reason::identity_clash: return "identity_clash";
    }
    std::unreachable();
}

namespace {

constexpr double pi = 3.14159265358979323846;
constexpr double metres_per_degree = 6371008.8 * pi / 180.0;
constexpr double agreement = 10;  ///< weight of a segment that declares the same as the report

/// The way north and east, metres, on a flat sheet: exact enough to tell hulls apart.
struct Way {
    double north = 0, east = 0;
    [[nodiscard]] double length() const { return std::hypot(north, east); }
};

Way way(double from_latitude, double from_longitude, geo::Position to) {
    const double cosine = std::cos((from_latitude + to.latitude()) / 2 * pi / 180.0);
    return {(to.latitude() - from_latitude) * metres_per_degree,
            geo::longitude_step(from_longitude, to.longitude()) * metres_per_degree * cosine};
}

/// What is left of a way when a hull moved as it said.
double left_over(Way went, double speed, double course, double seconds) {
    const double angle = course * pi / 180.0;
    return std::hypot(went.north - speed * seconds * std::cos(angle),
                      went.east - speed * seconds * std::sin(angle));
}

bool has_place(const model::Observation& report) { return report.fix && report.fix->position; }

std::uint32_t short_hash(std::string_view text) {
    return text.empty() ? 0 : static_cast<std::uint32_t>(hash_of(text)) | 1U;
}

}  // namespace

/// The best of the open segments for a report, and why not the others.
struct Segments::Best {
    std::uint32_t index = none;
    std::uint32_t nearest = none;  ///< the one that a jump would have come from
    double weight = 0;
    MetresPerSecond implied{};
    int possible = 0;
    bool clash = false, old = false, agrees = false;
};

Segments::Segments(Limits limits)
    : limits_(limits),
      // The diagonal of a square of this size is what any hull may be off by.
      near_degrees_(limits.fastest.value * limits.padding.value / metres_per_degree / std::sqrt(2.0)) {}

Segments::Declared Segments::declared(const model::Observation& report) {
    Declared said;
    if (!report.particulars) return said;
    const model::Particulars& p = *report.particulars;
    said.imo = p.imo.value_or(0);
    if (p.call_sign) said.call_sign = short_hash(p.call_sign->view());
    if (p.name) said.name = short_hash(p.name->view());
    return said;
}

Segments::Kinship Segments::kinship(const Segment& segment, const Declared& said) {
    const auto equal = [](std::uint32_t a, std::uint32_t b) { return a != 0 && a == b; };
    const auto differ = [](std::uint32_t a, std::uint32_t b) { return a != 0 && b != 0 && a != b; };
    const bool text_agrees = equal(segment.call_sign, said.call_sign) || equal(segment.name, said.name);
    if (equal(segment.imo, said.imo)) return Kinship::same;
    if (differ(segment.imo, said.imo)) return text_agrees ? Kinship::unknown : Kinship::other;
    if (text_agrees) return Kinship::same;
    const bool both = differ(segment.call_sign, said.call_sign) && differ(segment.name, said.name);
    return both ? Kinship::other : Kinship::unknown;
}

double Segments::weight(const Segment& segment, const model::Observation& report, MetresPerSecond& implied) const {
    const model::Fix& fix = *report.fix;
    const double signed_seconds = std::chrono::duration<double>(report.seen - segment.seen).count();
    const double seconds = std::abs(signed_seconds);
    const Way went = way(segment.latitude, segment.longitude, *fix.position);
    const double straight = went.length();
    implied = {straight / std::max(seconds, 1.0)};

    const bool aircraft = report.transceiver == model::Transceiver::sar_aircraft;
    double fastest = (aircraft ? limits_.fastest_aircraft : limits_.fastest).value;
    const double believed = (aircraft ? limits_.fastest_aircraft : limits_.fastest_ship).value;
    const double here = fix.speed ? std::min(fix.speed->value, believed) : -1;
    const double there = std::min(static_cast<double>(segment.speed), believed);
    fastest = std::max(fastest, limits_.reported_speed_factor * std::max(here, there));

    double effective = seconds;
    const double penalty = limits_.penalty_after.value;
    if (seconds > penalty)
        effective = std::pow(penalty, 1 - limits_.penalty_exponent) * std::pow(seconds, limits_.penalty_exponent);
    const double padded = std::hypot(effective, limits_.padding.value);
    const double allowed = fastest * padded;

    double discrepancy = straight;
    if (seconds <= penalty) {
        if (there >= 0 && segment.course >= 0)
            discrepancy = std::min(discrepancy, left_over(went, there, static_cast<double>(segment.course), signed_seconds));
        if (here >= 0 && fix.course)
            discrepancy = std::min(discrepancy, left_over(went, here, fix.course->value, signed_seconds));
    }
    if (discrepancy > allowed) return 0;
    const double alpha = 2 * discrepancy / allowed;
    const bool mismatch = segment.transceiver != model::Transceiver::unknown &&
                          report.transceiver != model::Transceiver::unknown &&
                          segment.transceiver != report.transceiver;
    return std::exp(-alpha * alpha) / padded * (mismatch ? limits_.class_mismatch : 1.0);
}

Segments::Best Segments::weigh(std::uint32_t first, const model::Observation& report, const Declared& said) const {
    Best best;
    std::uint32_t unplaced = none;
    double nearest_implied = 0;
    for (std::uint32_t at = first; at != none; at = segments_[at].next) {
        const Segment& segment = segments_[at];
        if (report.heard - segment.heard > limits_.longest_gap) {
            best.old = true;
            continue;
        }
        const Kinship kin = kinship(segment, said);
        if (kin == Kinship::other) {
            best.clash = true;
            continue;
        }
        if (!segment.placed) {
            if (unplaced == none || kin == Kinship::same) unplaced = at;
            continue;
        }
        MetresPerSecond implied;
        double w = weight(segment, report, implied);
        if (best.nearest == none || implied.value < nearest_implied) {
            best.nearest = at;
            best.implied = implied;
            nearest_implied = implied.value;
        }
        if (w <= 0) continue;
        if (kin == Kinship::same) w *= agreement;
        ++best.possible;
        if (w > best.weight) {
            best.weight = w;
            best.index = at;
            best.agrees = kin == Kinship::same;
        }
    }
    if (best.index == none && unplaced != none) best.index = unplaced;
    return best;
}

Segments::Best Segments::match(std::uint32_t first, const model::Observation& report, const Declared& said) const {
    Best best;
    int best_rank = -1;
    for (std::uint32_t at = first; at != none; at = segments_[at].next) {
        const Segment& segment = segments_[at];
        if (report.heard - segment.heard > limits_.longest_gap) {
            best.old = true;
            continue;
        }
        const Kinship kin = kinship(segment, said);
        if (kin == Kinship::other) {
            best.clash = true;
            continue;
        }
        const bool same_class = segment.transceiver == report.transceiver;
        const int rank = (kin == Kinship::same ? 2 : 0) + (same_class ? 1 : 0);
        ++best.possible;
        if (rank > best_rank || (rank == best_rank && segment.heard > segments_[best.index].heard)) {
            best_rank = rank;
            best.index = at;
            best.agrees = kin == Kinship::same;
        }
    }
    return best;
}

/// Whether the only segment of an MMSI moved so little that it fits whatever the time between: seen
/// without trigonometry.
bool Segments::stays(const Segment& only, const model::Observation& report) const {
    if (only.next != none || !only.placed || report.heard - only.heard > limits_.longest_gap) return false;
    const geo::Position place = *report.fix->position;
    return std::abs(place.latitude() - only.latitude) < near_degrees_ &&
           std::abs(place.longitude() - only.longitude) < near_degrees_;
}

Decision Segments::assign(const model::Observation& report, model::TrackId next) {
    const Declared said = declared(report);
    const std::uint32_t* first = first_of_.find(report.mmsi.number());
    if (!first) return begin(report, said, next, {.reason = Reason::first});

    const bool placed = has_place(report);
    if (placed && !report.particulars && stays(segments_[*first], report)) {
        Segment& only = segments_[*first];
        learn(only, report, said);
        return {.track = only.track, .reason = Reason::fits};
    }
    const Best best = placed ? weigh(*first, report, said) : match(*first, report, said);
    if (best.index == none) {
        Decision why{.reason = Reason::after_gap};
        if (best.nearest != none) {
            why = {.reason = Reason::jump, .from = segments_[best.nearest].track, .implied = best.implied};
        } else if (best.clash) {
            why.reason = Reason::identity_clash;
        }
        return begin(report, said, next, why);
    }
    Segment& segment = segments_[best.index];
    Decision decision{.track = segment.track};
    if (placed && !segment.placed) decision.reason = Reason::adopts;
    else if (best.agrees && (best.possible > 1 || best.clash)) decision.reason = Reason::agrees;
    else if (best.possible > 1) decision.reason = placed ? Reason::fits_best : Reason::latest;
    else decision.reason = Reason::fits;
    learn(segment, report, said);
    return decision;
}

void Segments::learn(Segment& segment, const model::Observation& report, const Declared& said) const {
    segment.heard = std::max(segment.heard, report.heard);
    if (report.transceiver != model::Transceiver::unknown) segment.transceiver = report.transceiver;
    if (said.imo != 0) segment.imo = said.imo;
    if (said.call_sign != 0) segment.call_sign = said.call_sign;
    if (said.name != 0) segment.name = said.name;
    if (!has_place(report) || (segment.placed && report.seen < segment.seen)) return;
    const model::Fix& fix = *report.fix;
    segment.placed = true;
    segment.seen = report.seen;
    segment.latitude = fix.position->latitude();
    segment.longitude = fix.position->longitude();
    segment.speed = fix.speed ? static_cast<float>(fix.speed->value) : -1.0F;
    segment.course = fix.course ? static_cast<float>(fix.course->value) : -1.0F;
}

Decision Segments::begin(const model::Observation& report, const Declared& said, model::TrackId next, Decision why) {
    why.evicted = make_room(report.mmsi);
    std::uint32_t index;
    if (free_.empty()) {
        index = static_cast<std::uint32_t>(segments_.size());
        segments_.emplace_back();
    } else {
        index = free_.back();
        free_.pop_back();
    }
    Segment& segment = segments_[index];
    segment = {};
    segment.mmsi = report.mmsi.number();
    segment.track = next;
    segment.heard = report.heard;
    if (const std::uint32_t* first = first_of_.find(segment.mmsi)) segment.next = *first;
    first_of_.set(segment.mmsi, index);
    learn(segment, report, said);
    ++open_;
    why.track = next;
    why.begun = true;
    return why;
}

model::TrackId Segments::make_room(model::Mmsi mmsi) {
    if (open_ >= limits_.open) evict_oldest();
    const std::uint32_t* first = first_of_.find(mmsi.number());
    if (!first) return {};
    std::size_t of_mmsi = 0;
    std::uint32_t oldest = *first;
    for (std::uint32_t at = *first; at != none; at = segments_[at].next, ++of_mmsi)
        if (segments_[at].heard < segments_[oldest].heard) oldest = at;
    if (of_mmsi < limits_.open_per_mmsi) return {};
    const model::TrackId out = segments_[oldest].track;
    unlink(oldest);
    ++counts_.evicted_of_mmsi;
    return out;
}

void Segments::evict_oldest() {
    // One in 64 at once, so that the search through all is paid for by many begun segments.
    std::vector<std::pair<Time, std::uint32_t>> ages;
    ages.reserve(open_);
    for (std::uint32_t i = 0; i < segments_.size(); ++i)
        if (segments_[i].track != model::TrackId{}) ages.emplace_back(segments_[i].heard, i);
    const std::size_t out = std::min(ages.size(), limits_.open / 64 + 1);
    std::nth_element(ages.begin(), ages.begin() + static_cast<std::ptrdiff_t>(out - 1), ages.end());
    for (std::size_t i = 0; i < out; ++i) unlink(ages[i].second);
    counts_.evicted += out;
}

model::TrackId Segments::latest(model::Mmsi mmsi) const {
    const std::uint32_t* first = first_of_.find(mmsi.number());
    const Segment* latest = nullptr;
    for (std::uint32_t at = first ? *first : none; at != none; at = segments_[at].next)
        if (!latest || segments_[at].heard > latest->heard) latest = &segments_[at];
    return latest ? latest->track : model::TrackId{};
}

void Segments::close(model::Mmsi mmsi, model::TrackId track) {
    const std::uint32_t* first = first_of_.find(mmsi.number());
    for (std::uint32_t at = first ? *first : none; at != none; at = segments_[at].next) {
        if (segments_[at].track != track) continue;
        unlink(at);
        return;
    }
}

void Segments::unlink(std::uint32_t index) {
    Segment& segment = segments_[index];
    std::uint32_t* link = first_of_.find(segment.mmsi);
    if (*link == index && segment.next == none) first_of_.erase(segment.mmsi);
    else {
        while (*link != index) link = &segments_[*link].next;
        *link = segment.next;
    }
    segment = {};
    free_.push_back(index);
    --open_;
}

}  // namespace vigia::identity
