#include "io/store/inside/alert_format.h"

#include <nlohmann/json.hpp>

namespace vigia::store {
namespace {

using Json = nlohmann::json;
using namespace model;

Json of(const Bilingual& text) { return {text.en, text.es}; }
Json of(std::optional<Time> at) { return at ? Json(to_unix_milliseconds(*at)) : Json(); }

Json of(const ToldFact& fact) { return {{"name", fact.name}, {"label", of(fact.label)}, {"text", of(fact.text)}, {"value", fact.value}}; }

Json of(const AlertPart& part) {
    Json vessels = Json::array(), facts = Json::array();
    for (const Mmsi mmsi : part.vessels) vessels.push_back(mmsi.number());
    for (const ToldFact& fact : part.facts) facts.push_back(of(fact));
    return {{"event", static_cast<std::uint64_t>(part.event)}, {"kind", name(part.kind)}, {"vessels", vessels}, {"begun", of(part.begun)},
            {"noticed", of(part.noticed)}, {"ended", of(part.ended)}, {"withdrawn", of(part.withdrawn)}, {"why_withdrawn", of(part.why_withdrawn)},
            {"confidence", part.confidence}, {"points", part.points},
            {"where", part.where ? Json{part.where->longitude(), part.where->latitude()} : Json()}, {"area", part.area}, {"area_name", of(part.area_name)},
            {"why", of(part.why)}, {"not_known", of(part.not_known)}, {"would_change", of(part.would_change)}, {"facts", facts}};
}

Json of(const Contribution& each) {
    return {{"name", each.name}, {"reason", of(each.reason)}, {"points", each.points}, {"decays_from", of(each.decays_from)}, {"half_life", each.half_life.count()}};
}

Json of(const Standing& standing) {
    return {{"state", name(standing.state)}, {"by", standing.by}, {"assigned_to", standing.assigned_to}, {"snoozed_until", of(standing.snoozed_until)},
            {"this_occurrence", standing.this_occurrence}, {"reason", standing.reason ? Json(name(*standing.reason)) : Json()},
            {"outcome", standing.outcome ? Json(name(*standing.outcome)) : Json()}};
}

Json of(const AlertVessel& vessel) { return {{"track", static_cast<std::uint32_t>(vessel.track)}, {"mmsi", vessel.mmsi.number()}, {"name", vessel.name}}; }

/// Reads members; what is missing or of another kind is noted once and read as nothing.
class Reader {
  public:
    explicit Reader(std::string& fault) : fault_(fault) {}

    const Json& member(const Json& json, const char* name) {
        static const Json nothing;
        const auto found = json.is_object() ? json.find(name) : json.end();
        if (json.is_object() && found != json.end()) return *found;
        wrong(name);
        return nothing;
    }
    std::string text(const Json& json, const char* name) {
        const Json& value = member(json, name);
        if (value.is_string()) return value.get<std::string>();
        wrong(name);
        return {};
    }
    double number(const Json& json, const char* name) {
        const Json& value = member(json, name);
        if (value.is_number()) return value.get<double>();
        wrong(name);
        return 0;
    }
    std::int64_t whole(const Json& json, const char* name) {
        const Json& value = member(json, name);
        if (value.is_number_integer()) return value.get<std::int64_t>();
        wrong(name);
        return 0;
    }
    bool yes(const Json& json, const char* name) {
        const Json& value = member(json, name);
        if (value.is_boolean()) return value.get<bool>();
        wrong(name);
        return false;
    }
    std::optional<Time> time(const Json& json, const char* name) {
        if (member(json, name).is_null()) return std::nullopt;
        return from_unix_milliseconds(whole(json, name));
    }
    Bilingual both(const Json& json, const char* name) {
        const Json& value = member(json, name);
        if (value.is_array() && value.size() == 2 && value[0].is_string() && value[1].is_string()) return {value[0].get<std::string>(), value[1].get<std::string>()};
        wrong(name);
        return {};
    }
    template <class F>
    void each(const Json& json, const char* name, F&& f) {
        const Json& list = member(json, name);
        if (!list.is_array()) return wrong(name);
        for (const Json& one : list) f(one);
    }
    /// A word that an enum knows; empty for null where that may be.
    template <class Named>
    auto word(const Json& json, const char* name, Named&& named) -> decltype(named(std::string_view())) {
        if (member(json, name).is_null()) return std::nullopt;
        const auto found = named(text(json, name));
        if (!found) wrong(name);
        return found;
    }
    Mmsi mmsi(std::int64_t number) {
        if (number >= 0 && number <= 999'999'999) return Mmsi::of(static_cast<std::uint32_t>(number));
        wrong("mmsi");
        return Mmsi::of(0);
    }
    void wrong(const char* name) {
        if (fault_.empty()) fault_ = name;
    }

