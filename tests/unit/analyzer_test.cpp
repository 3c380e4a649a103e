// SPDX-License-Identifier: GPL-2.0-or-later
#include "analyzer.h"

#include <gtest/gtest.h>

#include "shorthand.h"

namespace seqbitflip::test {
namespace {

constexpr std::uint16_t kPort = 49152;
constexpr std::uint16_t kOtherPort = 49153;

// An Analyzer that is shown segments of connections, told apart by the client's port.
class Capture {
 public:
  std::vector<Verdict> see(const WireSegment& wire, std::uint16_t port = kPort) {
    return see_frame({++frames_, 0}, wire, port);
  }
  std::vector<Verdict> see_frame(FrameId frame, const WireSegment& wire, std::uint16_t port) {
    const CapturedSegment captured(wire, frame.number);
    Segment segment = captured.segment();
    segment.frame = frame;
    const auto said = analyzer_.process(address_of(wire.from, port),
                                        address_of(other_end(wire.from), port), segment);
    return {said.begin(), said.end()};
  }
  void see_the_beginning(std::uint16_t port = kPort) {
    see(syn(1000), port);
    see(syn_ack(5000, 1001), port);
    see(pure_ack(kClient, 1001, 5001), port);
    see(data(kClient, 1001, 100, 5001), port);
    see(data(kServer, 5001, 1460, 1101), port);
    see(pure_ack(kClient, 1101, 6461), port);
  }

 private:
  Analyzer analyzer_;
  std::uint32_t frames_ = 0;
};

const WireSegment kNext = data(kServer, 6461, 1460, 1101);
const WireSegment kDamaged = with_bit(kNext, 22, WireChecksum::kStale);

TEST(ConnectionKey, IsTheSameInBothDirections) {
  const SocketAddress client = address_of(kClient, kPort);
  const SocketAddress server = address_of(kServer, kPort);
  const ConnectionKey there(client, server);
  const ConnectionKey back(server, client);
  EXPECT_EQ(there, back);
  EXPECT_EQ(there.hash(), back.hash());
  EXPECT_EQ(there.direction_from(client), back.direction_from(client));
  EXPECT_NE(there.direction_from(client), there.direction_from(server));
}

TEST(ConnectionKey, TellsPortsAndAddressesApart) {
  const SocketAddress server = address_of(kServer, kPort);
  const ConnectionKey key(address_of(kClient, kPort), server);
  EXPECT_NE(key, ConnectionKey(address_of(kClient, kOtherPort), server));
  SocketAddress elsewhere = address_of(kClient, kPort);
  elsewhere.ip[15] = 1;
  EXPECT_NE(key, ConnectionKey(elsewhere, server));
}

TEST(Analyzer, FindsTheDamageInOneOfTwoConnections) {
  Capture capture;
  capture.see_the_beginning(kPort);
  capture.see_the_beginning(kOtherPort);
  EXPECT_TRUE(capture.see(kNext, kOtherPort).empty());
  const auto said = capture.see(kDamaged, kPort);
  ASSERT_EQ(said.size(), 1U);
  ASSERT_TRUE(said[0].wrong);
  EXPECT_EQ(said[0].wrong->expected, SeqNum(6461));
  EXPECT_EQ(said[0].wrong->reference, 5U);
}

TEST(Analyzer, TakesTheSameSegmentInOnlyOnce) {
  Capture capture;
  capture.see_the_beginning();
  const FrameId frame{7, 1234};
  EXPECT_EQ(capture.see_frame(frame, kDamaged, kPort).size(), 1U);
  EXPECT_TRUE(capture.see_frame(frame, kDamaged, kPort).empty())
      << "a frame that is dissected again says nothing new";
}

TEST(Analyzer, TellsSegmentsOfTheSameFrameApart) {
  Capture capture;
  capture.see_the_beginning();
  EXPECT_TRUE(capture.see_frame({7, 1}, kNext, kPort).empty());
  EXPECT_EQ(capture
                .see_frame({7, 2}, with_bit(data(kServer, 7921, 9, 1101), 22, WireChecksum::kStale),
                           kPort)
                .size(),
            1U);
}

TEST(Analyzer, SpeaksOfTheFrameAndKindThatIsWrong) {
  Capture capture;
  capture.see_the_beginning();
  capture.see(kNext);
  const auto said =
      capture.see(with_ack(pure_ack(kClient, 1101, 7921), 7921 + (1U << 25), WireChecksum::kStale));
  ASSERT_EQ(said.size(), 1U);
  EXPECT_EQ(said[0].frame.number, 8U);
  EXPECT_EQ(said[0].kind, NumberKind::kAcknowledgment);
}

TEST(Analyzer, BeginsAgainWithANewSyn) {
  Capture capture;
  capture.see_the_beginning();
  EXPECT_TRUE(capture.see(syn(3000000000U)).empty());
  EXPECT_TRUE(capture.see(syn_ack(1234567890, 3000000001U)).empty());
  EXPECT_TRUE(capture.see(pure_ack(kClient, 3000000001U, 1234567891)).empty());
  const auto said =
      capture.see(with_bit(data(kClient, 3000000001U, 100, 1234567891), 9, WireChecksum::kStale));
  ASSERT_EQ(said.size(), 1U);
  ASSERT_TRUE(said[0].wrong);
  EXPECT_EQ(said[0].wrong->expected, SeqNum(3000000001U));
}

TEST(Analyzer, StillKnowsTheEarlierLifeOfAConnection) {
  Capture capture;
  capture.see_the_beginning();
  capture.see(syn(3000000000U));
  capture.see(syn_ack(1234567890, 3000000001U));
  EXPECT_TRUE(capture.see(kNext).empty()) << "a late segment of the earlier life";
  EXPECT_TRUE(capture.see(pure_ack(kClient, 3000000001U, 1234567891)).empty());
}

TEST(Analyzer, SurvivesAPacketToItself) {
  Capture capture;
  Analyzer analyzer;
  const CapturedSegment captured(syn(1000), 1);
  const SocketAddress same = address_of(kClient, kPort);
  EXPECT_TRUE(analyzer.process(same, same, captured.segment()).empty());
}

}  // namespace
}  // namespace seqbitflip::test
