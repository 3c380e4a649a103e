// SPDX-License-Identifier: GPL-2.0-or-later
//
// A conversation between two plain TCP endpoints over a network that loses, delays and damages
// segments, as a capture between them shows it. What the endpoints do follows from a list of acts,
// so that a property test can draw the list and make it smaller.
#pragma once

#include <cstdint>
#include <iosfwd>
#include <optional>
#include <vector>

#include "wire_segment.h"

namespace seqbitflip::test {

enum class Doing : std::uint8_t {
  kSend,         // the next bytes of the stream
  kAcknowledge,  // a pure acknowledgment
  kSendAgain,    // the first segment that is not acknowledged yet
};

enum class Fate : std::uint8_t {
  kArrives,
  kLost,        // after the capture saw it
  kLostUnseen,  // before the capture could see it
  kTwice,       // it arrives, and a mirror port shows it twice
  kDelayed,     // other segments overtake it before the capture
};

struct Act {
  From who = From::kClient;
  Doing doing = Doing::kSend;
  std::uint16_t length = 100;  // of what is sent
  Fate fate = Fate::kArrives;
  std::uint8_t late = 0;     // acts for which a delayed segment is held back
  std::uint8_t transit = 0;  // acts until it arrives at the other end
  // The bit of the sequence number that flips, with the checksum left stale. The receiver drops it.
  std::optional<std::uint8_t> flipped_bit;
};

struct Circumstances {
  std::uint32_t client_initial = 1000;
  std::uint32_t server_initial = 5000;
  bool timestamps = true;
  bool counted_ip_id = true;
};

// What passed the capture, in its order.
struct Passed {
  WireSegment wire;
  bool damaged = false;
  bool in_order = false;  // it starts where the highest segment captured before it ends
};

// The handshake, then the acts. What an act asks for and the endpoint can not do now (nothing to
// send again, window full) is passed over.
std::vector<Passed> converse(const Circumstances& circumstances, const std::vector<Act>& acts);

std::ostream& operator<<(std::ostream& stream, const Act& act);

}  // namespace seqbitflip::test
