// Map files from operators: nothing breaks, and what is written is read again the same.
#include <cstdint>
#include <string_view>

#include "codec/geojson/areas.h"
#include "codec/geojson/geojson.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace vigia;
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    if (const auto areas = geojson::areas_from_geojson(text.substr(0, 1 << 20), "areas")) {
        const std::string written = geojson::areas_to_geojson(*areas);
        if (const auto again = geojson::areas_from_geojson(written, "areas")) check(geojson::areas_to_geojson(*again) == written);
    } else {
        check(areas.error().message.starts_with("areas: "));
    }
    if (const auto sites = geojson::structures_from_geojson(text.substr(0, 1 << 20), "sites"); !sites) check(!sites.error().message.empty());
    const auto first = geojson::read(text, {.bytes = 1 << 20, .features = 1000, .positions = 10'000});
    if (!first) {
        check(!first.error().message.empty());
        return 0;
    }
    const std::string written = geojson::write(*first);
    // Rounding may make two places one, and a ring or line of them is then refused.
    const auto second = geojson::read(written);
    if (second) check(geojson::write(*second) == written);
    return 0;
}
