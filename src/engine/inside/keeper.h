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

namespace vigia::engine {

/// What one hand-over to the keeper holds: lines and rows, and the names behind their numbers.
struct Batch {
    Kept kept;
    Time now{};  ///< stream time
    std::shared_ptr<const std::vector<std::string>> sources, stations;
};

/// Whether a store that cannot take something holds the input up (replay) or not (live).
enum class WhenFull : std::uint8_t { wait, go_on };

/// The one thread that writes to the store: appends what it is given, makes it durable each 100 ms
/// or 1 MB, tidies when idle, and deletes what retention lets go.
class Keeper {
  public:
    /// `store` may be null: then everything is taken and let go.
    Keeper(store::Store* store, store::Retention retention, WhenFull when_full, std::size_t queue, const Ticker& ticker);
    ~Keeper();
    Keeper(const Keeper&) = delete;
    Keeper& operator=(const Keeper&) = delete;

    /// An empty batch to fill: one that was written before, with its memory, where there is one.
    [[nodiscard]] std::unique_ptr<Batch> blank();
    /// Takes a batch. In live mode a full queue loses it, which is counted and said.
    void give(std::unique_ptr<Batch> batch);
    /// Nothing more comes: keeps what waits, makes it durable, joins. May be called twice.
    void close();

    [[nodiscard]] model::Sequence durable() const { return store_ ? store_->journal().durable() : 0; }
    [[nodiscard]] std::string problem() const;  ///< why nothing is kept now; empty when all is well
    [[nodiscard]] std::uint64_t lines_lost() const { return lines_lost_.load(std::memory_order_relaxed); }
    /// The first failure that kept something from being kept, once closed.
    [[nodiscard]] std::optional<Error> failure() const;

  private:
    void run();
    void keep(const Batch& batch);
    bool keep_lines(const Batch& batch);
    void keep_rows(const Batch& batch);
    void name_all(const Batch& batch);
    void commit();
    void forget(Time now);
    void finish();
    bool said(const Result<void>& result);
    void say(std::string problem);
    bool wait_before_retry();

    store::Store* const store_;
    const store::Retention retention_;
    const WhenFull when_full_;
    const Ticker& ticker_;
    Queue<std::unique_ptr<Batch>> waiting_;
    Queue<std::unique_ptr<Batch>> blanks_;
    std::vector<store::JournalRecord> records_;
    std::size_t named_sources_ = 0, named_stations_ = 1;
    std::int64_t forgot_at_ = 0;  ///< stream hour
    std::atomic<std::uint64_t> lines_lost_{0};
    std::atomic<bool> closing_{false};
    mutable std::mutex mutex_;
    std::string problem_;
    std::optional<Error> failure_;
    std::thread thread_;  // last: the others must exist when it starts
};

}  // namespace vigia::engine
