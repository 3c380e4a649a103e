// SPDX-License-Identifier: GPL-2.0-or-later
#include "window_promise.h"

#include <gtest/gtest.h>

#include <optional>

#include "shorthand.h"

namespace seqbitflip::test {
namespace {

constexpr std::uint8_t kShift = 7;
constexpr std::uint32_t kUnit = 1U << kShift;

// A server that promises its client window for what it sends, and what is said of it.
class Promises {
 public:
  explicit Promises(std::optional<std::uint8_t> shift = kShift) {
    WireSegment first = syn(1000);
    WireSegment answer = syn_ack(5000, 1001);
    first.window_shift = shift;
    answer.window_shift = shift;
    say(first);
    say(answer);
  }
  Promises() = delete;
  struct Midstream {};
  explicit Promises(Midstream) {}

  std::optional<WindowRetraction> say(const WireSegment& wire) {
    const CapturedSegment captured(wire, ++frames_);
    const Segment segment = captured.segment();
    const Direction direction = direction_of(wire.from);
    WindowPromise& promise = promises_[static_cast<std::size_t>(direction)];
    const bool is_kept =
        promise.take_in(flow_.sender(direction), flow_.known_window_shift(direction), segment);
    const auto retraction = is_kept ? std::nullopt : promise.take_back(flow_, direction, segment);
    flow_.observe(direction, segment, {});
    return retraction;
  }
  // The server acknowledges up to here and offers so many units of window.
  std::optional<WindowRetraction> offer(std::uint32_t ack, std::uint16_t units,
                                        std::optional<std::uint32_t> time = std::nullopt) {
    return say(offered(ack, units, time));
  }
  static WireSegment offered(std::uint32_t ack, std::uint16_t units,
                             std::optional<std::uint32_t> time = std::nullopt) {
    WireSegment wire = pure_ack(kServer, 5001, ack);
    wire.window = units;
    if (time) {
      wire.timestamps = Timestamps{*time, 1};
    }
    return wire;
  }
  void client_sends(std::uint32_t seq, std::size_t length) {
    EXPECT_FALSE(say(data(kClient, seq, length, 5001)));
  }
  std::uint32_t frames() const { return frames_; }

 private:
  Flow flow_;
  std::array<WindowPromise, 2> promises_;
  std::uint32_t frames_ = 0;
};

TEST(WindowPromise, KeptAsDataFillTheWindowIsNoRetraction) {
  Promises promises(kShift);
  promises.client_sends(1001, 1000);
  EXPECT_FALSE(promises.offer(1001, 100));
  EXPECT_FALSE(promises.offer(1001 + 2 * kUnit, 98)) << "two units less for two units more";
  EXPECT_FALSE(promises.offer(1001 + 50 * kUnit, 50));
  EXPECT_FALSE(promises.offer(1001 + 100 * kUnit, 0)) << "the window is full";
}

TEST(WindowPromise, TakenBackWithANewerAcknowledgmentIsTold) {
  Promises promises(kShift);
  EXPECT_FALSE(promises.offer(1001, 100));
  const std::uint32_t promised_in = promises.frames();
  const auto retraction = promises.offer(1101, 40);
  ASSERT_TRUE(retraction);
  EXPECT_EQ(retraction->bytes, 60 * kUnit - 100);
  EXPECT_EQ(retraction->promised_in, promised_in);
  EXPECT_FALSE(retraction->checksum_is_wrong);
  EXPECT_FALSE(promises.offer(1201, 40)) << "told once";
}

TEST(WindowPromise, RoundedOffByTheScaleIsNoRetraction) {
  Promises promises(kShift);
  EXPECT_FALSE(promises.offer(1001, 100));
  EXPECT_FALSE(promises.offer(1001 + 1, 99)) << "127 bytes less";
  EXPECT_TRUE(promises.offer(1001 + 2, 98)) << "254 bytes less";
}

TEST(WindowPromise, OfAnOlderAcknowledgmentIsNotJudged) {
  Promises promises(kShift);
  EXPECT_FALSE(promises.offer(2001, 100));
  EXPECT_FALSE(promises.offer(1501, 20)) << "it acknowledges less";
}

TEST(WindowPromise, OfTheSameAcknowledgmentIsJudgedOnlyWhereItIsSurelyNewer) {
  Promises promises(kShift);
  EXPECT_FALSE(promises.offer(1001, 100, 700));
  EXPECT_FALSE(promises.offer(1001, 50, 700)) << "perhaps the older one of two";
  EXPECT_FALSE(promises.offer(1001, 50, 699));
  EXPECT_TRUE(promises.offer(1001, 50, 701));
  WireSegment with_data = data(kServer, 5001, 10, 1001);
  with_data.window = 20;
  EXPECT_TRUE(promises.say(with_data)) << "new data are newer than all before";
}

TEST(WindowPromise, WithoutAKnownScaleSaysNothing) {
  Promises promises(Promises::Midstream{});
  EXPECT_FALSE(promises.offer(1001, 100));
  EXPECT_FALSE(promises.offer(1101, 1));
}

TEST(WindowPromise, WithoutScalingIsJudgedByTheByte) {
  Promises promises(std::nullopt);
  EXPECT_FALSE(promises.offer(1001, 1000));
  const auto retraction = promises.offer(1002, 998);
  ASSERT_TRUE(retraction);
  EXPECT_EQ(retraction->bytes, 1U);
}

TEST(WindowPromise, OfAResetOrAKeepAliveIsNone) {
  Promises promises(kShift);
  EXPECT_FALSE(promises.offer(1001, 100));
  WireSegment refusal = reset(kServer, 5001);
  refusal.ack = SeqNum(1501);
  refusal.window = 0;
  EXPECT_FALSE(promises.say(refusal));
  WireSegment keep_alive = pure_ack(kServer, 5000, 1501);
  keep_alive.window = 0;
  EXPECT_FALSE(promises.say(keep_alive));
}

TEST(WindowPromise, OfAPacketThatCameAnotherWayIsNotJudged) {
  Promises promises(kShift);
  EXPECT_FALSE(promises.offer(1001, 100));
  WireSegment elsewhere = Promises::offered(1101, 10);
  elsewhere.ttl = 63;
  EXPECT_FALSE(promises.say(elsewhere));
}

TEST(WindowPromise, ThatLeapsUpWithAWrongChecksumBindsNobody) {
  Promises promises(kShift);
  EXPECT_FALSE(promises.offer(1001, 100));
  WireSegment damaged = Promises::offered(1101, 60'000);
  damaged.checksum = WireChecksum::kDamaged;
  EXPECT_FALSE(promises.say(damaged));
  EXPECT_FALSE(promises.offer(1201, 100));
}

TEST(WindowPromise, TakenBackWithAWrongChecksumIsToldAsSuch) {
  Promises promises(kShift);
  EXPECT_FALSE(promises.offer(1001, 100));
  WireSegment damaged = Promises::offered(1101, 1);
  damaged.checksum = WireChecksum::kDamaged;
  const auto retraction = promises.say(damaged);
  ASSERT_TRUE(retraction);
  EXPECT_TRUE(retraction->checksum_is_wrong);
}

TEST(WindowPromise, IsKeptAcrossTheWrapOfTheNumbers) {
  Promises promises(kShift);
  EXPECT_FALSE(promises.offer(0xFFFFFF00U, 100));
  EXPECT_FALSE(promises.offer(0xFFFFFF00U + 50 * kUnit, 50));
  EXPECT_TRUE(promises.offer(0xFFFFFF00U + 60 * kUnit, 0));
}

}  // namespace
}  // namespace seqbitflip::test
