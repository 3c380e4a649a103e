// SPDX-License-Identifier: GPL-2.0-or-later
//
// Segments in a few words, and a flow that has seen some of them.
#pragma once

#include <cstdint>

#include "flow.h"
#include "wire_segment.h"

namespace seqbitflip::test {

inline constexpr From kClient = From::kClient;
inline constexpr From kServer = From::kServer;

Direction direction_of(From from);

WireSegment syn(std::uint32_t seq);
WireSegment syn_ack(std::uint32_t seq, std::uint32_t ack);
// The payload is that of the sender's stream at `seq`.
WireSegment data(From from, std::uint32_t seq, std::size_t length, std::uint32_t ack);
WireSegment pure_ack(From from, std::uint32_t seq, std::uint32_t ack);
WireSegment fin(From from, std::uint32_t seq, std::uint32_t ack);
WireSegment reset(From from, std::uint32_t seq);

// The same segment with another sequence (acknowledgment) number in it; the payload stays that of
// the number that was meant.
WireSegment with_seq(WireSegment wire, std::uint32_t observed, WireChecksum checksum);
WireSegment with_ack(WireSegment wire, std::uint32_t observed, WireChecksum checksum);
WireSegment with_bit(WireSegment wire, int bit, WireChecksum checksum);

// The same segment at another time, in milliseconds, with these timestamps.
WireSegment stamped(WireSegment wire, std::int64_t at_ms, std::uint32_t value, std::uint32_t echo);

// A Flow that trusts everything it is shown. Frames are counted from 1.
class SeenFlow {
 public:
  SeenFlow& see(const WireSegment& wire, Trust trust = {});

  const Flow& flow() const { return flow_; }
  Flow& flow() { return flow_; }
  const Endpoint& client() const { return flow_.endpoint(direction_of(kClient)); }
  const Endpoint& server() const { return flow_.endpoint(direction_of(kServer)); }
  std::uint32_t frames() const { return frames_; }

 private:
  Flow flow_;
  std::uint32_t frames_ = 0;
};

// Client's ISN 1000, server's ISN 5000, one request of 100 bytes and 1460 bytes of the response,
// acknowledged: seven frames, after which 1101 and 6461 are next.
SeenFlow conversation_under_way();

}  // namespace seqbitflip::test
