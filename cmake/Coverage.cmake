# SPDX-License-Identifier: GPL-2.0-or-later
# Of the core, and of the tests that hold copies of its inline functions: of all copies the linker keeps one. Of what is counted
# there packaging/coverage looks at the core alone.
function(seqbitflip_count_lines target)
  if(SEQBITFLIP_COVERAGE)
    target_compile_options(${target} PRIVATE --coverage -O0)
    target_link_options(${target} INTERFACE --coverage)
  endif()
endfunction()
