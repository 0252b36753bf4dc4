#include "io/store/ledger.h"

#include <algorithm>
#include <mutex>
#include <utility>

#include <sqlite3.h>

#include <fmt/core.h>

namespace vigia::store {
namespace {

constexpr int schema_version = 1;
constexpr const char* schema = R"(
CREATE TABLE run (id INTEGER PRIMARY KEY, started_ms INTEGER NOT NULL, stopped_ms INTEGER, version TEXT NOT NULL,
                  mode TEXT NOT NULL, first_sequence INTEGER NOT NULL, last_sequence INTEGER NOT NULL,
                  bytes_cut INTEGER NOT NULL) STRICT;
CREATE TABLE deletion (id INTEGER PRIMARY KEY, at_ms INTEGER NOT NULL, what TEXT NOT NULL, bytes INTEGER NOT NULL,
                       kept_from_ms INTEGER NOT NULL) STRICT;
CREATE TABLE history (one INTEGER PRIMARY KEY CHECK (one = 1), kept_until INTEGER NOT NULL) STRICT;
INSERT INTO history VALUES (1, 0);
PRAGMA user_version = 1;
)";

struct CloseDatabase {
    void operator()(sqlite3* database) const { sqlite3_close(database); }
};

}  // namespace

struct Ledger::Inside {
    mutable std::mutex mutex;  ///< held by each call from outside
    std::unique_ptr<sqlite3, CloseDatabase> database;
    std::filesystem::path file;

    std::unexpected<Error> failed() const {
        const int code = sqlite3_errcode(database.get());
        const char* remedy = code == SQLITE_FULL ? "Make room on that disk."
                             : code == SQLITE_BUSY || code == SQLITE_LOCKED ? "Another program holds it; close that one."
                                                                             : "Look at the disk and at the rights of the folder.";
        const ErrorKind kind = code == SQLITE_READONLY || code == SQLITE_PERM || code == SQLITE_CANTOPEN
                                   ? ErrorKind::denied : ErrorKind::unavailable;
        return fail(kind, fmt::format("cannot use {}: {}.\n  {}", file.string(), sqlite3_errmsg(database.get()), remedy));
    }
    Result<void> run(const char* sql) {
        if (sqlite3_exec(database.get(), sql, nullptr, nullptr, nullptr) != SQLITE_OK) return failed();
        return {};
    }
};

namespace {

/// A statement with its values; one use.
class Statement {
  public:
    Statement(sqlite3* database, const char* sql) { sqlite3_prepare_v2(database, sql, -1, &statement_, nullptr); }
    ~Statement() { sqlite3_finalize(statement_); }
    Statement(const Statement&) = delete;
    Statement& operator=(const Statement&) = delete;

    Statement& with(std::int64_t value) { sqlite3_bind_int64(statement_, ++bound_, value); return *this; }
    Statement& with(const std::string& value) {
        sqlite3_bind_text(statement_, ++bound_, value.data(), static_cast<int>(value.size()), SQLITE_TRANSIENT);
        return *this;
    }
    /// SQLITE_ROW, SQLITE_DONE or an error.
    int step() { return statement_ == nullptr ? SQLITE_ERROR : sqlite3_step(statement_); }
    [[nodiscard]] std::int64_t number(int column) const { return sqlite3_column_int64(statement_, column); }
    [[nodiscard]] Time time(int column) const { return from_unix_milliseconds(number(column)); }
    [[nodiscard]] bool null(int column) const { return sqlite3_column_type(statement_, column) == SQLITE_NULL; }
    [[nodiscard]] std::string text(int column) const {
        const auto* bytes = reinterpret_cast<const char*>(sqlite3_column_text(statement_, column));
        return bytes == nullptr ? "" : std::string(bytes, static_cast<std::size_t>(sqlite3_column_bytes(statement_, column)));
    }

  private:
    sqlite3_stmt* statement_ = nullptr;
    int bound_ = 0;
};

std::int64_t stored(model::Sequence sequence) { return static_cast<std::int64_t>(sequence); }

}  // namespace

Ledger::Ledger(std::unique_ptr<Inside> inside) : inside_(std::move(inside)) {}
Ledger::~Ledger() = default;

Result<std::unique_ptr<Ledger>> Ledger::open(const std::filesystem::path& file) {
    auto inside = std::make_unique<Inside>();
    inside->file = file;
    sqlite3* database = nullptr;
    const int opened = sqlite3_open_v2(file.c_str(), &database,
                                       SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX, nullptr);
    inside->database.reset(database);
    if (opened != SQLITE_OK) return inside->failed();
    sqlite3_busy_timeout(database, 2000);
    if (auto set = inside->run("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON;"); !set)
        return fail(std::move(set));
    std::int64_t version = 0;
    {
        Statement asked(database, "PRAGMA user_version");
        if (asked.step() != SQLITE_ROW) return inside->failed();
        version = asked.number(0);
    }
    if (version > schema_version)
        return fail(ErrorKind::unsupported,
                    fmt::format("{} was written by a newer vigia (schema {}; this one knows {}).\n  Use that vigia, or "
                                "another data folder.", file.string(), version, schema_version));
    if (version == 0)
        if (auto made = inside->run(fmt::format("BEGIN IMMEDIATE; {} COMMIT;", schema).c_str()); !made)
            return fail(std::move(made));
    return std::unique_ptr<Ledger>(new Ledger(std::move(inside)));
}

