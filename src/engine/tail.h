#pragma once
#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "base/time.h"
#include "model/track.h"

namespace vigia::engine {

/// A run of thinned points of one track, packed as differences. The engine appends bytes behind the
/// last published one; readers of a Picture read only bytes that were published with it, so a block
/// is shared by the engine and every Picture without a lock.
struct TailBlock {
    static constexpr std::size_t capacity = 224;
    std::int64_t first_ms = 0;  ///< of its first point, milliseconds since 1970
    std::array<std::uint8_t, capacity> bytes{};
};

/// The blocks of one tail, oldest first. Immutable: a new block means a new list.
using TailBlocks = std::vector<std::shared_ptr<const TailBlock>>;

/// A tail as one Picture sees it: which blocks, and how much of the last one.
struct TailView {
    std::shared_ptr<const TailBlocks> blocks;  ///< null: no point yet
    std::uint16_t used = 0;                    ///< bytes of the last block

    /// The points from `from` on, oldest first. Places are kept to 1e-5 degree (1.1 m), times to
    /// 0.1 s. Cost: decodes whole blocks, about 20 points each.
    [[nodiscard]] std::vector<model::TailPoint> points(Time from) const;
};

}  // namespace vigia::engine
