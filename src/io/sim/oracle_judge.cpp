#include "io/sim/oracle_judge.h"

#include <algorithm>

namespace vigia::sim {

void RuleJudge::fix(const Craft& craft) {
    if (!craft.afloat()) return;
    Spell& spell = spells_[craft];
    const Time at = craft.now.at;
    if (spell.told && !rule_.over) {
        if (rule_.met(craft)) {
            spell.last = at;
        } else if (at - spell.last > rule_.misses) {
            end(spell.told, spell.last);
            spell = {};
        }
        return;
    }
    if (spell.told) {
        if (!rule_.over(craft)) return spell.failing.reset();
        if (!spell.failing) spell.failing = at;
        if (at - *spell.failing < rule_.over_for) return;
        end(spell.told, *spell.failing);
        spell = {};
        return;
    }
    if (!rule_.met(craft)) {
        if (spell.since && at - spell.last > rule_.misses) spell = {};
        return;
    }
    if (!spell.since) {
        spell.since = at;
        spell.from = craft.now.position;
    }
    spell.last = at;
    ++spell.fixes;
    if (at - *spell.since < rule_.lasts || spell.fixes < rule_.fixes || (rule_.enough && !rule_.enough(craft, spell))) return;
    spell.told = begin(rule_.kind, {craft.mmsi}, *spell.since, craft.now.known,
                       rule_.whoever ? Ledger::Sure::yes : sure_of(craft));
}

void RuleJudge::cut(const Craft& craft) {
    Spell& spell = spells_[craft];
    end(spell.told, craft.now.at);
    spell = {};
}

std::uint64_t PairJudge::key(const Craft& a, const Craft& b) {
    return std::uint64_t{std::min(a.index, b.index)} << 32 | std::max(a.index, b.index);
}

void PairJudge::fix(const Craft& craft) {
    if (!craft.afloat()) return;
    const std::vector<std::uint32_t> partners = partners_[craft];
    const bool may = rule_.may(craft);
    for (const std::uint32_t other : partners) {
        const Craft& b = sea_.crafts[other];
        if (!fresh(craft, b)) continue;
        look(craft, b, may && rule_.may(b) && rule_.met(craft, b));
    }
    if (!may) return;
    const auto could = [&](const Craft& b) { return fresh(craft, b) && rule_.may(b) && b.afloat() && !holds(partners, b.index); };
    sea_.around(craft, rule_.radius, could, [&](const Craft& b) {
        if (rule_.met(craft, b)) look(craft, b, true);
    });
}

void PairJudge::look(const Craft& craft, const Craft& other, bool met) {
    Spell& spell = spells_[key(craft, other)];
    const Time at = craft.now.at;
    if (spell.told) {
        spell.last = at;
        if (rule_.over(craft, other)) forget(craft, other, at);
        return;
    }
    if (!met) {  // stands until the next report
        if (!spell.broken) spell.broken = at;
        if (rule_.misses == Duration{0} || at - *spell.broken > rule_.misses) forget(craft, other, at);
        return;
    }
    if (spell.broken && at - *spell.broken > rule_.misses) spell.since = at;
    spell.broken.reset();
    if (!spell.since) {
        spell.since = at;
        partners_[craft].push_back(other.index);
        partners_[other].push_back(craft.index);
    }
    spell.last = at;
    const Time shown = rule_.counts == PairRule::Counts::to_the_older_fix ? std::min(at, other.now.at) : at;
    if (shown - *spell.since < rule_.lasts) return;
    const bool first = rule_.subject(craft, other);
    const Craft& subject = first ? craft : other;
    const Craft& second = first ? other : craft;
    spell.told = begin(rule_.kind, {subject.mmsi, second.mmsi}, *spell.since, craft.now.known,
                       sure_of(subject) == Ledger::Sure::yes ? sure_of(second) : Ledger::Sure::no);
}

void PairJudge::forget(const Craft& a, const Craft& b, Time ended) {
    const auto spell = spells_.find(key(a, b));
    end(spell->second.told, ended);
    spells_.erase(spell);
    std::erase(partners_[a], b.index);
    std::erase(partners_[b], a.index);
}

void PairJudge::cut(const Craft& craft) {
    const std::vector<std::uint32_t> partners = partners_[craft];
    for (const std::uint32_t partner : partners) {
        // Its last fix stood for a while: the two were judged by it until the last report of the other in that time.
        const Craft& other = sea_.crafts[partner];
        forget(craft, other, std::max(craft.now.at, spells_.find(key(craft, other))->second.last));
    }
}

}  // namespace vigia::sim
