#pragma once
#include <atomic>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "base/time.h"
#include "model/identity.h"

namespace vigia::store {

/// One line as it was heard, in the order in which the engine consumed it.
struct JournalRecord {
    model::Sequence sequence = 0;  ///< higher than that of the record before; gaps are lines that could not be kept
    Time heard{};                  ///< not before the record before
    std::string_view source;       ///< name of the feed, 1 to 64 bytes
    std::string_view line;         ///< without its line end; any bytes, kept exactly
};

/// The bounds of a journal.
struct JournalLimits {
    std::size_t longest_line = 256 * 1024;   ///< bytes; longer ones are refused
    std::size_t longest_source = 64;         ///< bytes
    std::size_t group_bytes = 1024 * 1024;   ///< a group is sealed and written when it reaches this
    std::size_t pending_bytes = 64 << 20;    ///< kept in memory while the disk is full; then refused
    std::size_t unsynced_segments = 16;      ///< closed files that may wait for the next commit
};

/// What was found when a journal was opened.
struct JournalRecovery {
    model::Sequence last = 0;         ///< the last whole record; 0 when there is none
    Time last_heard{};                ///< of that record
    std::uint64_t records_cut = 0;    ///< whole lines among the cut bytes
    std::uint64_t bytes_cut = 0;      ///< after the last whole group
    std::filesystem::path set_aside;  ///< the `.damaged` file that keeps the cut bytes; or empty
    std::string said;                 ///< one sentence for the operator; empty when nothing was cut
};

/// A closed hour that was deleted.
struct JournalRemoved {
    std::filesystem::path file;
    std::uint64_t bytes = 0;
};

/// The raw journal: every line that the engine consumed, as heard. The engine can be rebuilt from
/// it. Text that other tools read: each record is
///
///     \s:SOURCE,n:SEQUENCE,c:HEARD_MS*HH\LINE AS HEARD
///
/// in one file for each hour of `heard`, `2026-11-23T19.nmea`, later `.nmea.zst`. Groups of records
/// end with a comment line that seals them (README.md). One process writes at a time (see `Store`); its
/// threads may call at the same time.
/// Cost: about 100 ns a record, no allocation in steady state.
class Journal {
  public:
    /// Opens or makes the journal in `folder`. Everything up to the last whole group is kept; what
    /// follows it was never durable and is set aside.
    /// Errors: denied, unavailable when the folder cannot be read or written.
    [[nodiscard]] static Result<std::unique_ptr<Journal>> open(const std::filesystem::path& folder,
                                                               const JournalLimits& limits = {});
    ~Journal();
    Journal(const Journal&) = delete;
    Journal& operator=(const Journal&) = delete;

    /// Takes records in order, all or (on an error) none of them. They are durable only after
    /// `commit`. The first record of an empty journal may have any sequence.
    /// Errors: bad_input when a sequence or time does not follow the last one or a source is unnamed;
    /// limit when a line or name is too long, or when the disk has been full for so long that the
    /// pending bytes are at their bound (the same records can be given again later).
    Result<void> append(std::span<const JournalRecord> records);

    /// Seals what was appended, writes it and waits until the disk holds it (fdatasync). Call it
    /// each 100 ms while there is something pending.
    /// Errors: unavailable when the disk is full or fails. What was written in part is taken back;
    /// after a full disk the next `commit` tries again, and nothing appended is lost.
    Result<void> commit();

    /// Gives up the sequences up to this one that the journal does not hold (a disk fault or a hand took
    /// them, and the history has rows of them): they are never given to other lines.
    void pass_over(model::Sequence sequence);

    /// The last sequence that `fdatasync` has acknowledged. Waits for nobody.
    [[nodiscard]] model::Sequence durable() const;
    [[nodiscard]] model::Sequence last() const;     ///< the last appended
    [[nodiscard]] std::size_t pending() const;      ///< bytes appended and not yet written
    [[nodiscard]] std::uint64_t refused() const;    ///< records refused by a limit
    [[nodiscard]] const JournalRecovery& recovery() const;

    /// Does one piece (at most 4 MB, some 20 ms) of compressing closed hours; call it when idle.
    /// True while more is left to do. Errors: unavailable; the plain file stays.
    Result<bool> tidy();

    /// Deletes closed hours that ended at or before `before` and hold no record above `not_above`,
    /// oldest first, at most `at_most`; never the newest hour. Errors: unavailable.
    Result<std::vector<JournalRemoved>> forget(Time before, model::Sequence not_above, std::size_t at_most);

  private:
    struct Inside;
    explicit Journal(std::unique_ptr<Inside> inside);
    std::unique_ptr<Inside> inside_;
};

/// Where a reader met bytes that are not what was written.
struct JournalDamage {
    std::filesystem::path file;
    std::uint64_t offset = 0;  ///< of the first byte after the last whole group, uncompressed
    std::string said;          ///< what is wrong, for a person
};

/// Which part of a journal is read; empty means from its beginning, to its end.
struct JournalSpan {
    std::optional<Time> from = {};         ///< heard at or after
    std::optional<Time> until = {};        ///< heard before
    model::Sequence after = 0;             ///< only records with a higher sequence
};

/// Reads a journal in order over closed, compressed and open hours; other processes may write it.
/// Records come only from whole groups whose seal holds. Cost: about 100 ns a record, memory of one
/// group.
class JournalReader {
  public:
    /// Errors: not_found when the folder is not there or holds no journal; denied.
    [[nodiscard]] static Result<JournalReader> open(const std::filesystem::path& folder,
                                                    const JournalSpan& span = {});
    ~JournalReader();
    JournalReader(JournalReader&&) noexcept;
    JournalReader& operator=(JournalReader&&) noexcept;

    /// The next record, or false at the end or at damage. Views hold until the next call.
    /// Errors: unavailable when the disk fails.
    Result<bool> next(JournalRecord& record);

    /// Set when reading stopped before the end because of damage. The tail of the newest hour that
    /// is not sealed yet is not damage.
    [[nodiscard]] const std::optional<JournalDamage>& damage() const;

  private:
    struct Inside;
    explicit JournalReader(std::unique_ptr<Inside> inside);
    std::unique_ptr<Inside> inside_;
};

}  // namespace vigia::store
