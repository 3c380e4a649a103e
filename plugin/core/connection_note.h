// SPDX-License-Identifier: GPL-2.0-or-later
//
// What is worth knowing about a segment although none of its sequence numbers is wrong.
#pragma once

#include <cstdint>

#include "socket_address.h"

namespace seqbitflip {

// Of a SYN or SYN-ACK that was captured on both sides of a device that moves its sender's sequence
// numbers by a constant.
struct IsnTranslation {
  std::int32_t difference = 0;  // what the device adds: the copy captured later less the other
  std::uint32_t copy_in = 0;    // the frame of the other copy
  SocketAddress source;
  SocketAddress destination;

  bool operator==(const IsnTranslation&) const = default;
};

// Of a segment with which a receiver takes back window that it had promised.
struct WindowRetraction {
  std::uint32_t bytes = 0;        // by which the right edge of the window has moved to the left
  std::uint32_t promised_in = 0;  // the frame that had promised it
  bool checksum_is_wrong = false;
  SocketAddress source;
  SocketAddress destination;

  bool operator==(const WindowRetraction&) const = default;
};

// With the frame of the copy that was captured first.
struct TranslationFound {
  std::uint32_t frame = 0;
  IsnTranslation translation;
};

struct RetractionFound {
  std::uint32_t frame = 0;
  WindowRetraction retraction;
};

}  // namespace seqbitflip
