# The web interface: web/ is built by Vite into build/<preset>/web/dist, and its files are placed in the static
# library vigia_web_assets (header web_assets.h). Only what changed is built again.
#
# node comes from build/tools/node_modules/.bin (put there by setup) when that exists, else from PATH.
# Packages come from web/node_modules, filled by setup; when they are missing or older than the lock
# file, the build fills them itself by `npm ci --ignore-scripts`.

set(web_dir "${CMAKE_SOURCE_DIR}/web")
set(web_tools "${CMAKE_SOURCE_DIR}/build/tools/node_modules/.bin")
find_program(VIGIA_NODE node HINTS "${web_tools}" DOC "Node.js 20.19 or 22.12 or later")
find_program(VIGIA_NPM npm HINTS "${web_tools}" DOC "npm")
if(NOT VIGIA_NODE OR NOT VIGIA_NPM)
  message(FATAL_ERROR "web: node and npm are needed to build the web interface. Run `make setup`.")
endif()
get_filename_component(web_node_dir "${VIGIA_NODE}" DIRECTORY)
set(web_env "${CMAKE_COMMAND}" -E env "PATH=${web_node_dir}:$ENV{PATH}")

file(GLOB_RECURSE web_sources CONFIGURE_DEPENDS
  "${web_dir}/src/*.ts" "${web_dir}/src/*.svelte" "${web_dir}/src/*.css" "${web_dir}/public/*")
list(FILTER web_sources EXCLUDE REGEX "\\.test\\.ts$")
list(APPEND web_sources "${web_dir}/index.html" "${web_dir}/vite.config.ts" "${web_dir}/svelte.config.js"
  "${web_dir}/tsconfig.json")

add_custom_command(OUTPUT "${CMAKE_BINARY_DIR}/web/packages.stamp"
  COMMAND ${web_env} "${VIGIA_NODE}" embed/packages.mjs "${VIGIA_NPM}"
  COMMAND "${CMAKE_COMMAND}" -E touch "${CMAKE_BINARY_DIR}/web/packages.stamp"
  DEPENDS "${web_dir}/package.json" "${web_dir}/package-lock.json" "${web_dir}/embed/packages.mjs"
  WORKING_DIRECTORY "${web_dir}"
  COMMENT "web: packages" VERBATIM)

add_custom_command(
  OUTPUT "${CMAKE_BINARY_DIR}/web/web_assets.cpp" "${CMAKE_BINARY_DIR}/web/web_assets.bin"
  COMMAND ${web_env} "${VIGIA_NODE}" node_modules/vite/bin/vite.js build --logLevel warn
    --outDir "${CMAKE_BINARY_DIR}/web/dist" --emptyOutDir
  COMMAND ${web_env} "${VIGIA_NODE}" embed/embed.mjs "${CMAKE_BINARY_DIR}/web/dist" "${CMAKE_BINARY_DIR}/web"
  DEPENDS ${web_sources} "${web_dir}/embed/embed.mjs" "${CMAKE_BINARY_DIR}/web/packages.stamp"
  WORKING_DIRECTORY "${web_dir}"
  COMMENT "web: building the interface" VERBATIM)

add_library(vigia_web_assets STATIC "${CMAKE_BINARY_DIR}/web/web_assets.cpp")
set_source_files_properties("${CMAKE_BINARY_DIR}/web/web_assets.cpp" PROPERTIES
  OBJECT_DEPENDS "${CMAKE_BINARY_DIR}/web/web_assets.bin")
target_include_directories(vigia_web_assets PUBLIC "${web_dir}/embed")
target_link_libraries(vigia_web_assets PRIVATE house_settings)

if(BUILD_TESTING)
  add_test(NAME unit.web WORKING_DIRECTORY "${web_dir}"
    COMMAND ${web_env} "${VIGIA_NODE}" node_modules/vitest/vitest.mjs run)
  add_test(NAME unit.web.types WORKING_DIRECTORY "${web_dir}"
    COMMAND ${web_env} "${VIGIA_NODE}" node_modules/svelte-check/bin/svelte-check --fail-on-warnings --tsconfig ./tsconfig.json)
  set_tests_properties(unit.web unit.web.types PROPERTIES LABELS unit)
endif()
