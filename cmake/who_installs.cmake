# SPDX-License-Identifier: GPL-2.0-or-later
#
# Run by `cmake --install`. Sets for_everybody: root, and whoever stages files for a package (DESTDIR), installs for all users,
# everybody else for themselves. Wireshark takes a user id of 0 and a group id of 0 alike as root.
execute_process(COMMAND id -u OUTPUT_VARIABLE user OUTPUT_STRIP_TRAILING_WHITESPACE
  COMMAND_ERROR_IS_FATAL ANY)
execute_process(COMMAND id -g OUTPUT_VARIABLE group OUTPUT_STRIP_TRAILING_WHITESPACE
  COMMAND_ERROR_IS_FATAL ANY)

set(for_everybody OFF)
if(user EQUAL 0 OR group EQUAL 0 OR NOT "$ENV{DESTDIR}" STREQUAL "")
  set(for_everybody ON)
elseif("$ENV{HOME}" STREQUAL "")
  message(FATAL_ERROR "HOME is not set: where are this user's folders?")
endif()
