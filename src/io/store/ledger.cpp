#include "io/store/ledger.h"

#include <algorithm>
#include <mutex>
#include <utility>

#include "io/store/inside/sqlite.h"

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

}  // namespace

struct Ledger::Inside {
    explicit Inside(Database opened) : database(std::move(opened)) {}
    mutable std::mutex mutex;  ///< held by each call from outside
    Database database;
};

namespace {

std::int64_t stored(model::Sequence sequence) { return static_cast<std::int64_t>(sequence); }

}  // namespace

Ledger::Ledger(std::unique_ptr<Inside> inside) : inside_(std::move(inside)) {}
Ledger::~Ledger() = default;

Result<std::unique_ptr<Ledger>> Ledger::open(const std::filesystem::path& file) {
    auto database = Database::open(file, schema, schema_version);
    if (!database) return fail(std::move(database));
    auto inside = std::make_unique<Inside>(std::move(*database));
    return std::unique_ptr<Ledger>(new Ledger(std::move(inside)));
}

Result<std::int64_t> Ledger::begin_run(const Run& run) {
    const std::lock_guard lock(inside_->mutex);
    Statement insert(inside_->database,
                     "INSERT INTO run (started_ms, version, mode, first_sequence, last_sequence, bytes_cut) "
                     "VALUES (?, ?, ?, ?, ?, ?)");
    insert.with(to_unix_milliseconds(run.started)).with(run.version).with(run.mode).with(stored(run.first))
        .with(stored(run.last)).with(static_cast<std::int64_t>(run.bytes_cut));
    if (insert.step() != SQLITE_DONE) return inside_->database.failed();
    return sqlite3_last_insert_rowid(inside_->database.get());
}

Result<void> Ledger::end_run(std::int64_t id, Time stopped, model::Sequence last) {
    const std::lock_guard lock(inside_->mutex);
    Statement update(inside_->database, "UPDATE run SET stopped_ms = ?, last_sequence = ? WHERE id = ?");
    update.with(to_unix_milliseconds(stopped)).with(stored(last)).with(id);
    if (update.step() != SQLITE_DONE) return inside_->database.failed();
    return {};
}

Result<std::vector<Run>> Ledger::runs() const {
    const std::lock_guard lock(inside_->mutex);
    Statement select(inside_->database,
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
    if (step != SQLITE_DONE) return inside_->database.failed();
    std::reverse(runs.begin(), runs.end());
    return runs;
}

Result<void> Ledger::note_deletions(const std::vector<Deletion>& deletions) {
    const std::lock_guard lock(inside_->mutex);
    if (auto begun = inside_->database.run("BEGIN IMMEDIATE"); !begun) return begun;
    for (const Deletion& deletion : deletions) {
        Statement insert(inside_->database, "INSERT INTO deletion (at_ms, what, bytes, kept_from_ms) VALUES (?, ?, ?, ?)");
        insert.with(to_unix_milliseconds(deletion.at)).with(deletion.what)
            .with(static_cast<std::int64_t>(deletion.bytes)).with(to_unix_milliseconds(deletion.kept_from));
        if (insert.step() != SQLITE_DONE) {
            auto why = inside_->database.failed();
            [[maybe_unused]] const auto rolled_back = inside_->database.run("ROLLBACK");
            return why;
        }
    }
    return inside_->database.run("COMMIT");
}

Result<std::vector<Deletion>> Ledger::deletions() const {
    const std::lock_guard lock(inside_->mutex);
    Statement select(inside_->database, "SELECT at_ms, what, bytes, kept_from_ms FROM deletion ORDER BY id DESC LIMIT 1000");
    std::vector<Deletion> deletions;
    int step = 0;
    while ((step = select.step()) == SQLITE_ROW)
        deletions.push_back({select.time(0), select.text(1), static_cast<std::uint64_t>(select.number(2)), select.time(3)});
    if (step != SQLITE_DONE) return inside_->database.failed();
    std::reverse(deletions.begin(), deletions.end());
    return deletions;
}

Result<void> Ledger::keep_history_until(model::Sequence sequence) {
    const std::lock_guard lock(inside_->mutex);
    Statement update(inside_->database, "UPDATE history SET kept_until = ?");
    if (update.with(stored(sequence)).step() != SQLITE_DONE) return inside_->database.failed();
    return {};
}

Result<model::Sequence> Ledger::history_kept_until() const {
    const std::lock_guard lock(inside_->mutex);
    Statement select(inside_->database, "SELECT kept_until FROM history");
    if (select.step() != SQLITE_ROW) return inside_->database.failed();
    return static_cast<model::Sequence>(select.number(0));
}

}  // namespace vigia::store
