# The three shapes a target has here, so that a folder's CMakeLists.txt lists only names.

# linli_library(NAME SOURCES … LINKS …): a static library of one folder. LINKS are public, so that a wrong include does not link.
function(linli_library name)
  cmake_parse_arguments(ARG "" "" "SOURCES;LINKS;PRIVATE_LINKS" ${ARGN})
  add_library(${name} STATIC ${ARG_SOURCES})
  target_link_libraries(${name} PUBLIC linli_options ${ARG_LINKS} PRIVATE ${ARG_PRIVATE_LINKS})
endfunction()

# linli_test(NAME SOURCES … LINKS …): a GoogleTest program. Each program is one CTest entry: starting a process for every case
# would cost more than the cases.
function(linli_test name)
  cmake_parse_arguments(ARG "" "TIMEOUT" "SOURCES;LINKS" ${ARGN})
  add_executable(${name} ${ARG_SOURCES})
  target_link_libraries(${name} PRIVATE linli_options ${ARG_LINKS} GTest::gtest GTest::gmock GTest::gtest_main)
  if(NOT ARG_TIMEOUT)
    set(ARG_TIMEOUT 300)
  endif()
  add_test(NAME ${name} COMMAND ${name})
  set_tests_properties(${name} PROPERTIES TIMEOUT ${ARG_TIMEOUT})
  set_property(GLOBAL APPEND PROPERTY LINLI_TEST_TARGETS ${name})
endfunction()

# linli_fuzzer(NAME SOURCES … LINKS …): a libFuzzer target, built only with -DLINLI_SANITIZE=ON.
function(linli_fuzzer name)
  if(NOT LINLI_SANITIZE)
    return()
  endif()
  cmake_parse_arguments(ARG "" "" "SOURCES;LINKS" ${ARGN})
  add_executable(${name} ${ARG_SOURCES})
  target_link_options(${name} PRIVATE -fsanitize=fuzzer)
  target_link_libraries(${name} PRIVATE linli_options ${ARG_LINKS})
  set_property(GLOBAL APPEND PROPERTY LINLI_FUZZERS ${name})
endfunction()
