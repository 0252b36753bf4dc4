// Silence: dark activity, movement in a gap, a receiver gone deaf.
#include <algorithm>
#include <array>
#include <cmath>

#include "io/sim/oracle_judge.h"

namespace vigia::sim {

namespace {

using model::EventKind;

constexpr int class_b_patience = 3;  ///< times as long

Time next_whole_second(Time at) { return std::chrono::ceil<std::chrono::seconds>(at); }

/// Unheard where it ought to be heard. Begins at the last fix, ends at the next report of any kind.
class DarkActivity : public Judge {
  public:
    using Judge::Judge;

    void fix(const Craft& craft) override {
        State& state = states_[craft];
        state.watched = craft.afloat() && craft.now.fix.speed && *craft.now.fix.speed >= reading_.least(knots(2)) && !craft.at_rest() &&
                        !craft.in(model::AreaKind::harbour) && !craft.in(model::AreaKind::lock);
        state.later = false;
        if (!state.watched || state.listed) return;
        state.listed = true;
        watched_.push_back(craft.index);
    }

    void heard(const Sent& sent) override {
        for (auto open = open_.begin(); open != open_.end();) {
            const Craft& craft = sea_.crafts[*open];
            if (craft.vessel != sent.vessel || craft.mmsi != sent.mmsi.number()) {
                ++open;
                continue;
            }
            end(states_[craft].told, sent.at);
            open = open_.erase(open);
        }
    }

    void second(Time now) override {
        for (std::size_t i = 0; i < watched_.size();) {
            const Craft& craft = sea_.crafts[watched_[i]];
            State& state = states_[craft];
            if (!state.watched || look(craft, state, now)) {
                state.watched = state.listed = false;
                watched_[i] = watched_.back();
                watched_.pop_back();
            } else {
                ++i;
            }
        }
    }

    void gone(const Craft& craft) override {
        State& state = states_[craft];
        state.watched = false;  // and leaves the list at the next second
        state.told = {};        // nobody has heard it again: it lasted to the end
        std::erase(open_, craft.index);
    }

  private:
    static constexpr Duration soon = std::chrono::minutes(10), late = std::chrono::minutes(30);
    struct State {
        bool watched = false;  ///< its silence would count
        bool listed = false;   ///< it is in `watched_`
        bool later = false;    ///< coverage is too thin for the short patience
        Ledger::Entry told;
    };

    [[nodiscard]] Time due(const Craft& craft, Duration patience) const {
        const Duration read = reading_.least(patience) * (craft.transceiver == model::Transceiver::class_b ? class_b_patience : 1);
        return next_whole_second(std::max(craft.last_sent, craft.now.at) + read);
    }

    /// Whether nothing more is to be looked at.
    bool look(const Craft& craft, State& state, Time now) {
        if (now < due(craft, state.later ? late : soon)) return false;
        if (now - craft.now.at > late * class_b_patience * 2) return true;
        const double coverage = least_coverage(craft, now);
        if (coverage < 1 - reading_.most(0.3)) return true;  // what is scaled is the part that may be missed
        state.later = coverage < 1 - reading_.most(0.1);
        if (now < due(craft, state.later ? late : soon)) return false;
        if (!others_heard(craft, now)) return false;
        state.told = begin(EventKind::dark_activity, {craft.mmsi}, craft.now.at, now);
        open_.push_back(craft.index);
        return true;
    }

    /// The least part of vessel-minutes heard along the reckoned way, which ends at land.
    [[nodiscard]] double least_coverage(const Craft& craft, Time now) const {
        const bool class_b = craft.transceiver == model::Transceiver::class_b;
        const double reports_a_minute = class_b ? 2 : 6;
        const double speed = craft.now.fix.speed.value_or(MetresPerSecond{0}).value;
        const Degrees course = craft.now.fix.course.value_or(Degrees{0});
        double least = 1;
        for (double t = 0; t <= seconds_of(now - craft.now.at); t += 60) {
            const geo::Position there = geo::moved(craft.now.position, course, Metres{speed * t});
            if (sea_.chart->at(there).on_land) break;
            const double once = sea_.heard_chance(there, craft.transceiver, craft.now.at);
            least = std::min(least, 1 - std::pow(1 - once, reports_a_minute));
        }
        return least;
    }

