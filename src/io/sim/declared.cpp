#include "io/sim/declared.h"

namespace vigia::sim {

namespace {

using model::Transceiver;

Sent from(const traffic::Identity& who, Sent::Kind kind, std::uint8_t type) {
    Sent sent;
    sent.vessel = who.number;
    sent.kind = kind;
    sent.type = type;
    sent.mmsi = model::Mmsi::of(who.mmsi);
    sent.transceiver = who.transceiver;
    return sent;
}

model::Fix fix_of(const traffic::State& state) {
    model::Fix fix;
    fix.position = state.position;
    fix.speed = state.speed;
    fix.course = state.course;
    fix.status = state.status;
    fix.accuracy = model::Accuracy::high;
    return fix;
}

Sent place(std::uint32_t mmsi, Sent::Kind kind, std::uint8_t type, Transceiver transceiver, geo::Position at) {
    Sent sent;
    sent.kind = kind;
    sent.type = type;
    sent.mmsi = model::Mmsi::of(mmsi);
    sent.transceiver = transceiver;
    sent.fix.emplace();
    sent.fix->position = at;
    sent.fix->accuracy = model::Accuracy::high;
    return sent;
}

}  // namespace

Sent declared_position(const traffic::Identity& who, const traffic::State& state, Quality quality) {
    const bool class_b = who.transceiver == Transceiver::class_b, aircraft = who.transceiver == Transceiver::sar_aircraft;
    Sent sent = from(who, Sent::Kind::position, class_b ? 18 : aircraft ? 9 : 1);
    sent.fix = fix_of(state);
    if (class_b || aircraft) {
        sent.fix->status = model::NavigationStatus::undefined;
        if (class_b) sent.fix->accuracy = model::Accuracy::low;
        if (aircraft) sent.fix->altitude = state.altitude;
        return sent;
    }
    if (quality.low_accuracy || quality.no_position) sent.fix->accuracy = model::Accuracy::low;
    if (quality.no_position) {
        sent.fix->position.reset();
        sent.fix->speed.reset();
        sent.fix->course.reset();
    }
    if (who.transceiver == Transceiver::distress) return sent;
    sent.fix->heading = state.heading;
    sent.fix->rate_of_turn = state.rate_of_turn;
    return sent;
}

Sent declared_long_range(const traffic::Identity& who, const traffic::State& state) {
    Sent sent = from(who, Sent::Kind::long_range, 27);
    sent.fix = fix_of(state);
    sent.fix->range = model::Range::long_range;
    return sent;
}

Sent declared_particulars(const traffic::Identity& who, const traffic::VoyagePlan& plan, Said said) {
    Sent sent = from(who, Sent::Kind::particulars, said == Said::all ? 5 : 24);
    model::Particulars& p = sent.particulars.emplace();
    if (said != Said::part_b) p.name = FixedText<34>(who.name.view());
    if (said == Said::part_a) return sent;
    p.call_sign = who.call_sign;
    p.ship_type = who.ship_type;
    p.dimensions = who.dimensions;
    if (said == Said::part_b) return sent;
    p.imo = who.imo;
    p.destination = plan.destination;
    p.draught = plan.draught;
    p.eta = plan.eta;
    return sent;
}

Sent declared_text(const traffic::Identity& who, std::uint8_t type, std::string_view words) {
    const bool safety = type == 12 || type == 14;
    Sent sent = from(who, safety ? Sent::Kind::text : Sent::Kind::other, type);
    if (safety) sent.text = words;
    return sent;
}

Sent declared_base(const traffic::Receiver& station) {
    return place(station.mmsi.value_or(0), Sent::Kind::base, 4, Transceiver::base_station, station.at);
}

Sent declared_aid(const traffic::Aid& aid) {
    return place(aid.mmsi, Sent::Kind::aid, 21, Transceiver::aid_to_navigation, aid.at);
}

}  // namespace vigia::sim
