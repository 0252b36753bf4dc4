#pragma once
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "base/result.h"
#include "codec/ais/batch.h"
#include "codec/ais/registry.h"

namespace vigia::ais {

/// The texts that messages are written as.
enum class Format : std::uint8_t {
    jsonl,     ///< our own: one JSON object per line, SI units, null for what was not said
    gpsd,      ///< the JSON of `gpsdecode -j`: scaled values in the units of the air
    gpsd_raw,  ///< the JSON of `gpsdecode -j -u`: raw integers
    csv,       ///< reports only (position and static), one row each, always the same columns
};

/// Reads `jsonl`, `gpsd`, `gpsd-raw` or `csv`. Errors: bad_input naming the nearest.
[[nodiscard]] Result<Format> format_from_text(std::string_view text);

/// Craft whose type 24 part A waits for its part B in the gpsd formats, as gpsd does it.
inline constexpr std::size_t gpsd_waiting_parts = 8;

/// Writes messages as text lines. One for each stream: the gpsd formats join the two parts of type 24
/// and remember parts A; every other line depends on its message alone.
///
/// `jsonl`: `time` is when the receiver heard the message, `station` and `channel` where; then the
/// fields of the message. Speeds are m/s with three decimals, positions degrees with seven, so that
/// the raw number on the air can be told from the written one. What several raw numbers share (a turn
/// too fast to measure) has its raw number beside it.
/// `gpsd`: keys, their order, line ends (CR LF) and number formats are those of gpsd 3.25; application messages that
/// gpsd takes apart and we do not are written as its `data`.
/// Cost: about half a microsecond a line with append_all; no allocation while `out` has room, but for application messages.
class Formatter {
  public:
    Formatter(Format format, const Registry& registry);
    ~Formatter();
    Formatter(Formatter&&) noexcept;
    Formatter& operator=(Formatter&&) noexcept;

    /// Appends what comes before the first message: the header of a table, or nothing.
    void begin(std::string& out) const;
    /// Appends the line of a message, or nothing when the format has none for it.
    void append(const Batch& batch, std::size_t message, std::string& out);
    /// Appends the lines of all messages of a batch: several times faster than one by one.
    void append_all(const Batch& batch, std::string& out);

  private:
    class Inside;
    std::unique_ptr<Inside> inside_;
};

}  // namespace vigia::ais
