#pragma once
#include <atomic>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "engine/engine.h"
#include "engine/inside/queue.h"
#include "engine/inside/ticker.h"
#include "io/store/store.h"
#include "io/store/versions.h"

namespace vigia::engine {

/// What one hand-over to the keeper holds: lines and rows, and the names behind their numbers.
struct Batch {
    Kept kept;
    Time now{};  ///< stream time
    std::shared_ptr<const std::vector<std::string>> sources, stations;
    std::vector<store::Version> judged_by;     ///< to be kept before the lines, which are judged by it
    std::vector<store::KeptCoverage> learnt;  ///< to be kept, oldest first
};

/// Rows on their way to the history, and the names behind their numbers.
struct Rows {
    std::vector<model::HistoryRow> rows;
    Time now{};  ///< stream time
    std::shared_ptr<const std::vector<std::string>> sources, stations;
    std::vector<store::KeptCoverage> learnt;
};

/// Whether a store that cannot take something holds the input up (replay) or not (live).
enum class WhenFull : std::uint8_t { wait, go_on };

/// The two threads that write to the store. One keeps the journal: it appends lines, makes them durable
/// each 100 ms or 1 MB, and tidies when idle. What it has appended it hands to the other, which keeps the
/// history and deletes what retention lets go; writing a part takes so long that lines would wait.
class Keeper {
  public:
    /// `store` may be null: then everything is taken and let go.
    Keeper(store::Store* store, store::Retention retention, WhenFull when_full, std::size_t queue, const Ticker& ticker);
    ~Keeper();
    Keeper(const Keeper&) = delete;
    Keeper& operator=(const Keeper&) = delete;

    /// An empty batch to fill: one that was written before, with its memory, where there is one.
    [[nodiscard]] std::unique_ptr<Batch> blank();
    /// Takes a batch. In live mode a full queue loses its lines, which is counted and said; the rest waits for the next.
    void give(std::unique_ptr<Batch> batch);
    /// From now on a store that cannot take something holds nobody up.
    void hurry() { hurried_.store(true); }
    /// Nothing more comes: keeps what waits, makes it durable, joins. May be called twice.
    void close();

    [[nodiscard]] model::Sequence durable() const { return store_ ? store_->journal().durable() : 0; }
    [[nodiscard]] std::string problem() const;  ///< why nothing is kept now; empty when all is well
    [[nodiscard]] std::uint64_t lines_lost() const { return lines_lost_.load(std::memory_order_relaxed); }
    /// The first failure that kept something from being kept, once closed.
    [[nodiscard]] std::optional<Error> failure() const;

  private:
    // The thread of the journal.
    void run();
    void keep_versions(std::vector<store::Version>& versions);
    bool keep_lines(const Batch& batch);
    void hand_over(Batch& batch);
    void commit_when_due();
    void commit();
    bool wait_before_retry();

    // The thread of the history.
    void run_history();
    void name_all(const Rows& rows);
    void forget(Time now);
    void keep_coverage(Rows& rows);

    /// What is kept in one way, and by one thread.
    enum class Part : std::uint8_t { journal, history };
    void say(Part part, const Result<void>& result);
    void say(Part part, std::string problem);
    void say_if_well(Part part, const Error& error);
    void fail_for_good(const Error& error);

    store::Store* const store_;
    const store::Retention retention_;
    const WhenFull when_full_;
    Each commit_time_;
    Queue<std::unique_ptr<Batch>> waiting_, blanks_;
    Queue<std::unique_ptr<Rows>> waiting_rows_, blank_rows_;
    std::vector<store::JournalRecord> records_;
    std::vector<store::Version> unkept_;  ///< what judgement went by that could not be kept yet
    std::int64_t handed_over_at_ = 0;  ///< stream hour
    std::size_t named_sources_ = 0, named_stations_ = 1;
    std::int64_t forgot_at_ = 0;  ///< stream hour
    std::vector<store::Version> left_over_;  ///< of who gives: of a batch that was lost
    std::atomic<std::uint64_t> lines_lost_{0};
    std::atomic<bool> hurried_{false};
    mutable std::mutex mutex_;
    std::string journal_problem_, history_problem_;
    std::optional<Error> failure_;
    std::thread history_thread_, thread_;  // last: the others must exist when they start
};

}  // namespace vigia::engine
