#include "engine/inside/source.h"

#include <algorithm>

namespace vigia::engine {

std::optional<Duration> Latency::median() const {
    const std::size_t count = std::min(next_, delays_.size());
    if (count == 0) return std::nullopt;
    std::array<Duration, 63> sorted = delays_;
    const auto middle = sorted.begin() + static_cast<std::ptrdiff_t>(count / 2);
    std::nth_element(sorted.begin(), middle, sorted.begin() + static_cast<std::ptrdiff_t>(count));
    return *middle;
}

model::SourceHealth Source::health(model::SourceId id, Time now) const {
    model::SourceHealth health;
    health.id = id;
    health.name = name;
    health.url = url;
    health.state = model::SourceState::up;
    health.last_heard = last_heard;
    health.lines = lines;
    health.messages = messages;
    health.bytes = bytes;
    health.lines_per_second = rate.per_second(std::chrono::floor<std::chrono::seconds>(now).time_since_epoch().count());
    health.latency = latency.median();
    if (untimed) health.refused["untimed"] = untimed;
    if (time_ahead) health.refused["time_ahead"] = time_ahead;
    for (std::size_t i = 1; i < ais::refusal_count; ++i)
        if (const std::uint64_t n = ais.statistics().refused[i])
            health.refused[std::string(ais::name(static_cast<ais::Refusal>(i)))] = n;
    for (std::size_t i = 0; i < csv.statistics().oddities.size(); ++i)
        if (const std::uint64_t n = csv.statistics().oddities[i])
            health.refused[std::string(csv::name(static_cast<csv::Oddity>(i)))] = n;
    return health;
}

}  // namespace vigia::engine
