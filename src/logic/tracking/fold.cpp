#include "logic/tracking/fold.h"

#include <algorithm>
#include <memory>
#include <vector>

namespace vigia::tracking {
namespace {

using model::ParticularsField;

// What a value on the air must be to say something; see ITU-R M.1371-5, annex 8, tables 47 and 60.
template <std::size_t N>
bool says(const FixedText<N>& text) { return !text.empty(); }
bool says(std::uint32_t imo) { return imo != 0; }
bool says(std::uint8_t ship_type) { return ship_type != 0; }
bool says(const model::Dimensions& d) { return d != model::Dimensions{}; }
bool says(Metres draught) { return draught.value > 0; }
bool says(const model::Eta& eta) { return eta.month || eta.day || eta.hour || eta.minute; }

/// Merges one field; what it replaces goes to `replaced`.
template <class T>
bool merge(const std::optional<T>& said, std::optional<T>& known, std::optional<T>& replaced, Time seen, Time& known_seen) {
    if (!said || !says(*said) || (known && seen < known_seen)) return false;
    known_seen = seen;
    if (known && *known == *said) return false;
    if (known) replaced = known;
    known = said;
    return true;
}

void remember(model::Track& track, model::PastParticulars replaced, std::size_t bound) {
    auto past = track.past ? std::make_shared<std::vector<model::PastParticulars>>(*track.past)
                           : std::make_shared<std::vector<model::PastParticulars>>();
    past->push_back(std::move(replaced));
    if (past->size() > bound) past->erase(past->begin(), past->end() - static_cast<std::ptrdiff_t>(bound));
    track.past = std::move(past);
}

bool fold_particulars(model::Track& track, const model::Particulars& said, Time seen, const FoldLimits& limits) {
    model::Particulars& known = track.particulars;
    model::PastParticulars replaced{.until = seen, .particulars = {}};
    model::Particulars& old = replaced.particulars;
    const auto at = [&](ParticularsField field) -> Time& { return track.field_seen[static_cast<std::size_t>(field)]; };
    bool changed = merge(said.name, known.name, old.name, seen, at(ParticularsField::name));
    changed |= merge(said.call_sign, known.call_sign, old.call_sign, seen, at(ParticularsField::call_sign));
    changed |= merge(said.destination, known.destination, old.destination, seen, at(ParticularsField::destination));
    changed |= merge(said.imo, known.imo, old.imo, seen, at(ParticularsField::imo));
    changed |= merge(said.ship_type, known.ship_type, old.ship_type, seen, at(ParticularsField::ship_type));
    changed |= merge(said.dimensions, known.dimensions, old.dimensions, seen, at(ParticularsField::dimensions));
    changed |= merge(said.draught, known.draught, old.draught, seen, at(ParticularsField::draught));
    changed |= merge(said.eta, known.eta, old.eta, seen, at(ParticularsField::eta));
    track.particulars_seen = std::max(track.particulars_seen, seen);
    if (changed && old != model::Particulars{}) remember(track, std::move(replaced), limits.past);
    return changed;
}

/// Whether a fix that was measured at `seen` is to be shown rather than the track's.
bool better(const model::Track& track, const model::Fix& fix, Time seen, const FoldLimits& limits) {
    if (!track.fix || !track.fix->position) return true;
    const Duration newer = seen - track.fix_seen;
    const bool was_coarse = track.fix->range == model::Range::long_range;
    const bool is_coarse = fix.range == model::Range::long_range;
    if (is_coarse && !was_coarse) return newer > limits.long_range_after;
    if (was_coarse && !is_coarse) return newer >= -limits.long_range_after;
    return newer >= Duration{0};
}

void fold_fix(model::Track& track, const model::Fix& fix, Time seen, const FoldLimits& limits, Change& change) {
    const bool older = track.fix && seen < track.fix_seen;
    if (!fix.position && track.fix && track.fix->position) {
        if (older) change.late = true;
        else if (fix.status != model::NavigationStatus::undefined) track.fix->status = fix.status;
        return;
    }
    if (!better(track, fix, seen, limits) || (!fix.position && older)) {
        change.late = older;
        return;
    }
    track.fix = fix;
    track.fix_seen = seen;
    change.fix = true;
    change.place = fix.position.has_value();
}

void note_hearer(model::Track& track, model::SourceId source, model::StationId station, Time heard) {
    auto& all = track.heard_by;
    std::size_t place = 0;
    const auto is_it = [&](const model::HeardBy& by) { return by.reports != 0 && by.source == source && by.station == station; };
    while (place < all.size() - 1 && !is_it(all[place])) ++place;
    const std::uint32_t reports = is_it(all[place]) ? all[place].reports : 0;
    std::move_backward(all.begin(), all.begin() + static_cast<std::ptrdiff_t>(place), all.begin() + static_cast<std::ptrdiff_t>(place) + 1);
    all[0] = {.source = source, .station = station, .last = heard, .reports = reports + 1};
}

}  // namespace

Change fold(model::Track& track, const model::Observation& report, model::Sequence sequence, const FoldLimits& limits) {
    Change change;
    track.seen = std::max(track.seen, report.seen);
    track.heard = std::max(track.heard, report.heard);
    track.changed = sequence;
    ++track.reports;
    note_hearer(track, report.source, report.station, report.heard);
    if (report.fix) fold_fix(track, *report.fix, report.seen, limits, change);
    const bool coarse = report.fix && report.fix->range == model::Range::long_range;
    const bool unknown = track.transceiver == model::Transceiver::unknown;
    if (report.transceiver != model::Transceiver::unknown && (unknown || (!coarse && !change.late)))
        track.transceiver = report.transceiver;
    if (report.particulars) change.particulars = fold_particulars(track, *report.particulars, report.seen, limits);
    return change;
}

model::Track begin(model::TrackId id, const model::Observation& report, model::Sequence sequence, const FoldLimits& limits) {
    model::Track track;
    track.id = id;
    track.mmsi = report.mmsi;
    track.first_seen = track.seen = report.seen;
    (void)fold(track, report, sequence, limits);
    return track;
}

void heard_again(model::Track& track, model::SourceId source, model::StationId station, Time heard, model::Sequence sequence) {
    track.heard = std::max(track.heard, heard);
    track.changed = sequence;
    note_hearer(track, source, station, heard);
}

}  // namespace vigia::tracking
