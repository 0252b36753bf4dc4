#include <algorithm>
#include <cerrno>
#include <cmath>
#include <set>
#include <utility>

#include <fcntl.h>
#include <unistd.h>

#include <fmt/core.h>

#include "io/store/history.h"
#include "io/store/inside/duck.h"
#include "io/store/inside/file.h"
#include "io/store/inside/history_parts.h"
#include "io/store/inside/rows.h"
#include "io/store/ledger.h"

namespace vigia::store {
namespace {

namespace fs = std::filesystem;

constexpr std::int64_t hour_ms = 3'600'000;
constexpr std::size_t memory_factor = 4;     ///< times rows_in_memory are held while the disk fails
constexpr double cells_per_degree = 4;       ///< a cell is a quarter of a degree
constexpr std::uint64_t no_cell = (1 << 20) - 1;
constexpr Duration longest_part_every = std::chrono::hours(24 * 365);

/// Zstandard at its fast level costs half the time of its default and 5 % more bytes.
constexpr std::string_view copy_options =
    "(FORMAT parquet, COMPRESSION zstd, COMPRESSION_LEVEL 1, PARQUET_VERSION v2, ROW_GROUP_SIZE 30720, "
    "USE_TMP_FILE false)";

std::uint64_t cell_of(const PositionRow& row) {
    if ((row.present & position_present) == 0) return no_cell;
    const auto south_north = static_cast<std::uint64_t>((row.latitude + 90) * cells_per_degree);
    const auto west_east = static_cast<std::uint64_t>((row.longitude + 180) * cells_per_degree);
    return std::min<std::uint64_t>(south_north * 1440 + west_east, no_cell - 1);
}

std::int64_t floored_hour(std::int64_t ms) {
    return ms / hour_ms - (ms % hour_ms < 0 ? 1 : 0);
}

}  // namespace

struct HistoryWriter::Inside {
    /// Rows of one file to be: a run of `order`.
    struct Run {
        Part::Kind kind = Part::Kind::positions;
        std::int64_t hour = 0;  ///< since 1970
        std::size_t begin = 0, end = 0;
    };

    fs::path history;
    Ledger* ledger = nullptr;
    HistoryLimits limits;
    HoldInJournal hold;
    File folder;            ///< of the history; files are named through it, so that SQL holds no name of the user
    std::unique_ptr<Duck> duck;
    RowSource source;
    Names sources, stations;
    std::vector<PositionRow> positions;
    std::vector<ParticularsRow> particulars;
    std::vector<SortKey> order, spare;
    model::Sequence kept_until = 0, first = 0, last = 0;
    Time first_heard{};
    std::uint64_t rows_written = 0;
    std::optional<Error> trouble;  ///< why the last part could not be written
    Time retry_at{};               ///< when it is tried again, by `heard`

    [[nodiscard]] std::size_t held() const { return positions.size() + particulars.size(); }
    [[nodiscard]] bool stray(std::int64_t seen_ms, std::int64_t heard_ms) const {
        return std::abs(seen_ms - heard_ms) > limits.stray_beyond.count();
    }
    void take(const model::HistoryRow& row);
    template <class Row>
    void add_keys(const std::vector<Row>& rows, Part::Kind kind, bool strays);
    void cut_into_runs(Part::Kind kind, std::size_t begin, std::vector<Run>& runs) const;
    std::vector<Run> sorted_runs();
    Result<void> write_part(const Run& run, const std::string& name);
    Result<void> finish(const std::vector<std::string>& names);
    Result<void> write();
    Result<void> try_to_write(Time heard);
    std::int64_t base_hour() const { return floored_hour(to_unix_milliseconds(first_heard) - limits.stray_beyond.count()); }
};

void HistoryWriter::Inside::take(const model::HistoryRow& row) {
    const model::Observation& said = row.observation;
    if (held() == 0) {
        first = row.sequence;
        first_heard = said.heard;
    }
    last = row.sequence;
    const auto number = [](auto id) { return static_cast<std::size_t>(std::to_underlying(id)); };
    if (!sources.knows(number(said.source)))
        sources.name(number(said.source), fmt::format("source {}", number(said.source)));
    if (said.station != model::StationId{} && !stations.knows(number(said.station)))
        stations.name(number(said.station), fmt::format("station {}", number(said.station)));
    if (said.fix) positions.push_back(position_row(row));
    if (said.particulars) particulars.push_back(particulars_row(row));
}

template <class Row>
void HistoryWriter::Inside::add_keys(const std::vector<Row>& rows, Part::Kind kind, bool strays) {
    const std::int64_t base = base_hour();
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const Row& row = rows[i];
        const bool is_stray = stray(row.seen_ms, row.heard_ms);
        if (kind != Part::Kind::particulars && is_stray != strays) continue;
        std::uint64_t cell = 0;
        if constexpr (std::is_same_v<Row, PositionRow>) cell = cell_of(row);
        const std::int64_t hour = floored_hour(is_stray ? row.heard_ms : row.seen_ms);
        const auto in_hour = is_stray ? 0 : static_cast<std::uint32_t>(row.seen_ms - hour * hour_ms);
        order.push_back({static_cast<std::uint64_t>(hour - base) << 50 | cell << 30 | row.mmsi, in_hour,
                         static_cast<std::uint32_t>(i)});
    }
}

