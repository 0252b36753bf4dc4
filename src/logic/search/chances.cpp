#include "logic/search/chances.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace vigia::search {

namespace {
constexpr double metres_a_degree = geo::earth_radius.value * std::numbers::pi / 180;
}

Result<SearchSheet> SearchSheet::make(geo::Box box, int rows, int columns) {
    if (rows < 1 || columns < 1 || !(box.east > box.west) || !(box.north > box.south)) return fail(ErrorKind::bad_input, "a search sheet needs a box, rows and columns");
    if (static_cast<double>(rows) * columns > 1e6) return fail(ErrorKind::limit, "a search sheet has at most a million cells");
    return SearchSheet(box, rows, columns);
}

Result<SearchSheet> SearchSheet::around(const Drift& drift, Metres side, std::size_t most) {
    if (drift.places.empty() || !(side.value > 0)) return fail(ErrorKind::bad_input, "a search sheet needs places and cells of a side above 0");
    geo::Box box{181, 91, -181, -91};
    for (const Place& p : drift.places) {
        box.west = std::min(box.west, p.longitude), box.east = std::max(box.east, p.longitude);
        box.south = std::min(box.south, p.latitude), box.north = std::max(box.north, p.latitude);
    }
    const double cosine = std::cos((box.south + box.north) / 2 * std::numbers::pi / 180);
    const double high = std::max(1.0, (box.north - box.south) * metres_a_degree), wide = std::max(1.0, (box.east - box.west) * metres_a_degree * cosine);
    double cell = side.value;
    const auto count = [&](double extent) { return std::floor(extent / cell) + 1; };
    while (count(high) * count(wide) > static_cast<double>(std::max<std::size_t>(1, most))) cell *= 1.05;
    const auto rows = static_cast<int>(count(high)), columns = static_cast<int>(count(wide));
    // The box grows to whole cells about its middle.
    const double more_north = (rows * cell - high) / 2 / metres_a_degree, more_east = (columns * cell - wide) / 2 / metres_a_degree / cosine;
    return make({box.west - more_east, box.south - more_north, box.east + more_east, box.north + more_north}, rows, columns);
}

std::uint32_t SearchSheet::cell_of(double latitude, double longitude) const {
    const double y = (latitude - box_.south) / (box_.north - box_.south) * rows_, x = (longitude - box_.west) / (box_.east - box_.west) * columns_;
    if (!(y >= 0 && x >= 0 && y < rows_ && x < columns_)) return no_cell;
    return static_cast<std::uint32_t>(static_cast<int>(y) * columns_ + static_cast<int>(x));
}

geo::Position SearchSheet::middle(std::size_t cell) const {
    const auto wide = static_cast<std::size_t>(columns_);
    return geo::Position::of(box_.south + (static_cast<double>(cell / wide) + 0.5) * (box_.north - box_.south) / rows_,
                             box_.west + (static_cast<double>(cell % wide) + 0.5) * (box_.east - box_.west) / columns_);
}

double SearchSheet::square_metres(std::size_t cell) const {
    const double high = (box_.north - box_.south) / rows_ * metres_a_degree, wide = (box_.east - box_.west) / columns_ * metres_a_degree;
    return high * wide * std::cos(middle(cell).latitude() * std::numbers::pi / 180);
}

std::vector<double> chances(const Drift& drift, std::size_t moment, const SearchSheet& sheet, std::span<const double> weight) {
    check(weight.size() == drift.particles);
    std::vector<double> out(sheet.size());
    const auto places = drift.at(moment);
    for (std::size_t i = 0; i < places.size(); ++i) {
        const std::uint32_t cell = sheet.cell_of(places[i].latitude, places[i].longitude);
        if (cell != no_cell) out[cell] += weight[i];
    }
    return out;
}

double ashore(const Drift& drift, std::size_t moment, std::span<const double> weight) {
    double sum = 0;
    const auto places = drift.at(moment);
    for (std::size_t i = 0; i < places.size(); ++i) sum += places[i].afloat ? 0 : weight[i];
    return sum;
}

Paths paths_of(const Drift& drift, const SearchSheet& sheet, std::span<const double> weight) {
    check(weight.empty() || weight.size() == drift.particles);
    Paths out;
    out.periods = drift.particles == 0 ? 0 : drift.places.size() / drift.particles;
    out.weight.assign(weight.begin(), weight.end());
    if (weight.empty()) out.weight.assign(drift.particles, 1.0 / drift.particles);
    out.cells.reserve(drift.places.size());
    for (const Place& p : drift.places) out.cells.push_back(p.afloat ? sheet.cell_of(p.latitude, p.longitude) : no_cell);
    return out;
}

Result<SubArea> best_rectangle(const SearchSheet& sheet, std::span<const double> chance, std::span<const double> rate, double effort) {
    check(chance.size() == sheet.size() && rate.size() == sheet.size());
    if (sheet.size() > 10'000) return fail(ErrorKind::limit, "the best rectangle is looked for among at most 10,000 cells");
    const int rows = sheet.rows(), columns = sheet.columns();
    // Sums over rectangles from the corner. Rates vary by latitude alone, within a rectangle by less than 1 %: the mean serves.
    const auto wide = static_cast<std::size_t>(columns + 1);
    std::vector<double> sums(wide * static_cast<std::size_t>(rows + 1)), row_rate(static_cast<std::size_t>(rows) + 1);
    for (int r = 0; r < rows; ++r) {
        row_rate[static_cast<std::size_t>(r) + 1] = row_rate[static_cast<std::size_t>(r)] + rate[static_cast<std::size_t>(r * columns)];
        for (int c = 0; c < columns; ++c) {
            const auto at = static_cast<std::size_t>(r + 1) * wide + static_cast<std::size_t>(c) + 1;
            sums[at] = sums[at - 1] + sums[at - wide] - sums[at - wide - 1] + chance[static_cast<std::size_t>(r * columns + c)];
        }
    }
    SubArea best;
    double most = -1;
    for (int south = 0; south < rows; ++south)
        for (int north = south + 1; north <= rows; ++north) {
            const double mean = (row_rate[static_cast<std::size_t>(north)] - row_rate[static_cast<std::size_t>(south)]) / (north - south);
            const double *below = &sums[static_cast<std::size_t>(south) * wide], *above = &sums[static_cast<std::size_t>(north) * wide];
            for (int width = 1; width <= columns; ++width) {
                const double seen = -std::expm1(-mean * effort / ((north - south) * width));
                if (seen * (above[columns] - below[columns]) <= most) continue;  // not even with all the chance of these rows
                for (int west = 0; west + width <= columns; ++west) {
                    const double inside = above[west + width] - above[west] - below[west + width] + below[west];
                    if (inside * seen <= most) continue;
                    most = inside * seen;
                    best = {south, west, north - south, width, effort, inside};
                }
            }
        }
    return best;
}

}  // namespace vigia::search
