#include "logic/alerting/words.h"

#include <array>

namespace vigia::alerting::words {

model::Named called(model::EventKind of) { return {model::title(of).en, model::title(of).es}; }

/// At most 48 bytes, cut between letters.
FixedText<48> short_text(std::string_view text) {
    std::size_t size = std::min<std::size_t>(text.size(), 48);
    while (size > 0 && size < text.size() && (static_cast<unsigned char>(text[size]) & 0xC0) == 0x80) --size;
    return FixedText<48>(text.substr(0, size));
}

const Sentence risk_kind{"What was noticed: {kind}", "Lo observado: {kind}"};
const Sentence risk_other_kinds{"{count} other {count:kind|kinds} of behaviour {count:agrees|agree} ({kind})",
                                "{count:Coincide|Coinciden} {count} {count:tipo más|tipos más} de conducta ({kind})"};
const Sentence risk_again{"Seen {count} times in a short while", "Visto {count} veces en poco tiempo"};
const Sentence risk_place{"{distance} from {place}", "A {distance} de {place}"};
const Sentence risk_night{"Began in the dark hours (18:00 to 06:00)", "Comenzó en horas de oscuridad (18:00 a 06:00)"};
const Sentence risk_watched{"A vessel on a watch list", "Buque en una lista de vigilancia"};
const Sentence risk_protected{"A protected vessel is concerned", "Afecta a un buque protegido"};
const Sentence risk_proven{"{count} earlier {count:alert|alerts} of the vessel {count:was|were} confirmed",
                           "{count} {count:alerta anterior|alertas anteriores} del buque {count:confirmada|confirmadas}"};
const Sentence risk_explained{"{by} found the same explained at {at}", "{by} lo dio por explicado a las {at}"};
const Sentence risk_doubtful{"The rule itself is unsure ({confidence})", "La propia regla no está segura ({confidence})"};

const Sentence log_raised{"Raised: {kind}", "Alerta emitida: {kind}"};
const Sentence log_joined{"{kind} joins this alert", "{kind} se une a esta alerta"};
const Sentence log_again{"{kind} again", "{kind} otra vez"};
const Sentence log_escalated{"Worse than before: from {before} to {after}", "Empeora: de {before} a {after}"};
const Sentence log_held_back{"Held back: the budget of the hour is used up", "Retenida: se agotó el cupo de alertas de la hora"};
const Sentence log_gave_way{"Held back: a more serious alert took its place in the hour", "Retenida: una alerta más grave ocupó su lugar en la hora"};
const Sentence log_released{"Put before the officer", "Puesta ante el oficial"};
const Sentence log_ended{"{kind} has ended", "{kind}: ha terminado"};
const Sentence log_not_told_again{"{kind}: not seen again after the restart; taken as ended then", "{kind}: no se volvió a observar tras el reinicio; se da por terminado entonces"};
const Sentence log_withdrawn{"{kind} was taken back", "{kind}: se retira"};
const Sentence log_all_withdrawn{"Withdrawn: nothing that was noticed still holds", "Retirada: nada de lo observado se sostiene"};
const Sentence log_woke{"The snooze is over", "Terminó la posposición"};
const Sentence log_lapsed{"Closed by itself: the behaviour ended long ago", "Cerrada sola: la conducta terminó hace mucho"};
const Sentence log_occurrence_over{"Closed by itself: it was snoozed for this occurrence, which has ended",
                                   "Cerrada sola: se pospuso por esta ocurrencia, que ya terminó"};
const Sentence log_acknowledged{"Acknowledged by {by}", "Reconocida por {by}"};
const Sentence log_assigned{"Assigned to {to} by {by}", "Asignada a {to} por {by}"};
const Sentence log_snoozed_until{"Snoozed by {by} until {at}", "Pospuesta por {by} hasta las {at}"};
const Sentence log_snoozed_occurrence{"Snoozed by {by} while it lasts", "Pospuesta por {by} mientras dure"};
const Sentence log_dismissed{"Dismissed by {by}: {reason}", "Descartada por {by}: {reason}"};
const Sentence log_closed{"Closed by {by}: {reason}", "Cerrada por {by}: {reason}"};
const Sentence log_noted{"Note by {by}", "Nota de {by}"};
const Sentence log_undone{"{by} took the last action back", "{by} deshizo la última acción"};

model::Named called(std::string_view key) {
    struct Word {
        std::string_view key, en, es;
    };
    static constexpr std::array all = {
        Word{"authorised_activity", "authorised activity", "actividad autorizada"}, Word{"known_vessel", "known vessel", "buque conocido"},
        Word{"sensor_fault", "sensor fault", "fallo de sensor"}, Word{"false_alarm", "false alarm", "falsa alarma"},
        Word{"duplicate", "duplicate", "duplicada"}, Word{"other", "another reason", "otro motivo"},
        Word{"confirmed", "confirmed", "confirmada"}, Word{"unfounded", "unfounded", "infundada"}, Word{"resolved", "resolved", "resuelta"},
        Word{"handed_over", "handed over to another authority", "entregada a otra autoridad"}, Word{"lapsed", "lapsed", "caducada"},
        Word{"low", "low", "baja"}, Word{"medium", "medium", "media"}, Word{"high", "high", "alta"},
    };
    for (const Word& word : all)
        if (word.key == key) return {word.en, word.es};
    return {key, key};
}

}  // namespace vigia::alerting::words
