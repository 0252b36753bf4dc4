#include <algorithm>
#include <cerrno>
#include <map>
#include <set>
#include <utility>

#include <fcntl.h>
#include <unistd.h>

#include <fmt/core.h>
#include <fmt/format.h>

#include "io/store/history.h"
#include "io/store/inside/duck.h"
#include "io/store/inside/file.h"
#include "io/store/inside/history_parts.h"
#include "model/names.h"

namespace vigia::store {
namespace {

namespace fs = std::filesystem;

constexpr Duration one_hour = std::chrono::hours(1);
constexpr int reader_threads = 2;
constexpr int reader_memory_mb = 1024;

/// The columns that a row of Found is made of, in this order.
constexpr std::string_view row_columns =
    "sequence, track, mmsi, epoch_ms(seen), epoch_ms(heard), transceiver::VARCHAR, latitude_deg, longitude_deg, "
    "speed_m_s, course_deg, heading_deg, rate_of_turn_deg_min, altitude_m, status::VARCHAR, accuracy::VARCHAR, "
    "\"range\"::VARCHAR, source::VARCHAR, station::VARCHAR";

/// The columns of a file of positions, whose names are texts in each part, whatever their codes.
constexpr std::string_view saved_columns =
    "mmsi, track, seen, heard, sequence, source::VARCHAR AS source, station::VARCHAR AS station, "
    "transceiver::VARCHAR AS transceiver, latitude_deg, longitude_deg, speed_m_s, course_deg, heading_deg, "
    "rate_of_turn_deg_min, altitude_m, status::VARCHAR AS status, accuracy::VARCHAR AS accuracy, "
    "\"range\"::VARCHAR AS \"range\"";

std::string literal(Time t) { return fmt::format("TIMESTAMPTZ '{}'", to_iso(t)); }

/// The files as a list for read_parquet. Names come from `parts_of`, which gives only names of our own
/// making, below a folder that is named by its descriptor: no text of the user is in the SQL.
std::string list_of(int folder, const std::vector<const Part*>& parts) {
    std::string list = "[";
    for (const Part* part : parts) fmt::format_to(std::back_inserter(list), "{}'/proc/self/fd/{}/{}'", list.size() > 1 ? ", " : "", folder, part->name);
    return list + "]";
}

std::string condition(const Query& query, std::optional<Time> from, std::optional<Time> until) {
    std::string where = "true";
    if (!query.vessels.empty()) {
        where += " AND mmsi IN (";
        for (const model::Mmsi mmsi : query.vessels) fmt::format_to(std::back_inserter(where), "{}, ", mmsi.number());
        where.replace(where.size() - 2, 2, ")");
    }
    if (query.box) {
        fmt::format_to(std::back_inserter(where),
                       " AND latitude_deg >= {} AND latitude_deg <= {} AND (longitude_deg >= {} {} longitude_deg <= {})",
                       query.box->south, query.box->north, query.box->west, query.box->west <= query.box->east ? "AND" : "OR", query.box->east);
    }
    if (from) where += " AND seen >= " + literal(*from);
    if (until) where += " AND seen < " + literal(*until);
    return where;
}

constexpr std::string_view order_of(HistoryOrder order) {
    return order == HistoryOrder::by_time ? "seen, mmsi, sequence" : "mmsi, track, seen, sequence";
}

/// What a name in a file stands for; the first value when it is not known.
template <class Enum, int count>
Enum value_of(std::string_view text) {
    for (int i = 0; i < count; ++i)
        if (model::name(static_cast<Enum>(i)) == text) return static_cast<Enum>(i);
    return Enum{};
}

}  // namespace

struct History::Inside {
    fs::path history;
    File folder;

