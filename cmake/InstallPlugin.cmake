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
  set(version "${Wireshark_MAJOR_VERSION}.${Wireshark_MINOR_VERSION}")
  set(system_folder "${Wireshark_PLUGIN_INSTALL_DIR}/epan")
  set(personal_folder ".local/lib/wireshark/plugins/${version}/epan")

  install(CODE "
    set(module \"$<TARGET_FILE:${target}>\")
    set(file_name \"$<TARGET_FILE_NAME:${target}>\")
    set(system_folder \"${system_folder}\")
    set(personal_folder \"\$ENV{HOME}/${personal_folder}\")")
  install(SCRIPT "${CMAKE_CURRENT_FUNCTION_LIST_DIR}/install_where_loaded.cmake")
endfunction()
