#pragma once
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/result.h"
#include "engine/engine.h"
#include "engine/judge.h"
#include "io/store/versions.h"
#include "model/event.h"

namespace vigia::engine {

struct AnalysisOptions {
    EngineOptions engine;                     ///< `chart` must be set; nothing is kept whatever `keep` says
    const ais::Registry* registry = nullptr;  ///< never null
    std::vector<std::unique_ptr<detection::Group>> groups;
    unsigned threads = 1;                     ///< 1 or more, the caller's own among them
    std::optional<Time> from, until;          ///< only of a kept journal: what was heard in this span, after what `before` gives
    Duration before = std::chrono::hours(24); ///< of a kept journal: so much is heard first, so that vessels are known
    /// What judgement goes by from these times on, in order; each the whole of it or a part (detection::Group::use_from).
    std::vector<std::pair<Time, detection::Edit>> edits;
    std::optional<store::KeptCoverage> learnt;  ///< coverage known before the first moment
    TakeChanges changes;
    std::function<void(const Counts&, Time now)> progress;  ///< now and then; may be empty
    std::function<bool()> stop;               ///< asked now and then; may be empty
};

/// What an analysis counted.
struct AnalysisSummary {
    Counts counts;
    std::uint64_t moments = 0, positions = 0, events = 0;
    std::size_t open_events = 0;
    std::optional<Time> first, last;  ///< stream time
};

/// Detection over recordings, or over a kept journal, as fast as possible. Decode and tracking run ahead of the groups
/// of detectors by a bounded number of pieces, and each group on whatever thread is free: the order of what comes out does
/// not depend on the number of threads. Memory: the tracks, the groups, and at most `pieces_ahead` pieces of some 1 MB.
/// Errors: those of reading the inputs; what was found before stays told.
[[nodiscard]] Result<AnalysisSummary> analyse(AnalysisOptions options, const std::vector<std::string>& inputs);

inline constexpr std::size_t pieces_ahead = 24;

}  // namespace vigia::engine
