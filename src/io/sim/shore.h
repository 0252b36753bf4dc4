#pragma once
#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/random.h"
#include "io/sim/sent.h"
#include "logic/traffic/scenario.h"

namespace vigia::sim {

/// How strongly a station sends.
enum class Power : std::uint8_t { full, low };  ///< class A 12.5 W; class B 2 W

/// A receiver that may hear from a place, and how likely that is, as a part of 2^32.
struct Ear {
    std::uint32_t receiver = 0;
    std::uint32_t chance = 0;
};

/// The shore stations: who hears what, and their lines in the order of time.
class Shore {
  public:
    Shore(const std::vector<traffic::Receiver>& receivers, const Random& random);

    /// Who may hear a sender at that place.
    void ears(geo::Position from, Power power, std::vector<Ear>& out) const;
    /// How likely at least one of them hears a message from there, 0 to 1. Not of long-range messages.
    [[nodiscard]] double heard_chance(geo::Position from, Power power) const;
    /// Who hears long-range messages.
    void satellites(std::vector<Ear>& out) const;

    /// A message on the air: `sentences` are its whole lines, ended by LF. Each who hears it writes them
    /// down a little later under its own name and time. Returns how many heard it. All lines before `at`
    /// must have been taken by `lines_before`.
    /// `deliveries` is filled when it is asked for.
    unsigned send(Time at, std::string_view sentences, const std::vector<Ear>& ears,
                  std::vector<Delivery>* deliveries = nullptr);

    /// Appends all lines recorded before `time`; must not go back.
    void lines_before(Time time, std::string& out);

    std::uint64_t lines = 0;
    std::uint64_t received = 0;

  private:
    static constexpr std::size_t wheel_size = 2048;  ///< milliseconds; longer than the longest delay
    struct Prefix {
        std::string text;  ///< `\s:NAME,c:`, at most 20 characters
        std::uint8_t sum = 0;  ///< of what the checksum covers
    };
    void set_second(std::int64_t second);
    void write(std::string& out, const Prefix& prefix, Time at, std::string_view sentences);

    const std::vector<traffic::Receiver>& receivers_;
    std::vector<Prefix> prefixes_;
    Random random_;
    std::vector<std::string> wheel_;  ///< lines by millisecond, modulo its size
    std::vector<std::uint64_t> used_; ///< a bit for each millisecond that has lines
    std::int64_t second_ = -1;
    std::array<char, 10> second_digits_{};
    std::uint8_t second_sum_ = 0;
    std::int64_t drained_ = 0;        ///< all before are written
};

}  // namespace vigia::sim