    [[nodiscard]] bool others_heard(const Craft& craft, Time now) const {
        std::size_t heard = 0;
        sea_.around(craft, reading_.most(miles(10)), [&](const Craft& other) {
            heard += other.afloat() && now - other.last_sent <= reading_.most(Duration{180'000});
        });
        return heard >= reading_.least(3);
    }

    PerCraft<State> states_;
    std::vector<std::uint32_t> watched_, open_;
};

/// The fastest of a type, for whether a gap is explained.
MetresPerSecond fastest_of(std::uint8_t type) {
    if (type == 30) return knots(14);
    if (type == 31 || type == 32 || type == 52) return knots(14);
    if (type == 36 || type == 37) return knots(35);
    switch (type / 10) {
        case 4: return knots(60);
        case 6: return knots(25);
        case 7: return knots(20);
        case 8: return knots(17);
        default: return knots(30);
    }
}

class GapMovement : public Judge {
  public:
    using Judge::Judge;

    void gap(const Craft& craft, const Placed& next) override {
        const Duration lasted = next.at - craft.now.at;
        if (!craft.afloat() || lasted < reading_.least(Duration(std::chrono::minutes(30)))) return;
        if (!craft.now.fix.speed || *craft.now.fix.speed < reading_.least(knots(2))) return;
        const Metres way = geo::distance(craft.now.position, next.position);
        const MetresPerSecond speed = way / Seconds{seconds_of(lasted)};
        const bool fast = speed > reading_.least(1.3) * fastest_of(craft.type());
        const bool slow = way > reading_.least(miles(5)) && speed < reading_.most(0.3) * *craft.now.fix.speed;
        if (fast || slow) at_once(EventKind::gap_movement, {craft.mmsi}, craft.now.at, next.known, next.at);
    }
};

/// A receiver that has been silent although it used to hear much. Not about a vessel.
class FeedDeaf : public Judge {
  public:
    FeedDeaf(Sea& sea, Reading reading, std::size_t receivers) : Judge(sea, reading), states_(receivers) {}

    void heard(const Sent& sent) override {
        for (const Delivery& d : sent.deliveries) {
            State& state = states_[d.receiver];
            roll(state, d.at);
            ++state.minutes[minute(d.at) % state.minutes.size()];
            state.last = std::max(state.last, d.at);
            end(state.told, d.at);
        }
    }

    void second(Time now) override {
        for (State& state : states_) {
            const Duration silent = now - state.last;
            if (state.told || state.last == Time{} || silent < reading_.least(Duration{180'000})) continue;
            if (silent > reading_.least(Duration{180'000}) + Duration{2'000}) continue;  // was judged when it was due
            roll(state, state.last);
            std::uint64_t heard = 0;
            for (const std::uint32_t count : state.minutes) heard += count;
            if (state.last - state.first < Duration(std::chrono::minutes(30))) continue;
            if (static_cast<double>(heard) < reading_.least(10.0) * static_cast<double>(state.minutes.size())) continue;
            state.told = begin(EventKind::feed_deaf, {}, state.last, now);
        }
    }

  private:
    struct State {
        std::array<std::uint32_t, 30> minutes{};  ///< messages, by minute
        std::int64_t newest = 0;
        Time first{}, last{};
        Ledger::Entry told;
    };
    static std::size_t minute(Time at) { return static_cast<std::size_t>(to_unix_milliseconds(at) / 60'000); }

    static void roll(State& state, Time to) {
        const auto now = static_cast<std::int64_t>(minute(to));
        if (state.first == Time{}) state.first = to, state.newest = now;
        for (std::int64_t m = std::max(state.newest + 1, now - 29); m <= now; ++m) state.minutes[static_cast<std::size_t>(m) % state.minutes.size()] = 0;
        state.newest = std::max(state.newest, now);
    }
    std::vector<State> states_;
};

}  // namespace

void add_silence_judges(Judges& judges, Sea& sea, Reading reading, const std::vector<traffic::Receiver>& receivers) {
    judges.push_back(std::make_unique<DarkActivity>(sea, reading));
    judges.push_back(std::make_unique<GapMovement>(sea, reading));
    judges.push_back(std::make_unique<FeedDeaf>(sea, reading, receivers.size()));
}

}  // namespace vigia::sim
