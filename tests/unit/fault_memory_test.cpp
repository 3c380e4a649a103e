// SPDX-License-Identifier: GPL-2.0-or-later
#include "fault_memory.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "explanation.h"

namespace seqbitflip {
namespace {

struct Finding {
  std::uint32_t expected;
  std::uint32_t observed;
};

FaultMemory memory_of(std::initializer_list<Finding> findings) {
  FaultMemory memory;
  for (const Finding& finding : findings) {
    memory.remember(SeqNum(finding.expected), SeqNum(finding.observed));
  }
  return memory;
}

double probability(const FaultMemory& memory, const Finding& asked) {
  return memory.probability(SeqNum(asked.expected), SeqNum(asked.observed));
}

double without_memory(const Finding& asked) {
  return damage_probability(SeqNum(asked.expected), SeqNum(asked.observed));
}

// Four bits at once: improbable as long as it is not known to repeat itself.
constexpr std::uint32_t kMask = 0x01010101;
// A sum of several binary digits, which flips other bits each time.
constexpr std::uint32_t kDelta = 0x00ABCDEF;
const Finding kAsked{0x40000000, 0x40000000 ^ kMask};

TEST(FaultMemory, OfNothingKnowsOnlyTheUsualDamage) {
  EXPECT_DOUBLE_EQ(probability(FaultMemory(), kAsked), without_memory(kAsked));
}

TEST(FaultMemory, CountsAMaskFromItsSecondOccurrence) {
  const Finding first{0x10000000, 0x10000000 ^ kMask};
  const Finding second{0x2000FF00, 0x2000FF00 ^ kMask};
  EXPECT_LE(probability(memory_of({first}), kAsked), without_memory(kAsked))
      << "once is no repetition";
  EXPECT_GT(probability(memory_of({first, second}), kAsked), 1000 * without_memory(kAsked));
}

TEST(FaultMemory, CountsADifferenceFromItsSecondOccurrence) {
  const Finding first{0x10000000, 0x10000000 + kDelta};
  const Finding second{0x2000FF77, 0x2000FF77 + kDelta};
  const Finding asked{0x3F654321, 0x3F654321 + kDelta};
  ASSERT_NE(first.expected ^ first.observed, second.expected ^ second.observed)
      << "the two have no mask in common";
  EXPECT_LE(probability(memory_of({first}), asked), without_memory(asked));
  EXPECT_GT(probability(memory_of({first, second}), asked), 1000 * without_memory(asked));
}

TEST(FaultMemory, KnowsADifferenceAcrossTheWrap) {
  const Finding first{0xFFFFFF00, 0xFFFFFF00 + kDelta};
  const Finding second{0x12345678, 0x12345678 + kDelta};
  const Finding asked{0xFFFFFFFF, 0xFFFFFFFF + kDelta};
  EXPECT_GT(probability(memory_of({first, second}), asked), 1000 * without_memory(asked));
}

TEST(FaultMemory, LearnsMoreFromMoreRepetitions) {
  const Finding found{0x10000000, 0x10000000 ^ kMask};
  EXPECT_GT(probability(memory_of({found, found, found, found}), kAsked),
            probability(memory_of({found, found}), kAsked));
}

TEST(FaultMemory, LearnsNothingFromOtherDamageEachTime) {
  FaultMemory memory;
  for (std::uint32_t bit = 0; bit < 32; ++bit) {
    memory.remember(SeqNum(0x55555555), SeqNum(0x55555555 ^ (1U << bit)));
  }
  EXPECT_LE(probability(memory, kAsked), without_memory(kAsked));
}

TEST(FaultMemory, ForgettingUndoesRemembering) {
  const Finding first{0x10000000, 0x10000000 ^ kMask};
  const Finding second{0x2000FF00, 0x2000FF00 ^ kMask};
  FaultMemory memory = memory_of({first, second});
  memory.forget(SeqNum(second.expected), SeqNum(second.observed));
  EXPECT_DOUBLE_EQ(probability(memory, kAsked), probability(memory_of({first}), kAsked));
  memory.forget(SeqNum(first.expected), SeqNum(first.observed));
  EXPECT_DOUBLE_EQ(probability(memory, kAsked), without_memory(kAsked));
}

TEST(FaultMemory, NeverGivesLessThanHalfOfTheUsualProbability) {
  FaultMemory memory;
  const Finding other{0x10000000, 0x10000002};
  for (int times = 1; times <= 100000; times *= 10) {
    for (int i = 0; i < times; ++i) {
      memory.remember(SeqNum(other.expected), SeqNum(other.observed));
    }
    EXPECT_GE(probability(memory, kAsked), without_memory(kAsked) / 2) << times << " findings";
    EXPECT_LE(probability(memory, other), 1.0) << times << " findings";
  }
}

TEST(FaultMemory, GivesNothingToANumberThatIsNotDamaged) {
  const Finding found{0x10000000, 0x10000000 ^ kMask};
  EXPECT_EQ(probability(memory_of({found, found}), {77, 77}), 0.0);
}

TEST(FaultMemory, UndoesWhatWasFoundSeveralTimes) {
  const SeqNum observed(0x20040000);
  FaultMemory memory;
  memory.remember(SeqNum(0x10000000), SeqNum(0x10000000 ^ kMask));
  memory.remember(SeqNum(0x11000000), SeqNum(0x11000000 ^ kMask));
  EXPECT_TRUE(memory.undone(observed).empty()) << "twice may be chance";
  memory.remember(SeqNum(0x12000000), SeqNum(0x12000000 ^ kMask));
  const std::vector<SeqNum> undone = memory.undone(observed);
  EXPECT_NE(std::find(undone.begin(), undone.end(), SeqNum(0x20040000 ^ kMask)), undone.end());
}

TEST(FaultMemory, UndoesAConstantOffsetWhateverItsMasks) {
  constexpr std::uint32_t kOffset = 0xFF00FF00;
  FaultMemory memory;
  for (const std::uint32_t right : {0x00000001U, 0x12345678U, 0xFEDCBA98U}) {
    memory.remember(SeqNum(right), SeqNum(right + kOffset));
  }
  EXPECT_EQ(memory.undone(SeqNum(5 + kOffset)), std::vector{SeqNum(5)});
}

// Each mask that was ever kept would be known again the second time.
TEST(FaultMemory, IsBounded) {
  constexpr std::uint32_t kForms = 4096;
  constexpr std::size_t kMostKept = 256;
  FaultMemory memory;
  for (std::uint32_t i = 0; i < 2 * kForms; ++i) {
    memory.remember(SeqNum(0), SeqNum(0x10000001U + ((i % kForms) << 8)));
  }
  std::size_t known = 0;
  for (std::uint32_t form = 0; form < kForms; ++form) {
    const Finding asked{0, 0x10000001U + (form << 8)};
    known += probability(memory, asked) > without_memory(asked) ? 1U : 0U;
  }
  EXPECT_GT(known, 0U) << "the forms that were kept";
  EXPECT_LE(known, kMostKept);
}

TEST(FaultMemory, SurvivesForgettingWhatWasNotKept) {
  FaultMemory memory;
  for (std::uint32_t form = 0; form < 1000; ++form) {
    memory.remember(SeqNum(0), SeqNum(0x10000001U + (form << 8)));
  }
  for (std::uint32_t form = 0; form < 1000; ++form) {
    memory.forget(SeqNum(0), SeqNum(0x10000001U + (form << 8)));
  }
  EXPECT_DOUBLE_EQ(probability(memory, kAsked), without_memory(kAsked));
}

}  // namespace
}  // namespace seqbitflip
