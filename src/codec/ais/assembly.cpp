#include "codec/ais/inside/assembly.h"

#include <algorithm>

namespace vigia::ais {

namespace {

/// A first part is joined to later parts that came before it only within this bound: sequence
/// identifiers come round again within seconds.
constexpr std::uint64_t max_lines_out_of_order = 64;
constexpr std::int64_t max_time_out_of_order = 2'000;

bool is_later_than(std::int64_t now, std::int64_t then, std::int64_t bound) {
    if (now == Filler::no_time || then == Filler::no_time) return false;
    return now - then > bound || then - now > bound;  // a clock set back is no reason to wait for ever
}

void put(Waiting& waiting, const Found& part) {
    const std::size_t i = part.number - 1U;
    std::copy(part.payload.begin(), part.payload.end(), waiting.text.begin() + waiting.size);
    waiting.in_order = waiting.in_order && i == waiting.received;
    waiting.starts[i] = waiting.size;
    waiting.size = static_cast<std::uint16_t>(waiting.size + part.payload.size());
    waiting.sizes[i] = static_cast<std::uint8_t>(part.payload.size());
    waiting.fills[i] = part.fill;
    waiting.present = static_cast<std::uint16_t>(waiting.present | 1U << i);
    ++waiting.received;
    const Dressing& dressing = part.dressing;
    if (waiting.recorded == Filler::no_time) waiting.recorded = dressing.recorded;
    if (waiting.stated == Filler::no_time) waiting.stated = dressing.stated;
    if (waiting.station.empty() && !dressing.station.empty()) waiting.station = FixedText<64>(dressing.station);
}

}  // namespace

void Assembly::give_up(Waiting& waiting, Statistics& statistics) {
    const bool orphan = (waiting.present & 1U) == 0;
    ++(orphan ? statistics.multipart.orphan : statistics.multipart.expired);
    const auto reason = static_cast<std::size_t>(orphan ? Refusal::part_orphan : Refusal::part_expired);
    statistics.refused[reason] += waiting.received;
    for (std::size_t i = 0; i < waiting.total && statistics.sample[reason].empty(); ++i)
        if ((waiting.present >> i & 1U) != 0) statistics.sample[reason] = FixedText<120>(waiting.part(i));
    waiting.used = false;
    --statistics.multipart.waiting;
}

void Assembly::expire(std::int64_t time, std::uint64_t line, Statistics& statistics) {
    for (std::size_t i = 0; i < in_use_; ++i) {
        Waiting& waiting = (*all_)[i];
        if (!waiting.used) continue;
        if (line - waiting.line > max_waiting_lines || is_later_than(time, waiting.time, max_waiting_time.count()))
            give_up(waiting, statistics);
    }
    while (in_use_ > 0 && !(*all_)[in_use_ - 1].used) --in_use_;
}

Waiting* Assembly::match(const Found& part, std::int64_t time, std::uint64_t line, Statistics& statistics,
                         bool& duplicate) {
    for (std::size_t i = 0; i < in_use_; ++i) {
        Waiting& waiting = (*all_)[i];
        if (!waiting.used || waiting.sequence != part.sequence || waiting.channel != part.channel ||
            waiting.total != part.total)
            continue;
        const std::string_view station = part.dressing.station.substr(0, 64);
        if (!station.empty() && !waiting.station.empty() && station != waiting.station.view()) continue;
        const std::size_t n = part.number - 1U;
        if ((waiting.present >> n & 1U) != 0) {
            if (waiting.part(n) == part.payload && waiting.fills[n] == part.fill) {
                duplicate = true;
                return &waiting;
            }
            give_up(waiting, statistics);  // the identifier was used again
            return nullptr;
        }
        const bool late_first = n == 0 && (line - waiting.line > max_lines_out_of_order ||
                                           is_later_than(time, waiting.time, max_time_out_of_order));
        if (!late_first) return &waiting;
        give_up(waiting, statistics);
        return nullptr;
    }
    return nullptr;
}

Waiting& Assembly::vacant(Statistics& statistics) {
    for (std::size_t i = 0; i < in_use_; ++i)
        if (!(*all_)[i].used) return (*all_)[i];
    if (in_use_ < all_->size()) return (*all_)[in_use_++];
    Waiting* oldest = &all_->front();
    for (Waiting& waiting : *all_)
        if (waiting.line < oldest->line) oldest = &waiting;
    give_up(*oldest, statistics);
    return *oldest;
}

const Waiting* Assembly::add(const Found& part, std::int64_t time, std::uint64_t line, Statistics& statistics,
                             Refusal& refusal) {
    if (part.payload.size() > max_part) {
        refusal = Refusal::message_too_long;
        return nullptr;
    }
    if (in_use_ > 0) expire(time, line, statistics);
    bool duplicate = false;
    Waiting* waiting = in_use_ > 0 ? match(part, time, line, statistics, duplicate) : nullptr;
    if (duplicate) {
        refusal = Refusal::part_duplicated;
        ++statistics.multipart.duplicated;
        return nullptr;
    }
    if (waiting == nullptr) {
        waiting = &vacant(statistics);
        waiting->used = true;
        waiting->channel = part.channel;
        waiting->sequence = part.sequence;
        waiting->total = part.total;
        waiting->received = 0;
        waiting->size = 0;
        waiting->in_order = true;
        waiting->present = 0;
        waiting->time = time;
        waiting->line = line;
        waiting->recorded = waiting->stated = Filler::no_time;
        waiting->station = {};
        ++statistics.multipart.waiting;
    }
    put(*waiting, part);
    if (waiting->received < waiting->total) return nullptr;
    waiting->used = false;
    --statistics.multipart.waiting;
    ++statistics.multipart.complete;
    return waiting;
}

void Assembly::finish(Statistics& statistics) {
    for (Waiting& waiting : *all_)
        if (waiting.used) give_up(waiting, statistics);
    in_use_ = 0;
}

}  // namespace vigia::ais
