# The imported target duckdb: DuckDB's shared library, which writes and reads the Parquet history.
# It comes from the pinned npm package in build/tools (tools/npm-tools.sh), or from -DDUCKDB_ROOT.
# Its C API is declared in src/io/store/inside/duckdb.h.
#
# Programs of the build tree find it by their RPATH; an installed program in ../lib/vigia.
set(DUCKDB_ROOT "" CACHE PATH "Folder that holds libduckdb.so 1.5; empty: build/tools")
if(DUCKDB_ROOT)
  set(duckdb_folder "${DUCKDB_ROOT}")
else()
  set(duckdb_folder "${CMAKE_SOURCE_DIR}/build/tools/node_modules/@duckdb/node-bindings-linux-x64")
endif()
if(NOT EXISTS "${duckdb_folder}/libduckdb.so")
  message(FATAL_ERROR "duckdb: no libduckdb.so in ${duckdb_folder}. Run `make setup` (or "
    "tools/npm-tools.sh), which puts it there, or name its folder: -DDUCKDB_ROOT=DIR.")
endif()
get_filename_component(duckdb_library "${duckdb_folder}/libduckdb.so" REALPATH)
add_library(duckdb SHARED IMPORTED GLOBAL)
set_target_properties(duckdb PROPERTIES IMPORTED_LOCATION "${duckdb_library}")

install(FILES "${duckdb_library}" DESTINATION lib/vigia)
