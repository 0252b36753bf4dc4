#include "engine/inside/keeper.h"

#include <utility>

#include <fmt/format.h>

namespace vigia::engine {
namespace {

constexpr std::size_t commit_bytes = 1024 * 1024;
constexpr std::uint64_t commit_ticks = 2;       ///< ticks are 50 ms
constexpr Duration look_every{20};              ///< how long the keeper waits for a batch
constexpr Duration retry_every{200};

}  // namespace

Keeper::Keeper(store::Store* store, store::Retention retention, WhenFull when_full, std::size_t queue, const Ticker& ticker)
    : store_(store),
      retention_(retention),
      when_full_(when_full),
      ticker_(ticker),
      waiting_(queue),
      blanks_(queue + 2),
      thread_([this] { run(); }) {}

Keeper::~Keeper() { close(); }

std::unique_ptr<Batch> Keeper::blank() {
    auto used = blanks_.pop(Duration{0});
    return used ? std::move(*used) : std::make_unique<Batch>();
}

void Keeper::give(std::unique_ptr<Batch> batch) {
    if (!store_) {
        batch->kept.clear();
        (void)blanks_.try_push(batch);
        return;
    }
    if (when_full_ == WhenFull::wait) {
        (void)waiting_.push(std::move(batch));
        return;
    }
    if (waiting_.try_push(batch)) return;
    lines_lost_.fetch_add(batch->kept.lines.size(), std::memory_order_relaxed);
    say("the disk is too slow for what is heard: lines are shown but not kept.\n"
        "  Put the data folder on a faster disk, or stop other programs that write to it.");
}

void Keeper::close() {
    closing_.store(true);
    waiting_.close();
    if (thread_.joinable()) thread_.join();
}

std::string Keeper::problem() const {
    const std::lock_guard lock(mutex_);
    return problem_;
}

std::optional<Error> Keeper::failure() const {
    const std::lock_guard lock(mutex_);
    return failure_;
}

void Keeper::say(std::string problem) {
    const std::lock_guard lock(mutex_);
    problem_ = std::move(problem);
}

/// Shows the problem of a failed call, or that there is none any more.
bool Keeper::said(const Result<void>& result) {
    say(result ? std::string() : result.error().message);
    return result.has_value();
}

void Keeper::run() {
    Each commit_time(ticker_, commit_ticks);
    while (!waiting_.finished()) {
        auto batch = waiting_.pop(look_every);
        if (batch) {
            keep(**batch);
            (*batch)->kept.clear();
            (void)blanks_.try_push(*batch);
        }
        if (!store_) continue;
        if (store_->journal().pending() >= commit_bytes || commit_time.due()) commit();
        if (!batch) (void)store_->journal().tidy();
    }
    if (store_) finish();
}

void Keeper::keep(const Batch& batch) {
    name_all(batch);
    if (keep_lines(batch)) keep_rows(batch);
    forget(batch.now);
}

void Keeper::name_all(const Batch& batch) {
    for (; batch.sources && named_sources_ < batch.sources->size(); ++named_sources_)
        store_->history().name_source(model::SourceId{static_cast<std::uint16_t>(named_sources_)}, (*batch.sources)[named_sources_]);
    for (; batch.stations && named_stations_ < batch.stations->size(); ++named_stations_)
        store_->history().name_station(model::StationId{static_cast<std::uint16_t>(named_stations_)}, (*batch.stations)[named_stations_]);
}

/// Appends the lines. A replay waits until the disk has room; live goes on without them.
bool Keeper::keep_lines(const Batch& batch) {
    records_.clear();
    for (const KeptLine& line : batch.kept.lines)
        records_.push_back({.sequence = line.sequence, .heard = line.heard,
                            .source = (*batch.sources)[static_cast<std::size_t>(line.source)], .line = batch.kept.line(line)});
    for (;;) {
        const Result<void> kept = store_->journal().append(records_);
        if (kept) return true;
        say(kept.error().message);
        const bool lasting = kept.error().kind == ErrorKind::bad_input;
        if (when_full_ == WhenFull::wait && !lasting && wait_before_retry()) continue;
        lines_lost_.fetch_add(records_.size(), std::memory_order_relaxed);
        const std::lock_guard lock(mutex_);
        if (!failure_) failure_ = kept.error();
        return false;
    }
}

void Keeper::keep_rows(const Batch& batch) {
    const Result<void> kept = store_->history().append(batch.kept.rows);
    if (kept) return;
    say(kept.error().message);
    const std::lock_guard lock(mutex_);
    if (!failure_) failure_ = kept.error();
}

/// Makes pending lines durable, which also makes room. False when there is no point in trying again.
bool Keeper::wait_before_retry() {
    for (Duration waited{0}; waited < retry_every; waited += look_every)
        if (closing_.load()) return false;
        else std::this_thread::sleep_for(look_every);
    commit();
    return true;
}

void Keeper::commit() {
    if (store_->journal().pending() == 0 && store_->journal().durable() == store_->journal().last()) return;
    (void)said(store_->journal().commit());
}

void Keeper::forget(Time now) {
    if (!retention_.journal && !retention_.history) return;
    const std::int64_t hour = std::chrono::floor<std::chrono::hours>(now).time_since_epoch().count();
    if (hour == forgot_at_) return;
    forgot_at_ = hour;
    if (auto gone = store_->forget(retention_, now); !gone) say(gone.error().message);
}

void Keeper::finish() {
    for (const Result<void>& last : {store_->history().flush(), store_->journal().commit()}) {
        if (last) continue;
        say(last.error().message);
        const std::lock_guard lock(mutex_);
        if (!failure_) failure_ = last.error();
    }
}

}  // namespace vigia::engine
