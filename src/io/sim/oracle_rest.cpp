// At rest: an anchor that drags, and visits of ports.
#include <algorithm>
#include <cmath>

#include "io/sim/oracle_judge.h"

namespace vigia::sim {

namespace {

using model::AreaKind;
using model::EventKind;

constexpr Duration minute = std::chrono::minutes(1);

class AnchorDrag : public Judge {
  public:
    using Judge::Judge;

    void fix(const Craft& craft) override {
        if (!craft.afloat() || !craft.now.fix.speed) return;
        State& state = states_[craft];
        const Time at = craft.now.at;
        const bool anchored = craft.now.fix.status == model::NavigationStatus::at_anchor;
        if (state.told) return drag(craft, state, anchored);
        if (!anchored) {
            state = {};
            return;
        }
        const bool lay = state.since && state.last - *state.since >= reading_.least(20 * minute);
        if (lay && outside(craft, state) && craft.now.fix.speed >= reading_.least(knots(0.5)) && craft.now.fix.speed <= reading_.most(knots(3))) {
            if (state.outside++ == 0) state.left = at;
            if (state.outside >= 3) state.told = begin(EventKind::anchor_drag, {craft.mmsi}, state.left, craft.now.known);
            return;
        }
        state.outside = 0;
        if (craft.in(AreaKind::anchorage) && craft.slower(reading_.most(knots(0.5))) && !(lay && outside(craft, state))) {
            lie(craft, state);
        } else if (!lay || (!outside(craft, state) && !craft.slower(knots(3)))) {
            state = {};
        } else if (lay && outside(craft, state) && craft.slower(reading_.most(knots(0.5)))) {
            state = {};  // it lies elsewhere now
            lie(craft, state);
        }
    }

    void cut(const Craft& craft) override {
        end(states_[craft].told, craft.now.at);
        states_[craft] = {};
    }

  private:
    struct State {
        std::optional<Time> since;
        Time last{}, left{};
        double latitude = 0, longitude = 0;  ///< sums over the fixes at rest
        double fixes = 0;
        std::size_t outside = 0;
        std::optional<Time> still;
        Ledger::Entry told;
        [[nodiscard]] geo::Position middle() const { return geo::Position::of(latitude / fixes, longitude / fixes); }
    };

    static void lie(const Craft& craft, State& state) {
        if (!state.since) state.since = craft.now.at;
        state.last = craft.now.at;
        state.latitude += craft.now.position.latitude();
        state.longitude += craft.now.position.longitude();
        ++state.fixes;
    }

    [[nodiscard]] bool outside(const Craft& craft, const State& state) const {
        const Metres radius = std::max(3 * craft.length().value_or(Metres{0}), Metres{150});
        return geo::distance_near(craft.now.position, state.middle()) > reading_.least(radius);
    }

    void drag(const Craft& craft, State& state, bool anchored) {
        const Time at = craft.now.at;
        if (!craft.slower(knots(0.3))) state.still.reset();
        else if (!state.still) state.still = at;
        const bool lies = state.still && at - *state.still >= 5 * minute;
        if (anchored && !lies && !craft.faster(knots(3))) return;
        end(state.told, lies ? *state.still : at);
        state = {};
    }
    PerCraft<State> states_;
};

/// Comes to rest in or near a harbour.
class PortVisit : public Judge {
  public:
    PortVisit(Sea& sea, Reading reading) : Judge(sea, reading) {
        for (const model::Area& area : sea.chart->areas()) {
            if (area.kind == AreaKind::harbour) harbours_.push_back(&area);
        }
    }

    void fix(const Craft& craft) override {
        if (!craft.afloat() || craft.exempt() || !craft.now.fix.speed) return;
        State& state = states_[craft];
        if (craft.faster(knots(0.5))) {
            if (state.told && away(*state.harbour, craft.now.position) > Metres{4000}) end(state.told, craft.now.at);
            state.moved = true;
            return;
        }
        if (state.told || !state.moved || !craft.slower(reading_.most(knots(0.2)))) return;
        for (const model::Area* harbour : harbours_) {
            const Metres near = at_sea(craft) ? Metres{0} : reading_.most(Metres{3000});
            if (away(*harbour, craft.now.position) > near) continue;
            state.harbour = harbour;
            state.told = begin(EventKind::port_visit, {craft.mmsi}, craft.now.at, craft.now.known);
            return;
        }
    }

    void cut(const Craft& craft) override {
        end(states_[craft].told, craft.now.at);
        states_[craft] = {};
    }

  private:
    struct State {
        bool moved = false;
        const model::Area* harbour = nullptr;
        Ledger::Entry told;
    };
    static bool at_sea(const Craft& craft) {
        return craft.in(AreaKind::lock) || craft.in(AreaKind::channel) || craft.in(AreaKind::fairway) || craft.in(AreaKind::anchorage);
    }
    static Metres away(const model::Area& area, geo::Position p) {
        return geo::contains(area.shape, p) ? Metres{0} : geo::distance_to_edge(area.shape, p);
    }
    std::vector<const model::Area*> harbours_;
    PerCraft<State> states_;
};

}  // namespace

void add_rest_judges(Judges& judges, Sea& sea, Reading reading) {
    judges.push_back(std::make_unique<AnchorDrag>(sea, reading));
    judges.push_back(std::make_unique<PortVisit>(sea, reading));
}

}  // namespace vigia::sim
