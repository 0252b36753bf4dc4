// Positions that cannot be: jumps, one MMSI on two hulls, false positions of several vessels at one place.
#include <algorithm>
#include <cmath>
#include <map>

#include "io/sim/oracle_judge.h"

namespace vigia::sim {

namespace {

using model::EventKind;

constexpr std::size_t most_tracks = 8;      ///< of one MMSI
constexpr std::size_t most_jumps = 4096;    ///< remembered for ten minutes

/// Vessels that jump to one place, or that go round circles near each other: one event for all.
class Spoofing : public Judge {
  public:
    using Judge::Judge;

    void jumped(std::uint32_t mmsi, geo::Position to, Time at, Time known) { seen(jumps_, mmsi, to, at, at, known, reading_.most(miles(0.5))); }

    void fix(const Craft& craft) override {
        if (!craft.afloat()) return;
        Circle& circle = circles_[craft];
        const auto course = craft.now.fix.course;
        const auto speed = craft.now.fix.speed;
        const bool goes_on = craft.fixes > 1 && course && speed && craft.before.fix.course && circle.begun && speed->value > 0 &&
                             std::abs(speed->value - circle.speed) <= reading_.most(0.1) * circle.speed;
        const double turn = goes_on ? std::remainder(course->value - craft.before.fix.course->value, 360.0) : 0;
        if (!goes_on || turn == 0 || turn * circle.turned < 0) {
            circle = {};
            if (speed && course) circle = {craft.now.at, speed->value, 0};
            return;
        }
        circle.turned += turn;
        if (std::abs(circle.turned) < reading_.least(360.0)) return;
        const double lasted = seconds_of(craft.now.at - *circle.begun);
        const Metres radius{circle.speed * lasted / (std::abs(circle.turned) * 3.14159265358979 / 180)};
        const bool quick = lasted <= seconds_of(reading_.most(Duration(std::chrono::minutes(30))));
        if (quick && radius >= reading_.least(miles(0.1)) && radius <= reading_.most(miles(2))) {
            seen(rounds_, craft.mmsi, craft.now.position, *circle.begun, craft.now.at, craft.now.known, reading_.most(miles(5)));
        }
        circle = {craft.now.at, circle.speed, 0};
    }

    void cut(const Craft& craft) override { circles_[craft] = {}; }

    void second(Time now) override {
        for (auto open = open_.begin(); open != open_.end();) {
            if (now - open->last < cut_after) {
                ++open;
                continue;
            }
            end(open->told, open->last);
            open = open_.erase(open);
        }
    }

  private:
    struct Circle {
        std::optional<Time> begun;
        double speed = 0, turned = 0;  ///< m/s, degrees with their sense
    };
    struct Sign {
        std::uint32_t mmsi;
        geo::Position at;
        Time begun, when;
    };
    struct Open {
        geo::Position at;
        Time last;
        Ledger::Entry told;
    };

    void seen(std::vector<Sign>& signs, std::uint32_t mmsi, geo::Position place, Time begun, Time when, Time known, Metres near) {
        const Duration window = reading_.most(Duration(std::chrono::minutes(10)));
        std::erase_if(signs, [&](const Sign& s) { return s.mmsi == mmsi || when - s.when > window; });
        if (signs.size() < most_jumps) signs.push_back({mmsi, place, begun, when});
        for (Open& open : open_) {
            if (geo::distance_near(open.at, place) > near) continue;
            open.last = when;
            return sea_.ledger.join(open.told, mmsi);
        }
        std::vector<std::uint32_t> vessels;
        Time first = begun;
        for (const Sign& s : signs) {
            if (geo::distance_near(s.at, place) > near) continue;
            vessels.push_back(s.mmsi);
            first = std::min(first, s.begun);
        }
        if (vessels.size() < 3) return;
        open_.push_back({place, when, begin(EventKind::gnss_spoofing, std::move(vessels), first, known)});
    }

    std::vector<Sign> jumps_, rounds_;
    std::vector<Open> open_;
    PerCraft<Circle> circles_;
};

/// The reports of one MMSI divided by what a hull can reach: jumps, and two hulls at once.
class Jumps : public Judge {
  public:
    Jumps(Sea& sea, Reading reading, Spoofing& spoofing) : Judge(sea, reading), spoofing_(spoofing) {}

