#include "logic/detection/coverage_learner.h"

#include <algorithm>

namespace vigia::detection {
namespace {

using model::ReceiverSet;
using model::Vessel;

constexpr MetresPerSecond least_speed = from_knots(2);

std::int32_t minute_of(Time at) { return static_cast<std::int32_t>(to_unix_milliseconds(at) / 60'000); }
ReceiverSet bit(unsigned number) { return ReceiverSet{1} << number; }

bool berthed(const Vessel& vessel) { return vessel.where.in(model::AreaKind::harbour) || vessel.where.in(model::AreaKind::lock); }

}  // namespace

bool CoverageLearner::under_way(const model::Fix& fix) {
    using enum model::NavigationStatus;
    return fix.speed && *fix.speed >= least_speed && fix.status != at_anchor && fix.status != moored && fix.status != aground;
}

unsigned CoverageLearner::number_of(const model::Moment& moment) {
    const model::Receiver receiver{moment.source, moment.station};
    const std::uint32_t code = receiver.code();
    if (code == last_code_) return last_number_;
    last_code_ = code;
    last_number_ = coverage_.number(receiver);
    if (ears_.size() <= last_number_) ears_.resize(last_number_ + 1);
    return last_number_;
}

void CoverageLearner::heard(const Vessel& vessel, const model::Moment& moment) {
    if (first_ == Time{}) first_ = moment.heard;
    const unsigned number = number_of(moment);
    Ear& ear = ears_[number];
    if (moment.heard - ear.last > deaf_after) ear.since = moment.heard;
    ear.last = moment.heard;
    // `fix` counts fixes, once it has closed the minute before.
    if (moment.kind == model::Moment::Kind::fix || vessel.fixes == 0 || !under_way(vessel.fix) || !vessel.afloat()) return;
    minutes_.of(vessel).by |= bit(number);
}

void CoverageLearner::fix(const Vessel& vessel, int unheard) {
    Minute& state = minutes_.of(vessel);
    const std::int32_t minute = minute_of(vessel.seen);
    if (state.minute == minute) {
        state.by |= bit(last_number_);
        return;
    }
    const bool known = vessel.continued() && under_way(vessel.before);
    if (known) {
        const std::int32_t before = minute_of(vessel.before_seen);
        if (state.minute == before) coverage_.add(*vessel.before.position, class_of(vessel), state.by);
        if (minute - before > 1) between(vessel, state.by, minute - before - 1, unheard);
    } else if (!vessel.continued() && vessel.jumped_from == model::TrackId{} && !berthed(vessel)) {
        appeared(vessel, unheard == 0 ? 0 : at_edge);
    }
    state = {bit(last_number_), minute};
}

void CoverageLearner::between(const Vessel& vessel, ReceiverSet by, int minutes, int unheard) {
    // With its receivers deaf nothing is said about the water.
    if ((alive(vessel.before_seen, vessel.fix_heard) & by) == 0 && (by & 1) == 0) return;
    const int count = std::min(minutes, unheard);
    for (int i = 1; i <= count; ++i)
        coverage_.add(geo::between(*vessel.before.position, vessel.position(), static_cast<double>(i) / (count + 1)), class_of(vessel), 0);
}

void CoverageLearner::appeared(const Vessel& vessel, int minutes) {
    // At the beginning of the stream everybody appears.
    if (vessel.fix_heard - first_ < Vessel::cut_after || !vessel.fix.course) return;
    const Degrees back = turned_into_circle(*vessel.fix.course + Degrees{180});
    for (int i = 1; i <= minutes; ++i) coverage_.add(geo::moved(vessel.position(), back, *vessel.fix.speed * Seconds{60.0 * i}), class_of(vessel), 0);
}

void CoverageLearner::lost(const Vessel& vessel, int minutes) {
    if (berthed(vessel) || !vessel.fix.course) return;
    for (int i = 1; i <= minutes; ++i) coverage_.add(geo::moved(vessel.position(), *vessel.fix.course, *vessel.fix.speed * Seconds{60.0 * i}), class_of(vessel), 0);
}

ReceiverSet CoverageLearner::alive(Time since, Time now) const {
    ReceiverSet set = 0;
    for (unsigned i = 1; i < ears_.size(); ++i)
        if (now - ears_[i].last <= deaf_after && ears_[i].since <= since) set |= bit(i);
    return set;
}

}  // namespace vigia::detection
