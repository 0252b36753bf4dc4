#pragma once
#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "codec/ais/reader.h"
#include "codec/csv/reader.h"
#include "model/source.h"

namespace vigia::engine {

/// What a source turned out to send.
enum class Content : std::uint8_t { unknown, nmea, csv };

/// How many lines came in each of the last 60 stream seconds.
class Rate {
  public:
    void count(std::int64_t second) {
        roll(second);
        ++buckets_[place(second)];
    }
    [[nodiscard]] double per_second(std::int64_t now) const {
        std::uint64_t sum = 0;
        for (std::int64_t s = std::max(now, last_) - 59; s <= last_; ++s)
            if (s > last_ - 60) sum += buckets_[place(s)];
        return static_cast<double>(sum) / 60.0;
    }

  private:
    static std::size_t place(std::int64_t second) { return static_cast<std::size_t>(second) % 60; }
    void roll(std::int64_t second) {
        if (second - last_ >= 60) buckets_.fill(0);
        else
            for (std::int64_t s = last_ + 1; s <= second; ++s) buckets_[place(s)] = 0;
        last_ = second;
    }
    std::array<std::uint32_t, 60> buckets_{};
    std::int64_t last_ = 0;
};

/// The last delays of a source; their median.
class Latency {
  public:
    void add(Duration delay) {
        delays_[next_++ % delays_.size()] = delay;
    }
    [[nodiscard]] std::optional<Duration> median() const;

  private:
    std::array<Duration, 63> delays_{};
    std::size_t next_ = 0;
};

/// A receiving station that a source named lately.
struct MetStation {
    std::string_view name;  ///< lives as long as the engine
    model::StationId id{};
};

/// One feed as the engine knows it.
struct Source {
    Source(std::string its_name, std::string its_url, ais::Policy policy, const ais::Registry& registry)
        : name(std::move(its_name)), url(std::move(its_url)), ais(policy, registry) {}

    std::string name, url;
    Content content = Content::unknown;
    ais::Reader ais;
    csv::Reader csv;
    std::string carry;                ///< of a CSV table, or before the content is known: a line that has no end yet
    std::optional<Time> time;         ///< the last recorded one
    std::size_t doubted = 0;          ///< lines in a row that lay too far ahead of the stream, and agreed
    Time doubted_time{};              ///< of the last of them
    std::optional<Time> last_heard;
    std::vector<std::string> held;    ///< lines without a message before the first time
    std::uint64_t lines = 0, messages = 0, bytes = 0, untimed = 0, time_ahead = 0;
    Rate rate;
    Latency latency;
    std::array<MetStation, 64> stations_met;

    /// The place where a station of that name may stand; another one may stand there.
    [[nodiscard]] MetStation& met(std::string_view station) {
        const auto at = [&](std::size_t i) { return static_cast<unsigned char>(station[i]); };
        return stations_met[(at(0) + 5U * at(station.size() / 2) + 17U * at(station.size() - 1) + 3 * station.size()) % stations_met.size()];
    }

    /// What the screen shows of it at `now`.
    [[nodiscard]] model::SourceHealth health(model::SourceId id, Time now) const;
};

}  // namespace vigia::engine
