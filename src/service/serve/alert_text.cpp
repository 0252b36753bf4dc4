#include "service/serve/inside/alert_text.h"

#include <algorithm>
#include <charconv>

#include <fmt/core.h>

#include "base/text.h"
#include "logic/alerting/desk.h"
#include "service/serve/inside/track_json.h"

namespace vigia::serve {

namespace {

using model::Alert;
using model::AlertBoard;
using model::AlertState;

/// Calls `f` with each word between commas; stops when it fails.
template <class F>
Result<void> each_word(std::string_view text, F&& f) {
    while (!text.empty()) {
        const std::size_t comma = std::min(text.find(','), text.size());
        if (auto good = f(trimmed(text.substr(0, comma))); !good) return good;
        text.remove_prefix(std::min(comma + 1, text.size()));
    }
    return {};
}

Result<void> take_states(AlertFilter& filter, std::string_view text) {
    filter.states.clear();
    return each_word(text, [&](std::string_view word) -> Result<void> {
        if (word == "all") {
            for (int i = 0; i <= static_cast<int>(AlertState::closed); ++i) filter.states.push_back(static_cast<AlertState>(i));
        } else if (word == "open") {
            filter.states.insert(filter.states.end(), {AlertState::fresh, AlertState::acknowledged, AlertState::assigned, AlertState::snoozed});
        } else if (const auto state = model::alert_state_named(word)) {
            filter.states.push_back(*state);
        } else {
            return fail(ErrorKind::bad_input, fmt::format("state: \"{}\" is none: write open, all, new, acknowledged, assigned, snoozed, dismissed, withdrawn or closed", word));
        }
        return {};
    });
}

Result<void> take_kinds(std::vector<model::EventKind>& kinds, std::string_view text) {
    return each_word(text, [&](std::string_view word) -> Result<void> {
        const auto kind = model::event_kind(word);
        if (!kind) return fail(ErrorKind::bad_input, fmt::format("kind: \"{}\" is no kind of event; docs/events.md lists them", word));
        kinds.push_back(*kind);
        return {};
    });
}

Result<void> take_vessel(std::string& vessel, std::string_view text) {
    if (text.empty() || text.size() > 9 || !std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; }))
        return fail(ErrorKind::bad_input, "vessel: an MMSI of up to nine digits is wanted");
    vessel = std::string(9 - text.size(), '0') + std::string(text);
    return {};
}

Result<void> take_time(std::optional<Time>& time, std::string_view name, std::string_view text) {
    auto read = time_from_iso(text);
    if (!read) return fail(ErrorKind::bad_input, fmt::format("{}: {}", name, read.error().message));
    time = *read;
    return {};
}

Result<void> take_limit(std::size_t& limit, std::string_view text) {
    const auto read = std::from_chars(text.data(), text.data() + text.size(), limit);
    if (read.ec != std::errc{} || read.ptr != text.data() + text.size() || limit < 1 || limit > most_listed)
        return fail(ErrorKind::bad_input, fmt::format("limit: a whole number from 1 to {} is wanted", most_listed));
    return {};
}

/// What lists of alerts and of events have in common.
Result<bool> take_common(AlertFilter& filter, std::string_view name, std::string_view value) {
    Result<void> taken;
    if (name == "kind") taken = take_kinds(filter.kinds, value);
    else if (name == "vessel") taken = take_vessel(filter.vessel, value);
    else if (name == "from") taken = take_time(filter.from, name, value);
    else if (name == "to") taken = take_time(filter.to, name, value);
    else if (name == "limit") taken = take_limit(filter.limit, value);
    else return false;
    if (!taken) return fail(std::move(taken));
    return true;
}

bool is_in(std::optional<Time> from, std::optional<Time> to, Time at) { return (!from || at >= *from) && (!to || at < *to); }

template <class T>
void append_count(std::string& out, std::string_view name, T count) {
    out += out.back() == '{' ? "\"" : ",\"";
    out += name;
    out += "\":";
    append_int(out, static_cast<std::int64_t>(count));
}

