// Things carried between vessels: a feeder craft, and a drop with its later visitor.
#include <algorithm>
#include <cmath>
#include <deque>

#include "io/sim/oracle_judge.h"

namespace vigia::sim {

namespace {

using model::EventKind;

constexpr Duration minute = std::chrono::minutes(1);
constexpr std::size_t most_drops = 4096, most_ships = 64;

/// From the coast to a ship and back.
class Feeder : public Judge {
  public:
    using Judge::Judge;

    void fix(const Craft& craft) override {
        if (!craft.afloat() || !craft.now.where.off_coast) return;
        State& state = states_[craft];
        const Time at = craft.now.at;
        const bool small = craft.length() && *craft.length() <= reading_.most(Metres{15}) && !craft.exempt();
        if (!small) return;
        if (*craft.now.where.off_coast <= reading_.most(miles(1))) {
            if (state.left && at - *state.left <= reading_.most(180 * minute)) {
                for (const std::uint32_t ship : state.ships) at_once(EventKind::feeder, {craft.mmsi, ship}, *state.left, craft.now.known, at);
            }
            state = {true, {}, {}};
            return;
        }
        if (!state.ashore) return;
        if (!state.left) state.left = at;
        sea_.around(craft, Metres{1200}, [&](const Craft& ship) {
            if (!ship.afloat() || !ship.at_least(reading_.least(Metres{50})) || !ship.slower(reading_.most(knots(5)))) return;
            const bool lies_out = ship.now.where.offshore(reading_.least(miles(1))) || ship.now.fix.status == model::NavigationStatus::at_anchor;
            if (!lies_out || hull_distance(craft, ship) > reading_.most(Metres{200})) return;
            if (!holds(state.ships, ship.mmsi) && state.ships.size() < most_ships) state.ships.push_back(ship.mmsi);
        });
    }

    void cut(const Craft& craft) override { states_[craft] = {}; }

  private:
    struct State {
        bool ashore = false;
        std::optional<Time> left;
        std::vector<std::uint32_t> ships;
    };
    PerCraft<State> states_;
};

/// A steady passage broken by a short dwell, and somebody else at that place later.
class DropPattern : public Judge {
  public:
    using Judge::Judge;

    void fix(const Craft& craft) override {
        if (!craft.afloat()) return;
        visit(craft);
        State& state = states_[craft];
        const bool may = !craft.exempt() && !craft.fishing() && craft.open() && craft.now.where.offshore(reading_.least(miles(3))) &&
                         craft.now.fix.speed && craft.now.fix.course;
        if (!may) {
            state = {};
            return;
        }
        switch (state.phase) {
            case Phase::steady: return steady(craft, state);
            case Phase::dwell: return dwell(craft, state);
            case Phase::on: return on(craft, state);
        }
    }

    void cut(const Craft& craft) override {
        states_[craft] = {};
        for (Drop& drop : drops_) std::erase_if(drop.staying, [&](const Stay& s) { return s.mmsi == craft.mmsi; });
    }

    void second(Time now) override {
        while (!drops_.empty() && now - drops_.front().dwelt > reading_.most(720 * minute)) drops_.pop_front();
    }

  private:
    enum class Phase : std::uint8_t { steady, dwell, on };
    struct State {
        Phase phase = Phase::steady;
        std::optional<Time> since;    ///< of the phase; of going on, when it was as before
        Degrees course{0};            ///< of the steady passage
        MetresPerSecond speed{0};     ///< mean of its fixes
        double fixes = 0;
        bool long_enough = false;     ///< the steady passage
        Time steady_until{};
        Time dwelt{};                 ///< when the dwell began
        std::optional<Time> left;     ///< when it went on
        geo::Position place = geo::Position::of(0, 0);
    };
    struct Stay {
        std::uint32_t mmsi;
        Time since;
    };
    struct Drop {
        std::uint32_t mmsi;
        geo::Position place;
        Time dwelt, gone;
        std::vector<Stay> staying;
    };

