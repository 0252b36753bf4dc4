#include "codec/route/rtz.h"

#include <doctest/doctest.h>

using namespace vigia;
using geo::Position;

TEST_CASE("a route is written as RTZ 1.2 with its schedule") {
    const model::Route route{"Sector \"A\" & B",
                             {{.position = Position::of(8.9, -79.5), .name = "Inicio", .arrival = *time_from_iso("2026-11-23T12:00:00.700Z")},
                              {.position = Position::of(9, 179.9999999), .arrival = *time_from_iso("2026-11-23T13:00:00Z"), .speed = from_knots(12)}}};
    const auto text = route::to_rtz(route);
    REQUIRE(text);
    CHECK(*text ==
          "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<route xmlns=\"http://www.cirm.org/RTZ/1/2\" version=\"1.2\">\n"
          "<routeInfo routeName=\"Sector &quot;A&quot; &amp; B\"/>\n<waypoints>\n"
          "<waypoint id=\"1\" revision=\"0\" name=\"Inicio\"><position lat=\"8.9\" lon=\"-79.5\"/></waypoint>\n"
          "<waypoint id=\"2\" revision=\"0\"><position lat=\"9\" lon=\"179.999999\"/><leg geometryType=\"Loxodrome\"/></waypoint>\n"
          "</waypoints>\n<schedules>\n<schedule id=\"1\">\n<calculated>\n"
          "<scheduleElement waypointId=\"1\" etd=\"2026-11-23T12:00:00Z\"/>\n"
          "<scheduleElement waypointId=\"2\" eta=\"2026-11-23T13:00:00Z\" speed=\"12\"/>\n"
          "</calculated>\n</schedule>\n</schedules>\n</route>\n");
}

TEST_CASE("a route without times has no schedule, and one that cannot be is refused") {
    const model::Route plain{"a", {{.position = Position::of(8.9, -79.5)}, {.position = Position::of(9, -79.5)}}};
    CHECK(route::to_rtz(plain)->find("schedule") == std::string::npos);
    CHECK(route::to_rtz({"a", {{.position = Position::of(8.9, -79.5)}}}).error().kind == ErrorKind::bad_input);
    model::Route backwards = plain;
    backwards.points[1].speed = MetresPerSecond{-1};
    CHECK(route::to_rtz(backwards).error().kind == ErrorKind::bad_input);
}
