#include "io/sim/waters_text.h"

#include <array>
#include <cmath>
#include <utility>

#include <fmt/format.h>

#include "codec/geojson/geojson.h"

namespace vigia::sim {

namespace {

using geojson::Feature;
using traffic::Water;
using traffic::Waters;

constexpr std::array<std::pair<std::string_view, Water>, 8> water_names = {
    {{"sea", Water::sea}, {"lane", Water::lane}, {"fairway", Water::fairway}, {"channel", Water::channel},
     {"cut", Water::cut}, {"lock", Water::lock}, {"anchorage", Water::anchorage}, {"harbour", Water::harbour}}};
constexpr double touching = 1.0;  ///< metres between the end of a way and its node

std::unexpected<Error> wrong(std::size_t index, const Feature& feature, std::string_view text) {
    return fail(ErrorKind::bad_input,
                fmt::format("routes: feature {} \"{}\": {}.", index + 1, feature.text("name"), text), index + 1);
}

bool flag(const Feature& feature, std::string_view name) {
    const geojson::Value* value = feature.find(name);
    const bool* set = value == nullptr ? nullptr : std::get_if<bool>(value);
    return set != nullptr && *set;
}

std::optional<MetresPerSecond> knots(const Feature& feature, std::string_view name) {
    const std::optional<double> value = feature.number(name);
    if (!value) return std::nullopt;
    return from_knots(*value);
}

/// "MM-DD" as month * 100 + day; 0 when it is not that.
int month_day(std::string_view text) {
    if (text.size() != 5 || text[2] != '-') return 0;
    const auto digit = [&](std::size_t i) { return text[i] >= '0' && text[i] <= '9' ? text[i] - '0' : 0; };
    return (digit(0) * 10 + digit(1)) * 100 + digit(3) * 10 + digit(4);
}

std::vector<geo::Position> corners_of(const geo::Ring& ring) { return {ring.corners().begin(), ring.corners().end()}; }

class Reader {
  public:
    explicit Reader(const geojson::Collection& collection) : collection_(collection) {}

    Result<Waters> read() {
        for (const Feature& f : collection_.features) {
            if (f.text("kind") != "node" || f.point() == nullptr) continue;
            out_.nodes.push_back({std::string(f.text("name")), *f.point(), std::string(f.text("sea"))});
        }
        for (std::size_t i = 0; i < collection_.features.size(); ++i) {
            const Feature& f = collection_.features[i];
            const std::string_view kind = f.text("kind");
            Result<int> done = 0;
            if (kind == "way") done = way(i, f);
            else if (kind == "berth") done = berth(i, f);
            else if (kind == "anchorage" || kind == "ground") done = area(i, f, kind);
            else if (kind == "base") done = base(i, f);
            else if (kind == "mark") done = mark(i, f);
            else if (kind != "node" || f.point() == nullptr) return wrong(i, f, "has a kind or shape that is not known here");
            if (!done) return fail(std::move(done));
        }
        return std::move(out_);
    }

  private:
    Result<traffic::NodeIndex> node(std::size_t i, const Feature& f, std::string_view key) const {
        const auto found = out_.node(f.text(key));
        if (!found) return wrong(i, f, fmt::format("{} \"{}\" is no node", key, f.text(key)));
        return *found;
    }

    Result<int> way(std::size_t i, const Feature& f) {
        if (f.line() == nullptr) return wrong(i, f, "a way must be a LineString");
        traffic::Way w;
        w.name = f.text("name");
        auto from = node(i, f, "from"), to = node(i, f, "to");
        if (!from) return fail(std::move(from));
        if (!to) return fail(std::move(to));
        w.from = *from;
        w.to = *to;
        w.corners.assign(f.line()->corners().begin(), f.line()->corners().end());
        const auto apart = [&](geo::Position a, traffic::NodeIndex n) { return geo::distance(a, out_.nodes[n].at).value > touching; };
        if (apart(w.corners.front(), w.from) || apart(w.corners.back(), w.to)) {
            return wrong(i, f, "the ends of the way do not lie on its nodes");
        }
        bool known = false;
        for (const auto& [word, water] : water_names) {
            if (word != f.text("water")) continue;
            w.water = water;
            known = true;
        }
        if (!known) return wrong(i, f, "the kind of water is not known");
        w.one_way = flag(f, "one_way");
        w.limit = knots(f, "limit_kn");
        w.large_limit = knots(f, "limit_large_kn");
        w.large = Metres{f.number("large_m").value_or(0)};
        w.half_width = Metres{f.number("half_width_m").value_or(0)};
        if (const auto season = knots(f, "season_limit_kn")) {
            w.season = traffic::Season{month_day(f.text("season_from")), month_day(f.text("season_to")), *season};
        }
        w.lock = f.text("lock");
        w.chambers = static_cast<int>(f.number("chambers").value_or(0));
        w.lanes = static_cast<int>(f.number("lanes").value_or(0));
        if (w.water == Water::lock && (w.lock.empty() || w.chambers < 1 || w.chambers > 12 || w.lanes < 1 || w.lanes > 2)) {
            return wrong(i, f, "a lock needs its name, 1 to 12 chambers and 1 or 2 lanes");
        }
        out_.ways.push_back(std::move(w));
        return 0;
    }

    Result<int> berth(std::size_t i, const Feature& f) {
        auto gate = node(i, f, "gate");
        if (!gate) return fail(std::move(gate));
        if (f.point() == nullptr || !f.number("heading") || !f.number("length_m")) {
            return wrong(i, f, "a berth needs a Point, heading and length_m");
        }
        out_.berths.push_back({std::string(f.text("name")), std::string(f.text("port")), *gate, *f.point(),
                               Degrees{*f.number("heading")}, Metres{*f.number("length_m")}});
        return 0;
    }

    Result<int> area(std::size_t i, const Feature& f, std::string_view kind) {
        auto gate = node(i, f, "gate");
        if (!gate) return fail(std::move(gate));
        if (f.polygon() == nullptr) return wrong(i, f, "an area must be a Polygon");
        std::vector<geo::Position> corners = corners_of(f.polygon()->outer);
        const std::string name(f.text("name"));
        if (kind == "anchorage") {
            out_.anchorages.push_back({name, std::string(f.text("sea")), *gate, std::move(corners)});
        } else {
            out_.grounds.push_back({name, std::string(f.text("use")), *gate, std::move(corners)});
        }
        return 0;
    }

    Result<int> base(std::size_t i, const Feature& f) {
        auto gate = node(i, f, "gate");
        if (!gate) return fail(std::move(gate));
        if (f.point() == nullptr) return wrong(i, f, "a base must be a Point");
        const double room = f.number("room").value_or(1);
        if (!(room >= 1 && room <= 400)) return wrong(i, f, "room must be 1 to 400");
        out_.bases.push_back({std::string(f.text("name")), *gate, *f.point(),
                              Degrees{f.number("heading").value_or(0)}, static_cast<int>(room)});
        return 0;
    }

    Result<int> mark(std::size_t i, const Feature& f) {
        if (f.point() == nullptr) return wrong(i, f, "a mark must be a Point");
        out_.marks.push_back({std::string(f.text("name")), std::string(f.text("of")), *f.point(), f.number("number").value_or(0)});
        return 0;
    }

    const geojson::Collection& collection_;
    Waters out_;
};

}  // namespace

Result<traffic::Waters> waters_from_geojson(std::string_view text) {
    auto collection = geojson::read(text);
    if (!collection) return fail(std::move(collection));
    return Reader(*collection).read();
}

}  // namespace vigia::sim
