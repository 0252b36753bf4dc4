#include "codec/geojson/geojson.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "base/text.h"

namespace vigia::geojson {

namespace {

using nlohmann::json;

/// Where in a text a byte stands, as an editor shows it.
std::pair<std::size_t, std::size_t> line_and_column(std::string_view text, std::size_t byte) {
    const std::string_view before = text.substr(0, std::min(byte, text.size()));
    const auto lines = static_cast<std::size_t>(std::ranges::count(before, '\n'));
    const std::size_t last = before.rfind('\n');
    return {lines + 1, before.size() - (last == std::string_view::npos ? 0 : last + 1) + 1};
}

Result<json> parsed(std::string_view text) {
    try {
        return json::parse(text);
    } catch (const json::parse_error& error) {
        const auto [line, column] = line_and_column(text, error.byte == 0 ? 0 : error.byte - 1);
        std::string_view why = error.what();
        if (const auto at = why.find(": "); at != std::string_view::npos) why.remove_prefix(at + 2);
        // The text quoted from the file may hold any bytes; a message is one line of UTF-8.
        std::string clean;
        for (const char c : why.substr(0, 160)) clean += c >= ' ' && c < 127 ? c : '?';
        return fail(ErrorKind::bad_input, fmt::format("line {}, column {}: this is no JSON: {}", line, column, clean),
                    line);
    } catch (const json::out_of_range& error) {
        // The library quotes the number and does not say where it stands.
        const std::string_view why = error.what();
        const std::size_t open = why.find('\'') + 1;
        const std::string_view number = why.substr(open, why.rfind('\'') - open);
        const auto [line, column] = line_and_column(text, text.find(number));
        return fail(ErrorKind::bad_input, fmt::format("line {}, column {}: {} is too large for a number: at most 1.8e308",
                                                      line, column, number.substr(0, 40)), line);
    }
}

const json* member(const json& object, const char* name) {
    if (!object.is_object()) return nullptr;
    const auto found = object.find(name);
    return found == object.end() ? nullptr : &*found;
}

std::string_view text_of(const json* value) {
    const std::string* text = value == nullptr ? nullptr : value->get_ptr<const std::string*>();
    return text == nullptr ? std::string_view() : std::string_view(*text);
}

/// Reads shapes and counts their positions.
class Shapes {
  public:
    explicit Shapes(const Limits& limits) : limits_(limits) {}

    Result<Geometry> geometry(const json& from) {
        const std::string_view type = text_of(member(from, "type"));
        const json* at = member(from, "coordinates");
        if (type.empty()) return fail(ErrorKind::bad_input, "the geometry has no \"type\"");
        if (type == "GeometryCollection")
            return fail(ErrorKind::unsupported,
                        "a GeometryCollection is not taken: make each geometry a feature");
        if (at == nullptr || !at->is_array())
            return fail(ErrorKind::bad_input, "the geometry has no \"coordinates\"");
        if (type == "Point") return one<geo::Position>(position(*at));
        if (type == "MultiPoint") return one<std::vector<geo::Position>>(positions(*at));
        if (type == "LineString") return one<geo::Line>(line(*at));
        if (type == "MultiLineString")
            return one<std::vector<geo::Line>>(each<geo::Line>(*at, [&](const json& j) { return line(j); }));
        if (type == "Polygon") return one<geo::Polygon>(polygon(*at));
        if (type == "MultiPolygon") {
            auto parts = each<geo::Polygon>(*at, [&](const json& j) { return polygon(j); });
            if (!parts) return fail(std::move(parts));
            return Geometry(geo::MultiPolygon{*std::move(parts)});
        }
        return fail(ErrorKind::bad_input, fmt::format("\"{}\" is no type of geometry (Point, LineString, "
                                                      "Polygon or a Multi of them)",
                                                      type.substr(0, 40)));
    }

  private:
    template <class Shape>
    static Result<Geometry> one(Result<Shape> shape) {
        if (!shape) return fail(std::move(shape));
        return Geometry(*std::move(shape));
    }

    template <class Shape, class Read>
    static Result<std::vector<Shape>> each(const json& from, Read read) {
        if (!from.is_array()) return fail(ErrorKind::bad_input, "coordinates are nested too little");
        std::vector<Shape> all;
        for (const json& part : from) {
            auto shape = read(part);
            if (!shape) return fail(std::move(shape));
            all.push_back(*std::move(shape));
        }
        return all;
    }

    Result<geo::Position> position(const json& from) {
        if (++positions_ > limits_.positions)
            return fail(ErrorKind::limit, fmt::format("more than {} positions", limits_.positions));
        if (!from.is_array() || from.size() < 2 || !from[0].is_number() || !from[1].is_number())
            return fail(ErrorKind::bad_input, "a position is [longitude, latitude]");
        auto made = geo::Position::make(from[1].get<double>(), from[0].get<double>());
        if (!made)
            return fail(made.error().kind, made.error().message + " (GeoJSON writes the longitude first)");
        return made;
    }

