#include "engine/inside/moments.h"

namespace vigia::engine {
namespace {

using Kind = model::Moment::Kind;

Kind kind_of(const model::Observation& report, const tracking::Change& change) {
    const bool ashore = report.transceiver == model::Transceiver::base_station || report.transceiver == model::Transceiver::aid_to_navigation;
    if (ashore || !report.fix->position || report.fix->range == model::Range::long_range) return Kind::unplaced;
    return change.place ? Kind::fix : Kind::late_fix;
}

}  // namespace

void append_moments(const model::Observation& report, const identity::Decision& decision, const tracking::Change& change,
                    const model::Track& track, const model::Chart& chart, std::vector<model::Moment>& out) {
    const auto begin = [&](Kind kind) -> model::Moment& {
        model::Moment& moment = out.emplace_back();
        moment.kind = kind;
        moment.heard = report.heard;
        moment.seen = report.seen;
        moment.track = track.id;
        moment.mmsi = report.mmsi;
        moment.transceiver = report.transceiver;
        moment.source = report.source;
        moment.station = report.station;
        if (decision.begun && decision.reason == identity::Reason::jump) {
            moment.jumped_from = decision.from;
            moment.implied = decision.implied;
        }
        return moment;
    };
    if (report.particulars) {
        model::Moment& moment = begin(Kind::said);
        if (change.particulars) moment.particulars = std::make_shared<const model::Particulars>(track.particulars);
    }
    if (!report.fix) return;
    model::Moment& moment = begin(kind_of(report, change));
    moment.fix = *report.fix;
    if (moment.kind != Kind::unplaced) moment.where = chart.at(*report.fix->position);
}

model::Moment heard_again_moment(const model::Track& track, Time heard, model::SourceId source, model::StationId station) {
    model::Moment moment;
    moment.kind = Kind::heard_again;
    moment.heard = heard;
    moment.seen = track.seen;
    moment.track = track.id;
    moment.mmsi = track.mmsi;
    moment.source = source;
    moment.station = station;
    return moment;
}

model::Moment gone_moment(const model::Track& track, Time heard) {
    model::Moment moment;
    moment.kind = Kind::gone;
    moment.heard = heard;
    moment.seen = track.seen;
    moment.track = track.id;
    moment.mmsi = track.mmsi;
    return moment;
}

}  // namespace vigia::engine
