// SPDX-License-Identifier: GPL-2.0-or-later
#include "analyzer.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <optional>
#include <set>

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
  std::vector<Verdict> reconsider() {
    const auto said = analyzer_.reconsider();
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

  const Analyzer& analyzer() const { return analyzer_; }

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
  const ConnectionHash hash;
  EXPECT_EQ(hash(there), hash(back));
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

TEST(Analyzer, KeepsTheLivingLifeWhereASegmentBelongsToNone) {
  constexpr std::uint32_t kClientIsn = 1000000000;
  constexpr std::uint32_t kServerIsn = 3000000000;
  Capture capture;
  capture.see_the_beginning();
  capture.see(fin(kServer, 6461, 1101));
  capture.see(fin(kClient, 1101, 6462));
  capture.see(syn(kClientIsn));
  capture.see(syn_ack(kServerIsn, kClientIsn + 1));
  capture.see(pure_ack(kClient, kClientIsn + 1, kServerIsn + 1));
  capture.see(data(kClient, kClientIsn + 1, 100, kServerIsn + 1));
  EXPECT_TRUE(capture.see(data(kServer, 300000000, 500, 300000000)).empty())
      << "nearer to the first one's numbers, and far from both";
  const auto said = capture.see(with_bit(data(kServer, kServerIsn + 1, 1460, kClientIsn + 101), 22,
                                         WireChecksum::kOffloaded));
  ASSERT_EQ(said.size(), 1U) << "the second one is still known";
  ASSERT_TRUE(said[0].wrong);
  EXPECT_EQ(said[0].wrong->expected, SeqNum(kServerIsn + 1));
}

TEST(Analyzer, GoesBackToTheLifeOfASynAckThatComesAgain) {
  Capture capture;
  capture.see_the_beginning();
  capture.see(syn_ack(5000 + (1U << 20), 1001));
  capture.see(syn_ack(5000, 1001));
  const auto said = capture.see(with_bit(kNext, 9, WireChecksum::kStale));
  ASSERT_EQ(said.size(), 1U);
  ASSERT_TRUE(said[0].wrong);
  EXPECT_EQ(said[0].wrong->expected, kNext.seq) << "what it had sent is forgotten";
}

// Inside the window and under a right checksum: a gap of 512 bytes explains it as well.
const WireSegment kUndecided = with_bit(kNext, 9, WireChecksum::kRight);
const WireSegment kSameDamageForSure = with_bit(kNext, 9, WireChecksum::kStale);

// Conversations of their own in which the same bit flips, beyond doubt.
void see_the_same_damage(Capture& capture, std::uint16_t first_port, int times) {
  for (int i = 0; i < times; ++i) {
    const auto port = static_cast<std::uint16_t>(first_port + i);
    capture.see_the_beginning(port);
    ASSERT_EQ(capture.see(kSameDamageForSure, port).size(), 1U) << "port " << port;
  }
}

TEST(Reconsider, OfNothingSaysNothing) {
  EXPECT_TRUE(Capture().reconsider().empty());
}

TEST(Reconsider, LeavesUndecidedWhatNothingElseDecides) {
  Capture capture;
  capture.see_the_beginning();
  EXPECT_TRUE(capture.see(kUndecided).empty());
  EXPECT_TRUE(capture.reconsider().empty());
}

TEST(Reconsider, TellsOfDamageThatWasFoundAgainLater) {
  Capture capture;
  capture.see_the_beginning();
  EXPECT_TRUE(capture.see(kUndecided).empty());
  see_the_same_damage(capture, 50000, 6);
  bool told = false;
  for (const Verdict& verdict : capture.reconsider()) {
    if (verdict.frame.number == 7) {
      told = true;
      ASSERT_TRUE(verdict.wrong);
      EXPECT_EQ(verdict.wrong->expected, SeqNum(6461));
    }
  }
  EXPECT_TRUE(told) << "the undecided number of frame 7";
}

TEST(Reconsider, TellsHowLongAConnectionStoodStillWhereEachCopyIsDamagedAgain) {
  constexpr std::int64_t kNsPerMs = 1'000'000;
  const auto at = [](std::int64_t ms, WireSegment wire) {
    wire.time_ns += ms * kNsPerMs;
    return wire;
  };
  const WireSegment damaged = with_bit(kNext, 14, WireChecksum::kStale);
  Capture capture;
  capture.see_the_beginning();
  capture.see(damaged);
  capture.see(pure_ack(kClient, 1101, 6461));
  capture.see(at(200, damaged));
  capture.see(at(600, damaged));
  const auto said = capture.reconsider();
  ASSERT_EQ(said.size(), 3U);
  ASSERT_TRUE(said[0].wrong);
  EXPECT_EQ(said[0].wrong->impact.stall_ns, 600 * kNsPerMs);
}

TEST(Reconsider, SaysNothingTheSecondTime) {
  Capture capture;
  capture.see_the_beginning();
  capture.see(kUndecided);
  see_the_same_damage(capture, 50000, 6);
  EXPECT_FALSE(capture.reconsider().empty());
  EXPECT_TRUE(capture.reconsider().empty());
}

TEST(Reconsider, TakesBackWhatOnlyAnEndWouldJustifyWhereMoreFollows) {
  Capture capture;
  capture.see_the_beginning();
  capture.see(kUndecided);
  see_the_same_damage(capture, 50000, 6);
  const auto told = capture.reconsider();
  const auto taken_back = capture.see(syn(1000), 60000);
  ASSERT_FALSE(taken_back.empty());
  EXPECT_EQ(taken_back[0].frame.number, 7U);
  EXPECT_FALSE(taken_back[0].wrong);
  EXPECT_EQ(capture.reconsider(), told) << "once more it looks like the end";
}

TEST(Reconsider, IsDoneUntilMoreSegmentsFollow) {
  Capture capture;
  EXPECT_TRUE(capture.analyzer().is_reconsidered()) << "nothing has come yet";
  capture.see(syn(1000));
  EXPECT_FALSE(capture.analyzer().is_reconsidered());
  capture.reconsider();
  EXPECT_TRUE(capture.analyzer().is_reconsidered());
}

TEST(Reconsider, LetsMoreSegmentsFollow) {
  Capture capture;
  capture.see_the_beginning();
  capture.see(kUndecided);
  EXPECT_TRUE(capture.reconsider().empty());
  const auto said = capture.see(kNext);
  ASSERT_EQ(said.size(), 1U) << "the same bytes at their place decide";
  EXPECT_EQ(said[0].frame.number, 7U);
  ASSERT_TRUE(said[0].wrong);
  EXPECT_EQ(said[0].wrong->confidence, Confidence::kProven);
  EXPECT_EQ(capture.see(with_bit(data(kServer, 7921, 100, 1101), 25, WireChecksum::kStale)).size(),
            1U)
      << "further damage is found";
  for (const Verdict& verdict : capture.reconsider()) {
    EXPECT_TRUE(verdict.wrong) << "nothing is taken back, frame " << verdict.frame.number;
  }
}

// The verdicts of a capture with two undecided numbers among ten connections; `port_of` says which
// port each connection has, and with it where it lies in the Analyzer's memory.
std::vector<Verdict> reconsidered(std::uint16_t (*port_of)(int)) {
  Capture capture;
  for (const int undecided : {0, 1}) {
    capture.see_the_beginning(port_of(undecided));
    EXPECT_TRUE(capture.see(kUndecided, port_of(undecided)).empty());
  }
  for (int i = 2; i < 10; ++i) {
    capture.see_the_beginning(port_of(i));
    EXPECT_EQ(capture.see(kSameDamageForSure, port_of(i)).size(), 1U);
  }
  auto said = capture.reconsider();
  std::sort(said.begin(), said.end(),
            [](const Verdict& a, const Verdict& b) { return a.frame.number < b.frame.number; });
  return said;
}

TEST(Reconsider, DoesNotDependOnTheOrderOfConnections) {
  const auto rising =
      reconsidered([](int i) -> std::uint16_t { return static_cast<std::uint16_t>(20000 + i); });
  const auto falling =
      reconsidered([](int i) -> std::uint16_t { return static_cast<std::uint16_t>(60000 - i); });
  const auto scattered = reconsidered(
      [](int i) -> std::uint16_t { return static_cast<std::uint16_t>(1024 + i * 7919 % 50021); });
  ASSERT_GE(rising.size(), 2U);
  EXPECT_EQ(rising[0].frame.number, 7U);
  EXPECT_EQ(rising, falling);
  EXPECT_EQ(rising, scattered);
}

// A SYN whose own sender refuses the answer to it, and then another SYN.
std::vector<Verdict> said_of_a_refused_syn(std::uint32_t first, std::uint32_t second) {
  Capture capture;
  capture.see(syn(first));
  capture.see(syn_ack(5000, first + 1));
  EXPECT_TRUE(capture.see(reset(kClient, first + 1)).empty()) << "it takes another SYN to tell";
  return capture.see(syn(second));
}

TEST(Analyzer, TellsOfASynThatItsSenderRefusedAndSentAgain) {
  const auto said = said_of_a_refused_syn(1000 + (1U << 27), 1000);
  ASSERT_EQ(said.size(), 1U);
  EXPECT_EQ(said[0].frame.number, 1U);
  ASSERT_TRUE(said[0].wrong);
  EXPECT_EQ(said[0].wrong->expected, SeqNum(1000));
}

TEST(Analyzer, SaysNothingOfARefusedSynBeforeAnUnrelatedOne) {
  EXPECT_TRUE(said_of_a_refused_syn(1000, 2886430470U).empty());
}

std::vector<Verdict> said_of_a_refused_syn_ack(std::uint32_t first, std::uint32_t second) {
  Capture capture;
  capture.see(syn(1000));
  capture.see(syn_ack(first, 1001));
  capture.see(pure_ack(kClient, 1001, first + 1));
  EXPECT_TRUE(capture.see(reset(kServer, first + 1)).empty()) << "it takes another one to tell";
  return capture.see(syn_ack(second, 1001));
}

TEST(Analyzer, TellsOfASynAckThatItsSenderRefusedAndSentAgain) {
  const auto said = said_of_a_refused_syn_ack(5000 + (1U << 27), 5000);
  ASSERT_EQ(said.size(), 1U);
  EXPECT_EQ(said[0].frame.number, 2U);
  ASSERT_TRUE(said[0].wrong);
  EXPECT_EQ(said[0].wrong->expected, SeqNum(5000));
}

TEST(Analyzer, SaysNothingOfARefusedSynAckBeforeAnUnrelatedOne) {
  EXPECT_TRUE(said_of_a_refused_syn_ack(5000, 1234567890).empty());
}

TEST(Analyzer, SurvivesAPacketToItself) {
  Capture capture;
  Analyzer analyzer;
  const CapturedSegment captured(syn(1000), 1);
  const SocketAddress same = address_of(kClient, kPort);
  EXPECT_TRUE(analyzer.process(same, same, captured.segment()).empty());
}

TEST(Summary, OfNothingIsNothing) {
  const CaptureSummary summary = Analyzer().summary();
  EXPECT_EQ(summary.segments, 0U);
  EXPECT_EQ(summary.conversations, 0U);
  EXPECT_EQ(summary.first_ns, 0);
  EXPECT_EQ(summary.last_ns, 0);
}

TEST(Summary, CountsSegmentsAndConversations) {
  Capture capture;
  capture.see_the_beginning(kPort);
  capture.see_the_beginning(kOtherPort);
  capture.see(syn(77000), 50001);
  const CaptureSummary summary = capture.analyzer().summary();
  EXPECT_EQ(summary.segments, 13U);
  EXPECT_EQ(summary.conversations, 3U);
  EXPECT_EQ(summary.one_direction_only, 1U) << "the SYN that nobody answered";
}

TEST(Summary, KnowsTheFirstAndTheLastTimeInWhateverOrder) {
  Capture capture;
  for (const std::int64_t time_ns : {500, 100, 900, 700}) {
    WireSegment wire = pure_ack(kClient, 1, 1);
    wire.time_ns = time_ns;
    capture.see(wire);
  }
  EXPECT_EQ(capture.analyzer().summary().first_ns, 100);
  EXPECT_EQ(capture.analyzer().summary().last_ns, 900);
}

TEST(CountSegments, CountsByAddressAndKindWhateverThePort) {
  Capture capture;
  capture.see_the_beginning(kPort);
  capture.see_the_beginning(kOtherPort);
  capture.see(reset(kClient, 1101), kOtherPort);
  const SocketAddress client = address_of(kClient, 1);
  const SocketAddress server = address_of(kServer, 1);
  SocketAddress stranger = client;
  stranger.ip[0] = 1;
  struct {
    const char* what;
    std::optional<SocketAddress> sender;
    std::set<SegmentKind> kinds;
    std::uint64_t count;
  } const cases[] = {
      {"pure ACKs of the client", client, {SegmentKind::kPureAck}, 4},
      {"pure ACKs of the server", server, {SegmentKind::kPureAck}, 0},
      {"data of the server", server, {SegmentKind::kData}, 2},
      {"data of all", std::nullopt, {SegmentKind::kData}, 4},
      {"SYNs and resets of the client", client, {SegmentKind::kSyn, SegmentKind::kRst}, 3},
      {"no kind", std::nullopt, {}, 0},
      {"all of a stranger", stranger, {SegmentKind::kPureAck, SegmentKind::kData}, 0}};
  for (const auto& c : cases) {
    EXPECT_EQ(capture.analyzer().count_segments(c.sender, c.kinds), c.count) << c.what;
  }
}

}  // namespace
}  // namespace seqbitflip::test
