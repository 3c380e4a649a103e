// SPDX-License-Identifier: GPL-2.0-or-later
//
// What tells apart the segments of two capture points: interface, VLAN, neighbour and TTL, in a few
// bytes.
#pragma once

#include <cstdint>

#include "segment.h"

namespace seqbitflip {

// 0 is no place.
using CapturePlace = std::uint32_t;

CapturePlace place_of(const Segment& segment);

}  // namespace seqbitflip
