# SPDX-License-Identifier: GPL-2.0-or-later
#
# seqbitflip_install(target): `cmake --install` copies the module to where the Wireshark of the
# installing user loads it.
#
# Wireshark looks into its own plugin folder and into the user's, but as root only into its own.
# Who installs is known at install time only, so the folder is chosen then: root, and whoever stages
# files for a package (DESTDIR), gets Wireshark's own folder; everybody else gets the personal one.
# The environment's DESTDIR goes before the folder, as always.

function(seqbitflip_install target)
  # 4.6, and 4-6 on macOS.
  cmake_path(GET Wireshark_PLUGIN_INSTALL_DIR FILENAME version_folder)
  set(version "${Wireshark_MAJOR_VERSION}.${Wireshark_MINOR_VERSION}")
  set(system_folder "${Wireshark_PLUGIN_INSTALL_DIR}/epan")
  set(personal_folder ".local/lib/wireshark/plugins/${version_folder}/epan")

  install(CODE "
    set(module \"$<TARGET_FILE:${target}>\")
    set(file_name \"$<TARGET_FILE_NAME:${target}>\")
    set(strip_program \"${CMAKE_STRIP}\")
    set(wireshark_version \"${version}\")
    set(system_folder \"${system_folder}\")
    set(personal_folder \"\$ENV{HOME}/${personal_folder}\")")
  install(SCRIPT "${CMAKE_CURRENT_FUNCTION_LIST_DIR}/install_where_loaded.cmake")
endfunction()

# seqbitflip_install_shared(FOLDER FILE...): to share/FOLDER of the system, or of the user.
function(seqbitflip_install_shared folder)
  install(CODE "
    set(shared_folder \"${folder}\")
    set(shared_files \"${ARGN}\")")
  install(SCRIPT "${CMAKE_CURRENT_FUNCTION_LIST_DIR}/install_shared.cmake")
endfunction()
