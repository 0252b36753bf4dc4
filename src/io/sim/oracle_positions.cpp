// Positions lost, on land, or beyond what a receiver can hear.
#include <algorithm>
#include <array>
#include <cmath>
#include <map>

#include "io/sim/oracle_judge.h"

namespace vigia::sim {

namespace {

using model::EventKind;

/// Several vessels near each other lose their positions, or the good ones.
class Jamming : public Judge {
  public:
    using Judge::Judge;

    void fix(const Craft& craft) override { report(craft, craft.now.fix.accuracy == model::Accuracy::low, craft.now.at, craft.now.known, craft.now.position); }

    void unplaced(const Craft& craft, const Sent& sent) override {
        if (sent.kind != Sent::Kind::position || craft.now.at == Time{}) return;
        report(craft, true, sent.at, *sent.first(), craft.now.position);
    }

    void cut(const Craft& craft) override { states_[craft].bad = 0; }
    void gone(const Craft& craft) override { states_[craft] = {}; }

    void second(Time now) override {
        for (auto open = open_.begin(); open != open_.end();) {
            if (now - open->last < Duration(std::chrono::minutes(10))) {
                ++open;
                continue;
            }
            end(open->told, open->last);
            open = open_.erase(open);
        }
    }

  private:
    struct State {
        std::array<Time, 3> good{};  ///< the last three of high accuracy
        std::size_t bad = 0;         ///< successive ones
        Time bad_since{};
        bool was_good = false;       ///< when they began
        Time last_bad{};
    };
    struct Loss {
        std::uint32_t mmsi;
        geo::Position at;
        Time begun, when;
    };
    struct Open {
        geo::Position at;
        Time last;
        Ledger::Entry told;
    };

    void report(const Craft& craft, bool bad, Time at, Time known, geo::Position place) {
        if (!craft.afloat()) return;
        State& state = states_[craft];
        const Duration window = reading_.most(Duration(std::chrono::minutes(10)));
        if (!bad) {
            state.bad = 0;
            std::ranges::rotate(state.good, state.good.begin() + 1);
            state.good.back() = at;
            return;
        }
        if (state.bad++ == 0) {
            state.bad_since = at;
            const bool clean = state.last_bad == Time{} || at - state.last_bad > window;
            state.was_good = clean && state.good.front() != Time{} && at - state.good.front() <= window;
        }
        state.last_bad = at;
        if (state.bad < 2 || !state.was_good) return;
        lost(craft.mmsi, place, state.bad_since, at, known, window);
    }

    void lost(std::uint32_t mmsi, geo::Position place, Time begun, Time at, Time known, Duration window) {
        std::erase_if(losses_, [&](const Loss& l) { return l.mmsi == mmsi || at - l.when > window; });
        losses_.push_back({mmsi, place, begun, begun});
        const Metres near = reading_.most(miles(10));
        for (Open& open : open_) {
            if (geo::distance(open.at, place) > near) continue;
            open.last = at;
            return sea_.ledger.join(open.told, mmsi);
        }
        std::vector<std::uint32_t> vessels;
        Time first = begun;
        for (const Loss& l : losses_) {
            if (geo::distance(l.at, place) > near) continue;
            vessels.push_back(l.mmsi);
            first = std::min(first, l.begun);
        }
        if (vessels.size() >= 3) open_.push_back({place, at, begin(EventKind::gnss_jamming, std::move(vessels), first, known)});
    }

    PerCraft<State> states_;
    std::vector<Loss> losses_;  ///< at most one a craft
    std::vector<Open> open_;
};

/// Heard from further away than a receiver can, and by it alone.
class OutOfFootprint : public Judge {
  public:
    OutOfFootprint(Sea& sea, Reading reading, const std::vector<traffic::Receiver>& receivers)
        : Judge(sea, reading), receivers_(receivers), learnt_(receivers.size()) {}

    void heard(const Sent& sent) override {
        beyond_ = false;
        if (sent.kind != Sent::Kind::position || !sent.fix || !sent.fix->position) return;
        for (const Delivery& d : sent.deliveries) {
            if (receivers_[d.receiver].satellite) continue;
            Learnt& learnt = learnt_[d.receiver];
            const bool learnt_enough = learnt.reports >= reading_.least(500) && sent.at - learnt.since >= reading_.least(Duration(std::chrono::hours(1)));
            if (sent.deliveries.size() == 1 && learnt_enough) {
                learn_reach(learnt);
                beyond_ = geo::distance(learnt.middle(), *sent.fix->position) > reading_.least(std::max(1.5 * learnt.reach, miles(10)));
                usual_ = beyond_ && part_near(learnt, *sent.fix->position) >= reading_.most(0.002);
            }
            if (learnt.reports == 0) learnt.since = sent.at;
            learn(learnt, *sent.fix->position);
        }
    }

