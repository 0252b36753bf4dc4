#include <algorithm>
#include <utility>

#include "base/text.h"
#include "logic/alerting/desk.h"
#include "logic/alerting/words.h"

namespace vigia::alerting {

using model::AlertId;
using model::AlertPart;
using model::AlertState;
using model::Deed;
using model::Event;
using model::EventChange;
using model::EventStep;

void Desk::take(const EventChange& change) {
    advance(change.at);
    record(change);
    const std::uint64_t event = std::to_underlying(change.event.id);
    if (change.step == EventStep::begun) {
        if (options_.rules.of(change.event.finding.kind).raises) begun(change.event);
        return;
    }
    if (const auto link = links_.find(event); link != links_.end()) return changed(change, link->second);
    if (const auto waiting = waiting_.find(event); waiting != waiting_.end()) {
        waiting->second = change.event;
        if (change.event.ended || change.event.withdrawn) waiting_.erase(waiting), ++counts_.past;
    }
}

/// Keeps the event among the recent ones.
void Desk::record(const EventChange& change) {
    ++recorded_;
    const std::uint64_t id = std::to_underlying(change.event.id);
    if (const auto known = recent_of_.find(id); known != recent_of_.end()) {
        recent_[known->second - first_recent_].event = std::make_shared<Event>(change.event);
        return;
    }
    recent_of_.emplace(id, first_recent_ + recent_.size());
    recent_.push_back({std::make_shared<Event>(change.event), std::nullopt});
    if (recent_.size() <= options_.limits.events) return;
    recent_of_.erase(std::to_underlying(recent_.front().event->id));
    recent_.pop_front();
    ++first_recent_;
}

void Desk::begun(const Event& event) {
    if (is_known(event)) return;
    if (!options_.rules.of(event.finding.kind).concerns(event.finding.vessels)) {
        ++counts_.excepted;
        return;
    }
    if (event.noticed <= known_until_) {
        if (waiting_.size() < options_.limits.waiting) waiting_.emplace(std::to_underlying(event.id), event);
        else ++counts_.past;
        return;
    }
    if (const Joint at = joint(event); at.alert != AlertId{}) join(at, event);
    else raise(event);
}

/// Room for one more open alert; those of safety have room of their own.
bool Desk::make_room(const Rule& rule) {
    const bool full = rule.safety ? open_of_safety_ >= options_.limits.open_of_safety : open_.size() - open_of_safety_ >= options_.limits.open;
    if (full) ++counts_.refused_full;
    return !full;
}

void Desk::raise(const Event& event) {
    const Rule& rule = options_.rules.of(event.finding.kind);
    if (!make_room(rule)) return;
    const AlertId id{next_id_++};
    auto made = std::make_shared<Alert>();
    made->id = id;
    made->parts.push_back(part_of(event));
    if (event.finding.vessels.empty()) made->subject = subject_of(event.finding);
    add_vessels(*made, event.finding);
    made->safety = rule.safety;
    made->sound = rule.sound;
    made->raised = now_;
    alerts_.emplace(id, std::move(made));
    open_.insert(id);
    if (rule.safety) ++open_of_safety_;
    ++counts_.raised;
    Alert& alert = edit(id);
    remember_by_vessel(alert);
    link(event, id);
    weigh(alert);
    alert.severity = severity_of(alert, options_.rules.weights);
    const std::array facts = {model::Fact{&words::kind, words::called(event.finding.kind)}};
    say(alert, Deed::raised, words::log_raised, facts);
    place_in_budget(alert);
}

void Desk::link(const Event& event, AlertId id) {
    links_[std::to_underlying(event.id)] = id;
    if (const auto recent = recent_of_.find(std::to_underlying(event.id)); recent != recent_of_.end())
        recent_[recent->second - first_recent_].alert = id;
}

/// Something changed that the alert holds already: it says so and is weighed anew, and comes back only when worse.
void Desk::changed(const EventChange& change, AlertId id) {
    Alert& alert = edit(id);
    const auto part = std::ranges::find(alert.parts, change.event.id, &AlertPart::event);
    if (part == alert.parts.end()) return;
    const bool had_ended = part->ended.has_value(), was_withdrawn = part->withdrawn.has_value();
    *part = part_of(change.event);
    add_vessels(alert, change.event.finding);
    remember_by_vessel(alert);
    if (part->withdrawn && !was_withdrawn) return withdraw(alert, *part);
    judge(alert);
    if (!part->ended || had_ended) return;
    const std::array facts = {model::Fact{&words::kind, words::called(part->kind)}};
    say(alert, Deed::ended, words::log_ended, facts);
    if (alert.standing.state == AlertState::snoozed && alert.standing.this_occurrence && alert.ended()) close_by_itself(alert, words::log_occurrence_over);
}

void Desk::withdraw(Alert& alert, const AlertPart& part) {
    ++counts_.withdrawn;
    const std::array facts = {model::Fact{&words::kind, words::called(part.kind)}};
    say(alert, Deed::withdrawn, words::log_withdrawn, facts);
    alert.log.back().text.en += ": " + part.why_withdrawn.en;
    alert.log.back().text.es += ": " + part.why_withdrawn.es;
    judge(alert, Lower::may);
    if (!std::ranges::all_of(alert.parts, [](const AlertPart& each) { return each.withdrawn.has_value(); }) || !alert.open()) return;
    alert.before.clear();
    alert.held_back = false;
    to_tell_.erase(alert.id);
    set_state(alert, AlertState::withdrawn);
    say(alert, Deed::withdrawn, words::log_all_withdrawn, {});
}

// ---------------------------------------------------------------- what an alert keeps of an event

AlertPart Desk::part_of(const Event& event) const {
    const model::Finding& finding = event.finding;
    AlertPart part{.event = event.id, .kind = finding.kind, .vessels = {}, .begun = finding.begun, .noticed = event.noticed, .ended = event.ended,
                   .withdrawn = {}, .why_withdrawn = {}, .confidence = finding.confidence, .points = options_.rules.of(finding.kind).points,
                   .where = finding.where, .area = {}, .area_name = {}, .why = {}, .not_known = {}, .would_change = {}, .facts = {}};
    for (const model::Party& party : finding.vessels) part.vessels.push_back(party.mmsi);
    if (event.withdrawn) {
        part.withdrawn = event.withdrawn->at;
        part.why_withdrawn = model::told(event.withdrawn->why, finding.facts);
    }
    if (!finding.area_id.empty()) {
        part.area = finding.area_id;
        // One that was taken off the chart since is called by its id.
        const model::Area* area = options_.chart ? options_.chart->find(finding.area_id) : nullptr;
        part.area_name = {area ? area->name : part.area, area ? (area->name_es.empty() ? area->name : area->name_es) : part.area};
    }
    if (finding.words != nullptr) {
        part.why = model::told(finding.words->why, finding.facts);
        part.not_known = model::told(finding.words->not_known, finding.facts);
        part.would_change = model::told(finding.words->would_change, finding.facts);
    }
    for (const model::Fact& fact : finding.facts) {
        model::ToldFact told{.name = std::string(fact.name->key), .label = model::told(fact.name->label, {}),
                             .text = {model::told(fact.value, model::Language::en), model::told(fact.value, model::Language::es)}, .value = {}};
        model::append_value_json(told.value, fact.value);
        part.facts.push_back(std::move(told));
    }
    return part;
}

/// Adds vessels that are new to the alert, and what the facts call them (`STAR ALDER (352001234)`).
void Desk::add_vessels(Alert& alert, const model::Finding& finding) const {
    for (const model::Party& party : finding.vessels) {
        auto vessel = std::ranges::find(alert.vessels, party.mmsi, &model::AlertVessel::mmsi);
        if (vessel == alert.vessels.end()) {
            if (alert.vessels.size() >= model::most_parties) continue;
            alert.vessels.push_back({party.track, party.mmsi, {}});
            vessel = alert.vessels.end() - 1;
        }
        vessel->track = party.track;
        const std::string number = " (" + party.mmsi.text() + ")";
        for (const model::Fact& fact : finding.facts)
            if (const auto* text = std::get_if<FixedText<48>>(&fact.value); text != nullptr && text->view().ends_with(number))
                vessel->name = text->view().substr(0, text->view().size() - number.size());
    }
}

}  // namespace vigia::alerting
