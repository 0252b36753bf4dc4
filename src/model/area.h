#pragma once
#include <array>
#include <bitset>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "base/time.h"
#include "geo/area.h"
#include "geo/coast.h"
#include "geo/land.h"
#include "geo/line.h"
#include "model/sentence.h"

namespace vigia::model {

/// What an area is for. Meanings: docs/events.md.
enum class AreaKind : std::uint8_t { anchorage, harbour, lock, channel, fairway, lane, pilot_boarding, zone };
inline constexpr std::size_t area_kinds = 8;
/// The kind's name in data: `pilot_boarding`.
[[nodiscard]] std::string_view name(AreaKind kind);
/// Empty when no kind has that name.
[[nodiscard]] std::optional<AreaKind> area_kind(std::string_view name);

/// An area's place in the list of areas.
using AreaIndex = std::uint16_t;

/// A speed limit for part of the year, both days included, as month * 100 + day.
struct SeasonLimit {
    int from = 0, to = 0;
    MetresPerSecond limit;
};

/// Whether leaving a zone is told too.
enum class TellExit : std::uint8_t { no, yes };

/// An area that matters to judgement.
struct Area {
    std::string id;  ///< unique, kebab-case
    AreaKind kind = AreaKind::zone;
    std::string name, name_es;
    geo::MultiPolygon shape;
    std::optional<geo::Line> middle;             ///< of a channel, fairway or lane
    Metres half_width{0};                        ///< of its usable water beside the middle line
    std::optional<Degrees> course;               ///< of a lane: the lawful direction
    std::optional<MetresPerSecond> limit;        ///< for all
    std::optional<MetresPerSecond> large_limit;  ///< for vessels of at least `large` length
    Metres large{0};
    std::optional<SeasonLimit> season;
    TellExit exit = TellExit::no;
    bool drawn_by_hand = false;  ///< by an officer on the map, not from the file
};

/// The speed that an area allows to a vessel of that length at that time (season by the local date,
/// UTC-5); a vessel of unknown length is taken as short. Empty where there is no limit.
[[nodiscard]] std::optional<MetresPerSecond> speed_limit(const Area& area, std::optional<Metres> length, Time at);

/// What people call the area, in both languages; cut between letters where a fact has no room.
[[nodiscard]] Named called(const Area& area);

inline constexpr std::size_t most_areas = 256;
using AreaSet = std::bitset<most_areas>;

/// Where a position is, worked out once for all detectors.
struct Whereabouts {
    AreaSet areas;
    std::uint8_t kinds = 0;             ///< a bit for each AreaKind that it is in
    bool on_land = false;               ///< drawn land outside the canal's corridor
    std::optional<Metres> off_coast;    ///< metres to the drawn coast, negative on land; empty: not known
    [[nodiscard]] bool in(AreaKind kind) const { return (kinds >> static_cast<unsigned>(kind) & 1U) != 0; }
    /// In any area but a lane or a zone.
    [[nodiscard]] bool sheltered() const {
        constexpr unsigned open_kinds = 1U << static_cast<unsigned>(AreaKind::lane) | 1U << static_cast<unsigned>(AreaKind::zone);
        return (kinds & ~open_kinds) != 0;
    }
    /// At least `way` from the coast; false where the coast is not known.
    [[nodiscard]] bool offshore(Metres way) const { return off_coast && *off_coast >= way; }
};

/// What a structure is, for closeness to it.
enum class StructureKind : std::uint8_t { lock, dam, bridge };
[[nodiscard]] std::string_view name(StructureKind kind);
/// Empty when no kind has that name.
[[nodiscard]] std::optional<StructureKind> structure_kind(std::string_view name);

/// A lock gate, dam or bridge, as a point.
struct Structure {
    StructureKind kind = StructureKind::lock;
    std::string id, name, name_es;
    geo::Position at = geo::Position::of(0, 0);
};
[[nodiscard]] Named called(const Structure& structure);

/// The water as judgement knows it: areas, structures, land. Immutable; any thread may ask.
class Chart {
  public:
    /// A chart of nothing: open water everywhere, coast not known.
    Chart() = default;
    /// `land` and `coast` may be null: then nothing is on land and the coast is not known.
    /// Errors: limit above most_areas; bad_input when two areas have one id.
    [[nodiscard]] static Result<Chart> make(std::vector<Area> areas, std::vector<Structure> structures,
                                            std::shared_ptr<const geo::LandMask> land, std::shared_ptr<const geo::CoastDistance> coast);

    /// Cost: some 20 ns where no area's edge is near.
    [[nodiscard]] Whereabouts at(geo::Position p) const;
    [[nodiscard]] const std::vector<Area>& areas() const { return areas_; }
    [[nodiscard]] const std::vector<Structure>& structures() const { return structures_; }
    [[nodiscard]] const geo::LandMask* land() const { return land_.get(); }
    /// The first area of that kind that the position is in; null when it is in none.
    [[nodiscard]] const Area* find(const Whereabouts& where, AreaKind kind) const;
    [[nodiscard]] const Area* find(std::string_view id) const;
    [[nodiscard]] AreaIndex index(const Area& area) const { return static_cast<AreaIndex>(&area - areas_.data()); }

  private:
    struct Near {
        AreaIndex area = 0;
        bool whole = false;  ///< the cell lies inside
    };
    struct Span {
        std::uint32_t first = 0, count = 0;
    };
    void lay_grid();
    std::vector<Area> areas_;
    std::vector<Structure> structures_;
    std::shared_ptr<const geo::LandMask> land_;
    std::shared_ptr<const geo::CoastDistance> coast_;
    geo::Box box_{0, 0, 0, 0};
    double cell_ = 0.01;
    int columns_ = 0, rows_ = 0;
    std::vector<Span> cells_;
    std::vector<Near> near_;
};

}  // namespace vigia::model
