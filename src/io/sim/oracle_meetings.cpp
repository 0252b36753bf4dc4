// Meetings: two together at sea, two alongside in an anchorage, one that behaves as if it met somebody.
#include <algorithm>

#include "io/sim/oracle_judge.h"

namespace vigia::sim {

namespace {

using model::EventKind;

constexpr Duration minute = std::chrono::minutes(1);

bool either_faster(const Craft& a, const Craft& b, MetresPerSecond than) { return a.faster(than) || b.faster(than); }

/// Until then it counts as exempt, so that no tug is taken for another before it has said what it is.
bool may_still_say_its_type(const Craft& c) { return !c.said.ship_type && c.last_sent - c.first_sent < says_its_type_within; }

PairRule rendezvous(Reading read) {
    PairRule rule;
    rule.kind = EventKind::rendezvous;
    rule.radius = Metres{1200};  // two hulls at the limit, antennas at their far ends
    rule.may = [read](const Craft& c) { return !c.exempt() && !may_still_say_its_type(c) && c.open() && c.slower(read.most(knots(2))); };
    rule.met = [read](const Craft& a, const Craft& b) { return hull_distance(a, b) <= read.most(Metres{250}); };
    rule.lasts = read.least(15 * minute);
    rule.misses = read.most(minute);
    rule.fresh = 7 * minute;
    rule.counts = PairRule::Counts::to_the_older_fix;
    rule.over = [](const Craft& a, const Craft& b) { return either_faster(a, b, knots(3)) || hull_distance(a, b) > Metres{500}; };
    rule.subject = [](const Craft& a, const Craft& b) { return a.mmsi < b.mmsi; };
    return rule;
}

PairRule tight_rendezvous(const Sea& sea, Reading read) {
    const auto permitted = [&sea](const Craft& c) { return sea.lists && sea.lists->permits(model::Mmsi::of(c.mmsi), c.now.at); };
    PairRule rule;
    rule.kind = EventKind::tight_rendezvous;
    rule.radius = Metres{900};
    rule.may = [read, permitted](const Craft& c) {
        return !c.exempt() && !may_still_say_its_type(c) && c.in(model::AreaKind::anchorage) && c.slower(read.most(knots(2))) && !permitted(c);
    };
    rule.met = [read](const Craft& a, const Craft& b) { return hull_distance(a, b) <= read.most(Metres{50}); };
    rule.lasts = read.least(10 * minute);
    rule.fresh = 7 * minute;
    rule.counts = PairRule::Counts::to_the_older_fix;
    rule.over = [](const Craft& a, const Craft& b) { return either_faster(a, b, knots(3)) || hull_distance(a, b) > Metres{100}; };
    rule.subject = [](const Craft& a, const Craft& b) { return a.mmsi < b.mmsi; };
    return rule;
}

/// Under way, then slow with nobody near: as if for somebody who does not tell where he is.
class DarkRendezvous : public Judge {
  public:
    using Judge::Judge;

    void fix(const Craft& craft) override {
        if (!craft.afloat()) return;
        State& state = states_[craft];
        const Time at = craft.now.at;
        if (state.told) {
            if (craft.faster(knots(4))) {
                end(state.told, at);
                state = {};
            }
            return;
        }
        if (!craft.now.fix.speed || !may(craft)) {
            state = {};
            return;
        }
        if (craft.faster(reading_.least(knots(6)))) {
            state.slow_since.reset();
            if (!state.fast_since) state.fast_since = at;
            if (at - *state.fast_since >= reading_.least(10 * minute)) state.was_fast = at;
            return;
        }
        state.fast_since.reset();
        if (*craft.now.fix.speed > reading_.most(knots(3)) || somebody_near(craft)) return state.slow_since.reset();
        const bool from_speed = state.was_fast && at - *state.was_fast <= reading_.most(30 * minute);
        if (!state.slow_since && from_speed) state.slow_since = at;
        if (!state.slow_since || at - *state.slow_since < reading_.least(15 * minute)) return;
        state.told = begin(EventKind::dark_rendezvous, {craft.mmsi}, *state.slow_since, craft.now.known, sure_of(craft));
    }

    void cut(const Craft& craft) override {
        end(states_[craft].told, craft.now.at);
        states_[craft] = {};
    }

  private:
    struct State {
        std::optional<Time> fast_since, was_fast, slow_since;
        Ledger::Entry told;
    };

    [[nodiscard]] bool may(const Craft& craft) const {
        return !craft.exempt() && craft.open() && craft.now.where.offshore(reading_.least(miles(5))) && !craft.fishing() &&
               !craft.at_rest() && craft.now.fix.status != model::NavigationStatus::not_under_command;
    }

    [[nodiscard]] bool somebody_near(const Craft& craft) const {
        bool near = false;
        sea_.around(craft, Metres{1200}, [&](const Craft& other) {
            near = near || (other.afloat() && craft.now.at - other.now.at <= 7 * minute && hull_distance(craft, other) <= Metres{500});
        });
        return near;
    }
    PerCraft<State> states_;
};

}  // namespace

void add_meeting_judges(Judges& judges, Sea& sea, Reading reading) {
    judges.push_back(std::make_unique<PairJudge>(sea, reading, rendezvous(reading)));
    judges.push_back(std::make_unique<PairJudge>(sea, reading, tight_rendezvous(sea, reading)));
    judges.push_back(std::make_unique<DarkRendezvous>(sea, reading));
}

}  // namespace vigia::sim
