#include "engine/inside/keeper.h"

#include <utility>

#include <fmt/format.h>

namespace vigia::engine {
namespace {

constexpr std::size_t commit_bytes = 1024 * 1024;
constexpr std::uint64_t commit_ticks = 2;       ///< ticks are 50 ms
constexpr Duration look_every{20};              ///< how long the keeper waits for a batch
constexpr Duration retry_every{200};
/// Batches of rows (some 1,000 rows of 0.3 kB each) that may wait for the history: as many as come at
/// full speed while a part is written.
constexpr std::size_t rows_ahead = 192;

std::int64_t hour_of(Time now) { return std::chrono::floor<std::chrono::hours>(now).time_since_epoch().count(); }

}  // namespace

Keeper::Keeper(store::Store* store, store::Retention retention, WhenFull when_full, std::size_t queue, const Ticker& ticker)
    : store_(store),
      retention_(retention),
      when_full_(when_full),
      commit_time_(ticker, commit_ticks),
      waiting_(queue),
      blanks_(queue + 2),
      waiting_rows_(rows_ahead),
      blank_rows_(rows_ahead + 2),
      history_thread_([this] { run_history(); }),
      thread_([this] { run(); }) {}

Keeper::~Keeper() { close(); }

std::unique_ptr<Batch> Keeper::blank() {
    auto used = blanks_.pop(Duration{0});
    return used ? std::move(*used) : std::make_unique<Batch>();
}

void Keeper::give(std::unique_ptr<Batch> batch) {
    if (!store_) {
        batch->kept.clear();
        batch->judged_by.clear();
        batch->learnt.clear();
        (void)blanks_.try_push(batch);
        return;
    }
    if (when_full_ == WhenFull::wait) {
        (void)waiting_.push(std::move(batch));
        return;
    }
    batch->judged_by.insert(batch->judged_by.begin(), left_over_.begin(), left_over_.end());
    left_over_.clear();
    if (waiting_.try_push(batch)) return;
    left_over_ = std::move(batch->judged_by);
    lines_lost_.fetch_add(batch->kept.lines.size(), std::memory_order_relaxed);
    say(Part::journal, "the disk is too slow for what is heard: lines are shown but not kept.\n"
        "  Put the data folder on a faster disk, or stop other programs that write to it.");
}

void Keeper::close() {
    hurry();
    waiting_.close();
    if (thread_.joinable()) thread_.join();
}

std::string Keeper::problem() const {
    const std::lock_guard lock(mutex_);
    return journal_problem_.empty() ? history_problem_ : journal_problem_;
}

std::optional<Error> Keeper::failure() const {
    const std::lock_guard lock(mutex_);
    return failure_;
}

void Keeper::say(Part part, std::string problem) {
    const std::lock_guard lock(mutex_);
    (part == Part::journal ? journal_problem_ : history_problem_) = std::move(problem);
}

/// Shows the problem of a failed call, or that there is none any more.
void Keeper::say(Part part, const Result<void>& result) { say(part, result ? std::string() : result.error().message); }

/// Shows a problem unless another is shown, which has the cause.
void Keeper::say_if_well(Part part, const Error& error) {
    const std::lock_guard lock(mutex_);
    std::string& shown = part == Part::journal ? journal_problem_ : history_problem_;
    if (shown.empty()) shown = error.message;
}

void Keeper::fail_for_good(const Error& error) {
    const std::lock_guard lock(mutex_);
    if (!failure_) failure_ = error;
}

// ---------------------------------------------------------------- the thread of the journal

void Keeper::run() {
    while (!waiting_.finished()) {
        auto batch = waiting_.pop(look_every);
        if (!store_) continue;
        if (batch) {
            keep_versions((*batch)->judged_by);
            if (keep_lines(**batch)) hand_over(**batch);
            (*batch)->kept.clear();
            (*batch)->learnt.clear();
            (void)blanks_.try_push(*batch);
        }
        commit_when_due();
        if (!batch) (void)store_->journal().tidy();
    }
    waiting_rows_.close();
    history_thread_.join();
    if (!store_) return;
    Result<void> last = store_->journal().commit();
    say(Part::journal, last);
    if (last) return;
    last.error().message += fmt::format("\n  What was heard last is not kept: {} lines.", store_->journal().last() - durable());
    const std::lock_guard lock(mutex_);
    failure_ = last.error();  // graver than whatever failed before
}

/// What judgement goes by is on the disk before the lines that are judged by it. While it cannot be, the watch goes on by
/// it all the same, says so, and tries again with each batch.
void Keeper::keep_versions(std::vector<store::Version>& versions) {
    unkept_.insert(unkept_.end(), std::make_move_iterator(versions.begin()), std::make_move_iterator(versions.end()));
    versions.clear();
    const store::Versions kept = store::judgement_versions(store_->data());
    while (!unkept_.empty()) {
        if (const auto done = kept.keep(unkept_.front().from, unkept_.front().text); !done) return say_if_well(Part::journal, done.error());
        unkept_.erase(unkept_.begin());
    }
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
        say_if_well(Part::journal, kept.error());
        const bool lasting = kept.error().kind == ErrorKind::bad_input;
        if (when_full_ == WhenFull::wait && !lasting && wait_before_retry()) continue;
        lines_lost_.fetch_add(records_.size(), std::memory_order_relaxed);
        fail_for_good(kept.error());
        return false;
    }
}

