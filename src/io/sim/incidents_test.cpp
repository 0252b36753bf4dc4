// Each actor meets, or misses by the stated margin, what its kind asks for: proved on true states.
#include <algorithm>
#include <cmath>
#include <functional>
#include <map>
#include <set>
#include <string>
#include <vector>

#include <doctest/doctest.h>
#include <fmt/format.h>

#include "io/sim/waters_text.h"
#include "logic/traffic/world.h"

using namespace vigia;
using traffic::IncidentKind;

namespace {

constexpr double knot = 1852.0 / 3600, mile = 1852;
constexpr int step = 5;  ///< seconds between samples

struct Sample {
    Time at{};
    traffic::State state;
};

/// The incidents of one kind without other traffic, and the true states of their actors about the time.
struct Play {
    std::vector<traffic::Staged> staged;
    std::map<std::uint32_t, traffic::Identity> who;
    std::map<std::uint32_t, std::vector<Sample>> tracks;
    traffic::Waters waters;
};

Play play(std::string_view kind, std::uint64_t seed = 11) {
    auto scenario = traffic::scenario_from_toml(
        fmt::format("[scenario]\nname = \"x\"\nstart = 2026-03-02T05:00:00Z\nwarm_up_hours = 30\n"
                    "[[incidents]]\nkind = \"{}\"\npositives = 6\nnear_misses = 6\n", kind), "test");
    auto waters = sim::waters_from_geojson(sim::canal_routes());
    REQUIRE(scenario.has_value());
    REQUIRE(waters.has_value());
    Play out;
    out.waters = *waters;
    auto world = traffic::World::make(*scenario, std::move(*waters), seed, scenario->start);
    REQUIRE_MESSAGE(world.has_value(), world.error().message);
    out.staged.assign(world->staged().begin(), world->staged().end());
    std::map<std::uint32_t, std::pair<Time, Time>> about;
    for (const auto& s : out.staged) {
        for (const std::uint32_t v : s.vessels) about[v] = {s.from - std::chrono::minutes(150), s.to + std::chrono::minutes(20)};
    }
    for (Time t = scenario->start; t < scenario->start + std::chrono::hours(24); t += std::chrono::seconds(step)) {
        while (world->next() <= t) world->step();
        for (traffic::Slot slot = 0; slot < world->slots(); ++slot) {
            if (!world->present(slot)) continue;
            const traffic::Identity& who = world->identity(slot);
            const auto span = about.find(who.number);
            if (span == about.end() || t < span->second.first || t > span->second.second) continue;
            out.who[who.number] = who;
            out.tracks[who.number].push_back({t, world->state(slot, t)});
        }
    }
    return out;
}

double metres(geo::Position a, geo::Position b) { return geo::distance_near(a, b).value; }

/// The longest time for which something holds of one vessel.
double longest(const std::vector<Sample>& track, const std::function<bool(const Sample&)>& holds) {
    double best = 0, run = 0;
    for (const Sample& s : track) {
        run = holds(s) ? run + step : 0;
        best = std::max(best, run);
    }
    return best;
}

/// The same of two vessels at once.
double longest(const std::vector<Sample>& a, const std::vector<Sample>& b,
               const std::function<bool(const traffic::State&, const traffic::State&)>& holds) {
    std::map<Time, const traffic::State*> other;
    for (const Sample& s : b) other[s.at] = &s.state;
    return longest(a, [&](const Sample& s) {
        const auto found = other.find(s.at);
        return found != other.end() && holds(s.state, *found->second);
    });
}

double nearest(const std::vector<Sample>& a, const std::vector<Sample>& b) {
    double least = 1e9;
    longest(a, b, [&](const traffic::State& x, const traffic::State& y) {
        least = std::min(least, metres(x.position, y.position));
        return false;
    });
    return least;
}

/// Runs a judge over each incident: whether the definition is met when limits are made easier or harder by
/// five parts of a hundred. A positive is met by both, a near miss by neither.
void judge(std::string_view kind, const std::function<bool(const Play&, const traffic::Staged&, double harder)>& met) {
    for (const std::uint64_t seed : {11U, 12U, 13U, 14U}) {
        const Play p = play(kind, seed);
        REQUIRE(p.staged.size() == 12);
        for (const traffic::Staged& s : p.staged) {
            const std::string text = fmt::format("seed {} {} {} of {} at {}", seed, kind, s.positive ? "positive" : "near miss", s.vessels.front(), to_iso(s.from));
            CAPTURE(text);
            CHECK(met(p, s, s.positive ? 1.05 : 1 / 1.05) == s.positive);
        }
    }
}

const std::vector<Sample>& track(const Play& p, const traffic::Staged& s, std::size_t i) { return p.tracks.at(s.vessels.at(i)); }

double gap(const Play& p, const traffic::Staged& s, const traffic::State& a, const traffic::State& b) {
    return metres(a.position, b.position) - (p.who.at(s.vessels[0]).beam().value + p.who.at(s.vessels[1]).beam().value) / 2;
}

bool slow(const traffic::State& s, double knots) { return s.speed.value < knots * knot; }
double off(double a, double b) { return std::abs(std::remainder(a - b, 360.0)); }

}  // namespace

