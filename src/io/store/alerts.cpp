#include "io/store/alerts.h"

#include <algorithm>
#include <utility>

#include <fmt/core.h>

#include "io/store/inside/alert_format.h"
#include "io/store/inside/sqlite.h"

namespace vigia::store {
namespace {

constexpr int schema_version = 1;
constexpr const char* schema = R"(
CREATE TABLE alert_events (id INTEGER PRIMARY KEY, alert INTEGER NOT NULL, at_ms INTEGER NOT NULL, open INTEGER NOT NULL, what TEXT NOT NULL) STRICT;
CREATE INDEX alert_events_by_alert ON alert_events (alert, id);
CREATE TABLE alert_actions (id INTEGER PRIMARY KEY, alert INTEGER NOT NULL, line INTEGER NOT NULL, at_ms INTEGER NOT NULL, by TEXT NOT NULL,
                            deed TEXT NOT NULL, text_en TEXT NOT NULL, text_es TEXT NOT NULL, note TEXT NOT NULL, UNIQUE (alert, line)) STRICT;
CREATE TABLE clock (one INTEGER PRIMARY KEY CHECK (one = 1), until_ms INTEGER NOT NULL) STRICT;
INSERT INTO clock VALUES (1, 0);
CREATE TRIGGER alert_events_stay BEFORE UPDATE ON alert_events BEGIN SELECT RAISE(ABORT, 'alert_events is append-only'); END;
CREATE TRIGGER alert_events_remain BEFORE DELETE ON alert_events BEGIN SELECT RAISE(ABORT, 'alert_events is append-only'); END;
CREATE TRIGGER alert_actions_stay BEFORE UPDATE ON alert_actions BEGIN SELECT RAISE(ABORT, 'alert_actions is append-only'); END;
CREATE TRIGGER alert_actions_remain BEFORE DELETE ON alert_actions BEGIN SELECT RAISE(ABORT, 'alert_actions is append-only'); END;
PRAGMA user_version = 1;
)";
// Retention lifts what keeps rows from being deleted for the length of its own transaction.
constexpr const char* lift = "DROP TRIGGER alert_events_remain; DROP TRIGGER alert_actions_remain";
constexpr const char* put_back = R"(
CREATE TRIGGER alert_events_remain BEFORE DELETE ON alert_events BEGIN SELECT RAISE(ABORT, 'alert_events is append-only'); END;
CREATE TRIGGER alert_actions_remain BEFORE DELETE ON alert_actions BEGIN SELECT RAISE(ABORT, 'alert_actions is append-only'); END;
)";

std::int64_t number(model::AlertId id) { return static_cast<std::int64_t>(id); }

}  // namespace

struct Alerts::Inside {
    explicit Inside(Database opened) : database(std::move(opened)) {}
    Database database;
    std::unordered_map<std::uint64_t, std::uint32_t> lines;  ///< of each alert's log that are kept; only looked up in

    Result<void> append(const model::Alert& alert, Statement& event, Statement& line, Time until, std::uint32_t& kept);
};

Alerts::Alerts(std::unique_ptr<Inside> inside) : inside_(std::move(inside)) {}
Alerts::~Alerts() = default;

Result<std::unique_ptr<Alerts>> Alerts::open(const std::filesystem::path& file, Durability durability) {
    auto database = Database::open(file, schema, schema_version, durability);
    if (!database) return fail(std::move(database));
    auto inside = std::make_unique<Inside>(std::move(*database));
    {
        Statement counted(inside->database, "SELECT alert, COUNT(*) FROM alert_actions GROUP BY alert");
        int step = 0;
        while ((step = counted.step()) == SQLITE_ROW) inside->lines[static_cast<std::uint64_t>(counted.number(0))] = static_cast<std::uint32_t>(counted.number(1));
        if (step != SQLITE_DONE) return inside->database.failed();
    }
    return std::unique_ptr<Alerts>(new Alerts(std::move(inside)));
}

Result<void> Alerts::Inside::append(const model::Alert& alert, Statement& event, Statement& line, Time until, std::uint32_t& kept) {
    event.again().with(number(alert.id)).with(to_unix_milliseconds(until)).with(std::int64_t{alert.open()}).with(alert_text(alert));
    if (event.step() != SQLITE_DONE) return database.failed();
    const auto all = static_cast<std::uint32_t>(alert.log.size() + alert.log_left_out);
    const auto found = lines.find(static_cast<std::uint64_t>(alert.id));
    for (kept = found == lines.end() ? 0 : found->second; kept < all; ++kept) {
        // The log in memory leaves out lines after its first.
        if (kept > 0 && kept < alert.log_left_out + 1) continue;
        const model::AlertLine& each = alert.log[kept == 0 ? 0 : kept - alert.log_left_out];
        line.again().with(number(alert.id)).with(std::int64_t{kept}).with(to_unix_milliseconds(each.at)).with(each.by).with(name(each.deed))
            .with(each.text.en).with(each.text.es).with(each.note);
        if (line.step() != SQLITE_DONE) return database.failed();
    }
    return {};
}

