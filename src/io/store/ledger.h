#pragma once
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "base/time.h"
#include "model/identity.h"

namespace vigia::store {

/// One run of the program on a data folder.
struct Run {
    std::int64_t id = 0;
    Time started{};
    std::optional<Time> stopped;  ///< empty when it did not end in good order, or still runs
    std::string version;
    std::string mode;             ///< live or replay
    model::Sequence first = 0;    ///< the last sequence kept before it started, plus one
    model::Sequence last = 0;     ///< when it stopped in good order
    std::uint64_t bytes_cut = 0;  ///< by the recovery of the journal when it started
};

/// One act of retention: what was deleted, and by which bound.
struct Deletion {
    Time at{};
    std::string what;   ///< the file, relative to the data folder
    std::uint64_t bytes = 0;
    Time kept_from{};   ///< the bound that it was older than
};

/// The operational records in `vigia.sqlite`: the version of the store, runs, deletions, how far
/// the history goes. Every call is one durable transaction (some 0.2 to 5 ms by the disk), and may come
/// from any thread.
class Ledger {
  public:
    /// Errors: unsupported when a newer vigia wrote it; unavailable, denied.
    [[nodiscard]] static Result<std::unique_ptr<Ledger>> open(const std::filesystem::path& file);
    ~Ledger();
    Ledger(const Ledger&) = delete;
    Ledger& operator=(const Ledger&) = delete;

    Result<std::int64_t> begin_run(const Run& run);
    Result<void> end_run(std::int64_t id, Time stopped, model::Sequence last);
    [[nodiscard]] Result<std::vector<Run>> runs() const;  ///< oldest first, the last 1,000

    Result<void> note_deletions(const std::vector<Deletion>& deletions);
    [[nodiscard]] Result<std::vector<Deletion>> deletions() const;  ///< oldest first, the last 1,000

    /// The history holds every row up to this sequence.
    Result<void> keep_history_until(model::Sequence sequence);
    [[nodiscard]] Result<model::Sequence> history_kept_until() const;

  private:
    struct Inside;
    explicit Ledger(std::unique_ptr<Inside> inside);
    std::unique_ptr<Inside> inside_;
};

}  // namespace vigia::store
