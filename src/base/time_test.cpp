#include "base/time.h"

#include <doctest/doctest.h>

namespace vigia {
namespace {

using namespace std::chrono_literals;

TEST_CASE("a time written as ISO 8601 reads back as itself") {
    for (const char* text : {"2026-11-23T19:27:05Z", "1970-01-01T00:00:00Z", "2024-02-29T23:59:59.007Z"})
        CHECK(to_iso(time_from_iso(text).value()) == text);
}

TEST_CASE("short forms, offsets and a space for the T are read") {
    CHECK(to_iso(time_from_iso("2026-11-23").value()) == "2026-11-23T00:00:00Z");
    CHECK(to_iso(time_from_iso("2026-11-23 19:27").value()) == "2026-11-23T19:27:00Z");
    CHECK(to_iso(time_from_iso("2026-11-23T19:27:00-05:00").value()) == "2026-11-24T00:27:00Z");
}

TEST_CASE("false times are refused with their place") {
    CHECK(time_from_iso("2026-02-29").error().kind == ErrorKind::bad_input);
    CHECK(time_from_iso("2026-11-23T25:00").error().kind == ErrorKind::bad_input);
    CHECK(time_from_iso("2026-1x-23").error().at == 6);
    CHECK(!time_from_iso(""));
    CHECK(!time_from_iso("2026-11-23T10:00:00Zjunk"));
}

TEST_CASE("durations carry a unit") {
    CHECK(duration_from_text("90s").value() == 90s);
    CHECK(duration_from_text("7d").value() == 168h);
    CHECK(duration_from_text("500ms").value() == 500ms);
    CHECK(!duration_from_text("90"));
    CHECK(!duration_from_text("-1s"));
    CHECK(!duration_from_text("99999999999999999d"));
}

TEST_CASE("Unix seconds keep their milliseconds") {
    CHECK(to_unix_milliseconds(from_unix_seconds(1733782034.25)) == 1733782034250);
}

}  // namespace
}  // namespace vigia
