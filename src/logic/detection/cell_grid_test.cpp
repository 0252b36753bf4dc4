#include "logic/detection/cell_grid.h"

#include <doctest/doctest.h>

#include <map>
#include <set>

#include "base/random.h"

using namespace vigia;
using namespace vigia::detection;
using geo::Position;

namespace {

struct Record {
    model::VesselSlot slot = 0;
    Position at = Position::of(0, 0);
    int version = 0;
};

}  // namespace

TEST_CASE("a search finds the latest record of each vessel within the circle, whatever moved before") {
    CellGrid<Record> grid(0.1);
    std::map<std::uint32_t, Record> truth;
    Random random(6);
    for (int i = 0; i < 5'000; ++i) {
        const auto slot = static_cast<std::uint32_t>(random.below(60));
        if (random.chance(0.2)) {
            grid.erase(slot);
            truth.erase(slot);
        } else {
            const Record record{slot, Position::of(random.uniform(8, 9), random.uniform(-80, -79)), i};
            grid.put(record);
            truth[slot] = record;
        }
        CHECK(grid.contains(slot) == truth.contains(slot));
        const auto at = Position::of(random.uniform(8, 9), random.uniform(-80, -79));
        const Metres radius{random.uniform(1'000, 30'000)};
        std::set<std::uint32_t> found;
        grid.near(at, radius, [&](const Record& r) {
            CHECK(truth.at(r.slot).version == r.version);
            CHECK(found.insert(r.slot).second);
        });
        for (const auto& [s, r] : truth)
            if (geo::distance_near(at, r.at) < radius) CHECK(found.contains(s));
    }
}