    Result<std::vector<geo::Position>> positions(const json& from) {
        return each<geo::Position>(from, [&](const json& j) { return position(j); });
    }

    Result<geo::Line> line(const json& from) {
        auto corners = positions(from);
        if (!corners) return fail(std::move(corners));
        return geo::Line::make(*std::move(corners));
    }

    Result<geo::Ring> ring(const json& from) {
        auto corners = positions(from);
        if (!corners) return fail(std::move(corners));
        if (!corners->empty() && corners->front() != corners->back())
            return fail(ErrorKind::bad_input, "a ring must end where it began");
        return geo::Ring::make(*std::move(corners));
    }

    Result<geo::Polygon> polygon(const json& from) {
        auto rings = each<geo::Ring>(from, [&](const json& j) { return ring(j); });
        if (!rings) return fail(std::move(rings));
        if (rings->empty()) return fail(ErrorKind::bad_input, "a polygon has no ring");
        geo::Polygon made{std::move(rings->front()), {}};
        made.holes.assign(std::make_move_iterator(rings->begin() + 1), std::make_move_iterator(rings->end()));
        return made;
    }

    const Limits& limits_;
    std::size_t positions_ = 0;
};

/// A plain value; empty when it is an object, or a list of anything but numbers or texts.
std::optional<Value> value_of(const json& from) {
    if (from.is_null()) return Value(nullptr);
    if (from.is_boolean()) return Value(from.get<bool>());
    if (from.is_number()) return Value(from.get<double>());
    if (from.is_string()) return Value(from.get<std::string>());
    if (!from.is_array()) return std::nullopt;
    if (std::ranges::all_of(from, [](const json& j) { return j.is_number(); })) {
        std::vector<double> numbers;
        for (const json& j : from) numbers.push_back(j.get<double>());
        return Value(std::move(numbers));
    }
    if (!std::ranges::all_of(from, [](const json& j) { return j.is_string(); })) return std::nullopt;
    std::vector<std::string> texts;
    for (const json& j : from) texts.push_back(j.get<std::string>());
    return Value(std::move(texts));
}

Result<Feature> feature(const json& from, Shapes& shapes) {
    if (text_of(member(from, "type")) != "Feature")
        return fail(ErrorKind::bad_input, "its \"type\" is not \"Feature\"");
    const json* shape = member(from, "geometry");
    if (shape == nullptr || !shape->is_object()) return fail(ErrorKind::bad_input, "it has no geometry");
    auto geometry = shapes.geometry(*shape);
    if (!geometry) return fail(std::move(geometry));
    Feature made{*std::move(geometry), {}};
    const json* properties = member(from, "properties");
    if (properties == nullptr || properties->is_null()) return made;
    if (!properties->is_object()) return fail(ErrorKind::bad_input, "its \"properties\" are no object");
    for (const auto& [name, value] : properties->items()) {
        auto plain = value_of(value);
        if (!plain)
            return fail(ErrorKind::unsupported,
                        fmt::format("property \"{}\" is no plain value and no list of numbers or of texts",
                                    name.substr(0, 60)));
        made.properties.push_back({name, *std::move(plain)});
    }
    return made;
}

Result<Collection> collection(const json& from, const Limits& limits, Shapes& shapes) {
    const json* list = member(from, "features");
    if (list == nullptr || !list->is_array())
        return fail(ErrorKind::bad_input, "the FeatureCollection has no list of \"features\"");
    if (list->size() > limits.features)
        return fail(ErrorKind::limit, fmt::format("more than {} features", limits.features));
    Collection made;
    for (const auto& [name, value] : from.items()) {
        if (name == "type" || name == "features") continue;
        if (auto plain = value_of(value)) made.about.push_back({name, *std::move(plain)});
    }
    std::size_t number = 0;
    for (const json& one : *list) {
        ++number;
        auto read = feature(one, shapes);
        if (!read) {
            const json* properties = member(one, "properties");
            const std::string_view called = properties ? text_of(member(*properties, "name")) : "";
            const std::string label = called.empty() ? "" : fmt::format(" (\"{}\")", called.substr(0, 60));
            return fail(read.error().kind, fmt::format("feature {}{}: {}", number, label, read.error().message),
                        number);
        }
        made.features.push_back(*std::move(read));
    }
    return made;
}

void append_position(std::string& out, geo::Position p, int decimals) {
    out += '[';
    append_number(out, p.longitude(), decimals);
    out += ',';
    append_number(out, p.latitude(), decimals);
    out += ']';
}

template <class List, class Append>
void append_list(std::string& out, const List& list, Append append) {
    out += '[';
    bool first = true;
    for (const auto& one : list) {
        if (!first) out += ',';
        first = false;
        append(one);
    }
    out += ']';
}

struct ShapeWriter {
    std::string& out;
    int decimals;