void HistoryWriter::Inside::cut_into_runs(Part::Kind kind, std::size_t begin, std::vector<Run>& runs) const {
    while (begin < order.size()) {
        const std::uint64_t hour = order[begin].place >> 50;
        std::size_t end = begin;
        while (end < order.size() && order[end].place >> 50 == hour) ++end;
        runs.push_back({kind, static_cast<std::int64_t>(hour) + base_hour(), begin, end});
        begin = end;
    }
}

/// Puts the rows into the order of the files, in `order`.
std::vector<HistoryWriter::Inside::Run> HistoryWriter::Inside::sorted_runs() {
    std::vector<Run> runs;
    order.clear();
    order.reserve(held());
    for (const Part::Kind kind : {Part::Kind::positions, Part::Kind::strays, Part::Kind::particulars}) {
        const std::size_t begin = order.size();
        if (kind == Part::Kind::particulars) add_keys(particulars, kind, false);
        else add_keys(positions, kind, kind == Part::Kind::strays);
        sort_keys(std::span(order).subspan(begin), spare);
        cut_into_runs(kind, begin, runs);
    }
    return runs;
}

Result<void> HistoryWriter::Inside::write_part(const Run& run, const std::string& name) {
    if (auto made = make_folder((history / name).parent_path()); !made) return made;
    source.positions = positions;
    source.particulars = particulars;
    source.order = std::span<const SortKey>(order).subspan(run.begin, run.end - run.begin);
    source.next = 0;
    const std::string_view function = run.kind == Part::Kind::particulars ? "vigia_particulars" : "vigia_positions";
    return duck->run(fmt::format("COPY (SELECT * FROM {}()) TO '/proc/self/fd/{}/{}.part' {}", function,
                                 folder.descriptor(), name, copy_options));
}

/// Gives the written parts their names, durably.
Result<void> HistoryWriter::Inside::finish(const std::vector<std::string>& names) {
    const bool forced = limits.durability == Durability::forced;
    if (forced) {
        for (const std::string& name : names) {
            const fs::path part = history / (name + ".part");
            auto file = File::open(part, O_RDONLY);
            if (!file) return fail(std::move(file));
            if (::fdatasync(file->descriptor()) != 0) return fail_of_system("sync", part, errno);
        }
    }
    std::set<fs::path> folders{history};
    for (const std::string& name : names) {
        const fs::path to = history / name;
        if (::rename((history / (name + ".part")).c_str(), to.c_str()) != 0) return fail_of_system("rename", to, errno);
        folders.insert(to.parent_path());
        folders.insert(to.parent_path().parent_path());
    }
    if (forced)
        for (const fs::path& changed : folders)
            if (auto synced = sync_folder(changed); !synced) return synced;
    return ledger->keep_history_until(last);
}

Result<void> HistoryWriter::Inside::write() {
    std::vector<std::string> names;
    Result<void> outcome;
    if (hold)
        if (auto held_there = hold(last); !held_there) return held_there;
    for (const Run& run : sorted_runs()) {
        names.push_back(part_name(run.kind, from_unix_milliseconds(run.hour * hour_ms), first));
        outcome = write_part(run, names.back());
        if (!outcome) break;
    }
    if (outcome) outcome = finish(names);
    if (!outcome) {
        for (const std::string& name : names) ::unlink((history / (name + ".part")).c_str());
        return outcome;
    }
    rows_written += held();
    kept_until = last;
    trouble.reset();
    positions.clear();
    particulars.clear();
    return {};
}

