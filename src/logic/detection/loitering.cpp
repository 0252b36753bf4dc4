#include "logic/detection/loitering.h"

#include <algorithm>

#include "logic/detection/facts.h"

namespace vigia::detection {
namespace {

using model::EventKind;
using model::Vessel;

constexpr model::FactName mean_speed{"mean_speed", {"mean speed", "velocidad media"}};
constexpr model::FactName window_fact{"limit_window", {"span of the mean", "intervalo de la media"}};
constexpr model::FactName limit_off_coast{"limit_off_coast", {"limit of distance to the coast", "límite de distancia a la costa"}};

constexpr model::Words words{
    {"{vessel} has made {mean_speed} on average over {limit_window} on open water, now {off_coast} off the coast; limit {limit_speed}.",
     "{vessel} ha promediado {mean_speed} durante {limit_window} en aguas abiertas, ahora a {off_coast} de la costa; límite {limit_speed}."},
    {"What it waits for is not known: a turn for the canal, orders, repairs, or another vessel. Waiting outside the anchorages is common and lawful.",
     "No se sabe qué espera: turno para el Canal, órdenes, reparaciones u otro buque. Esperar fuera de los fondeaderos es común y lícito."},
    {"A small craft or a vessel without AIS coming to it would make it graver; a booked transit, or going on, would end it.",
     "Que se le acerque una embarcación pequeña o un buque sin AIS lo agravaría; un tránsito reservado, o que siga viaje, lo terminaría."}};

/// Conditions that hold all the while; the distance to the coast only until it is told.
bool at_large(const Vessel& vessel) {
    return vessel.afloat() && !vessel.exempt() && !vessel.where.sheltered() && !vessel.fishing() && !vessel.at_rest_by_status();
}

std::int64_t minute_of(Time at) { return std::chrono::floor<std::chrono::minutes>(at.time_since_epoch()).count(); }

/// The way made since the fix before, by the reported speeds; by the positions where one is not known.
Metres way_since(const Vessel& vessel) {
    const Seconds time{std::chrono::duration<double>(vessel.seen - vessel.before_seen).count()};
    if (vessel.fix.speed && vessel.before.speed) return (*vessel.fix.speed + *vessel.before.speed) / 2 * time;
    return distance_near(*vessel.before.position, vessel.position());
}

}  // namespace

Duration Loitering::window_of(const Limits& limits) { return std::min<Duration>(limits.window, std::chrono::minutes(longest_minutes)); }

void Loitering::Ways::add(Time from, Time to, Metres way) {
    constexpr std::int64_t size = longest_minutes + 1;
    const std::int64_t newest = minute_of(to);
    for (std::int64_t m = std::max(minute + 1, newest - size + 1); m <= newest; ++m) decimetres[static_cast<std::size_t>(m % size)] = 0;
    minute = newest;
    // Shared out over the minutes that it took.
    Time at = from;
    while (at < to) {
        const std::int64_t m = minute_of(at);
        const Time end = std::min(to, Time{std::chrono::minutes(m + 1)});
        const double part = static_cast<double>((end - at).count()) / static_cast<double>((to - from).count());
        rest += way.value * 10 * part;
        std::uint16_t& bucket = decimetres[static_cast<std::size_t>(m % size)];
        const double whole = std::clamp(std::floor(rest), 0.0, 65535.0 - bucket);
        bucket = static_cast<std::uint16_t>(bucket + whole);
        rest = std::min(rest - whole, 1.0);
        at = end;
    }
}

Metres Loitering::Ways::over(Duration window, Time now) const {
    constexpr std::int64_t size = longest_minutes + 1;
    const Time from = now - window;
    const std::int64_t oldest = std::max(minute_of(from), minute - size + 1);
    std::uint64_t sum = 0;
    for (std::int64_t m = oldest + 1, at = m % size; m <= minute; ++m, at = at + 1 == size ? 0 : at + 1) sum += decimetres[static_cast<std::size_t>(at)];
    // Of the oldest minute only what lies in the window.
    const double part = static_cast<double>((Time{std::chrono::minutes(oldest + 1)} - from).count()) / 60'000;
    return Metres{(static_cast<double>(sum) + decimetres[static_cast<std::size_t>(oldest % size)] * std::clamp(part, 0.0, 1.0)) / 10};
}

void Loitering::look(const model::Scene& scene, const Vessel& vessel, Findings& out) {
    const Limits& limits = limits_.at(vessel.where);
    const bool marked = marks_.on(vessel);
    if (!marked && !vessel.where.offshore(limits.off_coast)) return;
    const bool free = at_large(vessel);
    if (!marked && !free) return;
    State& state = states_.of(vessel);
    if (marked && (!vessel.continued() || !free)) forget(vessel, state, vessel.continued() ? vessel.seen : vessel.before_seen, scene.now(), out);
    if (marked && !state.spell.told() && !vessel.where.offshore(limits.off_coast)) forget(vessel, state, vessel.seen, scene.now(), out);
    if (!free || (!state.spell.told() && !vessel.where.offshore(limits.off_coast))) return;
    if (!state.spell.running) {
        state = {};
        state.spell.since = vessel.seen;
        state.spell.running = true;
        marks_.set(vessel, true);
        return;
    }
    state.ways.add(vessel.before_seen, vessel.seen, way_since(vessel));
    const auto mean = [&](Duration window) { return state.ways.over(window, vessel.seen) / Seconds{std::chrono::duration<double>(window).count()}; };
    if (state.spell.told()) {
        if (mean(limits.ends_window) > limits.ends_above) forget(vessel, state, vessel.seen, scene.now(), out);
        return;
    }
    const Duration window = window_of(limits);
    if (vessel.seen - state.spell.since < window) return;
    const MetresPerSecond slow = mean(window);
    if (slow < limits.mean) tell(vessel, state, limits, slow, scene.now(), out);
}

void Loitering::tell(const Vessel& vessel, State& state, const Limits& limits, MetresPerSecond mean, Time now, Findings& out) const {
    state.spell.open = out.begin({.kind = EventKind::loitering, .vessels = {{vessel.id, vessel.mmsi}}, .begun = vessel.seen - window_of(limits),
                                  .confidence = 0.8, .where = vessel.fix.position, .area = {}, .words = &words,
                                  .facts = {{&facts::vessel, model::called(vessel)}, {&mean_speed, mean}, {&facts::off_coast, *vessel.where.off_coast},
                                            {&window_fact, window_of(limits)}, {&facts::limit_speed, limits.mean}, {&limit_off_coast, limits.off_coast}}},
                                 now);
}

void Loitering::gone(const model::Scene& scene, const Vessel& vessel, Findings& out) {
    if (marks_.on(vessel)) forget(vessel, states_.of(vessel), vessel.seen, scene.now(), out);
}

void Loitering::forget(const Vessel& vessel, State& state, Time ended, Time now, Findings& out) {
    state.spell.end(EventKind::loitering, vessel, ended, now, out);
    state = {};
    marks_.set(vessel, false);
}

}  // namespace vigia::detection
