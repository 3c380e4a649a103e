// SPDX-License-Identifier: GPL-2.0-or-later
#include "option_numbers.h"

#include <gtest/gtest.h>

#include "replay.h"
#include "shorthand.h"

namespace seqbitflip::test {
namespace {

// A response in full segments, each acknowledged; clocks of 700000 and 90000.
class Options : public testing::Test {
 protected:
  Options() {
    replay_.feed(stamped(syn(1000), 0, 700000, 0));
    replay_.feed(stamped(syn_ack(5000, 1001), 10, 90000, 700000));
    replay_.feed(stamped(pure_ack(kClient, 1001, 5001), 11, 700011, 90000));
    for (int i = 0; i < 4; ++i) {
      exchange();
    }
  }
  WireSegment next_data() {
    at_ += 10;
    const WireSegment wire = stamped(data(kServer, next_, 1448, 1001), at_,
                                     90000 + static_cast<std::uint32_t>(at_) - 10, 700011);
    next_ += 1448;
    return wire;
  }
  WireSegment next_ack() {
    return stamped(pure_ack(kClient, 1001, next_), at_ + 1,
                   700001 + static_cast<std::uint32_t>(at_),
                   90000 + static_cast<std::uint32_t>(at_) - 10);
  }
  void exchange() {
    replay_.feed(next_data());
    replay_.feed(next_ack());
  }

  Replay replay_;
  std::int64_t at_ = 20;
  std::uint32_t next_ = 5001;
};

TEST_F(Options, WithADamagedTimestampDoNotMakeTheNextOnesSuspects) {
  replay_.feed(next_data());
  WireSegment hurt = next_ack();
  hurt.meant_timestamps = hurt.timestamps;
  hurt.timestamps->value ^= 1U << 25;
  hurt.checksum = WireChecksum::kStale;
  const std::uint32_t frame = replay_.feed(hurt);
  for (int i = 0; i < 5; ++i) {
    exchange();
  }
  replay_.end_of_capture();
  EXPECT_TRUE(replay_.wrong(frame, NumberKind::kTimestampValue));
  EXPECT_EQ(replay_.wrong_now().size(), 1U) << described(replay_.wrong_now());
}

TEST_F(Options, DoNotPoisonWhatIsSaidOfTheSequenceNumber) {
  WireSegment hurt = next_data();
  hurt.meant_timestamps = hurt.timestamps;
  hurt.timestamps->value -= 1U << 20;  // it looks like an old segment
  hurt.checksum = WireChecksum::kStale;
  const std::uint32_t frame = replay_.feed(hurt);
  exchange();
  replay_.end_of_capture();
  EXPECT_FALSE(replay_.wrong(frame, NumberKind::kSequence));
  EXPECT_FALSE(replay_.out_of_window(frame, NumberKind::kSequence));
  EXPECT_TRUE(replay_.wrong(frame, NumberKind::kTimestampValue));
}

TEST_F(Options, DoNotTakeTheBlameForADamagedSequenceNumber) {
  WireSegment hurt = next_data();
  hurt.timestamps->value += 4;  // a little ahead, for no reason
  hurt.meant_seq = hurt.seq;
  hurt.seq = SeqNum(hurt.seq.value() ^ 1U << 18);
  hurt.checksum = WireChecksum::kStale;
  const std::uint32_t frame = replay_.feed(hurt);
  replay_.end_of_capture();
  EXPECT_TRUE(replay_.wrong(frame, NumberKind::kSequence));
  EXPECT_FALSE(replay_.wrong(frame, NumberKind::kTimestampValue));
}

TEST_F(Options, OfACopyAreToldAsTheOriginal) {
  replay_.feed(next_data());
  WireSegment hurt = next_ack();
  hurt.ip_id = 77;
  hurt.timestamps->value ^= 1U << 28;  // checksum right: it has to come back
  const std::uint32_t first = replay_.feed(hurt);
  const std::uint32_t second = replay_.feed(hurt);
  exchange();
  exchange();
  replay_.end_of_capture();
  EXPECT_TRUE(replay_.wrong(first, NumberKind::kTimestampValue));
  EXPECT_TRUE(replay_.wrong(second, NumberKind::kTimestampValue));
}

TEST_F(Options, ThatGoOnFromALeapAreNoDamage) {
  for (int i = 0; i < 4; ++i) {
    replay_.feed(next_data());
    WireSegment set = next_ack();
    set.timestamps->value += 1U << 27;
    replay_.feed(set);
  }
  replay_.end_of_capture();
  EXPECT_TRUE(replay_.ever_wrong().empty()) << described(replay_.ever_wrong());
}

TEST_F(Options, OfAClockInMicrosecondsAreNoDamage) {
  Replay replay;
  replay.feed(stamped(syn(1000), 0, 1'000'000, 0));
  replay.feed(stamped(syn_ack(5000, 1001), 10, 90000, 1'000'000));
  std::uint32_t seq = 1001;
  for (std::uint32_t ms = 11; ms < 400; ms += 7) {
    replay.feed(stamped(data(kClient, seq, 100, 5001), ms, 1'000'000 + ms * 1000, 90000));
    seq += 100;
  }
  replay.end_of_capture();
  EXPECT_TRUE(replay.ever_wrong().empty()) << described(replay.ever_wrong());
}

}  // namespace
}  // namespace seqbitflip::test
