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
        // A new passage is followed while a dwell may still end: a mere change of course begins one too.
        if (!steady(craft, state) || !state.phase) {
            if (state.phase == Phase::dwell) dwell(craft, state);
            else if (state.phase == Phase::on) on(craft, state);
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
    enum class Phase : std::uint8_t { dwell, on };
    struct Passage {
        std::optional<Time> since;
        Degrees course{0};
        MetresPerSecond speed{0};     ///< mean of its fixes
        double fixes = 0;
        bool long_enough = false;
        Time until{};
    };
    struct State {
        Passage passage;
        std::optional<Phase> phase;   ///< of a dwell that may become a drop
        Degrees course{0};            ///< of the passage before it
        MetresPerSecond speed{0};
        Time dwelt{};                 ///< when the dwell began
        std::optional<Time> left;     ///< when it went on as before
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

    /// Follows the passage. True when a dwell has just begun where a long one broke off.
    bool steady(const Craft& craft, State& state) {
        Passage& passage = state.passage;
        const Time at = craft.now.at;
        const MetresPerSecond speed = *craft.now.fix.speed;
        const Degrees course = *craft.now.fix.course;
        const bool goes = speed >= reading_.least(knots(6));
        if (goes && passage.since && between(course, passage.course) <= reading_.most(Degrees{10})) {
            passage.long_enough = passage.long_enough || at - *passage.since >= reading_.least(10 * minute);
            passage.until = at;
            passage.speed += (speed - passage.speed) / ++passage.fixes;
            return false;
        }
        const bool turned = passage.long_enough && between(course, passage.course) >= reading_.least(Degrees{90});
        const bool slow = passage.long_enough && speed < reading_.most(knots(3));
        const bool soon = at - passage.until <= reading_.most(10 * minute);
        const bool breaks = soon && (turned || slow);
        if (breaks) {
            state.phase = Phase::dwell;
            state.course = passage.course;
            state.speed = passage.speed;
            state.dwelt = at;
            state.place = craft.now.position;
            state.left.reset();
        } else if (passage.long_enough && soon) {
            return false;  // it slows or turns
        }
        passage = {};
        if (goes) passage = {.since = at, .course = course, .speed = speed, .fixes = 1, .long_enough = false, .until = at};
        return breaks;
    }

    void dwell(const Craft& craft, State& state) {
        const Time at = craft.now.at;
        const Duration lasted = at - state.dwelt;
        if (geo::distance_near(craft.now.position, state.place) <= reading_.most(miles(1))) {
            const bool as_before = goes_as_before(craft, state) && lasted >= reading_.least(5 * minute);
            if (!as_before) {
                state.left.reset();
                if (lasted > reading_.most(30 * minute)) state.phase.reset();
                return;
            }
            if (!state.left) state.left = at;
            state.phase = Phase::on;
            return;
        }
        if (lasted < reading_.least(5 * minute) || lasted > reading_.most(30 * minute)) {
            state.phase.reset();
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
            if (at - state.dwelt > reading_.most(35 * minute)) state.phase.reset();
            return;
        }
        if (!state.left) state.left = at;
        if (*state.left - state.dwelt > reading_.most(30 * minute)) {
            state.phase.reset();
            return;
        }
        if (at - *state.left < reading_.least(5 * minute)) return;
        if (drops_.size() == most_drops) drops_.pop_front();
        drops_.push_back({craft.mmsi, state.place, state.dwelt, at, {}});
        state.phase.reset();
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
