// How one vessel moves: go-fast, loitering, drift, sudden stop.
#include <algorithm>
#include <cmath>
#include <deque>
#include <optional>
#include <vector>

#include "io/sim/oracle_judge.h"

namespace vigia::sim {

namespace {

using model::AreaKind;
using model::EventKind;

constexpr Duration minute = std::chrono::minutes(1);
constexpr Duration behind_utc = std::chrono::hours(5);  ///< local time of Panama, all year

bool by_night(Time at) {
    const auto local = at - behind_utc;
    const auto hour = std::chrono::floor<std::chrono::hours>(local - std::chrono::floor<std::chrono::days>(local)).count();
    return hour >= 18 || hour < 6;
}

Rule go_fast(Reading read) {
    Rule rule;
    rule.kind = EventKind::go_fast;
    rule.met = [read](const Craft& c) {
        const bool other_trade = c.type() / 10 == 4 || c.type() / 10 == 6;
        if (c.exempt() || !c.is_small() || other_trade || !c.now.fix.speed) return false;
        const MetresPerSecond speed = *c.now.fix.speed;
        return speed >= read.least(knots(by_night(c.now.at) ? 20 : 25)) && speed <= knots(60);
    };
    rule.lasts = read.least(2 * minute);
    rule.over = [](const Craft& c) { return c.slower(knots(15)); };
    rule.over_for = minute;
    return rule;
}

double off(Degrees a, Degrees b) { return between(a, b).value; }

Rule drift(Reading read) {
    Rule rule;
    rule.kind = EventKind::drift;
    rule.met = [read](const Craft& c) {
        const bool ship = c.at_least(read.least(Metres{50})) && c.transceiver != model::Transceiver::class_b && c.type() / 10 != 5 &&
                          c.type() != 31 && c.type() != 32;
        const model::Fix& f = c.now.fix;
        if (!ship || c.at_rest() || !f.heading || !f.course || !f.speed) return false;
        const double ahead = off(*f.course, *f.heading), astern = 180 - ahead;
        return *f.speed >= read.least(knots(1)) && *f.speed <= read.most(knots(5)) && ahead > read.least(45.0) && astern > read.least(45.0);
    };
    rule.lasts = read.least(10 * minute);
    rule.misses = read.most(minute);
    rule.enough = [read](const Craft& c, const Spell& spell) { return geo::distance_near(spell.from, c.now.position) > read.least(Metres{500}); };
    return rule;
}

/// Slow for an hour on the open sea.
class Loitering : public Judge {
  public:
    using Judge::Judge;

    void fix(const Craft& craft) override {
        if (!craft.afloat()) return;
        State& state = states_[craft];
        const Time at = craft.now.at;
        if (!may(craft)) {
            end(state.told, at);
            state = {};
            return;
        }
        add(state, craft);
        if (state.told) {
            const auto mean = mean_over(state, at, 10 * minute);
            if (!mean || *mean <= knots(3)) return;
            end(state.told, at);
            state = {};
            add(state, craft);
            return;
        }
        const auto mean = mean_over(state, at, reading_.least(60 * minute));
        if (mean && *mean < reading_.most(knots(2))) {
            state.told = begin(EventKind::loitering, {craft.mmsi}, at - reading_.least(60 * minute), craft.now.known);
        }
    }

    void cut(const Craft& craft) override {
        end(states_[craft].told, craft.now.at);
        states_[craft] = {};
    }

  private:
    struct Sample {
        Time at;
        double way;  ///< metres by speed over ground, since the first
    };
    struct State {
        std::deque<Sample> samples;  ///< about one each 20 s over the last hour and a bit
        double way = 0;
        Time last{};
        MetresPerSecond speed{0};
        Ledger::Entry told;
    };

    [[nodiscard]] bool may(const Craft& craft) const {
        return !craft.exempt() && !craft.fishing() && !craft.at_rest() && craft.open() && craft.now.where.offshore(reading_.least(miles(3))) &&
               craft.now.fix.speed;
    }