    /// The parts that can hold rows of the query.
    [[nodiscard]] Result<std::vector<Part>> parts(const Query& query) const {
        auto all = parts_of(history);
        if (!all) return all;
        std::erase_if(*all, [&](const Part& part) {
            if (part.kind == Part::Kind::particulars) return true;
            if (part.kind == Part::Kind::strays) return false;
            return (query.from && part.hour + one_hour <= *query.from) || (query.until && part.hour >= *query.until);
        });
        return all;
    }
    [[nodiscard]] Result<std::vector<KeptVessel>> last_names(const std::string& where, const std::vector<std::string>& texts) const;
};

/// One part of the answer, asked for when the one before it has been given.
struct Step {
    std::vector<const Part*> parts;
    std::optional<Time> from, until;
};

struct Found::Inside {
    Query query;
    int folder = -1;
    File own_folder;
    std::vector<Part> parts;
    std::vector<Step> steps;
    std::size_t next_step = 0;
    std::unique_ptr<Duck> duck;
    DuckRows rows;
    std::size_t row = 0;
    std::uint64_t given = 0;

    Result<void> plan();
    Result<std::set<Time>> hours_of_strays() const;
    Result<bool> more();
    void give(KeptPosition& kept) const;
};

/// The hours in which strays were seen, since they may have no folder of their own.
Result<std::set<Time>> Found::Inside::hours_of_strays() const {
    std::vector<const Part*> strays;
    for (const Part& part : parts)
        if (part.kind == Part::Kind::strays) strays.push_back(&part);
    std::set<Time> hours;
    if (strays.empty()) return hours;
    auto found = duck->query(fmt::format("SELECT DISTINCT epoch_ms(seen) // 3600000 FROM read_parquet({}, hive_partitioning = false) WHERE {}",
                                         list_of(folder, strays), condition(query, query.from, query.until)));
    if (!found) return fail(std::move(found));
    for (;;) {
        auto some = found->next();
        if (!some) return fail(std::move(some));
        if (!*some) return hours;
        for (std::size_t i = 0; i < found->size(); ++i)
            hours.insert(Time(std::chrono::hours(found->at<std::int64_t>(0, i))));
    }
}

/// Cuts the answer into steps whose rows fit in memory and do not overlap in time.
Result<void> Found::Inside::plan() {
    std::vector<const Part*> all, strays;
    for (const Part& part : parts) {
        all.push_back(&part);
        if (part.kind == Part::Kind::strays) strays.push_back(&part);
    }
    if (all.empty()) return {};
    if (query.order == HistoryOrder::by_track) {
        steps.push_back({std::move(all), query.from, query.until});
        return {};
    }
    auto stray_hours = hours_of_strays();
    if (!stray_hours) return fail(std::move(stray_hours));
    // A vessel's rows of a day are few, so a day is one step then.
    const Duration width = query.vessels.empty() ? one_hour : 24 * one_hour;
    const auto start_of = [&](Time t) { return Time(t.time_since_epoch() / width * width); };
    std::map<Time, std::vector<const Part*>> by_start;
    for (const Part* part : all)
        if (part->kind == Part::Kind::positions) by_start[start_of(part->hour)].push_back(part);
    for (const Time hour : *stray_hours) by_start[start_of(hour)];
    for (auto& [start, of_start] : by_start) {
        if (!stray_hours->empty()) of_start.insert(of_start.end(), strays.begin(), strays.end());
        steps.push_back({std::move(of_start), query.from ? std::max(start, *query.from) : start,
                         query.until ? std::min(start + width, *query.until) : start + width});
    }
    return {};
}

Found::Found(std::unique_ptr<Inside> inside) : inside_(std::move(inside)) {}
Found::~Found() = default;
Found::Found(Found&&) noexcept = default;
Found& Found::operator=(Found&&) noexcept = default;

/// Makes `rows` stand at a chunk with rows; false at the end.
Result<bool> Found::Inside::more() {
    for (;;) {
        if (row < rows.size()) return true;
        auto chunk = rows.next();
        if (!chunk) return chunk;
        row = 0;
        if (*chunk) return true;
        if (next_step == steps.size()) return false;
        const Step& step = steps[next_step++];
        std::string sql = fmt::format("SELECT {} FROM read_parquet({}, hive_partitioning = false, union_by_name = true) WHERE {} ORDER BY {}",
                                      row_columns, list_of(folder, step.parts), condition(query, step.from, step.until),
                                      order_of(query.order));
        if (query.limit) sql += fmt::format(" LIMIT {}", *query.limit - given);
        rows = DuckRows();
        auto asked = duck->query(sql);
        if (!asked) return fail(std::move(asked));
        rows = std::move(*asked);
    }
}

void Found::Inside::give(KeptPosition& kept) const {
    const auto number = [&](std::size_t column) -> std::optional<double> {
        if (rows.null(column, row)) return std::nullopt;
        return static_cast<double>(rows.at<float>(column, row));
    };
    kept.sequence = static_cast<model::Sequence>(rows.at<std::int64_t>(0, row));
    kept.track = static_cast<model::TrackId>(rows.at<std::int64_t>(1, row));
    if (const auto mmsi = model::Mmsi::make(static_cast<std::uint32_t>(rows.at<std::int32_t>(2, row)))) kept.mmsi = *mmsi;
    kept.seen = from_unix_milliseconds(rows.at<std::int64_t>(3, row));
    kept.heard = from_unix_milliseconds(rows.at<std::int64_t>(4, row));
    kept.transceiver = value_of<model::Transceiver, 7>(rows.text(5, row));
    kept.fix = {};
    if (!rows.null(6, row) && !rows.null(7, row))
        if (const auto position = geo::Position::make(rows.at<double>(6, row), rows.at<double>(7, row)))
            kept.fix.position = *position;
    if (const auto speed = number(8)) kept.fix.speed = MetresPerSecond{*speed};
    if (const auto course = number(9)) kept.fix.course = Degrees{*course};
    if (const auto heading = number(10)) kept.fix.heading = Degrees{*heading};
    if (const auto turn = number(11)) kept.fix.rate_of_turn = DegreesPerMinute{*turn};
    if (const auto altitude = number(12)) kept.fix.altitude = Metres{*altitude};
    kept.fix.status = value_of<model::NavigationStatus, 16>(rows.text(13, row));
    kept.fix.accuracy = rows.text(14, row) == "high" ? model::Accuracy::high : model::Accuracy::low;
    kept.fix.range = rows.text(15, row) == "long_range" ? model::Range::long_range : model::Range::ordinary;
    kept.source = rows.text(16, row);
    kept.station = rows.null(17, row) ? std::string_view() : rows.text(17, row);
}

Result<bool> Found::next(KeptPosition& row) {
    Inside& in = *inside_;
    if (in.query.limit && in.given >= *in.query.limit) return false;
    auto more = in.more();
    if (!more || !*more) return more;
    in.give(row);
    ++in.row;
    ++in.given;
    return true;
}

History::History(std::unique_ptr<Inside> inside) : inside_(std::move(inside)) {}
History::~History() = default;
History::History(History&&) noexcept = default;
History& History::operator=(History&&) noexcept = default;

Result<History> History::open(const fs::path& data) {
    auto inside = std::make_unique<Inside>();
    inside->history = data / "history";
    auto folder = File::open(inside->history, O_RDONLY | O_DIRECTORY);
    if (!folder && folder.error().kind == ErrorKind::not_found)
        return fail(ErrorKind::not_found,
                    fmt::format("{} holds no history.\n  Name the folder of a `vigia watch` or `vigia replay` with --data.", data.string()));
    if (!folder) return fail(std::move(folder));
    inside->folder = std::move(*folder);
    return History(std::move(inside));
}

Result<Found> History::find(const Query& query) const {
    auto inside = std::make_unique<Found::Inside>();
    inside->query = query;
    auto folder = File::open(inside_->history, O_RDONLY | O_DIRECTORY);
    if (!folder) return fail(std::move(folder));
    inside->own_folder = std::move(*folder);
    inside->folder = inside->own_folder.descriptor();
    auto parts = inside_->parts(query);
    if (!parts) return fail(std::move(parts));
    inside->parts = std::move(*parts);
    auto duck = Duck::open({.threads = reader_threads, .memory_mb = reader_memory_mb, .spill_folder = fs::temp_directory_path()});
    if (!duck) return fail(std::move(duck));
    inside->duck = std::move(*duck);
    if (auto planned = inside->plan(); !planned) return fail(std::move(planned));
    return Found(std::move(inside));
}

Result<std::uint64_t> History::save(const Query& query, const fs::path& out) const {
    auto parts = inside_->parts(query);
    if (!parts) return fail(std::move(parts));
    std::vector<const Part*> all;
    for (const Part& part : *parts) all.push_back(&part);
    if (all.empty()) return 0;
    const fs::path parent = out.has_parent_path() ? out.parent_path() : fs::path(".");
    auto folder = File::open(parent, O_RDONLY | O_DIRECTORY);
    if (!folder) return fail(std::move(folder));
    auto duck = Duck::open({.threads = 1, .memory_mb = reader_memory_mb, .spill_folder = fs::temp_directory_path()});
    if (!duck) return fail(std::move(duck));
    const std::string unfinished = fmt::format("vigia-{}.part", ::getpid());
    const std::string from = fmt::format("FROM read_parquet({}, hive_partitioning = false, union_by_name = true) WHERE {}",
                                         list_of(inside_->folder.descriptor(), all), condition(query, query.from, query.until));
    const std::string limit = query.limit ? fmt::format(" LIMIT {}", *query.limit) : "";
    auto written = (*duck)->query(fmt::format(
        "COPY (SELECT {} {} ORDER BY {}{}) TO '/proc/self/fd/{}/{}' (FORMAT parquet, COMPRESSION zstd, PARQUET_VERSION v2, USE_TMP_FILE false)",
        saved_columns, from, order_of(query.order), limit, folder->descriptor(), unfinished));
    std::uint64_t count = 0;
    Result<void> outcome;
    if (!written) {
        outcome = fail(std::move(written));
    } else if (auto told = written->next(); told && *told) {
        count = static_cast<std::uint64_t>(written->at<std::int64_t>(0, 0));
    } else if (!told) {
        outcome = fail(std::move(told));
    }
    if (outcome && count > 0 && ::rename((parent / unfinished).c_str(), out.c_str()) != 0)
        outcome = fail_of_system("write", out, errno);
    if (!outcome || count == 0) ::unlink((parent / unfinished).c_str());
    if (!outcome) return fail(std::move(outcome));
    return count;
}

Result<std::vector<KeptVessel>> History::Inside::last_names(const std::string& where, const std::vector<std::string>& texts) const {
    auto all = parts_of(history);
    if (!all) return fail(std::move(all));
    std::vector<const Part*> particulars;
    for (const Part& part : *all)
        if (part.kind == Part::Kind::particulars) particulars.push_back(&part);
    std::vector<KeptVessel> vessels;
    if (particulars.empty()) return vessels;
    auto duck = Duck::open({.threads = reader_threads, .memory_mb = reader_memory_mb});
    if (!duck) return fail(std::move(duck));
    auto found = (*duck)->query(fmt::format(
        "SELECT mmsi, arg_max(name, sequence) FROM read_parquet({}, hive_partitioning = false, union_by_name = true) "
        "WHERE name IS NOT NULL AND {} GROUP BY mmsi ORDER BY mmsi",
        list_of(folder.descriptor(), particulars), where), texts);
    if (!found) return fail(std::move(found));
    for (;;) {
        auto some = found->next();
        if (!some) return fail(std::move(some));
        if (!*some) return vessels;
        for (std::size_t i = 0; i < found->size(); ++i)
            if (const auto mmsi = model::Mmsi::make(static_cast<std::uint32_t>(found->at<std::int32_t>(0, i))))
                vessels.push_back({*mmsi, std::string(found->text(1, i))});
    }
}

Result<std::vector<KeptVessel>> History::called(std::string_view name) const {
    return inside_->last_names("lower(name) = lower($1)", {clean_text(name)});
}

Result<std::vector<KeptVessel>> History::names(std::span<const model::Mmsi> vessels) const {
    Query query;
    query.vessels.assign(vessels.begin(), vessels.end());
    return inside_->last_names(condition(query, std::nullopt, std::nullopt), {});
}

}  // namespace vigia::store
