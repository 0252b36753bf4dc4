#include "logic/detection/impossible_jump.h"

#include "logic/detection/facts.h"

namespace vigia::detection {
namespace {

using model::Vessel;

constexpr model::FactName implied{"implied_speed", {"speed that the jump needs", "velocidad que exige el salto"}};
constexpr model::FactName between{"between", {"time between the reports", "tiempo entre los informes"}};
constexpr model::FactName place_before{"place_before", {"place before the jump", "posición antes del salto"}};
constexpr model::FactName jumps{"jumps", {"jumps", "saltos"}};

constexpr model::Words words{
    {"{vessel} is suddenly {distance} from where it was {between} before: that would need {implied_speed}, and no vessel makes {limit_speed}. "
     "{jumps} {jumps:jump|jumps} so far.",
     "{vessel} aparece de pronto a {distance} de donde estaba {between} antes: exigiría {implied_speed}, y ningún buque hace {limit_speed}. "
     "{jumps} {jumps:salto|saltos} hasta ahora."},
    {"Which of the places is true, if any, is not known. False positions, a faulty GPS receiver, a wrong clock at a station or a second vessel "
     "with the same MMSI look the same.",
     "No se sabe cuál de las posiciones es cierta, si alguna lo es. Posiciones falsas, un receptor GPS averiado, un reloj errado en una "
     "estación o un segundo buque con el mismo MMSI se verían igual."},
    {"Both places heard in turn would point to two vessels; several vessels at the same place to false GPS signals; one stray report and no more, to a fault.",
     "Si se reciben ambos lugares por turnos, serían dos buques; varios buques en el mismo lugar, señales GPS falsas; un solo informe suelto, una falla."}};

}  // namespace

void ImpossibleJump::look(const model::Scene& scene, const Vessel& vessel, Findings& out) {
    const auto jump = namesakes_.take(scene, vessel);
    if (!jump || !vessel.afloat()) return;
    const Limits& limits = limits_.at(vessel.where);
    if (jump->way < limits.way || jump->implied <= limits.speed || jump->between > limits.within) return;
    const bool begins = vessel.fixes == 1 && vessel.jumped_from != model::TrackId{};
    if (std::uint32_t* place = of_mmsi_.find(vessel.mmsi.number())) {
        Jumping& jumping = jumping_[*place];
        ++jumping.jumps;
        jumping.last = std::max(jumping.last, vessel.seen);
        jumping.last_heard = scene.now();
        // To and fro is told by its end alone: only a new place is news.
        if (begins) tell(scene, vessel, *jump, jumping, out);
        return;
    }
    if (!begins) return;
    std::uint32_t place = static_cast<std::uint32_t>(jumping_.size());
    if (free_.empty()) {
        jumping_.emplace_back();
    } else {
        place = free_.back();
        free_.pop_back();
    }
    of_mmsi_.set(vessel.mmsi.number(), place);
    Jumping& jumping = jumping_[place];
    jumping = {.mmsi = vessel.mmsi, .begun = vessel.seen, .last = vessel.seen, .last_heard = scene.now(), .jumps = 1, .open = {}};
    tell(scene, vessel, *jump, jumping, out);
    arm(timers_, scene.now(), scene.now() + limits_.usual.quiet, vessel.mmsi.number());
}

void ImpossibleJump::tell(const model::Scene& scene, const Vessel& vessel, const Namesakes::Jump& jump, Jumping& jumping, Findings& out) {
    const Limits& limits = limits_.at(vessel.where);
    // A wrong clock at a station makes short jumps; nothing but false positions or two hulls makes long ones.
    const bool plain = jump.implied > limits.speed * 2 && jump.way > limits.way * 2;
    const Vessel* before = scene.find(vessel.jumped_from);
    model::Finding finding{.kind = model::EventKind::impossible_jump, .vessels = {{vessel.id, vessel.mmsi}}, .begun = jumping.begun,
                           .confidence = plain ? 0.95 : 0.8, .where = vessel.fix.position, .area = {}, .words = &words,
                           .facts = {{&facts::vessel, model::called(before != nullptr ? *before : vessel)}, {&facts::distance, jump.way}, {&between, jump.between},
                                     {&implied, jump.implied}, {&place_before, jump.from.at}, {&jumps, jumping.jumps},
                                     {&facts::limit_speed, limits.speed}, {&facts::limit_distance, limits.way}}};
    if (jumping.open == FindingRef::none) jumping.open = out.begin(std::move(finding), scene.now());
    else out.revise(jumping.open, std::move(finding), scene.now());
}

void ImpossibleJump::second(const model::Scene&, Time second, Findings& out) {
    fire(timers_, second, [&](std::uint32_t mmsi) {
        const std::uint32_t* place = of_mmsi_.find(mmsi);
        if (place == nullptr) return;
        const Time due = jumping_[*place].last_heard + limits_.usual.quiet;
        if (due <= second) end(*place, second, out);
        else arm(timers_, second, due, mmsi);
    });
}

void ImpossibleJump::gone(const model::Scene& scene, const Vessel& vessel, Findings& out) {
    if (!namesakes_.gone(vessel)) return;
    if (const std::uint32_t* place = of_mmsi_.find(vessel.mmsi.number())) end(*place, scene.now(), out);
}

void ImpossibleJump::end(std::uint32_t place, Time now, Findings& out) {
    const Jumping& jumping = jumping_[place];
    out.end(jumping.open, model::EventKind::impossible_jump, jumping.mmsi, jumping.last, now);
    of_mmsi_.erase(jumping.mmsi.number());
    free_.push_back(place);
}

}  // namespace vigia::detection
