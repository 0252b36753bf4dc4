#pragma once
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "base/result.h"
#include "base/units.h"
#include "geo/land.h"
#include "logic/search/intercept.h"
#include "logic/search/leeway.h"

namespace vigia::search {

/// Wind or current over a box and a time: values at the corners of equal cells, straight between them in space and time,
/// and as at the nearest edge outside. Vectors point where the flow goes (wind too), metres a second.
class Flow {
  public:
    /// The same everywhere and always.
    explicit Flow(Velocity everywhere) : times_{0}, values_{everywhere} {}

    /// `values` time after time, row after row from the south, west to east; at least one row, column and time; times ascend.
    /// Errors: bad_input; limit above `most_values`.
    [[nodiscard]] static Result<Flow> make(geo::Box box, int rows, int columns, std::vector<Seconds> times, std::vector<Velocity> values);

    static constexpr std::size_t most_values = 20'000'000;

    [[nodiscard]] Velocity at(geo::Position p, Seconds when) const;

    [[nodiscard]] std::size_t nodes() const { return static_cast<std::size_t>(rows_) * static_cast<std::size_t>(columns_); }
    /// The flow at one moment, at each corner, into `nodes()` values: what a thousand particles ask is worked out once.
    void write(Seconds when, std::span<Velocity> out) const;
    /// How a place is found among the corners.
    struct Lattice {
        double west = 0, south = 0, a_degree_north = 0, a_degree_east = 0;  ///< corners for each degree; 0 when there is but one
        double last_row = 0, last_column = 0;                               ///< the greatest place, in corners
        int rows_below = 0, columns_before = 0;                             ///< greatest row and column with another beyond it
        std::size_t north = 0, east = 0;                                    ///< steps to the next corner in memory
        bool operator==(const Lattice&) const = default;
    };
    [[nodiscard]] Lattice lattice() const;

  private:
    geo::Box box_;
    int rows_ = 1, columns_ = 1;
    std::vector<double> times_;
    std::vector<Velocity> values_;
};

/// Where and when the object went adrift, as far as is known.
struct Loss {
    geo::Position first, last;            ///< somewhere on the straight line between them; equal when one place is meant
    Metres error{0};                      ///< standard deviation of the place, each way
    Seconds earliest{0}, latest{0};       ///< when: at `first` at the earliest, at `last` at the latest
};

/// A drift to be reckoned.
struct DriftOrder {
    Loss loss;
    Leeway leeway{};
    Flow wind{Velocity{}}, current{Velocity{}};
    MetresPerSecond wind_error{2.6};      ///< each way; standing errors of a forecast. Source: Breivik and Allen 2008, 2.4
    MetresPerSecond current_error{0.25};  ///< the same. Source: the same
    Seconds error_lasts{3 * 3600.0};      ///< time after which an error has half forgotten itself (e-folding)
    double jibes_an_hour = 0.04;          ///< changes of the side to which the object goes. Source: Breivik and Allen 2008, 2.1
    Seconds step{600};
    std::vector<Seconds> when{};          ///< ascending; the moments at which places are kept
    std::uint32_t particles = 10'000;
    std::uint64_t seed = 1;

    static constexpr std::uint32_t most_particles = 1'000'000;
    static constexpr std::size_t most_places = 50'000'000;  ///< particles times moments
};

/// One place of a particle.
struct Place {
    double latitude = 0, longitude = 0;
    bool afloat = true;  ///< false when it stranded before, or is not yet adrift
};

/// Where particles are.
struct Drift {
    std::uint32_t particles = 0;
    std::vector<Place> places;      ///< moment after moment: places[moment * particles + particle]
    std::uint32_t stranded = 0;     ///< at the last moment

    [[nodiscard]] std::span<const Place> at(std::size_t moment) const { return std::span(places).subspan(moment * particles, particles); }
    /// Mean place of those afloat and ashore at a moment, and the distance from it that holds half of them.
    struct Middle {
        geo::Position mean;
        Metres half;
    };
    [[nodiscard]] Middle middle(std::size_t moment) const;
};

/// Lets particles drift. Each draws where and when it was lost, a leeway of its own (slope + e/20 and offset + e/2, with one
/// normal e of the line's spread: Breivik and Allen, "An operational search and rescue model for the Norwegian Sea and the
/// North Sea", Journal of Marine Systems 69 (2008), eq. 5), a side with equal chance, and errors of wind and current that
/// wander (first-order Gauss-Markov). Steps are Runge-Kutta of second order (midpoint). A particle that would come on drawn
/// land strands where it last floated and stays. Particle i depends on the seed and i alone.
/// Errors: bad_input; limit. Cost: some 100 ns a particle and step.
[[nodiscard]] Result<Drift> drift(const DriftOrder& order, const geo::LandMask* land);

}  // namespace vigia::search