void append_budget(std::string& out, const model::Budget& budget) {
    out += "\"budget\":{\"from\":";
    append_time(out, budget.from);
    out += ",\"to\":";
    append_time(out, budget.to);
    append_count(out, "limit", budget.limit);
    append_count(out, "used", budget.used);
    append_count(out, "held_back", budget.held_back);
    out += '}';
}

void append_rule(std::string& out, const alerting::RuleFigures& rule, const model::RuleCard& card) {
    out += "{\"kind\":";
    append_json(out, model::name(rule.kind));
    out += ",\"title\":";
    model::append_sentence_json(out, model::title(rule.kind), {});
    append_count(out, "raised", rule.raised);
    append_count(out, "confirmed", rule.confirmed);
    append_count(out, "false", rule.false_alarms);
    append_count(out, "other", rule.other);
    append_count(out, "open", rule.open);
    out += ",\"precision\":";
    if (const auto precision = rule.precision()) append_number(out, *precision, 3);
    else out += "null";
    out += card.sound ? ",\"sound\":true,\"owner\":" : ",\"sound\":false,\"owner\":";
    append_json(out, card.owner);
    out += ",\"reviewed\":";
    append_json(out, card.reviewed);
    out += '}';
}

}  // namespace

bool AlertFilter::wants(const Alert& alert) const {
    const auto kinds_of = alert.kinds();
    return std::ranges::find(states, alert.standing.state) != states.end() &&
           (kinds.empty() || std::ranges::any_of(kinds_of, [&](model::EventKind kind) { return std::ranges::find(kinds, kind) != kinds.end(); })) &&
           (vessel.empty() || std::ranges::any_of(alert.vessels, [&](const auto& each) { return each.mmsi.text() == vessel; })) &&
           (zone.empty() || std::ranges::any_of(alert.parts, [&](const auto& part) { return part.area == zone; })) && is_in(from, to, alert.raised);
}

Result<AlertFilter> alert_filter_from(const net::Request& request) {
    AlertFilter filter;
    if (auto usual = take_states(filter, "open"); !usual) return fail(std::move(usual));
    for (const auto& [name, value] : request.query) {
        auto common = take_common(filter, name, value);
        if (!common) return fail(std::move(common));
        if (*common) continue;
        if (name == "zone") {
            filter.zone = value;
        } else if (name == "state") {
            if (auto taken = take_states(filter, value); !taken) return fail(std::move(taken));
        } else {
            return fail(ErrorKind::bad_input, fmt::format("\"{}\" is not asked here: state, kind, vessel, from, to, zone and limit are", name));
        }
    }
    return filter;
}

std::vector<const Alert*> chosen(const AlertBoard& board, const AlertFilter& filter) {
    std::vector<const Alert*> all;
    for (const auto& alert : board.alerts)
        if (filter.wants(*alert)) all.push_back(alert.get());
    std::ranges::stable_sort(all, std::greater(), &Alert::rank);
    if (all.size() > filter.limit) all.resize(filter.limit);
    return all;
}

void append_standing_of_desk(std::string& out, const AlertBoard& board) {
    std::size_t fresh = 0, open = 0, held_back = 0;
    for (const auto& alert : board.alerts) {
        if (!alert->open()) continue;
        ++open;
        if (alert->held_back) ++held_back;
        else if (alert->standing.state == AlertState::fresh) ++fresh;
    }
    out += "\"counts\":{";
    append_count(out, "new", fresh);
    append_count(out, "open", open);
    append_count(out, "held_back", held_back);
    append_count(out, "refused", board.refused_full);
    out += "},";
    append_budget(out, board.budget);
}

