#pragma once
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

#include <sqlite3.h>

#include "base/result.h"
#include "base/time.h"
#include "io/store/history.h"

namespace vigia::store {

struct CloseDatabase {
    void operator()(sqlite3* database) const { sqlite3_close(database); }
};

/// One SQLite file of the store, with WAL and, when forced, an fsync for each transaction.
class Database {
  public:
    /// Makes the tables when the file is new; `schema` ends with `PRAGMA user_version`.
    /// Errors: unsupported when its version is above `version`; unavailable, denied.
    [[nodiscard]] static Result<Database> open(const std::filesystem::path& file, const char* schema, int version, Durability durability = Durability::forced);

    /// The failure that SQLite just told, with the remedy.
    [[nodiscard]] std::unexpected<Error> failed() const;
    Result<void> run(const char* sql);
    [[nodiscard]] sqlite3* get() const { return database_.get(); }

  private:
    std::unique_ptr<sqlite3, CloseDatabase> database_;
    std::filesystem::path file_;
};

/// A statement with its values. `again` makes it ready for other values.
class Statement {
  public:
    Statement(const Database& database, const char* sql) { sqlite3_prepare_v2(database.get(), sql, -1, &statement_, nullptr); }
    ~Statement() { sqlite3_finalize(statement_); }
    Statement(const Statement&) = delete;
    Statement& operator=(const Statement&) = delete;

    Statement& with(std::int64_t value) {
        sqlite3_bind_int64(statement_, ++bound_, value);
        return *this;
    }
    Statement& with(std::string_view value) {
        sqlite3_bind_text(statement_, ++bound_, value.data(), static_cast<int>(value.size()), SQLITE_TRANSIENT);
        return *this;
    }
    Statement& again() {
        sqlite3_reset(statement_);
        bound_ = 0;
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

}  // namespace vigia::store