Result<std::int64_t> Ledger::begin_run(const Run& run) {
    const std::lock_guard lock(inside_->mutex);
    Statement insert(inside_->database.get(),
                     "INSERT INTO run (started_ms, version, mode, first_sequence, last_sequence, bytes_cut) "
                     "VALUES (?, ?, ?, ?, ?, ?)");
    insert.with(to_unix_milliseconds(run.started)).with(run.version).with(run.mode).with(stored(run.first))
        .with(stored(run.last)).with(static_cast<std::int64_t>(run.bytes_cut));
    if (insert.step() != SQLITE_DONE) return inside_->failed();
    return sqlite3_last_insert_rowid(inside_->database.get());
}

Result<void> Ledger::end_run(std::int64_t id, Time stopped, model::Sequence last) {
    const std::lock_guard lock(inside_->mutex);
    Statement update(inside_->database.get(), "UPDATE run SET stopped_ms = ?, last_sequence = ? WHERE id = ?");
    update.with(to_unix_milliseconds(stopped)).with(stored(last)).with(id);
    if (update.step() != SQLITE_DONE) return inside_->failed();
    return {};
}

Result<std::vector<Run>> Ledger::runs() const {
    const std::lock_guard lock(inside_->mutex);
    Statement select(inside_->database.get(),
                     "SELECT id, started_ms, stopped_ms, version, mode, first_sequence, last_sequence, bytes_cut "
                     "FROM run ORDER BY id DESC LIMIT 1000");
    std::vector<Run> runs;
    int step = 0;
    while ((step = select.step()) == SQLITE_ROW) {
        Run run;
        run.id = select.number(0);
        run.started = select.time(1);
        if (!select.null(2)) run.stopped = select.time(2);
        run.version = select.text(3);
        run.mode = select.text(4);
        run.first = static_cast<model::Sequence>(select.number(5));
        run.last = static_cast<model::Sequence>(select.number(6));
        run.bytes_cut = static_cast<std::uint64_t>(select.number(7));
        runs.push_back(std::move(run));
    }
    if (step != SQLITE_DONE) return inside_->failed();
    std::reverse(runs.begin(), runs.end());
    return runs;
}

Result<void> Ledger::note_deletions(const std::vector<Deletion>& deletions) {
    const std::lock_guard lock(inside_->mutex);
    if (auto begun = inside_->run("BEGIN IMMEDIATE"); !begun) return begun;
    for (const Deletion& deletion : deletions) {
        Statement insert(inside_->database.get(), "INSERT INTO deletion (at_ms, what, bytes, kept_from_ms) VALUES (?, ?, ?, ?)");
        insert.with(to_unix_milliseconds(deletion.at)).with(deletion.what)
            .with(static_cast<std::int64_t>(deletion.bytes)).with(to_unix_milliseconds(deletion.kept_from));
        if (insert.step() != SQLITE_DONE) {
            auto why = inside_->failed();
            [[maybe_unused]] const auto rolled_back = inside_->run("ROLLBACK");
            return why;
        }
    }
    return inside_->run("COMMIT");
}

Result<std::vector<Deletion>> Ledger::deletions() const {
    const std::lock_guard lock(inside_->mutex);
    Statement select(inside_->database.get(), "SELECT at_ms, what, bytes, kept_from_ms FROM deletion ORDER BY id DESC LIMIT 1000");
    std::vector<Deletion> deletions;
    int step = 0;
    while ((step = select.step()) == SQLITE_ROW)
        deletions.push_back({select.time(0), select.text(1), static_cast<std::uint64_t>(select.number(2)), select.time(3)});
    if (step != SQLITE_DONE) return inside_->failed();
    std::reverse(deletions.begin(), deletions.end());
    return deletions;
}

Result<void> Ledger::keep_history_until(model::Sequence sequence) {
    const std::lock_guard lock(inside_->mutex);
    Statement update(inside_->database.get(), "UPDATE history SET kept_until = ?");
    if (update.with(stored(sequence)).step() != SQLITE_DONE) return inside_->failed();
    return {};
}

Result<model::Sequence> Ledger::history_kept_until() const {
    const std::lock_guard lock(inside_->mutex);
    Statement select(inside_->database.get(), "SELECT kept_until FROM history");
    if (select.step() != SQLITE_ROW) return inside_->failed();
    return static_cast<model::Sequence>(select.number(0));
}

}  // namespace vigia::store
