// SPDX-License-Identifier: GPL-2.0-or-later
//
// From the bytes of a TCP segment, as Wireshark hands them to its TCP dissector, to the core's
// Segment. Reads the bytes themselves: the structures of Wireshark's dissector change between
// versions.
#pragma once

#include <optional>

#include "analyzer.h"
#include "epan_compat.h"
#include "passage.h"
#include "segment.h"

namespace seqbitflip {

struct ReadSegment {
  Segment segment;
  Passage passage;
};

// Nothing where the header is cut short or damaged, or where the length of the segment is not
// known (an IP fragment). `ip_header` is what the IP dissector passes on, may be null.
std::optional<ReadSegment> read_segment(tvbuff_t* tvb, const packet_info* pinfo,
                                        const void* ip_header);

}  // namespace seqbitflip
