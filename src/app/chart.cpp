#include "app/chart.h"

#include <iterator>
#include <utility>

#include "app/share.h"
#include "codec/geojson/areas.h"
#include "codec/geojson/geojson.h"
#include "geo/coast.h"
#include "geo/land.h"

namespace vigia::app {
namespace {

constexpr Metres corridor_half_width{500};  ///< data/sites.md, "Corridor"

Result<geojson::Collection> collection_of(const char* name) {
    auto text = text_of_file(share_file(name));
    if (!text) return fail(std::move(text));
    auto read = geojson::read(*text);
    if (!read) return fail(read.error().kind, std::string(name) + ": " + read.error().message);
    return read;
}

/// The ways that count as water whatever the coastline says.
geo::Corridor corridor_of(const geojson::Collection& sites) {
    geo::Corridor corridor;
    corridor.half_width = corridor_half_width;
    for (const geojson::Feature& feature : sites.features) {
        const geojson::Value* flag = feature.find("corridor");
        const bool counts = flag != nullptr && std::holds_alternative<bool>(*flag) && std::get<bool>(*flag);
        if (counts && feature.line() != nullptr) corridor.ways.push_back(*feature.line());
    }
    return corridor;
}

}  // namespace

Result<Water> usual_water() {
    const auto sites = collection_of("sites.geojson");
    if (!sites) return std::unexpected(sites.error());
    const auto coastline = collection_of("coastline/land-full.geojson");
    if (!coastline) return std::unexpected(coastline.error());
    auto areas_text = text_of_file(share_file("areas.geojson"));
    if (!areas_text) return fail(std::move(areas_text));
    auto areas = geojson::areas_from_geojson(*areas_text, "areas.geojson");
    if (!areas) return fail(std::move(areas));
    auto sites_text = text_of_file(share_file("sites.geojson"));
    if (!sites_text) return fail(std::move(sites_text));
    auto structures = geojson::structures_from_geojson(*sites_text, "sites.geojson");
    if (!structures) return fail(std::move(structures));
    Water water{.areas = std::move(*areas), .structures = std::move(*structures), .land = {}, .coast = {}};
    water.land = std::make_shared<const geo::LandMask>(geojson::polygons(*coastline), corridor_of(*sites));
    water.coast = std::make_shared<const geo::CoastDistance>(*water.land);
    return water;
}

Result<std::shared_ptr<const model::Chart>> chart_of(const Water& water, std::vector<model::Area> drawn) {
    std::vector<model::Area> areas = water.areas;
    areas.insert(areas.end(), std::make_move_iterator(drawn.begin()), std::make_move_iterator(drawn.end()));
    auto chart = model::Chart::make(std::move(areas), water.structures, water.land, water.coast);
    if (!chart) return fail(std::move(chart));
    return std::make_shared<const model::Chart>(std::move(*chart));
}

Result<std::shared_ptr<const model::Chart>> usual_chart() {
    const auto water = usual_water();
    if (!water) return std::unexpected(water.error());
    return chart_of(*water, {});
}

}  // namespace vigia::app
