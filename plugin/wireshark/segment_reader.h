// SPDX-License-Identifier: GPL-2.0-or-later
//
// From the bytes of a TCP segment, as Wireshark hands them to its TCP dissector, to the core's
// Segment. Reads the bytes themselves: the structures of Wireshark's dissector change between
// versions.
#pragma once

#include "analyzer.h"
#include "epan_compat.h"
#include "passage.h"
#include "segment.h"

namespace seqbitflip {

// Reads the passage of a segment while its frame is being dissected.
class DissectedPassage final : public PassageSource {
 public:
  DissectedPassage(tvbuff_t* tvb, const packet_info* pinfo, const void* ip_header)
      : tvb_(tvb), pinfo_(pinfo), ip_header_(ip_header) {}

  Passage read() const override;

 private:
  tvbuff_t* tvb_;
  const packet_info* pinfo_;
  const void* ip_header_;
};

struct ReadSegment {
  Segment segment;  // whose passage is still to be set
  SocketAddress source;
  SocketAddress destination;
};

// False where the header is cut short or damaged, or where the length of the segment is not
// known (an IP fragment). `ip_header` is what the IP dissector passes on, may be null.
bool read_segment(tvbuff_t* tvb, const packet_info* pinfo, const void* ip_header,
                  ReadSegment& read);

}  // namespace seqbitflip