    void fix(const Craft& craft) override {
        if (!craft.afloat()) return;
        State& state = states_[craft];
        // What is going on is not made usual by its own reports.
        if (!beyond_ || (usual_ && state.fixes == 0)) {
            end(state.told, craft.now.at);
            state = {};
            return;
        }
        if (state.fixes++ == 0) state.since = craft.now.at;
        if (!state.told && state.fixes >= 2) state.told = begin(EventKind::out_of_footprint, {craft.mmsi}, state.since, craft.now.known);
    }

    void cut(const Craft& craft) override {
        end(states_[craft].told, craft.now.at);
        states_[craft] = {};
    }

  private:
    struct Learnt {
        std::map<std::pair<int, int>, std::uint64_t> cells;  ///< reports by cell
        double latitude = 0, longitude = 0;                  ///< sums over the reports
        Time since{};                                        ///< of the first report
        std::uint64_t reports = 0, due = 0;                  ///< `due`: when the reach is reckoned anew
        Metres reach{0};                                     ///< from the middle, holds 95 % of the reports
        [[nodiscard]] geo::Position middle() const {
            return geo::Position::of(latitude / static_cast<double>(reports), longitude / static_cast<double>(reports));
        }
    };
    struct State {
        std::size_t fixes = 0;
        Time since{};
        Ledger::Entry told;
    };

    static void learn(Learnt& learnt, geo::Position p) {
        const std::pair cell{static_cast<int>(std::floor(p.latitude() / cell_)), static_cast<int>(std::floor(p.longitude() / cell_))};
        const auto at = learnt.cells.find(cell);
        if (at != learnt.cells.end()) ++at->second;
        else if (learnt.cells.size() < most_cells_) learnt.cells.emplace(cell, 1);
        learnt.latitude += p.latitude();
        learnt.longitude += p.longitude();
        ++learnt.reports;
    }

    /// The part of the reports that came from within 5 nm of there.
    static double part_near(const Learnt& learnt, geo::Position at) {
        std::uint64_t near = 0;
        for (const auto& [cell, count] : learnt.cells) {
            const auto there = geo::Position::of((cell.first + 0.5) * cell_, (cell.second + 0.5) * cell_);
            if (geo::distance_near(there, at) <= miles(5)) near += count;
        }
        return static_cast<double>(near) / static_cast<double>(learnt.reports);
    }

    static void learn_reach(Learnt& learnt) {
        if (learnt.reports < learnt.due) return;
        learnt.due = learnt.reports + 50 + learnt.reports / 20;
        std::vector<std::pair<double, std::uint64_t>> away;
        std::uint64_t all = 0, sum = 0;
        for (const auto& [cell, count] : learnt.cells) {
            const auto there = geo::Position::of((cell.first + 0.5) * cell_, (cell.second + 0.5) * cell_);
            away.emplace_back(geo::distance(learnt.middle(), there).value, count);
            all += count;
        }
        std::ranges::sort(away);
        std::size_t i = 0;
        while (i + 1 < away.size() && (sum += away[i].second) * 100 < all * 95) ++i;
        learnt.reach = Metres{away[i].first};
    }

    static constexpr double cell_ = 0.01;  ///< degrees
    static constexpr std::size_t most_cells_ = 100'000;
    const std::vector<traffic::Receiver>& receivers_;
    std::vector<Learnt> learnt_;
    PerCraft<State> states_;
    bool beyond_ = false;  ///< of the report in hand
    bool usual_ = false;   ///< and the receiver often hears from there
};

Rule on_land(Reading read) {
    Rule rule;
    rule.kind = EventKind::on_land;
    rule.fixes = 2;
    rule.whoever = true;
    rule.met = [read](const Craft& c) { return c.now.where.on_land && c.now.where.off_coast && -*c.now.where.off_coast > read.least(Metres{500}); };
    rule.over = [](const Craft& c) { return !c.now.where.on_land; };
    return rule;
}

}  // namespace

void add_position_judges(Judges& judges, Sea& sea, Reading reading, const std::vector<traffic::Receiver>& receivers) {
    judges.push_back(std::make_unique<Jamming>(sea, reading));
    judges.push_back(std::make_unique<OutOfFootprint>(sea, reading, receivers));
    judges.push_back(std::make_unique<RuleJudge>(sea, reading, on_land(reading)));
}

}  // namespace vigia::sim
