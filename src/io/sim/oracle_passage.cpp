// Transits that are not as they should be.
#include <algorithm>

#include "io/sim/oracle_judge.h"

namespace vigia::sim {

namespace {

using model::Area;
using model::AreaKind;
using model::EventKind;

constexpr Metres same_place{5};

/// Which channels lie between the locks: those that join no fairway but through a lock.
class Waters {
  public:
    explicit Waters(const model::Chart& chart) {
        const auto& areas = chart.areas();
        std::vector<std::size_t> ways;
        for (std::size_t i = 0; i < areas.size(); ++i) {
            const bool way = areas[i].kind == AreaKind::channel || areas[i].kind == AreaKind::fairway;
            if (way && areas[i].middle) ways.push_back(i);
            if (areas[i].kind == AreaKind::lane || (areas[i].kind == AreaKind::fairway && areas[i].middle)) sea_.set(i);
        }
        for (bool more = true; more;) {
            more = false;
            for (const std::size_t a : ways) {
                if (sea_[a]) continue;
                const bool joins = std::ranges::any_of(ways, [&](std::size_t b) { return sea_[b] && join(areas[a], areas[b]); });
                if (joins) sea_.set(a), more = true;
            }
        }
        for (const std::size_t a : ways) if (!sea_[a]) inland_.set(a);
    }
    [[nodiscard]] bool on_sea_side(const Craft& craft) const { return (craft.now.where.areas & sea_).any(); }
    [[nodiscard]] bool between_locks(const Craft& craft) const { return (craft.now.where.areas & inland_).any() && !on_sea_side(craft); }

  private:
    static bool join(const Area& a, const Area& b) {
        for (const geo::Position p : a.middle->corners()) {
            for (const geo::Position q : b.middle->corners()) {
                if (geo::distance_near(p, q) < same_place) return true;
            }
        }
        return false;
    }
    model::AreaSet sea_, inland_;
};

class TransitCompliance : public Judge {
  public:
    TransitCompliance(Sea& sea, Reading reading) : Judge(sea, reading), waters_(*sea.chart) {}

    void fix(const Craft& craft) override {
        if (!craft.afloat() || !craft.at_least(reading_.least(Metres{50}))) return;
        State& state = states_[craft.mmsi];
        const Time at = craft.now.at;
        if (state.last && at - *state.last > longest_silence) state.unlocked = false;
        state.last = at;
        if (craft.in(AreaKind::lock)) {
            if (state.from_sea && !state.locked) state.locked = at;
            state.unlocked = false;
            state.inland = 0;
            end(state.unexplained, at);
        } else if (waters_.on_sea_side(craft)) {
            end(state.overdue, at);
            end(state.unexplained, at);
            state = {};
            state.from_sea = state.unlocked = true;
            state.last = at;
        } else if (waters_.between_locks(craft)) {
            if (state.inland++ == 0) state.inland_since = at;
            if (state.unlocked && state.inland >= 2 && !state.unexplained) {
                state.unexplained = begin(EventKind::transit_compliance, {craft.mmsi}, state.inland_since, craft.now.known);
            }
        } else {
            state.inland = 0;
        }
        const bool late = state.locked && at - *state.locked > reading_.least(Duration(std::chrono::hours(24)));
        if (late && !state.overdue && !craft.in(AreaKind::anchorage)) {
            state.overdue = begin(EventKind::transit_compliance, {craft.mmsi}, *state.locked, craft.now.known);
        }
    }

    void cut(const Craft& craft) override {
        State& state = states_[craft.mmsi];
        if (state.last && *state.last > craft.now.at) return;  // another hull goes on under its number
        state.inland = 0;
        end(state.unexplained, craft.now.at);
    }

    void gone(const Craft& craft) override {
        State& state = states_[craft.mmsi];
        if (state.last && *state.last > craft.now.at) return;
        end(state.overdue, craft.now.at);
        end(state.unexplained, craft.now.at);
    }

  private:
    static constexpr Duration longest_silence = std::chrono::hours(3);
    struct State {
        bool from_sea = false;          ///< it has been seen on the sea side
        bool unlocked = false;          ///< since then in no lock, and never silent for long
        std::optional<Time> last;       ///< of its last fix
        std::optional<Time> locked;     ///< when it entered its first lock
        std::size_t inland = 0;         ///< successive fixes between the locks
        Time inland_since{};
        Ledger::Entry overdue, unexplained;
    };
    Waters waters_;
    /// By what a ship calls itself: a second hull that goes on under the number of the first is what this looks for.
    std::map<std::uint32_t, State> states_;
};

}  // namespace

void add_passage_judges(Judges& judges, Sea& sea, Reading reading) {
    judges.push_back(std::make_unique<TransitCompliance>(sea, reading));
}

}  // namespace vigia::sim
