#include "logic/detection/mmsi_collision.h"

#include <algorithm>

#include "logic/detection/facts.h"

namespace vigia::detection {
namespace {

using model::Vessel;

constexpr model::FactName mmsi{"mmsi", {"MMSI", "MMSI"}};
constexpr model::FactName other_place{"other_place", {"place of the other", "posición del otro"}};
constexpr model::FactName turns{"turns", {"heard in turn", "recibidos por turnos"}};
constexpr model::FactName limit_turns{"limit_turns", {"limit of turns", "límite de turnos"}};

constexpr model::Words words{
    {"MMSI {mmsi} is heard in two places by turns, {turns} times within {held}; the last two were {distance} apart. The last report called itself {vessel}.",
     "El MMSI {mmsi} se recibe por turnos en dos lugares, {turns} veces en {held}; los dos últimos distaban {distance}. El último informe se identifica como {vessel}."},
    {"Which of the two bears the number by right is not known, nor whether it is on purpose: a wrong setting after a refit is common, and a jammed "
     "receiver whose position leaps to and fro looks the same.",
     "No se sabe cuál de los dos lleva el número por derecho, ni si es a propósito: un ajuste errado tras una reparación es común, y un receptor "
     "interferido cuya posición va y viene se vería igual."},
    {"Different names, sizes or speeds under the number prove two vessels; one place that never moves points to a false position.",
     "Nombres, esloras o velocidades distintas bajo el número prueban dos buques; un lugar que nunca se mueve apunta a una posición falsa."}};

}  // namespace

void MmsiCollision::look(const model::Scene& scene, const Vessel& vessel, Findings& out) {
    const auto jump = namesakes_.take(scene, vessel);
    if (!vessel.afloat()) return;
    if (jump) number_of(vessel, jump->from);
    if (of_mmsi_.size() == 0) return;
    const std::uint32_t* place = of_mmsi_.find(vessel.mmsi.number());
    if (place == nullptr) return;
    Number& number = numbers_[*place];
    const std::size_t here = hull_of(number, vessel.id);
    if (jump) meet(scene, vessel, number, here, out);
    number.hulls[here].last = {vessel.id, vessel.position(), vessel.seen};
}

MmsiCollision::Number& MmsiCollision::number_of(const Vessel& vessel, const Namesakes::Place& from) {
    if (const std::uint32_t* known = of_mmsi_.find(vessel.mmsi.number())) return numbers_[*known];
    std::uint32_t place = static_cast<std::uint32_t>(numbers_.size());
    if (free_.empty()) {
        numbers_.emplace_back();
    } else {
        place = free_.back();
        free_.pop_back();
    }
    of_mmsi_.set(vessel.mmsi.number(), place);
    numbers_[place] = {};
    numbers_[place].mmsi = vessel.mmsi;
    numbers_[place].hulls[0].last = from;
    return numbers_[place];
}

std::size_t MmsiCollision::hull_of(Number& number, model::TrackId track) {
    std::size_t oldest = 0;
    for (std::size_t i = 0; i < most_hulls; ++i) {
        if (number.hulls[i].last.track == track) return i;
        if (number.hulls[i].last.seen < number.hulls[oldest].last.seen) oldest = i;
    }
    number.hulls[oldest] = {};
    for (Hull& hull : number.hulls) hull.turns[oldest] = 0;
    return oldest;
}

void MmsiCollision::meet(const model::Scene& scene, const Vessel& vessel, Number& number, std::size_t here, Findings& out) {
    const Limits& limits = limits_.at(vessel.where);
    Hull& hull = number.hulls[here];
    for (std::size_t other = 0; other < most_hulls; ++other) {
        Hull& that = number.hulls[other];
        const bool heard_since = that.last.track != model::TrackId{} && (hull.last.track == model::TrackId{} || that.last.seen >= hull.last.seen);
        if (other == here || !heard_since) continue;
        const Metres apart = geo::distance(that.last.at, vessel.position());
        const bool cut = vessel.seen - that.last.seen > limits.quiet || (hull.last.track != model::TrackId{} && vessel.seen - hull.last.seen > limits.quiet);
        if (cut || apart <= limits.apart) hull.turns[other] = that.turns[here] = 0;
        if (apart <= limits.apart || vessel.seen - that.last.seen > limits.quiet) continue;
        if (hull.turns[other] == 0) hull.since[other] = that.since[here] = vessel.seen;
        that.turns[here] = ++hull.turns[other];
        number.last_turn = vessel.seen;
        number.last_heard = scene.now();
        if (number.open == FindingRef::none && hull.turns[other] >= limits.turns) begin(scene, vessel, number, {hull, that, other, apart}, out);
    }
}

void MmsiCollision::begin(const model::Scene& scene, const Vessel& vessel, Number& number, const Pair& pair, Findings& out) {
    const Limits& limits = limits_.at(vessel.where);
    const Time since = pair.here.since[pair.other];
    number.open = out.begin({.kind = model::EventKind::mmsi_collision, .vessels = {{vessel.id, vessel.mmsi}}, .begun = since, .confidence = 0.9,
                             .where = vessel.fix.position, .area = {}, .words = &words,
                             .facts = {{&mmsi, FixedText<48>(vessel.mmsi.text())}, {&facts::vessel, model::called(vessel)}, {&turns, pair.here.turns[pair.other]},
                                       {&facts::held, vessel.seen - since}, {&facts::distance, pair.apart}, {&other_place, pair.there.last.at},
                                       {&facts::limit_distance, limits.apart}, {&limit_turns, std::int64_t{limits.turns}}}},
                            scene.now());
    if (!number.waiting) arm(timers_, scene.now(), scene.now() + limits_.usual.quiet, vessel.mmsi.number());
    number.waiting = true;
}

void MmsiCollision::second(const model::Scene&, Time second, Findings& out) {
    fire(timers_, second, [&](std::uint32_t key) {
        const std::uint32_t* place = of_mmsi_.find(key);
        if (place == nullptr) return;
        Number& number = numbers_[*place];
        const Time due = number.last_heard + limits_.usual.quiet;
        number.waiting = due > second;
        if (number.waiting) arm(timers_, second, due, key);
        else end(number, second, out);
    });
}

void MmsiCollision::gone(const model::Scene& scene, const Vessel& vessel, Findings& out) {
    if (!namesakes_.gone(vessel)) return;
    const std::uint32_t* place = of_mmsi_.find(vessel.mmsi.number());
    if (place == nullptr) return;
    end(numbers_[*place], scene.now(), out);
    free_.push_back(*place);
    of_mmsi_.erase(vessel.mmsi.number());
}

void MmsiCollision::end(Number& number, Time now, Findings& out) {
    if (number.open == FindingRef::none) return;
    out.end(number.open, model::EventKind::mmsi_collision, number.mmsi, number.last_turn, now);
    number.open = FindingRef::none;
    for (Hull& hull : number.hulls) hull.turns = {};
}

}  // namespace vigia::detection
