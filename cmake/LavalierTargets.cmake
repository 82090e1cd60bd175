# What every target of Lavalier shares, and the two functions the folders use.

include(CheckLinkerFlag)

# moc 6.4 trips over libstdc++'s <concepts> when it is the first header it meets; its include guard keeps
# moc, which needs no concepts, out of it.
set(CMAKE_AUTOMOC_MOC_OPTIONS -D_GLIBCXX_CONCEPTS)

# What the compiler defines by itself, for moc.
set(LAVALIER_MOC_PREDEFS ${PROJECT_BINARY_DIR}/moc_predefs.h)
file(WRITE ${PROJECT_BINARY_DIR}/nothing.cpp "")
execute_process(COMMAND ${CMAKE_CXX_COMPILER} -std=c++20 -w -dM -E ${PROJECT_BINARY_DIR}/nothing.cpp
    OUTPUT_FILE ${LAVALIER_MOC_PREDEFS} COMMAND_ERROR_IS_FATAL ANY)

add_library(lavalier_options INTERFACE)
target_compile_options(lavalier_options INTERFACE
    -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wno-sign-conversion -Wnon-virtual-dtor -Wold-style-cast
    -Woverloaded-virtual -fstack-protector-strong)
target_compile_definitions(lavalier_options INTERFACE
    QT_NO_FOREACH QT_USE_QSTRINGBUILDER LAVALIER_VERSION="${PROJECT_VERSION}")
# Product code says which encoding a literal has; tests may stay terse.
add_library(lavalier_strict INTERFACE)
target_link_libraries(lavalier_strict INTERFACE lavalier_options)
target_compile_definitions(lavalier_strict INTERFACE
    QT_NO_CAST_FROM_ASCII QT_NO_CAST_TO_ASCII QT_NO_URL_CAST_FROM_STRING)
if(LAVALIER_WERROR)
    target_compile_options(lavalier_options INTERFACE -Werror)
endif()
if(LAVALIER_SANITIZE)
    # Of a test's own code nobody asks what is undefined in it; it is half of what is compiled.
    string(REPLACE "," "$<COMMA>" checks "${LAVALIER_SANITIZE}")
    string(REPLACE "$<COMMA>undefined" "" test_checks "${checks}")
    target_compile_options(lavalier_options INTERFACE
        -fsanitize=$<IF:$<BOOL:$<TARGET_PROPERTY:LAVALIER_TEST_PROGRAM>>,${test_checks},${checks}> -fno-omit-frame-pointer -fno-sanitize-recover=undefined)
    target_link_options(lavalier_options INTERFACE -fsanitize=${LAVALIER_SANITIZE})
    target_compile_definitions(lavalier_options INTERFACE LAVALIER_SANITIZED)
endif()
if(LAVALIER_FUZZ)
    # Coverage in the libraries; the fuzzer's main only in its targets.
    target_compile_options(lavalier_options INTERFACE -fsanitize=fuzzer-no-link)
endif()
# The libraries' own checks stay on, also in what is shipped: most of what we read is hostile. Of the C library's calls a
# sanitizer has checks of its own.
target_compile_definitions(lavalier_options INTERFACE _GLIBCXX_ASSERTIONS)
if(NOT LAVALIER_SANITIZE AND NOT LAVALIER_FUZZ)
    target_compile_definitions(lavalier_options INTERFACE $<$<CONFIG:Release,RelWithDebInfo>:_FORTIFY_SOURCE=2>)
endif()
target_link_options(lavalier_options INTERFACE -Wl,-z,relro,-z,now)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)

# Several sources of one library in one compilation: a build from nothing takes a third of the time. As with precompiled
# headers, the dev preset does without.
if(LAVALIER_UNITY)
    set(CMAKE_UNITY_BUILD ON)
    set(CMAKE_UNITY_BUILD_BATCH_SIZE 8)
endif()

