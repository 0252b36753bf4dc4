#include "engine/engine.h"

#include <algorithm>
#include <deque>
#include <unordered_map>
#include <utility>

#include <fmt/format.h>

#include "base/timers.h"
#include "codec/ais/batch.h"
#include "codec/ais/observe.h"
#include "engine/inside/digest.h"
#include "engine/inside/moments.h"
#include "engine/inside/source.h"
#include "engine/inside/table.h"
#include "logic/tracking/duplicates.h"

namespace vigia::engine {
namespace {

using std::chrono::floor;
using std::chrono::seconds;

std::int64_t second_of(Time t) { return floor<seconds>(t).time_since_epoch().count(); }
constexpr std::size_t prefetch_ahead = 8;  ///< messages
/// A chart that does not hold yet.
struct EditedChart {
    Time from{};
    std::shared_ptr<const model::Chart> chart;
};

constexpr std::int64_t sweep_every = 600;  ///< stream seconds between searches for tracks to remove

}  // namespace

struct Engine::Inside {
    EngineOptions options;
    const ais::Registry& registry;
    std::deque<Source> sources;
    TrackTable table;
    identity::Segments segments;
    tracking::Duplicates duplicates;
    Timers<model::TrackId> timers;
    Counts counts;
    model::Sequence sequence;  ///< of the last line consumed
    Time heard{};              ///< of the last line consumed
    Time clock{};              ///< live: how far time went on; never before `heard`
    std::int64_t swept = 0;
    std::int64_t told_second = 0;  ///< the last whole second that judgement was told
    std::deque<EditedChart> charts;  ///< in the order in which they will hold
    std::uint64_t pictures = 0;

    std::unordered_map<std::string_view, model::StationId> station_ids;  // only looked up in, never walked
    std::deque<std::string> station_names{std::string()};
    std::shared_ptr<const std::vector<std::string>> stations_shown;

    // What is loaded and not yet consumed.
    model::SourceId pending{};
    ais::Batch batch;
    std::size_t line = 0, message = 0;           ///< of the batch, the next ones
    std::vector<std::uint64_t> digests;          ///< by message of the batch
    std::optional<Time> line_time;               ///< when the next line was recorded, once it was looked at
    std::string_view csv_rest;                   ///< lines of a table
    std::string_view csv_line;                   ///< the line that was read ahead, without its end
    std::vector<model::Observation> csv_rows;    ///< what it says
    bool csv_read = false;
    std::string scratch;

    Inside(EngineOptions given, const ais::Registry& its_registry)
        : options(std::move(given)),
          registry(its_registry),
          table(options.first_track),
          segments(options.identity),
          duplicates(options.limits.remembered_reports, options.limits.duplicate_window),
          sequence(options.first_sequence - 1) {}

    Source& source(model::SourceId id) { return sources[static_cast<std::size_t>(id)]; }

