#include "logic/search/round_trip.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdint>
#include <limits>

namespace vigia::search {

namespace {

constexpr double never = std::numeric_limits<double>::infinity();

/// Shortest way from the depot over a set of places that ends at one of them, for all sets and ends.
class Subsets {
  public:
    Subsets(std::span<const double> lengths, std::size_t all, std::size_t depot) : lengths_(lengths), all_(all), depot_(depot) {
        for (std::size_t i = 0; i < all; ++i)
            if (i != depot) places_.push_back(i);
        least_.assign((std::size_t{1} << places_.size()) * places_.size(), never);
        last_.assign(least_.size(), 0);
        for (std::size_t i = 0; i < places_.size(); ++i) least_[at(1U << i, i)] = way(depot, places_[i]);
        for (std::uint32_t set = 1; set < 1U << places_.size(); ++set) grow(set);
    }
    [[nodiscard]] std::size_t count() const { return places_.size(); }
    [[nodiscard]] std::size_t place(std::size_t i) const { return places_[i]; }

    /// Length of the best closed trip over a set, and its last place.
    [[nodiscard]] std::pair<double, std::size_t> closed(std::uint32_t set) const {
        std::pair<double, std::size_t> best{set == 0 ? 0 : never, 0};
        for (std::size_t end = 0; end < places_.size(); ++end)
            if ((set >> end & 1U) != 0) best = std::min(best, {least_[at(set, end)] + way(places_[end], depot_), end});
        return best;
    }
    [[nodiscard]] std::vector<std::size_t> order(std::uint32_t set, std::size_t end) const {
        std::vector<std::size_t> out;
        while (set != 0) {
            out.push_back(places_[end]);
            const std::size_t before = last_[at(set, end)];
            set &= ~(1U << end);
            end = before;
        }
        std::reverse(out.begin(), out.end());
        return out;
    }

  private:
    [[nodiscard]] std::size_t at(std::uint32_t set, std::size_t end) const { return set * places_.size() + end; }
    [[nodiscard]] double way(std::size_t from, std::size_t to) const { return lengths_[from * all_ + to]; }
    void grow(std::uint32_t set) {
        for (std::size_t end = 0; end < places_.size(); ++end) {
            const double here = least_[at(set, end)];
            if ((set >> end & 1U) == 0 || std::isinf(here)) continue;
            for (std::size_t next = 0; next < places_.size(); ++next) {
                if ((set >> next & 1U) != 0) continue;
                const std::size_t to = at(set | 1U << next, next);
                const double length = here + way(places_[end], places_[next]);
                if (length < least_[to]) least_[to] = length, last_[to] = static_cast<std::uint8_t>(end);
            }
        }
    }

    std::span<const double> lengths_;
    std::size_t all_, depot_;
    std::vector<std::size_t> places_;
    std::vector<double> least_;
    std::vector<std::uint8_t> last_;
};

}  // namespace

Result<RoundTrip> round_trip(std::span<const double> lengths, std::span<const double> scores, std::size_t depot, double most_length) {
    const std::size_t all = scores.size();
    if (all == 0 || depot >= all || lengths.size() != all * all) return fail(ErrorKind::bad_input, "a round trip needs a square table of lengths, a score for each place and a depot among them");
    if (all - 1 > most_places) return fail(ErrorKind::limit, "a round trip is worked out over at most 20 places");
    for (std::size_t i = 0; i < lengths.size(); ++i)
        if (!(lengths[i] >= 0)) return fail(ErrorKind::bad_input, "a length must not be negative", i);
    for (std::size_t i = 0; i < all; ++i)
        if (!(scores[i] >= 0) || std::isinf(scores[i])) return fail(ErrorKind::bad_input, "a score must be a number that is not negative", i);
    if (!(most_length >= 0)) return fail(ErrorKind::bad_input, "the length must not be negative");
    const Subsets subsets(lengths, all, depot);
    RoundTrip best{{}, scores[depot], 0};
    std::uint32_t best_set = 0;
    std::size_t best_end = 0;
    for (std::uint32_t set = 1; set < 1U << subsets.count(); ++set) {
        double score = scores[depot];
        for (std::size_t i = 0; i < subsets.count(); ++i)
            if ((set >> i & 1U) != 0) score += scores[subsets.place(i)];
        if (score < best.score) continue;
        const auto [length, end] = subsets.closed(set);
        if (length > most_length || (score == best.score && length >= best.length)) continue;
        best.score = score, best.length = length;
        best_set = set, best_end = end;
    }
    best.order = subsets.order(best_set, best_end);
    return best;
}

}  // namespace vigia::search
