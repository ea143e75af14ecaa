# Installs the build in BUILD below FOLDER, and there builds and runs the app
# that finds it (APP), with the build's own FLAGS.
include(${CMAKE_CURRENT_LIST_DIR}/require.cmake)
file(REMOVE_RECURSE ${FOLDER})
require(${CMAKE_COMMAND} --install ${BUILD} --prefix ${FOLDER}/prefix)
require(${CMAKE_COMMAND} -G Ninja -S ${APP} -B ${FOLDER}/build
  -DCMAKE_PREFIX_PATH=${FOLDER}/prefix -DCMAKE_CXX_FLAGS=${FLAGS})
require(${CMAKE_COMMAND} --build ${FOLDER}/build)
require_printed(${EXPECTED} ${FOLDER}/build/app ${FOLDER}/store)
