// SPDX-License-Identifier: GPL-2.0-or-later
// What the command line's choice of a fault means, and which values are refused.
#include "fault_options.h"

#include <gtest/gtest.h>

#include <bit>

namespace faults {
namespace {

std::optional<std::uint32_t> corrupt(const std::string& arguments, std::uint32_t number) {
  CLI::App app;
  FaultOptions options;
  const auto* group = add_fault_options(app, options);
  app.parse(arguments);
  Random random(1);
  return make_fault(*group, options, random)(number, FaultContext{77U});
}

TEST(FaultOptions, EachOptionChoosesItsFault) {
  EXPECT_EQ(corrupt("--bit 4", 0), 0x10U);
  EXPECT_EQ(std::popcount(corrupt("--each-bit", 0).value()), 1);
  EXPECT_EQ(std::popcount(corrupt("--random-bits 3", 0).value()), 3);
  EXPECT_EQ(corrupt("--mask 0x01030100", 0), 0x01030100U);
  EXPECT_EQ(corrupt("--mask 255", 0), 255U);
  EXPECT_EQ(corrupt("--offset -16711936", 3952704914U), 3935992978U);
  EXPECT_EQ(corrupt("--stuck-bit 3:1", 0), 8U);
  EXPECT_EQ(corrupt("--stuck-bit 3:0", 15), 7U);
  EXPECT_EQ(corrupt("--swap-bytes", 1), 0x01000000U);
  EXPECT_EQ(corrupt("--swap-halves", 1), 0x00010000U);
  EXPECT_EQ(corrupt("--zeros", 1), 0U);
  EXPECT_EQ(corrupt("--ones", 1), 0xffffffffU);
  EXPECT_EQ(corrupt("--other-flow", 1), 77U);
}

TEST(FaultOptions, WithoutAChoiceOneToSixBitsAreFlipped) {
  const int bits = std::popcount(corrupt("", 0).value());
  EXPECT_GE(bits, 1);
  EXPECT_LE(bits, 6);
}

TEST(FaultOptions, RefusesWhatMakesNoSense) {
  for (const char* wrong :
       {"--bit 32", "--random-bits 0", "--random-bits 9-3", "--random-bits 1-33", "--random-bits x",
        "--mask 0", "--mask 0x1ffffffff", "--mask bits", "--stuck-bit 3", "--stuck-bit 32:1",
        "--stuck-bit 3:2", "--offset 4294967296", "--zeros --ones"}) {
    EXPECT_THROW(corrupt(wrong, 1), CLI::ParseError) << wrong;
  }
}

}  // namespace
}  // namespace faults