std::string alerts_json(const AlertBoard& board, const AlertFilter& filter) {
    std::string out = "{\"now\":";
    append_time(out, board.now);
    append_count(out, "sequence", board.sequence);
    out += ',';
    append_standing_of_desk(out, board);
    out += ",\"alerts\":[";
    for (const Alert* alert : chosen(board, filter)) {
        if (out.back() != '[') out += ',';
        model::append_alert_json(out, *alert, board.now);
    }
    return out + "]}";
}

std::string alert_json(const AlertBoard& board, const Alert& alert) {
    std::string out;
    model::append_alert_json(out, alert, board.now);
    out.back() = ',';
    out += "\"similar\":[";
    for (const Alert* each : alerting::similar(board, alert)) {
        if (out.back() != '[') out += ',';
        out += "{\"id\":";
        append_int(out, static_cast<std::int64_t>(each->id));
        out += ",\"kinds\":[";
        for (const model::EventKind kind : each->kinds()) {
            if (out.back() != '[') out += ',';
            append_json(out, model::name(kind));
        }
        out += "],\"raised\":";
        append_time(out, each->raised);
        out += ",\"state\":";
        append_json(out, model::name(each->standing.state));
        out += ",\"reason\":";
        if (each->standing.reason) append_json(out, model::name(*each->standing.reason));
        else out += "null";
        out += ",\"outcome\":";
        if (each->standing.outcome) append_json(out, model::name(*each->standing.outcome));
        else out += "null";
        out += '}';
    }
    return out + "]}";
}

std::string statistics_json(const AlertBoard& board) {
    const alerting::Figures figures = alerting::figures(board);
    std::string out = "{\"now\":";
    append_time(out, board.now);
    out += ',';
    append_budget(out, board.budget);
    out += ",\"hours\":[";
    for (const alerting::HourFigures& hour : figures.hours) {
        out += out.back() == '[' ? "{\"from\":" : ",{\"from\":";
        append_time(out, hour.from);
        append_count(out, "raised", hour.raised);
        append_count(out, "held_back", hour.held_back);
        append_count(out, "safety", hour.safety);
        out += '}';
    }
    out += "],\"rules\":[";
    for (const alerting::RuleFigures& rule : figures.rules) {
        if (out.back() != '[') out += ',';
        append_rule(out, rule, (*board.rules)[static_cast<std::size_t>(rule.kind)]);
    }
    out += "],\"refused\":{";
    append_count(out, "full", board.refused_full);
    return out + "}}";
}

Result<std::string> events_json(const AlertBoard& board, const net::Request& request) {
    AlertFilter filter;
    for (const auto& [name, value] : request.query) {
        auto common = take_common(filter, name, value);
        if (!common) return fail(std::move(common));
        if (!*common) return fail(ErrorKind::bad_input, fmt::format("\"{}\" is not asked here: kind, vessel, from, to and limit are", name));
    }
    std::string out = "{\"now\":";
    append_time(out, board.now);
    out += ",\"events\":[";
    std::size_t count = 0;
    for (auto at = board.events.rbegin(); at != board.events.rend() && count < filter.limit; ++at) {
        const model::Event& event = *at->event;
        const model::Finding& finding = event.finding;
        if (!filter.kinds.empty() && std::ranges::find(filter.kinds, finding.kind) == filter.kinds.end()) continue;
        if (!filter.vessel.empty() && std::ranges::none_of(finding.vessels, [&](const model::Party& party) { return party.mmsi.text() == filter.vessel; })) continue;
        if (!is_in(filter.from, filter.to, event.noticed)) continue;
        if (count++ > 0) out += ',';
        model::append_event_json(out, event);
        out.back() = ',';
        out += "\"alert\":";
        if (at->alert) append_int(out, static_cast<std::int64_t>(*at->alert));
        else out += "null";
        out += ",\"title\":";
        model::append_sentence_json(out, model::title(finding.kind), {});
        out += ",\"facts\":";
        model::append_facts_json(out, finding.facts);
        out += '}';
    }
    return out + "]}";
}

}  // namespace vigia::serve
