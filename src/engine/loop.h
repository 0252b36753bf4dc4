#pragma once
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "base/time.h"
#include "engine/engine.h"
#include "engine/judge.h"
#include "engine/picture.h"
#include "io/store/store.h"
#include "model/source.h"

namespace vigia::feed {
class Intake;
class Pace;
}  // namespace vigia::feed

namespace vigia::engine {

/// Whether Pictures are made at all; a replay that nobody watches saves their cost.
enum class Publish : std::uint8_t { yes, no };

/// Everything that a Loop needs from outside. Pointers must outlive the Loop; null means "without".
struct LoopOptions {
    EngineOptions engine;
    const ais::Registry* registry = nullptr;   ///< never null
    store::Store* store = nullptr;             ///< null: nothing is kept; else used by the Loop alone while it lives
    std::vector<std::unique_ptr<detection::Group>> groups;  ///< the detectors; only with a chart in `engine`
    TakeChanges changes;                       ///< what they told, on the thread of the road: must not wait long. Live, what was remembered is told again
    store::Retention retention;                ///< what is deleted, each stream hour
    /// Live: how much of the store's own journal is folded in before listening, so that a watch that
    /// was restarted knows its vessels. The ids of tracks go on above every earlier one. Rows that a
    /// crash kept from the history are made again. 0: begin with an empty sea.
    Duration remembered = std::chrono::hours(24);
    Publish publish = Publish::yes;
    Duration publish_every = std::chrono::milliseconds(50);
    std::function<Time()> clock;               ///< the wall clock; used in live mode only
    std::size_t store_queue = 64;              ///< batches (of at most 256 kB of lines each) that may wait for the writer
};

/// The threads around an Engine: input -> engine and its detectors -> journal -> history, and the Picture for readers.
///
/// Live: an Intake is drained; what it dropped is in the sources' health. The journal gets what was
/// consumed, after the drop decision, and is made durable each 100 ms or 1 MB. When the disk is full
/// or slow, live goes on: lines that cannot be kept are counted, `store_problem` of the Picture says
/// why, and keeping resumes by itself. Replay instead waits for the disk, until it is stopped.
class Loop {
  public:
    /// Starts a live watch. The Intake's sources are added to the engine in its order.
    static Result<std::unique_ptr<Loop>> watch(LoopOptions options, std::unique_ptr<feed::Intake> intake);

    /// Starts a replay of files (or folders, or `-`) one after another, paced by `pace` (null: as
    /// fast as possible). A folder that holds our own journal is replayed exactly, with its sequences,
    /// sources and times of hearing.
    static Result<std::unique_ptr<Loop>> replay(LoopOptions options, std::vector<std::string> inputs, feed::Pace* pace);

    /// Stops and joins.
    ~Loop();
    Loop(const Loop&) = delete;
    Loop& operator=(const Loop&) = delete;

    /// The newest Picture; never null. Any thread.
    [[nodiscard]] std::shared_ptr<const Picture> picture() const;

    /// The sequence up to which every record survives a crash (fdatasync returned). Any thread.
    [[nodiscard]] model::Sequence journal_durable() const;

    /// The operator edited what judgement goes by: it holds from the next whole second of the stream on, before anything heard
    /// in it. `text` is kept with that time (store::judgement_versions), so that a replay of the journal can do the
    /// same; a watch that still remembers takes it when it listens. Any thread.
    void use(detection::Edit edit, std::string text);

    /// Why nothing is kept now, and the remedy; empty when all is well. Any thread.
    [[nodiscard]] std::string store_problem() const;

    /// What went wrong first, of the input or, in a replay, of the store; as `stop` returns it. Any thread.
    [[nodiscard]] std::optional<Error> failure() const;

    /// Waits until the input has ended and all is kept, or `at_most` has passed. True when ended.
    bool wait(Duration at_most);

    /// Stops reading, consumes what was taken in, makes the store durable, joins the threads.
    /// Errors: the first failure of input or, in a replay, of the store. May be called twice.
    Result<void> stop();

  private:
    struct Inside;
    explicit Loop(std::unique_ptr<Inside> inside);
    std::unique_ptr<Inside> inside_;
};

}  // namespace vigia::engine
