#include "codec/ais/observe.h"

#include <utility>

#include "codec/ais/inside/mapping.h"
#include "codec/ais/messages.h"

namespace vigia::ais {

namespace {

using model::Fix;
using model::Observation;
using model::Particulars;

template <std::size_t M, std::size_t N>
std::optional<FixedText<M>> said(const FixedText<N>& text) {
    if (text.empty()) return std::nullopt;
    return FixedText<M>(text.view());
}

/// Position, speed, course and accuracy, which all reports of movement have.
template <class Report>
Fix movement(const Report& m) {
    Fix fix;
    fix.position = m.position;
    fix.speed = m.speed;
    fix.course = m.course;
    fix.accuracy = m.accuracy;
    return fix;
}

struct Look {
    Observation& out;

    void operator()(const PositionReport& m) const {
        Fix fix = movement(m);
        fix.heading = m.heading;
        if (m.turn) fix.rate_of_turn = m.turn->rate();
        fix.status = m.status;
        out.fix = fix;
    }
    void operator()(const BaseStationReport& m) const {
        Fix fix;
        fix.position = m.position;
        fix.accuracy = m.accuracy;
        out.fix = fix;
    }
    void operator()(const StaticAndVoyage& m) const {
        Particulars p;
        p.name = said<34>(m.name);
        p.call_sign = said<7>(m.call_sign);
        p.destination = said<20>(m.destination);
        p.imo = m.imo;
        p.ship_type = m.ship_type;
        p.dimensions = m.dimensions;
        p.draught = m.draught;
        if (m.eta != Eta{}) p.eta = m.eta;
        out.particulars = p;
    }
    void operator()(const AircraftReport& m) const {
        Fix fix = movement(m);
        fix.altitude = m.altitude;
        out.fix = fix;
    }
    void operator()(const ClassBReport& m) const {
        Fix fix = movement(m);
        fix.heading = m.heading;
        out.fix = fix;
    }
    void operator()(const ClassBExtendedReport& m) const {
        Fix fix = movement(m);
        fix.heading = m.heading;
        out.fix = fix;
        Particulars p;
        p.name = said<34>(m.name);
        p.ship_type = m.ship_type;
        p.dimensions = m.dimensions;
        out.particulars = p;
    }
    void operator()(const AidToNavigation& m) const {
        Fix fix;
        fix.position = m.position;
        fix.accuracy = m.accuracy;
        out.fix = fix;
        Particulars p;
        p.name = said<34>(m.name);
        if (m.aid_type != 0) p.ship_type = m.aid_type;
        p.dimensions = m.dimensions;
        out.particulars = p;
    }
    void operator()(const StaticPartA& m) const {
        Particulars p;
        p.name = said<34>(m.name);
        out.particulars = p;
    }
    void operator()(const StaticPartB& m) const {
        Particulars p;
        p.call_sign = said<7>(m.call_sign);
        p.ship_type = m.ship_type;
        p.dimensions = m.dimensions;
        out.particulars = p;
    }
    void operator()(const LongRangeReport& m) const {
        Fix fix = movement(m);
        fix.status = m.status;
        fix.range = model::Range::long_range;
        out.fix = fix;
    }
};

/// Looks at a message whose layout is L. False when nobody can have sent it.
template <Layout L, class Report, class Map>
bool see(const Batch& batch, std::size_t index, Observation& out, Map map) {
    const mapping::TakeFrom<mapping::FromRow<L>> take(batch, index);
    if (take.raw(tables::at(L, "mmsi")) > 999'999'999) return false;
    Report report;
    map(take, report);
    Look{out}(report);
    out.mmsi = report.mmsi;
    return true;
}

/// Looks at a message of any layout that reports have. False when nobody can have sent it.
bool see(const Batch& batch, std::size_t i, Observation& out) {
    switch (batch.head(i).layout) {
        case Layout::position: return see<Layout::position, PositionReport>(batch, i, out, [](auto& v, auto& m) { mapping::map_position(v, m); });
        case Layout::class_b: return see<Layout::class_b, ClassBReport>(batch, i, out, [](auto& v, auto& m) { mapping::map_class_b(v, m); });
        case Layout::base_station: return see<Layout::base_station, BaseStationReport>(batch, i, out, [](auto& v, auto& m) { mapping::map_base_station(v, m); });
        case Layout::voyage: return see<Layout::voyage, StaticAndVoyage>(batch, i, out, [](auto& v, auto& m) { mapping::map_voyage(v, m); });
        case Layout::aircraft: return see<Layout::aircraft, AircraftReport>(batch, i, out, [](auto& v, auto& m) { mapping::map_aircraft(v, m); });
        case Layout::class_b_extended: return see<Layout::class_b_extended, ClassBExtendedReport>(batch, i, out, [](auto& v, auto& m) { mapping::map_class_b_extended(v, m); });
        case Layout::aid: return see<Layout::aid, AidToNavigation>(batch, i, out, [](auto& v, auto& m) { mapping::map_aid(v, m); });
        case Layout::static_a: return see<Layout::static_a, StaticPartA>(batch, i, out, [](auto& v, auto& m) { mapping::map_static_a(v, m); });
        case Layout::static_b: return see<Layout::static_b, StaticPartB>(batch, i, out, [](auto& v, auto& m) { mapping::map_static_b<Layout::static_b>(v, m); });
        case Layout::static_b_auxiliary: return see<Layout::static_b_auxiliary, StaticPartB>(batch, i, out, [](auto& v, auto& m) { mapping::map_static_b<Layout::static_b_auxiliary>(v, m); });
        case Layout::long_range: return see<Layout::long_range, LongRangeReport>(batch, i, out, [](auto& v, auto& m) { mapping::map_long_range(v, m); });
        case Layout::addressed_binary: case Layout::acknowledgement: case Layout::broadcast_binary: case Layout::utc_inquiry:
        case Layout::addressed_text: case Layout::broadcast_text: case Layout::interrogation: case Layout::assignment:
        case Layout::dgnss: case Layout::slots: case Layout::channel_area: case Layout::channel_addressed:
        case Layout::group_assignment: case Layout::binary: case Layout::binary_structured: case Layout::binary_to:
        case Layout::binary_to_structured: return false;
    }
    std::unreachable();
}

}  // namespace

model::Transceiver transceiver_of(unsigned type, model::Mmsi mmsi) {
    using model::MmsiKind;
    using model::Transceiver;
    const MmsiKind kind = mmsi.kind();
    if (kind == MmsiKind::ais_sart || kind == MmsiKind::man_overboard || kind == MmsiKind::epirb)
        return Transceiver::distress;
    if (type == 4) return Transceiver::base_station;
    if (type == 9) return Transceiver::sar_aircraft;
    if (type == 21) return Transceiver::aid_to_navigation;
    if (type == 18 || type == 19 || type == 24) return Transceiver::class_b;
    if (kind == MmsiKind::coast_station && type == 11) return Transceiver::base_station;
    if (type <= 3 || type == 5 || type == 11 || type == 27) return Transceiver::class_a;
    return Transceiver::unknown;
}

std::optional<model::Observation> observe(const Batch& batch, std::size_t index) {
    std::optional<model::Observation> out(std::in_place);  // the only thing returned, so that it is never copied
    const MessageHead& head = batch.head(index);
    if (!see(batch, index, *out)) {
        out.reset();
        return out;
    }
    out->transceiver = transceiver_of(head.type, out->mmsi);
    out->seen = batch.line(head.line).stated.value_or(Time{});
    return out;
}

std::optional<SafetyText> safety_text(const Batch& batch, std::size_t message) {
    const Layout layout = batch.head(message).layout;
    if (layout != Layout::addressed_text && layout != Layout::broadcast_text) return std::nullopt;
    const auto mmsi = model::Mmsi::make(batch.mmsi(message));
    if (!mmsi) return std::nullopt;
    SafetyText said{*mmsi, {}};
    batch.text(message, table(layout).index("text"), said.text);
    return said;
}

}  // namespace vigia::ais
