# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
# What the commands tell a person, on standard error, and how they hide what nobody wants to read.

say() { printf '%s: %s\n' "${0##*/}" "$*" >&2; }

# fail STATUS MESSAGE...: one line, and the end.
fail() {
  local -r status=$1
  shift
  say "$*"
  exit "$status"
}

# quietly LOG MESSAGE COMMAND...: the command's output goes to LOG, and is shown if the command fails.
quietly() {
  local -r log=$1 message=$2
  shift 2
  if ! "$@" >"$log" 2>&1 </dev/null; then
    cat -- "$log" >&2
    fail 1 "$message failed, see above"
  fi
}