  private:
    std::string& fault_;
};

AlertPart part_of(const Json& json, Reader& read) {
    AlertPart part;
    part.event = EventId{static_cast<std::uint64_t>(read.whole(json, "event"))};
    part.kind = read.word(json, "kind", event_kind).value_or(EventKind{});
    read.each(json, "vessels", [&](const Json& one) { part.vessels.push_back(read.mmsi(one.is_number_integer() ? one.get<std::int64_t>() : -1)); });
    part.begun = read.time(json, "begun").value_or(Time{});
    part.noticed = read.time(json, "noticed").value_or(Time{});
    part.ended = read.time(json, "ended");
    part.withdrawn = read.time(json, "withdrawn");
    part.why_withdrawn = read.both(json, "why_withdrawn");
    part.confidence = read.number(json, "confidence");
    part.points = read.number(json, "points");
    if (const Json& where = read.member(json, "where"); where.is_array() && where.size() == 2 && where[0].is_number() && where[1].is_number()) {
        if (auto at = geo::Position::make(where[1].get<double>(), where[0].get<double>())) part.where = *at;
        else read.wrong("where");
    }
    part.area = read.text(json, "area");
    part.area_name = read.both(json, "area_name");
    part.why = read.both(json, "why");
    part.not_known = read.both(json, "not_known");
    part.would_change = read.both(json, "would_change");
    read.each(json, "facts", [&](const Json& one) { part.facts.push_back({read.text(one, "name"), read.both(one, "label"), read.both(one, "text"), read.text(one, "value")}); });
    return part;
}

Standing standing_of(const Json& json, Reader& read) {
    return {.state = read.word(json, "state", alert_state_named).value_or(AlertState{}), .by = read.text(json, "by"), .assigned_to = read.text(json, "assigned_to"),
            .snoozed_until = read.time(json, "snoozed_until"), .this_occurrence = read.yes(json, "this_occurrence"),
            .reason = read.word(json, "reason", dismissal_named), .outcome = read.word(json, "outcome", outcome_named)};
}

Contribution contribution_of(const Json& json, Reader& read) {
    return {.name = read.text(json, "name"), .reason = read.both(json, "reason"), .points = read.number(json, "points"),
            .decays_from = read.time(json, "decays_from"), .half_life = Duration{read.whole(json, "half_life")}};
}

}  // namespace

std::string alert_text(const Alert& alert) {
    Json vessels = Json::array(), parts = Json::array(), contributions = Json::array(), before = Json::array();
    for (const AlertVessel& vessel : alert.vessels) vessels.push_back(of(vessel));
    for (const AlertPart& part : alert.parts) parts.push_back(of(part));
    for (const Contribution& each : alert.contributions) contributions.push_back(of(each));
    for (const Standing& each : alert.before) before.push_back(of(each));
    const Json json = {{"id", static_cast<std::uint64_t>(alert.id)}, {"subject", alert.subject}, {"vessels", vessels}, {"parts", parts},
                       {"parts_left_out", alert.parts_left_out}, {"severity", name(alert.severity)}, {"safety", alert.safety}, {"sound", alert.sound},
                       {"contributions", contributions}, {"raised", of(alert.raised)}, {"budget_hour", alert.budget_hour}, {"held_back", alert.held_back},
                       {"standing", of(alert.standing)}, {"before", before}, {"changed", alert.changed}};
    return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

Result<Alert> alert_from_text(std::string_view text) {
    const Json json = Json::parse(text, nullptr, /*allow_exceptions=*/false);
    if (!json.is_object()) return fail(ErrorKind::bad_input, "it is no JSON object");
    std::string fault;
    Reader read(fault);
    Alert alert;
    alert.id = AlertId{static_cast<std::uint64_t>(read.whole(json, "id"))};
    alert.subject = read.text(json, "subject");
    read.each(json, "vessels", [&](const Json& one) {
        alert.vessels.push_back({TrackId{static_cast<std::uint32_t>(read.whole(one, "track"))}, read.mmsi(read.whole(one, "mmsi")), read.text(one, "name")});
    });
    read.each(json, "parts", [&](const Json& one) { alert.parts.push_back(part_of(one, read)); });
    alert.parts_left_out = static_cast<std::uint32_t>(read.whole(json, "parts_left_out"));
    alert.severity = read.word(json, "severity", severity_named).value_or(Severity{});
    alert.safety = read.yes(json, "safety");
    alert.sound = read.yes(json, "sound");
    read.each(json, "contributions", [&](const Json& one) { alert.contributions.push_back(contribution_of(one, read)); });
    alert.raised = read.time(json, "raised").value_or(Time{});
    alert.budget_hour = read.whole(json, "budget_hour");
    alert.held_back = read.yes(json, "held_back");
    alert.standing = standing_of(read.member(json, "standing"), read);
    read.each(json, "before", [&](const Json& one) { alert.before.push_back(standing_of(one, read)); });
    alert.changed = static_cast<std::uint64_t>(read.whole(json, "changed"));
    if (alert.parts.empty()) read.wrong("parts");
    if (!fault.empty()) return fail(ErrorKind::bad_input, "its member \"" + fault + "\" is missing or of another kind");
    return alert;
}

}  // namespace vigia::store
