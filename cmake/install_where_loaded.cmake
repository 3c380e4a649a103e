# SPDX-License-Identifier: GPL-2.0-or-later
#
# Run by `cmake --install`, see InstallPlugin.cmake, which sets module, file_name, system_folder and
# personal_folder.

# Wireshark takes a user id of 0 and a group id of 0 alike as root.
execute_process(COMMAND id -u OUTPUT_VARIABLE user OUTPUT_STRIP_TRAILING_WHITESPACE
  COMMAND_ERROR_IS_FATAL ANY)
execute_process(COMMAND id -g OUTPUT_VARIABLE group OUTPUT_STRIP_TRAILING_WHITESPACE
  COMMAND_ERROR_IS_FATAL ANY)

if(user EQUAL 0 OR group EQUAL 0 OR NOT "$ENV{DESTDIR}" STREQUAL "")
  set(folder "${system_folder}")
elseif("$ENV{HOME}" STREQUAL "")
  message(FATAL_ERROR "HOME is not set: where is the personal plugin folder?")
else()
  set(folder "${personal_folder}")
  # Of two copies Wireshark loads its own folder's.
  set(other_copy "${system_folder}/${file_name}")
  if(EXISTS "${other_copy}")
    file(SHA256 "${module}" hash)
    file(SHA256 "${other_copy}" other_hash)
    if(NOT hash STREQUAL other_hash)
      message(FATAL_ERROR "Wireshark would go on loading another build of the plugin, "
        "${other_copy}. Remove it, or install as root.")
    endif()
    message(STATUS "Wireshark loads this very plugin from ${system_folder} already")
    return()
  endif()
endif()

file(INSTALL "${module}" DESTINATION "${folder}" TYPE SHARED_LIBRARY)
message(STATUS "Wireshark loads the plugin from $ENV{DESTDIR}${folder}")
