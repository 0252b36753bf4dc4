#include "logic/protection/interdiction.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>
#include <queue>

namespace vigia::protection {

namespace {

constexpr double never = std::numeric_limits<double>::infinity();

enum class Watch : unsigned char { open, watched, never_watched };

class Search {
  public:
    Search(std::size_t nodes, const std::vector<WatchedArc>& arcs, std::size_t from, std::size_t to, std::size_t most_nodes)
        : arcs_(arcs), from_(from), to_(to), most_nodes_(most_nodes), out_of_(nodes), watch_(arcs.size(), Watch::open) {
        for (std::size_t a = 0; a < arcs.size(); ++a) out_of_[arcs[a].from].push_back(a);
    }

    double shortest(std::vector<std::size_t>& way) const {
        std::vector<double> far(out_of_.size(), never);
        std::vector<std::size_t> by(out_of_.size(), arcs_.size());
        std::priority_queue<std::pair<double, std::size_t>, std::vector<std::pair<double, std::size_t>>, std::greater<>> waiting;
        far[from_] = 0;
        waiting.push({0, from_});
        while (!waiting.empty()) {
            const auto [length, node] = waiting.top();
            waiting.pop();
            if (length > far[node]) continue;
            for (const std::size_t a : out_of_[node]) {
                const double next = length + arcs_[a].cost + (watch_[a] == Watch::watched ? arcs_[a].delay : 0);
                if (next < far[arcs_[a].to]) far[arcs_[a].to] = next, by[arcs_[a].to] = a, waiting.push({next, arcs_[a].to});
            }
        }
        way.clear();
        if (std::isfinite(far[to_]))
            for (std::size_t node = to_; node != from_; node = arcs_[way.back()].from) way.push_back(by[node]);
        return far[to_];
    }

    void look(std::size_t left) {
        ++nodes_;
        std::vector<std::size_t> way;
        const double length = shortest(way);
        if (length > best_) best_ = length, best_watch_ = watch_;
        // This way stays open: whatever is watched further, it costs at most its own dearest delays more.
        std::vector<double> delays;
        std::erase_if(way, [&](std::size_t a) { return watch_[a] != Watch::open || arcs_[a].delay == 0; });
        for (const std::size_t a : way) delays.push_back(arcs_[a].delay);
        std::sort(delays.begin(), delays.end(), std::greater<>());
        double upper = length;
        for (std::size_t i = 0; i < std::min(left, delays.size()); ++i) upper += delays[i];
        if (upper <= best_) return;
        if (nodes_ >= most_nodes_) {
            open_ = std::max(open_, upper);
            return;
        }
        std::sort(way.begin(), way.end(), [&](std::size_t a, std::size_t b) { return arcs_[a].delay != arcs_[b].delay ? arcs_[a].delay > arcs_[b].delay : a < b; });
        // One of the way's arcs is watched, the first such in this order: those before it are not.
        for (const std::size_t a : way) {
            watch_[a] = Watch::watched;
            look(left - 1);
            watch_[a] = Watch::never_watched;
        }
        for (const std::size_t a : way) watch_[a] = Watch::open;
    }

    [[nodiscard]] Interdiction told(double unwatched) const {
        Interdiction out{best_, std::max(best_, open_), unwatched, {}, nodes_};
        for (std::size_t a = 0; a < arcs_.size(); ++a)
            if (best_watch_[a] == Watch::watched) out.arcs.push_back(a);
        return out;
    }

  private:
    const std::vector<WatchedArc>& arcs_;
    std::size_t from_, to_, most_nodes_, nodes_ = 0;
    std::vector<std::vector<std::size_t>> out_of_;
    std::vector<Watch> watch_, best_watch_;
    double best_ = -1, open_ = -1;
};

}  // namespace

Result<Interdiction> interdict(std::size_t nodes, const std::vector<WatchedArc>& arcs, std::size_t from, std::size_t to, std::size_t most, std::size_t most_nodes) {
    if (from >= nodes || to >= nodes || from == to) return fail(ErrorKind::bad_input, "the evader must go from one node that is there to another");
    for (std::size_t a = 0; a < arcs.size(); ++a)
        if (arcs[a].from >= nodes || arcs[a].to >= nodes || !std::isfinite(arcs[a].cost) || arcs[a].cost < 0 || !std::isfinite(arcs[a].delay) || arcs[a].delay < 0)
            return fail(ErrorKind::bad_input, "an arc names a node that is not there, or a cost or delay that is no number from 0", a);
    Search search(nodes, arcs, from, to, most_nodes);
    std::vector<std::size_t> way;
    const double unwatched = search.shortest(way);
    if (std::isinf(unwatched)) return fail(ErrorKind::bad_input, "there is no way for the evader at all");
    search.look(most);
    return search.told(unwatched);
}

}  // namespace vigia::protection
