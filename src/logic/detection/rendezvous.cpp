#include "logic/detection/rendezvous.h"

namespace vigia::detection {
namespace {

constexpr model::Sentence why{
    "{vessel} and {other} have lain within {limit_distance} of each other for {held}, both slower than {limit_speed}, in open water; closest {closest}, now {distance}.",
    "{vessel} y {other} llevan {held} a menos de {limit_distance} uno de otro, ambos a menos de {limit_speed}, en aguas abiertas; mínimo {closest}, ahora {distance}."};
constexpr model::Sentence would_change{
    "A known tow, repair or supply job would explain it; a draught that changes afterwards, or one of them having been dark before, would weigh more.",
    "Un remolque, reparación o abastecimiento conocido lo explicaría; un cambio de calado posterior, o que uno hubiera estado a oscuras antes, pesaría más."};
constexpr model::Words words{
    why,
    {"Whether cargo or people changed over is not known; a breakdown, a rest between hauls or waiting in company would look the same.",
     "No se sabe si hubo trasbordo de carga o de personas; una avería, el descanso entre lances o una espera en compañía se verían igual."},
    would_change};
constexpr model::Words point_words{
    why,
    {"Distances are between antennas, as one does not declare its size or heading. Whether cargo or people changed over is not known; a breakdown or waiting in company would look the same.",
     "Las distancias son entre antenas, pues uno no declara sus dimensiones o su proa. No se sabe si hubo trasbordo de carga o de personas; una avería o una espera en compañía se verían igual."},
    would_change};

ByArea<SlowMeetingLimits> plain(const ByArea<Rendezvous::Limits>& limits) {
    return {.usual = limits.usual, .special = {limits.special.begin(), limits.special.end()}};
}

}  // namespace

Rendezvous::Rendezvous(const ByArea<Limits>& limits)
    : SlowMeeting({.kind = model::EventKind::rendezvous, .waters = Waters::open, .permits = Permits::do_not_count, .words = &words, .point_words = &point_words}, plain(limits)) {}

void Rendezvous::use(const ByArea<Limits>& limits) { SlowMeeting::use(plain(limits)); }

}  // namespace vigia::detection
