// SPDX-License-Identifier: GPL-2.0-or-later
//
// Which wrong numbers are one fault, which are not, and what the members of one have in common.
#include "fault_patterns.h"

#include <gtest/gtest.h>

#include <string>

#include "findings.h"

namespace seqbitflip::test {
namespace {

using Frames = std::vector<std::uint32_t>;

Frames frames_of(const std::vector<Finding>& findings, const Fault& fault) {
  Frames frames;
  for (const std::size_t member : fault.members) {
    frames.push_back(findings[member].frame.number);
  }
  return frames;
}

std::string described(const std::vector<Finding>& findings, const std::vector<Fault>& faults) {
  std::string text = std::to_string(faults.size()) + " faults:";
  for (const Fault& fault : faults) {
    text += "\n  " + fault.name() + ", frames";
    for (const std::uint32_t frame : frames_of(findings, fault)) {
      text += " " + std::to_string(frame);
    }
  }
  return text;
}

struct Inference {
  Damage damage;
  Form form;
  Cause cause;
  std::size_t takes;  // as many members are enough, where nothing else is wrong
};

constexpr Inference kInferences[] = {
    {Damage::kConstant, Form::kDifference, Cause::kConstantOffset, 2},
    {Damage::kPowerOfTwo, Form::kDifference, Cause::kConstantOffset, 3},
    {Damage::kOne, Form::kDifference, Cause::kConstantOffset, 3},
    {Damage::kStuckAtOne, Form::kStuckBit, Cause::kStuckBit, 3},
    {Damage::kStuckAtZero, Form::kStuckBit, Cause::kStuckBit, 3},
    {Damage::kOneBitBothWays, Form::kMask, Cause::kBitFlip, 4},
    {Damage::kThreeBitsBothWays, Form::kMask, Cause::kBitFlip, 2},
    {Damage::kReversedBytes, Form::kByteOrder, Cause::kByteOrder, 2},
    {Damage::kZeros, Form::kCleared, Cause::kCleared, 2},
    {Damage::kOnes, Form::kCleared, Cause::kCleared, 2},
    {Damage::kNeighbour, Form::kAnotherConnection, Cause::kAnotherConnection, 2}};

TEST(FindFaults, TellsTheCauseOfAsFewAsItTakes) {
  std::mt19937 random(20260421);
  for (const Inference& c : kInferences) {
    for (std::size_t members = c.takes; members <= 12; ++members) {
      std::vector<Finding> findings;
      for (std::uint32_t i = 0; i < members; ++i) {
        findings.push_back(damaged(c.damage, i + 1, i, random));
      }
      const std::vector<Fault> faults = find_faults(findings);
      ASSERT_EQ(faults.size(), 1U)
          << members << " times " << name_of(c.damage) << ": " << described(findings, faults);
      EXPECT_EQ(faults[0].members.size(), members) << name_of(c.damage);
      EXPECT_EQ(faults[0].form, c.form)
          << members << " times " << name_of(c.damage) << ": " << described(findings, faults);
      EXPECT_STREQ(seqbitflip::name_of(faults[0].cause), seqbitflip::name_of(c.cause))
          << members << " times " << name_of(c.damage);
    }
  }
}

TEST(FindFaults, CountsNoCopyOfAPacket) {
  std::mt19937 random(20261127);
  Finding packet = damaged(Damage::kThreeBitsBothWays, 1, 0, random);
  Finding copy = packet;
  copy.frame.number = 2;
  copy.wrong.copy_of = 1;
  EXPECT_TRUE(find_faults(std::vector{packet, copy}).empty()) << "one packet on two interfaces";
  Finding second = packet;
  second.frame.number = 3;
  const auto faults = find_faults(std::vector{packet, copy, second});
  ASSERT_EQ(faults.size(), 1U) << "damaged twice alike";
  EXPECT_EQ(faults[0].members.size(), 3U) << "of which one was seen twice";
}

TEST(FindFaults, ClaimsNothingOfFewerThanItTakes) {
  std::mt19937 random(20260429);
  for (const Inference& c : kInferences) {
    std::vector<Finding> findings;
    for (std::uint32_t i = 0; i + 1 < c.takes; ++i) {
      findings.push_back(damaged(c.damage, i + 1, i, random));
    }
    const std::vector<Fault> faults = find_faults(findings);
    EXPECT_TRUE(faults.empty()) << name_of(c.damage) << ": " << described(findings, faults);
  }
}

TEST(FindFaults, TellsTwoFaultsApart) {
  constexpr std::uint32_t kEach = 5;
  std::mt19937 random(20260422);
  for (const Inference& one : kInferences) {
    for (const Inference& other : kInferences) {
      const bool same_form =
          one.form == other.form && (one.form == Form::kCleared || one.damage == other.damage);
      if (same_form) {
        continue;
      }
      std::vector<Finding> findings;
      Frames frames_of_one;
      for (std::uint32_t i = 0; i < kEach; ++i) {
        frames_of_one.push_back(2 * i + 1);
        findings.push_back(damaged(one.damage, 2 * i + 1, i, random));
        findings.push_back(damaged(other.damage, 2 * i + 2, i, random));
      }
      const std::vector<Fault> faults = find_faults(findings);
      const std::string what = std::string(name_of(one.damage)) + " and " + name_of(other.damage) +
                               ": " + described(findings, faults);
      ASSERT_EQ(faults.size(), 2U) << what;
      const Fault& of_one = frames_of(findings, faults[0]) == frames_of_one ? faults[0] : faults[1];
      EXPECT_EQ(frames_of(findings, of_one), frames_of_one) << what;
      EXPECT_EQ(of_one.form, one.form) << what;
    }
  }
}

// Three or more of each that share a fault, among as many flips that share nothing.
TEST(FindFaults, TellsAFaultFromWhatIsUnrelated) {
  constexpr std::uint32_t kEach = 6;
  std::mt19937 random(20260423);
  for (const Inference& c : kInferences) {
    std::vector<Finding> findings = unrelated_flips(kEach, random);
    for (std::uint32_t i = 0; i < kEach; ++i) {
      // Each at a bit of its own, and at none of the bits that the damages hit.
      Finding& flip = findings[i];
      const std::uint32_t number = flip.wrong.expected.value();
      flip = finding(i + 1, number, number ^ (std::uint32_t{4} << 4 * i));
      findings.push_back(damaged(c.damage, kEach + 1 + i, i, random));
    }
    const std::vector<Fault> faults = find_faults(findings);
    ASSERT_EQ(faults.size(), 1U) << name_of(c.damage) << ": " << described(findings, faults);
    EXPECT_EQ(faults[0].form, c.form) << name_of(c.damage);
    EXPECT_EQ(frames_of(findings, faults[0]), (Frames{7, 8, 9, 10, 11, 12})) << name_of(c.damage);
  }
}

// The threshold promises less than one in a thousand captures; a thousand captures of each size
// may show a few more or less than one.
TEST(FindFaults, SeesNoPatternInUnrelatedFlips) {
  constexpr int kCaptures = 1000;
  constexpr int kMostWithAPattern = 3;
  std::mt19937 random(20260424);
  for (const std::size_t flips : {1U, 2U, 3U, 5U, 20U, 100U}) {
    int with_a_pattern = 0;
    std::string last;
    for (int capture = 0; capture < kCaptures; ++capture) {
      const std::vector<Finding> findings = unrelated_flips(flips, random);
      const std::vector<Fault> faults = find_faults(findings);
      if (!faults.empty()) {
        ++with_a_pattern;
        last = described(findings, faults);
      }
    }
    EXPECT_LE(with_a_pattern, kMostWithAPattern)
        << "of " << kCaptures << " captures with " << flips << " flips; one of them: " << last;
  }
}

TEST(FindFaults, SeesNoPatternInUnrelatedFlipsOfSeveralBits) {
  constexpr int kCaptures = 1000;
  constexpr int kMostWithAPattern = 3;
  std::mt19937 random(20260430);
  for (const std::size_t numbers : {5U, 20U, 100U}) {
    int with_a_pattern = 0;
    for (int capture = 0; capture < kCaptures; ++capture) {
      std::vector<Finding> findings;
      for (std::uint32_t frame = 1; frame <= numbers; ++frame) {
        const auto expected = static_cast<std::uint32_t>(random());
        std::uint32_t observed = expected;
        for (std::uint32_t flips = 0; flips <= frame % 4 || observed == expected; ++flips) {
          observed ^= std::uint32_t{1} << random() % 32;
        }
        findings.push_back(finding(frame, expected, observed));
      }
      with_a_pattern += find_faults(findings).empty() ? 0 : 1;
    }
    EXPECT_LE(with_a_pattern, kMostWithAPattern)
        << "of " << kCaptures << " captures with " << numbers << " numbers";
  }
}

TEST(FindFaults, SeesNoPatternWhereEveryDamageIsAnother) {
  const std::vector<Finding> findings = {
      finding(1, 1000, 1001), finding(2, 0x01020304, 0x04030201), finding(3, 123456, 0),
      finding(4, 0x10000000, 0x10000000 - 16711936), finding(5, 77777, 3000000000U)};
  const std::vector<Fault> faults = find_faults(findings);
  EXPECT_TRUE(faults.empty()) << described(findings, faults);
}

// The highest bit adds what it subtracts: only the numbers themselves say that it goes both ways.
TEST(FindFaults, TellsWhetherTheHighestBitIsStuck) {
  constexpr std::uint32_t kHighest = 0x80000000U;
  struct {
    const char* what;
    std::uint32_t every_other;  // added to every second expected number
    const char* name;
  } const cases[] = {{"always set", 0, "Bit 31 stuck at 1 in sequence numbers"},
                     {"set and cleared", kHighest, "Bits 0x80000000 flipped in sequence numbers"}};
  for (const auto& c : cases) {
    std::vector<Finding> findings;
    for (std::uint32_t i = 0; i < 6; ++i) {
      const std::uint32_t expected = 0x01234567 + 7919 * i + (i % 2 == 1 ? c.every_other : 0);
      findings.push_back(finding(i + 1, expected, expected ^ kHighest));
    }
    const std::vector<Fault> faults = find_faults(findings);
    ASSERT_EQ(faults.size(), 1U) << c.what << ": " << described(findings, faults);
    EXPECT_EQ(faults[0].name(), c.name) << c.what;
  }
}

TEST(FindFaults, SeesTheFaultOfVeryManyNumbers) {
  constexpr std::uint32_t kMany = 100000;
  std::mt19937 random(20260428);
  std::vector<Finding> findings;
  for (std::uint32_t i = 0; i < kMany; ++i) {
    findings.push_back(damaged(Damage::kStuckAtOne, i + 1, i, random));
  }
  const std::vector<Fault> faults = find_faults(findings);
  ASSERT_EQ(faults.size(), 1U);
  EXPECT_EQ(faults[0].form, Form::kStuckBit);
  EXPECT_EQ(faults[0].members.size(), kMany);
}

TEST(FindFaults, OfNothingOrOfOneIsNothing) {
  EXPECT_TRUE(find_faults({}).empty());
  const std::vector<Finding> one = {finding(1, 3952704914U, 3935992978U)};
  EXPECT_TRUE(find_faults(one).empty());
}

TEST(FindFaults, OfTheSeedCaseIsOneConstantAlthoughTheMasksDiffer) {
  const std::vector<Finding> findings = {finding(8, 3952704914U, 3935992978U),
                                         finding(30, 2582068127U, 2565356191U)};
  ASSERT_NE(findings[0].wrong.difference.mask, findings[1].wrong.difference.mask);
  const std::vector<Fault> faults = find_faults(findings);
  ASSERT_EQ(faults.size(), 1U) << described(findings, faults);
  EXPECT_EQ(faults[0].form, Form::kDifference);
  EXPECT_EQ(faults[0].cause, Cause::kConstantOffset);
  EXPECT_EQ(faults[0].delta, -16711936);
  EXPECT_EQ(faults[0].name(), "Constant offset -16711936 in sequence numbers");
}

TEST(FindFaults, TellsTheThreeWaysOneBitCanBeWrongApart) {
  constexpr std::uint32_t kBit = 1U << 12;
  const std::uint32_t clear = 0x20000000;
  const std::uint32_t set = clear | kBit;
  struct Seen {
    std::uint32_t expected;
    std::uint32_t observed;
  };
  struct {
    const char* what;
    std::vector<Seen> seen;
    const char* name;
  } const cases[] = {
      {"always set where it should not be: no flip, no addition",
       {{clear, set}, {clear + 77, set + 77}, {clear + 5, set + 5}, {clear + 9, set + 9}},
       "Bit 12 stuck at 1 in sequence numbers"},
      {"always clear where it should not be: no flip, no subtraction",
       {{set, clear}, {set + 77, clear + 77}, {set + 5, clear + 5}, {set + 9, clear + 9}},
       "Bit 12 stuck at 0 in sequence numbers"},
      {"both ways: not stuck, nothing added",
       {{clear, set}, {set + 77, clear + 77}, {clear + 5, set + 5}, {set + 9, clear + 9}},
       "Bits 0x00001000 flipped in sequence numbers"},
      {"it carries: not stuck, no flip",
       {{clear, set}, {set + 77, set + 77 + kBit}, {clear + 5, set + 5}, {set + 9, set + 9 + kBit}},
       "Constant offset 4096 in sequence numbers"}};
  for (const auto& c : cases) {
    std::vector<Finding> findings;
    for (const Seen& seen : c.seen) {
      findings.push_back(
          finding(static_cast<std::uint32_t>(findings.size()) + 1, seen.expected, seen.observed));
    }
    const std::vector<Fault> faults = find_faults(findings);
    ASSERT_EQ(faults.size(), 1U) << c.what << ": " << described(findings, faults);
    EXPECT_EQ(faults[0].name(), c.name) << c.what;
  }
}

TEST(FindFaults, KeepsSequenceAndAcknowledgmentNumbersApart) {
  std::mt19937 random(20260425);
  std::vector<Finding> findings;
  for (std::uint32_t i = 0; i < 8; ++i) {
    findings.push_back(damaged(Damage::kConstant, i + 1, i, random));
    findings.back().kind = i < 5 ? NumberKind::kAcknowledgment : NumberKind::kSequence;
  }
  const std::vector<Fault> faults = find_faults(findings);
  ASSERT_EQ(faults.size(), 2U) << described(findings, faults);
  EXPECT_EQ(faults[0].name(), "Constant offset -16711936 in acknowledgment numbers");
  EXPECT_EQ(faults[0].members.size(), 5U) << "the larger one comes first";
  EXPECT_EQ(faults[1].name(), "Constant offset -16711936 in sequence numbers");
}

TEST(FindFaults, TellsABoundedNumberApart) {
  std::mt19937 random(20260426);
  std::vector<Finding> findings;
  for (std::uint32_t fault = 0; fault < kMostFaults + 8; ++fault) {
    const std::uint32_t constant = 0x00F0F001U + fault * 0x01010101U;
    for (int member = 0; member < 3; ++member) {
      const auto number = static_cast<std::uint32_t>(random());
      findings.push_back(
          finding(static_cast<std::uint32_t>(findings.size()) + 1, number, number + constant));
    }
  }
  EXPECT_EQ(find_faults(findings).size(), kMostFaults);
}

TEST(FindFaults, TakesAllUntranslatedSackEdgesForOneDevicesWhateverTheDifferences) {
  const std::vector<Finding> findings = {
      untranslated_edge(1, 1000, 77'000), untranslated_edge(2, 9000, -5),
      finding(3, 4000, 4000 ^ 0x400000), untranslated_edge(4, 3000, 77'000)};
  const auto faults = find_faults(findings);
  ASSERT_EQ(faults.size(), 1U) << described(findings, faults);
  EXPECT_EQ(frames_of(findings, faults.front()), (Frames{1, 2, 4}));
  EXPECT_EQ(faults.front().form, Form::kUntranslated);
  EXPECT_EQ(faults.front().deltas, (std::vector<std::int32_t>{-5, 77'000}));
  EXPECT_EQ(faults.front().name(), "SACK edges not translated, off by 2 differences");
}

TEST(FindFaults, NamesTheDifferenceOfUntranslatedSackEdgesWhereItIsOne) {
  const std::vector<Finding> findings = {untranslated_edge(1, 1000, 77'000)};
  const auto faults = find_faults(findings);
  ASSERT_EQ(faults.size(), 1U) << "found as what it is, one is enough";
  EXPECT_EQ(faults.front().name(), "SACK edges not translated, off by 77000");
}

}  // namespace
}  // namespace seqbitflip::test
