#include "model/coverage.h"

#include <algorithm>
#include <array>
#include <tuple>

namespace vigia::model {
namespace {

constexpr int columns = 7200, rows_of_cells = 3600;
constexpr std::uint32_t row_step = 8192;
constexpr double enough = 10;        ///< minutes after which a cell can be spoken of
constexpr double own_needed = 3;     ///< minutes of its own, below which only cells on both sides count
constexpr double prior_minutes = 10; ///< that the cells around weigh together
constexpr double doubt = 2;          ///< unheard minutes assumed where nothing is known
constexpr double part_that_matters = 0.05;  ///< of the heard minutes: a deaf receiver that heard less changes nothing

}  // namespace

std::uint32_t Coverage::cell_of(geo::Position at) {
    const auto row = std::min(static_cast<std::uint32_t>((at.latitude() + 90) / cell), static_cast<std::uint32_t>(rows_of_cells - 1));
    const auto column = std::min(static_cast<std::uint32_t>((at.longitude() + 180) / cell), static_cast<std::uint32_t>(columns - 1));
    return row * row_step + column;
}

unsigned Coverage::number(Receiver receiver) {
    if (const std::uint32_t* known = numbers_.find(receiver.code())) return *known;
    const auto number = static_cast<std::uint32_t>(receivers_.size() <= most_receivers ? receivers_.size() : 0);
    if (number != 0) receivers_.push_back(receiver);
    numbers_.set(receiver.code(), number);
    return number;
}

Coverage::Row* Coverage::row(std::uint32_t there, Class of, unsigned receiver) {
    const std::uint32_t k = key(there, of, receiver);
    if (const std::uint32_t* place = places_.find(k)) return &rows_[*place];
    if (rows_.size() == most_rows) {
        ++refused_;
        return nullptr;
    }
    places_.set(k, static_cast<std::uint32_t>(rows_.size()));
    return &rows_.emplace_back(Row{.cell = there, .of = of, .receiver = static_cast<std::uint8_t>(receiver)});
}

void Coverage::add(geo::Position at, Class of, ReceiverSet by) {
    const std::uint32_t here = cell_of(at);
    Row* all = row(here, of, 0);
    if (all == nullptr) return;
    ++learnt_;
    ++all->minutes;
    all->heard += by != 0 ? 1 : 0;
    const bool fades = all->minutes >= fades_at;
    if (fades) all->minutes /= 2, all->heard /= 2;
    for (unsigned r = 1; r < receivers_.size(); ++r) {
        if ((by >> r & 1) != 0)
            if (Row* one = row(here, of, r)) ++one->heard;
        if (!fades) continue;
        if (const std::uint32_t* place = places_.find(key(here, of, r))) rows_[*place].heard /= 2;
    }
}

Coverage::Minutes Coverage::at(std::uint32_t from, int up, int right, Class of, ReceiverSet alive) const {
    const int row = static_cast<int>(from / row_step) + up;
    if (row < 0 || row >= rows_of_cells) return {};
    const int column = (static_cast<int>(from % row_step) + right + columns) % columns;
    const std::uint32_t there = static_cast<std::uint32_t>(row) * row_step + static_cast<std::uint32_t>(column);
    const std::uint32_t* place = places_.find(key(there, of, 0));
    if (place == nullptr) return {};
    Minutes minutes{static_cast<double>(rows_[*place].heard), static_cast<double>(rows_[*place].minutes)};
    const ReceiverSet everyone = (ReceiverSet{1} << receivers_.size()) - 2;
    if ((everyone & ~alive) != 0) minutes.heard = heard_without(there, of, minutes, alive);
    return minutes;
}

double Coverage::heard_without(std::uint32_t there, Class of, Minutes all, ReceiverSet alive) const {
    bool deaf = false;
    double best = 0;
    for (unsigned r = 1; r < receivers_.size(); ++r) {
        const std::uint32_t* place = places_.find(key(there, of, r));
        if (place == nullptr) continue;
        const auto heard = static_cast<double>(rows_[*place].heard);
        // What several hear in common is not known apart: the best of those that work is certain.
        if ((alive >> r & 1) != 0) best = std::max(best, heard);
        else deaf = deaf || heard > all.heard * part_that_matters;
    }
    return deaf ? best : all.heard;
}

double Coverage::share(geo::Position where, Class of, ReceiverSet alive) const {
    const std::uint32_t here = cell_of(where);
    const Minutes own = at(here, 0, 0, of, alive);
    if (own.all < own_needed) return share_between(here, of, alive);
    Minutes around;
    for (int up = -1; up <= 1; ++up)
        for (int right = -1; right <= 1; ++right) {
            if (up == 0 && right == 0) continue;
            const Minutes m = at(here, up, right, of, alive);
            around.heard += m.heard;
            around.all += m.all;
        }
    const double weight = std::min(prior_minutes, around.all / 4);
    const double part = around.heard / (around.all + doubt);
    const double doubted = doubt * (1 - weight / prior_minutes);
    return (own.heard + weight * part) / (own.all + weight + doubted);
}

double Coverage::share_between(std::uint32_t here, Class of, ReceiverSet alive) const {
    constexpr std::array axes = {std::pair{1, 0}, std::pair{0, 1}, std::pair{1, 1}, std::pair{1, -1}};
    Minutes sum;
    for (const auto& [up, right] : axes) {
        const auto side = [&](int sense) {
            Minutes m = at(here, up * sense, right * sense, of, alive);
            if (m.all < enough) m = at(here, 2 * up * sense, 2 * right * sense, of, alive);
            return m;
        };
        const Minutes one = side(1), other = side(-1);
        if (one.all < enough || other.all < enough) continue;
        sum.heard += one.heard + other.heard;
        sum.all += one.all + other.all;
    }
    return sum.all == 0 ? 0 : sum.heard / (sum.all + doubt);
}

std::vector<Coverage::Row> Coverage::rows() const {
    std::vector<Row> sorted = rows_;
    std::ranges::sort(sorted, [](const Row& a, const Row& b) { return std::tuple(a.cell, a.of, a.receiver) < std::tuple(b.cell, b.of, b.receiver); });
    return sorted;
}

Coverage Coverage::of(const std::vector<Row>& rows, const std::vector<Receiver>& receivers, std::uint64_t learnt) {
    Coverage coverage;
    for (std::size_t i = 1; i < receivers.size(); ++i) (void)coverage.number(receivers[i]);
    for (const Row& kept : rows)
        if (Row* one = coverage.row(kept.cell, kept.of, kept.receiver)) *one = kept;
    coverage.learnt_ = learnt;
    return coverage;
}

}  // namespace vigia::model
