# The only build functions of the house: floor(), module() and build_house().
#
#   floor(3 codec/ais logic/tracking)       names the modules of a floor, bottom floor first
#   module(tracking USES geo model          in src/logic/tracking/CMakeLists.txt
#          SOURCES tracker.cpp
#          TESTS tracker_test.cpp
#          LIBRARIES fmt::fmt)
#   build_house()                           adds every module, floor by floor, and writes the plan
#
# A module may use only modules of lower floors; configure stops otherwise. The plan that
# tests/house_test reads is written to house_plan.txt in the build folder.

set_property(GLOBAL PROPERTY HOUSE_MODULES "")

function(floor number)
  foreach(name IN LISTS ARGN)
    set_property(GLOBAL APPEND PROPERTY HOUSE_MODULES "${name}")
    set_property(GLOBAL PROPERTY "HOUSE_FLOOR_${name}" "${number}")
  endforeach()
endfunction()

# The CMake target of a module: codec/ais -> vigia_codec_ais.
function(house_target name out)
  string(REPLACE "/" "_" target "vigia_${name}")
  set(${out} "${target}" PARENT_SCOPE)
endfunction()

function(module short_name)
  cmake_parse_arguments(M "" "" "USES;SOURCES;TESTS;LIBRARIES;TEST_LIBRARIES" ${ARGN})
  if(M_UNPARSED_ARGUMENTS)
    message(FATAL_ERROR "module(${short_name}): unknown words: ${M_UNPARSED_ARGUMENTS}")
  endif()
  file(RELATIVE_PATH name "${CMAKE_SOURCE_DIR}/src" "${CMAKE_CURRENT_SOURCE_DIR}")
  get_filename_component(last "${name}" NAME)
  if(NOT last STREQUAL short_name)
    message(FATAL_ERROR "src/${name}/CMakeLists.txt calls itself module(${short_name}); say module(${last}).")
  endif()
  get_property(own_floor GLOBAL PROPERTY "HOUSE_FLOOR_${name}")
  if(own_floor STREQUAL "")
    message(FATAL_ERROR "${name} stands on no floor. Add it to a floor() line of CMakeLists.txt.")
  endif()

  house_target("${name}" target)
  set(plan "${name} ${own_floor}")
  set(linked "")
  foreach(used IN LISTS M_USES)
    get_property(used_floor GLOBAL PROPERTY "HOUSE_FLOOR_${used}")
    if(used_floor STREQUAL "")
      message(FATAL_ERROR "${name} uses ${used}, which stands on no floor. Add it to a floor() line.")
    endif()
    if(NOT used_floor LESS own_floor)
      message(FATAL_ERROR "${name} (floor ${own_floor}) may not use ${used} (floor ${used_floor}). "
        "Move the shared words down to model.")
    endif()
    string(APPEND plan " ${used}")
    house_target("${used}" used_target)
    list(APPEND linked "${used_target}")
  endforeach()
  set_property(GLOBAL APPEND PROPERTY HOUSE_PLAN "${plan}")

  set(scope PUBLIC)
  if(M_SOURCES)
    add_library(${target} STATIC ${M_SOURCES})
  else()
    add_library(${target} INTERFACE)
    set(scope INTERFACE)
  endif()
  target_include_directories(${target} ${scope} "${CMAKE_SOURCE_DIR}/src")
  target_link_libraries(${target} ${scope} house_settings ${linked} ${M_LIBRARIES})
  if(M_SOURCES)
    target_precompile_headers(${target} REUSE_FROM house_common)
  endif()

  if(M_TESTS AND BUILD_TESTING)
    add_executable(${target}_test ${M_TESTS})
    target_link_libraries(${target}_test PRIVATE ${target} house_doctest ${M_TEST_LIBRARIES})
    target_compile_options(${target}_test PRIVATE ${house_test_options})
    target_precompile_headers(${target}_test REUSE_FROM house_common_test)
    add_test(NAME unit.${name} COMMAND ${target}_test)
    set_tests_properties(unit.${name} PROPERTIES LABELS unit)
  endif()
endfunction()

function(build_house)
  set_property(GLOBAL PROPERTY HOUSE_PLAN "")
  get_property(modules GLOBAL PROPERTY HOUSE_MODULES)
  foreach(name IN LISTS modules)
    add_subdirectory("src/${name}")
  endforeach()
  get_property(plan GLOBAL PROPERTY HOUSE_PLAN)
  string(REPLACE ";" "\n" plan "${plan}")
  file(WRITE "${CMAKE_BINARY_DIR}/house_plan.txt" "${plan}\n")
endfunction()
