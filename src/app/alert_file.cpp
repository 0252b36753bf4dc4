#include "app/alert_file.h"

#include <algorithm>
#include <utility>

#include "app/output.h"
#include "base/text.h"

namespace vigia::app {
namespace {

void append(std::string& out, std::string_view name, std::optional<Time> at) {
    out += ",\"";
    out += name;
    out += "\":";
    if (at) append_json(out, to_iso(*at));
    else out += "null";
}

void append(std::string& out, std::string_view name, const model::Bilingual& text) {
    out += ",\"";
    out += name;
    out += "\":{\"en\":";
    append_json(out, text.en);
    out += ",\"es\":";
    append_json(out, text.es);
    out += '}';
}

void append_kinds_and_vessels(std::string& out, const model::Alert& alert) {
    out += ",\"kinds\":[";
    for (const model::EventKind kind : alert.kinds()) {
        if (out.back() != '[') out += ',';
        append_json(out, model::name(kind));
    }
    out += "],\"vessels\":[";
    for (const model::AlertVessel& vessel : alert.vessels) {
        if (out.back() != '[') out += ',';
        append_json(out, vessel.mmsi.text());
    }
    out += ']';
}

/// When and why nothing of the alert holds any more.
void append_withdrawal(std::string& out, const model::Alert& alert) {
    const bool holds = std::ranges::any_of(alert.parts, [](const model::AlertPart& part) { return !part.withdrawn; });
    out += ",\"withdrawn\":";
    if (holds) {
        out += "null";
        return;
    }
    out += "{\"at\":";
    append_json(out, to_iso(*alert.parts.back().withdrawn));
    append(out, "why", alert.parts.back().why_withdrawn);
    out += '}';
}

}  // namespace

AlertFile::AlertFile(std::optional<OutFile> out, alerting::DeskOptions options) : out_(std::move(out)), desk_(std::move(options)) {}

void AlertFile::take(std::span<const model::EventChange> changes, Time now) {
    if (!out_) return;
    for (const model::EventChange& change : changes) {
        for (; !edits_.empty() && edits_.front().first <= change.at; edits_.pop_front()) desk_.use(edits_.front().second);
        desk_.take(change);
    }
    desk_.pass(now);
    static_cast<void>(desk_.to_tell());
    // Long after the end of a behaviour nothing joins or withdraws it: what has lapsed is final.
    for (const auto& alert : desk_.changed())
        if (alert->standing.state == model::AlertState::closed) write(*alert);
    if (text_.size() >= Output::flush_at) flush();
}

std::optional<Error> AlertFile::close() {
    if (!out_) return std::nullopt;
    const auto board = desk_.board();
    for (const auto& alert : board->alerts)
        if (alert->standing.state != model::AlertState::closed) write(*alert);
    flush();
    return failed_ ? failed_ : out_->close();
}

void AlertFile::write(const model::Alert& alert) {
    const model::AlertPart& main = alert.main();
    text_ += "{\"id\":";
    append_int(text_, static_cast<std::int64_t>(alert.id));
    text_ += ",\"kind\":";
    append_json(text_, model::name(alert.kinds().front()));
    append_kinds_and_vessels(text_, alert);
    text_ += ",\"severity\":";
    append_json(text_, model::name(alert.severity));
    text_ += alert.held_back ? ",\"held_back\":true" : ",\"held_back\":false";
    append(text_, "begun", std::optional(alert.begun()));
    append(text_, "noticed", std::optional(alert.noticed()));
    append(text_, "ended", alert.ended());
    append_withdrawal(text_, alert);
    text_ += ",\"confidence\":";
    append_number(text_, alert.confidence(), 2);
    text_ += ",\"where\":";
    if (main.where) model::append_value_json(text_, *main.where);
    else text_ += "null";
    text_ += ",\"area\":";
    if (main.area.empty()) text_ += "null";
    else append_json(text_, main.area);
    append(text_, "why", main.why);
    append(text_, "not_known", main.not_known);
    append(text_, "would_change", main.would_change);
    text_ += ",\"evidence\":{";
    for (const model::ToldFact& fact : main.facts) {
        if (text_.back() != '{') text_ += ',';
        append_json(text_, fact.name);
        text_ += ':' + fact.value;
    }
    text_ += "}}\n";
}

void AlertFile::flush() {
    if (!failed_) failed_ = out_->write(text_);
    text_.clear();
}

}  // namespace vigia::app
