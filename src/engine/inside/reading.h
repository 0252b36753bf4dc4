#pragma once
#include <memory>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "base/result.h"
#include "base/time.h"
#include "engine/inside/queue.h"
#include "io/store/journal.h"
#include "model/identity.h"

namespace vigia::engine {

/// A record of a journal inside a Block.
struct Mark {
    model::Sequence sequence = 0;
    Time heard{};
    std::uint32_t source = 0;  ///< in Block::names
    std::uint32_t offset = 0, size = 0;
};

/// A piece of the input of a replay: lines of a recording, or records of a journal.
struct Block {
    std::string bytes;
    std::string source;              ///< of a recording, or what failed
    std::string url;
    bool last = false;               ///< the recording ends with this block
    std::vector<Mark> marks;         ///< of a journal
    std::vector<std::string> names;  ///< of a journal: its sources
    std::optional<Error> failed;     ///< reading ended here
};

/// Reads inputs one after another in a thread of its own, ahead of the engine by a few blocks.
class Reading {
  public:
    /// `span` is what is read of a kept journal; recordings are read whole.
    explicit Reading(std::vector<std::string> inputs, store::JournalSpan span = {});
    ~Reading();
    Reading(const Reading&) = delete;
    Reading& operator=(const Reading&) = delete;

    /// The next block, or null when all inputs have ended (`finished`) or none came in time.
    [[nodiscard]] std::unique_ptr<Block> next(Duration at_most);
    [[nodiscard]] bool finished() const { return blocks_.finished(); }
    /// Gives a block back for its memory.
    void used(std::unique_ptr<Block> block) { (void)blanks_.try_push(block); }
    void stop();

  private:
    void run(const std::vector<std::string>& inputs);
    bool read(const std::string& input);
    bool read_journal(const std::string& folder);
    bool read_recording(const std::string& path);
    [[nodiscard]] std::unique_ptr<Block> blank();
    bool fail_with(Error error, const std::string& path);

    Queue<std::unique_ptr<Block>> blocks_;
    Queue<std::unique_ptr<Block>> blanks_;
    const store::JournalSpan span_;
    std::thread thread_;  // last: the others must exist when it starts
};

}  // namespace vigia::engine
