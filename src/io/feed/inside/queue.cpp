#include "io/feed/inside/queue.h"

#include <algorithm>
#include <utility>

namespace vigia::feed {

void Rate::advance(std::int64_t second) {
    if (first_ < 0) first_ = last_ = second;
    for (std::int64_t empty = std::max(last_ + 1, second - window + 1); empty <= second; ++empty)
        lines_[static_cast<std::size_t>(empty % window)] = 0;
    last_ = std::max(last_, second);
}

void Rate::add(Time at, std::uint64_t lines) {
    const std::int64_t second = to_unix_milliseconds(at) / 1000;
    advance(second);
    lines_[static_cast<std::size_t>(last_ % window)] += lines;
}

double Rate::per_second(Time now) const {
    if (first_ < 0) return 0;
    const std::int64_t second = std::max(last_, to_unix_milliseconds(now) / 1000);
    std::uint64_t sum = 0;
    for (std::int64_t one = std::max(first_, second - window + 1); one <= last_; ++one)
        sum += lines_[static_cast<std::size_t>(one % window)];
    return static_cast<double>(sum) / static_cast<double>(std::clamp<std::int64_t>(second - first_ + 1, 1, window));
}

void HeardQueue::put(Heard heard, std::uint64_t lines) {
    Share& share = shares_[static_cast<std::size_t>(heard.source)];
    share.batches.push_back({std::move(heard), lines, next_order_++});
    share.bytes += weight(share.batches.back());
    ++waiting_;
}

HeardQueue::Batch HeardQueue::pop(Share& share) {
    Batch batch = std::move(share.batches.front());
    share.bytes -= weight(batch);
    share.batches.pop_front();
    --waiting_;
    return batch;
}

std::optional<Heard> HeardQueue::take() {
    Share* oldest = nullptr;
    for (Share& share : shares_)
        if (!share.batches.empty() &&
            (oldest == nullptr || share.batches.front().order < oldest->batches.front().order))
            oldest = &share;
    if (oldest == nullptr) return std::nullopt;
    return pop(*oldest).heard;
}

std::uint64_t HeardQueue::drop_oldest(std::size_t source) {
    Share& share = shares_[source];
    std::uint64_t lines = 0;
    while (share.bytes > room_ && share.batches.size() > 1) lines += pop(share).lines;
    return lines;
}

bool HeardQueue::has_room(std::size_t source) {
    Share& share = shares_[source];
    share.full = share.full ? share.bytes > room_ / 2 : share.bytes >= room_;
    return !share.full;
}

bool HeardQueue::has_room_again(std::size_t source) const {
    return shares_[source].full && shares_[source].bytes <= room_ / 2;
}

}  // namespace vigia::feed
