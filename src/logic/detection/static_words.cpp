#include "logic/detection/inside/static_words.h"

#include <fmt/format.h>

#include "logic/detection/call_signs.h"
#include "logic/detection/facts.h"

namespace vigia::detection::inside {

using model::Fact;
using model::FactName;
using model::Words;
using Fault = StaticInconsistency::Fault;
using Text = FixedText<48>;

constexpr FactName faults_name{"faults", {"faults", "faltas"}};

namespace {

constexpr FactName fault_name{"fault", {"fault", "falta"}};
constexpr FactName mmsi_name{"mmsi", {"MMSI", "MMSI"}};
constexpr FactName country_digits{"country_digits", {"country digits", "dígitos de país"}};
constexpr FactName imo_name{"imo", {"IMO number", "número OMI"}};
constexpr FactName right_digit{"right_digit", {"right check digit", "dígito de control correcto"}};
constexpr FactName call_sign_name{"call_sign", {"call sign", "indicativo de llamada"}};
constexpr FactName call_sign_country{"call_sign_country", {"country of the call sign", "país del indicativo"}};
constexpr FactName mmsi_country{"mmsi_country", {"country of the MMSI", "país del MMSI"}};
constexpr FactName beam_name{"beam", {"beam", "manga"}};
constexpr FactName length_before{"length_before", {"length before", "eslora anterior"}};
constexpr FactName beam_before{"beam_before", {"beam before", "manga anterior"}};
constexpr FactName limit_length{"limit_length", {"limit of length", "límite de eslora"}};
constexpr FactName limit_change{"limit_change", {"limit of change", "límite de cambio"}};
constexpr FactName name_before{"name_before", {"name before", "nombre anterior"}};
constexpr FactName name_now{"name", {"name", "nombre"}};
constexpr FactName number_before{"number_before", {"IMO number or call sign before", "número OMI o indicativo anterior"}};
constexpr FactName number_now{"number", {"IMO number or call sign", "número OMI o indicativo"}};
constexpr FactName draught_name{"draught", {"draught", "calado"}};
constexpr FactName draught_before{"draught_before", {"draught before", "calado anterior"}};
constexpr FactName limit_draught{"limit_draught", {"limit of draught", "límite de calado"}};

constexpr Words mmsi_words{
    {"{vessel} reports under MMSI {mmsi}, whose country digits {country_digits} are outside 201 to 775: no country gives out such a number.",
     "{vessel} transmite con el MMSI {mmsi}, cuyos dígitos de país {country_digits} están fuera de 201 a 775: ningún país asigna ese número."},
    {"Who it is cannot be read from this number. A new set that was never programmed would look the same.",
     "De este número no se deduce quién es. Un equipo nuevo sin programar se vería igual."},
    {"A lawful MMSI, or the name and call sign checked by voice, would settle it; keeping silent when called would weigh more.",
     "Lo aclararía un MMSI válido, o el nombre y el indicativo confirmados por radio; no contestar a la llamada pesaría más."}};

constexpr Words imo_words{
    {"{vessel} declares IMO number {imo}, which cannot exist: its last digit would have to be {right_digit}.",
     "{vessel} declara el número OMI {imo}, que no puede existir: su último dígito tendría que ser {right_digit}."},
    {"Whether it was mistyped or made up is not known; a slip of one digit would look the same.",
     "No se sabe si es un error al teclear o un número inventado; un dígito equivocado se vería igual."},
    {"The number on the hull or in the ship's papers would settle it; a name that belongs to another ship would weigh more.",
     "Lo aclararía el número marcado en el casco o en los papeles; un nombre que sea de otro buque pesaría más."}};

constexpr Words call_sign_words{
    {"{vessel} declares call sign {call_sign}, of the series of {call_sign_country}, while its MMSI was given out by {mmsi_country}.",
     "{vessel} declara el indicativo {call_sign}, de la serie de {call_sign_country}, mientras que su MMSI lo asignó {mmsi_country}."},
    {"Which of the two is right is not known. A ship that changed its registry and one half of its sets would look the same.",
     "No se sabe cuál de los dos es correcto. Un buque que cambió de registro y solo actualizó un equipo se vería igual."},
    {"The certificate of registry would settle it; a further particular that does not fit would weigh more.",
     "Lo aclararía la patente de navegación; otro dato que no concuerde pesaría más."}};

constexpr Words long_words{
    {"{vessel} declares a length of {length}: no ship is longer than {limit_length}.",
     "{vessel} declara una eslora de {length}: ningún buque pasa de {limit_length}."},
    {"Its true length is not known. A tow declared with its tug, or a slip in typing, would look the same.",
     "No se conoce su eslora verdadera. Un remolque declarado junto con su remolcador, o un error al teclear, se vería igual."},
    {"A look at the ship, or its papers, would settle it.", "Lo aclararía verlo, o sus papeles."}};

constexpr Words beam_words{
    {"{vessel} declares a beam of {beam}, more than its length of {length}.", "{vessel} declara una manga de {beam}, mayor que su eslora de {length}."},
    {"Its true size is not known. Most often the four distances of the antenna were entered in the wrong order.",
     "No se conoce su tamaño verdadero. Lo más común es que las cuatro distancias de la antena se hayan introducido en otro orden."},
    {"A look at the ship, or its papers, would settle it.", "Lo aclararía verlo, o sus papeles."}};

constexpr Words size_words{
    {"{vessel} changed its declared size while under way: from {length_before} by {beam_before} to {length} by {beam}.",
     "{vessel} cambió en navegación su tamaño declarado: de {length_before} por {beam_before} a {length} por {beam}."},
    {"Which size is true is not known. A crew that corrects an old mistake, or a tug that takes a tow, would look the same.",
     "No se sabe qué tamaño es el verdadero. Una tripulación que corrige un error, o un remolcador que toma un remolque, se vería igual."},
    {"A look at the ship would settle it; another name or number as well would weigh more.", "Lo aclararía verlo; un cambio también de nombre o de número pesaría más."}};

constexpr Words identity_words{
    {"{vessel} changed its name and its number while under way: from {name_before} with {number_before} to {name} with {number}.",
     "{vessel} cambió en navegación de nombre y de número: de {name_before} con {number_before} a {name} con {number}."},
    {"Which identity is true is not known. A set that was repaired or handed over to new owners would look the same.",
     "No se sabe qué identidad es la verdadera. Un equipo reparado o traspasado a nuevos dueños se vería igual."},
    {"The ship's papers, or the old identity heard elsewhere, would settle it.", "Lo aclararían los papeles del buque, o que la identidad anterior se oiga en otro lugar."}};

constexpr Words draught_words{
    {"{vessel} declares a draught of {draught}, {held} after {draught_before}, and did not go into port in between.",
     "{vessel} declara un calado de {draught}, {held} después de {draught_before}, sin haber entrado a puerto."},
    {"Whether it took something aboard is not known. Ballast taken at sea, or a voyage entered late, would look the same.",
     "No se sabe si tomó algo a bordo. Lastrar en la mar, o actualizar tarde los datos del viaje, se vería igual."},
    {"The log of ballast would explain it; a meeting with another ship in that time would weigh more.",
     "Lo explicaría el libro de lastre; un encuentro con otro buque en ese tiempo pesaría más."}};

Fact fault_fact(std::string_view en, std::string_view es) { return {&fault_name, model::Named{en, es}}; }
Fact name_fact(const model::Vessel& vessel) { return {&facts::vessel, model::called(vessel)}; }

}  // namespace

Told standing_fault(Fault fault, const model::Vessel& vessel, const StaticInconsistency::Limits& limits) {
    const Metres length = vessel.length.value_or(Metres{}), beam = vessel.beam.value_or(Metres{});
    switch (fault) {
        case Fault::mmsi_country: {
            const std::string mmsi = vessel.mmsi.text();
            return {&mmsi_words, {name_fact(vessel), fault_fact("country digits of the MMSI", "dígitos de país del MMSI"), {&mmsi_name, Text(mmsi)}, {&country_digits, Text(mmsi.substr(0, 3))}}, 0.9};
        }
        case Fault::imo_check_digit: {
            const std::uint32_t imo = vessel.particulars->imo.value_or(0);
            std::int64_t right = 0;
            while (right < 9 && !model::Imo::make(imo / 10 * 10 + static_cast<std::uint32_t>(right))) ++right;
            return {&imo_words, {name_fact(vessel), fault_fact("check digit of the IMO number", "dígito de control del número OMI"), {&imo_name, Text(std::to_string(imo))}, {&right_digit, right}}, 0.9};
        }
        case Fault::call_sign_country: {
            const std::string_view call = vessel.particulars->call_sign->view();
            return {&call_sign_words, {name_fact(vessel), fault_fact("country of the call sign", "país del indicativo"), {&call_sign_name, Text(call)},
                                       {&call_sign_country, Text(code(*country_of_call_sign(call)))}, {&mmsi_country, Text(code(*country_of(vessel.mmsi)))}}, 0.7};
        }
        case Fault::too_long:
            return {&long_words, {name_fact(vessel), fault_fact("length", "eslora"), {&facts::length, length}, {&limit_length, limits.longest}}, 0.8};
        case Fault::beam_above_length:
            return {&beam_words, {name_fact(vessel), fault_fact("beam above length", "manga mayor que la eslora"), {&facts::length, length}, {&beam_name, beam}}, 0.6};
    }
    std::unreachable();
}

Told size_changed(const model::Vessel& vessel, Metres old_length, Metres old_beam, const StaticInconsistency::Limits& limits) {
    return {&size_words, {name_fact(vessel), fault_fact("size changed under way", "cambio de tamaño en navegación"), {&length_before, old_length}, {&beam_before, old_beam},
                          {&facts::length, *vessel.length}, {&beam_name, *vessel.beam}, {&limit_change, limits.changed}}, 0.7};
}

Told identity_changed(const model::Vessel& vessel, std::string_view old_name, std::string_view old_number, std::string_view new_number) {
    return {&identity_words, {name_fact(vessel), fault_fact("identity changed under way", "cambio de identidad en navegación"), {&name_before, Text(old_name)}, {&number_before, Text(old_number)},
                              {&name_now, Text(vessel.particulars->name->view())}, {&number_now, Text(new_number)}}, 0.85};
}

Told draught_risen(const model::Vessel& vessel, Metres before, Duration held, const StaticInconsistency::Limits& limits) {
    return {&draught_words, {name_fact(vessel), fault_fact("draught risen at sea", "aumento de calado en la mar"), {&draught_before, before}, {&draught_name, *vessel.particulars->draught},
                             {&facts::held, held}, {&limit_draught, limits.draught}}, 0.6};
}

}  // namespace vigia::detection::inside
