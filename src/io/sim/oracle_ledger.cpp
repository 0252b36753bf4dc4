#include "io/sim/oracle_ledger.h"

#include <algorithm>

#include "base/result.h"
#include "base/text.h"
#include "model/identity.h"

namespace vigia::sim {

namespace {

constexpr Duration near_enough = std::chrono::seconds(60);  ///< intervals that meet within that are one occurrence

bool meet(const Occurrence& a, const Occurrence& b) {
    const auto before = [](const Occurrence& first, const Occurrence& second) { return first.ended && *first.ended + near_enough < second.begun; };
    return !before(a, b) && !before(b, a);
}

template <class List>
auto sorted(List list) {
    std::ranges::sort(list);
    return list;
}

}  // namespace

Ledger::Entry Ledger::begin(model::EventKind kind, Reading reading, std::vector<std::uint32_t> vessels, Time begun, Time decidable,
                            Sure sure) {
    check(begun <= decidable);
    const Entry entry{++made_};
    Key key{kind, sorted(vessels)};
    Occurrence one;
    one.reading = reading.kind;
    one.begun = begun;
    one.decidable = decidable;
    one.sure = sure == Sure::yes;
    groups_[key].emplace_back(entry.number, one);
    open_.emplace(entry.number, std::pair{std::move(key), std::move(vessels)});
    return entry;
}

void Ledger::end(Entry entry, Time at) {
    const auto open = open_.find(entry.number);
    if (open == open_.end()) return;
    for (auto& [number, one] : groups_[open->second.first]) {
        if (number == entry.number) one.ended = std::max(at, one.begun);
    }
    told_as_.emplace(entry.number, std::move(open->second.second));
    open_.erase(open);
}

void Ledger::join(Entry entry, std::uint32_t vessel) {
    const auto open = open_.find(entry.number);
    if (open == open_.end() || holds(open->second.second, vessel)) return;
    auto& [key, vessels] = open->second;
    Group& group = groups_[key];
    const auto at = std::ranges::find(group, entry.number, &Group::value_type::first);
    const Occurrence one = at->second;
    group.erase(at);
    if (group.empty()) groups_.erase(key);
    vessels.push_back(vessel);
    key.vessels = sorted(vessels);
    groups_[key].emplace_back(entry.number, one);
}

void Ledger::compare(Group& group) {
    const auto met = [&](const Occurrence& one, Reading::Kind by) {
        return std::ranges::any_of(group, [&](const auto& other) { return other.second.reading == by && meet(one, other.second); });
    };
    for (auto& [number, one] : group) {
        if (one.reading == Reading::Kind::plain) one.harder_too = one.harder_too || met(one, Reading::Kind::harder);
        if (one.reading == Reading::Kind::easier) one.plain_too = one.plain_too || met(one, Reading::Kind::plain);
    }
}

void Ledger::join_overlapping(Group& group) {
    for (std::size_t i = 0; i < group.size(); ++i) {
        for (std::size_t k = i + 1; k < group.size();) {
            Occurrence& one = group[i].second;
            const Occurrence& other = group[k].second;
            const bool both = one.reading == Reading::Kind::plain && other.reading == Reading::Kind::plain && one.ended && other.ended;
            if (!both || *one.ended < other.begun || *other.ended < one.begun) {
                ++k;
                continue;
            }
            one.begun = std::min(one.begun, other.begun);
            one.decidable = std::min(one.decidable, other.decidable);
            one.ended = std::max(*one.ended, *other.ended);
            one.harder_too = one.harder_too || other.harder_too;
            one.sure = one.sure || other.sure;
            told_as_.erase(group[k].first);
            group.erase(group.begin() + static_cast<std::ptrdiff_t>(k));
        }
    }
}

void Ledger::append(std::string& out, const Key& key, const std::vector<std::uint32_t>& vessels, const Occurrence& one) {
    out += "{\"occurrence\":{\"kind\":\"";
    out += model::name(key.kind);
    out += "\",\"vessels\":[";
    for (std::size_t i = 0; i < vessels.size(); ++i) {
        out += i == 0 ? "\"" : ",\"";
        out += model::Mmsi::of(vessels[i]).text();
        out += '"';
    }
    out += "],\"begun\":\"" + to_iso(one.begun) + "\",\"decidable\":\"" + to_iso(one.decidable) + "\",\"ended\":";
    out += one.ended ? "\"" + to_iso(*one.ended) + "\"" : "null";
    const bool sure = one.sure && one.reading == Reading::Kind::plain && one.harder_too;
    out += sure ? ",\"marginal\":false}}\n" : ",\"marginal\":true}}\n";
}

void Ledger::write(const Key& key, Group& group, Time before, std::string& out) {
    compare(group);
    join_overlapping(group);
    std::erase_if(group, [&](const auto& entry) {
        const auto& [number, one] = entry;
        const bool over = one.ended && *one.ended < before;
        if (!over && before != Time::max()) return false;
        const auto told = told_as_.find(number);
        const bool twice = one.reading == Reading::Kind::harder || (one.reading == Reading::Kind::easier && one.plain_too);
        if (!twice) append(out, key, told == told_as_.end() ? open_.at(number).second : told->second, one);
        if (told != told_as_.end()) told_as_.erase(told);
        return true;
    });
}

void Ledger::settle(Time now, std::string& out) {
    for (auto group = groups_.begin(); group != groups_.end();) {
        write(group->first, group->second, now - settled_after, out);
        group = group->second.empty() ? groups_.erase(group) : std::next(group);
    }
}

void Ledger::finish(std::string& out) {
    for (auto& [key, group] : groups_) write(key, group, Time::max(), out);
    groups_.clear();
    open_.clear();
}

}  // namespace vigia::sim
