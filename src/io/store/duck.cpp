#include "io/store/inside/duck.h"

#include <utility>

#include <fmt/core.h>

namespace vigia::store {
namespace {

constexpr std::string_view version_wanted = "v1.5.";

/// The length of the UTF-8 sequence at the start of `text`; 0 when it is none.
std::size_t utf8_length(std::string_view text) {
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
    const unsigned char first = byte(0);
    if (first < 0x80) return 1;
    const std::size_t size = first >= 0xC2 && first < 0xE0 ? 2 : first >= 0xE0 && first < 0xF0 ? 3
                             : first >= 0xF0 && first < 0xF5 ? 4 : 0;
    if (size == 0 || text.size() < size) return 0;
    for (std::size_t i = 1; i < size; ++i)
        if ((byte(i) & 0xC0) != 0x80) return 0;
    if (first == 0xE0 && byte(1) < 0xA0) return 0;
    if (first == 0xED && byte(1) > 0x9F) return 0;
    if (first == 0xF0 && byte(1) < 0x90) return 0;
    if (first == 0xF4 && byte(1) > 0x8F) return 0;
    return size;
}

std::unexpected<Error> fail_of_duck(const char* said) {
    return fail(ErrorKind::unavailable, fmt::format("history: {}", said != nullptr ? said : "DuckDB gave no reason"));
}

}  // namespace

std::string clean_text(std::string_view text) {
    std::string clean;
    clean.reserve(text.size());
    while (!text.empty()) {
        const std::size_t size = utf8_length(text);
        if (size == 0 || (size == 1 && text[0] == '\0')) clean += '?';
        else clean += text.substr(0, size);
        text.remove_prefix(size == 0 ? 1 : size);
    }
    return clean;
}

DuckRows::~DuckRows() {
    if (chunk_ != nullptr) duckdb_destroy_data_chunk(&chunk_);
    if (result_.internal_data != nullptr) duckdb_destroy_result(&result_);
}
DuckRows::DuckRows(DuckRows&& other) noexcept
    : result_(std::exchange(other.result_, {})), chunk_(std::exchange(other.chunk_, nullptr)),
      size_(std::exchange(other.size_, 0)) {}
DuckRows& DuckRows::operator=(DuckRows&& other) noexcept {
    std::swap(result_, other.result_);
    std::swap(chunk_, other.chunk_);
    std::swap(size_, other.size_);
    return *this;
}

Result<bool> DuckRows::next() {
    if (chunk_ != nullptr) duckdb_destroy_data_chunk(&chunk_);
    chunk_ = nullptr;
    size_ = 0;
    if (result_.internal_data == nullptr) return false;
    chunk_ = duckdb_fetch_chunk(result_);
    if (chunk_ == nullptr) {
        const char* error = duckdb_result_error(&result_);
        if (error != nullptr && *error != '\0') return fail_of_duck(error);
        return false;
    }
    size_ = duckdb_data_chunk_get_size(chunk_);
    return size_ > 0;
}

bool DuckRows::null(std::size_t column, std::size_t row) const {
    const std::uint64_t* valid = duckdb_vector_get_validity(duckdb_data_chunk_get_vector(chunk_, column));
    return valid != nullptr && (valid[row / 64] >> (row % 64) & 1) == 0;
}

std::string_view DuckRows::text(std::size_t column, std::size_t row) const {
    const auto& text = static_cast<const duckdb_string_t*>(
        duckdb_vector_get_data(duckdb_data_chunk_get_vector(chunk_, column)))[row];
    const std::uint32_t length = text.inlined.length;
    return {length <= 12 ? text.inlined.text : text.pointer.text, length};
}

Result<std::unique_ptr<Duck>> Duck::open(const DuckOptions& options) {
    const std::string_view version = duckdb_library_version();
    if (!version.starts_with(version_wanted))
        return fail(ErrorKind::unsupported,
                    fmt::format("libduckdb.so is {}, but {}x is needed.\n  Put the right library beside vigia (lib/vigia), "
                                "or run `make setup` and build again.", version, version_wanted));
    std::unique_ptr<Duck> duck(new Duck);
    duckdb_config config = nullptr;
    check(duckdb_create_config(&config) == DuckDBSuccess);
    const std::string threads = std::to_string(options.threads);
    const std::string memory = fmt::format("{}MB", options.memory_mb);
    const std::pair<const char*, const char*> settings[] = {
        {"threads", threads.c_str()},          {"memory_limit", memory.c_str()},
        {"autoinstall_known_extensions", "false"}, {"autoload_known_extensions", "false"},
        {"temp_directory", options.spill_folder.c_str()}, {"preserve_insertion_order", "true"},
    };
    bool set = true;
    for (const auto& [name, value] : settings) set = duckdb_set_config(config, name, value) == DuckDBSuccess && set;
    char* error = nullptr;
    const bool opened = set && duckdb_open_ext(nullptr, &duck->database_, config, &error) == DuckDBSuccess;
    duckdb_destroy_config(&config);
    if (!opened) {
        auto failed = fail_of_duck(error != nullptr ? error : "a setting of DuckDB is not known");
        if (error != nullptr) duckdb_free(error);
        return failed;
    }
    if (duckdb_connect(duck->database_, &duck->connection_) != DuckDBSuccess) return fail_of_duck("no connection");
    return duck;
}

Duck::~Duck() {
    if (connection_ != nullptr) duckdb_disconnect(&connection_);
    if (database_ != nullptr) duckdb_close(&database_);
}

Result<void> Duck::run(const std::string& sql) {
    duckdb_result result{};
    const bool done = duckdb_query(connection_, sql.c_str(), &result) == DuckDBSuccess;
    Result<void> outcome;
    if (!done) outcome = fail_of_duck(duckdb_result_error(&result));
    duckdb_destroy_result(&result);
    return outcome;
}

Result<DuckRows> Duck::query(const std::string& sql, const std::vector<std::string>& texts) {
    duckdb_prepared_statement statement = nullptr;
    Result<DuckRows> rows;
    if (duckdb_prepare(connection_, sql.c_str(), &statement) != DuckDBSuccess) {
        rows = fail_of_duck(duckdb_prepare_error(statement));
    } else {
        for (std::size_t i = 0; i < texts.size(); ++i)
            check(duckdb_bind_varchar_length(statement, i + 1, texts[i].data(), texts[i].size()) == DuckDBSuccess);
        if (duckdb_execute_prepared_streaming(statement, &rows->result_) != DuckDBSuccess)
            rows = fail_of_duck(duckdb_result_error(&rows->result_));
    }
    duckdb_destroy_prepare(&statement);
    return rows;
}

}  // namespace vigia::store
