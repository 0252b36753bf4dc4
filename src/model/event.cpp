#include "model/event.h"

#include <array>

namespace vigia::model {
namespace {

struct Kind {
    std::string_view name;
    Sentence title;
};
/// In the order of EventKind.
constexpr std::array kinds = {
    Kind{"dark_activity", {"Dark activity", "Buque a oscuras"}},
    Kind{"gap_movement", {"Movement in a gap", "Desplazamiento sin señal"}},
    Kind{"impossible_jump", {"Impossible jump", "Salto imposible"}},
    Kind{"mmsi_collision", {"One MMSI, two vessels", "MMSI duplicado"}},
    Kind{"gnss_spoofing", {"False positions in an area", "Posiciones falsas (GNSS)"}},
    Kind{"gnss_jamming", {"Positions lost in an area", "Pérdida de posición (GNSS)"}},
    Kind{"on_land", {"Position on land", "Posición en tierra"}},
    Kind{"out_of_footprint", {"Beyond the receiver's reach", "Fuera del alcance"}},
    Kind{"feed_deaf", {"Receiver deaf", "Receptor sordo"}},
    Kind{"rendezvous", {"Meeting at sea", "Encuentro en el mar"}},
    Kind{"tight_rendezvous", {"Alongside in an anchorage", "Abarloados en fondeadero"}},
    Kind{"dark_rendezvous", {"Behaves as if meeting", "Maniobra de encuentro sin contraparte"}},
    Kind{"feeder", {"Feeder craft", "Lancha de abasto"}},
    Kind{"drop_pattern", {"Drop and pick-up", "Lanzamiento y recogida"}},
    Kind{"close_quarters", {"Close quarters", "Aproximación peligrosa"}},
    Kind{"fast_approach", {"Fast approach", "Aproximación rápida"}},
    Kind{"go_fast", {"Go-fast", "Lancha rápida"}},
    Kind{"loitering", {"Loitering", "Merodeo"}},
    Kind{"drift", {"Adrift", "A la deriva"}},
    Kind{"sudden_stop", {"Sudden stop", "Parada súbita"}},
    Kind{"anchor_drag", {"Dragging anchor", "Garreo"}},
    Kind{"speeding", {"Above the limit", "Exceso de velocidad"}},
    Kind{"lane_departure", {"Out of the channel", "Fuera de canal"}},
    Kind{"wrong_way", {"Wrong way in a lane", "Contravía en un carril"}},
    Kind{"zone_entry", {"Entry into a zone", "Entrada en zona"}},
    Kind{"zone_exit", {"Leaving a zone", "Salida de zona"}},
    Kind{"site_approach", {"Close to a structure", "Cerca de una estructura"}},
    Kind{"unusual_route", {"Unlike the usual way", "Derrota inusual"}},
    Kind{"unusual_speed", {"Unlike the usual speed", "Velocidad inusual"}},
    Kind{"port_visit", {"Port visit", "Escala"}},
    Kind{"transit_compliance", {"Transit not as it should be", "Tránsito irregular"}},
    Kind{"static_inconsistency", {"False particulars", "Datos incoherentes"}},
    Kind{"watch_list", {"On a watch list", "En lista de vigilancia"}},
    Kind{"distress", {"Distress", "Socorro"}},
    Kind{"not_under_command", {"Not under command", "Sin gobierno"}},
    Kind{"aground", {"Aground", "Varado"}},
    Kind{"safety_text", {"Safety message", "Mensaje de seguridad"}},
    Kind{"test_transmission", {"Test of a distress device", "Prueba de baliza"}},
};
static_assert(kinds.size() == event_kinds);

void append_time(std::string& out, std::optional<Time> at) {
    if (at) append_json(out, to_iso(*at));
    else out += "null";
}

void append_vessels(std::string& out, const std::vector<Party>& vessels) {
    out += '[';
    for (std::size_t i = 0; i < vessels.size(); ++i) {
        if (i > 0) out += ',';
        append_json(out, vessels[i].mmsi.text());
    }
    out += ']';
}

}  // namespace

std::string_view name(EventKind kind) { return kinds[static_cast<std::size_t>(kind)].name; }
const Sentence& title(EventKind kind) { return kinds[static_cast<std::size_t>(kind)].title; }

std::optional<EventKind> event_kind(std::string_view wanted) {
    for (std::size_t i = 0; i < kinds.size(); ++i)
        if (kinds[i].name == wanted) return static_cast<EventKind>(i);
    return std::nullopt;
}

void append_event_json(std::string& out, const Event& event) {
    const Finding& finding = event.finding;
    out += "{\"id\":";
    append_int(out, static_cast<std::int64_t>(event.id));
    out += ",\"kind\":\"";
    out += name(finding.kind);
    out += "\",\"vessels\":";
    append_vessels(out, finding.vessels);
    out += ",\"begun\":";
    append_time(out, finding.begun);
    out += ",\"noticed\":";
    append_time(out, event.noticed);
    out += ",\"ended\":";
    append_time(out, event.ended);
    out += ",\"withdrawn\":";
    if (event.withdrawn) {
        out += "{\"at\":";
        append_time(out, event.withdrawn->at);
        out += ",\"why\":";
        append_sentence_json(out, event.withdrawn->why, finding.facts);
        out += '}';
    } else {
        out += "null";
    }
    out += ",\"confidence\":";
    append_number(out, finding.confidence, 2);
    out += ",\"where\":";
    if (finding.where) append_value_json(out, *finding.where);
    else out += "null";
    out += ",\"area\":";
    if (!finding.area_id.empty()) append_json(out, finding.area_id);
    else out += "null";
    if (finding.words != nullptr) {
        out += ",\"why\":";
        append_sentence_json(out, finding.words->why, finding.facts);
        out += ",\"not_known\":";
        append_sentence_json(out, finding.words->not_known, finding.facts);
        out += ",\"would_change\":";
        append_sentence_json(out, finding.words->would_change, finding.facts);
    }
    out += ",\"evidence\":{";
    bool first = true;
    for (const Fact& fact : finding.facts) {
        if (!first) out += ',';
        first = false;
        append_json(out, fact.name->key);
        out += ':';
        append_value_json(out, fact.value);
    }
    out += "},\"revision\":";
    append_int(out, event.revision);
    out += '}';
}

void append_facts_json(std::string& out, const std::vector<Fact>& facts) {
    out += '[';
    for (const Fact& fact : facts) {
        if (out.back() != '[') out += ',';
        out += "{\"name\":";
        append_json(out, fact.name->key);
        out += ",\"label\":";
        append_sentence_json(out, fact.name->label, {});
        out += ",\"text\":{\"en\":";
        append_json(out, told(fact.value, Language::en));
        out += ",\"es\":";
        append_json(out, told(fact.value, Language::es));
        out += "},\"value\":";
        append_value_json(out, fact.value);
        out += '}';
    }
    out += ']';
}

}  // namespace vigia::model
