// SPDX-License-Identifier: GPL-2.0-or-later
//
// What is concluded from what was seen, and what is ruled out; what a fault cost.
#include "diagnosis.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "findings.h"

namespace seqbitflip::test {
namespace {

constexpr std::int64_t kNsPerSecond = 1'000'000'000;

constexpr ChecksumTally kAllStale{4, 0, 0};
constexpr ChecksumTally kAllCovering{0, 4, 0};
constexpr ChecksumTally kBoth{2, 2, 0};
constexpr ChecksumTally kNone{0, 0, 4};

bool says(const std::vector<std::string>& sentences, const std::string& words) {
  return std::any_of(sentences.begin(), sentences.end(), [&](const std::string& sentence) {
    return sentence.find(words) != std::string::npos;
  });
}

std::string all_of(const std::vector<std::string>& sentences) {
  std::string text;
  for (const std::string& sentence : sentences) {
    text += "\n  " + sentence;
  }
  return text;
}

FaultFacts seen(Cause cause, ChecksumTally checksums, std::uint64_t masks,
                std::int32_t differences) {
  FaultFacts facts;
  facts.cause = cause;
  facts.related = true;
  facts.members = 4;
  facts.segments = facts.packets = 4;
  facts.different_masks = masks;
  for (std::int32_t i = 1; i <= differences; ++i) {
    facts.differences.insert(i);
  }
  facts.checksums = checksums;
  facts.segment_kinds = {SegmentKind::kPureAck, SegmentKind::kData};
  return facts;
}

FaultFacts untranslated(std::set<std::int32_t> differences) {
  FaultFacts facts = seen(Cause::kConstantOffset, kAllCovering, 4, 0);
  facts.untranslated = true;
  facts.differences = std::move(differences);
  return facts;
}

struct Inference {
  const char* what_was_seen;
  FaultFacts facts;
  std::vector<const char*> points_to;
  std::vector<const char*> ruled_out;
  std::vector<const char*> not_ruled_out;
};

constexpr const char* kCable = "A cable or a link";
constexpr const char* kRewriting = "A device that rewrites the number on purpose";
constexpr const char* kSender = "The sender's TCP";
constexpr const char* kRandomFlip = "A random bit flip";
constexpr const char* kNoise = "Noise on a link";
constexpr const char* kFlips = "Flipped bits";

TEST(Conclude, DrawsEachInferenceAndRulesOutWhatContradictsIt) {
  const Inference cases[] = {
      {"flips, the checksum is stale",
       seen(Cause::kBitFlip, kAllStale, 1, 2),
       {"after the checksum was computed", "memory or a link"},
       {kSender, kRewriting},
       {kCable}},
      {"flips, the checksum covers them",
       seen(Cause::kBitFlip, kAllCovering, 1, 2),
       {"before the checksum was computed", "sender's memory", "computes the checksum anew"},
       {kCable},
       {kSender, kRewriting}},
      {"flips, some checksums are stale and some are not",
       seen(Cause::kBitFlip, kBoth, 1, 2),
       {"the checksums do not tell"},
       {},
       {kCable, kSender, kRewriting}},
      {"flips, no checksum can be verified",
       seen(Cause::kBitFlip, kNone, 1, 2),
       {"the checksums do not tell"},
       {},
       {kCable, kSender, kRewriting}},
      {"a stuck bit, the checksum is stale",
       seen(Cause::kStuckBit, kAllStale, 1, 1),
       {"stuck memory bit in a device on the way"},
       {kNoise, kSender, kRewriting},
       {kCable}},
      {"a stuck bit, the checksum covers it",
       seen(Cause::kStuckBit, kAllCovering, 1, 1),
       {"stuck memory bit at the sender", "computes the checksum anew"},
       {kNoise, kCable},
       {kSender, kRewriting}},
      {"a stuck bit, no checksum can be verified",
       seen(Cause::kStuckBit, kNone, 1, 1),
       {"the checksums do not tell"},
       {kNoise},
       {kCable, kSender, kRewriting}},
      {"one difference, the checksum is stale: whoever rewrites does not correct it",
       seen(Cause::kConstantOffset, kAllStale, 3, 1),
       {"rewrites sequence numbers"},
       {kRandomFlip, kSender},
       {kRewriting, kCable}},
      {"one difference, several masks, the checksum covers it",
       seen(Cause::kConstantOffset, kAllCovering, 3, 1),
       {"rewrites sequence numbers", "firewall", "address translation"},
       {kRandomFlip, kCable},
       {kSender, kRewriting}},
      {"one difference, one mask",
       seen(Cause::kConstantOffset, kAllCovering, 1, 1),
       {"rewrites sequence numbers"},
       {kCable},
       {kRandomFlip}},
      {"several differences",
       seen(Cause::kConstantOffset, kAllCovering, 3, 3),
       {"rewrites sequence numbers"},
       {kCable},
       {kRandomFlip}},
      {"SACK edges off by one difference in one connection",
       untranslated({77'000}),
       {"translates sequence numbers but leaves SACK edges"},
       {kFlips, kCable},
       {kSender}},
      {"SACK edges off by another difference in each connection",
       untranslated({-5, 77'000}),
       {"translates sequence numbers but leaves SACK edges"},
       {kFlips, kCable},
       {kSender}},
      {"another order of bytes, the checksum covers it",
       seen(Cause::kByteOrder, kAllCovering, 4, 4),
       {"sender's stack", "network card"},
       {kFlips, kCable},
       {kSender}},
      {"another order of bytes, the checksum is stale",
       seen(Cause::kByteOrder, kAllStale, 4, 4),
       {"on the way"},
       {kFlips, kSender},
       {kCable, kRewriting}},
      {"another order of bytes, some checksums are stale and some are not",
       seen(Cause::kByteOrder, kBoth, 4, 4),
       {"at the sender or on the way"},
       {kFlips},
       {kCable, kSender, kRewriting}},
      {"cleared, the checksum covers it",
       seen(Cause::kCleared, kAllCovering, 4, 4),
       {"overwrites the number"},
       {kCable},
       {kSender}},
      {"another connection's number",
       seen(Cause::kAnotherConnection, kAllCovering, 4, 4),
       {"mixes up the states of two connections"},
       {kFlips, kCable},
       {kSender}},
      {"nothing that is known",
       seen(Cause::kUnknown, kNone, 4, 4),
       {"do not tell"},
       {},
       {kCable, kSender, kRewriting, kFlips, kRandomFlip}}};
  for (const Inference& c : cases) {
    const Conclusion conclusion = conclude(c.facts);
    for (const char* words : c.points_to) {
      EXPECT_NE(conclusion.points_to.find(words), std::string::npos)
          << c.what_was_seen << ": \"" << words << "\" is missing in: " << conclusion.points_to;
    }
    for (const char* words : c.ruled_out) {
      EXPECT_TRUE(says(conclusion.ruled_out, words))
          << c.what_was_seen << ": \"" << words
          << "\" is not ruled out, only:" << all_of(conclusion.ruled_out);
    }
    for (const char* words : c.not_ruled_out) {
      EXPECT_FALSE(says(conclusion.ruled_out, words))
          << c.what_was_seen << ": nothing rules \"" << words << "\" out";
    }
  }
}

// Each connection may have a difference of its own, and one connection may show one mask only.
TEST(Conclude, OfUntranslatedSackEdgesReliesOnWhatEachConnectionShows) {
  for (const FaultFacts& facts : {untranslated({77'000}), untranslated({-5, 77'000})}) {
    const Conclusion conclusion = conclude(facts);
    EXPECT_TRUE(says(conclusion.ruled_out, "they would not move all edges of a connection"))
        << all_of(conclusion.ruled_out);
    EXPECT_FALSE(says(conclusion.reasons, "after each loss")) << "that is a consequence";
  }
}

// What a conclusion rules out must not be what it points to.
TEST(Conclude, NeverRulesOutWhatItPointsTo) {
  for (int cause = 0; cause <= static_cast<int>(Cause::kAnotherConnection); ++cause) {
    const Conclusion stale = conclude(seen(static_cast<Cause>(cause), kAllStale, 2, 1));
    const std::string name = name_of(static_cast<Cause>(cause));
    if (says(stale.ruled_out, kSender)) {
      EXPECT_EQ(stale.points_to.find("sender's stack"), std::string::npos) << name;
      EXPECT_EQ(stale.points_to.find("at the sender"), std::string::npos) << name;
    }
    if (says(stale.ruled_out, kRewriting)) {
      for (const char* rewriting : {"rewrite", "overwrite", "writes the number", "mixes up"}) {
        EXPECT_EQ(stale.points_to.find(rewriting), std::string::npos)
            << name << " with a stale checksum points to: " << stale.points_to
            << "\nand rules out:" << all_of(stale.ruled_out);
      }
    }
    const Conclusion covering = conclude(seen(static_cast<Cause>(cause), kAllCovering, 2, 1));
    if (says(covering.ruled_out, kCable)) {
      EXPECT_EQ(covering.points_to.find("link"), std::string::npos) << name;
    }
  }
}

TEST(Conclude, IsLessCertainOfOnePacketAlone) {
  for (const Cause cause : {Cause::kBitFlip, Cause::kConstantOffset, Cause::kByteOrder,
                            Cause::kCleared, Cause::kAnotherConnection}) {
    for (const ChecksumTally& each :
         {ChecksumTally{1, 0, 0}, ChecksumTally{0, 1, 0}, ChecksumTally{0, 0, 1}}) {
      FaultFacts facts = seen(cause, each, 1, 1);
      facts.packets = 1;  // whose SACK edges are several members
      const Conclusion conclusion = conclude(facts);
      EXPECT_NE(conclusion.points_to.find("may be"), std::string::npos) << conclusion.points_to;
      EXPECT_FALSE(says(conclusion.reasons, "each time")) << all_of(conclusion.reasons);
      facts.packets = 2;
      EXPECT_EQ(conclude(facts).points_to.find("may be"), std::string::npos)
          << conclude(facts).points_to;
    }
  }
}

TEST(Conclude, IsLessCertainOfWhatSharesNothingButTheCause) {
  FaultFacts facts = seen(Cause::kConstantOffset, kAllCovering, 4, 4);
  facts.related = false;
  EXPECT_TRUE(conclude(facts).points_to.starts_with("It may be a device that rewrites"))
      << conclude(facts).points_to;
  facts.cause = Cause::kUnknown;
  EXPECT_TRUE(conclude(facts).points_to.starts_with("The numbers do not tell"))
      << conclude(facts).points_to;
}

TEST(Conclude, SaysWhatTheChecksumsShow) {
  struct {
    ChecksumTally checksums;
    const char* reason;
  } const cases[] = {
      {kAllCovering, "The TCP checksum covers the wrong number"},
      {kAllStale, "The TCP checksum is wrong as captured and right with the"},
      {kAllStale, "the damage came after it was computed."},
      {kBoth, "Some checksums cover the wrong number and some do not"},
      {kNone, "No checksum tells whether the damage came before"},
      {{1, 0, 3}, "Every TCP checksum that can be verified is wrong as captured"},
      {{1, 0, 3}, "the damage came after it was computed (3 of 4 cannot be verified)."},
      {{0, 1, 3}, "Every TCP checksum that can be verified covers the wrong number"},
      {{0, 1, 3}, "it was computed with it (3 of 4 cannot be verified)."}};
  for (const auto& c : cases) {
    const Conclusion conclusion = conclude(seen(Cause::kBitFlip, c.checksums, 1, 1));
    EXPECT_TRUE(says(conclusion.reasons, c.reason))
        << "\"" << c.reason << "\" is missing in:" << all_of(conclusion.reasons);
  }
}

TEST(Conclude, SaysWhereOnlyOneKindOfSegmentIsHit) {
  FaultFacts facts = seen(Cause::kConstantOffset, kAllCovering, 2, 1);
  EXPECT_FALSE(says(conclude(facts).reasons, "one kind")) << "two kinds are hit";
  facts.segment_kinds = {SegmentKind::kPureAck};
  EXPECT_TRUE(says(conclude(facts).reasons, "Only segments of one kind are hit: pure ACK."));
  EXPECT_FALSE(says(conclude(facts).reasons, "resets"));
  facts.segment_kinds = {SegmentKind::kRst};
  EXPECT_TRUE(says(conclude(facts).reasons, "What makes these resets"));
  facts.packets = 1;
  EXPECT_FALSE(says(conclude(facts).reasons, "resets")) << "one segment is always of one kind";
  facts.segment_kinds = {SegmentKind::kPureAck};
  EXPECT_FALSE(says(conclude(facts).reasons, "kind")) << "one segment is always of one kind";
}

std::uint64_t none_counted(const std::optional<SocketAddress>&, const std::set<SegmentKind>&) {
  return 0;
}

Finding in_connection(std::uint32_t frame, std::uint16_t client_port, Impact impact) {
  Finding made = finding(frame, 1000 * frame, 1000 * frame - 16711936U);
  made.wrong.circumstances.passage.destination.port = client_port;
  made.wrong.impact = impact;
  return made;
}

TEST(Diagnose, OfTheSeedCase) {
  std::vector<Finding> findings = {finding(8, 3952704914U, 3935992978U),
                                   finding(30, 2582068127U, 2565356191U)};
  for (Finding& one : findings) {
    one.wrong.checksum = ChecksumFinding::kCoversWrongNumber;
  }
  findings[0].wrong.impact = {0, 120'141'867'000, true, 0};
  findings[1].wrong.circumstances.passage.destination.port = 49437;
  const Diagnosis diagnosis = diagnose(findings, {}, none_counted);
  ASSERT_EQ(diagnosis.faults.size(), 1U);
  EXPECT_TRUE(diagnosis.scattered.empty());
  const FaultDiagnosis& fault = diagnosis.faults[0];
  EXPECT_EQ(fault.facts.cause, Cause::kConstantOffset);
  EXPECT_EQ(fault.facts.different_masks, 2U);
  EXPECT_EQ(fault.facts.differences, std::set<std::int32_t>{-16711936});
  EXPECT_TRUE(fault.facts.checksums.only_covering());
  EXPECT_TRUE(says(fault.conclusion.ruled_out, kRandomFlip));
  EXPECT_TRUE(says(fault.conclusion.ruled_out, kCable));
  EXPECT_TRUE(says(fault.conclusion.reasons, "Only segments of one kind are hit: pure ACK."));
  EXPECT_EQ(fault.cost.connections, 2U);
  EXPECT_EQ(fault.cost.stalled, 1U);
  EXPECT_EQ(fault.cost.never_recovered, 1U);
  EXPECT_EQ(fault.cost.reset, 1U);
  EXPECT_EQ(fault.cost.longest_stall_ns, 120'141'867'000);
  EXPECT_EQ(fault.first_ns, 8 * kNsPerSecond);
  EXPECT_EQ(fault.last_ns, 30 * kNsPerSecond);
  EXPECT_EQ(fault.bits[8], 2U);
  EXPECT_EQ(fault.bits[19], 1U);
}

TEST(Diagnose, AddsUpTheCost) {
  const Impact short_pause{20, kNoticeableStallNs - 1, false, 100};
  const Impact long_pause{30, 3 * kNsPerSecond, false, 1460};
  const Impact longer_pause{40, 5 * kNsPerSecond, false, 500};
  const Impact longest_pause{50, 20 * kNsPerSecond, false, 0};
  const Impact until_reset{0, 10 * kNsPerSecond, true, 0};
  const Impact at_once{0, 1000, true, 0};
  const Impact until_the_end{0, 7 * kNsPerSecond, false, 0};
  const Impact soon_the_end{0, kNoticeableStallNs - 1, false, 0};
  struct {
    const char* what;
    std::vector<Finding> findings;
    Cost cost;
  } const cases[] = {{"a pause that nobody notices",
                      {in_connection(1, 1, short_pause), in_connection(2, 1, {})},
                      {1, 0, 0, 0, 0, 0, 100}},
                     {"a reset that refuses the number at once",
                      {in_connection(1, 1, at_once), in_connection(2, 2, at_once)},
                      {2, 0, 0, 2, 0, 0, 0}},
                     {"two stalls of one connection overlap: the longest counts, the bytes add up",
                      {in_connection(1, 1, longer_pause), in_connection(2, 1, long_pause)},
                      {1, 1, 0, 0, 5 * kNsPerSecond, 5 * kNsPerSecond, 1960}},
                     {"one went on after a long stall and never did after a shorter one",
                      {in_connection(1, 1, until_reset), in_connection(2, 1, longest_pause)},
                      {1, 1, 1, 1, 20 * kNsPerSecond, 20 * kNsPerSecond, 0}},
                     {"one went on after a long stall and was reset at once later",
                      {in_connection(1, 1, longest_pause), in_connection(2, 1, at_once)},
                      {1, 1, 0, 1, 20 * kNsPerSecond, 20 * kNsPerSecond, 0}},
                     {"the capture ends soon after one that went on after a long stall",
                      {in_connection(1, 1, longest_pause), in_connection(2, 1, soon_the_end)},
                      {1, 1, 0, 0, 20 * kNsPerSecond, 20 * kNsPerSecond, 0}},
                     {"one recovered, one was reset, one was not seen any more",
                      {in_connection(1, 1, long_pause), in_connection(2, 2, until_reset),
                       in_connection(3, 3, until_the_end)},
                      {3, 3, 2, 1, 20 * kNsPerSecond, 10 * kNsPerSecond, 1460}}};
  for (const auto& c : cases) {
    const Diagnosis diagnosis = diagnose(c.findings, {}, none_counted);
    ASSERT_EQ(diagnosis.faults.size(), 1U) << c.what;
    const Cost& cost = diagnosis.faults[0].cost;
    EXPECT_EQ(cost.connections, c.cost.connections) << c.what;
    EXPECT_EQ(cost.stalled, c.cost.stalled) << c.what;
    EXPECT_EQ(cost.never_recovered, c.cost.never_recovered) << c.what;
    EXPECT_EQ(cost.reset, c.cost.reset) << c.what;
    EXPECT_EQ(cost.total_stall_ns, c.cost.total_stall_ns) << c.what;
    EXPECT_EQ(cost.longest_stall_ns, c.cost.longest_stall_ns) << c.what;
    EXPECT_EQ(cost.bytes_sent_again, c.cost.bytes_sent_again) << c.what;
  }
}

TEST(Diagnose, TakesBothDirectionsOfAConnectionForOne) {
  std::vector<Finding> findings = {in_connection(1, 1, {}), in_connection(2, 1, {})};
  Passage& back = findings[1].wrong.circumstances.passage;
  std::swap(back.source, back.destination);
  const Diagnosis diagnosis = diagnose(findings, {}, none_counted);
  ASSERT_EQ(diagnosis.faults.size(), 1U);
  EXPECT_EQ(diagnosis.faults[0].cost.connections, 1U);
}

TEST(Diagnose, AsksHowManySegmentsWereExposed) {
  std::vector<Finding> findings = {in_connection(1, 1, {}), in_connection(2, 2, {})};
  findings[1].wrong.circumstances.segment_kind = SegmentKind::kFin;
  const std::set<SegmentKind> kinds = {SegmentKind::kPureAck, SegmentKind::kFin};
  const auto of_the_sender = [&](const std::optional<SocketAddress>& sender,
                                 const std::set<SegmentKind>& asked) -> std::uint64_t {
    EXPECT_EQ(asked, kinds);
    return sender ? 40 : 90;
  };
  EXPECT_EQ(diagnose(findings, {}, of_the_sender).faults.at(0).exposed, 40U) << "one sender";
  findings[1].wrong.circumstances.passage.source.ip[3] = 77;
  EXPECT_EQ(diagnose(findings, {}, of_the_sender).faults.at(0).exposed, 90U) << "two senders";
}

TEST(Diagnose, TellsSinceWhenAlsoWhereTheCaptureIsNotInTheOrderOfTime) {
  std::vector<Finding> findings;
  for (const std::int64_t time_ns : {50, 20, 90, 70}) {
    findings.push_back(in_connection(static_cast<std::uint32_t>(findings.size() + 1), 1, {}));
    findings.back().wrong.circumstances.time_ns = time_ns;
  }
  const Diagnosis diagnosis = diagnose(findings, {}, none_counted);
  ASSERT_EQ(diagnosis.faults.size(), 1U);
  EXPECT_EQ(diagnosis.faults[0].first_ns, 20);
  EXPECT_EQ(diagnosis.faults[0].last_ns, 90);
}

TEST(Diagnose, PutsWhatBelongsToNoFaultBesideIt) {
  const std::vector<Finding> findings = {
      finding(1, 3952704914U, 3935992978U), finding(2, 1000, 1000 ^ 0x400000),
      finding(3, 2582068127U, 2565356191U), finding(4, 0x01020304, 0x04030201),
      finding(5, 7000, 7000 ^ 0x8000)};
  const Diagnosis diagnosis = diagnose(findings, {}, none_counted);
  ASSERT_EQ(diagnosis.findings.size(), 5U);
  ASSERT_EQ(diagnosis.faults.size(), 1U);
  EXPECT_EQ(diagnosis.faults[0].fault.members, (std::vector<std::size_t>{0, 2}));
  ASSERT_EQ(diagnosis.scattered.size(), 2U) << "by cause";
  EXPECT_EQ(diagnosis.scattered[0].fault.name(), "Bit flip, scattered");
  EXPECT_EQ(diagnosis.scattered[0].fault.members, (std::vector<std::size_t>{1, 4}));
  EXPECT_EQ(diagnosis.scattered[1].fault.name(), "Byte order, once");
  EXPECT_TRUE(diagnosis.faults[0].facts.related);
  EXPECT_FALSE(diagnosis.scattered[0].facts.related);
}

TEST(Diagnose, TakesTheCopiesOfAPacketForOnePacket) {
  std::vector<Finding> findings = {finding(1, 1000, 1000 ^ 0x400000),
                                   finding(2, 1000, 1000 ^ 0x400000)};
  findings[0].wrong.impact.bytes_sent_again = findings[1].wrong.impact.bytes_sent_again = 1448;
  findings[1].wrong.copy_of = 1;
  const Diagnosis diagnosis = diagnose(findings, {}, none_counted);
  ASSERT_EQ(diagnosis.scattered.size(), 1U);
  const FaultDiagnosis& both = diagnosis.scattered[0];
  EXPECT_EQ(both.fault.name(), "Bit flip, once");
  EXPECT_EQ(both.facts.segments, 2U);
  EXPECT_EQ(both.facts.packets, 1U);
  EXPECT_EQ(both.cost.bytes_sent_again, 1448U);
}

TEST(Diagnose, OfNothingIsNothing) {
  const Diagnosis diagnosis = diagnose({}, {.segments = 12, .conversations = 2}, none_counted);
  EXPECT_TRUE(diagnosis.findings.empty());
  EXPECT_TRUE(diagnosis.faults.empty());
  EXPECT_TRUE(diagnosis.scattered.empty());
  EXPECT_EQ(diagnosis.capture.segments, 12U);
}

}  // namespace
}  // namespace seqbitflip::test
