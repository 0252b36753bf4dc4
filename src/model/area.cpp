#include "model/area.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <set>

#include <fmt/format.h>

namespace vigia::model {
namespace {

constexpr int most_cells_a_side = 4096;

/// In the order of AreaKind and of StructureKind.
constexpr std::array<std::string_view, area_kinds> kind_names{"anchorage", "harbour", "lock", "channel", "fairway", "lane", "pilot_boarding", "zone"};
constexpr std::array<std::string_view, 3> structure_names{"lock", "dam", "bridge"};

/// The enumerator at the place of a name.
template <class Kind, std::size_t N>
std::optional<Kind> kind_of(const std::array<std::string_view, N>& names, std::string_view wanted) {
    const auto found = std::ranges::find(names, wanted);
    if (found == names.end()) return std::nullopt;
    return static_cast<Kind>(found - names.begin());
}

/// As much of a name as a fact holds, no letter of UTF-8 halved.
FixedText<48> fitted(std::string_view text) {
    std::size_t end = std::min<std::size_t>(text.size(), 48);
    while (end > 0 && end < text.size() && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) --end;
    return FixedText<48>(text.substr(0, end));
}

bool crosses(const geo::Ring& ring, const geo::Box& cell) {
    const auto corners = ring.corners();
    for (std::size_t i = 0; i < corners.size(); ++i) {
        const geo::Position a = corners[i], b = corners[(i + 1) % corners.size()];
        // Clips the side to the cell (Liang-Barsky).
        double t0 = 0, t1 = 1;
        const double dx = b.longitude() - a.longitude(), dy = b.latitude() - a.latitude();
        const auto clip = [&](double p, double q) {
            if (p == 0) return q >= 0;
            const double r = q / p;
            if (p < 0) t0 = std::max(t0, r);
            else t1 = std::min(t1, r);
            return t0 <= t1;
        };
        if (clip(-dx, a.longitude() - cell.west) && clip(dx, cell.east - a.longitude()) && clip(-dy, a.latitude() - cell.south) &&
            clip(dy, cell.north - a.latitude()))
            return true;
    }
    return false;
}

bool crosses(const geo::MultiPolygon& shape, const geo::Box& cell) {
    const auto ring = [&](const geo::Ring& r) { return crosses(r, cell); };
    return std::ranges::any_of(shape.parts, [&](const geo::Polygon& part) { return ring(part.outer) || std::ranges::any_of(part.holes, ring); });
}

}  // namespace

std::string_view name(AreaKind kind) { return kind_names[static_cast<std::size_t>(kind)]; }
std::optional<AreaKind> area_kind(std::string_view wanted) { return kind_of<AreaKind>(kind_names, wanted); }
std::string_view name(StructureKind kind) { return structure_names[static_cast<std::size_t>(kind)]; }
std::optional<StructureKind> structure_kind(std::string_view wanted) { return kind_of<StructureKind>(structure_names, wanted); }
Named called(const Area& area) { return {fitted(area.name), fitted(area.name_es)}; }
Named called(const Structure& structure) { return {fitted(structure.name), fitted(structure.name_es)}; }

std::optional<MetresPerSecond> speed_limit(const Area& area, std::optional<Metres> length, Time at) {
    std::optional<MetresPerSecond> limit = area.limit;
    const auto lower = [&](MetresPerSecond other) { limit = limit ? std::min(*limit, other) : other; };
    if (area.large_limit && length && *length >= area.large) lower(*area.large_limit);
    if (area.season) {
        const std::chrono::year_month_day date{std::chrono::floor<std::chrono::days>(at - std::chrono::hours(5))};
        const int day = static_cast<int>(static_cast<unsigned>(date.month()) * 100 + static_cast<unsigned>(date.day()));
        const bool within = area.season->from <= area.season->to ? day >= area.season->from && day <= area.season->to
                                                                 : day >= area.season->from || day <= area.season->to;
        if (within) lower(area.season->limit);
    }
    return limit;
}

Result<Chart> Chart::make(std::vector<Area> areas, std::vector<Structure> structures, std::shared_ptr<const geo::LandMask> land,
                          std::shared_ptr<const geo::CoastDistance> coast) {
    if (areas.size() > most_areas)
        return fail(ErrorKind::limit, fmt::format("there are {} areas; at most {} are taken. Join or remove some.", areas.size(), most_areas));
    std::set<std::string_view> ids;
    for (const Area& area : areas) {
        if (area.shape.parts.empty()) return fail(ErrorKind::bad_input, fmt::format("the area \"{}\" has no shape.", area.id));
        if (!ids.insert(area.id).second) return fail(ErrorKind::bad_input, fmt::format("two areas have the id \"{}\"; ids must differ.", area.id));
    }
    Chart chart;
    chart.areas_ = std::move(areas);
    chart.structures_ = std::move(structures);
    chart.land_ = std::move(land);
    chart.coast_ = std::move(coast);
    chart.lay_grid();
    return chart;
}

void Chart::lay_grid() {
    if (areas_.empty()) return;
    box_ = geo::box(areas_[0].shape);
    for (const Area& area : areas_) {
        const geo::Box b = geo::box(area.shape);
        box_ = {std::min(box_.west, b.west), std::min(box_.south, b.south), std::max(box_.east, b.east), std::max(box_.north, b.north)};
    }
    cell_ = std::max({0.005, (box_.east - box_.west) / most_cells_a_side, (box_.north - box_.south) / most_cells_a_side});
    columns_ = static_cast<int>((box_.east - box_.west) / cell_) + 1;
    rows_ = static_cast<int>((box_.north - box_.south) / cell_) + 1;
    std::vector<std::vector<Near>> near(static_cast<std::size_t>(columns_) * static_cast<std::size_t>(rows_));
    for (AreaIndex i = 0; i < areas_.size(); ++i) {
        const geo::MultiPolygon& shape = areas_[i].shape;
        const geo::Box b = geo::box(shape);
        const int row_to = std::min(rows_ - 1, static_cast<int>((b.north - box_.south) / cell_));
        const int column_to = std::min(columns_ - 1, static_cast<int>((b.east - box_.west) / cell_));
        for (int r = static_cast<int>((b.south - box_.south) / cell_); r <= row_to; ++r)
            for (int c = static_cast<int>((b.west - box_.west) / cell_); c <= column_to; ++c) {
                const geo::Box cell{box_.west + c * cell_, box_.south + r * cell_, box_.west + (c + 1) * cell_, box_.south + (r + 1) * cell_};
                const bool edge = crosses(shape, cell);
                const auto middle = geo::Position::of(std::min(90.0, (cell.south + cell.north) / 2), std::min(180.0, (cell.west + cell.east) / 2));
                if (edge || contains(shape, middle))
                    near[static_cast<std::size_t>(r) * static_cast<std::size_t>(columns_) + static_cast<std::size_t>(c)].push_back({i, !edge});
            }
    }
    cells_.resize(near.size());
    for (std::size_t i = 0; i < near.size(); ++i) {
        cells_[i] = {static_cast<std::uint32_t>(near_.size()), static_cast<std::uint32_t>(near[i].size())};
        near_.insert(near_.end(), near[i].begin(), near[i].end());
    }
}

Whereabouts Chart::at(geo::Position p) const {
    Whereabouts where;
    if (columns_ > 0 && box_.contains(p)) {
        const int r = std::min(rows_ - 1, static_cast<int>((p.latitude() - box_.south) / cell_));
        const int c = std::min(columns_ - 1, static_cast<int>((p.longitude() - box_.west) / cell_));
        const Span span = cells_[static_cast<std::size_t>(r) * static_cast<std::size_t>(columns_) + static_cast<std::size_t>(c)];
        for (std::uint32_t i = span.first; i < span.first + span.count; ++i) {
            const Area& area = areas_[near_[i].area];
            if (!near_[i].whole && !contains(area.shape, p)) continue;
            where.areas.set(near_[i].area);
            where.kinds = static_cast<std::uint8_t>(where.kinds | 1U << static_cast<unsigned>(area.kind));
        }
    }
    if (coast_) where.off_coast = coast_->off(p);
    // Far from the coast the sheet decides; near it the drawn edges do.
    if (land_ && (!where.off_coast || where.off_coast->value < 2'000)) where.on_land = land_->is_land(p);
    return where;
}

const Area* Chart::find(const Whereabouts& where, AreaKind kind) const {
    if (!where.in(kind)) return nullptr;
    for (std::size_t i = 0; i < areas_.size(); ++i)
        if (where.areas.test(i) && areas_[i].kind == kind) return &areas_[i];
    return nullptr;
}

const Area* Chart::find(std::string_view id) const {
    const auto found = std::ranges::find(areas_, id, &Area::id);
    return found == areas_.end() ? nullptr : &*found;
}

}  // namespace vigia::model
