#pragma once
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "base/time.h"
#include "geo/position.h"
#include "model/history.h"

namespace vigia::store {

class Ledger;

/// Whether a part of the history is forced to the disk when it is written, or left to the system;
/// the second is for replays, whose history can be made again.
enum class Durability : std::uint8_t { forced, left_to_system };

/// The bounds of the history writer. The cutting into parts depends only on these and on the rows.
struct HistoryLimits {
    std::size_t rows_in_memory = 1'000'000;           ///< a part is written at this many
    Duration part_every = std::chrono::minutes(15);   ///< or when `heard` has advanced so much
    Duration stray_beyond = std::chrono::hours(24);   ///< |seen - heard| above this: a stray
    Durability durability = Durability::forced;
    Duration retry_every = std::chrono::seconds(10);  ///< `heard` between two tries of a part that could not be written
};

/// Writes accepted reports as Parquet, in one folder for each hour of `seen` (README.md has the
/// columns): `history/date=2026-11-23/hour=19/positions-SEQUENCE.parquet`, and `particulars-…`
/// for what vessels declare. Equal rows with equal limits give equal bytes.
/// Cost: about 0.4 µs a row; memory of `rows_in_memory` rows at some 100 bytes.
class HistoryWriter {
  public:
    /// Makes the journal hold, durably, all records up to this one. The history never goes further
    /// than the journal: after a power cut the same sequences could be given to other lines.
    using HoldInJournal = std::function<Result<void>(model::Sequence)>;

    /// `data` is the data folder, `ledger` outlives the writer. Parts that a crash left unfinished
    /// are removed. Without `hold` the journal is not waited for. Errors: denied, unavailable.
    [[nodiscard]] static Result<std::unique_ptr<HistoryWriter>> open(
        const std::filesystem::path& data, Ledger& ledger, const HistoryLimits& limits = {},
        HoldInJournal hold = {});
    ~HistoryWriter();
    HistoryWriter(const HistoryWriter&) = delete;
    HistoryWriter& operator=(const HistoryWriter&) = delete;

    /// The names behind the numbers in the rows; give each before the first row that uses it.
    void name_source(model::SourceId id, std::string_view name);
    void name_station(model::StationId id, std::string_view name);

    /// Takes rows in the order of their sequence; writes parts when a limit says so.
    /// Errors: unavailable when a part cannot be written: the rows stay in memory, and an append
    /// `retry_every` later, or a flush, tries again; until then each append gives the error again. limit
    /// when four times `rows_in_memory` are held.
    Result<void> append(std::span<const model::HistoryRow> rows);

    /// Writes what is held. Call it at the end, and when somebody asks for the newest history.
    Result<void> flush();

    /// All rows up to this sequence are in finished parts. After a crash, give the writer again
    /// every row above it (made anew from the journal); lower ones are skipped by `append`.
    [[nodiscard]] model::Sequence kept_until() const;
    [[nodiscard]] std::uint64_t rows_written() const;

  private:
    struct Inside;
    explicit HistoryWriter(std::unique_ptr<Inside> inside);
    std::unique_ptr<Inside> inside_;
};

/// In which order rows are given.
enum class HistoryOrder : std::uint8_t {
    by_time,   ///< (seen, mmsi, sequence)
    by_track,  ///< (mmsi, track, seen, sequence)
};

/// Which positions are wanted; an empty field sets no bound.
struct Query {
    std::vector<model::Mmsi> vessels = {};  ///< any of these
    std::optional<geo::Box> box = {};
    std::optional<Time> from = {};          ///< seen at or after
    std::optional<Time> until = {};         ///< seen before
    std::optional<std::uint64_t> limit = {};
    HistoryOrder order = HistoryOrder::by_time;
};

/// A kept position report. Views hold until the next row is asked for.
struct KeptPosition {
    model::Sequence sequence = 0;
    model::TrackId track{};
    model::Mmsi mmsi = model::Mmsi::of(0);
    Time seen{};
    Time heard{};
    model::Transceiver transceiver = model::Transceiver::unknown;
    model::Fix fix;
    std::string_view source, station;  ///< station is empty when not said
};

/// Rows of an answer, one after another, in bounded memory.
class Found {
  public:
    ~Found();
    Found(Found&&) noexcept;
    Found& operator=(Found&&) noexcept;

    /// The next row, or false at the end. Errors: unavailable when a file cannot be read.
    Result<bool> next(KeptPosition& row);

  private:
    friend class History;
    struct Inside;
    explicit Found(std::unique_ptr<Inside> inside);
    std::unique_ptr<Inside> inside_;
};

/// A vessel and what it last called itself in the history.
struct KeptVessel {
    model::Mmsi mmsi = model::Mmsi::of(0);
    std::string name;
};

/// Finds in the history that a HistoryWriter keeps; needs no lock and no server, and may run while
/// another process writes (rows not yet in a part are not seen).
class History {
  public:
    /// Errors: not_found when `data` has no history; unavailable.
    [[nodiscard]] static Result<History> open(const std::filesystem::path& data);
    ~History();
    History(History&&) noexcept;
    History& operator=(History&&) noexcept;

    /// Cost: reads only the hours and row groups that can match.
    [[nodiscard]] Result<Found> find(const Query& query) const;

    /// Writes the answer as one Parquet file with the columns of `positions`; the number of rows.
    [[nodiscard]] Result<std::uint64_t> save(const Query& query, const std::filesystem::path& out) const;

    /// Vessels that called themselves `name` (any case), by MMSI.
    [[nodiscard]] Result<std::vector<KeptVessel>> called(std::string_view name) const;

    /// The last name that each of these vessels (all of them when empty) gave, by MMSI.
    [[nodiscard]] Result<std::vector<KeptVessel>> names(std::span<const model::Mmsi> vessels) const;

  private:
    struct Inside;
    explicit History(std::unique_ptr<Inside> inside);
    std::unique_ptr<Inside> inside_;
};

}  // namespace vigia::store
