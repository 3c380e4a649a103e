// SPDX-License-Identifier: GPL-2.0-or-later
// Which segments are chosen.
#include "selection.h"

#include <gtest/gtest.h>

#include "latest_numbers.h"

namespace faults {
namespace {

using Frames = std::set<std::uint64_t>;

// Frames 1 to `count`, taking turns between two connections.
std::vector<Candidate> two_connections(std::uint64_t count) {
  std::vector<Candidate> candidates;
  for (std::uint64_t frame = 1; frame <= count; ++frame) {
    candidates.push_back({frame, frame % 2 == 1 ? "odd" : "even", (frame + 1) / 2});
  }
  return candidates;
}

Frames choose(const Selection& selection, std::uint64_t count) {
  Random random(5);
  return choose_frames(selection, two_connections(count), random);
}

TEST(Selection, TakesEverythingWhenNothingIsAsked) {
  EXPECT_EQ(choose({}, 4), (Frames{1, 2, 3, 4}));
}

TEST(Selection, TakesEveryNth) {
  EXPECT_EQ(choose({.every = 3}, 10), (Frames{3, 6, 9}));
  EXPECT_EQ(choose({.every = 3, .count = 2}, 10), (Frames{3, 6}));
}

TEST(Selection, RateIsAboutThatShareOfTheSegments) {
  const auto chosen = choose({.rate_percent = 10}, 10'000).size();
  EXPECT_GT(chosen, 850U);
  EXPECT_LT(chosen, 1150U);
  EXPECT_TRUE(choose({.rate_percent = 0}, 1000).empty());
  EXPECT_EQ(choose({.rate_percent = 100}, 1000).size(), 1000U);
}

TEST(Selection, CountAloneSpreadsOverTheWholeCapture) {
  const Frames chosen = choose({.count = 50}, 10'000);
  EXPECT_EQ(chosen.size(), 50U);
  EXPECT_LT(*chosen.begin(), 1500U);
  EXPECT_GT(*chosen.rbegin(), 8500U);
}

TEST(Selection, GapKeepsChosenSegmentsOfAConnectionApart) {
  EXPECT_EQ(choose({.gap = 3}, 12), (Frames{1, 2, 7, 8}));
  const Frames chosen = choose({.count = 1000, .gap = 5}, 2000);
  for (const std::uint64_t frame : chosen) {
    for (std::uint64_t step = 1; step < 5; ++step) {
      EXPECT_FALSE(chosen.contains(frame + 2 * step)) << frame << " and " << frame + 2 * step;
    }
  }
  EXPECT_GT(chosen.size(), 200U);
}

TEST(Selection, FiltersByKindFramePortAndDirection) {
  const auto passes = [](const Selection& selection) {
    return passes_filters(selection, 7, "data", 80, 51712);
  };
  EXPECT_TRUE(passes({}));
  EXPECT_TRUE(passes({.segment_kinds = {"SYN", "data"}}));
  EXPECT_FALSE(passes({.segment_kinds = {"SYN"}}));
  EXPECT_TRUE(passes({.frames = {7}}));
  EXPECT_FALSE(passes({.frames = {8}}));
  EXPECT_TRUE(passes({.port = 51712}));
  EXPECT_FALSE(passes({.port = 443}));
  EXPECT_TRUE(passes({.port = 80, .direction = Direction::kFromPort}));
  EXPECT_FALSE(passes({.port = 80, .direction = Direction::kToPort}));
}

TEST(FrameList, ReadsNumbersAndRangesAndNothingElse) {
  EXPECT_EQ(parse_frame_list("5,9,20-23"), (Frames{5, 9, 20, 21, 22, 23}));
  EXPECT_EQ(parse_frame_list("1"), (Frames{1}));
  for (const char* wrong : {"", ",", "0", "5,", "9-3", "-3", "a", "1-99999999999", "3x"}) {
    EXPECT_EQ(parse_frame_list(wrong), std::nullopt) << '"' << wrong << '"';
  }
}

TEST(LatestNumbers, NamesTheLatestOfAnotherConnection) {
  LatestNumbers latest;
  EXPECT_EQ(latest.other_than("a"), std::nullopt);
  latest.observe("a", 1);
  EXPECT_EQ(latest.other_than("a"), std::nullopt);
  latest.observe("b", 2);
  latest.observe("b", 3);
  EXPECT_EQ(latest.other_than("a"), 3U);
  EXPECT_EQ(latest.other_than("b"), 1U);
  EXPECT_EQ(latest.other_than("c"), 3U);
}

}  // namespace
}  // namespace faults
