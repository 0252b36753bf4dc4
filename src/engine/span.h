#pragma once
#include <optional>
#include <string>
#include <vector>

#include "base/time.h"

namespace vigia::ais {
class Registry;
}

namespace vigia::engine {

/// When what is to be replayed begins and ends; empty where that cannot be told cheaply.
struct Span {
    std::optional<Time> from, to;
};

/// Looks at the first and the last lines of the inputs of a replay (see `Loop::replay`), which are played
/// one after another. The end of standard input, of a folder of recordings, and of a compressed or captured
/// file is not known before it is read. Cost: some 100 kB of each file; of a journal its last hour.
[[nodiscard]] Span span_of(const std::vector<std::string>& inputs, const ais::Registry& registry);

/// The folder of our own journal that an input names (the folder itself, or the data folder it lies
/// in); empty when it is something else.
[[nodiscard]] std::string journal_folder(const std::string& input);

}  // namespace vigia::engine
