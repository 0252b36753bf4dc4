#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/time.h"
#include "io/store/journal.h"

namespace vigia::store {

// The text of a journal file (README.md, "The journal's text"). A seal is a 64-bit hash over the
// bytes of its group, seeded by the seal before it, so that no byte can change and no group can be
// lost or moved unseen.

using Seal = std::uint64_t;

/// The longest group a reader takes in; a writer never makes one so long.
inline constexpr std::size_t longest_group = 8 * 1024 * 1024;

/// The hour that a time belongs to.
[[nodiscard]] Time hour_of(Time t);

/// `2026-11-23T19.nmea`
[[nodiscard]] std::string segment_name(Time hour);
/// The hour in a name `2026-11-23T19.nmea` or `….nmea.zst`; empty for other names.
[[nodiscard]] std::optional<Time> hour_of_segment(std::string_view name);

/// Appends the first line of a file and gives the seal that seeds its first group.
Seal append_header(std::string& out, Time hour);
/// The seal of the header at the start of `bytes` and its length with the line end; empty when it
/// is not a whole header of this hour.
struct Header {
    Seal seal = 0;
    std::size_t size = 0;
};
[[nodiscard]] std::optional<Header> read_header(std::string_view bytes, Time hour);

/// Appends one record as a line.
void append_record(std::string& out, const JournalRecord& record);
/// Reads one line without its line end. Views point into `line` or `scratch`. False when it is not a
/// record.
[[nodiscard]] bool read_record(std::string_view line, JournalRecord& record, std::string& scratch);

/// Closes the group that begins at `start` of `out` and ends with it; gives its seal.
Seal append_seal(std::string& out, std::size_t start, model::Sequence first, model::Sequence last,
                 Seal before);

/// What stands at the start of some bytes of a journal file.
enum class Look : std::uint8_t {
    group,      ///< a whole group with its seal
    unfinished, ///< the bytes end before a seal: read more, or this is the tail
    damaged,    ///< a seal that does not hold, or something that is neither record nor seal
};
struct Group {
    std::string_view records;  ///< lines with their line ends
    std::size_t size = 0;      ///< of all, with the seal's line
    model::Sequence first = 0, last = 0;
    Seal seal = 0;
};
/// Looks for one group at the start of `bytes`.
[[nodiscard]] Look look_at(std::string_view bytes, Seal before, Group& group);

}  // namespace vigia::store
