# SPDX-License-Identifier: GPL-2.0-or-later
#
# Run by `cmake --install`, see InstallPlugin.cmake, which sets module, file_name, strip_program,
# wireshark_version, system_folder and personal_folder.
include("${CMAKE_CURRENT_LIST_DIR}/who_installs.cmake")
include("${CMAKE_CURRENT_LIST_DIR}/whether_loaded.cmake")

if(for_everybody)
  set(folder "${system_folder}")
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
    message(STATUS "${other_copy} is this very plugin, for all users: nothing to install")
    say_whether_loaded("${other_copy}")
    return()
  endif()
endif()

file(INSTALL "${module}" DESTINATION "${folder}" TYPE SHARED_LIBRARY)
set(installed "${folder}/${file_name}")
if(CMAKE_INSTALL_DO_STRIP)
  execute_process(COMMAND "${strip_program}" --strip-unneeded "$ENV{DESTDIR}${installed}"
    COMMAND_ERROR_IS_FATAL ANY)
endif()

if(NOT "$ENV{DESTDIR}" STREQUAL "")
  message(STATUS "Staged. Wireshark ${wireshark_version} will load the plugin from ${installed}")
else()
  say_whether_loaded("${installed}")
endif()
