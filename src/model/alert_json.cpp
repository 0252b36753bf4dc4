#include <algorithm>
#include <cmath>

#include "model/alert.h"

namespace vigia::model {
namespace {

constexpr FactName confidence_fact{"confidence", {"confidence", "confianza"}}, count_fact{"count", {"kinds", "tipos"}};
constexpr Sentence of_one{"The rule puts it at {confidence}.", "La regla le da {confidence}."};
constexpr Sentence of_several{"The surest of {count} kinds that agree puts it at {confidence}.",
                              "De {count} tipos que coinciden, el más seguro le da {confidence}."};
constexpr Sentence of_none{"What was noticed has been taken back.", "Lo observado ha sido retirado."};

void member(std::string& out, std::string_view name) {
    out += out.back() == '{' ? "\"" : ",\"";
    out += name;
    out += "\":";
}

void append(std::string& out, std::optional<Time> at) {
    if (at) append_json(out, to_iso(*at));
    else out += "null";
}

void append(std::string& out, const Bilingual& text) {
    out += "{\"en\":";
    append_json(out, text.en);
    out += ",\"es\":";
    append_json(out, text.es);
    out += '}';
}

void append_or_null(std::string& out, std::string_view text) {
    if (text.empty()) out += "null";
    else append_json(out, text);
}

Bilingual confidence_why(const Alert& alert) {
    std::vector<EventKind> holding;
    for (const AlertPart& part : alert.parts)
        if (!part.withdrawn && std::ranges::find(holding, part.kind) == holding.end()) holding.push_back(part.kind);
    const std::array facts = {Fact{&confidence_fact, Share{alert.confidence()}}, Fact{&count_fact, static_cast<std::int64_t>(holding.size())}};
    if (holding.empty()) return told(of_none, facts);
    return told(holding.size() == 1 ? of_one : of_several, facts);
}

void append_vessels(std::string& out, const Alert& alert) {
    member(out, "vessels");
    out += '[';
    for (const AlertVessel& vessel : alert.vessels) {
        if (out.back() != '[') out += ',';
        out += "{\"mmsi\":\"" + vessel.mmsi.text() + "\",\"track\":";
        if (vessel.track == TrackId{}) out += "null";
        else append_int(out, static_cast<std::int64_t>(vessel.track));
        out += ",\"name\":";
        append_or_null(out, vessel.name);
        out += '}';
    }
    out += ']';
}

void append_facts(std::string& out, const AlertPart& part) {
    member(out, "facts");
    out += '[';
    for (const ToldFact& fact : part.facts) {
        if (out.back() != '[') out += ',';
        out += "{\"name\":";
        append_json(out, fact.name);
        out += ",\"label\":";
        append(out, fact.label);
        out += ",\"text\":";
        append(out, fact.text);
        out += ",\"value\":" + (fact.value.empty() ? "null" : fact.value) + '}';
    }
    out += ']';
}

void append_events(std::string& out, const Alert& alert) {
    member(out, "events");
    out += '[';
    for (const AlertPart& part : alert.parts) {
        if (out.back() != '[') out += ',';
        out += "{\"id\":";
        if (part.event == EventId{}) out += "null";
        else append_int(out, static_cast<std::int64_t>(part.event));
        out += ",\"kind\":\"";
        out += name(part.kind);
        out += "\",\"begun\":";
        append(out, part.begun);
        out += ",\"noticed\":";
        append(out, part.noticed);
        out += ",\"ended\":";
        append(out, part.ended);
        out += ",\"confidence\":";
        append_number(out, part.confidence, 2);
        out += ",\"why\":";
        append(out, part.why);
        out += ",\"withdrawn\":";
        if (part.withdrawn) {
            out += "{\"at\":";
            append(out, part.withdrawn);
            out += ",\"why\":";
            append(out, part.why_withdrawn);
            out += "}}";
        } else {
            out += "null}";
        }
    }
    out += ']';
}

void append_risk(std::string& out, const Alert& alert, Time now) {
    member(out, "risk");
    append_number(out, std::round(risk_at(alert.contributions, now)), 0);
    member(out, "contributions");
    out += '[';
    for (const Contribution& each : alert.contributions) {
        if (out.back() != '[') out += ',';
        out += "{\"name\":";
        append_json(out, each.name);
        out += ",\"reason\":";
        append(out, each.reason);
        out += ",\"points\":";
        append_number(out, points_at(each, now), 1);
        out += '}';
    }
    out += ']';
    member(out, "rank");
    append_number(out, alert.rank(), 1);
}

void append_standing(std::string& out, const Alert& alert) {
    const Standing& standing = alert.standing;
    member(out, "by");
    append_or_null(out, standing.by);
    member(out, "assigned_to");
    append_or_null(out, standing.assigned_to);
    member(out, "snoozed_until");
    append(out, standing.snoozed_until);
    member(out, "snoozed_for");
    out += standing.state != AlertState::snoozed ? "null" : standing.this_occurrence ? "\"occurrence\"" : "\"time\"";
    member(out, "reason");
    append_or_null(out, standing.reason ? name(*standing.reason) : "");
    member(out, "outcome");
    append_or_null(out, standing.outcome ? name(*standing.outcome) : "");
    member(out, "can");
    out += '[';
    for (const Act act : possible(alert)) {
        if (out.back() != '[') out += ',';
        append_json(out, name(act));
    }
    out += ']';
}

void append_log(std::string& out, const Alert& alert) {
    member(out, "log");
    out += '[';
    for (const AlertLine& line : alert.log) {
        if (out.back() != '[') out += ',';
        out += "{\"at\":";
        append(out, line.at);
        out += ",\"by\":";
        append_or_null(out, line.by);
        out += ",\"action\":\"";
        out += name(line.deed);
        out += "\",\"text\":";
        append(out, line.text);
        out += ",\"note\":";
        append_or_null(out, line.note);
        out += '}';
    }
    out += ']';
}

/// What it is about, and how heavy it weighs.
void append_head(std::string& out, const Alert& alert) {
    member(out, "id");
    append_int(out, static_cast<std::int64_t>(alert.id));
    member(out, "kinds");
    out += '[';
    for (const EventKind kind : alert.kinds()) {
        if (out.back() != '[') out += ',';
        append_json(out, name(kind));
    }
    out += ']';
    member(out, "title");
    append_sentence_json(out, title(alert.kinds().front()), {});
    member(out, "safety");
    out += alert.safety ? "true" : "false";
    member(out, "severity");
    append_json(out, name(alert.severity));
    member(out, "confidence");
    append_number(out, alert.confidence(), 2);
    member(out, "confidence_why");
    append(out, confidence_why(alert));
    member(out, "state");
    append_json(out, name(alert.standing.state));
}

void append_place(std::string& out, const AlertPart& part) {
    member(out, "where");
    if (part.where) append_value_json(out, *part.where);
    else out += "null";
    member(out, "area");
    if (part.area.empty()) {
        out += "null";
        return;
    }
    out += "{\"id\":";
    append_json(out, part.area);
    out += ",\"name\":";
    append(out, part.area_name);
    out += '}';
}

}  // namespace

void append_alert_json(std::string& out, const Alert& alert, Time now) {
    const AlertPart& main = alert.main();
    out += '{';
    append_head(out, alert);
    append_vessels(out, alert);
    member(out, "begun");
    append(out, alert.begun());
    member(out, "noticed");
    append(out, alert.noticed());
    member(out, "raised");
    append(out, alert.raised);
    member(out, "ended");
    append(out, alert.ended());
    append_place(out, main);
    member(out, "why");
    append(out, main.why);
    member(out, "not_known");
    append(out, main.not_known);
    member(out, "would_change");
    append(out, main.would_change);
    append_facts(out, main);
    append_events(out, alert);
    append_risk(out, alert, now);
    member(out, "held_back");
    out += alert.held_back ? "true" : "false";
    member(out, "sound");
    out += alert.sound ? "true" : "false";
    append_standing(out, alert);
    append_log(out, alert);
    member(out, "changed");
    append_int(out, static_cast<std::int64_t>(alert.changed));
    out += '}';
}

}  // namespace vigia::model
