#include "engine/loop.h"

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <map>
#include <mutex>
#include <span>
#include <thread>
#include <utility>

#include <fmt/format.h>

#include "engine/inside/keeper.h"
#include "engine/inside/reading.h"
#include "engine/inside/ticker.h"
#include "io/feed/intake.h"
#include "io/feed/pace.h"

namespace vigia::engine {
namespace {

constexpr std::size_t batch_bytes = 256 * 1024;  ///< lines handed to the keeper at once
constexpr Duration listen_for{5};                ///< live: how long the engine waits for lines
constexpr Duration fastest_step{10'000};         ///< stream time consumed at once at full speed
constexpr std::size_t longest_source_name = 64;  ///< in a journal

}  // namespace

struct Loop::Inside {
    LoopOptions options;
    Engine engine;
    Judge judge;
    Ticker ticker;
    Keeper keeper;
    bool remembers = false;                ///< live: the store's journal has something lately heard
    bool rows_missing = false;             ///< stopped before all was remembered: the next start makes these rows and later ones
    std::unique_ptr<feed::Intake> intake;  ///< live
    std::unique_ptr<Reading> reading;      ///< replay
    feed::Pace* pace = nullptr;

    std::unique_ptr<Batch> batch;
    std::shared_ptr<std::vector<std::string>> names = std::make_shared<std::vector<std::string>>();
    std::shared_ptr<const std::vector<std::string>> names_shown, stations_shown;
    std::map<std::string, model::SourceId> ids;  ///< by name in the journal
    std::vector<std::uint8_t> ended;             ///< by source
    std::map<std::size_t, model::Trouble> broken;  ///< replay: by source, why it could not be read to its end
    bool unpublished = true;
    Each publish_time;

    std::atomic<bool> stopping{false};
    std::atomic<bool> edited{false};
    std::vector<std::pair<detection::Edit, std::string>> edits;  ///< under the mutex
    bool remembering = false;              ///< what is heard again was judged before: no edit holds for it
    std::vector<std::string> gone_sources;  ///< of kept coverage, that are no feed now; numbered down from 0xFFFF
    Time learnt_as_of{};                   ///< of the coverage that was kept last
    mutable std::mutex mutex;
    std::condition_variable changed;
    std::shared_ptr<const Picture> shown;
    bool done = false;      ///< no more comes; only for the thread of the road
    bool finished = false;  ///< everything is kept
    std::optional<Error> failure;
    std::thread thread;

    Inside(LoopOptions given, WhenFull when_full)
        : options(std::move(given)),
          engine(options.engine, *options.registry),
          judge(std::move(options.groups), std::move(options.changes)),
          ticker(options.publish_every),
          keeper(options.store, options.retention, when_full, options.store_queue, ticker),
          publish_time(ticker, 1) {
        batch = keeper.blank();
        publish();
    }

    void start(void (Inside::*road)()) {
        thread = std::thread([this, road] {
            (this->*road)();
            finish();
        });
    }