    void fix(const Craft& craft) override {
        if (!craft.afloat()) return;
        Number& number = numbers_[craft.mmsi];
        const Placed& now = craft.now;
        for (std::size_t i = 0; i < number.tracks.size();) {
            if (now.at - number.tracks[i].last > cut_after) drop(number, i); else ++i;
        }
        std::size_t mine = nearest_reached(number, now);
        if (mine == number.tracks.size()) {
            if (!number.tracks.empty()) jump(number, craft);
            if (number.tracks.size() == most_tracks) drop(number, 0), mine = number.tracks.size();
            number.tracks.push_back({++number.made, now.at, now.at, now.position, 0});
        }
        Track& track = number.tracks[mine];
        track.last = now.at;
        track.position = now.position;
        ++track.fixes;
        collide(number, track, craft);
        if (number.latest != track.id) number.latest_before = number.latest;
        number.latest = track.id;
    }

    void second(Time now) override {
        if (to_unix_milliseconds(now) / 1000 % 60 != 0) return;
        for (auto number = numbers_.begin(); number != numbers_.end();) {
            Number& n = number->second;
            if (n.jumping && now - n.last_jump > cut_after) end(n.jumping, n.last_jump);
            if (n.colliding && now - n.last_turn > cut_after) end(n.colliding, n.last_turn);
            for (std::size_t i = 0; i < n.tracks.size();) {
                if (now - n.tracks[i].last > cut_after) drop(n, i); else ++i;
            }
            number = n.tracks.empty() && !n.jumping && !n.colliding ? numbers_.erase(number) : std::next(number);
        }
    }

  private:
    struct Track {
        std::uint32_t id = 0;
        Time first{}, last{};
        geo::Position position = geo::Position::of(0, 0);
        std::size_t fixes = 0;
    };
    struct Number {
        std::vector<Track> tracks;
        std::uint32_t made = 0, latest = 0, latest_before = 0;
        std::size_t turns = 0;
        Time last_jump{}, last_turn{};
        Ledger::Entry jumping, colliding;
    };

    static void drop(Number& number, std::size_t i) { number.tracks.erase(number.tracks.begin() + static_cast<std::ptrdiff_t>(i)); }

    [[nodiscard]] std::size_t nearest_reached(const Number& number, const Placed& now) const {
        std::size_t best = number.tracks.size();
        Metres least{1e12};
        for (std::size_t i = 0; i < number.tracks.size(); ++i) {
            const Track& t = number.tracks[i];
            const Metres way = geo::distance(t.position, now.position);
            const bool far = way >= reading_.least(miles(2));
            const bool fast = way.value > reading_.least(fastest_vessel).value * seconds_of(now.at - t.last);
            if ((far && fast) || way >= least) continue;
            least = way;
            best = i;
        }
        return best;
    }

    void jump(Number& number, const Craft& craft) {
        if (number.jumping && craft.now.at - number.last_jump > cut_after) end(number.jumping, number.last_jump);
        if (!number.jumping) number.jumping = begin(EventKind::impossible_jump, {craft.mmsi}, craft.now.at, craft.now.known);
        number.last_jump = craft.now.at;
        spoofing_.jumped(craft.mmsi, craft.now.position, craft.now.at, craft.now.known);
    }

    /// A turn is a report of another track than the last one, far from where that is.
    void collide(Number& number, const Track& track, const Craft& craft) {
        const auto other = std::ranges::find(number.tracks, number.latest, &Track::id);
        if (other == number.tracks.end() || number.latest == track.id) return;
        const bool far = geo::distance(other->position, track.position) > reading_.least(miles(5));
        const bool again = number.turns > 0 && track.id == number.latest_before;
        number.turns = far ? (again ? number.turns + 1 : 1) : 0;
        if (!far) return;
        const Time common = std::max(track.first, other->first);
        const bool together = craft.now.at - common >= reading_.least(Duration(std::chrono::minutes(5))) &&
                              track.fixes >= 3 && other->fixes >= 3;
        if (!number.colliding && (number.turns >= 3 || together)) {
            number.colliding = begin(EventKind::mmsi_collision, {craft.mmsi}, common, craft.now.known);
        }
        if (number.colliding) number.last_turn = craft.now.at;
    }

    Spoofing& spoofing_;
    std::map<std::uint32_t, Number> numbers_;
};

}  // namespace

void add_jump_judges(Judges& judges, Sea& sea, Reading reading) {
    auto spoofing = std::make_unique<Spoofing>(sea, reading);
    judges.push_back(std::make_unique<Jumps>(sea, reading, *spoofing));
    judges.push_back(std::move(spoofing));
}

}  // namespace vigia::sim
