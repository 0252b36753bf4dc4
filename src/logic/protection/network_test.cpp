#include "logic/protection/network.h"

#include <algorithm>
#include <bit>
#include <limits>

#include <doctest/doctest.h>

#include "base/random.h"
#include "logic/protection/series.h"

using namespace vigia;
using protection::Network;

namespace {

std::vector<std::size_t> members(std::uint32_t set) {
    std::vector<std::size_t> out;
    for (std::size_t i = 0; i < 32; ++i)
        if ((set >> i & 1U) != 0) out.push_back(i);
    return out;
}

/// The least cut of a network by trying all sides, without some links: equals the greatest flow.
double least_cut(const Network& network, std::uint32_t gone) {
    double best = std::numeric_limits<double>::infinity();
    for (std::uint32_t side = 0; side < 1U << network.nodes; ++side) {
        if ((side >> network.source & 1U) == 0 || (side >> network.sink & 1U) != 0) continue;
        double sum = 0;
        for (std::size_t l = 0; l < network.links.size(); ++l)
            if ((gone >> l & 1U) == 0 && (side >> network.links[l].from & 1U) != 0 && (side >> network.links[l].to & 1U) == 0) sum += network.links[l].capacity;
        best = std::min(best, sum);
    }
    return best;
}

}  // namespace

TEST_CASE("on random networks flow equals the least cut, and hardening equals trying all") {
    Random random(111);
    for (int round = 0; round < 120; ++round) {
        Network network{3 + random.below(3), 0, 1, {}};
        for (std::size_t i = 0, n = 3 + random.below(6); i < n; ++i) {
            const std::size_t from = random.below(network.nodes), to = random.below(network.nodes);
            if (from != to) network.links.push_back({from, to, static_cast<double>(random.below(8))});
        }
        const std::size_t harden = random.below(3), attacks = random.below(4);
        const auto all = 1U << network.links.size();
        const auto count = [](std::uint32_t set) { return static_cast<std::size_t>(std::popcount(set)); };
        double best = -1;
        for (std::uint32_t hard = 0; hard < all; ++hard) {
            if (count(hard) > harden) continue;
            double worst = std::numeric_limits<double>::infinity();
            for (std::uint32_t hit = 0; hit < all; ++hit)
                if (count(hit) <= attacks && (hit & hard) == 0) worst = std::min(worst, least_cut(network, hit));
            best = std::max(best, worst);
        }
        const auto out = protection::defend(network, harden, attacks);
        REQUIRE(out);
        CHECK(out->flow == best);
        CHECK(out->upper == best);
        CHECK(out->unattacked == least_cut(network, 0));
        CHECK(*protection::flow(network, out->attacked) == out->flow);
        CHECK(out->hardened.size() <= harden);
        for (const std::size_t l : out->attacked) CHECK(std::find(out->hardened.begin(), out->hardened.end(), l) == out->hardened.end());
        const auto gone = static_cast<std::uint32_t>(random.below(all));
        CHECK(*protection::flow(network, members(gone)) == least_cut(network, gone));
    }
}

TEST_CASE("a series of stages as a network gives what its closed solution gives") {
    const protection::Series canal{{{13, 13, 10}, {13, 13, 10}, {40}, {13, 13, 10}}};
    Network network{5, 0, 4, {}};
    for (std::size_t s = 0; s < canal.stages.size(); ++s)
        for (const double lane : canal.stages[s]) network.links.push_back({s, s + 1, lane});
    for (const std::size_t harden : {0U, 1U, 2U, 3U})
        for (const std::size_t attacks : {0U, 1U, 2U})
            CHECK(protection::defend(network, harden, attacks)->flow == protection::harden_series(canal, harden, attacks)->throughput);
}

TEST_CASE("a search that is cut short encloses the best, and false networks are refused") {
    const Network network{4, 0, 3, {{0, 1, 5}, {0, 1, 4}, {1, 2, 9}, {1, 2, 2}, {2, 3, 7}, {2, 3, 6}}};
    const auto early = protection::defend(network, 2, 1, 1), whole = protection::defend(network, 2, 1);
    CHECK(early->flow <= whole->flow);
    CHECK(early->upper >= whole->flow);
    CHECK(protection::defend({2, 0, 0, {}}, 1, 1).error().kind == ErrorKind::bad_input);
    CHECK(protection::defend({2, 0, 1, {{0, 5, 1}}}, 1, 1).error().kind == ErrorKind::bad_input);
    CHECK(protection::flow(network, {9}).error().kind == ErrorKind::bad_input);
}
