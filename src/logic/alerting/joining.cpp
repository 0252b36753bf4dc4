#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include "base/text.h"
#include "logic/alerting/desk.h"
#include "logic/alerting/words.h"

namespace vigia::alerting {

using model::AlertId;
using model::AlertPart;
using model::Deed;
using model::Event;
using Kind = model::EventKind;

namespace {

constexpr Duration same_begin = std::chrono::minutes(1);  ///< the same behaviour, judged again, begins within this

/// Kinds that tell of one thing in several ways.
enum class Family : std::uint8_t { silence, position, meeting, haste, loss_of_control, way, place };
constexpr std::array families = {
    std::pair{Kind::dark_activity, Family::silence}, std::pair{Kind::gap_movement, Family::silence},
    std::pair{Kind::impossible_jump, Family::position}, std::pair{Kind::mmsi_collision, Family::position},
    std::pair{Kind::gnss_spoofing, Family::position}, std::pair{Kind::gnss_jamming, Family::position},
    std::pair{Kind::on_land, Family::position}, std::pair{Kind::out_of_footprint, Family::position},
    std::pair{Kind::rendezvous, Family::meeting}, std::pair{Kind::tight_rendezvous, Family::meeting}, std::pair{Kind::dark_rendezvous, Family::meeting},
    std::pair{Kind::loitering, Family::meeting}, std::pair{Kind::drop_pattern, Family::meeting}, std::pair{Kind::feeder, Family::meeting},
    std::pair{Kind::go_fast, Family::haste}, std::pair{Kind::fast_approach, Family::haste},
    std::pair{Kind::drift, Family::loss_of_control}, std::pair{Kind::anchor_drag, Family::loss_of_control}, std::pair{Kind::sudden_stop, Family::loss_of_control},
    std::pair{Kind::lane_departure, Family::way}, std::pair{Kind::wrong_way, Family::way}, std::pair{Kind::unusual_route, Family::way},
    std::pair{Kind::zone_entry, Family::place}, std::pair{Kind::site_approach, Family::place},
    std::pair{Kind::speeding, Family::place}, std::pair{Kind::unusual_speed, Family::place},
};

bool are_kin(Kind a, Kind b) {
    const auto of = [](Kind kind) { return std::ranges::find(families, kind, &std::pair<Kind, Family>::first); };
    return of(a) != families.end() && of(b) != families.end() && of(a)->second == of(b)->second;
}

bool same_vessels(const AlertPart& part, const model::Finding& finding) {
    const auto has = [&](const model::Party& party) { return std::ranges::find(part.vessels, party.mmsi) != part.vessels.end(); };
    // What concerns a whole area gathers vessels as it goes on.
    if (finding.kind == Kind::gnss_spoofing || finding.kind == Kind::gnss_jamming) return std::ranges::any_of(finding.vessels, has);
    return part.vessels.size() == finding.vessels.size() && std::ranges::all_of(finding.vessels, has);
}

}  // namespace

/// What a finding that is about no vessel is about: its first fact that is a text.
std::string Desk::subject_of(const model::Finding& finding) {
    for (const model::Fact& fact : finding.facts) {
        if (const auto* text = std::get_if<FixedText<48>>(&fact.value)) return std::string(text->view());
        if (const auto* text = std::get_if<model::Named>(&fact.value)) return std::string(text->en.view());
    }
    return {};
}

std::vector<AlertId> Desk::of_subject(const model::Finding& finding) const {
    std::vector<AlertId> all;
    const auto add = [&](std::uint64_t key) {
        if (const auto ids = by_subject_.find(key); ids != by_subject_.end()) all.insert(all.end(), ids->second.begin(), ids->second.end());
    };
    if (finding.vessels.empty()) add(key_of(subject_of(finding)));
    for (const model::Party& party : finding.vessels) add(party.mmsi.number());
    std::ranges::sort(all, std::greater());
    all.erase(std::ranges::unique(all).begin(), all.end());
    return all;
}

/// After a restart the same behaviour is told again: it finds the alert that it had, whose state stays as it was. What
/// is compared is the time of the behaviour, not of the run.
bool Desk::is_known(const Event& event) {
    const model::Finding& finding = event.finding;
    const Time end = event.ended.value_or(Time::max());
    for (const AlertId id : of_subject(finding)) {
        const auto& parts = alerts_.at(id)->parts;
        const auto known = std::ranges::find_if(parts, [&](const AlertPart& part) {
            const bool overlap = finding.begun <= part.ended.value_or(Time::max()) && part.begun <= end;
            const bool near = std::chrono::abs(finding.begun - part.begun) <= same_begin;
            const bool told_by_then = event.noticed <= known_until_ || near;
            return part.event == model::EventId{} && part.kind == finding.kind && same_vessels(part, finding) && (near || overlap) && told_by_then;
        });
        if (known == parts.end()) continue;
        const auto place = known - parts.begin();
        Alert& alert = edit(id);
        AlertPart& part = alert.parts[static_cast<std::size_t>(place)];
        const AlertPart was = std::exchange(part, part_of(event));
        part.noticed = was.noticed;
        if (!part.ended) part.ended = was.ended;  // what was told before stays until something else is told
        add_vessels(alert, finding);
        link(event, id);
        ++counts_.known;
        return true;
    }
    return false;
}

/// The same kind, vessels and place, while it goes on or within the cooldown after it.
bool Desk::again(const Alert& alert, const AlertPart& part, const Event& event) const {
    const model::Finding& finding = event.finding;
    if (part.kind != finding.kind || !same_vessels(part, finding)) return false;
    if (alert.safety && !alert.open()) return false;  // of life at sea: each call is a call
    if (finding.vessels.empty() && alert.subject != subject_of(finding)) return false;
    const AlertPart mine = part_of(event);
    if (mine.area != part.area) return false;
    if (mine.area.empty() && mine.where && part.where && geo::distance(*mine.where, *part.where) > Metres{5 * 1852.0}) return false;
    const Time last = part.withdrawn ? *part.withdrawn : part.ended.value_or(now_);
    return finding.begun - last <= options_.limits.cooldown;
}

/// Another kind that tells of the same thing: the same subject, at the same time and place.
bool Desk::related(const Alert& alert, const Event& event) const {
    const model::Finding& finding = event.finding;
    if (!alert.open() || alert.safety || options_.rules.of(finding.kind).safety || alert.vessels.empty() || finding.vessels.empty()) return false;
    return std::ranges::any_of(alert.parts, [&](const AlertPart& part) {
        if (part.withdrawn || part.vessels.empty() || part.vessels.front() != finding.vessels.front().mmsi || part.kind == finding.kind || !are_kin(part.kind, finding.kind)) return false;
        const Time from = finding.begun - options_.limits.together, until = event.ended.value_or(now_) + options_.limits.together;
        if (part.begun > until || part.ended.value_or(now_) < from) return false;
        return !part.where || !finding.where || geo::distance(*part.where, *finding.where) <= options_.limits.together_within;
    });
}

/// The alert that an event belongs to, the latest first; none when it is to have one of its own.
Desk::Joint Desk::joint(const Event& event) {
    const std::vector<AlertId> candidates = of_subject(event.finding);
    for (const AlertId id : candidates) {
        const Alert& alert = *alerts_.at(id);
        if (std::ranges::any_of(alert.parts, [&](const AlertPart& part) { return again(alert, part, event); })) return {id, Deed::again};
    }
    for (const AlertId id : candidates)
        if (related(*alerts_.at(id), event)) return {id, Deed::joined};
    return {};
}

void Desk::join(Joint joint, const Event& event) {
    Alert& alert = edit(joint.alert);
    ++counts_.joined;
    if (alert.parts.size() >= model::most_alert_parts) {
        auto gives_way = std::ranges::find_if(alert.parts, [](const AlertPart& part) { return part.ended || part.withdrawn; });
        if (gives_way == alert.parts.end()) gives_way = alert.parts.begin();
        links_.erase(std::to_underlying(gives_way->event));
        alert.parts.erase(gives_way);
        ++alert.parts_left_out;
        ++counts_.parts_left_out;
    }
    const bool of_nothing = std::ranges::all_of(alert.parts, [](const AlertPart& part) { return part.withdrawn.has_value(); });
    alert.parts.push_back(part_of(event));
    alert.sound = alert.sound || options_.rules.of(event.finding.kind).sound;
    add_vessels(alert, event.finding);
    remember_by_vessel(alert);
    link(event, alert.id);
    const std::array facts = {model::Fact{&words::kind, words::called(event.finding.kind)}};
    say(alert, joint.deed, joint.deed == Deed::again ? words::log_again : words::log_joined, facts);
    judge(alert);
    // Another call of distress, or a behaviour that comes after one that was taken back, is to be seen anew.
    if ((alert.safety || of_nothing) && alert.standing.state != model::AlertState::fresh && (alert.open() || alert.standing.state == model::AlertState::withdrawn)) {
        renew(alert);
        place_in_budget(alert);
    }
}

}  // namespace vigia::alerting
