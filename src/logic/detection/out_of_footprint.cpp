#include "logic/detection/out_of_footprint.h"

#include "logic/detection/facts.h"

namespace vigia::detection {
namespace {

using model::Vessel;

constexpr model::FactName station{"station", {"receiver", "estación receptora"}};
constexpr model::FactName away{"away", {"from the middle of its reports", "desde el centro de sus informes"}};
constexpr model::FactName reach{"reach", {"distance that holds its reports", "distancia que abarca sus informes"}};
constexpr model::FactName part{"part", {"part of its reports", "parte de sus informes"}};

constexpr model::Words words{
    {"Receiver {station} alone hears {vessel}, {away} from the middle of what it hears; {part} of its reports lie within {reach}.",
     "Solo la estación {station} recibe a {vessel}, a {away} del centro de lo que recibe; el {part} de sus informes está a menos de {reach}."},
    {"Whether the vessel is there is not known. Radio sometimes carries far over warm water; a position made up on shore, a relay or another station's "
     "lines under this name look the same.",
     "No se sabe si el buque está allí. A veces la radio alcanza lejos sobre agua cálida; una posición inventada en tierra, un repetidor o líneas de otra "
     "estación con este nombre se verían igual."},
    {"A second receiver that hears it ends this. Several far vessels at once point to good radio weather; one alone, heard strongly for long, to a false position.",
     "Una segunda estación que lo reciba lo termina. Varios buques lejanos a la vez apuntan a propagación favorable; uno solo, recibido mucho tiempo, a una posición falsa."}};

constexpr model::Sentence heard_by_others{"Withdrawn: another receiver heard the same report.", "Retirado: otra estación recibió el mismo informe."};

constexpr std::uint32_t learn_all = 2000;  ///< reports of a receiver; of further ones each sixteenth is learnt
constexpr std::uint32_t learn_each = 16;
constexpr Duration others_late = std::chrono::seconds(1);  ///< by which the same report is heard again, as a rule

}  // namespace

OutOfFootprint::Ear& OutOfFootprint::ear_of(model::StationId id) {
    const auto at = static_cast<std::size_t>(id);
    if (at >= ears_.size()) ears_.resize(at + 1);
    return ears_[at];
}

void OutOfFootprint::learn(Ear& ear, geo::Position at) {
    if (++ear.turn <= learn_all || ear.turn % learn_each == 0) ear.footprint.learn(at, limits_.usual.part_share);
}

void OutOfFootprint::heard(const model::Scene& scene, const Vessel& vessel, const model::Moment& moment, Findings& out) {
    // Of reports heard again only those of the last fix tell of a place.
    if (moment.kind != model::Moment::Kind::heard_again || vessel.fixes == 0 || moment.seen != vessel.seen || !vessel.afloat()) return;
    if (moment.station != model::StationId{}) learn(ear_of(moment.station), vessel.position());
    if (far_ == 0 || moment.station == vessel.station) return;
    State& state = states_.of(vessel);
    if (state.fixes == 0) return;
    if (state.open != FindingRef::none && vessel.seen <= state.noticed) {
        out.withdraw(state.open, model::EventKind::out_of_footprint, vessel.mmsi, heard_by_others, scene.now());
        state.open = FindingRef::none;
    }
    stop(vessel, state, vessel.seen, scene.now(), out);
}

void OutOfFootprint::look(const model::Scene& scene, const Vessel& vessel, Findings& out) {
    if (vessel.station == model::StationId{} || !vessel.afloat()) return;
    Ear& ear = ear_of(vessel.station);
    const Limits& limits = limits_.at(vessel.where);
    const Footprint& footprint = ear.footprint;
    Metres far{0};
    if (footprint.reports() >= static_cast<std::uint64_t>(limits.learnt_reports) && scene.now() - ear.first >= limits.learnt_for)
        far = footprint.beyond(vessel.position(), std::max(limits.least_reach, footprint.reach() * limits.reach_times_share));
    // What is going on is not made usual by its own reports.
    if (far > Metres{0} && (far_ == 0 || states_.of(vessel).fixes == 0) && footprint.part_near(vessel.position(), limits.known_near) >= limits.known_share)
        far = Metres{0};
    learn(ear, vessel.position());
    if (ear.first == Time{}) ear.first = scene.now();
    if (far == Metres{0}) {
        if (far_ > 0) stop(vessel, states_.of(vessel), vessel.seen, scene.now(), out);
        return;
    }
    State& state = states_.of(vessel);
    if (state.fixes > 0 && (!vessel.continued() || state.station != vessel.station)) stop(vessel, state, vessel.before_seen, scene.now(), out);
    if (state.fixes == 0) {
        state = {.since = vessel.seen, .noticed = {}, .away = {}, .reach = {}, .open = {}, .station = vessel.station, .fixes = 0, .armed = state.armed};
        ++far_;
    }
    state.away = far;
    state.reach = footprint.reach();
    if (state.fixes < 0xFFFF) ++state.fixes;
    if (state.fixes < 2 || state.open != FindingRef::none || state.armed) return;
    state.armed = true;
    arm(timers_, scene.now(), scene.now() + others_late, vessel.id);
}

void OutOfFootprint::second(const model::Scene& scene, Time second, Findings& out) {
    fire(timers_, second, [&](model::TrackId track) {
        const Vessel* vessel = scene.find(track);
        if (vessel == nullptr) return;
        State& state = states_.of(*vessel);
        state.armed = false;
        if (state.fixes >= 2 && state.open == FindingRef::none) begin(*vessel, state, second, out);
    });
}

void OutOfFootprint::begin(const Vessel& vessel, State& state, Time now, Findings& out) const {
    const Limits& limits = limits_.at(vessel.where);
    const Metres limit = std::max(limits.least_reach, state.reach * limits.reach_times_share);
    state.noticed = now;
    state.open = out.begin({.kind = model::EventKind::out_of_footprint, .vessels = {{vessel.id, vessel.mmsi}}, .begun = state.since,
                            // The middle of the reports is not the mast, so that little beyond the limit is little sure.
                            .confidence = std::min(0.9, 0.5 + 0.4 * (state.away / limit - 1)), .where = vessel.fix.position, .area = {}, .words = &words,
                            .facts = {{&facts::vessel, model::called(vessel)}, {&station, static_cast<std::int64_t>(state.station)}, {&away, state.away},
                                      {&part, model::Share{limits_.usual.part_share}}, {&reach, state.reach}, {&facts::limit_distance, limit}}},
                           now);
}

void OutOfFootprint::gone(const model::Scene& scene, const Vessel& vessel, Findings& out) {
    if (far_ > 0) stop(vessel, states_.of(vessel), vessel.seen, scene.now(), out);
}

void OutOfFootprint::stop(const Vessel& vessel, State& state, Time ended, Time now, Findings& out) {
    if (state.fixes == 0) return;
    if (state.open != FindingRef::none) out.end(state.open, model::EventKind::out_of_footprint, vessel.mmsi, ended, now);
    state.open = FindingRef::none;
    state.fixes = 0;
    --far_;
}

}  // namespace vigia::detection
