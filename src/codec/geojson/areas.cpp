#include "codec/geojson/areas.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <cmath>
#include <utility>

#include <fmt/format.h>

#include "base/text.h"
#include "codec/geojson/geojson.h"

namespace vigia::geojson {
namespace {

using model::Area;
using model::AreaKind;

constexpr std::size_t longest_name = 200, longest_id = 80;
constexpr double fastest_limit_kn = 100;
constexpr int coordinate_decimals = 6;

constexpr std::array<std::string_view, 18> known_properties{
    "id", "kind", "name", "name_es", "source", "approx_error_m", "limit_kn", "limit_large_kn", "large_m", "season_limit_kn",
    "season_from", "season_to", "course_deg", "middle", "half_width_m", "exit", "drawn_by_hand", "note"};

/// Reads one feature; the first fault is kept, and what is read after it does not matter.
class AreaReader {
  public:
    explicit AreaReader(const Feature& feature) : feature_(feature) {}

    Result<Area> area() {
        Area made;
        spelling();
        made.id = id();
        kind(made);
        made.name = name("name", Needed::yes);
        made.name_es = name("name_es", Needed::no);
        if (made.name_es.empty()) made.name_es = made.name;
        shape(made);
        limits(made);
        way(made);
        made.exit = flag("exit") ? model::TellExit::yes : model::TellExit::no;
        if (made.exit == model::TellExit::yes && made.kind != AreaKind::zone) refuse("exit", "is only for kind \"zone\"; remove it");
        made.drawn_by_hand = flag("drawn_by_hand");
        if (!fault_.empty()) return fail(ErrorKind::bad_input, std::move(fault_));
        return made;
    }

    /// The number of a property within bounds; empty when it is missing or null.
    std::optional<double> number(std::string_view property, double least, double most, std::string_view like) {
        const Value* value = present(property);
        if (value == nullptr) return std::nullopt;
        const double* number = std::get_if<double>(value);
        if (number != nullptr && *number >= least && *number <= most) return *number;
        refuse(property, fmt::format("is not a number from {} to {}; write for example {}", least, most, like));
        return std::nullopt;
    }

  private:
    enum class Needed : std::uint8_t { no, yes };

    void refuse(std::string_view property, std::string_view what) {
        if (fault_.empty()) fault_ = fmt::format("property \"{}\" {}", property, what);
    }
    [[nodiscard]] const Value* present(std::string_view property) const {
        const Value* value = feature_.find(property);
        return value == nullptr || std::holds_alternative<std::nullptr_t>(*value) ? nullptr : value;
    }

    void spelling() {
        for (const Property& property : feature_.properties) {
            if (std::ranges::find(known_properties, property.name) != known_properties.end()) continue;
            const std::string_view meant = nearest(property.name, known_properties.data(), known_properties.size());
            if (!meant.empty()) return refuse(std::string_view(property.name).substr(0, 60), fmt::format("is not known; did you mean \"{}\"?", meant));
        }
    }

    std::string id() {
        const std::string_view id = feature_.text("id");
        const auto fits = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-'; };
        if (id.empty() || id.size() > longest_id || !std::ranges::all_of(id, fits))
            refuse("id", fmt::format("must be at most {} small letters, digits and hyphens; write for example \"gatun-dam-lake\"", longest_id));
        return std::string(id);
    }

    void kind(Area& made) {
        const std::string_view word = feature_.text("kind");
        if (const auto kind = model::area_kind(word)) {
            made.kind = *kind;
            return;
        }
        std::string all;
        for (std::size_t i = 0; i < model::area_kinds; ++i) all += fmt::format("{}{}", i == 0 ? "" : ", ", model::name(static_cast<AreaKind>(i)));
        refuse("kind", fmt::format("is \"{}\", which is no kind of area; write one of: {}", word.substr(0, 40), all));
    }

    std::string name(std::string_view property, Needed needed) {
        const Value* value = present(property);
        if (value == nullptr && needed == Needed::no) return {};
        const std::string_view text = trimmed(feature_.text(property));
        if (text.empty() || text.size() > longest_name)
            refuse(property, fmt::format("must be a text of 1 to {} bytes, what people call the area", longest_name));
        return std::string(text);
    }

