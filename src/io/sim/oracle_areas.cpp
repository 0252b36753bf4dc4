// Areas: speed limits, lanes, zones, structures.
#include <algorithm>
#include <cmath>
#include <numbers>

#include "io/sim/oracle_judge.h"

namespace vigia::sim {

namespace {

using model::Area;
using model::AreaKind;
using model::EventKind;

constexpr Duration minute = std::chrono::minutes(1);

double square_metres(const geo::MultiPolygon& shape) {
    double sum = 0;
    for (const geo::Polygon& part : shape.parts) sum += geo::square_metres(part);
    return sum;
}

/// Calls `f(area)` for each area that the craft is in.
template <class F>
void each_area(const Sea& sea, const Craft& craft, F&& f) {
    const auto& areas = sea.chart->areas();
    for (std::size_t i = craft.now.where.areas._Find_first(); i < areas.size(); i = craft.now.where.areas._Find_next(i)) f(areas[i]);
}

/// The highest of the limits of the areas that it is in.
std::optional<MetresPerSecond> limit_for(const Sea& sea, const Craft& craft) {
    std::optional<MetresPerSecond> highest;
    each_area(sea, craft, [&](const Area& area) {
        const auto limit = model::speed_limit(area, craft.length(), craft.now.at);
        if (limit && (!highest || *limit > *highest)) highest = limit;
    });
    return highest;
}

Rule speeding(const Sea& sea, Reading read) {
    Rule rule;
    rule.kind = EventKind::speeding;
    rule.met = [&sea, read](const Craft& c) {
        if (c.exempt() || !c.faster(knots(3))) return false;
        const auto limit = limit_for(sea, c);
        return limit && *c.now.fix.speed > *limit + read.least(knots(1));
    };
    rule.lasts = read.least(minute);
    rule.over = [&sea](const Craft& c) {
        const auto limit = limit_for(sea, c);
        return !limit || !c.now.fix.speed || *c.now.fix.speed <= *limit;
    };
    return rule;
}

bool against(const Sea& sea, const Craft& craft, Degrees more_than) {
    bool wrong = false;
    if (!craft.in(AreaKind::lane) || !craft.now.fix.course) return false;
    each_area(sea, craft, [&](const Area& area) {
        wrong = wrong || (area.kind == AreaKind::lane && area.course && between(*craft.now.fix.course, *area.course) > more_than);
    });
    return wrong;
}

Rule wrong_way(const Sea& sea, Reading read) {
    Rule rule;
    rule.kind = EventKind::wrong_way;
    rule.met = [&sea, read](const Craft& c) {
        return !c.exempt() && c.faster(read.least(knots(3))) && against(sea, c, read.least(Degrees{120}));
    };
    rule.lasts = read.least(2 * minute);
    rule.over = [&sea](const Craft& c) { return !against(sea, c, Degrees{100}); };
    return rule;
}

/// Presence in one zone: the entry, and the exit where it is asked for.
class Zone : public Judge {
  public:
    Zone(Sea& sea, Reading reading, const Area& zone)
        : Judge(sea, reading), zone_(zone), radius_{std::sqrt(square_metres(zone.shape) / std::numbers::pi)} {
        const geo::Box box = geo::box(zone.shape);
        near_ = {box.west - 0.05, box.south - 0.05, box.east + 0.05, box.north + 0.05};
    }

    void fix(const Craft& craft) override {
        if (!craft.afloat() || craft.exempt()) return;
        State& state = states_[craft];
        const Time at = craft.now.at;
        const double deep = near_.contains(craft.now.position) ? depth(craft.now.position) : -1e9;
        // The reading moves the edge by a tenth of the radius.
        const bool inside = deep > reading_.most(radius_.value) * -1 + radius_.value;
        if (!inside) {
            const bool present = state.fixes >= 2;
            if (!present) state.fixes = 0;
            if (deep < -0.1 * radius_.value) {
                if (present && zone_.exit == model::TellExit::yes) at_once(EventKind::zone_exit, {craft.mmsi}, at, craft.now.known, at);
                end(state.told, at);
                state = {};
            }
            if (state.fixes == 0) state.outside = at;
            return;
        }
        if (state.fixes++ == 0) state.since = at;
        const bool came = state.outside && state.since - *state.outside <= cut_after;
        if (state.fixes == 2 && came) state.told = begin(EventKind::zone_entry, {craft.mmsi}, state.since, craft.now.known);
    }

    void cut(const Craft& craft) override {
        State& state = states_[craft];
        end(state.told, craft.now.at);
        state = {};
    }

  private:
    struct State {
        std::optional<Time> outside;  ///< when it was last seen there
        Time since{};
        std::size_t fixes = 0;
        Ledger::Entry told;
    };

    /// Metres to the edge; negative outside.
    [[nodiscard]] double depth(geo::Position p) const {
        const double way = geo::distance_to_edge(zone_.shape, p).value;
        return geo::contains(zone_.shape, p) ? way : -way;
    }

    const Area& zone_;
    Metres radius_;
    geo::Box near_;
    PerCraft<State> states_;
};

/// Close to a dam, a bridge pier or a lock gate; all of them taken together.
Rule site_approach(const Sea& sea, Reading read) {
    Rule rule;
    rule.kind = EventKind::site_approach;
    const auto within = [&sea](const Craft& c, Metres dam, Metres other) {
        return std::ranges::any_of(sea.chart->structures(), [&](const model::Structure& s) {
            const Metres limit = s.kind == model::StructureKind::dam ? dam : other;
            return geo::distance_near(c.now.position, s.at) < Metres{1000} && hull_distance(c, s.at) <= limit;
        });
    };
    rule.fixes = 2;
    rule.met = [read, within](const Craft& c) {
        return !c.exempt() && !c.in(AreaKind::lock) && !c.in(AreaKind::channel) && c.faster(read.least(knots(1))) &&
               within(c, read.most(Metres{150}), read.most(Metres{100}));
    };
    rule.over = [within](const Craft& c) {
        return c.in(AreaKind::lock) || c.in(AreaKind::channel) || !within(c, Metres{195}, Metres{130});
    };
    return rule;
}

}  // namespace

void add_area_judges(Judges& judges, Sea& sea, Reading reading) {
    judges.push_back(std::make_unique<RuleJudge>(sea, reading, speeding(sea, reading)));
    judges.push_back(std::make_unique<RuleJudge>(sea, reading, wrong_way(sea, reading)));
    judges.push_back(std::make_unique<RuleJudge>(sea, reading, site_approach(sea, reading)));
    for (const Area& area : sea.chart->areas()) {
        if (area.kind == AreaKind::zone) judges.push_back(std::make_unique<Zone>(sea, reading, area));
    }
}

}  // namespace vigia::sim
