# Runs a command; where it fails, so does the test.
function(require)
  execute_process(COMMAND ${ARGN} RESULT_VARIABLE status
    OUTPUT_VARIABLE printed ERROR_VARIABLE printed)
  if(NOT status EQUAL 0)
    message(FATAL_ERROR "${ARGN}: status ${status}, printed:\n${printed}")
  endif()
endfunction()

# Likewise where standard output is not what the file `expected` holds.
function(require_printed expected)
  execute_process(COMMAND ${ARGN} RESULT_VARIABLE status OUTPUT_VARIABLE printed)
  file(READ ${expected} wanted)
  if(NOT status EQUAL 0 OR NOT printed STREQUAL wanted)
    message(FATAL_ERROR "${ARGN}: status ${status}, printed:\n${printed}")
  endif()
endfunction()
