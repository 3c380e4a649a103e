# SPDX-License-Identifier: GPL-2.0-or-later
# Any finding of a sanitizer ends the program: a test that goes on would hide it.
if(SEQBITFLIP_SANITIZE OR SEQBITFLIP_FUZZERS)
  add_compile_options(-fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer)
  add_link_options(-fsanitize=address,undefined)
endif()
if(SEQBITFLIP_FUZZERS)
  add_compile_options(-fsanitize=fuzzer-no-link)
elseif(SEQBITFLIP_SANITIZE)
  add_compile_options(-O1 -g1)  # compiles in less than half the time, and reports name lines all the same
endif()
