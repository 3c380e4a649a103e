// SPDX-License-Identifier: GPL-2.0-or-later
#include "out_of_window.h"

#include <array>

namespace seqbitflip {

ForeignSigns foreign_signs(const Endpoint& sender, const Segment& segment) {
  ForeignSigns signs;
  signs.older_timestamp = segment.timestamps && sender.timestamp &&
                          is_before(SeqNum(segment.timestamps->value), SeqNum(*sender.timestamp));
  signs.other_ttl = segment.ttl && sender.ttl && *segment.ttl != *sender.ttl;
  signs.lacks_timestamp = sender.timestamp && !segment.timestamps && !segment.rst;
  signs.other_identification = sender.ip_id.is_far(segment.ip_id);
  return signs;
}

OutOfWindow explain_outside(std::int32_t distance, const ForeignSigns& signs) {
  if (distance < 0 && signs.older_timestamp) {
    return {OutOfWindowReason::kOldDuplicate, distance,
            "its timestamp is older than one seen before"};
  }
  if (signs.other_ttl) {
    return {OutOfWindowReason::kInjected, distance,
            "its TTL is not that of its sender's other segments"};
  }
  if (signs.lacks_timestamp) {
    return {OutOfWindowReason::kInjected, distance,
            "it has no timestamp, unlike its sender's other segments"};
  }
  if (signs.other_identification) {
    return {OutOfWindowReason::kInjected, distance,
            "its IP identification is far from those of its sender's other segments"};
  }
  if (distance > 0) {
    return {OutOfWindowReason::kAheadOfCapture, distance,
            "frames are missing from the capture before it"};
  }
  return {OutOfWindowReason::kUnknown, distance, ""};
}

const char* name_of(OutOfWindowReason reason) {
  constexpr std::array<const char*, 6> kNames = {
      "Unknown", "Corrupt", "Old duplicate", "Ahead of the capture", "Earlier connection",
      "Injected"};
  return kNames.at(static_cast<std::size_t>(reason));
}

}  // namespace seqbitflip
