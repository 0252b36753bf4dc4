#include <algorithm>
#include <functional>
#include <utility>

#include <fmt/core.h>

#include "base/text.h"
#include "service/serve/inside/alert_text.h"

namespace vigia::serve {

namespace {

using model::Alert;
using model::AlertBoard;
using model::AlertState;
using model::Bilingual;
using model::Language;
using model::Sentence;

constexpr std::string_view style =
    "body{font:10pt/1.35 'Noto Sans',Arial,sans-serif;color:#111;margin:1.5cm}h1{font-size:15pt;margin:0 0 2pt}"
    "h2{font-size:12pt;margin:14pt 0 4pt;border-bottom:1pt solid #111}article{border:1pt solid #777;padding:5pt 8pt;margin:0 0 6pt;break-inside:avoid}"
    "h3{font-size:11pt;margin:0}p{margin:3pt 0}table{border-collapse:collapse;margin:3pt 0}td,th{text-align:left;padding:0 10pt 0 0;vertical-align:top}"
    ".mark{font-weight:bold;border:1pt solid #111;padding:0 4pt}ol{margin:3pt 0;padding-left:16pt}footer{margin-top:14pt;border-top:1pt solid #777}"
    "@page{size:A4;margin:1.2cm}@media print{body{margin:0}}";
/// SHA-256 of `style`; a story compares them.
constexpr std::string_view policy = "default-src 'none'; style-src 'sha256-UI3F21iUFeZZ8XT3C3xap9enbgBjgBzisATX/QAaxYI='; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

constexpr Sentence heading{"Handover of the watch", "Entrega de la guardia"}, as_of{"As of", "A las"}, none{"Nothing is open.", "No hay nada abierto."},
    held{"Held back, over the budget of the hour", "Retenidas, sobre el cupo de la hora"}, on_desk{"Open alerts", "Alertas abiertas"},
    vessels{"Vessels", "Buques"}, place{"Place", "Lugar"}, began{"Began", "Comenzó"}, ended{"Ended", "Terminó"}, lasts{"still going on", "continúa"},
    unknown{"What is not known", "Qué no se sabe"}, gravity{"severity", "gravedad"}, change{"What would change the judgement", "Qué cambiaría el juicio"}, risk{"Why it weighs", "Por qué pesa"},
    deeds{"What was done", "Lo actuado"}, out_officer{"Handed over by", "Entrega"}, in_officer{"Taken over by", "Recibe"},
    assigned{"assigned to", "asignada a"}, until{"until", "hasta"}, navigation{"Not for navigation.", "No apto para la navegación."};

struct Word {
    Sentence fresh{"new", "nueva"}, acknowledged{"acknowledged", "reconocida"}, assigned_{"assigned", "asignada"}, snoozed{"snoozed", "pospuesta"},
        dismissed{"dismissed", "descartada"}, withdrawn{"withdrawn", "retirada"}, closed{"closed", "cerrada"};
};

const Sentence& word(AlertState state) {
    static constexpr Word words;
    switch (state) {
        case AlertState::fresh: return words.fresh;
        case AlertState::acknowledged: return words.acknowledged;
        case AlertState::assigned: return words.assigned_;
        case AlertState::snoozed: return words.snoozed;
        case AlertState::dismissed: return words.dismissed;
        case AlertState::withdrawn: return words.withdrawn;
        case AlertState::closed: return words.closed;
    }
    std::unreachable();
}

const Sentence& word(model::Severity severity) {
    static constexpr Sentence low{"low", "baja"}, medium{"medium", "media"}, high{"high", "alta"};
    switch (severity) {
        case model::Severity::low: return low;
        case model::Severity::medium: return medium;
        case model::Severity::high: return high;
    }
    std::unreachable();
}

/// Writes the page; every text that comes from outside is escaped.
class Page {
  public:
    Page(const AlertBoard& board, Language language) : board_(board), language_(language) {}

    std::string written() {
        out_ = fmt::format("<!doctype html><html lang=\"{}\"><head><meta charset=\"utf-8\"><title>{} {}</title><style>{}</style></head><body>",
                           language_ == Language::en ? "en" : "es", say(heading), to_iso(board_.now), style);
        out_ += fmt::format("<header><h1>{}</h1><p>{} ", say(heading), say(as_of));
        text(model::told(model::FactValue(board_.now), language_));
        out_ += fmt::format(" · {}</p></header>", to_iso(std::chrono::floor<std::chrono::seconds>(board_.now)));
        section(on_desk, false);
        section(held, true);
        out_ += fmt::format("<footer><p>{}: ______________________ &nbsp; {}: ______________________</p><p>{}</p></footer></body></html>\n", say(out_officer),
                            say(in_officer), say(navigation));
        return std::move(out_);
    }

