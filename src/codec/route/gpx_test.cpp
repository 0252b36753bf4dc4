#include "codec/route/gpx.h"

#include <doctest/doctest.h>

using namespace vigia;
using geo::Position;

TEST_CASE("a route is written as GPX with its places, times and names") {
    const model::Route route{"Búsqueda <1>", {{.position = Position::of(8.9, -79.5), .name = "datum", .arrival = *time_from_iso("2026-11-23T12:00:00Z")}, {.position = Position::of(8.95, -79.5)}}};
    const auto text = route::to_gpx(route);
    REQUIRE(text);
    CHECK(*text ==
          "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<gpx version=\"1.1\" creator=\"vigia\" xmlns=\"http://www.topografix.com/GPX/1/1\">\n"
          "<rte><name>Búsqueda &lt;1&gt;</name>\n<rtept lat=\"8.9\" lon=\"-79.5\"><time>2026-11-23T12:00:00Z</time><name>datum</name></rtept>\n"
          "<rtept lat=\"8.95\" lon=\"-79.5\"></rtept>\n</rte>\n</gpx>\n");
    CHECK(route::to_gpx({"empty", {}}).error().kind == ErrorKind::bad_input);
}
