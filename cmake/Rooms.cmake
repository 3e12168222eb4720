# renewd_room(NAME SOURCES … DEPENDS …): one static library per folder. Headers are named by
# their room ("core/day.h"), so an include shows which wall it crosses.
function(renewd_room name)
    cmake_parse_arguments(ROOM "" "" "SOURCES;DEPENDS" ${ARGN})
    add_library(${name} STATIC ${ROOM_SOURCES})
    target_include_directories(${name} PUBLIC ${PROJECT_SOURCE_DIR})
    target_link_libraries(${name} PUBLIC ${ROOM_DEPENDS} PRIVATE renewd_options)
    if(NOT name STREQUAL "core")
        target_compile_definitions(${name} PRIVATE _GNU_SOURCE)
    endif()
endfunction()

# renewd_program(NAME DESTINATION SOURCES … DEPENDS …): all programs stand in bin/ of the build
# folder, so that each finds the others beside itself.
function(renewd_program name destination)
    cmake_parse_arguments(PROGRAM "" "" "SOURCES;DEPENDS" ${ARGN})
    add_executable(${name} ${PROGRAM_SOURCES})
    target_link_libraries(${name} PRIVATE ${PROGRAM_DEPENDS} renewd_options)
    target_compile_definitions(${name} PRIVATE _GNU_SOURCE)
    set_target_properties(${name} PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${PROJECT_BINARY_DIR}/bin)
    install(TARGETS ${name} DESTINATION ${destination})
endfunction()

# renewd_test(ROOM/NAME LIBS …): one cmocka program per module, from tests/ROOM/test_NAME.c.
# Allocation calls made by our own code go through tests/support/alloc.c, so that a test can make
# any of them fail.
function(renewd_test path)
    cmake_parse_arguments(TEST "" "" "LIBS;SOURCES" ${ARGN})
    get_filename_component(room ${path} DIRECTORY)
    get_filename_component(module ${path} NAME)
    set(target test_${room}_${module})
    add_executable(${target} ${PROJECT_SOURCE_DIR}/tests/${room}/test_${module}.c ${TEST_SOURCES})
    target_link_libraries(${target} PRIVATE ${TEST_LIBS} test_support renewd_options)
    target_compile_definitions(${target} PRIVATE _GNU_SOURCE
        RENEWD_SOURCE_DIR="${PROJECT_SOURCE_DIR}" RENEWD_BINARY_DIR="${PROJECT_BINARY_DIR}")
    target_link_options(${target} PRIVATE
        -Wl,--wrap=malloc,--wrap=calloc,--wrap=realloc,--wrap=strdup,--wrap=strndup
        -Wl,-u,__wrap_malloc) # taken from test_support also where no test calls alloc_*()
    add_test(NAME ${path} COMMAND ${target})
    set_tests_properties(${path} PROPERTIES TIMEOUT 120)
endfunction()

# renewd_fuzz(NAME LIBS …): a libFuzzer target from tests/fuzz/fuzz_NAME.c over the corpus in
# tests/fuzz/corpus/NAME.
function(renewd_fuzz name)
    cmake_parse_arguments(FUZZ "" "" "LIBS" ${ARGN})
    if(RENEWD_FUZZ)
        add_executable(fuzz_${name} ${PROJECT_SOURCE_DIR}/tests/fuzz/fuzz_${name}.c)
        target_link_libraries(fuzz_${name} PRIVATE ${FUZZ_LIBS} renewd_options)
        target_compile_definitions(fuzz_${name} PRIVATE _GNU_SOURCE)
        target_link_options(fuzz_${name} PRIVATE -fsanitize=fuzzer)
    endif()
endfunction()
