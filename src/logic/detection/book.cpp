#include "logic/detection/book.h"

#include <algorithm>
#include <utility>

namespace vigia::detection {

using model::EventStep;

void Book::take(std::uint32_t group, std::vector<Told>& told) {
    check(group < 256);
    for (Told& one : told) waiting_.push_back({group, std::move(one)});
    told.clear();
}

void Book::release(Time until, std::vector<model::EventChange>& out) {
    if (!waiting_.empty()) {
        // Stable: what one detector told of one subject at one instant keeps its order.
        std::ranges::stable_sort(waiting_, [](const Waiting& a, const Waiting& b) {
            return std::tuple(a.told.at, a.told.kind, a.told.first.number()) < std::tuple(b.told.at, b.told.kind, b.told.first.number());
        });
        std::size_t ready = 0;
        while (ready < waiting_.size() && waiting_[ready].told.at <= until) apply(waiting_[ready++], out);
        waiting_.erase(waiting_.begin(), waiting_.begin() + static_cast<std::ptrdiff_t>(ready));
    }
    while (!settling_.empty() && settling_.front().until <= until) {
        events_.erase(settling_.front().key);
        settling_.pop_front();
    }
}

void Book::apply(Waiting& waiting, std::vector<model::EventChange>& out) {
    Told& told = waiting.told;
    const std::uint64_t at = key(waiting.group, told.ref);
    if (told.step == EventStep::begun) {
        model::Event event;
        event.id = model::EventId{next_++};
        event.finding = std::move(*told.finding);
        event.noticed = told.at;
        out.push_back({told.step, told.at, events_.emplace(at, std::move(event)).first->second});
        return;
    }
    const auto found = events_.find(at);
    if (found == events_.end() || found->second.withdrawn) return;  // settled: too late to change
    model::Event& event = found->second;
    switch (told.step) {
        case EventStep::begun: std::unreachable();
        case EventStep::revised:
            event.finding = std::move(*told.finding);
            ++event.revision;
            break;
        case EventStep::ended:
            if (event.ended) return;
            event.ended = told.ended;
            settling_.push_back({told.at + settle, at});
            break;
        case EventStep::withdrawn:
            event.withdrawn = model::Withdrawal{told.at, told.why_withdrawn};
            if (!event.ended) settling_.push_back({told.at + settle, at});
            break;
    }
    out.push_back({told.step, told.at, event});
}

}  // namespace vigia::detection
