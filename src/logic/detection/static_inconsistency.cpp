#include "logic/detection/static_inconsistency.h"

#include <algorithm>
#include <bit>
#include <cmath>

#include "base/text.h"
#include "logic/detection/call_signs.h"
#include "logic/detection/inside/static_words.h"
#include "model/lists.h"

namespace vigia::detection {

using model::Particulars;
using model::Vessel;

namespace {

std::uint8_t bit(StaticInconsistency::Fault fault) { return static_cast<std::uint8_t>(1U << static_cast<unsigned>(fault)); }

/// What is wrong as it stands, a bit for each fault.
std::uint8_t wrong_of(const Vessel& vessel, Metres longest) {
    using Fault = StaticInconsistency::Fault;
    std::uint8_t wrong = vessel.mmsi.kind() == model::MmsiKind::other ? bit(Fault::mmsi_country) : std::uint8_t{0};
    if (!vessel.particulars) return wrong;
    const Particulars& said = *vessel.particulars;
    // Above seven digits it is the number of a flag state, not of the IMO (ITU-R M.1371-5, annex 8, table 50).
    if (said.imo && *said.imo >= 1'000'000 && *said.imo <= 9'999'999 && !model::Imo::make(*said.imo)) wrong |= bit(Fault::imo_check_digit);
    if (said.call_sign) {
        const auto by_call = country_of_call_sign(said.call_sign->view()), by_mmsi = country_of(vessel.mmsi);
        if (by_call && by_mmsi && *by_call != *by_mmsi) wrong |= bit(Fault::call_sign_country);
    }
    if (vessel.length && *vessel.length > longest) wrong |= bit(Fault::too_long);
    if (vessel.length && vessel.beam && *vessel.beam > *vessel.length) wrong |= bit(Fault::beam_above_length);
    return wrong;
}

Metres length_of(const model::Dimensions& hull) { return {static_cast<double>(hull.bow + hull.stern)}; }
Metres beam_of(const model::Dimensions& hull) { return {static_cast<double>(hull.port + hull.starboard)}; }

/// Whether a measure that was known became another beyond what measuring differs by.
bool changed(Metres before, Metres now, const StaticInconsistency::Limits& limits) {
    if (before.value <= 0 || now.value <= 0) return false;
    const double by = std::abs(now.value - before.value);
    return by > limits.changed.value && by > limits.changed_share * before.value;
}

bool size_changed(const model::Dimensions& before, const model::Dimensions& now, const StaticInconsistency::Limits& limits) {
    return changed(length_of(before), length_of(now), limits) || changed(beam_of(before), beam_of(now), limits);
}

std::optional<geo::Position> place_of(const Vessel& vessel) { return vessel.fixes > 0 ? vessel.fix.position : std::nullopt; }

}  // namespace

void StaticInconsistency::look(const model::Scene&, const Vessel& vessel, Findings& out) {
    if (vessel.fixes != 2 || vessel.mmsi.kind() != model::MmsiKind::other || !vessel.afloat()) return;
    Standing& standing = standing_.of(vessel);
    Said& said = standing.of[static_cast<std::size_t>(Fault::mmsi_country)];
    if (!said.now) said.first = vessel.before_seen;
    said.last = vessel.seen;
    said.now = said.confirmed = true;
    settle(vessel, limits_.at(vessel.where), standing, out);
}

void StaticInconsistency::said(const model::Scene& scene, const Vessel& vessel, Findings& out) {
    if (!vessel.afloat() || !vessel.particulars) return;
    judge(vessel, out);
    compare(scene, vessel, out);
}

void StaticInconsistency::judge(const Vessel& vessel, Findings& out) {
    const Limits& limits = limits_.at(vessel.where);
    const std::uint8_t wrong = wrong_of(vessel, limits.longest);
    Standing& standing = standing_.of(vessel);
    if (wrong == 0 && standing.told == 0) {
        standing.of = {};
        return;
    }
    for (std::size_t i = 0; i < faults; ++i) {
        Said& said = standing.of[i];
        if ((wrong >> i & 1U) == 0) {
            said = {};
            continue;
        }
        if (!said.now || (!said.confirmed && vessel.heard - said.last > limits.memory)) said = {.first = vessel.heard, .last = {}, .now = true, .confirmed = false};
        said.last = vessel.heard;
        if (vessel.heard - said.first >= limits.apart) said.confirmed = true;
    }
    settle(vessel, limits, standing, out);
}

void StaticInconsistency::settle(const Vessel& vessel, const Limits& limits, Standing& standing, Findings& out) {
    std::uint8_t sure = 0;
    Time begun = Time::max();
    for (std::size_t i = 0; i < faults; ++i) {
        if (!standing.of[i].confirmed) continue;
        sure |= static_cast<std::uint8_t>(1U << i);
        begun = std::min(begun, standing.of[i].first);
    }
    if (sure == 0) {
        if (standing.open != FindingRef::none) out.end(standing.open, model::EventKind::static_inconsistency, vessel.mmsi, vessel.heard, vessel.heard);
        standing.open = {};
        standing.told = 0;
        return;
    }
    if ((sure & ~standing.told) == 0) return;  // nothing new; what was corrected stays in the event
    std::size_t gravest = 0;
    while ((sure >> gravest & 1U) == 0) ++gravest;
    auto [words, facts, confidence] = inside::standing_fault(static_cast<Fault>(gravest), vessel, limits);
    facts.push_back({&inside::faults_name, static_cast<std::int64_t>(std::popcount(sure))});
    if (standing.open == FindingRef::none) standing.begun = begun;
    model::Finding finding{.kind = model::EventKind::static_inconsistency, .vessels = {{vessel.id, vessel.mmsi}}, .begun = standing.begun,
                           .confidence = confidence, .where = place_of(vessel), .area = {}, .words = words, .facts = std::move(facts)};
    if (standing.open == FindingRef::none) standing.open = out.begin(std::move(finding), vessel.heard);
    else out.revise(standing.open, std::move(finding), vessel.heard);
    standing.told |= sure;
}

void StaticInconsistency::compare(const model::Scene& scene, const Vessel& vessel, Findings& out) {
    Before& before = before_[vessel.mmsi.number()];
    const Vessel* hull = vessel.fixes > 0 ? &vessel : scene.find(before.hull);
    // Two segments that both have a place are two hulls: what one says is no change of the other.
    if (vessel.fixes > 0 && before.hull != vessel.id && scene.find(before.hull) != nullptr) before = {};
    if (hull == nullptr) hull = &vessel;
    const Limits& limits = limits_.at(hull->where);
    const Time seen = vessel.heard;
    const bool placed = hull->fixes > 0 && seen - hull->fix_heard <= Vessel::cut_after;
    const bool under_way = placed && hull->faster(limits.under_way) && !hull->at_rest_by_status();
    const Particulars& now = *vessel.particulars;
    if (before.seen != Time{} && before.under_way && under_way && seen - before.seen <= Vessel::cut_after) {
        note_size(now, seen, limits, before);
        note_identity(now, seen, limits, before);
        if (hull->where.in(model::AreaKind::harbour) || hull->where.in(model::AreaKind::lock)) before.lowest.reset();
        note_draught(now, seen, limits, before);
        tell_changes(vessel, *hull, limits, before, out);
    } else {
        before = {};
        if (under_way) note_draught(now, seen, limits, before);
    }
    before.track = vessel.id;
    before.hull = hull->fixes > 0 ? hull->id : model::TrackId{};
    before.seen = seen;
    before.under_way = under_way;
    before.last = now;
}

void StaticInconsistency::note_size(const Particulars& now, Time seen, const Limits& limits, Before& before) {
    if (!now.dimensions || !before.last.dimensions) return;
    if (before.size_changed != Time{}) {
        if (!size_changed(before.old_size, *now.dimensions, limits)) before.size_changed = {};  // taken back
        return;
    }
    if (!size_changed(*before.last.dimensions, *now.dimensions, limits)) return;
    before.size_changed = seen;
    before.old_size = *before.last.dimensions;
}

void StaticInconsistency::note_identity(const Particulars& now, Time seen, const Limits& limits, Before& before) {
    const auto differ = [&](std::string_view a, std::string_view b) {
        const std::string one = model::normalised(a), other = model::normalised(b);
        return !one.empty() && !other.empty() && edits_between(one, other) > static_cast<std::size_t>(limits.typing);
    };
    const auto lone = [&](Time at) { return at != Time{} && !before.identity_waits && seen - at > limits.together; };
    if (lone(before.name_changed)) before.name_changed = {};
    if (lone(before.number_changed)) before.number_changed = {};
    if (before.name_changed != Time{} && now.name && !differ(before.old_name.view(), now.name->view())) before.name_changed = {}, before.identity_waits = false;
    if (before.name_changed == Time{} && now.name && before.last.name && differ(before.last.name->view(), now.name->view())) {
        before.name_changed = seen;
        before.old_name = *before.last.name;
    }
    const auto number = [&](const Particulars& p) {
        return std::pair(p.imo ? "IMO " + std::to_string(*p.imo) : std::string(), p.call_sign ? plain_call_sign(p.call_sign->view()) : std::string());
    };
    const auto [old_imo, old_call] = number(before.last);
    const auto [imo, call] = number(now);
    if (before.number_changed != Time{} && (imo == before.old_number || call == before.old_number)) before.number_changed = {}, before.identity_waits = false;
    const bool other_imo = !imo.empty() && !old_imo.empty() && imo != old_imo, other_call = !call.empty() && !old_call.empty() && call != old_call;
    if (before.number_changed == Time{} && (other_imo || other_call)) {
        before.number_changed = seen;
        before.old_number = other_imo ? old_imo : old_call;
        before.new_number = other_imo ? imo : call;
    }
    before.identity_waits = before.name_changed != Time{} && before.number_changed != Time{};
}

void StaticInconsistency::note_draught(const Particulars& now, Time seen, const Limits& limits, Before& before) {
    if (!now.draught || now.draught->value <= 0) return;
    const bool old = before.lowest && before.deepened == Time{} && seen - before.lowest_seen > limits.draught_within;
    if (!before.lowest || old || *now.draught - *before.lowest < limits.draught) {
        if (before.deepened != Time{}) before.deepened = {};  // taken back
        if (!before.lowest || old || *now.draught <= *before.lowest) before.lowest = *now.draught, before.lowest_seen = seen;
        return;
    }
    if (before.deepened != Time{}) return;
    before.deepened = seen;
    before.old_draught = *before.lowest;
}

void StaticInconsistency::tell_changes(const Vessel& vessel, const Vessel& hull, const Limits& limits, Before& before, Findings& out) {
    const Time seen = vessel.heard;
    const auto due = [&](Time changed) { return changed != Time{} && seen - changed >= limits.apart; };
    const auto tell = [&](Time begun, inside::Told told) {
        const FindingRef ref = out.begin({.kind = model::EventKind::static_inconsistency, .vessels = {{vessel.id, vessel.mmsi}}, .begun = begun,
                                          .confidence = told.confidence, .where = place_of(hull), .area = {}, .words = told.words, .facts = std::move(told.facts)},
                                         seen);
        out.end(ref, model::EventKind::static_inconsistency, vessel.mmsi, seen, seen);
    };
    if (due(before.size_changed) && vessel.length && vessel.beam) {
        tell(before.size_changed, inside::size_changed(vessel, length_of(before.old_size), beam_of(before.old_size), limits));
        before.size_changed = {};
    }
    if (before.identity_waits && due(std::max(before.name_changed, before.number_changed))) {
        tell(std::min(before.name_changed, before.number_changed), inside::identity_changed(vessel, before.old_name.view(), before.old_number, before.new_number));
        before.name_changed = before.number_changed = {};
        before.identity_waits = false;
    }
    if (due(before.deepened)) {
        tell(before.deepened, inside::draught_risen(vessel, before.old_draught, before.deepened - before.lowest_seen, limits));
        before.lowest = vessel.particulars->draught;
        before.lowest_seen = seen;
        before.deepened = {};
    }
}

void StaticInconsistency::gone(const model::Scene& scene, const Vessel& vessel, Findings& out) {
    Standing& standing = standing_.of(vessel);
    if (standing.open != FindingRef::none) out.end(standing.open, model::EventKind::static_inconsistency, vessel.mmsi, vessel.heard, scene.now());
    standing = {};
    const auto before = before_.find(vessel.mmsi.number());
    if (before != before_.end() && (before->second.track == vessel.id || before->second.hull == vessel.id)) before_.erase(before);
}

}  // namespace vigia::detection
