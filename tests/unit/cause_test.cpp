// SPDX-License-Identifier: GPL-2.0-or-later
//
// What one number alone says of what happened to it.
#include "cause.h"

#include <gtest/gtest.h>

namespace seqbitflip {
namespace {

TEST(SingleCause, IsTheBestExplanationOfOneNumber) {
  constexpr bool kForeign = true;
  struct {
    const char* seen;
    std::uint32_t expected;
    std::uint32_t observed;
    bool foreign;
    Cause cause;
  } const cases[] = {
      {"one bit", 0x12345678, 0x12345678 ^ 0x00400000, false, Cause::kBitFlip},
      {"the highest bit", 0x12345678, 0x92345678, false, Cause::kBitFlip},
      {"two bits", 0x12345678, 0x12345678 ^ 0x00400002, false, Cause::kBitFlip},
      {"three bits", 0x12345678, 0x12345678 ^ 0x10400002, false, Cause::kBitFlip},
      {"+1 that carries through eight bits", 0x123456FF, 0x12345700, false, Cause::kConstantOffset},
      {"-2^16 that borrows from above", 0x10000000, 0x10000000 - 0x10000, false,
       Cause::kConstantOffset},
      {"the bytes reversed", 0x12345678, 0x78563412, false, Cause::kByteOrder},
      {"the halves swapped", 0x12345678, 0x56781234, false, Cause::kByteOrder},
      {"the bytes of each half swapped", 0x12345678, 0x34127856, false, Cause::kByteOrder},
      {"zero", 0x12345678, 0, false, Cause::kCleared},
      {"all ones", 0x12345678, 0xFFFFFFFF, false, Cause::kCleared},
      {"a neighbour's number", 0x12345678, 0x9ABCDEF1, kForeign, Cause::kAnotherConnection},
      {"a neighbour's number, in which every bit differs", 0x12345678, 0xEDCBA987, kForeign,
       Cause::kAnotherConnection},
      {"one bit, and it happens to be a neighbour's number", 0x12345678, 0x12345678 ^ 0x00400000,
       kForeign, Cause::kBitFlip},
      {"zero, which another damaged segment carries as well", 0x12345678, 0, kForeign,
       Cause::kCleared},
      {"any number", 0x12345678, 0x12345678 ^ 0x5A3C96E1, false, Cause::kUnknown},
      {"the second number of the seed case: six bits, three binary digits", 2582068127U,
       2565356191U, false, Cause::kConstantOffset}};
  for (const auto& c : cases) {
    EXPECT_STREQ(name_of(single_cause(SeqNum(c.expected), SeqNum(c.observed), c.foreign)),
                 name_of(c.cause))
        << c.seen;
  }
}

TEST(SingleCause, IsNeverAStuckBit) {
  for (int bit = 0; bit < 32; ++bit) {
    const std::uint32_t mask = std::uint32_t{1} << bit;
    EXPECT_EQ(single_cause(SeqNum(0x5A5A5A5A), SeqNum(0x5A5A5A5A ^ mask), false), Cause::kBitFlip)
        << "bit " << bit;
  }
}

TEST(CauseName, IsWhatTheFieldShows) {
  EXPECT_STREQ(name_of(Cause::kUnknown), "Unknown");
  EXPECT_STREQ(name_of(Cause::kBitFlip), "Bit flip");
  EXPECT_STREQ(name_of(Cause::kStuckBit), "Stuck bit");
  EXPECT_STREQ(name_of(Cause::kConstantOffset), "Constant offset");
  EXPECT_STREQ(name_of(Cause::kByteOrder), "Byte order");
  EXPECT_STREQ(name_of(Cause::kCleared), "Cleared");
  EXPECT_STREQ(name_of(Cause::kAnotherConnection), "Another connection's number");
}

}  // namespace
}  // namespace seqbitflip