    static void add(State& state, const Craft& craft) {
        const Time at = craft.now.at;
        if (!state.samples.empty()) state.way += (state.speed + *craft.now.fix.speed).value / 2 * seconds_of(at - state.last);
        state.last = at;
        state.speed = *craft.now.fix.speed;
        if (state.samples.empty() || at - state.samples.back().at >= Duration{20'000}) state.samples.push_back({at, state.way});
        while (state.samples.size() > 2 && at - state.samples[1].at > 70 * minute) state.samples.pop_front();
    }

    /// Empty when it has not been watched for so long.
    static std::optional<MetresPerSecond> mean_over(const State& state, Time at, Duration window) {
        const Time from = at - window;
        const auto after = std::ranges::upper_bound(state.samples, from, {}, &Sample::at);
        if (after == state.samples.begin()) return std::nullopt;
        const Sample& first = *std::prev(after);
        return MetresPerSecond{(state.way - first.way) / seconds_of(at - first.at)};
    }
    PerCraft<State> states_;
};

/// From speed to rest within half a minute.
class SuddenStop : public Judge {
  public:
    using Judge::Judge;

    void fix(const Craft& craft) override {
        if (!craft.afloat()) return;
        State& state = states_[craft];
        if (state.told) {
            if (!craft.faster(knots(2))) return;
            end(state.told, craft.now.at);
            state = {};
            return;
        }
        const bool may = craft.at_least(reading_.least(Metres{50})) && !craft.fishing() && !craft.in(AreaKind::lock) &&
                         !craft.in(AreaKind::harbour) && !craft.in(AreaKind::anchorage) && craft.now.fix.speed;
        if (!may) {
            state = {};
            return;
        }
        if (*craft.now.fix.speed >= reading_.least(knots(7))) run(craft, state);
        else if (state.stopped) lie(craft, state);
        else if (state.fast || state.slowing) slow_down(craft, state);
        else state.wake.clear();
    }

    void cut(const Craft& craft) override {
        end(states_[craft].told, craft.now.at);
        states_[craft] = {};
    }

  private:
    struct Here {
        Time at;
        geo::Position place;
    };
    struct State {
        std::vector<Here> wake;          ///< while it is fast, from the last fix that is old enough on
        bool fast = false;               ///< at its last fix, by report and by the way made good
        std::optional<Time> slowing;     ///< when it passed the upper speed
        std::optional<Here> stopped;     ///< its first slow fix
        Ledger::Entry told;
    };

    void run(const Craft& craft, State& state) const {
        const Time at = craft.now.at;
        const Duration over = reading_.least(Duration{10'000});
        state.slowing.reset();
        state.stopped.reset();
        if (state.wake.empty() && craft.fixes > 1) state.wake.push_back({craft.before.at, craft.before.position});
        while (state.wake.size() > 1 && at - state.wake[1].at >= over) state.wake.erase(state.wake.begin());
        const bool known = !state.wake.empty() && at - state.wake.front().at >= over;
        state.fast = known && geo::distance_near(state.wake.front().place, craft.now.position) / Seconds{seconds_of(at - state.wake.front().at)} >= reading_.least(knots(7));
        state.wake.push_back({at, craft.now.position});
    }

    void slow_down(const Craft& craft, State& state) const {
        if (!state.slowing) state.slowing = passed(craft, reading_.least(knots(7)));
        state.fast = false;
        state.wake.clear();
        const MetresPerSecond slow = reading_.most(knots(1));
        const bool stops = *craft.now.fix.speed <= slow;
        const Time until = stops ? passed(craft, slow) : craft.now.at;
        if (until - *state.slowing > reading_.most(Duration{30'000})) state = {};
        else if (stops) state.stopped = {craft.now.at, craft.now.position};
    }

    void lie(const Craft& craft, State& state) {
        const Time at = craft.now.at, since = state.stopped->at;
        const bool still = *craft.now.fix.speed <= reading_.most(knots(1));
        if (still && at - since < reading_.least(minute)) return;
        if (!still || geo::distance_near(state.stopped->place, craft.now.position) / Seconds{seconds_of(at - since)} > reading_.most(knots(1))) {
            state = {};
            return;
        }
        state.told = begin(EventKind::sudden_stop, {craft.mmsi}, since, craft.now.known);
    }

    /// When its speed passed a value on the straight line from the last report to this one.
    static Time passed(const Craft& craft, MetresPerSecond value) {
        const auto before = craft.before.fix.speed;
        if (craft.fixes < 2 || !before || *before <= *craft.now.fix.speed) return craft.now.at;
        const double part = std::clamp((*before - value) / (*before - *craft.now.fix.speed), 0.0, 1.0);
        return craft.before.at + Duration{std::llround(static_cast<double>((craft.now.at - craft.before.at).count()) * part)};
    }
    PerCraft<State> states_;
};

}  // namespace

void add_motion_judges(Judges& judges, Sea& sea, Reading reading) {
    judges.push_back(std::make_unique<RuleJudge>(sea, reading, go_fast(reading)));
    judges.push_back(std::make_unique<RuleJudge>(sea, reading, drift(reading)));
    judges.push_back(std::make_unique<Loitering>(sea, reading));
    judges.push_back(std::make_unique<SuddenStop>(sea, reading));
}

}  // namespace vigia::sim