# A precompiled header for the libraries, one for the tests and one for those that see the window: they differ in flags
# that Qt's headers read.
if(LAVALIER_PCH)
    add_library(lavalier_pch OBJECT ${PROJECT_SOURCE_DIR}/cmake/precompiled_main.cpp)
    target_link_libraries(lavalier_pch PRIVATE lavalier_strict Qt6::Core)
    target_precompile_headers(lavalier_pch PRIVATE ${PROJECT_SOURCE_DIR}/cmake/precompiled.h)
    set_target_properties(lavalier_pch PROPERTIES AUTOMOC OFF AUTORCC OFF)
    if(LAVALIER_TESTS)
        # Qt tells each test its folder for data we do not have; the headers read it, so no two folders could share one.
        set_target_properties(Qt6::Test PROPERTIES INTERFACE_COMPILE_DEFINITIONS QT_TESTLIB_LIB)
        foreach(kind test window_test)
            set(target lavalier_${kind}_pch)
            add_executable(${target} ${PROJECT_SOURCE_DIR}/cmake/precompiled_main.cpp)
            target_link_libraries(${target} PRIVATE lavalier_options Qt6::Network Qt6::Test)
            target_precompile_headers(${target} PRIVATE ${PROJECT_SOURCE_DIR}/cmake/precompiled_test.h)
            target_compile_options(${target} PRIVATE $<$<CONFIG:Release>:-O1>)
            set_target_properties(${target} PROPERTIES AUTOMOC OFF AUTORCC OFF LAVALIER_TEST_PROGRAM ON
                RUNTIME_OUTPUT_DIRECTORY ${PROJECT_BINARY_DIR}/tests)
        endforeach()
        target_link_libraries(lavalier_window_test_pch PRIVATE Qt6::Widgets)
    endif()
endif()

# Some two hundred programs are linked for the tests; gold, of the same binutils, takes a quarter of the time. What is
# shipped is linked as everybody does it.
check_linker_flag(CXX -fuse-ld=gold LAVALIER_HAS_GOLD)

# lavalier_add_library(gateway HEADERS a.h … SOURCES a.cpp … USES Lavalier::Base … PRIVATE_USES PkgConfig::opus …)
# makes target lavalier_gateway with alias Lavalier::Gateway; includes are written from the top of the tree.
# WITHOUT_QT keeps every Qt symbol out of the objects, for what the decode worker links.
function(lavalier_add_library name)
    cmake_parse_arguments(PARSE_ARGV 1 arg "WITHOUT_QT" "" "HEADERS;SOURCES;USES;PRIVATE_USES")
    set(target lavalier_${name})
    string(SUBSTRING ${name} 0 1 first)
    string(TOUPPER ${first} first)
    string(SUBSTRING ${name} 1 -1 rest)
    add_library(${target} STATIC)
    add_library(Lavalier::${first}${rest} ALIAS ${target})
    target_sources(${target}
        PUBLIC FILE_SET HEADERS BASE_DIRS ${PROJECT_SOURCE_DIR} FILES ${arg_HEADERS}
        PRIVATE ${arg_SOURCES})
    target_link_libraries(${target} PUBLIC ${arg_USES} PRIVATE lavalier_strict ${arg_PRIVATE_USES})
    if(arg_WITHOUT_QT)
        target_compile_definitions(${target} PRIVATE QT_NO_VERSION_TAGGING)
    elseif(LAVALIER_PCH)
        target_precompile_headers(${target} REUSE_FROM lavalier_pch)
    endif()
endfunction()

# For programs with Qt threads: see the file.
function(lavalier_explain_qt_to_tsan target)
    if(LAVALIER_SANITIZE MATCHES thread)
        target_sources(${target} PRIVATE ${PROJECT_SOURCE_DIR}/tests/support/tsan_qt_order.cpp)
    endif()
endfunction()

