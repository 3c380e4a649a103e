# SPDX-License-Identifier: GPL-2.0-or-later
#
# Run by `cmake --install`, see CMakeLists.txt, which sets profile and system_profiles. Root, and whoever stages files for a
# package (DESTDIR), puts the profile among Wireshark's own; everybody else among their own.
include("${CMAKE_CURRENT_LIST_DIR}/../../cmake/who_installs.cmake")

cmake_path(GET profile FILENAME name)
if(for_everybody)
  set(folder "${system_profiles}")
else()
  set(settings "$ENV{XDG_CONFIG_HOME}")
  if(settings STREQUAL "")
    set(settings "$ENV{HOME}/.config")
  endif()
  set(folder "${settings}/wireshark/profiles")
  # Whoever has it may have changed it.
  if(EXISTS "${folder}/${name}")
    message(STATUS "The profile in ${folder}/${name} stays as it is; delete it to get it as new")
    return()
  endif()
endif()

file(INSTALL "${profile}" DESTINATION "${folder}")
message(STATUS "Wireshark offers the profile \"${name}\" from $ENV{DESTDIR}${folder}")
