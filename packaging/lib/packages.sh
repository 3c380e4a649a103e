# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
# Debian's packages that the commands need, and how they are installed.

# To build the plugin and to read captures with it.
# shellcheck disable=SC2034  # each command uses some of these
readonly ANALYZE_PACKAGES=(cmake g++ libglib2.0-dev libwireshark-dev ninja-build pkg-config python3 tshark wireshark-dev)

# To build and run the tests that need neither a window nor a network of their own.
# shellcheck disable=SC2034
readonly SUITE_PACKAGES=(
  "${ANALYZE_PACKAGES[@]}"
  libcli11-dev libgtest-dev libpcap-dev librapidcheck-dev mount nlohmann-json3-dev procps
  jq parallel python3-jsonschema python3-pytest python3-scapy sqlite3 valgrind)

# To make a Debian package, and to check it.
# shellcheck disable=SC2034
readonly PACKAGE_PACKAGES=(dpkg-dev file lintian)

# To look for what is wrong without running it, and for what the unit tests do not reach.
# shellcheck disable=SC2034
readonly LINT_PACKAGES=(clang-tidy cppcheck) COVERAGE_PACKAGES=(gcovr)

# To make Debian trees.
# shellcheck disable=SC2034
readonly TREE_MAKER_PACKAGES=(debian-archive-keyring git mmdebstrap rsync)

# To run all tests.
# shellcheck disable=SC2034
readonly CHECK_PACKAGES=(
  "${SUITE_PACKAGES[@]}" "${LINT_PACKAGES[@]}" "${COVERAGE_PACKAGES[@]}"
  clang clang-format git libbenchmark-dev
  ethtool iproute2 nftables
  at-spi2-core dbus-daemon fonts-dejavu-core imagemagick python3-gi wireshark x11-utils xdotool xvfb)

# To measure what the plugin costs.
# shellcheck disable=SC2034
readonly BENCH_PACKAGES=(libbenchmark-dev python3-matplotlib)

readonly ATTEMPTS=3 SECONDS_BETWEEN_ATTEMPTS=5

# install_packages REPOSITORY PACKAGE...: installs those that are missing; where none is, asks nothing of the network.
install_packages() {
  local -r repository=$1
  shift
  local missing
  missing=$(missing_packages "$@")
  [[ -n $missing ]] || return 0
  local -a names
  readarray -t names <<<"$missing"
  if (( EUID != 0 )) && ! command -v sudo >/dev/null; then
    fail 1 "please have these packages installed, you are not root and there is no sudo: ${names[*]}"
  fi
  say "installing from Debian's packages: ${names[*]}"
  quietly "$(log_of "$repository")" "installing packages" install_with_apt "${names[@]}"
}

missing_packages() {
  local package
  for package in "$@"; do
    [[ $(dpkg-query --show --showformat '${db:Status-Status}' "$package" 2>/dev/null) == installed ]] ||
      printf '%s\n' "$package"
  done
}

# The lists of a fresh machine are empty, and a network stumbles now and then.
install_with_apt() {
  local attempt
  for (( attempt = 1; attempt <= ATTEMPTS; ++attempt )); do
    if apt_get update && apt_get install --yes --no-install-recommends "$@"; then
      return 0
    fi
    sleep "$SECONDS_BETWEEN_ATTEMPTS"
  done
  return 1
}

# Waits for whoever else is installing: a fresh machine often does that by itself.
apt_get() {
  as_root env DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=300 -o Acquire::Retries=3 "$@"
}

as_root() {
  if (( EUID == 0 )); then
    "$@"
  else
    sudo "$@"
  fi
}
