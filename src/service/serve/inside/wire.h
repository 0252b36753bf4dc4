#pragma once
#include <cstdint>
#include <string>
#include <string_view>

#include "base/time.h"
#include "model/track.h"

namespace vigia::serve {

/// The binary frames of the live wire (README.md): a header of 24 bytes, then records of 24 bytes,
/// all little endian.
inline constexpr std::size_t wire_header_bytes = 24;
inline constexpr std::size_t wire_record_bytes = 24;

enum class FrameKind : std::uint8_t { snapshot = 0, delta = 1 };

/// Whether a record tells of a track that is there or of one that is gone.
enum class Presence : std::uint8_t { present, removed };

/// Begins a frame at the end of `out`; `finish_frame` writes what is known only at the end.
void begin_frame(std::string& out, FrameKind kind, std::uint32_t sequence, Time now);
/// Appends the record of a track, which must have a position.
void append_record(std::string& out, const model::Track& track, Time now, Presence presence = Presence::present);
/// Appends the record of a track that is not there any more: only its id and the flag count.
void append_removed(std::string& out, model::TrackId id);
/// Writes the number of records into the frame that `out` is.
void finish_frame(std::string& out);

/// 0 unknown, 1 cargo, 2 tanker, 3 passenger, 4 fishing, 5 tug, pilot or port service, 6 pleasure or
/// sailing, 7 high-speed craft, 8 military or law enforcement, 9 other.
/// Source: ITU-R M.1371-5, annex 8, table 53.
[[nodiscard]] std::uint8_t ship_group(const model::Track& track);

}  // namespace vigia::serve
