#include "logic/alerting/desk.h"

#include <algorithm>
#include <utility>

#include "base/text.h"
#include "logic/alerting/words.h"

namespace vigia::alerting {

using namespace std::chrono_literals;
using model::AlertId;
using model::AlertState;
using model::Deed;

namespace {

using look_every = std::chrono::duration<std::int64_t, std::ratio<600>>;  ///< how often alerts are looked at that may lapse

constexpr Duration told_again_within = std::chrono::minutes(30);  ///< of stream time after a restart

std::int64_t hour_of(Time at) { return std::chrono::floor<std::chrono::hours>(at.time_since_epoch()).count(); }

std::shared_ptr<const std::vector<model::RuleCard>> cards_of(const Rules& rules) {
    std::vector<model::RuleCard> cards;
    for (std::size_t i = 0; i < model::event_kinds; ++i) {
        const Rule& rule = rules.kinds[i];
        cards.push_back({static_cast<model::EventKind>(i), rule.raises, rule.sound, rule.owner, rule.reviewed});
    }
    return std::make_shared<const std::vector<model::RuleCard>>(std::move(cards));
}

}  // namespace

Desk::Desk(DeskOptions options) : options_(std::move(options)), cards_(cards_of(options_.rules)) {}

void Desk::use(const DeskEdit& edit) {
    if (edit.chart) options_.chart = edit.chart;
    if (edit.lists) options_.lists = edit.lists;
    if (edit.rules) options_.rules = *edit.rules, cards_ = cards_of(options_.rules);
    options_.limits.budget = edit.budget.value_or(options_.limits.budget);
    options_.limits.cooldown = edit.cooldown.value_or(options_.limits.cooldown);
    options_.limits.lapse = edit.lapse.value_or(options_.limits.lapse);
}

void Desk::restore(model::KeptAlerts kept) {
    std::ranges::sort(kept.alerts, {}, &Alert::id);
    next_id_ = std::to_underlying(kept.last) + 1;
    for (Alert& alert : kept.alerts) {
        for (model::AlertPart& part : alert.parts) part.event = {};
        for (model::AlertVessel& vessel : alert.vessels) vessel.track = {};
        sequence_ = std::max(sequence_, alert.changed);
        next_id_ = std::max(next_id_, std::to_underlying(alert.id) + 1);
        if (alert.open()) open_.insert(alert.id), open_of_safety_ += alert.safety ? 1 : 0;
        if (alert.budget_hour > hour_) hour_ = alert.budget_hour, in_hour_.clear();
        if (alert.budget_hour == hour_ && hour_ > 0) in_hour_.insert(alert.id);
        remember_by_vessel(alert);
        wake_later(alert);
        const AlertId id = alert.id;
        alerts_.insert_or_assign(id, std::make_shared<Alert>(std::move(alert)));
    }
    known_until_ = kept.until;
    now_ = std::max(now_, kept.until);
    forget_old();
}

// ---------------------------------------------------------------- time

/// Time goes on to `now`; returns when it is.
Time Desk::advance(Time now) {
    const Time before = now_;
    now_ = std::max(now_, now);
    if (std::chrono::floor<std::chrono::seconds>(now_) == std::chrono::floor<std::chrono::seconds>(before)) return now_;
    if (!waiting_.empty() && now_ > known_until_) {
        // Begun before the restart, without an alert, and still going on: it is raised after all.
        const auto waiting = std::exchange(waiting_, {});
        for (const auto& [id, event] : waiting) {
            if (const Joint at = joint(event); at.alert != AlertId{}) join(at, event);
            else raise(event);
        }
    }
    if (now_ >= next_wake_) wake();
    // Looking at all open alerts costs more than a second is worth.
    if (std::chrono::floor<look_every>(now_) != std::chrono::floor<look_every>(before)) lapse();
    if (hour_of(now_) != hour_of(before)) forget_old();
    return now_;
}

void Desk::pass(Time now) { advance(now); }

void Desk::wake_later(const Alert& alert) {
    if (alert.standing.state == AlertState::snoozed && alert.standing.snoozed_until) next_wake_ = std::min(next_wake_, *alert.standing.snoozed_until);
}

void Desk::wake() {
    next_wake_ = Time::max();
    std::vector<AlertId> waking;
    for (const AlertId id : open_) {
        const Alert& alert = *alerts_.at(id);
        const model::Standing& standing = alert.standing;
        if (standing.state == AlertState::snoozed && standing.snoozed_until && *standing.snoozed_until <= now_) waking.push_back(id);
        else wake_later(alert);
    }
    for (const AlertId id : waking) {
        Alert& alert = edit(id);
        alert.standing.snoozed_until.reset();
        alert.before.clear();
        set_state(alert, AlertState::fresh);
        say(alert, Deed::woke, words::log_woke, {});
        to_tell_.insert(id);
    }
}

void Desk::lapse() {
    if (known_until_ != Time{} && now_ - known_until_ >= told_again_within) {
        // What went on before the restart and was not told again by now has ended meanwhile, unseen.
        const auto is_left = [](const model::AlertPart& part) { return part.event == model::EventId{} && !part.ended && !part.withdrawn; };
        for (const AlertId id : std::set(open_)) {
            if (std::ranges::none_of(alerts_.at(id)->parts, is_left)) continue;
            Alert& alert = edit(id);
            for (model::AlertPart& part : alert.parts) {
                if (!is_left(part)) continue;
                part.ended = std::max(known_until_, part.noticed);
                const std::array facts = {model::Fact{&words::kind, words::called(part.kind)}};
                say(alert, Deed::ended, words::log_not_told_again, facts);
            }
            weigh(alert);
        }
        known_until_ = {};
    }
    std::vector<AlertId> lapsing;
    for (const AlertId id : open_) {
        const Alert& alert = *alerts_.at(id);
        if (alert.safety || alert.standing.state == AlertState::snoozed || now_ - alert.log.back().at < options_.limits.lapse) continue;
        if (const auto ended = alert.ended(); ended && now_ - *ended >= options_.limits.lapse) lapsing.push_back(id);
    }
    for (const AlertId id : lapsing) {
        ++counts_.lapsed;
        close_by_itself(edit(id), words::log_lapsed);
    }
}

void Desk::close_by_itself(Alert& alert, const model::Sentence& why) {
    alert.before.clear();
    alert.standing.outcome = model::Outcome::lapsed;
    alert.standing.snoozed_until.reset();
    alert.standing.this_occurrence = false;
    set_state(alert, AlertState::closed);
    say(alert, Deed::lapsed, why, {});
}

// ---------------------------------------------------------------- alerts in memory

/// The alert, to be changed: what readers hold stays as it is.
Desk::Alert& Desk::edit(AlertId id) {
    std::shared_ptr<Alert>& alert = alerts_.at(id);
    if (alert->changed <= handed_out_) alert = std::make_shared<Alert>(*alert);
    alert->changed = ++sequence_;
    to_keep_.insert(id);
    return *alert;
}

void Desk::set_state(Alert& alert, AlertState state) {
    const bool was = alert.open();
    alert.standing.state = state;
    if (was == alert.open()) return;
    if (was) open_.erase(alert.id);
    else open_.insert(alert.id);
    if (alert.safety) open_of_safety_ += was ? std::size_t(-1) : 1;
}

void Desk::say(Alert& alert, Deed deed, const model::Sentence& sentence, std::span<const model::Fact> facts, std::string by, std::string note) {
    if (alert.log.size() >= model::most_log) {
        alert.log.erase(alert.log.begin() + 1);
        ++alert.log_left_out;
    }
    alert.log.push_back({now_, std::move(by), deed, model::told(sentence, facts), std::move(note)});
}

/// Beside the numbers of vessels.
std::uint64_t Desk::key_of(const std::string& subject) { return hash_of(subject) | 1ULL << 63; }

void Desk::remember_by_vessel(const Alert& alert) {
    const auto note = [&](std::uint64_t key) {
        std::vector<AlertId>& ids = by_subject_[key];
        if (std::ranges::find(ids, alert.id) != ids.end()) return;
        if (ids.size() >= options_.limits.of_vessel) ids.erase(ids.begin());
        ids.push_back(alert.id);
    };
    if (alert.vessels.empty()) note(key_of(alert.subject));
    for (const model::AlertVessel& vessel : alert.vessels) note(vessel.mmsi.number());
}

void Desk::forget(AlertId id) {
    const auto found = alerts_.find(id);
    const Alert& alert = *found->second;
    const auto drop = [&](std::uint64_t key) {
        const auto ids = by_subject_.find(key);
        if (ids == by_subject_.end()) return;
        std::erase(ids->second, id);
        if (ids->second.empty()) by_subject_.erase(ids);
    };
    if (alert.vessels.empty()) drop(key_of(alert.subject));
    for (const model::AlertVessel& vessel : alert.vessels) drop(vessel.mmsi.number());
    for (const model::AlertPart& part : alert.parts) links_.erase(std::to_underlying(part.event));
    alerts_.erase(found);
}

/// Closed alerts leave memory when they are old or too many. Those not yet handed over to be kept stay.
void Desk::forget_old() {
    std::size_t closed = alerts_.size() - open_.size();
    for (auto at = alerts_.begin(); at != alerts_.end() && closed > 0;) {
        const Alert& alert = *at->second;
        const AlertId id = (at++)->first;
        const bool old = now_ - alert.log.back().at > options_.limits.remembered;
        if (alert.open() || to_keep_.contains(id) || (!old && closed <= options_.limits.closed)) continue;
        forget(id);
        --closed;
    }
}

std::vector<const Desk::Alert*> Desk::earlier_of(const Alert& alert) const {
    std::vector<const Alert*> all;
    for (const model::AlertVessel& vessel : alert.vessels) {
        const auto ids = by_subject_.find(vessel.mmsi.number());
        if (ids == by_subject_.end()) continue;
        for (const AlertId id : ids->second) {
            const auto other = alerts_.find(id);
            if (id == alert.id || other == alerts_.end() || other->second->open()) continue;
            if (std::ranges::find(all, other->second.get()) == all.end()) all.push_back(other->second.get());
        }
    }
    std::ranges::sort(all, {}, &Alert::id);
    return all;
}

// ---------------------------------------------------------------- weight and budget

void Desk::weigh(Alert& alert) {
    const auto earlier = earlier_of(alert);
    alert.contributions = weighed(alert, {.chart = options_.chart.get(), .lists = options_.lists.get(), .earlier = earlier}, options_.rules);
}

/// Weighs the alert anew. When it has become worse it is new again and people are told; but what somebody has seen
/// does not come back for being seen again and again.
void Desk::judge(Alert& alert, Lower lower) {
    weigh(alert);
    const Weights& weights = options_.rules.weights;
    const model::Severity before = alert.severity, after = severity_of(alert, weights);
    if (after < before && lower == Lower::never) return;
    alert.severity = after;
    if (after <= before) return;
    const bool seen = alert.standing.state != AlertState::fresh;
    if (seen && severity_but_for_repetition(alert, weights) <= before) return;
    ++counts_.escalated;
    if (seen) renew(alert);
    const std::array facts = {model::Fact{&words::before, words::called(name(before))}, model::Fact{&words::after, words::called(name(after))}};
    say(alert, Deed::escalated, words::log_escalated, facts);
    place_in_budget(alert);
}

/// New again, whatever was decided of it before.
void Desk::renew(Alert& alert) {
    alert.before.clear();
    alert.standing.snoozed_until.reset();
    alert.standing.this_occurrence = false;
    alert.standing.reason.reset();
    alert.standing.outcome.reset();
    set_state(alert, AlertState::fresh);
}

/// Gives the alert a place in the budget of the hour, or holds it back. One that is more serious takes the place of
/// the least serious that nobody has touched.
void Desk::place_in_budget(Alert& alert) {
    const bool was_held = std::exchange(alert.held_back, false);
    const bool free = alert.safety || std::ranges::any_of(alert.parts, [&](const model::AlertPart& part) { return !options_.rules.of(part.kind).budgeted; });
    if (!free) {
        if (hour_of(now_) != hour_) in_hour_.clear();
        alert.budget_hour = hour_ = hour_of(now_);
        in_hour_.insert(alert.id);
        if (!find_place(alert)) {
            alert.held_back = true;
            if (!was_held) {
                ++counts_.held_back;
                say(alert, Deed::held_back, words::log_held_back, {});
            }
            return;
        }
    }
    to_tell_.insert(alert.id);
    if (was_held) say(alert, Deed::released, words::log_released, {});
}

bool Desk::find_place(const Alert& alert) {
    std::uint32_t used = 0;
    const Alert* least = nullptr;
    for (const AlertId id : in_hour_) {
        const auto found = alerts_.find(id);
        if (found == alerts_.end() || id == alert.id || found->second->held_back) continue;
        const Alert& other = *found->second;
        ++used;
        const bool untouched = other.standing.state == AlertState::fresh && other.standing.by.empty();
        if (untouched && (least == nullptr || other.rank() < least->rank())) least = &other;
    }
    if (used < options_.limits.budget) return true;
    if (least == nullptr || least->severity >= alert.severity) return false;
    Alert& gives_way = edit(least->id);
    gives_way.held_back = true;
    ++counts_.held_back;
    to_tell_.erase(gives_way.id);
    say(gives_way, Deed::held_back, words::log_gave_way, {});
    return true;
}

// ---------------------------------------------------------------- what is read

std::shared_ptr<const model::AlertBoard> Desk::board() const {
    handed_out_ = sequence_;
    auto board = std::make_shared<model::AlertBoard>();
    board->now = now_;
    board->sequence = sequence_;
    board->alerts.reserve(alerts_.size());
    for (const auto& [id, alert] : alerts_) board->alerts.push_back(alert);
    const std::int64_t hour = hour_of(now_);
    board->budget = {.from = Time{std::chrono::hours(hour)}, .to = Time{std::chrono::hours(hour + 1)}, .limit = options_.limits.budget, .used = 0, .held_back = 0};
    if (hour == hour_)
        for (const AlertId id : in_hour_)
            if (const auto found = alerts_.find(id); found != alerts_.end()) ++(found->second->held_back ? board->budget.held_back : board->budget.used);
    for (const Recent& recent : recent_) board->events.push_back({recent.event, recent.alert});
    board->rules = cards_;
    board->refused_full = counts_.refused_full;
    return board;
}

std::vector<std::shared_ptr<const model::Alert>> Desk::changed() {
    handed_out_ = sequence_;
    std::vector<std::shared_ptr<const Alert>> all;
    for (const AlertId id : std::exchange(to_keep_, {}))
        if (const auto found = alerts_.find(id); found != alerts_.end()) all.push_back(found->second);
    return all;
}

std::vector<std::shared_ptr<const model::Alert>> Desk::to_tell() {
    handed_out_ = sequence_;
    std::vector<std::shared_ptr<const Alert>> all;
    for (const AlertId id : std::exchange(to_tell_, {}))
        if (const auto found = alerts_.find(id); found != alerts_.end() && !found->second->held_back) all.push_back(found->second);
    return all;
}

}  // namespace vigia::alerting
