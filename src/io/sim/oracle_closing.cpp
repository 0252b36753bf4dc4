// Two that come too close: close quarters of ships, a fast approach of a small craft.
#include <algorithm>

#include "io/sim/oracle_judge.h"

namespace vigia::sim {

namespace {

using model::AreaKind;
using model::EventKind;

constexpr double lengths = 2, beams = 3;  ///< whole axes of the ellipse around a ship

constexpr Duration fresh = std::chrono::seconds(90);
Time now_of(const Craft& a, const Craft& b) { return std::max(a.now.at, b.now.at); }

PairRule close_quarters(Reading read) {
    PairRule rule;
    rule.kind = EventKind::close_quarters;
    rule.radius = read.most(miles(11));  // 40 knots of closing for a quarter of an hour
    rule.may = [read](const Craft& c) {
        return !c.exempt() && c.at_least(read.least(Metres{50})) && c.faster(read.least(knots(3))) && !c.in(AreaKind::lock) && !c.in(AreaKind::harbour);
    };
    rule.fresh = fresh;
    rule.met = [read](const Craft& a, const Craft& b) {
        if (!a.open() || !b.open()) return false;
        const Passing p = passing(a.now, b.now, now_of(a, b));
        return p.closing.value > 0 && p.closest < read.most(miles(0.5)) && p.after < seconds_of(read.most(Duration(std::chrono::minutes(15))));
    };
    rule.lasts = read.least(Duration{30'000});
    rule.over = [](const Craft& a, const Craft& b) {
        const Passing p = passing(a.now, b.now, now_of(a, b));
        return p.closing.value <= 0 || p.closest > 1.2 * miles(0.5);
    };
    rule.subject = [](const Craft& a, const Craft& b) { return a.mmsi < b.mmsi; };
    return rule;
}

PairRule close_quarters_in_narrow_water(Reading read) {
    PairRule rule = close_quarters(read);
    rule.radius = miles(2);
    rule.met = [read](const Craft& a, const Craft& b) {
        if (a.open() && b.open()) return false;
        const Time now = now_of(a, b);
        const Passing p = passing(a.now, b.now, now);
        const Duration within = read.most(Duration(std::chrono::minutes(3)));
        if (p.closing.value <= 0 || p.closest > Metres{1000}) return false;
        return meets_ellipse(a, b, now, within, read.most(lengths), read.most(beams)) ||
               meets_ellipse(b, a, now, within, read.most(lengths), read.most(beams));
    };
    rule.lasts = read.least(Duration{20'000});
    rule.over = [](const Craft& a, const Craft& b) {
        const Time now = now_of(a, b);
        const Duration within = std::chrono::minutes(3);
        return passing(a.now, b.now, now).closing.value <= 0 ||
               (!meets_ellipse(a, b, now, within, 1.2 * lengths, 1.2 * beams) && !meets_ellipse(b, a, now, within, 1.2 * lengths, 1.2 * beams));
    };
    return rule;
}

bool runner(const Craft& c, Reading read) {
    return !c.exempt() && c.is_small() && c.type() / 10 != 6 && c.faster(read.least(knots(12)));
}

bool is_protected(const Craft& c) { return c.type() == 35 || c.type() == 84; }

bool will_pass(const Passing& p, Reading read) {
    return p.closing.value > 0 && p.closest <= read.most(Metres{200}) && p.after < seconds_of(read.most(Duration(std::chrono::minutes(3))));
}

/// To a ship that is protected.
PairRule fast_approach(Reading read) {
    PairRule rule;
    rule.kind = EventKind::fast_approach;
    rule.radius = miles(6);
    rule.fresh = fresh;
    rule.may = [read](const Craft& c) { return is_protected(c) || runner(c, read); };
    rule.met = [read](const Craft& a, const Craft& b) {
        const bool fit = (runner(a, read) && is_protected(b)) || (runner(b, read) && is_protected(a));
        return fit && will_pass(passing(a.now, b.now, now_of(a, b)), read);
    };
    rule.lasts = read.least(Duration{10'000});
    rule.over = [](const Craft& a, const Craft& b) {
        const Craft& craft = is_protected(a) ? b : a;
        return craft.slower(knots(8)) || passing(a.now, b.now, now_of(a, b)).closing.value <= 0;
    };
    rule.subject = [](const Craft& a, const Craft&) { return !is_protected(a); };
    return rule;
}

/// To a lock, dam or bridge; all of them taken together.
Rule fast_approach_to_structure(const Sea& sea, Reading read) {
    Rule rule;
    rule.kind = EventKind::fast_approach;
    const auto any = [&sea](const Craft& c, auto fits) {
        return std::ranges::any_of(sea.chart->structures(), [&](const model::Structure& s) {
            return geo::distance_near(c.now.position, s.at) < miles(6) && fits(passing(c.now, s.at));
        });
    };
    rule.met = [read, any](const Craft& c) { return runner(c, read) && any(c, [read](const Passing& p) { return will_pass(p, read); }); };
    rule.lasts = read.least(Duration{10'000});
    rule.over = [any](const Craft& c) {
        return c.slower(knots(8)) || !any(c, [](const Passing& p) { return p.closing.value > 0 && p.closest <= Metres{240}; });
    };
    return rule;
}

}  // namespace

void add_closing_judges(Judges& judges, Sea& sea, Reading reading) {
    judges.push_back(std::make_unique<PairJudge>(sea, reading, close_quarters(reading)));
    judges.push_back(std::make_unique<PairJudge>(sea, reading, close_quarters_in_narrow_water(reading)));
    judges.push_back(std::make_unique<PairJudge>(sea, reading, fast_approach(reading)));
    judges.push_back(std::make_unique<RuleJudge>(sea, reading, fast_approach_to_structure(sea, reading)));
}

}  // namespace vigia::sim
