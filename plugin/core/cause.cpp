// SPDX-License-Identifier: GPL-2.0-or-later
#include "cause.h"

#include <array>

#include "explanation.h"

namespace seqbitflip {

const char* name_of(Cause cause) {
  constexpr std::array<const char*, 7> kNames = {"Unknown",
                                                 "Bit flip",
                                                 "Stuck bit",
                                                 "Constant offset",
                                                 "Byte order",
                                                 "Cleared",
                                                 "Another connection's number"};
  return kNames.at(static_cast<std::size_t>(cause));
}

Cause single_cause(SeqNum expected, SeqNum observed, bool foreign) {
  const DamageShares shares = damage_shares(expected, observed);
  // All zeros and all ones are nobody's number: what damages one connection damages the next.
  if (shares.cleared > 0.0) {
    return Cause::kCleared;
  }
  // Few flips may make another connection's number by chance.
  constexpr int kFewFlips = 3;
  if (foreign && difference(expected, observed).bit_count() > kFewFlips) {
    return Cause::kAnotherConnection;
  }
  if (shares.byte_order > 0.0) {
    return Cause::kByteOrder;
  }
  if (shares.any_number > shares.flips && shares.any_number > shares.offset) {
    return Cause::kUnknown;
  }
  return shares.flips >= shares.offset ? Cause::kBitFlip : Cause::kConstantOffset;
}

}  // namespace seqbitflip
