# SPDX-License-Identifier: GPL-2.0-or-later
#
# `cpack` makes a Debian package of what `cmake --install` installs. One package fits one minor version of Wireshark only: that
# version is part of the package's, so that an upgrade of Debian brings the package that goes with its Wireshark. SHLIBDEPS
# writes the dependency on the right libwireshark.
set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME seqbitflip)
set(CPACK_PACKAGE_VERSION
  "${PROJECT_VERSION}+wireshark${Wireshark_MAJOR_VERSION}.${Wireshark_MINOR_VERSION}")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "Wireshark plugin that finds wrong TCP sequence numbers")
set(CPACK_PACKAGE_DESCRIPTION
"Routers, network cards and drivers now and then damage a number in a TCP
header, and the connection stalls or dies. This plugin follows every TCP
conversation, and shows which sequence and acknowledgment numbers are wrong,
what was expected, which bits differ, how sure that is, and what broke.
.
For Wireshark ${Wireshark_MAJOR_VERSION}.${Wireshark_MINOR_VERSION} and its tshark, no other version.")
set(CPACK_PACKAGE_CONTACT "The authors of seqbitflip <noreply@seqbitflip.invalid>")
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SECTION net)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PACKAGE_RECOMMENDS "wireshark | tshark")
set(CPACK_STRIP_FILES ON)
# The plugin goes where Wireshark looks, wherever the prefix is.
set(CPACK_SET_DESTDIR ON)
set(CPACK_INSTALL_PREFIX /usr)
include(CPack)
