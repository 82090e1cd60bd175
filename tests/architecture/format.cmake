# Fails when a source file is not as .clang-format would leave it. `./run format` mends it.
file(GLOB_RECURSE files
    ${SOURCE_DIR}/app/*.cpp ${SOURCE_DIR}/app/*.h
    ${SOURCE_DIR}/processing/*.cpp ${SOURCE_DIR}/processing/*.h
    ${SOURCE_DIR}/sinks/*.cpp ${SOURCE_DIR}/sinks/*.h
    ${SOURCE_DIR}/tests/*.cpp ${SOURCE_DIR}/tests/*.h
    ${SOURCE_DIR}/ui/*.cpp ${SOURCE_DIR}/ui/*.h
    ${SOURCE_DIR}/voice/*.cpp ${SOURCE_DIR}/voice/*.h)
list(LENGTH files count)
if(count EQUAL 0)
    message(FATAL_ERROR "No source file was found below ${SOURCE_DIR}")
endif()
execute_process(COMMAND ${CLANG_FORMAT} --dry-run -Werror --style=file ${files}
    RESULT_VARIABLE result ERROR_VARIABLE complaints)
if(NOT result EQUAL 0)
    string(SUBSTRING "${complaints}" 0 4000 beginning)
    message(FATAL_ERROR "Not formatted (./run format mends it):\n${beginning}")
endif()
message(STATUS "${count} files are formatted")
