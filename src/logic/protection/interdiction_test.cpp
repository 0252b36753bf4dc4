#include "logic/protection/interdiction.h"

#include <algorithm>
#include <bit>
#include <limits>

#include <doctest/doctest.h>

#include "base/random.h"

using namespace vigia;
using protection::WatchedArc;

namespace {

double shortest(std::size_t nodes, const std::vector<WatchedArc>& arcs, std::uint32_t watched, std::size_t from, std::size_t to) {
    std::vector<double> far(nodes, std::numeric_limits<double>::infinity());
    far[from] = 0;
    for (std::size_t round = 0; round < nodes; ++round)
        for (std::size_t a = 0; a < arcs.size(); ++a)
            far[arcs[a].to] = std::min(far[arcs[a].to], far[arcs[a].from] + arcs[a].cost + ((watched >> a & 1U) != 0 ? arcs[a].delay : 0));
    return far[to];
}

}  // namespace

TEST_CASE("on 300 random nets the arcs watched equal trying all sets") {
    Random random(101);
    int solved = 0;
    for (int round = 0; round < 300; ++round) {
        const std::size_t nodes = 3 + random.below(4), most = random.below(4);
        std::vector<WatchedArc> arcs;
        for (std::size_t i = 0, n = 4 + random.below(8); i < n; ++i)
            arcs.push_back({random.below(nodes), random.below(nodes), static_cast<double>(random.below(10)), static_cast<double>(random.below(10))});
        const auto out = protection::interdict(nodes, arcs, 0, nodes - 1, most);
        if (!out) continue;
        ++solved;
        double best = 0;
        for (std::uint32_t set = 0; set < 1U << arcs.size(); ++set)
            if (static_cast<std::size_t>(std::popcount(set)) <= most) best = std::max(best, shortest(nodes, arcs, set, 0, nodes - 1));
        CHECK(out->length == best);
        CHECK(out->upper == best);
        std::uint32_t set = 0;
        for (const std::size_t a : out->arcs) set |= 1U << a;
        CHECK(out->arcs.size() <= most);
        CHECK(shortest(nodes, arcs, set, 0, nodes - 1) == best);
        CHECK(out->unwatched == shortest(nodes, arcs, 0, 0, nodes - 1));
        const auto early = protection::interdict(nodes, arcs, 0, nodes - 1, most, 1);
        CHECK(early->length <= best);
        CHECK(early->upper >= best);
    }
    CHECK(solved > 100);
}

TEST_CASE("nets without a way, or with false numbers, are refused") {
    CHECK(protection::interdict(2, {}, 0, 1, 1).error().kind == ErrorKind::bad_input);
    CHECK(protection::interdict(2, {{0, 1, -1, 0}}, 0, 1, 1).error().kind == ErrorKind::bad_input);
    CHECK(protection::interdict(2, {{0, 2, 1, 0}}, 0, 1, 1).error().kind == ErrorKind::bad_input);
    CHECK(protection::interdict(2, {{0, 1, 1, 0}}, 1, 1, 1).error().kind == ErrorKind::bad_input);
}