    bool flag(std::string_view property) {
        const Value* value = present(property);
        if (value == nullptr) return false;
        if (const bool* flag = std::get_if<bool>(value)) return *flag;
        refuse(property, "is neither true nor false; write one of them without quotes");
        return false;
    }

    void shape(Area& made) {
        if (const geo::Polygon* one = feature_.polygon()) made.shape.parts.push_back(*one);
        else if (const geo::MultiPolygon* many = feature_.multi_polygon()) made.shape = *many;
        if (made.shape.parts.empty() && fault_.empty()) fault_ = "an area is a Polygon or a MultiPolygon; draw it as one";
    }

    void limits(Area& made) {
        const auto speed = [&](std::string_view property) -> std::optional<MetresPerSecond> {
            const auto knots = number(property, 0.1, fastest_limit_kn, "10");
            return knots ? std::optional(from_knots(*knots)) : std::nullopt;
        };
        made.limit = speed("limit_kn");
        made.large_limit = speed("limit_large_kn");
        const auto large = number("large_m", 1, 1000, "76.2");
        if (made.large_limit && !large) refuse("large_m", "is missing: say from which length \"limit_large_kn\" holds");
        if (!made.large_limit && large) refuse("limit_large_kn", "is missing: say the limit from the length \"large_m\" on, or remove that");
        made.large = Metres{large.value_or(0)};
        const auto season = speed("season_limit_kn");
        const auto from = day("season_from"), to = day("season_to");
        if (season && from && to) made.season = model::SeasonLimit{*from, *to, *season};
        else if (season || from || to) refuse(!season ? "season_limit_kn" : !from ? "season_from" : "season_to", "is missing: a season needs \"season_limit_kn\", \"season_from\" and \"season_to\"");
    }