    void steady(const Craft& craft, State& state) {
        const Time at = craft.now.at;
        const MetresPerSecond speed = *craft.now.fix.speed;
        const Degrees course = *craft.now.fix.course;
        const bool goes = speed >= reading_.least(knots(6));
        if (goes && state.since && between(course, state.course) <= reading_.most(Degrees{10})) {
            state.long_enough = state.long_enough || at - *state.since >= reading_.least(10 * minute);
            state.steady_until = at;
            state.speed += (speed - state.speed) / ++state.fixes;
            return;
        }
        const bool turned = state.long_enough && between(course, state.course) >= reading_.least(Degrees{90});
        const bool slow = state.long_enough && speed < reading_.most(knots(3));
        const bool soon = at - state.steady_until <= reading_.most(10 * minute);
        if (soon && (turned || slow)) {
            state.phase = Phase::dwell;
            state.dwelt = at;
            state.place = craft.now.position;
            state.left.reset();
            return;
        }
        if (state.long_enough && soon) return;  // it slows or turns
        state = {};
        if (goes) state.since = at, state.course = course, state.speed = speed, state.fixes = 1;
    }

    void dwell(const Craft& craft, State& state) {
        const Time at = craft.now.at;
        const Duration lasted = at - state.dwelt;
        if (geo::distance_near(craft.now.position, state.place) <= reading_.most(miles(1))) {
            const bool as_before = goes_as_before(craft, state) && lasted >= reading_.least(5 * minute);
            if (!as_before) {
                state.left.reset();
                if (lasted > reading_.most(30 * minute)) state = {};
                return;
            }
            if (!state.left) state.left = at;
            state.phase = Phase::on;
            return;
        }
        if (lasted < reading_.least(5 * minute) || lasted > reading_.most(30 * minute)) {
            state = {};
            return;
        }
        state.phase = Phase::on;
        state.left.reset();
        on(craft, state);
    }

    void on(const Craft& craft, State& state) {
        const Time at = craft.now.at;
        if (!goes_as_before(craft, state)) {
            state.left.reset();
            if (at - state.dwelt > reading_.most(35 * minute)) state = {};
            return;
        }
        if (!state.left) state.left = at;
        if (*state.left - state.dwelt > reading_.most(30 * minute)) {
            state = {};
            return;
        }
        if (at - *state.left < reading_.least(5 * minute)) return;
        if (drops_.size() == most_drops) drops_.pop_front();
        drops_.push_back({craft.mmsi, state.place, state.dwelt, at, {}});
        state = {};
    }

    [[nodiscard]] bool goes_as_before(const Craft& craft, const State& state) const {
        return between(*craft.now.fix.course, state.course) <= reading_.most(Degrees{20}) &&
               std::abs((*craft.now.fix.speed - state.speed).value) <= reading_.most(0.2) * state.speed.value;
    }

    void visit(const Craft& craft) {
        const Time at = craft.now.at;
        for (auto drop = drops_.begin(); drop != drops_.end();) {
            const auto stay = std::ranges::find(drop->staying, craft.mmsi, &Stay::mmsi);
            const bool stays = craft.mmsi != drop->mmsi && craft.slower(reading_.most(knots(3))) &&
                               geo::distance_near(craft.now.position, drop->place) <= reading_.most(miles(1));
            if (!stays) {
                if (stay != drop->staying.end()) drop->staying.erase(stay);
            } else if (stay == drop->staying.end()) {
                drop->staying.push_back({craft.mmsi, at});
            } else if (at - stay->since >= reading_.least(5 * minute)) {
                at_once(EventKind::drop_pattern, {drop->mmsi, craft.mmsi}, drop->dwelt, craft.now.known, at);
                drop = drops_.erase(drop);
                continue;
            }
            ++drop;
        }
    }

    PerCraft<State> states_;
    std::deque<Drop> drops_;
};

}  // namespace

void add_visit_judges(Judges& judges, Sea& sea, Reading reading) {
    judges.push_back(std::make_unique<Feeder>(sea, reading));
    judges.push_back(std::make_unique<DropPattern>(sea, reading));
}

}  // namespace vigia::sim
