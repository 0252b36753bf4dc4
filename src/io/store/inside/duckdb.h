#pragma once
#include <cstddef>
#include <cstdint>

// The part of DuckDB's C API that vigia uses (stable since DuckDB 1.2). The library comes without a
// header; names, types and constants are those of DuckDB's own.
// Source: https://duckdb.org/docs/stable/clients/c/api

extern "C" {

using idx_t = std::uint64_t;
enum duckdb_state : int { DuckDBSuccess = 0, DuckDBError = 1 };
enum duckdb_type : int {
    DUCKDB_TYPE_UTINYINT = 6,
    DUCKDB_TYPE_USMALLINT = 7,
    DUCKDB_TYPE_INTEGER = 4,
    DUCKDB_TYPE_BIGINT = 5,
    DUCKDB_TYPE_FLOAT = 10,
    DUCKDB_TYPE_DOUBLE = 11,
    DUCKDB_TYPE_VARCHAR = 17,
    DUCKDB_TYPE_SMALLINT = 3,
    DUCKDB_TYPE_TIMESTAMP_TZ = 31,
};

struct duckdb_result {
    idx_t unused_counts[3];
    void* unused_columns;
    char* unused_error;
    void* internal_data;
};
union duckdb_string_t {
    struct {
        std::uint32_t length;
        char text[12];  // when length <= 12
    } inlined;
    struct {
        std::uint32_t length;
        char prefix[4];
        const char* text;
    } pointer;
};
static_assert(sizeof(duckdb_result) == 48 && sizeof(duckdb_string_t) == 16);

using duckdb_database = struct vigia_duckdb_database*;
using duckdb_connection = struct vigia_duckdb_connection*;
using duckdb_config = struct vigia_duckdb_config*;
using duckdb_prepared_statement = struct vigia_duckdb_prepared_statement*;
using duckdb_data_chunk = struct vigia_duckdb_data_chunk*;
using duckdb_vector = struct vigia_duckdb_vector*;
using duckdb_logical_type = struct vigia_duckdb_logical_type*;
using duckdb_table_function = struct vigia_duckdb_table_function*;
using duckdb_bind_info = struct vigia_duckdb_bind_info*;
using duckdb_init_info = struct vigia_duckdb_init_info*;
using duckdb_function_info = struct vigia_duckdb_function_info*;
using duckdb_delete_callback_t = void (*)(void*);

const char* duckdb_library_version();
void duckdb_free(void*);

duckdb_state duckdb_create_config(duckdb_config*);
duckdb_state duckdb_set_config(duckdb_config, const char* name, const char* option);
void duckdb_destroy_config(duckdb_config*);
duckdb_state duckdb_open_ext(const char* path, duckdb_database*, duckdb_config, char** error);
void duckdb_close(duckdb_database*);
duckdb_state duckdb_connect(duckdb_database, duckdb_connection*);
void duckdb_disconnect(duckdb_connection*);

duckdb_state duckdb_query(duckdb_connection, const char* query, duckdb_result*);
const char* duckdb_result_error(duckdb_result*);
void duckdb_destroy_result(duckdb_result*);
duckdb_state duckdb_prepare(duckdb_connection, const char* query, duckdb_prepared_statement*);
const char* duckdb_prepare_error(duckdb_prepared_statement);
void duckdb_destroy_prepare(duckdb_prepared_statement*);
duckdb_state duckdb_bind_varchar_length(duckdb_prepared_statement, idx_t index, const char*, idx_t length);
duckdb_state duckdb_execute_prepared_streaming(duckdb_prepared_statement, duckdb_result*);

duckdb_data_chunk duckdb_fetch_chunk(duckdb_result);
void duckdb_destroy_data_chunk(duckdb_data_chunk*);
idx_t duckdb_data_chunk_get_size(duckdb_data_chunk);
void duckdb_data_chunk_set_size(duckdb_data_chunk, idx_t);
duckdb_vector duckdb_data_chunk_get_vector(duckdb_data_chunk, idx_t column);
void* duckdb_vector_get_data(duckdb_vector);
std::uint64_t* duckdb_vector_get_validity(duckdb_vector);
void duckdb_vector_ensure_validity_writable(duckdb_vector);
void duckdb_vector_assign_string_element_len(duckdb_vector, idx_t row, const char*, idx_t length);
idx_t duckdb_vector_size();

duckdb_logical_type duckdb_create_logical_type(duckdb_type);
duckdb_logical_type duckdb_create_enum_type(const char** names, idx_t count);
duckdb_type duckdb_enum_internal_type(duckdb_logical_type);
void duckdb_destroy_logical_type(duckdb_logical_type*);

duckdb_table_function duckdb_create_table_function();
void duckdb_destroy_table_function(duckdb_table_function*);
void duckdb_table_function_set_name(duckdb_table_function, const char*);
void duckdb_table_function_set_extra_info(duckdb_table_function, void*, duckdb_delete_callback_t);
void duckdb_table_function_set_bind(duckdb_table_function, void (*)(duckdb_bind_info));
void duckdb_table_function_set_init(duckdb_table_function, void (*)(duckdb_init_info));
void duckdb_table_function_set_function(duckdb_table_function,
                                        void (*)(duckdb_function_info, duckdb_data_chunk));
duckdb_state duckdb_register_table_function(duckdb_connection, duckdb_table_function);
void* duckdb_bind_get_extra_info(duckdb_bind_info);
void duckdb_bind_add_result_column(duckdb_bind_info, const char* name, duckdb_logical_type);
void duckdb_bind_set_cardinality(duckdb_bind_info, idx_t, bool is_exact);
void duckdb_init_set_max_threads(duckdb_init_info, idx_t);
void* duckdb_function_get_extra_info(duckdb_function_info);
}
