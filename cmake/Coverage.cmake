# SPDX-License-Identifier: GPL-2.0-or-later
# Only the core is counted: the tests are what counts.
function(seqbitflip_count_lines target)
  if(SEQBITFLIP_COVERAGE)
    target_compile_options(${target} PRIVATE --coverage -O0)
    target_link_options(${target} INTERFACE --coverage)
  endif()
endfunction()
