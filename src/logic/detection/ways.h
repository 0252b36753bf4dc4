#pragma once
#include <cstdint>
#include <optional>
#include <vector>

#include "geo/position.h"
#include "model/area.h"

namespace vigia::detection {

/// The middle lines of channels and fairways, laid flat so that they can be asked at every fix. Each line has a sheet of its
/// own, good for some 30 nm.
class Ways {
  public:
    /// Where on a line one was last: the next answer begins to look there.
    struct Hint {
        std::uint32_t way = 0, segment = 0;
    };
    /// The nearest place of a line.
    struct Beside {
        Metres away{};
        Degrees course{};            ///< of the line there
        model::AreaIndex area = 0;
        Metres half_width{};
        bool abeam = false;          ///< it is not where the line ends with none to go on
    };

    /// Of the locks: whether a line comes, over others, from a fairway.
    enum class Side : std::uint8_t { none, sea, between };

    Ways() = default;
    explicit Ways(const model::Chart& chart);

    /// Whether the position is within the half width of a line among `areas`. Cost: some 10 ns while the hint holds.
    [[nodiscard]] bool within(const model::AreaSet& areas, geo::Position p, Hint& hint) const;
    /// The nearest of all lines, at most `reach` away. Cost: some 2 ns a line, more near several.
    [[nodiscard]] std::optional<Beside> nearest(geo::Position p, Metres reach) const;
    /// `between`: a line that joins no fairway but through a lock; `none`: an area without a line.
    [[nodiscard]] Side side(model::AreaIndex area) const { return areas_.test(area) ? ways_[way_of_[area]].side : Side::none; }
    /// The areas with a middle line.
    [[nodiscard]] const model::AreaSet& areas() const { return areas_; }

  private:
    struct Way;
    void join(const model::Chart& chart);
    struct Segment {
        double east, north, along_east, along_north, square;  ///< from its first corner, metres
    };
    struct Way {
        model::AreaIndex area = 0;
        double half_width = 0, scale = 0;  ///< metres; metres in a degree of longitude
        geo::Position origin = geo::Position::of(0, 0);
        geo::Box box;
        Side side = Side::between;
        bool goes_on[2] = {false, false};  ///< at its first and last corner another line begins
        std::vector<Segment> segments;
        std::vector<Degrees> courses;
    };
    /// The squared distance to a segment, and how far along it is nearest, 0 to 1.
    static double squared(const Segment& segment, double east, double north, double& along);

    std::vector<Way> ways_;
    std::vector<std::uint32_t> way_of_;  ///< by area
    model::AreaSet areas_;
};

}  // namespace vigia::detection