TEST_CASE("all kinds can be staged together, the same seed stages the same, and actors share no identity by accident") {
    for (const IncidentKind kind : traffic::incident_kinds()) CHECK_FALSE(traffic::name(kind).empty());
    const Play once = play("rendezvous"), again = play("rendezvous"), other = play("rendezvous", 12);
    REQUIRE(once.staged.size() == again.staged.size());
    for (std::size_t i = 0; i < once.staged.size(); ++i) {
        CHECK(once.staged[i].from == again.staged[i].from);
        CHECK(once.staged[i].vessels == again.staged[i].vessels);
    }
    CHECK(once.staged.front().from != other.staged.front().from);
    std::set<std::uint32_t> numbers;
    for (const auto& [number, who] : once.who) numbers.insert(who.mmsi);
    CHECK(numbers.size() == once.who.size());
}

TEST_CASE("vessels that meet lie close and slow for as long as drawn") {
    judge("rendezvous", [](const Play& p, const traffic::Staged& s, double harder) {
        return longest(track(p, s, 0), track(p, s, 1), [&](const auto& a, const auto& b) {
            return gap(p, s, a, b) <= 250 / harder && slow(a, 2) && slow(b, 2);
        }) >= 900 * harder;
    });
    judge("tight_rendezvous", [](const Play& p, const traffic::Staged& s, double harder) {
        return longest(track(p, s, 0), track(p, s, 1), [&](const auto& a, const auto& b) {
            return gap(p, s, a, b) <= 50 / harder && slow(a, 2) && slow(b, 2);
        }) >= 600 * harder;
    });
}

TEST_CASE("who stops alone was under way for ten minutes, and stays as long as drawn") {
    judge("dark_rendezvous", [](const Play& p, const traffic::Staged& s, double harder) {
        const auto& t = track(p, s, 0);
        const double before = longest(t, [&](const Sample& x) { return x.at < s.from && !slow(x.state, 6); });
        return before >= 600 && longest(t, [&](const Sample& x) { return x.at >= s.from - std::chrono::minutes(2) && slow(x.state, 3 / harder); }) >= 900 * harder;
    });
}

TEST_CASE("the feeder is a small craft that comes near its ship") {
    judge("feeder", [](const Play& p, const traffic::Staged& s, double harder) {
        return p.who.at(s.vessels[1]).length().value <= 15 / std::sqrt(harder) && nearest(track(p, s, 0), track(p, s, 1)) < 230;
    });
}

TEST_CASE("the place of a drop is visited for as long as drawn, or by nobody") {
    judge("drop_pattern", [](const Play& p, const traffic::Staged& s, double harder) {
        const auto& dropper = track(p, s, 0);
        const auto place = std::ranges::find_if(dropper, [&](const Sample& x) { return x.at >= s.from + std::chrono::minutes(2); });
        return longest(track(p, s, 1), [&](const Sample& x) {
            return slow(x.state, 3 / harder) && metres(x.state.position, place->state.position) < mile / harder;
        }) >= 300 * harder;
    });
}

TEST_CASE("ships pass each other, and craft pass what is protected, at the distance drawn") {
    judge("close_quarters", [](const Play& p, const traffic::Staged& s, double harder) {
        return nearest(track(p, s, 0), track(p, s, 1)) < 0.5 * mile / harder;
    });
    judge("fast_approach", [](const Play& p, const traffic::Staged& s, double harder) {
        const bool fast = longest(track(p, s, 1), [&](const Sample& x) { return x.at <= s.to && !slow(x.state, 12 * harder); }) > 180;
        return fast && nearest(track(p, s, 0), track(p, s, 1)) < 200 / harder;
    });
    judge("site_approach", [](const Play& p, const traffic::Staged& s, double harder) {
        const geo::Position dam = geo::Position::of(9.0, -79.596);
        return longest(track(p, s, 0), [&](const Sample& x) { return metres(x.state.position, dam) < 150 / harder && !slow(x.state, 1); }) >= 20;
    });
}

TEST_CASE("fast craft keep the speed drawn for the time drawn") {
    judge("go_fast", [](const Play& p, const traffic::Staged& s, double harder) {
        return longest(track(p, s, 0), [&](const Sample& x) {
            const auto hour = std::chrono::duration_cast<std::chrono::hours>(x.at.time_since_epoch()).count() + 19;
            const bool night = hour % 24 < 6 || hour % 24 >= 18;
            return !slow(x.state, (night ? 20 : 25) * harder);
        }) >= 120 * harder;
    });
}

TEST_CASE("one who loiters makes little way for an hour") {
    judge("loitering", [](const Play& p, const traffic::Staged& s, double harder) {
        const auto& t = track(p, s, 0);
        constexpr std::size_t hour = 3600 / step;
        for (std::size_t i = 0; i + hour < t.size(); i += 12) {
            double sum = 0;
            for (std::size_t k = i; k < i + hour; ++k) sum += t[k].state.speed.value;
            if (sum / hour < 2 * knot / harder) return true;
        }
        return false;
    });
}