    Result<model::SourceId> add_source(const std::string& name, const std::string& url);
    Result<model::SourceId> source_named(const std::string& name, const std::string& url);
    void watch();
    void remember();
    void replay();
    bool take_records(const Block& block);
    bool take_lines(const Block& block, model::SourceId source);
    bool consume_paced();
    bool wait_for(Time heard);
    void on_tick();
    void show_judge();
    void take_edits();
    void keep_coverage();
    [[nodiscard]] std::string source_of(model::SourceId id) const;
    void restore_coverage(const store::KeptCoverage& kept);
    Names judge_names();
    void hand_over();
    void hand_over_when_big() {
        if (batch->kept.text.size() >= batch_bytes) hand_over();
    }
    void publish();
    void finish();
    bool failed(Error error);
};

// ---------------------------------------------------------------- what both roads share

/// A source gets a name of its own that fits the journal, so that a replay tells it apart too.
Result<model::SourceId> Loop::Inside::add_source(const std::string& name, const std::string& url) {
    std::string own = name.substr(0, longest_source_name);
    if (own.empty()) own = "source";
    for (int n = 2; ids.contains(own); ++n) {
        const std::string suffix = fmt::format("#{}", n);
        own = name.substr(0, longest_source_name - suffix.size()) + suffix;
    }
    Result<model::SourceId> id = engine.add_source(own, url);
    if (!id) return id;
    ids.emplace(own, *id);
    names->push_back(own);
    names_shown.reset();
    ended.push_back(0);
    return id;
}

Result<model::SourceId> Loop::Inside::source_named(const std::string& name, const std::string& url) {
    const auto known = ids.find(name);
    return known == ids.end() ? add_source(name, url) : Result<model::SourceId>(known->second);
}

bool Loop::Inside::failed(Error error) {
    const std::lock_guard lock(mutex);
    if (!failure) failure = std::move(error);
    return false;
}

void Loop::Inside::on_tick() {
    if (!publish_time.due()) return;
    hand_over();
    if (unpublished) publish();
}

Names Loop::Inside::judge_names() {
    if (!names_shown) names_shown = std::make_shared<const std::vector<std::string>>(*names);
    return {names_shown, engine.stations()};
}

/// Shows the detectors what was consumed.
void Loop::Inside::show_judge() {
    if (!options.engine.chart) return;
    const std::span<const model::Moment> moments = batch->kept.moments;
    const auto hour = [](const model::Moment& moment) { return std::chrono::floor<std::chrono::hours>(moment.heard); };
    std::size_t begin = 0;
    for (std::size_t i = 1; i < moments.size(); ++i) {
        if (hour(moments[i]) == hour(moments[i - 1])) continue;
        // A fast replay takes hours at once, and the coverage of each is kept.
        judge.take(moments.subspan(begin, i - begin), moments[i].heard, judge_names());
        if (!remembering) keep_coverage();
        begin = i;
    }
    judge.take(moments.subspan(begin), engine.now(), judge_names());
    batch->kept.moments.clear();
    if (remembering) return;
    if (edited.exchange(false)) take_edits();
    keep_coverage();
}

/// Edits hold from the next whole second on, of which nothing has been heard yet.
void Loop::Inside::take_edits() {
    std::vector<std::pair<detection::Edit, std::string>> taken;
    {
        const std::lock_guard lock(mutex);
        taken.swap(edits);
    }
    const Time now = engine.now(), from = now == Time{} ? now : std::chrono::floor<std::chrono::seconds>(now) + std::chrono::seconds(1);
    for (auto& [edit, text] : taken) {
        if (edit.chart) engine.use_from(from, edit.chart);
        judge.use_from(from, edit);
        batch->judged_by.push_back({from, std::move(text)});
    }
}

/// Has the coverage kept that was known when this hour of the stream began.
void Loop::Inside::keep_coverage() {
    if (options.store == nullptr) return;
    const detection::LearntCoverage learnt = judge.hourly_coverage();
    if (!learnt.table || learnt.as_of <= learnt_as_of) return;
    learnt_as_of = learnt.as_of;
    const auto stations = engine.stations();
    store::KeptCoverage kept{.as_of = learnt.as_of, .receivers = {}, .rows = learnt.table->rows(), .learnt = learnt.table->learnt()};
    for (std::size_t i = 1; i < learnt.table->receivers().size(); ++i) {
        const model::Receiver& receiver = learnt.table->receivers()[i];
        const auto station = static_cast<std::size_t>(receiver.station);
        if (station != 0) kept.receivers.push_back({{}, (*stations)[station]});
        else kept.receivers.push_back({source_of(receiver.source), {}});
    }
    batch->learnt.push_back(std::move(kept));
}

std::string Loop::Inside::source_of(model::SourceId id) const {
    const auto number = static_cast<std::size_t>(id);
    return number < names->size() ? (*names)[number] : gone_sources[0xFFFF - number];
}

/// Coverage that was learnt before, with the numbers that its receivers have now. A source that is no feed any more keeps
/// what it heard, under a number that no feed gets.
void Loop::Inside::restore_coverage(const store::KeptCoverage& kept) {
    std::vector<model::Receiver> receivers{model::Receiver{}};
    for (const auto& [source, station] : kept.receivers) {
        const model::StationId number = engine.know_station(station);
        if (number != model::StationId{}) {
            receivers.push_back({.source = {}, .station = number});
        } else if (const auto known = ids.find(source); known != ids.end()) {
            receivers.push_back({.source = known->second, .station = {}});
        } else {
            receivers.push_back({.source = model::SourceId{static_cast<std::uint16_t>(0xFFFF - gone_sources.size())}, .station = {}});
            gone_sources.push_back(source);
        }
    }
    judge.restore_coverage(model::Coverage::of(kept.rows, receivers, kept.learnt), kept.as_of);
    learnt_as_of = kept.as_of;
}

/// Gives the keeper what was consumed.
void Loop::Inside::hand_over() {
    if (batch->kept.empty() && batch->judged_by.empty() && batch->learnt.empty()) return;
    if (!names_shown) names_shown = std::make_shared<const std::vector<std::string>>(*names);
    if (rows_missing) batch->kept.rows.clear();
    batch->now = engine.now();
    batch->sources = names_shown;
    batch->stations = engine.stations();
    keeper.give(std::move(batch));
    batch = keeper.blank();
}

void Loop::Inside::publish() {
    unpublished = false;
    if (options.publish == Publish::no && shown && !done) return;
    std::shared_ptr<Picture> next = engine.picture();
    next->journal_durable = keeper.durable();
    next->store_problem = keeper.problem();
    next->counts.lines_not_kept = keeper.lines_lost();
    auto sources = std::make_shared<std::vector<model::SourceHealth>>(engine.health());
    for (std::size_t i = 0; i < sources->size(); ++i)
        if (ended[i]) (*sources)[i].state = model::SourceState::ended;
    for (const auto& [i, trouble] : broken) {
        (*sources)[i].state = model::SourceState::down;
        (*sources)[i].trouble = trouble;
    }
    if (intake) {
        for (const model::SourceHealth& edge : intake->health()) {
            const auto i = static_cast<std::size_t>(edge.id);
            if (i >= sources->size()) continue;
            model::SourceHealth& all = (*sources)[i];
            all.url = edge.url;
            all.state = edge.state;
            all.trouble = edge.trouble;
            all.dropped = edge.dropped;
            all.reconnects = edge.reconnects;
            all.bytes = edge.bytes;
            if (edge.last_heard) all.last_heard = edge.last_heard;
            for (const auto& [reason, count] : edge.refused) all.refused[reason] += count;
        }
    }
    next->sources = std::move(sources);
    std::shared_ptr<const Picture> old = std::move(next);
    const std::lock_guard lock(mutex);
    shown.swap(old);
}

/// The end of a road: everything consumed is kept, and the last Picture says so.
void Loop::Inside::finish() {
    show_judge();
    if (options.engine.chart) judge.finish(engine.now(), judge_names());
    hand_over();
    keeper.close();
    {
        const std::lock_guard lock(mutex);
        if (const auto error = keeper.failure(); error && !failure) failure = error;
    }
    std::fill(ended.begin(), ended.end(), std::uint8_t{1});
    done = true;
    publish();
    {
        const std::lock_guard lock(mutex);
        finished = true;
    }
    changed.notify_all();
}

// ---------------------------------------------------------------- live

/// Folds in the end of the store's journal: its lines are kept already, its rows perhaps not.
void Loop::Inside::remember() {
    if (!remembers) return;
    const Time last = options.store->journal().recovery().last_heard;
    auto reader = store::JournalReader::open(options.store->data() / "journal", {.from = last - options.remembered, .until = {}, .after = 0});
    if (!reader) return;  // nothing to remember
    remembering = true;
    store::JournalRecord record;
    for (Result<bool> more = reader->next(record); more && *more && !stopping.load(); more = reader->next(record)) {
        const auto source = source_named(std::string(record.source), "journal");
        if (!source || !engine.hear_again(record.sequence, record.heard, *source, record.line, batch->kept)) break;
        show_judge();
        if (batch->kept.text.size() < batch_bytes) continue;
        batch->kept.lines.clear();
        hand_over();
    }
    batch->kept.lines.clear();
    batch->kept.text.clear();
    hand_over();
    rows_missing = stopping.load();
    remembering = false;
    learnt_as_of = last;  // what was known until then was kept when it was heard first
    engine.follow(options.store->journal().last());
    publish();
}

void Loop::Inside::watch() {
    remember();
    bool closed = false;
    for (;;) {
        if (stopping.load() && !closed) {
            intake->stop();
            closed = true;
        }
        if (auto heard = intake->next(listen_for)) {
            engine.hear(heard->source, heard->at, heard->bytes, batch->kept);
            show_judge();
            hand_over_when_big();
        } else if (intake->ended()) {
            break;
        }
        if (!publish_time.due()) continue;
        engine.idle(options.clock(), batch->kept);
        show_judge();
        hand_over();
        publish();
    }
    for (std::size_t i = 0; i < intake->health().size(); ++i)
        engine.hear_no_more(model::SourceId{static_cast<std::uint16_t>(i)}, engine.now(), batch->kept);
}

// ---------------------------------------------------------------- replay

void Loop::Inside::replay() {
    while (!stopping.load() && !reading->finished()) {
        auto block = reading->next(listen_for);
        on_tick();
        if (!block) continue;
        if (!block->bytes.empty() || block->last) {
            if (!block->marks.empty()) {
                if (!take_records(*block)) break;
            } else {
                auto source = source_named(block->source, block->url);
                if (!source) {
                    failed(source.error());
                    break;
                }
                if (!take_lines(*block, *source)) break;
            }
        }
        if (block->failed) {
            if (const auto source = source_named(block->source, block->url))
                broken[static_cast<std::size_t>(*source)] = {model::TroubleKind::failed, block->failed->message};
            failed(*block->failed);
        }
        reading->used(std::move(block));
    }
    reading->stop();
    const Counts& counts = engine.counts();
    if (counts.lines == 0 && counts.untimed > 0)
        failed({ErrorKind::bad_input,
                "no line of the input says when it was recorded, so nothing can be replayed.\n"
                "  Say when the recording begins: --start 2026-11-23T19:00:00Z"});
}

bool Loop::Inside::take_records(const Block& block) {
    for (const Mark& mark : block.marks) {
        const auto source = source_named(block.names[mark.source], "journal");
        if (!source) return failed(source.error());
        if (pace && !wait_for(mark.heard)) return false;
        const std::string_view line = std::string_view(block.bytes).substr(mark.offset, mark.size);
        if (auto heard = engine.hear_again(mark.sequence, mark.heard, *source, line, batch->kept); !heard)
            return failed(heard.error());
        show_judge();
        unpublished = true;
        hand_over_when_big();
    }
    on_tick();
    return true;
}

bool Loop::Inside::take_lines(const Block& block, model::SourceId source) {
    engine.load(source, block.bytes);
    if (!consume_paced()) return false;
    if (!block.last) return true;
    engine.finish(source);
    if (!consume_paced()) return false;
    ended[static_cast<std::size_t>(source)] = 1;
    return true;
}

/// Consumes what was loaded, as fast as the pace allows.
bool Loop::Inside::consume_paced() {
    while (const auto next = engine.next()) {
        if (stopping.load()) return false;
        Time until = Time::max();
        if (pace) {
            until = pace->state().speed.is_fastest() ? *next + fastest_step : *next;
            if (!wait_for(*next)) return false;
        }
        engine.consume(until, batch->kept);
        show_judge();
        unpublished = true;
        hand_over_when_big();
        on_tick();
    }
    return true;
}

/// Waits until the pace lets a record pass. Before a wait that can be felt, what was consumed is
/// shown and kept.
bool Loop::Inside::wait_for(Time heard) {
    const feed::Pace::State state = pace->state();
    if (unpublished && !state.speed.is_fastest()) {
        const bool long_wait = state.now && static_cast<double>((heard - *state.now).count()) > static_cast<double>(listen_for.count()) * state.speed.times;
        if (state.paused || long_wait) {
            hand_over();
            publish();
        }
    }
    return pace->wait_for(heard);
}

// ---------------------------------------------------------------- the public face

Loop::Loop(std::unique_ptr<Inside> inside) : inside_(std::move(inside)) {}

Loop::~Loop() { (void)stop(); }

Result<std::unique_ptr<Loop>> Loop::watch(LoopOptions options, std::unique_ptr<feed::Intake> intake) {
    check(options.registry && options.clock && intake);
    bool remembers = false;
    if (options.store && options.store->journal().last() > 0) {
        const model::Sequence last = options.store->journal().last();
        options.engine.first_track = static_cast<std::uint32_t>(last % 0xFFFF'0000) + 1;
        remembers = options.clock() - options.store->journal().recovery().last_heard < options.remembered;
        options.engine.first_sequence = remembers ? 1 : last + 1;
    }
    auto inside = std::make_unique<Inside>(std::move(options), WhenFull::go_on);
    for (const model::SourceHealth& source : intake->health())
        if (auto added = inside->add_source(source.name, source.url); !added) return fail(std::move(added));
    inside->intake = std::move(intake);
    inside->remembers = remembers;
    if (inside->options.engine.chart && inside->options.store && inside->options.store->journal().last() > 0) {
        const Time last = inside->options.store->journal().recovery().last_heard;
        const auto learnt = store::coverage_at(inside->options.store->data(), remembers ? last - inside->options.remembered : last);
        if (!learnt) return std::unexpected(learnt.error());
        if (*learnt) inside->restore_coverage(**learnt);
    }
    inside->publish();
    inside->start(&Inside::watch);
    return std::unique_ptr<Loop>(new Loop(std::move(inside)));
}

Result<std::unique_ptr<Loop>> Loop::replay(LoopOptions options, std::vector<std::string> inputs, feed::Pace* pace) {
    check(options.registry);
    auto inside = std::make_unique<Inside>(std::move(options), WhenFull::wait);
    inside->pace = pace;
    inside->reading = std::make_unique<Reading>(std::move(inputs));
    inside->start(&Inside::replay);
    return std::unique_ptr<Loop>(new Loop(std::move(inside)));
}

std::shared_ptr<const Picture> Loop::picture() const {
    const std::lock_guard lock(inside_->mutex);
    return inside_->shown;
}

void Loop::use(detection::Edit edit, std::string text) {
    const std::lock_guard lock(inside_->mutex);
    inside_->edits.emplace_back(std::move(edit), std::move(text));
    inside_->edited.store(true);
}

std::string Loop::store_problem() const { return inside_->keeper.problem(); }
model::Sequence Loop::journal_durable() const { return inside_->keeper.durable(); }

std::optional<Error> Loop::failure() const {
    const std::lock_guard lock(inside_->mutex);
    return inside_->failure;
}

bool Loop::wait(Duration at_most) {
    std::unique_lock lock(inside_->mutex);
    return inside_->changed.wait_for(lock, at_most, [this] { return inside_->finished; });
}

Result<void> Loop::stop() {
    Inside& in = *inside_;
    in.stopping.store(true);
    in.keeper.hurry();
    if (in.pace) in.pace->stop();
    if (in.thread.joinable()) in.thread.join();
    const std::lock_guard lock(in.mutex);
    if (in.failure) return std::unexpected(*in.failure);
    return {};
}

}  // namespace vigia::engine
