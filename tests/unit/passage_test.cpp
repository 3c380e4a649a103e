// SPDX-License-Identifier: GPL-2.0-or-later
//
// What is kept of how a segment came, and how its addresses are written.
#include "passage.h"

#include <gtest/gtest.h>

#include "shorthand.h"
#include "socket_address.h"

namespace seqbitflip::test {
namespace {

SocketAddress ipv4(std::array<std::uint8_t, 4> ip, std::uint16_t port) {
  SocketAddress address;
  std::copy(ip.begin(), ip.end(), address.ip.begin());
  address.port = port;
  return address;
}

TEST(SocketText, IsWrittenAsPeopleDo) {
  SocketAddress ipv6;
  ipv6.ipv6 = true;
  ipv6.port = 443;
  ipv6.ip = {0x20, 0x01, 0x0d, 0xb8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1};
  SocketAddress unspecified;
  unspecified.ipv6 = true;
  const struct {
    SocketAddress address;
    const char* ip;
    const char* socket;
  } cases[] = {{ipv4({192, 0, 2, 1}, 80), "192.0.2.1", "192.0.2.1:80"},
               {ipv4({255, 255, 255, 255}, 65535), "255.255.255.255", "255.255.255.255:65535"},
               {ipv4({0, 0, 0, 0}, 0), "0.0.0.0", "0.0.0.0:0"},
               {ipv6, "2001:db8::1", "[2001:db8::1]:443"},
               {unspecified, "::", "[::]:0"}};
  for (const auto& c : cases) {
    EXPECT_EQ(ip_text(c.address), c.ip);
    EXPECT_EQ(socket_text(c.address), c.socket);
  }
}

TEST(SocketAddress, OfTheSameBytesIsAnotherInIPv6) {
  SocketAddress one = ipv4({192, 0, 2, 1}, 80);
  SocketAddress other = one;
  EXPECT_EQ(one, other);
  other.ipv6 = true;
  EXPECT_NE(one, other);
}

TEST(MacText, HasTwoDigitsForEachByte) {
  EXPECT_EQ(mac_text({0x02, 0, 0x0a, 0xff, 0x10, 0x9}), "02:00:0a:ff:10:09");
}

TEST(SegmentKind, FollowsPrecedence) {
  WireSegment fin_with_data = data(kClient, 1, 10, 1);
  fin_with_data.fin = true;
  WireSegment fast_open = syn(1);
  fast_open.payload = {1, 2, 3};
  WireSegment reset_with_ack = reset(kClient, 1);
  reset_with_ack.ack = SeqNum(1);
  const struct {
    WireSegment wire;
    SegmentKind kind;
    const char* name;
  } cases[] = {{syn(1), SegmentKind::kSyn, "SYN"},
               {fast_open, SegmentKind::kSyn, "SYN"},
               {syn_ack(1, 2), SegmentKind::kSynAck, "SYN-ACK"},
               {reset(kClient, 1), SegmentKind::kRst, "RST"},
               {reset_with_ack, SegmentKind::kRst, "RST"},
               {fin(kClient, 1, 1), SegmentKind::kFin, "FIN"},
               {fin_with_data, SegmentKind::kFin, "FIN"},
               {data(kClient, 1, 10, 1), SegmentKind::kData, "data"},
               {pure_ack(kClient, 1, 1), SegmentKind::kPureAck, "pure ACK"}};
  for (const auto& c : cases) {
    const CapturedSegment captured(c.wire, 1);
    EXPECT_EQ(kind_of(captured.segment()), c.kind) << c.name;
    EXPECT_STREQ(name_of(kind_of(captured.segment())), c.name);
  }
}

class FromVlan7 : public PassageSource {
 public:
  Passage read() const override {
    Passage passage;
    passage.vlan = 7;
    return passage;
  }
};

TEST(Circumstances, KeepWhatTheSegmentTold) {
  const FromVlan7 passage;
  WireSegment wire = data(kServer, 1, 10, 1);
  wire.time_ns = 42;
  wire.ttl = 61;
  const CapturedSegment captured(wire, 1);
  Segment segment = captured.segment();
  segment.passage = &passage;
  const seqbitflip::Circumstances kept = circumstances_of(segment);
  EXPECT_EQ(kept.time_ns, 42);
  EXPECT_EQ(kept.segment_kind, SegmentKind::kData);
  EXPECT_EQ(kept.payload_length, 10U);
  EXPECT_EQ(kept.ttl, 61);
  EXPECT_EQ(kept.passage.vlan, 7);
}

TEST(Circumstances, DoNotNeedAPassage) {
  const CapturedSegment captured(pure_ack(kClient, 1, 1), 1);
  EXPECT_EQ(circumstances_of(captured.segment()).passage, Passage{});
}

}  // namespace
}  // namespace seqbitflip::test
