#include "engine/analysis.h"

#include <algorithm>
#include <condition_variable>
#include <deque>
#include <map>
#include <mutex>
#include <thread>
#include <utility>

#include "engine/inside/reading.h"
#include "logic/detection/book.h"
#include "logic/detection/group_radio.h"

namespace vigia::engine {
namespace {

constexpr Duration read_for{50};

/// Moments of one block of input, on their way through all groups.
struct Piece {
    std::vector<model::Moment> moments;
    std::vector<std::vector<detection::Told>> told;  ///< by group
    std::size_t groups_left = 0;
    Time now{};      ///< stream time at its end
    Names names;
    bool last = false;
};

/// The road of an analysis. Work is cut into tasks that are ready or not: reading the next piece, showing a piece to a group,
/// giving out what a finished piece told. Each kind of task keeps its own order, so the result is the same however
/// threads take them.
class Analysis {
  public:
    Analysis(AnalysisOptions options, const std::vector<std::string>& inputs)
        : options_(prepared(std::move(options))), engine_(options_.engine, *options_.registry),
          reading_(inputs, {.from = options_.from ? std::optional(*options_.from - options_.before) : std::nullopt, .until = options_.until, .after = 0}),
          groups_(options_.groups.size()) {
        for (const auto& [from, edit] : options_.edits) {
            if (edit.chart) engine_.use_from(from, edit.chart);
            for (const auto& group : options_.groups) group->use_from(from, edit);
        }
        if (options_.learnt) restore(*options_.learnt);
    }

    Result<AnalysisSummary> go() {
        std::vector<std::thread> helpers;
        for (unsigned i = 1; i < options_.threads; ++i) helpers.emplace_back([this] { work(); });
        work();
        for (std::thread& helper : helpers) helper.join();
        reading_.stop();
        if (failure_) return std::unexpected(*failure_);
        summary_.counts = engine_.counts();
        summary_.events = book_.begun();
        return summary_;
    }

  private:
    struct Line {
        std::size_t next = 0;  ///< the number of the piece that this group sees next
        bool busy = false;
    };
    static AnalysisOptions prepared(AnalysisOptions options) {
        check(options.registry && options.engine.chart && options.changes && options.threads > 0);
        options.engine.mode = Mode::replay;
        options.engine.keep = Keep::nothing;
        return options;
    }

    /// Receivers get the numbers that they will have.
    void restore(const store::KeptCoverage& kept) {
        std::vector<model::Receiver> receivers{model::Receiver{}};
        for (const auto& [source, station] : kept.receivers) {
            const model::StationId number = engine_.know_station(station);
            const auto id = number == model::StationId{} ? source_of(source) : Result<model::SourceId>();
            receivers.push_back({.source = id ? *id : model::SourceId{0xFFFF}, .station = number});
        }
        const model::Coverage learnt = model::Coverage::of(kept.rows, receivers, kept.learnt);
        for (const auto& group : options_.groups) detection::restore_coverage(*group, learnt, kept.as_of);
    }

    void work() {
        std::unique_lock lock(mutex_);
        while (!done_) {
            if (give_out(lock) || show(lock) || produce(lock)) continue;
            changed_.wait(lock);
        }
    }

    /// Gives out what the oldest piece told, once every group has seen it.
    bool give_out(std::unique_lock<std::mutex>& lock) {
        if (giving_ || pieces_.empty() || pieces_.front()->groups_left > 0) return false;
        giving_ = true;
        std::unique_ptr<Piece> piece = std::move(pieces_.front());
        pieces_.pop_front();
        ++first_;
        lock.unlock();
        for (std::uint32_t g = 0; g < piece->told.size(); ++g) book_.take(g, piece->told[g]);
        changes_.clear();
        // What was told at the piece's last instant may go on in the next one.
        book_.release(piece->last ? Time::max() : piece->now - Duration{1}, changes_);
        if (options_.from) std::erase_if(changes_, [&](const model::EventChange& c) { return c.event.noticed < *options_.from; });
        put_names(changes_, piece->names);
        options_.changes(changes_, piece->now);
        lock.lock();
        summary_.open_events = book_.open();
        giving_ = false;
        done_ = done_ || piece->last;
        piece->moments.clear();
        blanks_.push_back(std::move(piece));
        changed_.notify_all();
        return true;
    }

