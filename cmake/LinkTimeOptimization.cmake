# SPDX-License-Identifier: GPL-2.0-or-later
# The core's functions are small and many: optimised across its files, it needs a fifth fewer instructions for a segment.
# Only what is measured or shipped is linked that way; tests link the ordinary code that the same object files hold, as
# that is done much sooner.
if(CMAKE_CXX_COMPILER_ID STREQUAL GNU AND NOT SEQBITFLIP_SANITIZE AND NOT CMAKE_BUILD_TYPE STREQUAL Debug)
  set(SEQBITFLIP_LTO ON)
endif()

function(seqbitflip_compile_for_lto target)
  if(SEQBITFLIP_LTO)
    target_compile_options(${target} PRIVATE -flto=auto -ffat-lto-objects)
    # Without this the linker's plugin of GCC 14 takes some of the objects one way and some the other.
    target_link_options(${target} INTERFACE $<$<NOT:$<BOOL:$<TARGET_PROPERTY:SEQBITFLIP_LINKED_WITH_LTO>>>:-fno-lto>)
  endif()
endfunction()

function(seqbitflip_link_with_lto target)
  if(SEQBITFLIP_LTO)
    set_target_properties(${target} PROPERTIES SEQBITFLIP_LINKED_WITH_LTO ON)
    target_compile_options(${target} PRIVATE -flto=auto)
    target_link_options(${target} PRIVATE -flto=auto -O2)
  endif()
endfunction()
