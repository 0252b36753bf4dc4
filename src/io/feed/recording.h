#pragma once
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "base/result.h"

namespace vigia::feed {

/// What becomes of the time at which a packet capture caught a packet.
enum class PacketTime : std::uint8_t {
    left_out,  ///< lines as they were sent
    stamped,   ///< each line gets a leading ISO stamp, `2026-11-23T19:27:05.123Z `, for a replay
};

/// Upper bounds of reading recordings. Passing one is an error that names it.
struct RecordingLimits {
    std::size_t block = 256 * 1024;  ///< bytes a block of whole lines holds at most (small for slow replay)
    std::size_t line = 64 * 1024;    ///< a longer line is left out and counted; less than `block`
    std::uint64_t expanded = std::uint64_t{1} << 40;  ///< bytes a compressed file may become
    std::uint64_t ratio = 1000;      ///< expanded / compressed bytes, judged after `ratio_free`
    std::uint64_t ratio_free = 64 * 1024 * 1024;  ///< expanded bytes before the ratio is judged
    std::size_t files = 1'000'000;   ///< files in a folder
    PacketTime packet_time = PacketTime::left_out;
};

/// What a recording held so far, and what was left out of it.
struct RecordingCounts {
    std::uint64_t files = 0;            ///< begun
    std::uint64_t bytes = 0;            ///< handed out
    std::uint64_t lines_too_long = 0;   ///< left out: longer than the limit
    std::uint64_t packets = 0;          ///< UDP packets taken out of captures
    std::uint64_t packets_ignored = 0;  ///< packets in captures that are not whole UDP over IP
};

/// A recording being read from its beginning to its end, in blocks of whole lines.
/// A file may be plain text, or a capture (pcap, pcapng) whose UDP payloads are the lines; either
/// may be compressed by gzip or zstd. What it is is told by its first bytes, not by its name.
/// Not thread-safe.
class Recording {
  public:
    /// Opens a file, a folder (every file below it in the order of their paths; names that begin
    /// with a dot are left out), or standard input (`-`).
    /// Errors: not_found, denied; limit when a folder holds too many files.
    [[nodiscard]] static Result<std::unique_ptr<Recording>> open(const std::string& path,
                                                                 RecordingLimits limits = {});
    virtual ~Recording() = default;

    /// Replaces `block` by the next whole lines, each with its line end as it was (a last line may
    /// lack it; lines of captures end with '\n'). False at the end, `block` is then empty. A block
    /// never holds lines of two files. Cost: one copy; no allocation once `block` has its size.
    /// Errors: bad_input when a compressed file or a capture is damaged, limit when a bound is
    /// passed, each naming the file; whole lines before the damage are handed out first, and the read
    /// after an error goes on with the next file.
    [[nodiscard]] virtual Result<bool> read(std::string& block) = 0;

    /// The file that the last block came from, for messages.
    [[nodiscard]] virtual const std::string& file() const = 0;

    /// Bytes of all files on disk, for progress; 0 when unknown (standard input).
    [[nodiscard]] virtual std::uint64_t size() const = 0;
    /// How many of `size` have been read.
    [[nodiscard]] virtual std::uint64_t consumed() const = 0;

    [[nodiscard]] virtual const RecordingCounts& counts() const = 0;
};

/// What the name of a file promises and its first bytes do not keep, such as `gzip`; empty when all is well. Such a
/// file is read by its bytes; this is for the person who wonders why nothing came of it.
[[nodiscard]] std::string_view promised_in_vain(const std::string& path);

}  // namespace vigia::feed