/// Writes; after a failure only when some time has passed, since a try that fails costs as much as a part.
Result<void> HistoryWriter::Inside::try_to_write(Time heard) {
    if (trouble && heard < retry_at) return std::unexpected(*trouble);
    Result<void> written = write();
    if (!written) {
        trouble = written.error();
        retry_at = heard + limits.retry_every;
    }
    return written;
}

HistoryWriter::HistoryWriter(std::unique_ptr<Inside> inside) : inside_(std::move(inside)) {}
HistoryWriter::~HistoryWriter() = default;

Result<std::unique_ptr<HistoryWriter>> HistoryWriter::open(const fs::path& data, Ledger& ledger,
                                                           const HistoryLimits& limits, HoldInJournal hold) {
    check(limits.part_every > Duration(0) && limits.part_every <= longest_part_every);
    auto inside = std::make_unique<Inside>();
    inside->history = data / "history";
    inside->ledger = &ledger;
    inside->limits = limits;
    inside->hold = std::move(hold);
    if (auto made = make_folder(inside->history); !made) return fail(std::move(made));
    auto until = ledger.history_kept_until();
    if (!until) return fail(std::move(until));
    inside->kept_until = *until;
    std::vector<fs::path> leftovers;
    auto parts = parts_of(inside->history, &leftovers);
    if (!parts) return fail(std::move(parts));
    for (const Part& part : *parts)
        if (part.flushed_from > *until) leftovers.push_back(inside->history / part.name);  // will be made anew
    for (const fs::path& leftover : leftovers)
        if (::unlink(leftover.c_str()) != 0) return fail_of_system("delete", leftover, errno);

    auto folder = File::open(inside->history, O_RDONLY | O_DIRECTORY);
    if (!folder) return fail(std::move(folder));
    inside->folder = std::move(*folder);
    inside->positions.reserve(limits.rows_in_memory);
    auto duck = Duck::open({.threads = 1, .memory_mb = 512});
    if (!duck) return fail(std::move(duck));
    inside->duck = std::move(*duck);
    inside->source.sources = &inside->sources;
    inside->source.stations = &inside->stations;
    if (auto added = add_row_functions(*inside->duck, inside->source); !added) return fail(std::move(added));
    return std::unique_ptr<HistoryWriter>(new HistoryWriter(std::move(inside)));
}

void HistoryWriter::name_source(model::SourceId id, std::string_view name) {
    inside_->sources.name(std::to_underlying(id), name);
}
void HistoryWriter::name_station(model::StationId id, std::string_view name) {
    inside_->stations.name(std::to_underlying(id), name);
}

Result<void> HistoryWriter::append(std::span<const model::HistoryRow> rows) {
    Inside& in = *inside_;
    if (rows.empty()) return in.trouble ? std::unexpected(*in.trouble) : Result<void>();
    if (in.held() + rows.size() > memory_factor * in.limits.rows_in_memory && in.held() > 0) {
        if (auto written = in.try_to_write(rows.front().observation.heard); !written)
            return fail(ErrorKind::limit, fmt::format("history: {} rows wait and no more are taken: {}", in.held(),
                                                      written.error().message));
    }
    Result<void> outcome;
    for (const model::HistoryRow& row : rows) {
        if (row.sequence <= in.kept_until) continue;  // kept before a crash
        if (!row.observation.fix && !row.observation.particulars) continue;
        const auto period = [&](Time t) { return t.time_since_epoch() / in.limits.part_every; };
        if (in.held() > 0 && row.sequence != in.last && outcome &&
            (in.held() >= in.limits.rows_in_memory || period(row.observation.heard) != period(in.first_heard)))
            outcome = in.try_to_write(row.observation.heard);
        in.take(row);
    }
    return outcome;
}

Result<void> HistoryWriter::flush() { return inside_->held() == 0 ? Result<void>() : inside_->write(); }
model::Sequence HistoryWriter::kept_until() const { return inside_->kept_until; }
std::uint64_t HistoryWriter::rows_written() const { return inside_->rows_written; }

}  // namespace vigia::store