Result<void> Alerts::append(std::span<const std::shared_ptr<const model::Alert>> alerts, Time until) {
    Inside& in = *inside_;
    if (auto begun = in.database.run("BEGIN IMMEDIATE"); !begun) return begun;
    std::vector<std::pair<std::uint64_t, std::uint32_t>> lines;
    Result<void> done;
    {
        Statement event(in.database, "INSERT INTO alert_events (alert, at_ms, open, what) VALUES (?, ?, ?, ?)");
        Statement line(in.database, "INSERT INTO alert_actions (alert, line, at_ms, by, deed, text_en, text_es, note) VALUES (?, ?, ?, ?, ?, ?, ?, ?)");
        for (const auto& alert : alerts) {
            std::uint32_t kept = 0;
            done = in.append(*alert, event, line, until, kept);
            if (!done) break;
            lines.emplace_back(static_cast<std::uint64_t>(alert->id), kept);
        }
        Statement clock(in.database, "UPDATE clock SET until_ms = MAX(until_ms, ?)");
        if (done && clock.with(to_unix_milliseconds(until)).step() != SQLITE_DONE) done = in.database.failed();
    }
    if (done) done = in.database.run("COMMIT");
    if (!done) {
        [[maybe_unused]] const auto rolled_back = in.database.run("ROLLBACK");
        return done;
    }
    for (const auto& [alert, count] : lines) in.lines[alert] = count;
    return {};
}

Result<std::size_t> Alerts::forget(Time before, std::size_t at_most) {
    Inside& in = *inside_;
    std::vector<std::int64_t> old;
    {
        Statement select(in.database, "SELECT alert FROM alert_events WHERE id IN (SELECT MAX(id) FROM alert_events GROUP BY alert) AND open = 0 AND at_ms < ? "
                                      "AND alert < (SELECT MAX(alert) FROM alert_events) ORDER BY alert LIMIT ?");
        select.with(to_unix_milliseconds(before)).with(static_cast<std::int64_t>(at_most));
        int step = 0;
        while ((step = select.step()) == SQLITE_ROW) old.push_back(select.number(0));
        if (step != SQLITE_DONE) return in.database.failed();
    }
    if (old.empty()) return 0;
    if (auto begun = in.database.run("BEGIN IMMEDIATE"); !begun) return fail(std::move(begun));
    Result<void> done = in.database.run(lift);
    if (done) {
        Statement events(in.database, "DELETE FROM alert_events WHERE alert = ?"), actions(in.database, "DELETE FROM alert_actions WHERE alert = ?");
        for (const std::int64_t alert : old) {
            if (events.again().with(alert).step() != SQLITE_DONE || actions.again().with(alert).step() != SQLITE_DONE) done = in.database.failed();
            if (!done) break;
        }
    }
    if (done) done = in.database.run(put_back);
    if (done) done = in.database.run("COMMIT");
    if (!done) {
        [[maybe_unused]] const auto rolled_back = in.database.run("ROLLBACK");
        return fail(std::move(done));
    }
    for (const std::int64_t alert : old) in.lines.erase(static_cast<std::uint64_t>(alert));
    return old.size();
}

Result<Time> Alerts::kept_until() const {
    Statement clock(inside_->database, "SELECT until_ms FROM clock");
    if (clock.step() != SQLITE_ROW) return inside_->database.failed();
    return clock.time(0);
}

Result<model::KeptAlerts> Alerts::load(Time since) const {
    const Inside& in = *inside_;
    model::KeptAlerts kept;
    auto until = kept_until();
    if (!until) return fail(std::move(until));
    kept.until = *until;
    {
        Statement last(in.database, "SELECT COALESCE(MAX(alert), 0) FROM alert_events");
        if (last.step() != SQLITE_ROW) return in.database.failed();
        kept.last = model::AlertId{static_cast<std::uint64_t>(last.number(0))};
    }
    Statement select(in.database, "SELECT id, alert, what FROM alert_events WHERE id IN (SELECT MAX(id) FROM alert_events GROUP BY alert) "
                                  "AND (open = 1 OR at_ms >= ?) ORDER BY alert");
    select.with(to_unix_milliseconds(since));
    int step = 0;
    while ((step = select.step()) == SQLITE_ROW) {
        auto alert = alert_from_text(select.text(2));
        if (!alert)
            return fail(ErrorKind::bad_input, fmt::format("alerts.sqlite: row {} of alert_events (alert {}) cannot be read: {}.\n  Was it changed by another program? "
                                                          "Restore the file from a copy.", select.number(0), select.number(1), alert.error().message));
        auto lines = log(alert->id);
        if (!lines) return fail(std::move(lines));
        alert->log = std::move(*lines);
        while (alert->log.size() > model::most_log) alert->log.erase(alert->log.begin() + 1), ++alert->log_left_out;
        kept.alerts.push_back(std::move(*alert));
    }
    if (step != SQLITE_DONE) return in.database.failed();
    return kept;
}

Result<std::vector<model::AlertLine>> Alerts::log(model::AlertId alert) const {
    Statement select(inside_->database, "SELECT at_ms, by, deed, text_en, text_es, note FROM alert_actions WHERE alert = ? ORDER BY line");
    select.with(number(alert));
    std::vector<model::AlertLine> all;
    int step = 0;
    while ((step = select.step()) == SQLITE_ROW)
        all.push_back({select.time(0), select.text(1), model::deed_named(select.text(2)).value_or(model::Deed::noted), {select.text(3), select.text(4)}, select.text(5)});
    if (step != SQLITE_DONE) return inside_->database.failed();
    return all;
}

}  // namespace vigia::store
