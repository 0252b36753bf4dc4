#pragma once
#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "base/text.h"
#include "codec/ais/batch.h"
#include "codec/ais/policy.h"

namespace vigia::ais {

class Registry;

/// Bytes after which a line is given up and skipped to its end.
inline constexpr std::size_t max_line_length = 1024;
/// Multipart messages that wait for their parts at one time; the oldest gives way.
inline constexpr std::size_t max_waiting_messages = 64;
/// Stream time and lines after which a waiting message is given up, whichever comes first. Lines
/// without a time do not advance the stream time.
inline constexpr Duration max_waiting_time{10'000};
inline constexpr std::uint64_t max_waiting_lines = 4096;
/// Tag groups (`g:`) whose tags are remembered at one time.
inline constexpr std::size_t max_tag_groups = 16;

/// What a reader has done since it was made.
struct Statistics {
    std::uint64_t lines = 0;      ///< not counting empty ones
    std::uint64_t sentences = 0;  ///< of AIS (VDM, VDO), refused ones too
    std::uint64_t messages = 0;   ///< decoded whole
    std::uint64_t resynchronised = 0;  ///< sentences found behind garbage in their line
    std::uint64_t tag_blocks_ignored = 0;  ///< of a wrong form; the sentence is kept, but by strict
    std::uint64_t tag_blocks_wrong = 0;    ///< with a wrong checksum; used all the same, but by strict
    std::array<std::uint64_t, refusal_count> refused{};  ///< lines or parts, by Refusal
    std::array<FixedText<120>, refusal_count> sample{};  ///< the first line refused for that reason
    struct {
        std::uint64_t complete = 0, expired = 0, duplicated = 0, orphan = 0, waiting = 0;
    } multipart;                  ///< messages of more than one sentence; `waiting` for parts now
    /// 64 bits over every decoded field of every message in their order; the same for every way of
    /// cutting the input into reads, every kernel and every output format.
    std::uint64_t digest = 0;
};

/// The code that finds lines and takes bits apart. All give the same result; `scalar` is the plain
/// reference that the others are tested against.
enum class Kernel : std::uint8_t { scalar, sse2, avx2, avx512 };
/// The fastest kernel that this processor has.
[[nodiscard]] Kernel best_kernel();
[[nodiscard]] bool has_kernel(Kernel kernel);
[[nodiscard]] std::string_view name(Kernel kernel);

/// Turns the bytes of one source into messages. Make one reader for each source: parts of messages
/// and tag groups are kept between reads.
///
/// Understood: AIS sentences of every talker (VDM, VDO), several in one line or datagram; tag blocks
/// of NMEA 4.x (`c s g`, others skipped), several in a row, groups; USCG suffixes; an epoch or ISO
/// stamp before the sentence; `$PGHP`, which dates the next sentence. Everything else is skipped and
/// counted by reason.
/// Source: IEC 61162-1, IEC 61162-450 (tag blocks), ITU-R M.1371-5.
/// Cost: no allocation in steady state. Bytes may be split anywhere, even inside a sentence.
class Reader {
  public:
    /// The registry is kept by reference, for Batch users that look up application messages.
    Reader(Policy policy, const Registry& registry);
    Reader(Policy policy, const Registry& registry, Kernel kernel);
    ~Reader();
    Reader(Reader&&) noexcept;
    Reader& operator=(Reader&&) noexcept;

    /// Decodes all whole lines of `bytes` into `out`, which is cleared first; the unfinished line at
    /// the end waits for the next read. Blocks of 64 to 256 kB suit the caches best.
    void read(std::string_view bytes, Batch& out);
    /// Decodes the unfinished line, if any, into `out`, and gives up the messages that wait for parts.
    void finish(Batch& out);

    [[nodiscard]] const Statistics& statistics() const;
    [[nodiscard]] const Registry& registry() const;

  private:
    class Inside;
    std::unique_ptr<Inside> inside_;
};

}  // namespace vigia::ais