    void load(model::SourceId id, std::string_view bytes);
    void begin_batch();
    std::optional<Time> next_recorded();
    std::optional<Time> time_of_line();
    std::optional<Time> time_of_row();
    std::optional<Time> dated(Source& from, std::optional<Time> recorded, bool report);
    bool believed(Source& from, Time recorded);
    bool read_row();
    void skip_line();
    void consume_next(Time at, Kept& kept);
    void consume_all(Time at, Kept& kept);
    void consume_row(Source& from, Time at, Kept& kept);
    void keep_held(Source& from, Kept& kept);
    void keep_line(Source& from, std::string_view text, Kept& kept);
    void consume_message(Source& from, const ais::Line& whole, Kept& kept);
    void consume_report(Source& from, const ais::Line& whole, model::StationId by, Kept& kept);
    void note_latency(Source& from, const ais::Line& whole) const;
    Time seen_at(Time stated);
    bool heard_before(std::uint64_t digest, model::StationId by, Kept& kept);
    void consume_text(const ais::Line& whole, model::StationId by, Kept& kept);
    void accept(model::Observation& report, std::uint64_t digest, Kept& kept);
    void drop(model::TrackId id, Kept& kept);
    void take_place(model::TrackId id, const model::Track& track);
    void watch_freshness(model::Track& track);
    void advance(Time to, Kept& kept);
    void tell_second(std::int64_t second, Kept& kept);
    void look_at(std::int64_t second, model::TrackId id);
    void sweep(Kept& kept);
    void evict(Kept& kept);
    model::StationId station(Source& from, std::string_view station_name);
    model::StationId station_id(std::string_view station_name);
};

Engine::Engine(EngineOptions options, const ais::Registry& registry)
    : inside_(std::make_unique<Inside>(std::move(options), registry)) {}
Engine::~Engine() = default;

Result<model::SourceId> Engine::add_source(std::string name, std::string url) {
    Inside& in = *inside_;
    if (in.sources.size() >= std::min<std::size_t>(in.options.limits.sources, 0xFFFF))
        return fail(ErrorKind::limit, fmt::format("source \"{}\": there are {} sources already, which is the most that vigia takes",
                                                  name, in.sources.size()));
    const auto own = in.options.policies.find(name);
    const ais::Policy policy = own == in.options.policies.end() ? in.options.policy : own->second;
    in.sources.emplace_back(std::move(name), std::move(url), policy, in.registry);
    return model::SourceId{static_cast<std::uint16_t>(in.sources.size() - 1)};
}

// ---------------------------------------------------------------- what is pending

void Engine::Inside::load(model::SourceId id, std::string_view bytes) {
    check(line == batch.line_count() && csv_rest.empty() && !csv_read);
    pending = id;
    Source& from = source(id);
    from.bytes += bytes.size();
    if (from.content == Content::unknown) {
        const std::size_t end = bytes.find('\n');
        if (end == std::string_view::npos) {
            from.carry += bytes;
            return;
        }
        const std::string first = from.carry + std::string(bytes.substr(0, end));
        from.content = csv::layout_of(first) ? Content::csv : Content::nmea;
    }
    if (!from.carry.empty()) {
        scratch = std::exchange(from.carry, {});
        scratch += bytes;
        bytes = scratch;
    }
    if (from.content == Content::csv) {
        const std::size_t whole = bytes.rfind('\n') + 1;  // 0 when there is none
        from.carry = bytes.substr(whole);
        csv_rest = bytes.substr(0, whole);
        return;
    }
    from.ais.read(bytes, batch);
    begin_batch();
}

void Engine::Inside::begin_batch() {
    line = message = 0;
    line_time.reset();
    digests.resize(batch.message_count());
    for (std::size_t m = 0; m < digests.size(); ++m) digests[m] = digest_of(batch, m);
}

/// Whether a line may have been recorded then: not far ahead of the stream, unless lines in a row agree.
bool Engine::Inside::believed(Source& from, Time recorded) {
    if (!from.time || recorded - heard <= options.limits.believed_gap) {
        from.doubted = 0;
        return true;
    }
    const bool agrees = from.doubted > 0 && std::chrono::abs(recorded - from.doubted_time) <= options.limits.believed_gap;
    from.doubted = agrees ? from.doubted + 1 : 1;
    from.doubted_time = recorded;
    if (from.doubted >= options.limits.doubted_lines) return true;
    ++from.time_ahead, ++counts.time_ahead;
    return false;
}

/// The time of a line: its own, else the last of its source, else the start of the replay. A line
/// that has none of these is refused when it is a report and waits for the first time otherwise.
std::optional<Time> Engine::Inside::dated(Source& from, std::optional<Time> recorded, bool report) {
    if (recorded) return believed(from, *recorded) ? recorded : std::nullopt;
    if (from.time) return from.time;
    if (options.start) return options.start;
    if (report) ++from.untimed, ++counts.untimed;
    return std::nullopt;
}

std::optional<Time> Engine::Inside::time_of_line() {
    if (line_time) return line_time;
    Source& from = source(pending);
    for (; line < batch.line_count(); skip_line()) {
        if (const std::optional<Time> recorded = batch.recorded(line)) {
            if ((line_time = dated(from, recorded, true))) return line_time;
            continue;
        }
        const ais::Line undated = batch.line(line);
        if ((line_time = dated(from, std::nullopt, undated.refusal == ais::Refusal::none))) return line_time;
        if (undated.refusal != ais::Refusal::none && from.held.size() < options.limits.held_lines) from.held.emplace_back(undated.text);
    }
    return std::nullopt;
}

void Engine::Inside::skip_line() {
    while (message < batch.message_count() && batch.head(message).line <= line) ++message;
    ++line;
}

bool Engine::Inside::read_row() {
    if (csv_read) return true;
    if (csv_rest.empty()) return false;
    const std::size_t end = csv_rest.find('\n');
    Source& from = source(pending);
    const std::string_view whole = csv_rest.substr(0, end + 1);
    csv_rest.remove_prefix(end + 1);
    csv_line = trimmed(whole);
    // A header in the middle begins another file of the same source.
    if (from.csv.layout() && !csv_line.empty() && (csv_line[0] < '0' || csv_line[0] > '9') && csv::layout_of(csv_line))
        from.csv.finish(csv_rows);
    from.csv.read(whole, csv_rows);
    csv_read = true;
    return true;
}

std::optional<Time> Engine::Inside::time_of_row() {
    while (read_row()) {
        Source& from = source(pending);
        if (!csv_line.empty()) {
            const std::optional<Time> recorded = csv_rows.empty() ? std::nullopt : std::optional(csv_rows.front().seen);
            if (auto time = dated(from, recorded, !csv_rows.empty())) return time;
            if (!recorded && from.held.size() < options.limits.held_lines) from.held.emplace_back(csv_line);
        }
        csv_read = false;
    }
    return std::nullopt;
}

std::optional<Time> Engine::Inside::next_recorded() {
    if (sources.empty()) return std::nullopt;
    return source(pending).content == Content::csv ? time_of_row() : time_of_line();
}

// ---------------------------------------------------------------- consuming

void Engine::Inside::keep_line(Source& from, std::string_view text, Kept& kept) {
    ++sequence;
    ++counts.lines;
    ++from.lines;
    from.last_heard = heard;
    from.rate.count(second_of(heard));
    if (options.keep == Keep::nothing) return;
    const auto offset = static_cast<std::uint32_t>(kept.text.size());
    kept.text += text;
    kept.lines.push_back({.sequence = sequence, .heard = heard, .source = pending, .offset = offset,
                          .size = static_cast<std::uint32_t>(text.size())});
}

void Engine::Inside::keep_held(Source& from, Kept& kept) {
    for (const std::string& text : from.held) keep_line(from, text, kept);
    from.held.clear();
}

/// Consumes the next pending line as heard at `at`.
void Engine::Inside::consume_next(Time at, Kept& kept) {
    advance(at, kept);
    Source& from = source(pending);
    if (!from.held.empty()) keep_held(from, kept);
    if (from.content == Content::csv) return consume_row(from, at, kept);
    const ais::Line whole = batch.line(line);
    line_time.reset();
    keep_line(from, whole.text, kept);
    for (; message < batch.message_count() && batch.head(message).line <= line; ++message) consume_message(from, whole, kept);
    ++line;
}

/// Consumes everything pending as heard at `at`.
void Engine::Inside::consume_all(Time at, Kept& kept) {
    if (source(pending).content == Content::csv)
        while (read_row()) {
            if (csv_line.empty()) csv_read = false;
            else consume_next(at, kept);
        }
    else
        while (line < batch.line_count()) consume_next(at, kept);
}

void Engine::Inside::consume_row(Source& from, Time at, Kept& kept) {
    keep_line(from, csv_line, kept);
    for (model::Observation& row : csv_rows) {
        ++counts.messages;
        ++from.messages;
        row.heard = at;
        row.seen = seen_at(row.seen);
        row.source = pending;
        if (const std::uint64_t digest = digest_of(row); !heard_before(digest, row.station, kept)) accept(row, digest, kept);
    }
    csv_read = false;
}

/// Most messages are reports heard before by another receiver: those are told by their bits alone.
void Engine::Inside::consume_message(Source& from, const ais::Line& whole, Kept& kept) {
    ++counts.messages;
    ++from.messages;
    if (message + prefetch_ahead < digests.size()) duplicates.prefetch(digests[message + prefetch_ahead]);
    const model::StationId by = station(from, whole.station);
    if (!heard_before(digests[message], by, kept)) return consume_report(from, whole, by, kept);
    static_cast<void>(seen_at(whole.stated.value_or(heard)));
    note_latency(from, whole);
}

void Engine::Inside::consume_report(Source& from, const ais::Line& whole, model::StationId by, Kept& kept) {
    std::optional<model::Observation> report = ais::observe(batch, message);
    if (!report) {
        ++counts.not_reports;
        return consume_text(whole, by, kept);
    }
    report->heard = heard;
    report->seen = seen_at(whole.stated.value_or(heard));
    report->source = pending;
    report->station = by;
    note_latency(from, whole);
    accept(*report, digests[message], kept);
}

void Engine::Inside::note_latency(Source& from, const ais::Line& whole) const {
    if (options.mode == Mode::live && whole.stated && *whole.stated <= heard) from.latency.add(heard - *whole.stated);
}

/// When a report that is stated to be of this time was seen: never after it was heard.
Time Engine::Inside::seen_at(Time stated) {
    if (stated <= heard) return stated;
    ++counts.clock_ahead;
    return heard;
}

/// Whether the report was folded in already within the window; then only who heard it is noted.
bool Engine::Inside::heard_before(std::uint64_t digest, model::StationId by, Kept& kept) {
    const std::optional<model::TrackId> known = duplicates.find(digest, heard);
    if (!known) return false;
    const model::Track* track = table.find(*known);
    if (!track) return false;
    ++counts.duplicates;
    if (options.chart) kept.moments.push_back(heard_again_moment(*track, heard, pending, by));
    tracking::heard_again(table.track(*known), pending, by, heard, sequence);
    return true;
}

/// A safety text is no report: it moves no track, but judgement is told.
void Engine::Inside::consume_text(const ais::Line& whole, model::StationId by, Kept& kept) {
    if (!options.chart) return;
    std::optional<ais::SafetyText> said = ais::safety_text(batch, message);
    if (!said) return;
    model::Moment moment;
    moment.kind = model::Moment::Kind::text;
    moment.heard = heard;
    moment.seen = std::min(whole.stated.value_or(heard), heard);
    moment.track = segments.latest(said->mmsi);
    moment.mmsi = said->mmsi;
    moment.transceiver = ais::transceiver_of(batch.head(message).type, said->mmsi);
    moment.source = pending;
    moment.station = by;
    moment.text = std::make_shared<const std::string>(std::move(said->text));
    duplicates.add(digests[message], heard, moment.track);
    kept.moments.push_back(std::move(moment));
}

void Engine::Inside::accept(model::Observation& report, std::uint64_t digest, Kept& kept) {
    ++counts.reports;
    const identity::Decision decision = segments.assign(report, table.next());
    if (decision.evicted != model::TrackId{}) {
        drop(decision.evicted, kept);
        ++counts.tracks_evicted;
    }
    const model::TrackId id = decision.track;
    tracking::Change change;
    if (decision.begun) {
        if (table.size() >= options.limits.tracks) evict(kept);
        table.add(tracking::begin(id, report, sequence, options.fold));
        ++counts.tracks_begun;
        if (decision.reason == identity::Reason::jump || decision.reason == identity::Reason::identity_clash) ++counts.forks;
        change = {.fix = report.fix.has_value(), .place = report.fix && report.fix->position, .late = false, .particulars = report.particulars.has_value()};
    } else {
        change = tracking::fold(table.track(id), report, sequence, options.fold);
        if (change.late) ++counts.late;
    }
    model::Track& track = table.track(id);
    if (change.place && report.fix->range == model::Range::ordinary && options.keep == Keep::all) take_place(id, track);
    watch_freshness(track);
    duplicates.add(digest, heard, id);
    if (options.chart) append_moments(report, decision, change, track, *options.chart, kept.moments);
    if (options.keep == Keep::all) kept.rows.emplace_back(sequence, id, report);
}

void Engine::Inside::take_place(model::TrackId id, const model::Track& track) {
    Side& side = table.side(id);
    const geo::Position place = *track.fix->position;
    if (!side.thinner.wants(track.fix_seen, place)) return;
    side.tail.add(table.tail(id), track.fix_seen, place, track.fix->speed, track.fix->course,
                  track.fix_seen - options.limits.tail_span);
    side.thinner.took(track.fix_seen, place, track.fix->speed, track.fix->course);
}

// ---------------------------------------------------------------- time

/// Sets the freshness of a track just heard, and arms the second at which it may next change.
void Engine::Inside::watch_freshness(model::Track& track) {
    const Time now = std::max(heard, clock);
    const tracking::Outlook outlook = tracking::outlook(track, now, options.freshness);
    track.freshness = outlook.now;
    if (!outlook.changes) return;
    // The first whole second at or after the change. A later one than armed needs nothing: the
    // track is looked at when the armed second comes, and armed again.
    const std::int64_t second = second_of(*outlook.changes + Duration{999});
    Side& side = table.side(track.id);
    if (side.armed > timers.now() && side.armed <= second) return;
    side.armed = timers.arm(second, track.id);
}

void Engine::Inside::look_at(std::int64_t second, model::TrackId id) {
    const model::Track* track = table.find(id);
    if (!track || table.side(id).armed != second) return;
    Side& side = table.side(id);
    side.armed = 0;
    const Time now{seconds{timers.now()}};
    const tracking::Outlook outlook = tracking::outlook(*track, now, options.freshness);
    if (outlook.now != track->freshness) table.track(id).freshness = outlook.now;
    if (outlook.changes) side.armed = timers.arm(second_of(*outlook.changes + Duration{999}), id);
}

/// Consumed time goes on: freshness each second, removal each ten minutes.
void Engine::Inside::advance(Time to, Kept& kept) {
    heard = to;
    clock = std::max(clock, to);
    const std::int64_t second = second_of(to);
    if (!timers.started()) {
        timers.start(second);
        swept = second / sweep_every;
    }
    if (second > timers.now()) timers.advance(second, [this](std::int64_t s, model::TrackId id) { look_at(s, id); });
    tell_second(second, kept);
    if (second / sweep_every != swept) {
        swept = second / sweep_every;
        sweep(kept);
    }
}

/// Judgement is told each whole second once, before what was heard in it.
void Engine::Inside::tell_second(std::int64_t second, Kept& kept) {
    if (!options.chart || second <= told_second) return;
    told_second = second;
    for (; !charts.empty() && charts.front().from <= Time{seconds{second}}; charts.pop_front()) options.chart = std::move(charts.front().chart);
    kept.moments.emplace_back().heard = Time{seconds{second}};
}

void Engine::Inside::sweep(Kept& kept) {
    std::vector<model::TrackId> gone;
    table.for_each([&](const model::Track& track) {
        if (heard - track.heard > options.limits.removed_after) gone.push_back(track.id);
    });
    for (const model::TrackId id : gone) drop(id, kept);
}

void Engine::Inside::drop(model::TrackId id, Kept& kept) {
    const model::Track* track = table.find(id);
    if (!track) return;
    if (options.chart) kept.moments.push_back(gone_moment(*track, heard));
    segments.close(track->mmsi, id);
    table.remove(id);
    ++counts.tracks_removed;
}

/// Makes room in a full table: the longest unheard give way, one in 64 at once, so that the search
/// through all is paid for by many new tracks.
void Engine::Inside::evict(Kept& kept) {
    std::vector<std::pair<Time, model::TrackId>> ages;
    ages.reserve(table.size());
    table.for_each([&](const model::Track& track) { ages.emplace_back(track.heard, track.id); });
    const std::size_t out = std::min(ages.size(), options.limits.tracks / 64 + 1);
    std::nth_element(ages.begin(), ages.begin() + static_cast<std::ptrdiff_t>(out - 1), ages.end());
    std::sort(ages.begin(), ages.begin() + static_cast<std::ptrdiff_t>(out));
    for (std::size_t i = 0; i < out; ++i) drop(ages[i].second, kept);
    counts.tracks_evicted += out;
}

model::StationId Engine::Inside::station(Source& from, std::string_view station_name) {
    if (station_name.empty()) return {};
    MetStation& met = from.met(station_name);
    if (met.name == station_name) return met.id;
    const model::StationId id = station_id(station_name);
    if (id != model::StationId{}) met = {station_ids.find(station_name)->first, id};
    return id;
}

/// The number of a name that is not empty; 0 when there is no room for it.
model::StationId Engine::Inside::station_id(std::string_view station_name) {
    const auto known = station_ids.find(station_name);
    if (known != station_ids.end()) return known->second;
    if (station_names.size() > options.limits.stations) {
        ++counts.stations_refused;
        return {};
    }
    const model::StationId id{static_cast<std::uint16_t>(station_names.size())};
    station_ids.emplace(station_names.emplace_back(station_name), id);
    stations_shown.reset();
    return id;
}

// ---------------------------------------------------------------- the public face

void Engine::load(model::SourceId source, std::string_view lines) { inside_->load(source, lines); }

std::optional<Time> Engine::next() {
    const auto recorded = inside_->next_recorded();
    if (!recorded) return std::nullopt;
    return inside_->timers.started() ? std::max(*recorded, inside_->heard) : *recorded;
}

bool Engine::consume(Time until, Kept& kept) {
    Inside& in = *inside_;
    while (const auto recorded = in.next_recorded()) {
        const bool before = in.timers.started() && *recorded < in.heard;
        const Time at = before ? in.heard : *recorded;
        if (at > until) return true;
        if (before) ++in.counts.clamped;
        in.source(in.pending).time = *recorded;
        in.consume_next(at, kept);
    }
    return false;
}

void Engine::finish(model::SourceId source) {
    Inside& in = *inside_;
    Source& from = in.source(source);
    if (from.content != Content::nmea) {
        if (from.carry.empty()) return;
        return in.load(source, "\n");
    }
    check(in.line == in.batch.line_count());
    in.pending = source;
    from.ais.finish(in.batch);
    in.begin_batch();
}

void Engine::hear(model::SourceId source, Time at, std::string_view lines, Kept& kept) {
    Inside& in = *inside_;
    in.load(source, lines);
    if (in.timers.started()) at = std::max(at, std::max(in.heard, in.clock));
    in.source(source).time = at;
    in.consume_all(at, kept);
}

void Engine::hear_no_more(model::SourceId source, Time at, Kept& kept) {
    Inside& in = *inside_;
    finish(source);
    if (in.timers.started()) at = std::max(at, std::max(in.heard, in.clock));
    in.pending = source;
    in.consume_all(at, kept);
}

Result<void> Engine::hear_again(model::Sequence sequence, Time heard, model::SourceId source, std::string_view line, Kept& kept) {
    Inside& in = *inside_;
    if (sequence <= in.sequence || (in.timers.started() && heard < in.heard))
        return fail(ErrorKind::bad_input,
                    fmt::format("the journal runs backwards: record {} heard {} comes after record {} heard {}", sequence,
                                to_iso(heard), in.sequence, to_iso(in.heard)));
    in.sequence = sequence - 1;
    std::string& whole = in.scratch;
    whole.assign(line);
    whole += '\n';
    in.load(source, whole);
    in.source(source).time = heard;
    if (in.source(source).content == Content::csv) {
        while (in.read_row()) in.consume_next(heard, kept);
    } else {
        while (in.line < in.batch.line_count()) in.consume_next(heard, kept);
    }
    return {};
}

void Engine::follow(model::Sequence sequence) { inside_->sequence = std::max(inside_->sequence, sequence); }

void Engine::idle(Time now, Kept& kept) {
    Inside& in = *inside_;
    if (!in.timers.started() || now <= in.clock) return;
    in.clock = now;
    in.timers.advance(second_of(now), [&in](std::int64_t s, model::TrackId id) { in.look_at(s, id); });
    in.tell_second(second_of(now), kept);
}

void Engine::use_from(Time from, std::shared_ptr<const model::Chart> chart) {
    std::deque<EditedChart>& charts = inside_->charts;
    check(chart && inside_->options.chart && (charts.empty() || charts.back().from <= from));
    charts.push_back({from, std::move(chart)});
}

model::StationId Engine::know_station(std::string_view name) { return name.empty() ? model::StationId{} : inside_->station_id(name); }

std::shared_ptr<const std::vector<std::string>> Engine::stations() {
    Inside& in = *inside_;
    if (!in.stations_shown)
        in.stations_shown = std::make_shared<const std::vector<std::string>>(in.station_names.begin(), in.station_names.end());
    return in.stations_shown;
}

std::shared_ptr<Picture> Engine::picture() {
    Inside& in = *inside_;
    auto picture = std::make_shared<Picture>();
    picture->mode = in.options.mode;
    picture->now = now();
    picture->heard = in.heard;
    picture->sequence = in.sequence;
    picture->number = ++in.pictures;
    picture->sources = std::make_shared<const std::vector<model::SourceHealth>>(health());
    picture->stations = stations();
    picture->counts = counts();
    in.table.share(*picture);
    return picture;
}

const Counts& Engine::counts() const {
    inside_->counts.duplicates_forgotten = inside_->duplicates.forgotten_early();
    return inside_->counts;
}

Time Engine::now() const { return std::max(inside_->heard, inside_->clock); }
model::Sequence Engine::sequence() const { return inside_->sequence; }

std::vector<model::SourceHealth> Engine::health() const {
    std::vector<model::SourceHealth> all;
    all.reserve(inside_->sources.size());
    for (std::size_t i = 0; i < inside_->sources.size(); ++i)
        all.push_back(inside_->sources[i].health(model::SourceId{static_cast<std::uint16_t>(i)}, now()));
    return all;
}

}  // namespace vigia::engine