# lavalier_add_test(gateway_session_test USES Lavalier::Gateway …) builds gateway_session_test.cpp of the calling
# folder as a Qt Test program and registers it under its path, e.g. voice/gateway/gateway_session_test.
function(lavalier_add_test name)
    cmake_parse_arguments(PARSE_ARGV 1 arg "" "TIMEOUT" "SOURCES;USES;ENVIRONMENT")
    file(RELATIVE_PATH folder ${PROJECT_SOURCE_DIR}/tests ${CMAKE_CURRENT_SOURCE_DIR})
    string(REPLACE "/" "_" prefix ${folder})
    set(target ${prefix}_${name})
    add_executable(${target} ${name}.cpp ${arg_SOURCES})
    if(NOT arg_SOURCES)
        # One file that includes its own .moc: AUTOMOC would add a scan and an object to each of some hundred programs. As
        # with AUTOMOC, moc is told what the compiler knows: it leaves out slots below an #ifdef that it takes for false.
        set(moc ${CMAKE_CURRENT_BINARY_DIR}/moc/${name}.moc)
        set(includes "$<TARGET_PROPERTY:${target},INCLUDE_DIRECTORIES>")
        set(definitions "$<TARGET_PROPERTY:${target},COMPILE_DEFINITIONS>")
        set_target_properties(${target} PROPERTIES AUTOMOC OFF AUTORCC OFF UNITY_BUILD OFF)
        add_custom_command(OUTPUT ${moc}
            COMMAND Qt6::moc ${CMAKE_AUTOMOC_MOC_OPTIONS} --include ${LAVALIER_MOC_PREDEFS}
                "$<$<BOOL:${includes}>:-I$<JOIN:${includes},;-I>>" "$<$<BOOL:${definitions}>:-D$<JOIN:${definitions},;-D>>"
                ${CMAKE_CURRENT_SOURCE_DIR}/${name}.cpp -o ${moc}
            DEPENDS ${name}.cpp COMMAND_EXPAND_LISTS VERBATIM)
        target_sources(${target} PRIVATE ${moc})
        target_include_directories(${target} PRIVATE ${CMAKE_CURRENT_BINARY_DIR}/moc)
    endif()
    target_include_directories(${target} PRIVATE ${PROJECT_SOURCE_DIR} ${CMAKE_CURRENT_SOURCE_DIR})
    set(kind test)
    if(folder MATCHES "^(ui|app|sinks/monitor)$")
        set(kind window_test)
        target_link_libraries(${target} PRIVATE Qt6::Widgets)
    endif()
    target_link_libraries(${target} PRIVATE lavalier_options Qt6::Network Qt6::Test ${arg_USES})
    set_target_properties(${target} PROPERTIES LAVALIER_TEST_PROGRAM ON
        RUNTIME_OUTPUT_DIRECTORY ${PROJECT_BINARY_DIR}/tests)
    target_compile_options(${target} PRIVATE $<$<CONFIG:Release>:-O1>) # nobody waits for a test's own code
    if(LAVALIER_PCH)
        target_precompile_headers(${target} REUSE_FROM lavalier_${kind}_pch)
    endif()
    if(LAVALIER_HAS_GOLD)
        target_link_options(${target} PRIVATE -fuse-ld=gold)
    endif()
    lavalier_explain_qt_to_tsan(${target})
    # tests_sinks, tests_voice_receive, …: the test programs of one folder, for builds that want only some.
    string(REGEX REPLACE "/.*" "" top ${folder})
    foreach(group ${top} ${prefix})
        if(NOT TARGET tests_${group})
            add_custom_target(tests_${group})
        endif()
        add_dependencies(tests_${group} ${target})
    endforeach()
    add_test(NAME ${folder}/${name} COMMAND ${target})
    set_property(GLOBAL APPEND_STRING PROPERTY LAVALIER_TEST_PROGRAMS "${CMAKE_CURRENT_SOURCE_DIR}/${name}.cpp $<TARGET_FILE:${target}>\n")
    if(NOT arg_TIMEOUT)
        set(arg_TIMEOUT 60)
    endif()
    set_tests_properties(${folder}/${name} PROPERTIES TIMEOUT ${arg_TIMEOUT} SKIP_REGULAR_EXPRESSION "SKIP   :"
        ENVIRONMENT "QT_QPA_PLATFORM=offscreen;LAVALIER_SOURCE_DIR=${PROJECT_SOURCE_DIR};LAVALIER_BIN_DIR=${PROJECT_BINARY_DIR}/bin;${arg_ENVIRONMENT}")
endfunction()
