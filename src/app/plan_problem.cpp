#include "app/plan_problem.h"

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <fstream>

#include <fmt/core.h>

#include "app/chart.h"
#include "app/share.h"
#include "codec/geojson/geojson.h"
#include "codec/route/gpx.h"
#include "codec/route/rtz.h"

namespace vigia::app {

using nlohmann::json;

std::string text_of(CaseFields& fields, std::string_view name) {
    const json& value = fields.raw(name);
    if (value.is_string() && !value.get_ref<const std::string&>().empty()) return value.get<std::string>();
    fields.refuse(fmt::format("\"{}\" must be a text", name));
    return {};
}

std::string file_word_of(CaseFields& fields, std::string_view name) {
    std::string out = text_of(fields, name);
    if (!std::ranges::all_of(out, [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_'; }))
        fields.refuse(fmt::format("\"{}\" must be of letters, digits, - and _, since files are named by it", name));
    return out;
}

Time time_of(CaseFields& fields, std::string_view name) {
    const auto read = time_from_iso(text_of(fields, name));
    if (!read) fields.refuse(fmt::format("\"{}\" is no time in UTC, as 2026-11-23T12:00:00Z", name));
    return read ? *read : Time{};
}

geo::Position place_of(CaseFields& fields, std::string_view name) {
    const json& value = fields.raw(name);
    if (value.is_array() && value.size() == 2 && value[0].is_number() && value[1].is_number())
        if (const auto made = geo::Position::make(value[0].get<double>(), value[1].get<double>())) return *made;
    fields.refuse(fmt::format("\"{}\" must be a place, as [latitude, longitude]", name));
    return geo::Position::of(0, 0);
}

double number_within(CaseFields& fields, std::string_view name, double least, double most, std::optional<double> otherwise) {
    if (otherwise && !fields.has(name)) return *otherwise;
    const double value = fields.number(name);
    if (!fields.fault() && !(value >= least && value <= most)) fields.refuse(fmt::format("\"{}\" must be from {} to {}", name, least, most));
    return fields.fault() ? otherwise.value_or(least) : value;
}

std::size_t word_of(CaseFields& fields, std::string_view name, std::initializer_list<std::string_view> words, std::size_t otherwise) {
    const json& value = fields.raw(name);
    if (value.is_null()) return otherwise;
    const auto found = std::ranges::find_if(words, [&](std::string_view word) { return value == word; });
    if (found != words.end()) return static_cast<std::size_t>(found - words.begin());
    std::string list;
    for (const std::string_view word : words) list += fmt::format("{}\"{}\"", list.empty() ? "" : " or ", word);
    fields.refuse(fmt::format("\"{}\" must be {}", name, list));
    return otherwise;
}

std::optional<geo::Box> box_of(CaseFields& fields, std::string_view name) {
    if (!fields.has(name)) return std::nullopt;
    const auto sides = fields.numbers(name, 4);
    if (sides.size() == 4 && sides[0] >= -180 && sides[2] <= 180 && sides[1] >= -90 && sides[3] <= 90 && sides[0] < sides[2] && sides[1] < sides[3])
        return geo::Box{sides[0], sides[1], sides[2], sides[3]};
    fields.refuse(fmt::format("\"{}\" must be [west, south, east, north] in degrees", name));
    return std::nullopt;
}

Result<json> problem_of(const std::string& file) {
    const auto text = text_of_file(file);
    if (!text) return std::unexpected(text.error());
    json problem = json::parse(*text, nullptr, false);
    if (!problem.is_object()) return fail(ErrorKind::bad_input, fmt::format("{}: this is no JSON object. docs/plans.md says what a problem holds.", file));
    return problem;
}

Time time_after(Time begin, double seconds) { return begin + Duration{static_cast<std::int64_t>(std::llround(seconds)) * 1'000}; }

std::string iso_after(Time begin, double seconds) { return to_iso(time_after(begin, seconds)); }

double rounded(double value, int decimals) {
    const double scale = std::pow(10, decimals);
    return std::round(value * scale) / scale;
}

json told_place(geo::Position p) { return {rounded(p.latitude(), 6), rounded(p.longitude(), 6)}; }

Result<PlanWater> plan_water() {
    const auto usual = usual_water();
    if (!usual) return std::unexpected(usual.error());
    const auto text = text_of_file(share_file("sites.geojson"));
    if (!text) return std::unexpected(text.error());
    const auto sites = geojson::read(*text);
    if (!sites) return std::unexpected(sites.error());
    PlanWater out{usual->land, {}};
    for (const geojson::Feature& feature : sites->features) {
        const geojson::Value* kind = feature.find("kind");
        if (kind != nullptr && std::holds_alternative<std::string>(*kind) && std::get<std::string>(*kind) == "barrier" && feature.line() != nullptr)
            out.barriers.push_back(*feature.line());
    }
    return out;
}

Result<geo::WaterSheet> sheet_of(const PlanWater& water, geo::Box box, double cell, Locks locks) {
    constexpr double wanted = 250'000, finest = 0.001;
    if (cell <= 0) cell = std::max(finest, std::sqrt((box.east - box.west) * (box.north - box.south) / wanted));
    return geo::WaterSheet::make(box, cell, [&](geo::Position p) { return !water.land->is_land(p); }, locks == Locks::closed ? water.barriers : std::vector<geo::Line>());
}

geo::Box box_around(geo::Position middle, Metres radius) {
    const double north = radius.value * 1.1 / 111'195.08 + 0.02, east = north / std::max(0.1, std::cos(middle.latitude() * 0.017453292519943295));
    return {std::max(-180.0, middle.longitude() - east), std::max(-90.0, middle.latitude() - north), std::min(180.0, middle.longitude() + east), std::min(90.0, middle.latitude() + north)};
}

geo::Box joined(geo::Box a, geo::Box b) {
    return {std::min(a.west, b.west), std::min(a.south, b.south), std::max(a.east, b.east), std::max(a.north, b.north)};
}

Result<void> write_routes(const std::vector<model::Route>& routes, const std::string& folder) {
    std::error_code failed;
    std::filesystem::create_directories(folder, failed);
    for (const model::Route& route : routes) {
        if (route.points.size() < 2) continue;
        for (const bool rtz : {true, false}) {
            const auto text = rtz ? route::to_rtz(route) : route::to_gpx(route);
            if (!text) return std::unexpected(text.error());
            const auto path = std::filesystem::path(folder) / (route.name + (rtz ? ".rtz" : ".gpx"));
            std::ofstream file(path, std::ios::binary);
            file << *text;
            if (!file.flush()) return fail(ErrorKind::unavailable, fmt::format("{} cannot be written. Is the folder there and yours?", path.string()));
        }
    }
    return {};
}

}  // namespace vigia::app
