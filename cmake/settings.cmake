# Compiler settings and third-party libraries that every module shares.
find_package(Threads REQUIRED)
find_package(fmt REQUIRED)
find_package(doctest REQUIRED)

option(VIGIA_SANITIZE "Build with the address and undefined-behaviour sanitizers" OFF)
option(VIGIA_THREAD_SANITIZE "Build with the thread sanitizer" OFF)
option(VIGIA_FUZZ "Build the fuzz harnesses with libFuzzer (clang only)" OFF)

# Data files that stay files beside the program (share/vigia) are looked up here in a build tree.
set(VIGIA_SHARE_DIR "${CMAKE_SOURCE_DIR}/data" CACHE PATH "Where the program finds its data files")

add_library(house_settings INTERFACE)
target_compile_options(house_settings INTERFACE
  -Wall -Wextra -Wpedantic -Wconversion -Wshadow -Werror
  # g++ 12: false alarms inside std::string; the sanitizers look there at run time.
  $<$<CXX_COMPILER_ID:GNU>:-Wno-restrict;-Wno-array-bounds;-Wno-stringop-overflow;-Wno-stringop-overread>
  $<$<CXX_COMPILER_ID:Clang>:-Wno-deprecated-declarations>  # clang 19: libstdc++'s own stable_sort
  -fno-omit-frame-pointer
  "-ffile-prefix-map=${CMAKE_SOURCE_DIR}/=")
if(VIGIA_SANITIZE)
  # g++ 12 with sanitizers: false alarms on "may be used uninitialized" inside the library.
  target_compile_options(house_settings INTERFACE -fsanitize=address,undefined -fno-sanitize-recover=all
    $<$<CXX_COMPILER_ID:GNU>:-Wno-maybe-uninitialized>)
  target_link_options(house_settings INTERFACE -fsanitize=address,undefined)
endif()
if(VIGIA_THREAD_SANITIZE)
  # g++ 12: fences, which Asio has, are not followed; what they guard may be told as a race.
  target_compile_options(house_settings INTERFACE -fsanitize=thread $<$<CXX_COMPILER_ID:GNU>:-Wno-tsan>)
  target_link_options(house_settings INTERFACE -fsanitize=thread)
endif()
if(VIGIA_FUZZ)
  target_compile_options(house_settings INTERFACE -fsanitize=fuzzer-no-link)
endif()
find_program(MOLD mold)
if(MOLD)
  target_link_options(house_settings INTERFACE -fuse-ld=mold)
endif()
find_program(CCACHE ccache)
if(CCACHE)
  # The sloppiness lets ccache keep objects that use a precompiled header.
  set(CMAKE_CXX_COMPILER_LAUNCHER "${CMAKE_COMMAND};-E;env;CCACHE_SLOPPINESS=pch_defines,time_macros;${CCACHE}")
endif()

add_library(house_doctest STATIC "${CMAKE_SOURCE_DIR}/tests/doctest_main.cpp")
target_link_libraries(house_doctest PUBLIC house_settings doctest::doctest)

# Tests are built more often than they run; under the sanitizers most of their time is the compiler's.
set(house_test_options $<IF:$<BOOL:${VIGIA_SANITIZE}>,-O0,-O1>)

# What most files include is read once for all of them: house_common for the modules, house_common_test for their
# tests. A file still includes what it uses.
set(house_common_headers <algorithm> <array> <bitset> <chrono> <cmath> <expected> <functional> <map> <memory>
  <optional> <set> <span> <string> <unordered_map> <vector>)

function(house_common_library name)
  cmake_parse_arguments(C "" "" "HEADERS;LIBRARIES;OPTIONS" ${ARGN})
  file(CONFIGURE OUTPUT "${CMAKE_BINARY_DIR}/${name}.cpp" CONTENT "")  # a library has a source; this one is empty
  add_library(${name} OBJECT "${CMAKE_BINARY_DIR}/${name}.cpp")
  target_link_libraries(${name} PRIVATE house_settings ${C_LIBRARIES})
  target_compile_options(${name} PRIVATE ${C_OPTIONS})
  target_precompile_headers(${name} PRIVATE ${C_HEADERS})
endfunction()

house_common_library(house_common HEADERS ${house_common_headers})
house_common_library(house_common_test HEADERS ${house_common_headers} <doctest/doctest.h>
  LIBRARIES doctest::doctest OPTIONS ${house_test_options})