    void begin(std::string_view type) {
        out += "{\"type\":\"";
        out += type;
        out += "\",\"coordinates\":";
    }
    void corners(std::span<const geo::Position> list) {
        append_list(out, list, [&](geo::Position p) { append_position(out, p, decimals); });
    }
    void ring(const geo::Ring& one) {
        out += '[';
        for (const geo::Position p : one.corners()) {
            append_position(out, p, decimals);
            out += ',';
        }
        append_position(out, one.corners().front(), decimals);
        out += ']';
    }
    void rings(const geo::Polygon& area) {
        out += '[';
        ring(area.outer);
        for (const geo::Ring& hole : area.holes) {
            out += ',';
            ring(hole);
        }
        out += ']';
    }
    void operator()(geo::Position p) { begin("Point"), append_position(out, p, decimals); }
    void operator()(const std::vector<geo::Position>& list) { begin("MultiPoint"), corners(list); }
    void operator()(const geo::Line& line) { begin("LineString"), corners(line.corners()); }
    void operator()(const std::vector<geo::Line>& lines) {
        begin("MultiLineString");
        append_list(out, lines, [&](const geo::Line& line) { corners(line.corners()); });
    }
    void operator()(const geo::Polygon& area) { begin("Polygon"), rings(area); }
    void operator()(const geo::MultiPolygon& area) {
        begin("MultiPolygon");
        append_list(out, area.parts, [&](const geo::Polygon& part) { rings(part); });
    }
};

struct ValueWriter {
    std::string& out;
    void operator()(std::nullptr_t) { out += "null"; }
    void operator()(bool value) { out += value ? "true" : "false"; }
    void operator()(double value) { append_number(out, value, 9); }
    void operator()(const std::string& value) { append_json(out, value); }
    void operator()(const std::vector<double>& list) {
        append_list(out, list, [&](double value) { (*this)(value); });
    }
    void operator()(const std::vector<std::string>& list) {
        append_list(out, list, [&](const std::string& value) { append_json(out, value); });
    }
};

void append_property(std::string& out, const Property& property) {
    append_json(out, property.name);
    out += ':';
    std::visit(ValueWriter{out}, property.value);
}

}  // namespace

const Value* Feature::find(std::string_view name) const {
    const auto found = std::ranges::find(properties, name, &Property::name);
    return found == properties.end() ? nullptr : &found->value;
}

std::string_view Feature::text(std::string_view name) const {
    const Value* value = find(name);
    const std::string* text = value == nullptr ? nullptr : std::get_if<std::string>(value);
    return text == nullptr ? std::string_view() : std::string_view(*text);
}

std::optional<double> Feature::number(std::string_view name) const {
    const Value* value = find(name);
    const double* number = value == nullptr ? nullptr : std::get_if<double>(value);
    return number == nullptr ? std::nullopt : std::optional(*number);
}

Result<Collection> read(std::string_view text, const Limits& limits) {
    if (text.size() > limits.bytes)
        return fail(ErrorKind::limit, fmt::format("the file has {} bytes, more than {}", text.size(), limits.bytes));
    auto tree = parsed(text);
    if (!tree) return fail(std::move(tree));
    Shapes shapes(limits);
    const std::string_view type = text_of(member(*tree, "type"));
    if (type == "FeatureCollection") return collection(*tree, limits, shapes);
    if (type == "Feature") {
        auto one = feature(*tree, shapes);
        if (!one) return fail(one.error().kind, "the feature: " + one.error().message, 1);
        return Collection{{*std::move(one)}, {}};
    }
    if (type.empty())
        return fail(ErrorKind::bad_input, "this is JSON but no GeoJSON: it has no \"type\" "
                                          "(FeatureCollection, Feature or a geometry)");
    auto shape = shapes.geometry(*tree);
    if (!shape) return fail(std::move(shape));
    return Collection{{Feature{*std::move(shape), {}}}, {}};
}

std::string write(const Collection& collection, int decimals) {
    std::string out = "{\"type\":\"FeatureCollection\",";
    for (const Property& property : collection.about) {
        append_property(out, property);
        out += ',';
    }
    out += "\"features\":[\n";
    bool first = true;
    for (const Feature& one : collection.features) {
        if (!first) out += ",\n";
        first = false;
        out += "{\"type\":\"Feature\",\"properties\":{";
        for (std::size_t i = 0; i < one.properties.size(); ++i) {
            if (i > 0) out += ',';
            append_property(out, one.properties[i]);
        }
        out += "},\"geometry\":";
        std::visit(ShapeWriter{out, decimals}, one.geometry);
        out += "}}";
    }
    out += "\n]}\n";
    return out;
}

geo::MultiPolygon polygons(const Collection& collection) {
    geo::MultiPolygon all;
    for (const Feature& one : collection.features) {
        if (const geo::Polygon* area = one.polygon()) all.parts.push_back(*area);
        if (const geo::MultiPolygon* areas = one.multi_polygon())
            all.parts.insert(all.parts.end(), areas->parts.begin(), areas->parts.end());
    }
    return all;
}

}  // namespace vigia::geojson
