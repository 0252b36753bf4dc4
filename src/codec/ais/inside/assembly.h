#pragma once
#include <array>
#include <cstdint>
#include <memory>
#include <string_view>

#include "codec/ais/inside/sentence.h"

namespace vigia::ais {

/// Characters that one part of a multipart message may have.
inline constexpr std::size_t max_part = 216;

/// A multipart message that waits for parts.
struct Waiting {
    bool used = false;
    char channel = 0, sequence = 0;
    std::uint8_t total = 0, received = 0;
    std::uint16_t present = 0;  ///< bit i: part i + 1 is there
    std::int64_t time = Filler::no_time;    ///< stream time of the first part heard
    std::uint64_t line = 0;                 ///< of the first part heard
    std::int64_t recorded = Filler::no_time, stated = Filler::no_time;
    FixedText<64> station;
    std::array<std::uint8_t, 9> sizes{}, fills{};
    std::array<std::uint16_t, 9> starts{};  ///< of each part in `text`
    std::uint16_t size = 0;                 ///< characters of all parts so far
    bool in_order = true;                   ///< each part came after the one before it
    /// The parts in the order of their coming; a kernel may look beyond the end.
    std::array<char, 9 * max_part + slack> text{};

    [[nodiscard]] std::string_view part(std::size_t i) const { return {text.data() + starts[i], sizes[i]}; }
};

/// Collects the parts of multipart messages. Keyed by station, channel, sequence identifier and total;
/// a part without a station matches any station.
class Assembly {
  public:
    /// Takes a part. Gives the whole message when it is the last one missing (valid until the next
    /// call), otherwise null; `refusal` says whether the part itself was turned away.
    const Waiting* add(const Found& part, std::int64_t time, std::uint64_t line, Statistics& statistics,
                       Refusal& refusal);
    /// Gives up all that waits.
    void finish(Statistics& statistics);

  private:
    void expire(std::int64_t time, std::uint64_t line, Statistics& statistics);
    void give_up(Waiting& waiting, Statistics& statistics);
    Waiting* match(const Found& part, std::int64_t time, std::uint64_t line, Statistics& statistics, bool& duplicate);
    Waiting& vacant(Statistics& statistics);

    std::unique_ptr<std::array<Waiting, max_waiting_messages>> all_ =
        std::make_unique<std::array<Waiting, max_waiting_messages>>();
    std::size_t in_use_ = 0;  ///< slots beyond this have never been used since the last time all were free
};

}  // namespace vigia::ais
