#include "logic/detection/status_said.h"

#include "logic/detection/facts.h"

namespace vigia::detection {
namespace {

using model::Vessel;

constexpr model::FactName status_name{"status", {"navigational status", "estado de navegación"}};
constexpr model::FactName limit_reports{"limit_reports", {"limit of reports", "límite de informes"}};

constexpr model::Words command_words{
    {"{vessel} has reported for {held} that it is not under command (status 2); speed {speed}.",
     "{vessel} informa desde hace {held} que está sin gobierno (estado 2); velocidad {speed}."},
    {"What has failed is not known, nor whether it needs help. Some crews set this status to drift while they wait for orders.",
     "No se sabe qué ha fallado, ni si necesita ayuda. Algunas tripulaciones fijan este estado para derivar mientras esperan órdenes."},
    {"An answer by voice would settle it; a drift towards the coast or into a channel would weigh more.",
     "Lo aclararía su respuesta por radio; derivar hacia la costa o hacia un canal pesaría más."}};

constexpr model::Words aground_words{
    {"{vessel} has reported for {held} that it is aground (status 6); speed {speed}.",
     "{vessel} informa desde hace {held} que está varado (estado 6); velocidad {speed}."},
    {"Whether it truly lies aground is not known: the status is set by hand, and a ship that still makes way has most likely set it by mistake.",
     "No se sabe si de verdad está varado: el estado se fija a mano, y un buque que aún lleva arrancada probablemente lo fijó por error."},
    {"A place on a shoal and no speed would confirm it; way on her, or an answer by voice, would end it.",
     "Lo confirmaría estar sobre un bajo y sin velocidad; lo descartaría llevar arrancada, o su respuesta por radio."}};

}  // namespace

NotUnderCommand::NotUnderCommand(ByArea<Limits> limits)
    : StatusSaid(model::EventKind::not_under_command, model::NavigationStatus::not_under_command, command_words, std::move(limits)) {}
Aground::Aground(ByArea<Limits> limits) : StatusSaid(model::EventKind::aground, model::NavigationStatus::aground, aground_words, std::move(limits)) {}

void StatusSaid::look(const model::Scene& scene, const Vessel& vessel, Findings& out) {
    // A report without a place leaves its status in the fix, so this is all that ordinary vessels cost.
    if (vessel.fix.status != status_ && vessel.before.status != status_) return;
    if (!vessel.continued() && vessel.fixes > 1)
        if (const auto state = states_.find(static_cast<std::uint32_t>(vessel.id)); state != states_.end() && vessel.seen - state->second.last > Vessel::cut_after)
            end(state, vessel, state->second.last, scene.now(), out);
    take(vessel, vessel.fix.status, vessel.seen, scene.now(), out);
}

void StatusSaid::status(const model::Scene& scene, const Vessel& vessel, const model::Moment& moment, Findings& out) {
    if (moment.fix.status != status_ && states_.empty()) return;
    take(vessel, moment.fix.status, moment.seen, scene.now(), out);
}

void StatusSaid::take(const Vessel& vessel, model::NavigationStatus said, Time seen, Time now, Findings& out) {
    if (!vessel.afloat()) return;
    const auto id = static_cast<std::uint32_t>(vessel.id);
    if (said != status_) {
        if (const auto state = states_.find(id); state != states_.end()) end(state, vessel, seen, now, out);
        return;
    }
    State& state = states_[id];
    if (state.reports == 0) state.first = seen;
    state.last = seen;
    ++state.reports;
    const std::int64_t limit = limits_.at(vessel.where).reports;
    if (state.open != FindingRef::none || state.reports < limit) return;
    const MetresPerSecond speed = vessel.fix.speed.value_or(MetresPerSecond{});
    // At more than steerage way, neither is believed.
    const bool makes_way = vessel.faster(from_knots(5));
    state.open = out.begin({.kind = kind_, .vessels = {{vessel.id, vessel.mmsi}}, .begun = state.first, .confidence = makes_way ? 0.5 : 0.9,
                            .where = vessel.fixes > 0 ? vessel.fix.position : std::nullopt, .area = {}, .words = words_,
                            .facts = {{&facts::vessel, model::called(vessel)}, {&status_name, static_cast<std::int64_t>(status_)}, {&facts::held, seen - state.first},
                                      {&facts::speed, speed}, {&facts::points, state.reports}, {&limit_reports, limit}}},
                           now);
}

void StatusSaid::end(std::unordered_map<std::uint32_t, State>::iterator state, const Vessel& vessel, Time ended, Time now, Findings& out) {
    if (state->second.open != FindingRef::none) out.end(state->second.open, kind_, vessel.mmsi, ended, now);
    states_.erase(state);
}

void StatusSaid::gone(const model::Scene& scene, const Vessel& vessel, Findings& out) {
    if (const auto state = states_.find(static_cast<std::uint32_t>(vessel.id)); state != states_.end()) end(state, vessel, state->second.last, scene.now(), out);
}

}  // namespace vigia::detection