    /// Shows the next piece to the group that lags most.
    bool show(std::unique_lock<std::mutex>& lock) {
        Line* behind = nullptr;
        for (Line& line : groups_)
            if (!line.busy && line.next < first_ + pieces_.size() && (behind == nullptr || line.next < behind->next)) behind = &line;
        if (behind == nullptr) return false;
        // With nothing read ahead the others would wait: reading comes first then.
        if (!producing_ && !input_ended_ && behind->next + 1 >= first_ + pieces_.size() && pieces_.size() < 2) return produce(lock);
        behind->busy = true;
        const auto g = static_cast<std::size_t>(behind - groups_.data());
        Piece& piece = *pieces_[behind->next - first_];
        lock.unlock();
        detection::Group& group = *options_.groups[g];
        group.take(piece.moments);
        piece.told[g] = std::move(group.findings.told);
        group.findings.told.clear();
        lock.lock();
        --piece.groups_left;
        ++behind->next;
        behind->busy = false;
        changed_.notify_all();
        return true;
    }

    bool produce(std::unique_lock<std::mutex>& lock) {
        if (producing_ || input_ended_ || pieces_.size() >= pieces_ahead) return false;
        producing_ = true;
        std::unique_ptr<Piece> piece;
        if (blanks_.empty()) {
            piece = std::make_unique<Piece>();
        } else {
            piece = std::move(blanks_.back());
            blanks_.pop_back();
        }
        lock.unlock();
        fill(*piece);
        lock.lock();
        producing_ = false;
        input_ended_ = piece->last;
        piece->groups_left = groups_.size();
        piece->told.resize(groups_.size());
        pieces_.push_back(std::move(piece));
        changed_.notify_all();
        return true;
    }

    /// Decodes and tracks one block of input into a piece.
    void fill(Piece& piece) {
        std::unique_ptr<Block> block;
        while (!block && !reading_.finished() && !(options_.stop && options_.stop())) block = reading_.next(read_for);
        kept_.clear();
        kept_.moments.swap(piece.moments);
        piece.last = !block;
        if (block) {
            if (!take(*block)) piece.last = true;
            reading_.used(std::move(block));
        }
        piece.moments.swap(kept_.moments);
        piece.now = engine_.now();
        piece.names = {source_names_, engine_.stations()};
        summary_.moments += piece.moments.size();
        for (const model::Moment& moment : piece.moments) summary_.positions += moment.kind == model::Moment::Kind::fix ? 1 : 0;
        if (!summary_.first && !piece.moments.empty()) summary_.first = piece.moments.front().heard;
        summary_.last = piece.now;
        if (options_.progress) options_.progress(engine_.counts(), piece.now);
    }

    bool take(const Block& block) {
        if (block.failed) return failed(*block.failed);
        if (!block.marks.empty()) {
            for (const Mark& mark : block.marks) {
                const auto source = source_of(block.names[mark.source]);
                if (!source) return failed(source.error());
                const std::string_view line = std::string_view(block.bytes).substr(mark.offset, mark.size);
                if (auto heard = engine_.hear_again(mark.sequence, mark.heard, *source, line, kept_); !heard) return failed(heard.error());
            }
            return true;
        }
        if (block.bytes.empty() && !block.last) return true;
        const auto source = source_of(block.source);
        if (!source) return failed(source.error());
        const Time until = options_.until ? *options_.until - Duration{1} : Time::max();
        engine_.load(*source, block.bytes);
        if (engine_.consume(until, kept_)) return false;
        if (!block.last) return true;
        engine_.finish(*source);
        return !engine_.consume(until, kept_);
    }

    Result<model::SourceId> source_of(const std::string& name) {
        const auto known = sources_.find(name);
        if (known != sources_.end()) return known->second;
        const auto made = engine_.add_source(name, name);
        if (made) {
            sources_.emplace(name, *made);
            auto all = std::make_shared<std::vector<std::string>>(*source_names_);
            all->push_back(name);
            source_names_ = std::move(all);
        }
        return made;
    }

    bool failed(Error error) {
        const std::lock_guard lock(mutex_);
        if (!failure_) failure_ = std::move(error);
        return false;
    }

    AnalysisOptions options_;
    Engine engine_;         ///< of who produces
    Reading reading_;
    Kept kept_;
    std::map<std::string, model::SourceId> sources_;
    std::shared_ptr<const std::vector<std::string>> source_names_ = std::make_shared<const std::vector<std::string>>();
    detection::Book book_;  ///< of who gives out
    std::vector<model::EventChange> changes_;

    std::mutex mutex_;
    std::condition_variable changed_;
    std::deque<std::unique_ptr<Piece>> pieces_;  ///< seen by some groups and not by all; the first has number `first_`
    std::vector<std::unique_ptr<Piece>> blanks_;
    std::vector<Line> groups_;
    std::size_t first_ = 0;
    bool producing_ = false, giving_ = false, input_ended_ = false, done_ = false;
    std::optional<Error> failure_;
    AnalysisSummary summary_;
};

}  // namespace

Result<AnalysisSummary> analyse(AnalysisOptions options, const std::vector<std::string>& inputs) {
    return Analysis(std::move(options), inputs).go();
}

}  // namespace vigia::engine