  private:
    [[nodiscard]] std::string_view say(const Sentence& sentence) const { return model::text(sentence, language_); }
    void text(std::string_view raw) { append_xml(out_, raw); }
    void text(const Bilingual& both) { text(language_ == Language::en ? both.en : both.es); }
    void instant(Time at) { text(model::told(model::FactValue(at), language_)); }

    void section(const Sentence& title, bool held_back) {
        std::vector<const Alert*> all;
        for (const auto& alert : board_.alerts)
            if (alert->open() && alert->held_back == held_back) all.push_back(alert.get());
        if (held_back && all.empty()) return;
        std::ranges::stable_sort(all, std::greater(), &Alert::rank);
        out_ += fmt::format("<h2>{} ({})</h2>", say(title), all.size());
        if (all.empty()) out_ += fmt::format("<p>{}</p>", say(none));
        for (const Alert* alert : all) item(*alert);
    }

    void item(const Alert& alert) {
        const model::AlertPart& main = alert.main();
        out_ += fmt::format("<article><h3>{}. ", static_cast<std::uint64_t>(alert.id));
        bool first = true;
        for (const model::EventKind kind : alert.kinds()) {
            if (!std::exchange(first, false)) out_ += " + ";
            text(say(model::title(kind)));
        }
        out_ += fmt::format(" <span class=\"mark\">{}: {}</span> ", say(gravity), say(word(alert.severity)));
        standing(alert.standing);
        out_ += "</h3><p>";
        text(main.why);
        out_ += "</p><table>";
        about(alert, main);
        out_ += fmt::format("</table><p><b>{}:</b> ", say(unknown));
        text(main.not_known);
        out_ += fmt::format("</p><p><b>{}:</b> ", say(change));
        text(main.would_change);
        out_ += "</p>";
        reasons(alert);
        log(alert);
        out_ += "</article>";
    }

    void standing(const model::Standing& standing) {
        const bool is_assigned = standing.state == AlertState::assigned;
        if (!is_assigned) out_ += say(word(standing.state));
        if (!standing.assigned_to.empty()) {
            out_ += fmt::format("{}{} ", is_assigned ? "" : ", ", say(assigned));
            text(standing.assigned_to);
        }
        if (standing.snoozed_until) {
            out_ += fmt::format(" {} ", say(until));
            instant(*standing.snoozed_until);
        }
    }

    void row(const Sentence& title) { out_ += fmt::format("<tr><th>{}</th><td>", say(title)); }

    void about(const Alert& alert, const model::AlertPart& main) {
        if (!alert.vessels.empty()) {
            row(vessels);
            for (const model::AlertVessel& vessel : alert.vessels) {
                if (&vessel != &alert.vessels.front()) out_ += ", ";
                text(vessel.name.empty() ? vessel.mmsi.text() : vessel.name + " (" + vessel.mmsi.text() + ")");
            }
            out_ += "</td></tr>";
        }
        if (main.where) {
            row(place);
            text(model::told(model::FactValue(*main.where), language_));
            if (!main.area.empty()) {
                out_ += ", ";
                text(main.area_name);
            }
            out_ += "</td></tr>";
        }
        row(began);
        instant(alert.begun());
        out_ += "</td></tr>";
        row(ended);
        if (const auto over = alert.ended()) instant(*over);
        else out_ += say(lasts);
        out_ += "</td></tr>";
    }

    void reasons(const Alert& alert) {
        out_ += fmt::format("<p><b>{}:</b> ", say(risk));
        for (const model::Contribution& each : alert.contributions) {
            if (&each != &alert.contributions.front()) out_ += "; ";
            text(each.reason);
            out_ += fmt::format(" ({:+.0f})", model::points_at(each, board_.now));
        }
        out_ += "</p>";
    }

    void log(const Alert& alert) {
        out_ += fmt::format("<p><b>{}:</b></p><ol>", say(deeds));
        for (const model::AlertLine& line : alert.log) {
            out_ += "<li>";
            instant(line.at);
            out_ += ": ";
            text(line.text);
            if (!line.note.empty()) {
                out_ += " — ";
                text(line.note);
            }
            out_ += "</li>";
        }
        out_ += "</ol>";
    }

    const AlertBoard& board_;
    const Language language_;
    std::string out_;
};

}  // namespace

std::string handover_html(const AlertBoard& board, Language language) { return Page(board, language).written(); }
std::string_view handover_policy() { return policy; }

}  // namespace vigia::serve
