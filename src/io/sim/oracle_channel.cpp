// Out of the channel.
#include <algorithm>

#include "io/sim/oracle_judge.h"

namespace vigia::sim {

namespace {

using model::Area;
using model::AreaKind;
using model::EventKind;

constexpr Duration minute = std::chrono::minutes(1);

class LaneDeparture : public Judge {
  public:
    LaneDeparture(Sea& sea, Reading reading) : Judge(sea, reading) {
        for (const Area& area : sea.chart->areas()) {
            const bool way = area.kind == AreaKind::channel || area.kind == AreaKind::fairway;
            if (!way || !area.middle || area.half_width.value <= 0) continue;
            const geo::Box box = geo::box(area.shape);
            ways_.push_back({&area, {box.west - 0.04, box.south - 0.04, box.east + 0.04, box.north + 0.04}});
        }
    }

    void fix(const Craft& craft) override {
        State& state = states_[craft];
        const Time at = craft.now.at;
        const bool may = craft.afloat() && craft.at_least(reading_.least(Metres{50})) && !craft.exempt() && craft.now.fix.course &&
                         craft.faster(reading_.least(knots(3)));
        if (!may) return leave(state, at);
        if (within(craft)) {
            end(state.told, at);
            state.out_since.reset();
            if (!state.kept_since) state.kept_since = at;
            state.armed = at - *state.kept_since >= reading_.least(5 * minute);
            return;
        }
        state.kept_since.reset();
        if (!state.armed) return;
        const auto [way, on] = nearest(craft.now.position);
        if (sheltered_elsewhere(craft, *way) || on.away >= miles(2)) return leave(state, at);
        const double length = way->middle->length().value;
        const bool abeam = on.along.value > 1 && on.along.value < length - 1;
        const bool far = abeam && on.away > reading_.least(2 * way->half_width);
        const double turn = between(*craft.now.fix.course, way->middle->course_at(on.along)).value;
        const bool along = std::min(turn, 180 - turn) <= reading_.most(45.0);
        if (state.told) return;
        if (!far || !along) return state.out_since.reset();
        if (!state.out_since) state.out_since = at;
        if (at - *state.out_since < reading_.least(3 * minute)) return;
        state.told = begin(EventKind::lane_departure, {craft.mmsi}, *state.out_since, craft.now.known);
    }

    void cut(const Craft& craft) override { leave(states_[craft], craft.now.at); }

  private:
    struct Way {
        const Area* area;
        geo::Box near;
    };
    struct State {
        std::optional<Time> kept_since, out_since;
        bool armed = false;
        Ledger::Entry told;
    };

    void leave(State& state, Time at) {
        end(state.told, at);
        state = {};
    }

    [[nodiscard]] bool within(const Craft& craft) const {
        return std::ranges::any_of(ways_, [&](const Way& way) {
            return way.near.contains(craft.now.position) &&
                   way.area->middle->nearest(craft.now.position).away <= reading_.most(way.area->half_width);
        });
    }

    /// The nearest of all middle lines; there is one when a craft has kept within one.
    [[nodiscard]] std::pair<const Area*, geo::OnLine> nearest(geo::Position p) const {
        std::pair<const Area*, geo::OnLine> best{ways_.front().area, ways_.front().area->middle->nearest(p)};
        for (const Way& way : ways_) {
            const geo::OnLine on = way.area->middle->nearest(p);
            if (on.away < best.second.away) best = {way.area, on};
        }
        return best;
    }

    [[nodiscard]] bool sheltered_elsewhere(const Craft& craft, const Area& own) const {
        const auto& areas = sea_.chart->areas();
        for (std::size_t i = 0; i < areas.size(); ++i) {
            const bool shelter = areas[i].kind != AreaKind::lane && areas[i].kind != AreaKind::zone;
            if (shelter && &areas[i] != &own && craft.now.where.areas[i]) return true;
        }
        return false;
    }

    std::vector<Way> ways_;
    PerCraft<State> states_;
};

}  // namespace

void add_channel_judges(Judges& judges, Sea& sea, Reading reading) {
    judges.push_back(std::make_unique<LaneDeparture>(sea, reading));
}

}  // namespace vigia::sim
