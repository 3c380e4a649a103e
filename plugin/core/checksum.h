// SPDX-License-Identifier: GPL-2.0-or-later
//
// What the TCP checksum says about a suspect number (RFC 1071, RFC 1624).
//
// A single flipped bit always breaks the checksum. If a segment's checksum is wrong as captured
// and right once the expected number stands in the place of the observed one, then the number was
// damaged after the sender had computed the checksum, and the expected number is the original.
#pragma once

#include <cstdint>
#include <optional>
#include <span>

#include "segment.h"

namespace seqbitflip {

// A one's complement sum, folded to 16 bits (RFC 1071). A segment's whole sum, checksum field
// included, is 0xFFFF where nothing is damaged.
class OnesComplementSum {
 public:
  void add_word(std::uint16_t word) { sum_ += word; }
  void add_number(std::uint32_t number) {
    add_word(static_cast<std::uint16_t>(number >> 16));
    add_word(static_cast<std::uint16_t>(number));
  }
  // RFC 1624: taking a word out is adding its complement.
  void remove_number(std::uint32_t number) { add_number(~number); }
  // Big-endian 16-bit words; an odd last byte is padded with zero.
  void add_bytes(std::span<const std::uint8_t> bytes);
  std::uint16_t folded() const;

 private:
  std::uint64_t sum_ = 0;
};

enum class ChecksumState : std::uint8_t {
  kNotVerifiable,  // cut short, no addresses, or no checksum on the wire yet (offloaded)
  kValid,
  kInvalid,
};

// The outcome for a segment as captured. It is small enough to keep, so that a number that is only
// later known to be the expected one can still be tried.
struct ChecksumResult {
  ChecksumState state = ChecksumState::kNotVerifiable;
  std::uint16_t sum = 0;  // the whole sum; 0 where not verifiable
  // Where the number in question starts at an odd offset, as one in an option may, each of its
  // words is summed with its bytes exchanged.
  bool at_odd_offset = false;

  template <typename Archive>
  void exchange(Archive& archive) {
    archive.number(state);
    if (state != ChecksumState::kNotVerifiable) {
      auto lacking = static_cast<std::uint16_t>(~sum);  // nothing, if it is right
      archive.number(lacking);
      sum = static_cast<std::uint16_t>(~lacking);
    }
    archive.flag(at_odd_offset);
  }

  // Whether the sum comes out right with `expected` in the place of `observed`.
  bool repaired_by(SeqNum observed, SeqNum expected) const;
  // Whether it is right with both, and so says nothing: exchanged halves, say, keep the sum.
  bool right_with_both(SeqNum observed, SeqNum expected) const;

  // What it would be with `expected` in the place of `observed`.
  ChecksumResult with(SeqNum observed, SeqNum expected) const;

  // The only number among the 65,535 from `first` on that would do that; nothing where the segment
  // has no wrong sum.
  std::optional<SeqNum> repairing_number(SeqNum observed, SeqNum first) const;

 private:
  bool right_with(SeqNum observed, SeqNum expected) const;
};

ChecksumResult verify_checksum(const Segment& segment);

}  // namespace seqbitflip