/// Gives the rows of lines that the journal has to the history. While that is full the journal waits, but
/// goes on becoming durable.
void Keeper::hand_over(Batch& batch) {
    const std::int64_t hour = hour_of(batch.now);
    if (batch.kept.rows.empty() && hour == handed_over_at_ && batch.learnt.empty()) return;
    handed_over_at_ = hour;
    auto used = blank_rows_.pop(Duration{0});
    auto rows = used ? std::move(*used) : std::make_unique<Rows>();
    rows->rows.clear();
    rows->rows.swap(batch.kept.rows);
    rows->now = batch.now;
    rows->sources = batch.sources;
    rows->stations = batch.stations;
    rows->learnt = std::exchange(batch.learnt, {});
    while (!waiting_rows_.push_within(rows, look_every)) commit_when_due();
}

/// Makes pending lines durable, which also makes room. False when there is no point in trying again.
bool Keeper::wait_before_retry() {
    for (Duration waited{0}; waited < retry_every; waited += look_every)
        if (hurried_.load()) return false;
        else std::this_thread::sleep_for(look_every);
    commit();
    return true;
}

void Keeper::commit_when_due() {
    if (store_->journal().pending() >= commit_bytes || commit_time_.due()) commit();
}

void Keeper::commit() {
    if (store_->journal().pending() == 0 && store_->journal().durable() == store_->journal().last()) return;
    say(Part::journal, store_->journal().commit());
}

// ---------------------------------------------------------------- the thread of the history

void Keeper::run_history() {
    while (!waiting_rows_.finished()) {
        auto rows = waiting_rows_.pop(std::chrono::seconds(1));
        if (!rows) continue;
        name_all(**rows);
        const Result<void> kept = store_->history().append((*rows)->rows);
        say(Part::history, kept);
        if (!kept) fail_for_good(kept.error());
        forget((*rows)->now);
        keep_coverage(**rows);
        (void)blank_rows_.try_push(*rows);
    }
    if (!store_) return;
    const Result<void> last = store_->history().flush();
    say(Part::history, last);
    if (!last) fail_for_good(last.error());
}

void Keeper::name_all(const Rows& rows) {
    for (; rows.sources && named_sources_ < rows.sources->size(); ++named_sources_)
        store_->history().name_source(model::SourceId{static_cast<std::uint16_t>(named_sources_)}, (*rows.sources)[named_sources_]);
    for (; rows.stations && named_stations_ < rows.stations->size(); ++named_stations_)
        store_->history().name_station(model::StationId{static_cast<std::uint16_t>(named_stations_)}, (*rows.stations)[named_stations_]);
}

/// A table that cannot be kept is let go: the next one comes in an hour.
void Keeper::keep_coverage(Rows& rows) {
    for (const store::KeptCoverage& learnt : std::exchange(rows.learnt, {}))
        if (const auto kept = store::coverage_versions(store_->data()).keep(learnt.as_of, store::text_of(learnt)); !kept) say(Part::history, kept.error().message);
}

void Keeper::forget(Time now) {
    if (!retention_.journal && !retention_.history) return;
    const std::int64_t hour = hour_of(now);
    if (hour == forgot_at_) return;
    forgot_at_ = hour;
    if (auto gone = store_->forget(retention_, now); !gone) say(Part::history, gone.error().message);
}

}  // namespace vigia::engine
