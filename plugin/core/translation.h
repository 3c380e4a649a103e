// SPDX-License-Identifier: GPL-2.0-or-later
//
// Captures from both sides of a device that moves sequence numbers by a constant for each
// direction, as firewalls do to randomise initial sequence numbers. Each connection then seems to
// live two lives at once: the same segments in both, with other numbers.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <vector>

#include "incarnation.h"

namespace seqbitflip {

// A SYN (SYN-ACK) in both lives, the one that was captured first and the other.
struct TranslatedSyn {
  SynRecord earlier;
  SynRecord later;

  std::int32_t difference() const { return distance(earlier.initial, later.initial); }
};

// By direction; absent where the device changes nothing, or a copy was not captured.
using Translation = std::array<std::optional<TranslatedSyn>, 2>;

// Whether `segment`, of the life `present`, shows that `other` is the same connection on the other
// side of such a device: the same packet was captured there, at the same distance from the initial
// number, after both SYNs, which came within a second. A SYN that is merely sent again with another
// initial number, or a new connection on the same ports, never gets that far.
std::optional<Translation> find_translation(const Incarnation& present, const Incarnation& other,
                                            Direction direction, const Segment& segment);

// What the two lives look like before the same packet was seen in both.
enum class Likeness : std::uint8_t {
  kNone,
  kTwoNumbers,        // two initial numbers of one endpoint came within a second
  kBothAcknowledged,  // and the peer has acknowledged each of them
};

Likeness likeness_of(const Incarnation& one, const Incarnation& another);

// What is told of it, on both copies of both SYNs.
void tell_translation(const Translation& translation, std::vector<Verdict>& told);

}  // namespace seqbitflip
