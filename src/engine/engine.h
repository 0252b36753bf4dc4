#pragma once
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "base/time.h"
#include "codec/ais/policy.h"
#include "engine/picture.h"
#include "logic/identity/segments.h"
#include "logic/tracking/fold.h"
#include "logic/tracking/freshness.h"
#include "model/history.h"
#include "model/moment.h"
#include "model/source.h"

namespace vigia::ais {
class Registry;
}

namespace vigia::engine {

/// Bounds of what an engine holds. What does not fit is refused or closed early, and counted.
struct EngineLimits {
    std::size_t tracks = 262'144;           ///< living tracks; when full, the longest unheard give way
    std::size_t held_lines = 64;            ///< lines before the first time of a recording that wait for it, per source
    std::size_t stations = 65'535;          ///< names of receiving stations
    std::size_t sources = 1'024;
    std::size_t remembered_reports = 1 << 17;  ///< for telling duplicates: 4,000 a second for the whole window
    Duration duplicate_window = std::chrono::seconds(30);  ///< stream time; below every repeat interval of a report with the same bits
    Duration removed_after = std::chrono::hours(24);       ///< unheard for so long, a track is removed
    Duration tail_span = std::chrono::hours(24);           ///< how far back a tail reaches
    Duration believed_gap = std::chrono::hours(24);        ///< recorded: a line further ahead of the stream is doubted
    std::size_t doubted_lines = 10;  ///< of a source in a row, so many agreeing with one another are believed
};

/// What an engine hands out of what it consumed.
enum class Keep : std::uint8_t {
    all,      ///< lines and rows, for journal and history
    nothing,  ///< only moments: of an analysis, which keeps nothing
};

struct EngineOptions {
    Mode mode = Mode::live;
    Keep keep = Keep::all;
    std::shared_ptr<const model::Chart> chart;  ///< where it is set, moments are handed out for judgement
    std::optional<Time> start;         ///< for recorded lines before any time is known
    model::Sequence first_sequence = 1;  ///< journal.durable() + 1 when a journal is continued
    std::uint32_t first_track = 1;       ///< 1 or more
    ais::Policy policy = ais::Policy::standard;      ///< of sources that are not named in `policies`
    std::map<std::string, ais::Policy> policies;     ///< by name of the source
    EngineLimits limits;
    identity::Limits identity;
    tracking::FoldLimits fold;
    tracking::FreshnessLimits freshness;
};

/// A line that was consumed and is to be kept in the journal.
struct KeptLine {
    model::Sequence sequence = 0;
    Time heard{};
    model::SourceId source{};
    std::uint32_t offset = 0, size = 0;  ///< in Kept::text, without the line end
};

/// What one call of the engine wants kept, in order. Reused: `clear` keeps the memory.
struct Kept {
    std::string text;
    std::vector<KeptLine> lines;
    std::vector<model::HistoryRow> rows;
    std::vector<model::Moment> moments;  ///< what judgement is to be told; only when a chart is known
    void clear() { text.clear(); lines.clear(); rows.clear(); moments.clear(); }
    [[nodiscard]] bool empty() const { return lines.empty() && rows.empty(); }
    [[nodiscard]] std::string_view line(const KeptLine& l) const { return std::string_view(text).substr(l.offset, l.size); }
};

/// The road in one object: heard lines in, tracks out. A pure fold: no clock, no thread, no disk; the
/// same calls give the same Picture to the byte, wherever the input is split into calls.
///
/// Time. `heard` never decreases over the stream and gets the journal's order; `seen` keeps the
/// recorded time of the line, else is `heard`. A recorded line whose time lies before the stream's
/// (several stations, late delivery) is heard at the stream's time and counted as `clamped`. One that
/// lies more than `believed_gap` after the stream's is refused as `time_ahead`, unless the lines of its
/// source before it were so too, or there are none: a wrong clock must not carry the stream away, a gap in a recording may.
/// Freshness and removal advance in whole seconds of `heard`.
class Engine {
  public:
    Engine(EngineOptions options, const ais::Registry& registry);
    ~Engine();
    Engine(const Engine&) = delete;
    Engine& operator=(const Engine&) = delete;

    /// Adds a source; ids count up from 0 in the order of calls. What it sends is told by its first
    /// line: the header of a CSV table that codec/csv knows, else AIS sentences. Its policy goes by its name.
    /// Errors: limit.
    Result<model::SourceId> add_source(std::string name, std::string url);

    /// Live: whole lines that arrived at `at` (made non-decreasing) from `source`. Consumes all.
    void hear(model::SourceId source, Time at, std::string_view lines, Kept& kept);
    /// Live: nothing more comes from this source. Messages with parts missing are given up and counted.
    void hear_no_more(model::SourceId source, Time at, Kept& kept);

    /// A line of our own journal, without its line end: its sequence and heard are taken as they
    /// are, so that the fold repeats. Errors: bad_input when they run backwards.
    Result<void> hear_again(model::Sequence sequence, Time heard, model::SourceId source, std::string_view line, Kept& kept);

    /// The next line heard gets a sequence above this one.
    void follow(model::Sequence sequence);

    /// Recorded: takes in lines to be consumed by `consume`; a part of a line at the end waits for
    /// the next call. Only when nothing is pending. The bytes must last until all is consumed.
    void load(model::SourceId source, std::string_view lines);
    /// When the next pending line is to be heard; empty when none is pending. Lines that cannot be
    /// dated are refused on the way (`refused` of the source says why, with the remedy).
    [[nodiscard]] std::optional<Time> next();
    /// Consumes pending lines that are heard up to `until`. Returns whether more are pending.
    bool consume(Time until, Kept& kept);

    /// A recorded source has ended: its last line may lack a line end, and messages with parts
    /// missing are given up. To be followed by `consume`.
    void finish(model::SourceId source);

    /// Live only: time goes on although nothing is heard. Freshness follows; nothing is removed and
    /// nothing that an export shows changes, so a replay of the journal still repeats.
    void idle(Time now, Kept& kept);

    /// The operator's areas were edited: where a place is is judged by this chart from the first whole second of the stream at
    /// or after `from`. Only when moments are handed out. `from` does not decrease from one call to the next.
    void use_from(Time from, std::shared_ptr<const model::Chart> chart);

    /// The number of a receiving station of that name, given now when it is new. 0 when it is empty or there are too many.
    model::StationId know_station(std::string_view name);

    /// The state now, to be read by any thread. Cost: a copy of each page changed since the last call
    /// happens on its next change, not here.
    [[nodiscard]] std::shared_ptr<Picture> picture();

    [[nodiscard]] const Counts& counts() const;
    [[nodiscard]] Time now() const;                ///< stream time
    [[nodiscard]] model::Sequence sequence() const;  ///< of the last line consumed
    /// The names of receiving stations by StationId; grows only.
    [[nodiscard]] std::shared_ptr<const std::vector<std::string>> stations();
    /// What the engine knows of its sources: rates, refusals, latency. Connection state is the feed's.
    [[nodiscard]] std::vector<model::SourceHealth> health() const;

  private:
    struct Inside;
    std::unique_ptr<Inside> inside_;
};

}  // namespace vigia::engine
