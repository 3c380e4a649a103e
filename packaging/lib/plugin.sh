# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
# Configures, builds and installs. Everything lies in build/ in the repository, the log of the last step, too.

log_of() { printf '%s/build/last-step.log\n' "$1"; }

# ready_to_build REPOSITORY: makes build/, and waits until no other of these commands is at work there.
ready_to_build() {
  local -r repository=$1
  if ! mkdir -p -- "$repository/build" || [[ ! -w $repository/build ]]; then
    fail 1 "you may not write to $repository/build; does it belong to root? Then run this through sudo or remove it"
  fi
  exec {build_lock}>"$repository/build/lock"
  flock "$build_lock"
}

# The next one's turn.
leave_build() { exec {build_lock}>&-; }

# build_plugin REPOSITORY: only what is installed. What is configured already, with or without tests, stays as it is.
build_plugin() {
  local -r repository=$1
  local log
  log=$(log_of "$repository")
  if [[ ! -e $repository/build/build.ninja ]]; then
    say "building the plugin, which takes a minute"
    quietly "$log" "configuring" configure "$repository" -DSEQBITFLIP_TESTS=OFF
  fi
  quietly "$log" "building" cmake --build "$repository/build" --target installable
}

# configure REPOSITORY OPTION...
configure() {
  local -r repository=$1
  shift
  cmake -S "$repository" -B "$repository/build" -G Ninja "$@"
}

install_plugin() {
  local -r repository=$1
  quietly "$(log_of "$repository")" "installing the plugin" cmake --install "$repository/build"
}