    std::optional<int> day(std::string_view property) {
        const auto written = number(property, 101, 1231, "801 for 1 August");
        if (!written) return std::nullopt;
        const int value = static_cast<int>(*written), month = value / 100, date = value % 100;
        constexpr std::array<int, 12> days{31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
        if (value == *written && month >= 1 && month <= 12 && date >= 1 && date <= days[static_cast<std::size_t>(month) - 1]) return value;
        refuse(property, "is no day of the year; write month * 100 + day, for example 801 for 1 August");
        return std::nullopt;
    }

    void way(Area& made) {
        const bool may = made.kind == AreaKind::channel || made.kind == AreaKind::fairway || made.kind == AreaKind::lane;
        for (const std::string_view property : {"middle", "half_width_m", "course_deg"})
            if (!may && present(property) != nullptr) refuse(property, "is only for kinds \"channel\", \"fairway\" and \"lane\"; remove it");
        middle(made);
        const auto width = number("half_width_m", 1, 50'000, "90");
        if (made.middle && !width) refuse("half_width_m", "is missing: say how far usable water reaches beside \"middle\"");
        made.half_width = Metres{width.value_or(0)};
        if (const auto course = number("course_deg", 0, 360, "359")) made.course = turned_into_circle({*course});
        if (made.kind == AreaKind::lane && !made.course) refuse("course_deg", "is missing: a lane has a lawful direction, in degrees from true north");
    }

    void middle(Area& made) {
        const Value* value = present("middle");
        if (value == nullptr) return;
        const auto* numbers = std::get_if<std::vector<double>>(value);
        if (numbers == nullptr || numbers->size() % 2 != 0) return refuse("middle", "is no flat list of pairs; write [longitude, latitude, longitude, latitude, …]");
        std::vector<geo::Position> corners;
        for (std::size_t i = 0; i < numbers->size(); i += 2) {
            auto corner = geo::Position::make((*numbers)[i + 1], (*numbers)[i]);
            if (!corner) return refuse("middle", fmt::format("at pair {}: {}; longitude comes first", i / 2 + 1, corner.error().message));
            corners.push_back(*corner);
        }
        auto line = geo::Line::make(std::move(corners));
        if (!line) return refuse("middle", fmt::format("cannot be: {}", line.error().message));
        made.middle = *std::move(line);
    }

    const Feature& feature_;
    std::string fault_;
};

/// `file: feature 3 ("Amador reach"): what`.
std::unexpected<Error> wrong(std::string_view file, std::size_t number, const Feature& feature, const Error& error) {
    const std::string_view called = feature.text("name");
    const std::string label = called.empty() ? "" : fmt::format(" (\"{}\")", called.substr(0, 60));
    return fail(error.kind, fmt::format("{}: feature {}{}: {}.", file, number, label, error.message), number);
}

std::string id_of(std::string_view name) {
    std::string id;
    for (const char c : name) {
        if (std::isalnum(static_cast<unsigned char>(c)) != 0) id += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
        else if (!id.empty() && id.back() != '-') id += '-';
    }
    while (!id.empty() && id.back() == '-') id.pop_back();
    return id;
}

Feature feature_of(const Area& area) {
    Feature made{area.shape.parts.size() == 1 ? Geometry(area.shape.parts.front()) : Geometry(area.shape), {}};
    const auto put = [&](std::string_view name, Value value) { made.properties.push_back({std::string(name), std::move(value)}); };
    const auto put_speed = [&](std::string_view name, std::optional<MetresPerSecond> speed) {
        if (speed) put(name, to_knots(*speed));
    };
    put("id", area.id);
    put("kind", std::string(model::name(area.kind)));
    put("name", area.name);
    put("name_es", area.name_es);
    put_speed("limit_kn", area.limit);
    put_speed("limit_large_kn", area.large_limit);
    if (area.large_limit) put("large_m", area.large.value);
    if (area.season) {
        put_speed("season_limit_kn", area.season->limit);
        put("season_from", static_cast<double>(area.season->from));
        put("season_to", static_cast<double>(area.season->to));
    }
    if (area.course) put("course_deg", area.course->value);
    if (area.middle) {
        std::vector<double> numbers;
        for (const geo::Position p : area.middle->corners()) numbers.insert(numbers.end(), {p.longitude(), p.latitude()});
        put("middle", std::move(numbers));
        put("half_width_m", area.half_width.value);
    }
    if (area.exit == model::TellExit::yes) put("exit", true);
    if (area.drawn_by_hand) put("drawn_by_hand", true);
    return made;
}

}  // namespace

Result<std::vector<Area>> areas_from_geojson(std::string_view text, std::string_view file) {
    auto collection = read(text);
    if (!collection) return fail(collection.error().kind, fmt::format("{}: {}.", file, collection.error().message), collection.error().at);
    std::vector<Area> areas;
    for (std::size_t i = 0; i < collection->features.size(); ++i) {
        const Feature& feature = collection->features[i];
        if (areas.size() == model::most_areas)
            return wrong(file, i + 1, feature, {ErrorKind::limit, fmt::format("at most {} areas are taken; join or remove some", model::most_areas)});
        auto area = AreaReader(feature).area();
        if (!area) return wrong(file, i + 1, feature, area.error());
        const auto twin = std::ranges::find(areas, area->id, &Area::id);
        if (twin != areas.end())
            return wrong(file, i + 1, feature, {ErrorKind::bad_input, fmt::format("property \"id\" is \"{}\", as of feature {}; ids must differ", area->id, twin - areas.begin() + 1)});
        areas.push_back(*std::move(area));
    }
    return areas;
}

std::string areas_to_geojson(std::span<const Area> areas) {
    Collection all;
    for (const Area& area : areas) all.features.push_back(feature_of(area));
    return write(all, coordinate_decimals);
}

Result<std::vector<model::Structure>> structures_from_geojson(std::string_view text, std::string_view file) {
    auto collection = read(text);
    if (!collection) return fail(collection.error().kind, fmt::format("{}: {}.", file, collection.error().message), collection.error().at);
    std::vector<model::Structure> structures;
    for (std::size_t i = 0; i < collection->features.size(); ++i) {
        const Feature& feature = collection->features[i];
        const auto kind = model::structure_kind(feature.text("kind"));
        if (!kind) continue;
        if (feature.point() == nullptr) return wrong(file, i + 1, feature, {ErrorKind::bad_input, "a lock, dam or bridge is a Point; draw its middle"});
        const std::string_view name = trimmed(feature.text("name")), es = trimmed(feature.text("name_es")), id = feature.text("id");
        if (name.empty()) return wrong(file, i + 1, feature, {ErrorKind::bad_input, "property \"name\" is missing: say what people call it"});
        structures.push_back({*kind, id.empty() ? id_of(name) : std::string(id), std::string(name), std::string(es.empty() ? name : es), *feature.point()});
    }
    return structures;
}

}  // namespace vigia::geojson
