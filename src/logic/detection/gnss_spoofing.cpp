#include "logic/detection/gnss_spoofing.h"

#include <cmath>

#include "logic/detection/facts.h"

namespace vigia::detection {
namespace {

using model::Vessel;

constexpr double two_pi = 6.283185307179586;
constexpr double lag_allowed = 15;          ///< degrees that a turn may lag behind the slowest that counts, and swing back
constexpr double widest_step = 150;         ///< degrees between two fixes, beyond which the side of the turn is not known
constexpr Duration longest_step = std::chrono::minutes(4);

constexpr model::FactName affected{"affected", {"vessels affected", "buques afectados"}};
constexpr model::FactName spread{"spread", {"within", "en un radio de"}};
constexpr model::FactName place{"place", {"place", "lugar"}};
constexpr model::FactName within{"within_time", {"within", "en"}};
constexpr model::FactName limit_vessels{"limit_vessels", {"limit of vessels", "límite de buques"}};

constexpr model::Words jump_words{
    {"{affected} vessels jumped within {within_time} to one place, {place}, {spread} around: no ship moves so.",
     "{affected} buques saltaron en {within_time} a un mismo lugar, {place}, en un radio de {spread}: ningún buque se mueve así."},
    {"Where these vessels are is not known, nor who sends the false signals. A faulty relay station that stamps one place on all it passes on looks the same.",
     "No se sabe dónde están esos buques ni quién emite las señales falsas. Una estación repetidora averiada que marca una sola posición en todo lo que reenvía se vería igual."},
    {"The vessels heard again at their old places end it; an airport or a military site at the place makes false GPS signals likelier. Ask the pilots aboard by radio.",
     "Si los buques vuelven a sus posiciones, termina; un aeropuerto o un sitio militar en el lugar hace más probables las señales GPS falsas. Consulte por radio a los prácticos a bordo."}};

constexpr model::Words circle_words{
    {"{affected} vessels near {place} go round circles side by side at even speed, {spread} around, within {within_time}.",
     "{affected} buques cerca de {place} describen círculos a la vez y a velocidad constante, en un radio de {spread}, en {within_time}."},
    {"Where these vessels are is not known. Vessels that wait, trawl or try their rudders turn circles too, but seldom three at once and so evenly.",
     "No se sabe dónde están esos buques. Los que esperan, pescan o prueban el timón también giran, pero rara vez tres a la vez y con tanta regularidad."},
    {"A radar or visual fix elsewhere would prove it; three craft at exercise or in a race would explain it.",
     "Una situación por radar o a la vista en otro lugar lo probaría; tres embarcaciones en ejercicio o en regata lo explicarían."}};

/// The turn from one course to another, -180 to 180.
double turn_between(Degrees from, Degrees to) {
    const double turn = to.value - from.value;
    return turn > 180 ? turn - 360 : turn < -180 ? turn + 360 : turn;
}

double seconds_of(Duration span) { return static_cast<double>(span.count()) / 1000; }

}  // namespace

void GnssSpoofing::look(const model::Scene& scene, const Vessel& vessel, Findings& out) {
    const auto jump = namesakes_.take(scene, vessel);
    if (!vessel.afloat()) return;
    const bool false_place = vessel.jumped_from != model::TrackId{};
    if (jump && false_place) look_at_jump(scene, vessel, *jump, out);
    else if (false_place && jumps_.any_open()) {
        // As long as vessels are shown there, it goes on.
        if (Cluster::Open* open = jumps_.of(vessel.mmsi)) {
            open->last = std::max(open->last, vessel.seen);
            open->last_heard = scene.now();
        }
    }
    const Limits& limits = limits_.at(vessel.where);
    // Who is slower than the smallest circle in the longest time goes round none.
    if (!vessel.fix.speed || vessel.fix.speed->value * seconds_of(limits.longest_turn) < limits.least_radius.value * two_pi) return;
    look_at_turn(scene, vessel, limits, out);
}

void GnssSpoofing::look_at_jump(const model::Scene& scene, const Vessel& vessel, const Namesakes::Jump& jump, Findings& out) {
    const Limits& limits = limits_.at(vessel.where);
    if (jump.way < limits.jump || jump.implied <= limits.jump_speed || jump.between > Vessel::cut_after) return;
    Cluster::Open* open = jumps_.add({.vessel = {vessel.id, vessel.mmsi}, .at = vessel.position(), .begun = vessel.seen, .when = vessel.seen},
                                     {limits.same_place, limits.within, static_cast<std::size_t>(limits.vessels)}, scene.now());
    if (open != nullptr) tell(*open, Sign::jump, limits, scene.now(), out);
}

void GnssSpoofing::begin_turn(const Vessel& vessel, Turn& turn) {
    const double speed = vessel.fix.speed->value;
    turn = {.since = vessel.seen, .turned = 0, .north = vessel.position().latitude(), .east = vessel.position().longitude(), .speeds = speed,
            .slowest = speed, .fastest = speed, .fixes = 1};
}

void GnssSpoofing::look_at_turn(const model::Scene& scene, const Vessel& vessel, const Limits& limits, Findings& out) {
    if (vessel.fixes < 2 || !vessel.fix.course || !vessel.before.course) return;
    const Duration step = vessel.seen - vessel.before_seen;
    const double by = turn_between(*vessel.before.course, *vessel.fix.course);
    Turn& turn = turns_.of(vessel);
    if (turn.fixes == 0 || step > longest_step || std::abs(by) > widest_step) return begin_turn(vessel, turn);
    const double speed = vessel.fix.speed->value;
    turn.turned += by;
    turn.slowest = std::min(turn.slowest, speed);
    turn.fastest = std::max(turn.fastest, speed);
    turn.speeds += speed;
    turn.north += vessel.position().latitude();
    turn.east += vessel.position().longitude();
    ++turn.fixes;
    const double span = seconds_of(vessel.seen - turn.since), mean = turn.speeds / turn.fixes;
    const bool even = turn.slowest >= mean * (1 - limits.speed_share) && turn.fastest <= mean * (1 + limits.speed_share);
    const bool turning = std::abs(turn.turned) >= span / seconds_of(limits.longest_turn) * 360 - lag_allowed;
    const bool swung_back = by * turn.turned < 0 && std::abs(by) > lag_allowed;
    if (!even || !turning || swung_back) return begin_turn(vessel, turn);
    if (std::abs(turn.turned) < 360) return;
    full_turn(scene, vessel, turn, limits, out);
    begin_turn(vessel, turn);
}

void GnssSpoofing::full_turn(const model::Scene& scene, const Vessel& vessel, const Turn& turn, const Limits& limits, Findings& out) {
    const double mean = turn.speeds / turn.fixes;
    const Metres radius{mean * seconds_of(vessel.seen - turn.since) / (std::abs(turn.turned) / 360 * two_pi)};
    if (radius < limits.least_radius || radius > limits.most_radius || vessel.seen - turn.since > limits.longest_turn) return;
    const auto middle = geo::Position::of(turn.north / turn.fixes, turn.east / turn.fixes);
    if (geo::distance(middle, vessel.position()) > radius * 1.5) return;  // it turned, but went on meanwhile
    Cluster::Open* open = circles_.add({.vessel = {vessel.id, vessel.mmsi}, .at = middle, .begun = turn.since, .when = vessel.seen},
                                       {limits.circles_near, limits.within, static_cast<std::size_t>(limits.vessels)}, scene.now());
    if (open != nullptr) tell(*open, Sign::circle, limits, scene.now(), out);
}

void GnssSpoofing::tell(Cluster::Open& open, Sign sign, const Limits& limits, Time now, Findings& out) const {
    const auto count = static_cast<std::int64_t>(open.vessels.size());
    const bool jumped = sign == Sign::jump;
    model::Finding finding{.kind = model::EventKind::gnss_spoofing, .vessels = open.vessels, .begun = open.begun,
                           // Nothing else brings three vessels to one place at once; circles have other causes.
                           .confidence = std::min(0.97, (jumped ? 0.7 : 0.5) + 0.08 * static_cast<double>(count - 2)), .where = open.at, .area = {},
                           .words = jumped ? &jump_words : &circle_words,
                           .facts = {{&affected, count}, {&spread, open.spread}, {&place, open.at}, {&within, open.last - open.begun},
                                     {&limit_vessels, std::int64_t{limits.vessels}}, {&facts::limit_distance, jumped ? limits.same_place : limits.circles_near},
                                     {&facts::limit_held, limits.within}}};
    if (open.told == FindingRef::none) open.told = out.begin(std::move(finding), now);
    else out.revise(open.told, std::move(finding), now);
}

void GnssSpoofing::second(const model::Scene&, Time second, Findings& out) {
    for (Cluster* cluster : {&jumps_, &circles_}) {
        if (!cluster->any_open()) continue;
        cluster->expire(second, limits_.usual.quiet, [&](const Cluster::Open& open) {
            out.end(open.told, model::EventKind::gnss_spoofing, open.vessels.front().mmsi, open.last, second);
        });
    }
}

void GnssSpoofing::gone(const model::Scene&, const Vessel& vessel, Findings&) { namesakes_.gone(vessel); }

}  // namespace vigia::detection
