// What radios make of incidents: silence, false places and words, and receivers, told by the transmissions.
#include "io/sim/cues.h"

#include <cmath>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include <doctest/doctest.h>
#include <fmt/format.h>

#include "io/sim/simulate.h"
#include "io/sim/waters_text.h"

namespace vigia::sim {
namespace {

constexpr double mile = 1852;

/// All that was sent in a day with incidents of one kind and nothing else, by vessel.
struct Day {
    std::vector<traffic::Staged> staged;
    std::map<std::uint32_t, std::vector<Sent>> said;
    std::map<std::uint32_t, std::vector<std::string>> texts;
};

Day day(std::string_view kind, std::uint64_t seed) {
    auto scenario = traffic::scenario_from_toml(
        fmt::format("[scenario]\nname = \"x\"\nstart = 2026-03-02T05:00:00Z\nwarm_up_hours = 30\n"
                    "[[watched]]\nname = \"CORAL LANTERN\"\nimo = 9701178\nmmsi = 636990117\n"
                    "[[incidents]]\nkind = \"{}\"\npositives = 8\nnear_misses = 8\n"
                    "[[receivers]]\nname = \"ALL\"\nat = [8.2, -79.4]\nrange_nm = 300\nloss = 0\n", kind), "test");
    auto waters = waters_from_geojson(canal_routes());
    REQUIRE(scenario.has_value());
    REQUIRE(waters.has_value());
    Day out;
    auto world = traffic::World::make(*scenario, *waters, seed, scenario->start);
    REQUIRE(world.has_value());
    out.staged.assign(world->staged().begin(), world->staged().end());
    Outlets outlets;
    outlets.sent = [&](const Sent& sent) {
        if (sent.kind == Sent::Kind::text) out.texts[sent.vessel].emplace_back(sent.text);
        Sent kept = sent;
        kept.deliveries = {};
        kept.text = {};
        out.said[sent.vessel].push_back(kept);
    };
    REQUIRE(simulate(*scenario, std::move(*waters), {seed, {}, {}, Duration{60'000}}, outlets).has_value());
    return out;
}

void judge(std::string_view kind, const std::function<bool(const Day&, const traffic::Staged&, double harder)>& met) {
    for (const std::uint64_t seed : {5U, 6U}) {
        const Day d = day(kind, seed);
        REQUIRE(d.staged.size() == 16);
        for (const traffic::Staged& s : d.staged) {
            const std::string text = fmt::format("seed {} {} {} at {}", seed, kind, s.positive ? "positive" : "near miss", to_iso(s.from));
            CAPTURE(text);
            CHECK(met(d, s, s.positive ? 1.05 : 1 / 1.05) == s.positive);
        }
    }
}

std::vector<Sent> fixes(const Day& d, std::uint32_t vessel) {
    std::vector<Sent> out;
    for (const Sent& s : d.said.at(vessel)) {
        if (s.kind == Sent::Kind::position) out.push_back(s);
    }
    return out;
}

double metres(geo::Position a, geo::Position b) { return geo::distance_near(a, b).value; }
double seconds(Duration d) { return static_cast<double>(d.count()) / 1000; }

/// The longest silence between reports of a vessel, and the way and time of it.
struct Silence {
    double lasts = 0, way = 0;
};
Silence silence(const Day& d, std::uint32_t vessel) {
    Silence longest;
    const std::vector<Sent> f = fixes(d, vessel);
    for (std::size_t i = 1; i < f.size(); ++i) {
        const double lasts = seconds(f[i].at - f[i - 1].at);
        if (lasts > longest.lasts && f[i - 1].fix->speed->value > 2) longest = {lasts, metres(*f[i].fix->position, *f[i - 1].fix->position)};
    }
    return longest;
}

double jump(const Day& d, std::uint32_t vessel) {
    double most = 0;
    const std::vector<Sent> f = fixes(d, vessel);
    for (std::size_t i = 1; i < f.size(); ++i) most = std::max(most, metres(*f[i].fix->position, *f[i - 1].fix->position));
    return most;
}

/// Different values of what a vessel says of itself.
template <class Of>
std::size_t values(const Day& d, std::uint32_t vessel, Of of) {
    std::vector<std::string> seen;
    for (const Sent& s : d.said.at(vessel)) {
        if (!s.particulars) continue;
        const std::string value = of(*s.particulars);
        if (std::ranges::find(seen, value) == seen.end()) seen.push_back(value);
    }
    return seen.size();
}

bool check_digit(std::uint32_t imo) {
    std::uint32_t sum = 0;
    for (std::uint32_t weight = 2, left = imo / 10; weight <= 7; ++weight, left /= 10) sum += left % 10 * weight;
    return sum % 10 == imo % 10;
}

bool at_fault(const Day& d, const traffic::Staged& s, double harder) {
    const std::uint32_t v = s.vessels[0];
    double longest = 0, shortest = 1e9, deepest = 0, shallowest = 1e9;
    bool wrong = d.said.at(v)[0].mmsi.number() / 1'000'000 > 775;
    for (const Sent& said : d.said.at(v)) {
        if (!said.particulars || said.type != 5) continue;
        const model::Particulars& p = *said.particulars;
        const double length = p.dimensions->bow + p.dimensions->stern, beam = p.dimensions->port + p.dimensions->starboard;
        longest = std::max(longest, length);
        shortest = std::min(shortest, length);
        deepest = std::max(deepest, p.draught->value);
        shallowest = std::min(shallowest, p.draught->value);
        wrong = wrong || !check_digit(*p.imo) || length > 400 * harder || beam > length * harder;
        const bool panama = said.mmsi.number() / 1'000'000 >= 351 && said.mmsi.number() / 1'000'000 <= 373;
        const std::string_view sign = p.call_sign->view();
        const bool panamanian = sign.starts_with("3E") || sign.starts_with("3F") || sign.starts_with("H");
        wrong = wrong || panama != panamanian;
    }
    const bool renamed = values(d, v, [](const auto& p) { return std::string(p.name->view()); }) > 1 &&
                         values(d, v, [](const auto& p) { return std::string(p.call_sign->view()); }) > 1;
    return wrong || renamed || longest - shortest > 5 * harder || deepest - shallowest > 3 * harder;
}

TEST_CASE("a transmitter is silent for as long as drawn") {
    judge("dark_activity", [](const Day& d, const traffic::Staged& s, double harder) { return silence(d, s.vessels[0]).lasts > 600 * harder; });
    judge("gap_movement", [](const Day& d, const traffic::Staged& s, double harder) {
        const Silence gap = silence(d, s.vessels[0]);
        return gap.lasts > 1800 && gap.way / gap.lasts > 1.3 * 14 * 1852 / 3600 * harder;
    });
}

TEST_CASE("a false place lies as far away as drawn") {
    judge("impossible_jump", [](const Day& d, const traffic::Staged& s, double harder) { return jump(d, s.vessels[0]) > 2 * mile * harder; });
    const auto waters = waters_from_geojson(canal_routes());
    REQUIRE(waters.has_value());
    judge("on_land", [&](const Day& d, const traffic::Staged& s, double harder) {
        // It slides at a ship's speed to a mark ashore, whose number is its distance from the water.
        double fastest = 0, inland = 0;
        const std::vector<Sent> f = fixes(d, s.vessels[0]);
        for (std::size_t i = 1; i < f.size(); ++i) {
            fastest = std::max(fastest, metres(*f[i].fix->position, *f[i - 1].fix->position) / seconds(f[i].at - f[i - 1].at));
            for (const traffic::Mark& m : waters->marks) {
                if (m.of == "ashore" && metres(m.at, *f[i].fix->position) < 50) inland = std::max(inland, m.number);
            }
        }
        CHECK(inland > 200);
        return inland > 500 * harder;
    });
}

TEST_CASE("vessels go false or lose their place together: three or more, or two") {
    judge("gnss_jamming", [](const Day& d, const traffic::Staged& s, double) {
        int lost = 0;
        for (const std::uint32_t v : s.vessels) {
            int bad = 0;
            for (const Sent& f : fixes(d, v)) bad += f.fix->accuracy == model::Accuracy::low ? 1 : 0;
            lost += bad > 5 ? 1 : 0;
        }
        return lost >= 3;
    });
    judge("gnss_spoofing", [](const Day& d, const traffic::Staged& s, double) {
        int false_ones = 0;
        for (const std::uint32_t v : s.vessels) {
            std::vector<Sent> within;
            for (const Sent& f : fixes(d, v)) {
                if (f.at >= s.from + std::chrono::minutes(2) && f.at < s.from + std::chrono::minutes(9)) within.push_back(f);
            }
            double turned = 0;
            for (std::size_t i = 1; i < within.size(); ++i) turned += std::abs(std::remainder(within[i].fix->course->value - within[i - 1].fix->course->value, 360.0));
            const bool still = within.size() > 5 && metres(*within.front().fix->position, *within.back().fix->position) < 1;
            false_ones += turned > 200 || still ? 1 : 0;
        }
        return false_ones >= 3;
    });
}

TEST_CASE("two hulls send under one number over a common span, or one after the other") {
    judge("mmsi_collision", [](const Day& d, const traffic::Staged& s, double) {
        const std::vector<Sent> a = fixes(d, s.vessels[0]), b = fixes(d, s.vessels[1]);
        REQUIRE(!b.empty());
        CHECK(a.front().mmsi == b.front().mmsi);
        CHECK(metres(*a.front().fix->position, *b.front().fix->position) > 5 * mile);
        const auto between = std::ranges::count_if(a, [&](const Sent& x) { return x.at > b.front().at && x.at < b.back().at; });
        return between >= 3 && seconds(b.back().at - b.front().at) > 300;
    });
}

TEST_CASE("particulars have the fault drawn, or nearly") { judge("static_inconsistency", at_fault); }

TEST_CASE("a watched identity is used, or one that is only alike") {
    judge("watch_list", [](const Day& d, const traffic::Staged& s, double) {
        for (const Sent& said : d.said.at(s.vessels[0])) {
            if (!said.particulars) continue;
            if (said.particulars->imo == 9701178U || said.mmsi.number() == 636990117U) return true;
            int wrong = 0;
            const std::string_view name = said.particulars->name->view(), wanted = "CORAL LANTERN";
            for (std::size_t i = 0; i < wanted.size(); ++i) wrong += i < name.size() && name[i] == wanted[i] ? 0 : 1;
            return wrong <= 1 && !said.particulars->imo;
        }
        return false;
    });
}

TEST_CASE("calls for help, tests and warnings say what they are") {
    const auto devices = [](const Day& d, const traffic::Staged& s, std::string_view word, model::NavigationStatus status) {
        const std::uint32_t number = d.said.at(s.vessels[0])[0].mmsi.number() / 1'000'000;
        CHECK((number == 970 || number == 972 || number == 974));
        REQUIRE(!d.texts.at(s.vessels[0]).empty());
        return d.texts.at(s.vessels[0])[0].ends_with(word) && fixes(d, s.vessels[0])[0].fix->status == status;
    };
    judge("distress", [&](const Day& d, const traffic::Staged& s, double) { return devices(d, s, "ACTIVE", model::NavigationStatus::distress_transmitter); });
    judge("test_transmission", [&](const Day& d, const traffic::Staged& s, double) { return devices(d, s, "TEST", model::NavigationStatus::undefined); });
    judge("safety_text", [](const Day& d, const traffic::Staged& s, double) { return d.texts.contains(s.vessels[0]); });
    const auto says = [](model::NavigationStatus status) {
        return [status](const Day& d, const traffic::Staged& s, double) {
            const auto f = fixes(d, s.vessels[0]);
            const auto count = std::ranges::count_if(f, [&](const Sent& x) { return x.fix->status == status; });
            CHECK(count >= 1);
            return count >= 2;
        };
    };
    judge("not_under_command", says(model::NavigationStatus::not_under_command));
    judge("aground", says(model::NavigationStatus::aground));
}

TEST_CASE("the reach of a receiver is learnt, and a place beyond it is told from one within") {
    std::vector<traffic::Receiver> receivers(1);
    receivers[0].at = geo::Position::of(9, -79.5);
    Reach reach(receivers);
    const Time start = *time_from_iso("2026-03-02T05:00:00Z");
    const geo::Position usual = geo::moved(receivers[0].at, {180}, {12 * mile});
    for (int i = 0; i < 2000; ++i) reach.heard(0, &usual, start + std::chrono::seconds(i));
    const geo::Position beyond = geo::moved(receivers[0].at, {180}, {27 * mile}), within = geo::moved(receivers[0].at, {180}, {13 * mile});
    CHECK(reach.stretched(beyond, 1.15, 2.0) == 0U);
    CHECK_FALSE(reach.stretched(beyond, 0.5, 0.85).has_value());
    CHECK(reach.stretched(within, 0.5, 0.85) == 0U);
    Random random(1);
    CHECK(reach.busy(start + std::chrono::seconds(2000), random) == 0U);
    CHECK_FALSE(reach.busy(start + std::chrono::seconds(2060), random).has_value());  // not again so soon
    CHECK_FALSE(reach.busy(start + std::chrono::hours(3), random).has_value());       // nor when it hears little
}

}  // namespace
}  // namespace vigia::sim
