#include <algorithm>
#include <array>
#include <utility>

#include <fmt/format.h>

#include "base/text.h"
#include "logic/alerting/desk.h"
#include "logic/alerting/words.h"

namespace vigia::alerting {

using model::Act;
using model::AlertAction;
using model::AlertState;
using model::Deed;
using model::Fact;

namespace {

Result<void> sound_text(std::string_view text, std::string_view what, std::size_t longest) {
    if (text.size() > longest) return fail(ErrorKind::bad_input, fmt::format("{}: at most {} bytes are kept", what, longest));
    for (const char c : text)
        if (static_cast<unsigned char>(c) < 0x20 && c != '\n' && c != '\t') return fail(ErrorKind::bad_input, fmt::format("{}: no control characters", what));
    return {};
}

/// Whether the action says all that it must.
Result<void> is_whole(const AlertAction& action, Time now) {
    if (trimmed(action.by).empty()) return fail(ErrorKind::bad_input, "by: say who acts: the name typed at the start of the watch");
    if (auto good = sound_text(action.by, "by", model::longest_name); !good) return good;
    if (auto good = sound_text(action.to, "to", model::longest_name); !good) return good;
    if (auto good = sound_text(action.note, "note", model::longest_note); !good) return good;
    switch (action.act) {
        case Act::acknowledge: case Act::undo: return {};
        case Act::assign:
            if (trimmed(action.to).empty()) return fail(ErrorKind::bad_input, "to: say to whom it is assigned");
            return {};
        case Act::snooze:
            if (action.until && *action.until <= now) return fail(ErrorKind::bad_input, fmt::format("until: {} is past; the watch is at {}", to_iso(*action.until), to_iso(now)));
            if (action.span && action.span->count() <= 0) return fail(ErrorKind::bad_input, "until: a span is longer than nothing");
            return {};
        case Act::dismiss:
            if (!action.reason) return fail(ErrorKind::bad_input, "reason: one of authorised_activity, known_vessel, sensor_fault, false_alarm, duplicate, other is wanted");
            if (*action.reason == model::Dismissal::other && trimmed(action.note).empty()) return fail(ErrorKind::bad_input, "note: the reason \"other\" wants a note that says which");
            return {};
        case Act::close:
            if (!action.outcome || *action.outcome == model::Outcome::lapsed) return fail(ErrorKind::bad_input, "outcome: one of confirmed, unfounded, resolved, handed_over is wanted");
            return {};
        case Act::note:
            if (trimmed(action.note).empty()) return fail(ErrorKind::bad_input, "note: it is empty");
            return {};
    }
    std::unreachable();
}

std::string stands(const model::Alert& alert) {
    std::string text = fmt::format("Alert {} is {}", std::to_underlying(alert.id), alert.standing.state == AlertState::fresh ? "new" : name(alert.standing.state));
    if (!alert.standing.by.empty()) text += " (last action by " + alert.standing.by + ")";
    return text;
}

}  // namespace

Result<void> Desk::allows(const Alert& alert, const AlertAction& action) const {
    if (action.act == Act::snooze && alert.safety)
        return fail(ErrorKind::denied, stands(alert) + " and about safety of life: it cannot be snoozed. Acknowledge or assign it.");
    if (action.act == Act::dismiss && alert.safety && trimmed(action.note).empty())
        return fail(ErrorKind::bad_input, "note: an alert about safety of life is dismissed only with a note that says why");
    if (action.act == Act::snooze && !action.span && !action.until && alert.ended())
        return fail(ErrorKind::denied, stands(alert) + " and its behaviour has ended: there is no occurrence to snooze. Choose a time, dismiss it or close it.");
    const auto can = model::possible(alert);
    if (std::ranges::find(can, action.act) != can.end()) return {};
    if (action.act == Act::undo) return fail(ErrorKind::denied, stands(alert) + ": there is no action to take back.");
    std::string list;
    for (const Act each : can) list += (list.empty() ? "" : ", ") + std::string(name(each));
    return fail(ErrorKind::denied, stands(alert) + ". It can take: " + list + ".");
}

Result<model::AlertId> Desk::act(const AlertAction& action, Time now) {
    advance(now);
    const auto found = alerts_.find(action.alert);
    Result<void> good;
    if (found == alerts_.end())
        good = fail(ErrorKind::not_found, fmt::format("There is no alert {} (any more).", std::to_underlying(action.alert)));
    else if (good = is_whole(action, now_); good)
        good = allows(*found->second, action);
    if (!good) {
        ++counts_.refused_actions;
        return fail(std::move(good));
    }
    ++counts_.actions;
    Alert& alert = edit(action.alert);
    if (action.act == Act::undo) undo(alert, action);
    else carry_out(alert, action);
    if (alert.held_back) {  // somebody has found it
        alert.held_back = false;
        in_hour_.erase(alert.id);
        alert.budget_hour = 0;
    }
    to_tell_.erase(alert.id);
    return alert.id;
}

void Desk::put_back(const Alert& before) {
    Alert& alert = edit(before.id);
    const std::uint64_t changed = alert.changed;
    const AlertState was = alert.standing.state;
    alert = before;
    alert.changed = changed;
    alert.standing.state = was;
    set_state(alert, before.standing.state);
    wake_later(alert);
    if (alert.held_back && alert.budget_hour == hour_) in_hour_.insert(alert.id);
}

void Desk::undo(Alert& alert, const AlertAction& action) {
    const model::Standing back = std::move(alert.before.back());
    alert.before.pop_back();
    const AlertState state = back.state;
    const AlertState was = alert.standing.state;
    alert.standing = back;
    alert.standing.state = was;
    set_state(alert, state);
    wake_later(alert);
    const std::array facts = {Fact{&words::by, words::short_text(action.by)}};
    say(alert, Deed::undone, words::log_undone, facts, action.by, action.note);
}

void Desk::carry_out(Alert& alert, const AlertAction& action) {
    const auto tell = [&](Deed deed, const model::Sentence& sentence, std::vector<Fact> facts) {
        facts.push_back({&words::by, words::short_text(action.by)});
        say(alert, deed, sentence, facts, action.by, action.note);
    };
    if (action.act == Act::note) return tell(Deed::noted, words::log_noted, {});
    alert.before.push_back(alert.standing);
    if (alert.before.size() > model::most_undo) alert.before.erase(alert.before.begin());
    model::Standing& standing = alert.standing;
    standing.by = action.by;
    standing.snoozed_until.reset();
    standing.this_occurrence = false;
    switch (action.act) {
        case Act::acknowledge:
            set_state(alert, AlertState::acknowledged);
            return tell(Deed::acknowledged, words::log_acknowledged, {});
        case Act::assign:
            standing.assigned_to = action.to;
            set_state(alert, AlertState::assigned);
            return tell(Deed::assigned, words::log_assigned, {{&words::to, words::short_text(action.to)}});
        case Act::snooze:
            if (action.until) standing.snoozed_until = action.until;
            else if (action.span) standing.snoozed_until = now_ + *action.span;
            standing.this_occurrence = !standing.snoozed_until;
            set_state(alert, AlertState::snoozed);
            wake_later(alert);
            if (standing.this_occurrence) return tell(Deed::snoozed, words::log_snoozed_occurrence, {});
            return tell(Deed::snoozed, words::log_snoozed_until, {{&words::at, *standing.snoozed_until}});
        case Act::dismiss:
            standing.reason = action.reason;
            set_state(alert, AlertState::dismissed);
            return tell(Deed::dismissed, words::log_dismissed, {{&words::reason, words::called(name(*action.reason))}});
        case Act::close:
            standing.outcome = action.outcome;
            set_state(alert, AlertState::closed);
            return tell(Deed::closed, words::log_closed, {{&words::reason, words::called(name(*action.outcome))}});
        case Act::note: case Act::undo: std::unreachable();
    }
}

}  // namespace vigia::alerting
