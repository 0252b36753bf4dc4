#include "codec/ais/observe.h"

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
    template <class Other>
    void operator()(const Other&) const {}
};

/// Looks at a message whose layout is known to be that of Report. False when nobody can have sent it.
template <class Report, class Map>
bool see(const Batch& batch, std::size_t index, Observation& out, Map map) {
    if (batch.mmsi(index) > 999'999'999) return false;
    const Bits bits = batch.bits(index);
    Report report;
    map(mapping::Take(table(batch.head(index).layout), bits), report);
    Look{out}(report);
    out.mmsi = report.mmsi;
    return true;
}

bool is_report(unsigned type) {
    switch (type) {
        case 1: case 2: case 3: case 4: case 5: case 9: case 11: case 18: case 19: case 21: case 24: case 27: return true;
        default: return false;  // not an enum: every other number
    }
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
    const MessageHead& head = batch.head(index);
    if (!is_report(head.type)) return std::nullopt;
    std::optional<model::Observation> out(std::in_place);
    // Nine of ten reports are of these two layouts: they need no Message that could be any type.
    if (head.layout == Layout::position) {
        if (!see<PositionReport>(batch, index, *out, [](const auto& v, auto& m) { mapping::map_position(v, m); })) return std::nullopt;
    } else if (head.layout == Layout::class_b) {
        if (!see<ClassBReport>(batch, index, *out, [](const auto& v, auto& m) { mapping::map_class_b(v, m); })) return std::nullopt;
    } else {
        const Result<Message> decoded = message(batch, index);
        if (!decoded) return std::nullopt;
        std::visit(Look{*out}, *decoded);
        out->mmsi = sender(*decoded);
    }
    out->transceiver = transceiver_of(head.type, out->mmsi);
    out->seen = batch.line(head.line).stated.value_or(Time{});
    return out;
}

}  // namespace vigia::ais
