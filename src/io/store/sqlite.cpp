#include "io/store/inside/sqlite.h"

#include <fmt/core.h>

namespace vigia::store {

std::unexpected<Error> Database::failed() const {
    const int code = sqlite3_errcode(database_.get());
    const char* remedy = code == SQLITE_FULL ? "Make room on that disk."
                         : code == SQLITE_BUSY || code == SQLITE_LOCKED ? "Another program holds it; close that one."
                                                                         : "Look at the disk and at the rights of the folder.";
    const ErrorKind kind = code == SQLITE_READONLY || code == SQLITE_PERM || code == SQLITE_CANTOPEN
                               ? ErrorKind::denied : ErrorKind::unavailable;
    return fail(kind, fmt::format("cannot use {}: {}.\n  {}", file_.string(), sqlite3_errmsg(database_.get()), remedy));
}

Result<void> Database::run(const char* sql) {
    if (sqlite3_exec(database_.get(), sql, nullptr, nullptr, nullptr) != SQLITE_OK) return failed();
    return {};
}

Result<Database> Database::open(const std::filesystem::path& file, const char* schema, int version, Durability durability) {
    Database out;
    out.file_ = file;
    sqlite3* database = nullptr;
    const int opened = sqlite3_open_v2(file.c_str(), &database, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX, nullptr);
    out.database_.reset(database);
    if (opened != SQLITE_OK) return out.failed();
    sqlite3_busy_timeout(database, 2000);
    if (auto set = out.run("PRAGMA journal_mode = WAL; PRAGMA foreign_keys = ON;"); !set) return fail(std::move(set));
    if (auto set = out.run(durability == Durability::forced ? "PRAGMA synchronous = FULL" : "PRAGMA synchronous = OFF"); !set) return fail(std::move(set));
    std::int64_t found = 0;
    {
        Statement asked(out, "PRAGMA user_version");
        if (asked.step() != SQLITE_ROW) return out.failed();
        found = asked.number(0);
    }
    if (found > version)
        return fail(ErrorKind::unsupported,
                    fmt::format("{} was written by a newer vigia (schema {}; this one knows {}).\n  Use that vigia, or "
                                "another data folder.", file.string(), found, version));
    if (found == 0)
        if (auto made = out.run(fmt::format("BEGIN IMMEDIATE; {} COMMIT;", schema).c_str()); !made) return fail(std::move(made));
    return out;
}

}  // namespace vigia::store
