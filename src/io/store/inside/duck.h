#pragma once
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "io/store/inside/duckdb.h"

namespace vigia::store {

/// How a database in memory is set up.
struct DuckOptions {
    int threads = 1;
    int memory_mb = 1024;
    std::string spill_folder = {};  ///< for sorts that do not fit; empty: they fail instead
};

/// Rows of an answer, chunk by chunk.
class DuckRows {
  public:
    DuckRows() = default;
    ~DuckRows();
    DuckRows(DuckRows&&) noexcept;
    DuckRows& operator=(DuckRows&&) noexcept;

    /// The next chunk, or false at the end. Errors: unavailable.
    Result<bool> next();
    [[nodiscard]] std::size_t size() const { return size_; }
    template <class T>
    [[nodiscard]] T at(std::size_t column, std::size_t row) const {
        return static_cast<const T*>(duckdb_vector_get_data(duckdb_data_chunk_get_vector(chunk_, column)))[row];
    }
    [[nodiscard]] bool null(std::size_t column, std::size_t row) const;
    [[nodiscard]] std::string_view text(std::size_t column, std::size_t row) const;

  private:
    friend class Duck;
    duckdb_result result_{};
    duckdb_data_chunk chunk_ = nullptr;
    std::size_t size_ = 0;
};

/// A DuckDB in memory with one connection: no file, no network, no extension.
class Duck {
  public:
    /// Errors: unsupported when the library is another than 1.5.
    static Result<std::unique_ptr<Duck>> open(const DuckOptions& options);
    ~Duck();
    Duck(const Duck&) = delete;
    Duck& operator=(const Duck&) = delete;

    Result<void> run(const std::string& sql);
    /// `texts` are bound to $1, $2 …
    Result<DuckRows> query(const std::string& sql, const std::vector<std::string>& texts = {});
    [[nodiscard]] duckdb_connection connection() const { return connection_; }

  private:
    Duck() = default;
    duckdb_database database_ = nullptr;
    duckdb_connection connection_ = nullptr;
};

/// The text with bytes that are not UTF-8 made `?`, since DuckDB takes nothing else.
[[nodiscard]] std::string clean_text(std::string_view text);

}  // namespace vigia::store
