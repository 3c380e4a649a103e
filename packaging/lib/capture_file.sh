# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
# Is the argument a capture? Asked before anything is installed or built, so perhaps without Wireshark.

# The first bytes, in hexadecimal, of the formats that are recognized where Wireshark is not installed yet.
readonly PCAP='d4c3b2a1|a1b2c3d4|4d3cb2a1|a1b23c4d|34cdb2a1|a1b2cd34' PCAPNG='0a0d0d0a'
readonly SNOOP='736e6f6f70000000' NETWORK_MONITOR='474d4255|52545353' SNIFFER='54525349' COMPRESSED='28b52ffd|04224d18'
readonly KNOWN_BEGINNINGS="^($PCAP|$PCAPNG|$SNOOP|$NETWORK_MONITOR|$SNIFFER|$COMPRESSED)"

# regular_file NAME FOLDER: prints the path of the capture NAME, in a form that no program takes for an option. What is
# not a regular file (a pipe, standard input) is copied to FOLDER first: it can be read once only.
regular_file() {
  local -r name=$1 folder=$2
  if [[ $name == - ]]; then
    cat >"$folder/standard-input"
    printf '%s\n' "$folder/standard-input"
    return
  fi
  [[ -e $name ]] || fail 2 "$name: no such file"
  [[ ! -d $name ]] || fail 2 "$name: is a folder, not a capture file"
  [[ -r $name ]] || fail 2 "$name: not readable for you"
  if [[ -f $name ]]; then
    readlink -f -- "$name"
  else
    cat -- "$name" >"$folder/pipe"
    printf '%s\n' "$folder/pipe"
  fi
}

# require_capture FILE NAME FOLDER: ends with status 2 unless FILE, which the user calls NAME, is a capture. FOLDER is
# for notes.
require_capture() {
  local -r file=$1 name=$2 folder=$3
  [[ -s $file ]] || fail 2 "$name: not a capture file (it is empty)"
  if command -v tshark >/dev/null; then
    require_what_tshark_reads "$file" "$name" "$folder/errors"
  else
    require_known_beginning "$file" "$name"
  fi
}

# Wireshark also opens images, programs and JSON, as files of one packet. A capture that is cut off in its first packet
# is a capture.
require_what_tshark_reads() {
  local -r file=$1 name=$2 errors=$3
  local protocols reason
  if protocols=$(tshark -n -r "$file" -c 1 -T fields -e frame.protocols 2>"$errors"); then
    if [[ $protocols == json* || $protocols == mime_dlt* ]]; then
      fail 2 "$name: not a capture file, but of another kind that Wireshark opens, too"
    fi
  elif [[ -z $protocols ]] && ! grep -q 'cut short in the middle of a packet\.$' "$errors"; then
    reason=$(sed -n 's/^tshark: The file ".*" //; /^Running as user/d; /./p' "$errors" | paste -s -d ' ')
    fail 2 "$name: not a capture file (${reason:-TShark cannot read it})"
  fi
}

require_known_beginning() {
  local -r file=$1 name=$2
  [[ $(first_bytes "$file") =~ $KNOWN_BEGINNINGS ]] ||
    fail 2 "$name: not a capture file, as far as can be told before Wireshark is installed"
}

# The first eight bytes in hexadecimal; of a file that gzip compressed, those of its content. Each reader may be left
# with bytes that nobody wants, which is no failure.
first_bytes() (
  set +o pipefail
  local -r file=$1
  head -c 65536 -- "$file" | zcat -f 2>/dev/null | head -c 8 | od -An -v -tx1 | tr -d ' \n'
)
