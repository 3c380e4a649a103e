# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
# A tree is a Debian system in a folder, made with mmdebstrap; each suite of Debian brings a Wireshark and a compiler of
# its own. Trees are kept between runs:
#
#   SUITE/system    with all that building and testing needs
#   SUITE/fresh     as Debian's installer leaves it at the least: nothing of Wireshark
#   SUITE/recipe    what the tree was made from; another recipe makes the tree anew

# shellcheck disable=SC2034  # for the commands
readonly SUITES=(bookworm trixie forky)

readonly TREE_PACKAGES=("${SUITE_PACKAGES[@]}" "${PACKAGE_PACKAGES[@]}")
readonly TREES=${SEQBITFLIP_TREES:-${XDG_CACHE_HOME:-~/.cache}/seqbitflip-matrix}
# Where a system has the copy of the repository.
readonly COPY=/usr/src/seqbitflip

known_suite() { [[ " ${SUITES[*]} " == *" $1 "* ]]; }

# prepare_trees REPOSITORY SUITE...: from here on until the end of the command nobody else uses the trees.
prepare_trees() {
  local -r repository=$1
  local suite job
  local -a jobs=()
  ready_for_trees
  ready_to_build "$repository"
  install_packages "$repository" "${TREE_MAKER_PACKAGES[@]}"
  leave_build
  # All at once: one computes while another waits for the network. Where this is ended too early they still hold the lock.
  for suite in "${@:2}"; do
    ready_tree "$suite" &
    jobs+=("$!")
  done
  for job in "${jobs[@]}"; do
    wait "$job" || exit 1
  done
}

# What this machine must be able to do.
ready_for_trees() {
  (( EUID == 0 )) || fail 1 "please run this as root: it makes Debian trees and enters them"
  unshare --mount true 2>/dev/null || fail 1 "this machine does not let root mount anything, as in an unprivileged container"
  mkdir -p -- "$TREES"
  exec {trees_lock}>"$TREES/lock"
  if ! flock --nonblock "$trees_lock"; then
    say "waiting for another run that uses $TREES"
    flock "$trees_lock"
  fi
}

# ready_tree SUITE: makes the tree unless one of the same recipe is there.
ready_tree() {
  local -r suite=$1 folder=$TREES/$1
  if [[ -e $folder/recipe && $(<"$folder/recipe") == "$(recipe_of "$suite")" ]]; then
    return 0
  fi
  say "fetching Debian $suite, to be kept in $folder"
  local attempt
  for (( attempt = 1; attempt <= ATTEMPTS; ++attempt )); do
    remove_tree "$suite"
    mkdir -- "$folder"
    if make_tree "$suite" >"$TREES/$suite.log" 2>&1 </dev/null; then
      recipe_of "$suite" >"$folder/recipe"
      return 0
    fi
    say "that did not work: $(grep --max-count=1 -E '^(E|Err):' "$TREES/$suite.log")"
    sleep "$SECONDS_BETWEEN_ATTEMPTS"
  done
  fail 1 "no tree of Debian $suite after $ATTEMPTS attempts, is the network there? See $TREES/$suite.log"
}

recipe_of() { printf '%s\n' "$1" "${TREE_PACKAGES[@]}"; }

remove_tree() { rm -rf --one-file-system -- "${TREES:?}/$1"; }

make_tree() {
  local -r suite=$1 folder=$TREES/$1
  apt_options >"$folder/apt.conf"
  local -a sources
  readarray -t sources < <(sources_of "$suite")
  # The hook runs where only the essential packages and apt are installed.
  mmdebstrap --mode=root --variant=apt --format=directory --aptopt="$folder/apt.conf" \
    --include="$(IFS=,; printf '%s' "${TREE_PACKAGES[*]}")" --skip=cleanup/apt \
    --essential-hook="mkdir '$folder/fresh' && cp --archive --one-file-system \"\$1/.\" '$folder/fresh' &&
      rm -rf '$folder/fresh/var/cache/apt/archives' '$folder/fresh/var/lib/apt/lists'" \
    "$suite" "$folder/system" "${sources[@]}"
}

# How this machine reaches its archives: proxies, certificates, and whether it cares about dates. Testing's are short.
apt_options() {
  printf '%s\n' 'Acquire::Retries "5";' 'Acquire::Check-Valid-Until "false";'
  apt-config dump | grep -E '^Acquire::(http|https|Check-Date)(::|\b)' || true
}

# The lines of sources.list: the archives from which this machine itself gets Debian, or Debian's own.
sources_of() {
  local -r suite=$1
  archive_line "$suite" Debian http://deb.debian.org/debian "$suite"
  if [[ $suite != forky ]]; then
    archive_line "$suite" Debian-Security http://deb.debian.org/debian-security "$suite-security"
  fi
}

archive_line() {
  local -r suite=$1 label=$2 default=$3 release=$4
  local address='' keyring=''
  # shellcheck disable=SC2016  # apt-get's variables
  IFS='|' read -r address keyring < <(apt-get indextargets --format '$(LABEL)|$(REPO_URI)|$(SIGNED_BY)' \
    'Created-By: Packages' 'Origin: Debian' | sed -n "s/^$label|//p") || true
  [[ $keyring == /* ]] || keyring=/usr/share/keyrings/debian-archive-keyring.gpg
  printf 'deb [signed-by=%s] %s %s main\n' "$keyring" "${address:-$default}" "$release"
}

# copy_repository REPOSITORY SYSTEM: the files that git tracks, or would track; what was built there before stays. What has
# changed gets the time of now: another clone's files may be older than what was built, and different all the same.
# A file that is deleted without a commit is still tracked: ls leaves it out.
copy_repository() {
  local -r repository=$1 copy=$2$COPY staging=$2$COPY.new
  rm -rf -- "$staging"
  mkdir -p -- "$copy" "$staging"
  git -c safe.directory="$repository" -C "$repository" ls-files -z --deduplicate --cached --others --exclude-standard |
    { cd "$repository" && xargs --null --no-run-if-empty ls -d --zero -- 2>/dev/null || true; } |
    tar --create --directory "$repository" --null --verbatim-files-from --files-from - |
    tar --extract --no-same-owner --directory "$staging"
  rsync --recursive --links --perms --checksum --delete --exclude=/build -- "$staging/" "$copy/"
  rm -rf -- "$staging"
}

# in_tree SYSTEM COMMAND...: runs it as root there, without a network; nothing stays mounted or running afterwards.
in_tree() {
  unshare --mount --pid --net --fork --kill-child -- "$HERE/lib/enter_tree" "$@" </dev/null
}
