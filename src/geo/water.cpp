#include "geo/water.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
#include <queue>

#include <fmt/format.h>

namespace vigia::geo {

namespace {

constexpr double degree = std::numbers::pi / 180;

/// Calls `visit(row, column)` for each cell that a straight way between two places touches, in units of cells from the
/// south-west corner; where it passes a corner exactly, all four. Stops when `visit` returns false.
template <class Visit>
bool each_touched(double x1, double y1, double x2, double y2, Visit visit) {
    int column = static_cast<int>(std::floor(x1)), row = static_cast<int>(std::floor(y1));
    const int last_column = static_cast<int>(std::floor(x2)), last_row = static_cast<int>(std::floor(y2));
    const int east = x2 > x1 ? 1 : -1, north = y2 > y1 ? 1 : -1;
    const double along_x = x2 == x1 ? 0 : 1 / std::abs(x2 - x1), along_y = y2 == y1 ? 0 : 1 / std::abs(y2 - y1);
    constexpr double never = std::numeric_limits<double>::infinity();
    double next_x = along_x == 0 ? never : (east > 0 ? column + 1 - x1 : x1 - column) * along_x;
    double next_y = along_y == 0 ? never : (north > 0 ? row + 1 - y1 : y1 - row) * along_y;
    if (!visit(row, column)) return false;
    for (int left = std::abs(last_column - column) + std::abs(last_row - row); left > 0; --left) {
        constexpr double same = 1e-9;
        if (std::abs(next_x - next_y) < same && left > 1) {
            if (!visit(row, column + east) || !visit(row + north, column)) return false;
            column += east, row += north;
            next_x += along_x, next_y += along_y;
            --left;
        } else if (next_x < next_y) {
            column += east;
            next_x += along_x;
        } else {
            row += north;
            next_y += along_y;
        }
        if (!visit(row, column)) return false;
    }
    return true;
}

}  // namespace

Result<WaterSheet> WaterSheet::make(Box box, double cell, const std::function<bool(Position)>& open, std::span<const Line> barriers) {
    if (!(cell > 0) || !(box.east > box.west) || !(box.north > box.south) || box.south < -90 || box.north > 90)
        return fail(ErrorKind::bad_input, "a sheet of water needs a box from south-west to north-east and a cell above 0 degrees");
    const double rows = std::ceil((box.north - box.south) / cell), columns = std::ceil((box.east - box.west) / cell);
    if (rows * columns > static_cast<double>(most_cells))
        return fail(ErrorKind::limit, fmt::format("a sheet of {:.0f} by {:.0f} cells is more than {}; take larger cells or a smaller box", columns, rows, most_cells));
    WaterSheet sheet(box, cell, static_cast<int>(rows), static_cast<int>(columns));
    sheet.open_.assign(static_cast<std::size_t>(rows * columns), 0);
    for (int r = 0; r < sheet.rows_; ++r)
        for (int c = 0; c < sheet.columns_; ++c) {
            bool all = true;
            for (int k = 0; all && k < 9; ++k) {
                const double latitude = box.south + (r + (1 + 2 * (k / 3)) / 6.0) * cell, longitude = box.west + (c + (1 + 2 * (k % 3)) / 6.0) * cell;
                all = latitude <= 90 && longitude <= 180 && open(Position::of(latitude, longitude));
            }
            sheet.open_[sheet.at(r, c)] = all ? 1 : 0;
        }
    for (const Line& barrier : barriers) sheet.close(barrier);
    return sheet;
}

void WaterSheet::close(const Line& barrier) {
    const auto corners = barrier.corners();
    for (std::size_t i = 0; i + 1 < corners.size(); ++i) {
        const auto x = [&](Position p) { return (p.longitude() - box_.west) / cell_; };
        const auto y = [&](Position p) { return (p.latitude() - box_.south) / cell_; };
        each_touched(x(corners[i]), y(corners[i]), x(corners[i + 1]), y(corners[i + 1]), [&](int row, int column) {
            if (inside(row, column)) open_[at(row, column)] = 0;
            return true;
        });
    }
}

Position WaterSheet::middle(int row, int column) const {
    return Position::of(std::min(90.0, box_.south + (row + 0.5) * cell_), std::min(180.0, box_.west + (column + 0.5) * cell_));
}

std::optional<std::size_t> WaterSheet::cell_of(Position p) const {
    const int row = static_cast<int>(std::floor((p.latitude() - box_.south) / cell_));
    const int column = static_cast<int>(std::floor((p.longitude() - box_.west) / cell_));
    if (!inside(row, column)) return std::nullopt;
    return at(row, column);
}

std::optional<std::size_t> WaterSheet::nearest_open(Position p, int cells) const {
    const auto own = cell_of(p);
    if (!own) return std::nullopt;
    const int row = static_cast<int>(*own) / columns_, column = static_cast<int>(*own) % columns_;
    if (is_open(row, column)) return own;
    std::optional<std::size_t> best;
    double least = std::numeric_limits<double>::infinity();
    for (int r = row - cells; r <= row + cells; ++r)
        for (int c = column - cells; c <= column + cells; ++c) {
            if (!is_open(r, c)) continue;
            const double far = distance_near(p, middle(r, c)).value;
            if (far < least) least = far, best = at(r, c);
        }
    return best;
}

bool WaterSheet::clear(std::size_t from, std::size_t to) const {
    const auto wide = static_cast<std::size_t>(columns_);
    return each_touched(static_cast<double>(from % wide) + 0.5, static_cast<double>(from / wide) + 0.5, static_cast<double>(to % wide) + 0.5,
                        static_cast<double>(to / wide) + 0.5, [&](int row, int column) { return is_open(row, column); });
}

SeaWays::SeaWays(const WaterSheet& sheet, Position from, Metres most)
    : sheet_(&sheet), from_(from), start_(sheet.nearest_open(from)), metres_(sheet.size(), std::numeric_limits<double>::infinity()),
      parent_(sheet.size(), nobody) {
    height_ = sheet.cell() * degree * earth_radius.value;
    breadth_.resize(2 * static_cast<std::size_t>(sheet.rows()));
    for (std::size_t i = 0; i < breadth_.size(); ++i)
        breadth_[i] = height_ * std::cos((sheet.middle(0, 0).latitude() + static_cast<double>(i) / 2 * sheet.cell()) * degree);
    if (start_) spread(most);
}

std::size_t SeaWays::neighbours(std::size_t cell, std::span<std::size_t, 8> out) const {
    const int wide = sheet_->columns(), row = static_cast<int>(cell) / wide, column = static_cast<int>(cell) % wide;
    std::size_t count = 0;
    for (int r = -1; r <= 1; ++r)
        for (int c = -1; c <= 1; ++c) {
            if ((r == 0 && c == 0) || !sheet_->is_open(row + r, column + c)) continue;
            // Not through the gap between two closed cells that meet at a corner, nor around one's corner.
            if (r != 0 && c != 0 && (!sheet_->is_open(row + r, column) || !sheet_->is_open(row, column + c))) continue;
            out[count++] = static_cast<std::size_t>((row + r) * wide + column + c);
        }
    return count;
}

double SeaWays::leg(std::size_t from, std::size_t to) const {
    if (from == *start_) return distance_near(from_, corner(to)).value;
    const auto wide = static_cast<std::size_t>(sheet_->columns());
    const auto r1 = from / wide, r2 = to / wide;
    const double north = (static_cast<double>(r1) - static_cast<double>(r2)) * height_;
    const double east = (static_cast<double>(from % wide) - static_cast<double>(to % wide)) * breadth_[r1 + r2];
    return std::sqrt(north * north + east * east);
}

Position SeaWays::corner(std::size_t cell) const {
    const int wide = sheet_->columns();
    return sheet_->middle(static_cast<int>(cell) / wide, static_cast<int>(cell) % wide);
}

/// The parent was taken without looking whether the way to it is clear; when it is not, the best settled neighbour is,
/// or that one's own parent where the way to it is clear: without the second look ways bend a cell or two late.
void SeaWays::settle(std::size_t cell, const std::vector<bool>& settled) {
    if (cell == *start_ || sheet_->clear(parent_[cell], cell)) return;
    std::array<std::size_t, 8> near{};
    const std::size_t count = neighbours(cell, near);
    metres_[cell] = std::numeric_limits<double>::infinity();
    for (std::size_t i = 0; i < count; ++i) {
        if (!settled[near[i]]) continue;
        for (const std::size_t by : {near[i], static_cast<std::size_t>(parent_[near[i]])}) {
            const double way = (by == *start_ ? 0 : metres_[by]) + leg(by, cell);
            if (way < metres_[cell] && (by == near[i] || sheet_->clear(by, cell))) metres_[cell] = way, parent_[cell] = static_cast<std::uint32_t>(by);
        }
    }
}

void SeaWays::spread(Metres most) {
    struct Waiting {
        double metres;
        std::size_t cell;
        bool operator<(const Waiting& other) const { return metres != other.metres ? metres > other.metres : cell > other.cell; }
    };
    std::priority_queue<Waiting> waiting;
    std::vector<bool> settled(sheet_->size());
    metres_[*start_] = distance_near(from_, corner(*start_)).value;
    parent_[*start_] = static_cast<std::uint32_t>(*start_);
    waiting.push({metres_[*start_], *start_});
    std::array<std::size_t, 8> near{};
    while (!waiting.empty()) {
        const Waiting next = waiting.top();
        waiting.pop();
        if (settled[next.cell] || next.metres > metres_[next.cell]) continue;
        settle(next.cell, settled);
        if (metres_[next.cell] > next.metres) {
            waiting.push({metres_[next.cell], next.cell});  // longer than thought: its turn comes later
            continue;
        }
        if (metres_[next.cell] > most.value) break;
        settled[next.cell] = true;
        const std::size_t parent = parent_[next.cell], count = neighbours(next.cell, near);
        for (std::size_t i = 0; i < count; ++i) {
            if (settled[near[i]]) continue;
            const double way = (parent == *start_ ? 0 : metres_[parent]) + leg(parent, near[i]);
            if (way >= metres_[near[i]]) continue;
            metres_[near[i]] = way;
            parent_[near[i]] = static_cast<std::uint32_t>(parent);
            waiting.push({way, near[i]});
        }
    }
    for (std::size_t cell = 0; cell < settled.size(); ++cell)
        if (!settled[cell]) metres_[cell] = std::numeric_limits<double>::infinity();
}

std::optional<Metres> SeaWays::to(Position p) const {
    const auto way = way_to(p);
    if (way.empty()) return std::nullopt;
    double sum = 0;
    for (std::size_t i = 0; i + 1 < way.size(); ++i) sum += distance_near(way[i], way[i + 1]).value;
    return Metres{sum};
}

std::vector<Position> SeaWays::way_to(Position p) const {
    const auto cell = sheet_->nearest_open(p);
    if (!cell || !start_ || std::isinf(metres_[*cell])) return {};
    std::vector<Position> way{p};
    const auto own = sheet_->cell_of(p);
    if (own != cell) way.push_back(corner(*cell));  // a place on land is reached from the water beside it
    std::size_t at = *cell;
    while (at != *start_) {
        at = parent_[at];
        if (at != *start_) way.push_back(corner(at));
    }
    if (sheet_->cell_of(from_) != start_) way.push_back(corner(*start_));
    way.push_back(from_);
    std::reverse(way.begin(), way.end());
    return way;
}

}  // namespace vigia::geo
