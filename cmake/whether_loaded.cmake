# SPDX-License-Identifier: GPL-2.0-or-later
#
# say_whether_loaded(INSTALLED): prints where the plugin is, and whether the Wireshark that the installing user starts loads it
# from there. tshark is asked: it looks into the same folders as Wireshark's window. Wants wireshark_version and for_everybody.

function(say_whether_loaded installed)
  if(for_everybody)
    message(STATUS "The plugin is ${installed}, for all users")
  else()
    message(STATUS "The plugin is ${installed}, for this user; as root, Wireshark ignores it without a word")
  endif()

  find_program(tshark tshark PATHS ENV PATH NO_DEFAULT_PATH NO_CACHE)
  if(NOT tshark)
    message(NOTICE "Attention: there is no tshark to ask whether it loads the plugin. Wireshark ${wireshark_version} does, no "
      "other version: see Help > About Wireshark > Plugins.")
    return()
  endif()

  execute_process(COMMAND "${tshark}" --version OUTPUT_VARIABLE version ERROR_QUIET)
  string(REGEX MATCH "[0-9]+\\.[0-9]+" version "${version}")
  if(NOT version STREQUAL wireshark_version)
    message(NOTICE "Attention: ${tshark} is version ${version} and does NOT load this plugin, which is for ${wireshark_version}. "
      "Install the development files of Wireshark ${version}, delete the build folder and build again.")
    return()
  endif()

  execute_process(COMMAND "${tshark}" -G plugins OUTPUT_VARIABLE plugins ERROR_VARIABLE complaints)
  string(FIND "${plugins}" "\t${installed}\n" at)
  if(at EQUAL -1)
    message(NOTICE "Attention: ${tshark} does NOT load the plugin from there. It looks into the folders that `tshark -G folders` "
      "lists.\n${complaints}")
    return()
  endif()
  message(STATUS "Asked: ${tshark}, version ${version}, loads it")
endfunction()
