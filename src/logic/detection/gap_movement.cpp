#include "logic/detection/gap_movement.h"

#include <algorithm>

#include "logic/detection/book.h"
#include "logic/detection/facts.h"

namespace vigia::detection {
namespace {

using model::Vessel;

constexpr model::FactName gap{"gap", {"unheard for", "sin señal durante"}};
constexpr model::FactName needed_speed{"needed_speed", {"speed that the way needs", "velocidad que exige el trayecto"}};
constexpr model::FactName fastest{"fastest", {"fastest of its type", "máxima de su tipo"}};
constexpr model::FactName speed_before{"speed_before", {"speed before the gap", "velocidad antes del silencio"}};
constexpr model::FactName place_before{"place_before", {"last place before the gap", "última posición antes del silencio"}};
constexpr model::FactName limit_gap{"limit_gap", {"limit of silence", "límite de silencio"}};

constexpr model::Words too_fast{
    {"{vessel} was unheard for {gap} and came back {distance} away: that needs {needed_speed}; its type makes at most {fastest}.",
     "{vessel} estuvo {gap} sin señal y reapareció a {distance}: eso exige {needed_speed}; los de su tipo hacen {fastest} como máximo."},
    {"Whether it is the same hull is not known: another vessel with its MMSI, false positions or a fault of the receiver's clock would look the same.",
     "No se sabe si es el mismo casco: otro buque con su MMSI, posiciones falsas o un error de reloj de la estación se verían igual."},
    {"Reports from within the gap would withdraw it; the same MMSI heard in two places would point to two vessels.",
     "Informes de dentro del silencio lo retirarían; el mismo MMSI recibido en dos lugares apuntaría a dos buques."}};

constexpr model::Words too_slow{
    {"{vessel} made {speed_before}, was unheard for {gap} and came back only {distance} away: on average {needed_speed}.",
     "{vessel} navegaba a {speed_before}, estuvo {gap} sin señal y reapareció a solo {distance}: {needed_speed} de media."},
    {"What it did meanwhile is not known. A stop, a detour or a meeting fit; so do waiting for orders, a berth without coverage or a transceiver repaired at anchor.",
     "No se sabe qué hizo entretanto. Cabe una parada, un rodeo o un encuentro; también una espera de órdenes, un muelle sin cobertura o un equipo reparado al ancla."},
    {"Reports from within the gap would withdraw it; another vessel that was unheard near there at the same time, or a changed draught, would weigh more.",
     "Informes de dentro del silencio lo retirarían; otro buque sin señal cerca a la misma hora, o un calado distinto, pesarían más."}};

constexpr model::Sentence filled{"Withdrawn: reports that arrived late show where it was in the gap.",
                                 "Retirado: informes llegados con retraso muestran dónde estuvo durante el silencio."};

/// What vessels of a type make at most. Source: docs/events.md.
MetresPerSecond fastest_of(std::uint8_t type) {
    switch (type) {
        case 30: case 31: case 32: case 52: return from_knots(14);
        case 36: case 37: return from_knots(35);
        default: break;
    }
    switch (type / 10) {
        case 4: return from_knots(60);
        case 6: return from_knots(25);
        case 7: return from_knots(20);
        case 8: return from_knots(17);
        default: return from_knots(30);
    }
}

}  // namespace

/// From the last fix before the gap to the first after it.
struct GapMovement::Way {
    const model::Fix& from;
    Time left{};
    const Vessel& before;  ///< who was heard before: another segment after a jump
};

void GapMovement::look(const model::Scene& scene, const Vessel& vessel, Findings& out) {
    if (vessel.fixes > 1) {
        if (vessel.seen - vessel.before_seen < least_) return;
        return judge(scene, vessel, {vessel.before, vessel.before_seen, vessel}, out);
    }
    // A way too long for any hull begins a segment of its own: after a gap it is the same question.
    if (vessel.jumped_from == model::TrackId{}) return;
    const Vessel* before = scene.find(vessel.jumped_from);
    if (before != nullptr && before->fixes > 0) judge(scene, vessel, {before->fix, before->seen, *before}, out);
}

void GapMovement::judge(const model::Scene& scene, const Vessel& vessel, const Way& way, Findings& out) {
    const Limits& limits = limits_.at(vessel.where);
    const Duration span = vessel.seen - way.left;
    if (span < limits.gap || !vessel.afloat() || !way.from.speed || *way.from.speed < limits.under_way) return;
    const Metres gone = geo::distance(*way.from.position, vessel.position());
    const MetresPerSecond needed = gone / Seconds{std::chrono::duration<double>(span).count()};
    const MetresPerSecond most = fastest_of(way.before.ship_type);
    const bool fast = needed > most * limits.too_fast_share;
    const bool slow = gone > limits.too_slow_way && needed < *way.from.speed * limits.too_slow_share;
    if (!fast && !slow) return;
    const bool same = &way.before == &vessel;
    // Less sure where another hull may have been heard, and where a stop has a plain reason.
    const bool arrived = vessel.at_rest_by_status() && vessel.where.sheltered();
    const double confidence = fast ? (same ? 0.9 : 0.6) : arrived ? 0.5 : 0.75;
    const FindingRef ref = out.begin({.kind = model::EventKind::gap_movement, .vessels = {{vessel.id, vessel.mmsi}}, .begun = way.left, .confidence = confidence,
                                      .where = vessel.fix.position, .area = {}, .words = fast ? &too_fast : &too_slow,
                                      .facts = {{&facts::vessel, model::called(way.before)}, {&gap, span}, {&facts::distance, gone}, {&needed_speed, needed},
                                                {&fastest, most}, {&speed_before, *way.from.speed}, {&place_before, *way.from.position}, {&limit_gap, limits.gap},
                                                {&facts::limit_speed, fast ? most * limits.too_fast_share : *way.from.speed * limits.too_slow_share}}},
                                     scene.now());
    out.end(ref, model::EventKind::gap_movement, vessel.mmsi, vessel.seen, scene.now());
    if (told_.size() == most_remembered) told_.pop_front();
    told_.push_back({vessel.mmsi, way.left, vessel.seen, ref});
}

void GapMovement::late(const model::Scene& scene, const Vessel& vessel, const model::Moment& moment, Findings& out) {
    if (told_.empty()) return;
    while (!told_.empty() && scene.now() - told_.front().to > Book::settle) told_.pop_front();
    const auto found = std::ranges::find_if(told_, [&](const Told& t) { return t.mmsi == vessel.mmsi && moment.seen > t.from && moment.seen < t.to; });
    if (found == told_.end()) return;
    out.withdraw(found->ref, model::EventKind::gap_movement, vessel.mmsi, filled, scene.now());
    told_.erase(found);
}

}  // namespace vigia::detection
