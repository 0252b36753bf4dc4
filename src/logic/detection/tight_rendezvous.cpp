#include "logic/detection/tight_rendezvous.h"

namespace vigia::detection {
namespace {

constexpr model::Sentence why{
    "{vessel} and {other} have lain alongside each other, within {limit_distance}, for {held} in {area}; closest {closest}, now {distance}. Neither has a permit.",
    "{vessel} y {other} llevan {held} abarloados, a menos de {limit_distance}, en {area}; mínimo {closest}, ahora {distance}. Ninguno consta con permiso."};
constexpr model::Sentence would_change{
    "A permit for bunkering or supply would explain it: put the vessel on the list of permits. No permit, or a draught that changes afterwards, would weigh more.",
    "Un permiso de toma de combustible o de avituallamiento lo explicaría: inscriba el buque en la lista de permisos. La falta de permiso, o un cambio de calado posterior, pesaría más."};
constexpr model::Words words{
    why,
    {"What they do alongside is not known; taking bunkers or stores, or changing crews, would look the same.",
     "No se sabe qué hacen abarloados; tomar combustible o víveres, o relevar tripulaciones, se vería igual."},
    would_change};
constexpr model::Words point_words{
    why,
    {"Distances are between antennas, as one does not declare its size or heading. What they do alongside is not known; taking bunkers or stores would look the same.",
     "Las distancias son entre antenas, pues uno no declara sus dimensiones o su proa. No se sabe qué hacen abarloados; tomar combustible o víveres se vería igual."},
    would_change};

ByArea<SlowMeetingLimits> plain(const ByArea<TightRendezvous::Limits>& limits) {
    return {.usual = limits.usual, .special = {limits.special.begin(), limits.special.end()}};
}

}  // namespace

TightRendezvous::TightRendezvous(const ByArea<Limits>& limits)
    : SlowMeeting({.kind = model::EventKind::tight_rendezvous, .waters = Waters::anchorage, .permits = Permits::count, .words = &words, .point_words = &point_words}, plain(limits)) {}

void TightRendezvous::use(const ByArea<Limits>& limits) { SlowMeeting::use(plain(limits)); }

}  // namespace vigia::detection
