// SPDX-License-Identifier: GPL-2.0-or-later
//
// What a capture costs in memory does not grow with its frames: a segment that is as expected
// allocates nothing, however long the conversation goes on.
#include <gtest/gtest.h>

#include "analyzer.h"
#include "counted_memory.h"
#include "traffic.h"

namespace seqbitflip::bench {
namespace {

class Feed {
 public:
  explicit Feed(const Script& script) : conversation_(script, 1) {}
  void go_on_for(std::uint32_t frames) {
    for (std::uint32_t i = 0; i < frames; ++i) {
      const Segment& segment = conversation_.next(++frame_);
      analyzer_.process(conversation_.source(), conversation_.destination(), segment);
    }
  }
  // The next segment with a wrong number, and then as it was meant.
  void damage_one() {
    Segment damaged = conversation_.next(++frame_);
    const Segment meant = damaged;
    damaged.seq = SeqNum(damaged.seq.value() ^ (1U << 30));
    analyzer_.process(conversation_.source(), conversation_.destination(), damaged);
    Segment again = meant;
    again.frame.number = ++frame_;
    analyzer_.process(conversation_.source(), conversation_.destination(), again);
  }

 private:
  Conversation conversation_;
  Analyzer analyzer_;
  std::uint32_t frame_ = 0;
};

constexpr std::uint32_t kUntilSettled = 10'000;

TEST(Allocation, ASegmentAsExpectedAllocatesNothing) {
  const Script script = in_order_script();
  Feed feed(script);
  const std::uint64_t before_anything = counted_memory().allocations;
  feed.go_on_for(kUntilSettled);
  const std::uint64_t before = counted_memory().allocations;
  ASSERT_GT(before, before_anything) << "nothing is counted";
  feed.go_on_for(100'000);
  EXPECT_EQ(counted_memory().allocations, before);
}

TEST(Allocation, AConversationThatLosesSegmentsLevelsOff) {
  const Script script = lossy_script();
  Feed feed(script);
  feed.go_on_for(kUntilSettled);
  const std::size_t before = counted_memory().bytes;
  feed.go_on_for(200'000);
  EXPECT_LE(counted_memory().bytes, before);
}

TEST(Allocation, ASegmentAsExpectedAllocatesNothingLongAfterDamage) {
  const Script script = in_order_script();
  Feed feed(script);
  feed.go_on_for(kUntilSettled);
  const std::uint64_t before_damage = counted_memory().allocations;
  feed.damage_one();
  ASSERT_GT(counted_memory().allocations, before_damage) << "it is no suspect";
  feed.go_on_for(kUntilSettled);
  const std::uint64_t before = counted_memory().allocations;
  feed.go_on_for(100'000);
  EXPECT_EQ(counted_memory().allocations, before);
}

}  // namespace
}  // namespace seqbitflip::bench
