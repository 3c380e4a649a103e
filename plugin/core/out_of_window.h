// SPDX-License-Identifier: GPL-2.0-or-later
//
// Why a number lies outside of what the receiver can accept though it is not damaged.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "flow.h"
#include "segment.h"

namespace seqbitflip {

enum class OutOfWindowReason : std::uint8_t {
  kUnknown = 0,
  kCorrupt = 1,
  kOldDuplicate = 2,
  kAheadOfCapture = 3,
  kEarlierConnection = 4,
  kInjected = 5,
};

// In what the segment differs from its sender's others. All false where nothing is known.
struct ForeignSigns {
  bool older_timestamp = false;  // a TSval below one that was seen already (RFC 7323, section 5)
  bool other_ttl = false;
  bool lacks_timestamp = false;       // the connection negotiated them; resets may lack them
  bool other_identification = false;  // far from the IP identifications that count up
};

ForeignSigns foreign_signs(const Endpoint& sender, const Segment& segment);

struct OutOfWindow {
  OutOfWindowReason reason = OutOfWindowReason::kUnknown;
  std::int32_t distance = 0;  // to the nearest acceptable number
  std::string evidence;       // a half sentence; empty: nothing but the number

  bool operator==(const OutOfWindow&) const = default;
};

// For a number that is not damaged. `distance` is not 0.
OutOfWindow explain_outside(std::int32_t distance, const ForeignSigns& signs);

const char* name_of(OutOfWindowReason reason);

}  // namespace seqbitflip