TEST_CASE("a ship adrift heads across her course for the time drawn") {
    judge("drift", [](const Play& p, const traffic::Staged& s, double harder) {
        return longest(track(p, s, 0), [&](const Sample& x) {
            const double angle = off(x.state.course.value, x.state.heading.value);
            return x.state.speed.value > knot && slow(x.state, 5) && angle > 45 * harder && 180 - angle > 45 * harder;
        }) >= 600 * harder;
    });
}

TEST_CASE("a sudden stop takes the seconds drawn") {
    judge("sudden_stop", [](const Play& p, const traffic::Staged& s, double harder) {
        const auto& t = track(p, s, 0);
        double fast = -1e9;
        for (std::size_t i = 0; i + 1 < t.size(); ++i) {
            const double a = t[i].state.speed.value / knot, b = t[i + 1].state.speed.value / knot;
            const auto passed = [&](double limit) { return step * (static_cast<double>(i) + (a - limit) / (a - b)); };
            if (a >= 7 && b < 7) fast = passed(7);
            if (a > 1 && b <= 1 && t[i].at > s.from - std::chrono::minutes(5)) return passed(1) - fast <= 30 / harder;
        }
        return false;
    });
}

TEST_CASE("an anchor drags out of its circle, or not so far") {
    judge("anchor_drag", [](const Play& p, const traffic::Staged& s, double harder) {
        const double radius = std::max(3 * p.who.at(s.vessels[0]).length().value, 150.0) * harder;
        const auto& t = track(p, s, 0);
        const auto lay = std::ranges::find_if(t, [&](const Sample& x) { return x.at >= s.from - std::chrono::seconds(10); });
        return longest(t, [&](const Sample& x) {
            return x.at > s.from && x.state.status == model::NavigationStatus::at_anchor &&
                   metres(x.state.position, lay->state.position) > radius && x.state.speed.value > 0.5 * knot;
        }) >= 540;
    });
}

TEST_CASE("a speeder is over the limit of its reach by the knots drawn") {
    judge("speeding", [](const Play& p, const traffic::Staged& s, double harder) {
        return longest(track(p, s, 0), [&](const Sample& x) {
            return x.state.limit && x.state.speed.value > x.state.limit->value + knot * harder;
        }) >= 60;
    });
}

TEST_CASE("who leaves the channel is out of it as far as drawn, and who goes against the lane does so in it") {
    judge("lane_departure", [](const Play& p, const traffic::Staged& s, double harder) {
        return longest(track(p, s, 0), [&](const Sample& x) {
            const geo::Position q = x.state.position;
            const bool along = q.latitude() > 9.44 && q.latitude() < 9.51;
            const double middle = -79.908 + (q.latitude() - 9.435) / 0.075 * 0.001;
            return along && std::abs(q.longitude() - middle) * 109'700 > 700 * harder && std::min(off(x.state.course.value, 180), off(x.state.course.value, 0)) < 45;
        }) >= 180;
    });
    judge("wrong_way", [](const Play& p, const traffic::Staged& s, double harder) {
        return longest(track(p, s, 0), [&](const Sample& x) {
            return std::abs(x.state.position.longitude() + 79.358) * 110'200 < 900 && off(x.state.course.value, 0) > 120 * harder;
        }) >= 120 * harder;
    });
}

TEST_CASE("a call is made near the port, or farther away") {
    judge("port_visit", [](const Play& p, const traffic::Staged& s, double harder) {
        return longest(track(p, s, 0), [&](const Sample& x) {
            return x.at >= s.from - std::chrono::minutes(1) && slow(x.state, 0.2) && metres(x.state.position, geo::Position::of(8.8667, -79.6667)) < 3000 / harder;
        }) > 60;
    });
}

TEST_CASE("a boat passes the edge of the zone, or turns before it") {
    judge("zone_entry", [](const Play& p, const traffic::Staged& s, double harder) {
        const double edge = -79.929 + (harder > 1 ? -100 : 50) / 109'700.0;
        return longest(track(p, s, 0), [&](const Sample& x) { return x.state.position.longitude() < edge; }) > 30;
    });
    judge("zone_exit", [](const Play& p, const traffic::Staged& s, double harder) {
        const double margin = -79.929 + 99 * harder / 109'700.0;
        return longest(track(p, s, 0), [&](const Sample& x) { return x.at > s.from && x.state.position.longitude() > margin; }) > 10;
    });
}

TEST_CASE("a ship is found beyond the locks without having been in them, when it is long") {
    judge("transit_compliance", [](const Play& p, const traffic::Staged& s, double harder) {
        const traffic::Identity& seen = p.who.at(s.vessels[0]), & again = p.who.at(s.vessels[1]);
        return seen.mmsi == again.mmsi && seen.number != again.number && seen.length().value >= 50 * harder;
    });
}
