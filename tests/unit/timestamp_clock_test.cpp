// SPDX-License-Identifier: GPL-2.0-or-later
#include "timestamp_clock.h"

#include <gtest/gtest.h>

namespace seqbitflip::test {
namespace {

constexpr std::int64_t kMs = 1'000'000;
constexpr std::int64_t kSecond = 1'000 * kMs;

TimestampClock clock_at(std::uint32_t value) {
  TimestampClock clock;
  clock.observe(value, 0, 1);
  return clock;
}

TEST(TimestampClock, KnowsNothingBeforeTheFirstValue) {
  TimestampClock clock;
  EXPECT_FALSE(clock.is_known());
  clock.observe(0, 0, 1);
  EXPECT_FALSE(clock.is_known()) << "0 is no time";
  clock.observe(700, 0, 2);
  EXPECT_TRUE(clock.is_known());
  EXPECT_EQ(clock.highest(), 700U);
  EXPECT_EQ(clock.highest_in_frame(), 2U);
}

TEST(TimestampClock, RemembersWhichOfTheLatestTicksItShowed) {
  TimestampClock clock = clock_at(1000);
  clock.observe(1003, 3 * kMs, 2);
  clock.observe(1010, 10 * kMs, 3);
  clock.observe(1005, 11 * kMs, 4);  // late
  for (std::uint32_t value = 995; value < 1015; ++value) {
    const bool shown = value == 1000 || value == 1003 || value == 1005 || value == 1010;
    EXPECT_EQ(clock.has_shown(value), shown) << value;
  }
  clock.observe(1010 + TimestampClock::kRemembered, 80 * kMs, 5);
  EXPECT_FALSE(clock.has_shown(1010)) << "longer ago than it remembers";
}

TEST(TimestampClock, MayShowWhatTheTimeSinceTheFastestSegmentAllows) {
  TimestampClock clock = clock_at(1000);
  clock.observe(1010, 30 * kMs, 2);  // 20 ms slower than the first
  EXPECT_EQ(clock.limit_at(30 * kMs), 1000 + 30 + TimestampClock::kSlack);
  EXPECT_TRUE(clock.may_show(1010, 30 * kMs));
  EXPECT_TRUE(clock.may_show(1032, 30 * kMs));
  EXPECT_FALSE(clock.may_show(1033, 30 * kMs));
  EXPECT_FALSE(clock.may_show(1009, 30 * kMs)) << "it never goes back";
}

TEST(TimestampClock, IsDueToTheTick) {
  const TimestampClock clock = clock_at(1000);
  EXPECT_TRUE(clock.is_due(1000, 50 * kMs)) << "a burst carries one value";
  EXPECT_TRUE(clock.is_due(1050, 50 * kMs));
  EXPECT_TRUE(clock.is_due(1051, 50 * kMs));
  EXPECT_FALSE(clock.is_due(1052, 50 * kMs));
  EXPECT_FALSE(clock.is_due(1048, 50 * kMs));
}

TEST(TimestampClock, GoesOnAcrossTheWrap) {
  TimestampClock clock = clock_at(0xFFFFFFF0U);
  EXPECT_TRUE(clock.may_show(10, 26 * kMs));
  clock.observe(10, 26 * kMs, 2);
  EXPECT_EQ(clock.highest(), 10U);
  EXPECT_TRUE(clock.has_shown(0xFFFFFFF0U));
}

struct Tick {
  const char* what;
  std::int64_t ns;
};

class TickOfTheClock : public testing::TestWithParam<Tick> {};

TEST_P(TickOfTheClock, IsFoundOut) {
  const Tick tick = GetParam();
  TimestampClock clock = clock_at(5000);
  for (std::int64_t at = 100 * kMs; at <= 20 * kSecond; at += 100 * kMs) {
    clock.observe(5000 + static_cast<std::uint32_t>(at / tick.ns), at, 2);
  }
  const std::int64_t later = 21 * kSecond;
  const auto value = 5000 + static_cast<std::uint32_t>(later / tick.ns);
  EXPECT_TRUE(clock.may_show(value, later)) << tick.what;
  const auto a_minute_ahead = static_cast<std::uint32_t>((later + 60 * kSecond) / tick.ns);
  EXPECT_FALSE(clock.may_show(5000 + a_minute_ahead, later)) << tick.what;
}

INSTANTIATE_TEST_SUITE_P(Units, TickOfTheClock,
                         testing::Values(Tick{"a millisecond", kMs}, Tick{"4 ms", 4 * kMs},
                                         Tick{"10 ms", 10 * kMs}, Tick{"100 ms", 100 * kMs},
                                         Tick{"500 ms", 500 * kMs}, Tick{"a second", kSecond},
                                         Tick{"a microsecond", 1000}));

TEST(TimestampClock, BeginsAnew) {
  TimestampClock clock = clock_at(1000);
  clock.restart(90, kSecond, 7);
  EXPECT_EQ(clock.highest(), 90U);
  EXPECT_FALSE(clock.has_shown(1000));
  EXPECT_TRUE(clock.may_show(91, kSecond));
}

}  // namespace
}  // namespace seqbitflip::test
