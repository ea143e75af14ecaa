# Runs PROGRAM on a fresh FOLDER and compares what it prints with EXPECTED.
include(${CMAKE_CURRENT_LIST_DIR}/require.cmake)
file(REMOVE_RECURSE ${FOLDER})
require_printed(${EXPECTED} ${PROGRAM} ${FOLDER})
