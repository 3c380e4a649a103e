# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
# Builds in a Debian tree, with the compiler's options of Debian's packages, and with warnings as errors.

# build_like_a_package TARGET OPTION...: from the root of the repository; the options are for cmake.
build_like_a_package() {
  local -r target=$1
  shift
  export DEB_BUILD_MAINT_OPTIONS=hardening=+bindnow
  CXXFLAGS=$(dpkg-buildflags --get CPPFLAGS)\ $(dpkg-buildflags --get CXXFLAGS)
  LDFLAGS=$(dpkg-buildflags --get LDFLAGS)
  export CXXFLAGS LDFLAGS
  cmake -S . -B build -G Ninja -DSEQBITFLIP_WERROR=ON "$@"
  cmake --build build --target "$target"
}
