#include "logic/search/leeway.h"

#include <cmath>
#include <set>

#include <doctest/doctest.h>

using namespace vigia;

TEST_CASE("a person in the water drifts at 9.6 cm/s in 10 m/s of wind, 5.4 cm/s to either side") {
    const auto* person = search::leeway_kind("person");
    REQUIRE(person != nullptr);
    CHECK(person->leeway.down.slope * 10 == doctest::Approx(0.096));
    CHECK(person->leeway.right.slope * 10 == doctest::Approx(0.054));
    CHECK(person->leeway.down.spread.value == doctest::Approx(0.12));
    CHECK(search::leeway_kind("unicorn") == nullptr);
}

TEST_CASE("speed and angle of the manual come back from the parts") {
    const search::Leeway raft = search::leeway_kind("raft-deep-ballast")->leeway;
    const double wind = 12, down = raft.down.slope * wind + raft.down.offset.value, right = raft.right.slope * wind + raft.right.offset.value;
    CHECK(std::hypot(down, right) == doctest::Approx(0.030 * wind + from_knots(0.02).value));
    CHECK(std::atan2(right, down) * 57.29577951308232 == doctest::Approx(13));
    CHECK(raft.left.slope == -raft.right.slope);
}

TEST_CASE("each kind has an id of its own, two names and a source, and no kind outruns a tenth of the wind") {
    std::set<std::string_view> ids;
    for (const search::LeewayKind& kind : search::leeway_kinds()) {
        CHECK(ids.insert(kind.id).second);
        CHECK(!kind.en.empty());
        CHECK(!kind.es.empty());
        CHECK(!kind.source.empty());
        CHECK(std::hypot(kind.leeway.down.slope, kind.leeway.right.slope) < 0.1);
        CHECK(kind.leeway.down.slope > 0);
        CHECK(kind.leeway.left.slope <= 0);
    }
}
