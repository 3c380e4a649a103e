# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
# A package in a Debian that has never seen Wireshark.

readonly SAMPLE=/usr/share/doc/seqbitflip/examples/seed-router-rewrites-ack.pcap
readonly SAMPLES_WRONG_FRAME=8

# try_package SUITE PACKAGE: installs, uses and removes it in a copy of the suite's fresh system, without a network.
try_package() {
  local -r suite=$1 package=$2
  local -r trial=$TREES/$suite/trial log=$TREES/$suite.log
  make_trial "$suite"
  cp -- "$package" "$trial/root/package.deb"
  quietly "$log" "installing tshark" in_trial apt-get install --yes --no-install-recommends tshark
  files_of "$trial" >"$trial.before"
  quietly "$log" "installing the package" in_trial \
    apt-get install --yes --no-install-recommends /root/package.deb
  use_plugin
  quietly "$log" "removing the package" in_trial apt-get purge --yes --autoremove seqbitflip
  files_of "$trial" >"$trial.after"
  diff -- "$trial.before" "$trial.after" >&2 || fail 1 "$suite: the removed package leaves traces, see above"
  remove_tree "$suite/trial"
}

# make_trial SUITE: with the lists and packages that were fetched for the tree that builds.
make_trial() {
  local -r folder=$TREES/$1
  local place
  remove_tree "$1/trial"
  cp --archive -- "$folder/fresh" "$folder/trial"
  for place in var/lib/apt/lists var/cache/apt/archives; do
    cp --archive --link -- "$folder/system/$place" "$folder/trial/$place"
  done
}

# Without a network: what apt needs was fetched with the tree.
in_trial() { in_tree "$trial" env DEBIAN_FRONTEND=noninteractive "$@"; }

# With Wireshark's settings as they are, and with the profile.
use_plugin() {
  find_sample
  find_sample -C 'TCP Bit Flips'
  [[ -e $trial/usr/share/man/man7/seqbitflip.7.gz ]] || fail 1 "$suite: there is no man page"
}

# find_sample OPTION...: as somebody who is not root, since root gets a warning of Wireshark's own.
find_sample() {
  local -r errors=$trial.errors
  local frames
  frames=$(in_trial setpriv --reuid=65534 --regid=65534 --clear-groups env HOME=/tmp \
    tshark "$@" -r "$SAMPLE" -Y tcp.seq_bitflip -T fields -e frame.number 2>"$errors") ||
    fail 1 "$suite: tshark $* ends with an error in a fresh Debian: $(<"$errors")"
  [[ ! -s $errors ]] || fail 1 "$suite: tshark $* complains in a fresh Debian: $(<"$errors")"
  [[ $frames == "$SAMPLES_WRONG_FRAME" ]] ||
    fail 1 "$suite: tshark $* finds frame '$frames' in a fresh Debian, not $SAMPLES_WRONG_FRAME"
}

# files_of SYSTEM: name, kind, mode, owner, and size and date of files; without what apt and dpkg note for themselves.
files_of() {
  (cd "$1" && find . -xdev \
    \( -path ./proc -o -path ./dev -o -path ./run -o -path ./tmp -o -path ./var/log -o -path ./var/cache -o -path ./var/lib/apt \
    -o -path './var/lib/dpkg/*-old' -o -path ./var/lib/dpkg/status -o -path ./var/lib/dpkg/triggers \
    -o -path './var/lib/dpkg/lock*' -o -path ./root/package.deb \) -prune -o \
    \( -type f -printf '%p %y %m %u %g %s %t\n' -o -printf '%p %y %m %u %g\n' \) | sort)
}
