# SPDX-License-Identifier: GPL-2.0-or-later
#
# Run by `cmake --install`, see InstallPlugin.cmake, which sets shared_folder and shared_files.
include("${CMAKE_CURRENT_LIST_DIR}/who_installs.cmake")

if(for_everybody)
  set(share "${CMAKE_INSTALL_PREFIX}/share")
elseif(NOT "$ENV{XDG_DATA_HOME}" STREQUAL "")
  set(share "$ENV{XDG_DATA_HOME}")
else()
  set(share "$ENV{HOME}/.local/share")
endif()
file(INSTALL ${shared_files} DESTINATION "${share}/${shared_folder}")
