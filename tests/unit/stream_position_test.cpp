// SPDX-License-Identifier: GPL-2.0-or-later
#include "stream_position.h"

#include <gtest/gtest.h>

#include <array>
#include <vector>

#include "analyzer.h"
#include "shorthand.h"

namespace seqbitflip::test {
namespace {

constexpr std::uint64_t kGiB = std::uint64_t{1} << 30;

// An Analyzer that is asked where each segment lies: at once, and again when all have been read.
class Capture {
 public:
  explicit Capture(std::size_t most_awake = ConnectionTable::kMostAwake) : analyzer_(most_awake) {}

  std::optional<StreamPosition> see(const WireSegment& wire) { return see(wire, kClientPort); }
  // Segments of other connections, after which the one before them sleeps, if few may be awake.
  void see_others() {
    constexpr std::uint16_t kOthers = 5;
    for (std::uint16_t other = 1; other <= kOthers; ++other) {
      see(syn(1000), static_cast<std::uint16_t>(kClientPort + other));
    }
  }
  std::optional<StreamPosition> ask(std::uint32_t frame) const {
    const auto& [wire, port] = seen_[frame - 1];
    const CapturedSegment captured(wire, frame);
    return analyzer_.position_of(address_of(wire.from, port),
                                 address_of(other_end(wire.from), port), captured.segment(),
                                 wire.seq);
  }
  void expect_the_same_again() const {
    for (std::uint32_t frame = 1; frame <= seen_.size(); ++frame) {
      EXPECT_EQ(ask(frame), said_[frame - 1]) << "frame " << frame;
    }
  }

 private:
  static constexpr std::uint16_t kClientPort = 49152;
  struct Seen {
    WireSegment wire;
    std::uint16_t client_port;
  };

  std::optional<StreamPosition> see(const WireSegment& wire, std::uint16_t port) {
    seen_.push_back({wire, port});
    const auto frame = static_cast<std::uint32_t>(seen_.size());
    const CapturedSegment captured(wire, frame);
    analyzer_.process(address_of(wire.from, port), address_of(other_end(wire.from), port),
                      captured.segment());
    said_.push_back(ask(frame));
    return said_.back();
  }

  Analyzer analyzer_;
  std::vector<Seen> seen_;
  std::vector<std::optional<StreamPosition>> said_;
};

StreamPosition at(std::uint64_t offset, std::uint32_t wraps = 0) {
  return {offset, wraps, true};
}

TEST(StreamPosition, IsZeroForTheSynAndForTheFirstByte) {
  Capture capture;
  EXPECT_EQ(capture.see(syn(1000)), at(0));
  EXPECT_EQ(capture.see(syn_ack(5000, 1001)), at(0));
  EXPECT_EQ(capture.see(data(kClient, 1001, 100, 5001)), at(0));
  EXPECT_EQ(capture.see(data(kClient, 1101, 100, 5001)), at(100));
  EXPECT_EQ(capture.see(pure_ack(kServer, 5001, 1201)), at(0));
  EXPECT_EQ(capture.see(fin(kClient, 1201, 5001)), at(200));
  capture.expect_the_same_again();
}

TEST(StreamPosition, OfAKeepAliveBeforeTheFirstByteIsNone) {
  Capture capture;
  capture.see(syn(1000));
  capture.see(syn_ack(5000, 1001));
  EXPECT_FALSE(capture.see(pure_ack(kClient, 1000, 5001)));
}

TEST(StreamPosition, WithoutAHandshakeIsCountedFromTheFirstSegmentSeenAndSaysSo) {
  Capture capture;
  EXPECT_EQ(capture.see(data(kServer, 0xFFFFFF00U, 0x200, 1)), (StreamPosition{0, 0, false}));
  EXPECT_EQ(capture.see(data(kServer, 0x100, 10, 1)), (StreamPosition{0x200, 1, false}));
  EXPECT_FALSE(capture.see(data(kServer, 0xFFFFFE00U, 0x100, 1))) << "before what was seen first";
  capture.expect_the_same_again();
}

TEST(StreamPosition, OfAResetWithNumberZeroIsNone) {
  Capture capture;
  capture.see(syn(1000));
  WireSegment refusal = reset(kServer, 0);
  refusal.ack = SeqNum(1001);
  EXPECT_FALSE(capture.see(refusal));
  EXPECT_FALSE(capture.see(reset(kClient, 0)));
}

TEST(StreamPosition, OfADirectionOfWhichNothingWasSeenIsNone) {
  Capture capture;
  EXPECT_FALSE(capture.see(reset(kServer, 77)));
}

TEST(StreamPosition, StartsAgainWithANewConnectionOnTheSamePorts) {
  Capture capture;
  capture.see(syn(1000));
  capture.see(syn_ack(5000, 1001));
  capture.see(data(kClient, 1001, 100, 5001));
  capture.see(fin(kClient, 1101, 5001));
  capture.see(fin(kServer, 5001, 1102));
  EXPECT_EQ(capture.see(syn(700000)), at(0));
  EXPECT_EQ(capture.see(syn_ack(900000, 700001)), at(0));
  EXPECT_EQ(capture.see(data(kClient, 700001, 100, 900001)), at(0));
  EXPECT_EQ(capture.see(data(kClient, 1001, 100, 5001)), at(0))
      << "of the earlier connection, late";
  EXPECT_EQ(capture.see(data(kClient, 700101, 100, 900001)), at(100));
  capture.expect_the_same_again();
}

// So many connections on the same ports that sleep between their segments, or do not.
void expect_positions_of(std::uint32_t connections, std::size_t most_awake) {
  constexpr std::uint32_t kApart = 1'000'000;
  Capture capture(most_awake);
  for (std::uint32_t client = 1000; client < connections * kApart; client += kApart) {
    const std::uint32_t server = 3 * client;
    EXPECT_EQ(capture.see(syn(client)), at(0));
    EXPECT_EQ(capture.see(syn_ack(server, client + 1)), at(0));
    EXPECT_EQ(capture.see(data(kClient, client + 1, 100, server + 1)), at(0));
    capture.see_others();
    EXPECT_EQ(capture.see(data(kClient, client + 101, 100, server + 1)), at(100));
    if (client > kApart) {
      const std::uint32_t before = client - kApart;
      EXPECT_EQ(capture.see(fin(kClient, before + 201, 3 * before + 302)), at(200))
          << "of the earlier connection, sent again";
    }
    EXPECT_EQ(capture.see(data(kServer, server + 1, 300, client + 201)), at(0));
    EXPECT_EQ(capture.see(fin(kServer, server + 301, client + 201)), at(300));
    EXPECT_EQ(capture.see(fin(kClient, client + 201, server + 302)), at(200));
    capture.see_others();
  }
  capture.expect_the_same_again();
}

TEST(StreamPosition, IsKnownOfEachOfManyConnectionsOnTheSamePortsAwakeOrNot) {
  for (const std::uint32_t connections : {1U, 2U, 5U, 20U, 200U}) {
    for (const std::size_t most_awake : {std::size_t{1}, ConnectionTable::kMostAwake}) {
      SCOPED_TRACE(testing::Message() << connections << " connections, awake " << most_awake);
      expect_positions_of(connections, most_awake);
    }
  }
}

TEST(StreamPosition, OfANumberFurtherAwayThanAnyWindowIsNone) {
  Capture capture;
  capture.see(syn(1000));
  capture.see(syn_ack(5000, 1001));
  capture.see(data(kClient, 1001, 100, 5001));
  EXPECT_EQ(capture.see(data(kClient, 1201, 100, 5001)), at(200)) << "one segment is missing";
  EXPECT_FALSE(capture.see(data(kClient, 1001 + 1'200'000'000, 100, 5001)));
  EXPECT_FALSE(capture.see(data(kClient, 1001 - 1'200'000'000, 100, 5001)));
  capture.expect_the_same_again();
}

// A transfer in steps of less than the window, as an application with large buffers makes it.
class Transfer {
 public:
  explicit Transfer(std::uint32_t initial) : initial_(initial) {
    WireSegment first = syn(1000);
    first.window_shift = 14;
    WireSegment answer = syn_ack(initial, 1001);
    answer.window_shift = 14;
    capture.see(first);
    capture.see(answer);
  }
  // The segment of the server's stream that starts at this byte.
  std::optional<StreamPosition> see_data(std::uint64_t offset) {
    return capture.see(data(kServer, number_at(offset), kLength, 1001));
  }
  void see_ack(std::uint64_t offset) { capture.see(pure_ack(kClient, 1001, number_at(offset))); }
  StreamPosition expected(std::uint64_t offset) const {
    const std::uint64_t wraps = ((std::uint64_t{initial_} + 1) % (4 * kGiB) + offset) / (4 * kGiB);
    return at(offset, static_cast<std::uint32_t>(wraps));
  }

  static constexpr std::size_t kLength = 50000;
  Capture capture;

 private:
  std::uint32_t number_at(std::uint64_t offset) const {
    return static_cast<std::uint32_t>(initial_ + 1 + offset);
  }
  std::uint32_t initial_;
};

TEST(StreamPosition, GoesOnThroughFourWraps) {
  for (const std::uint32_t initial : {0U, 5000U, 0x7FFFFFFFU, 0xFFFFFFFFU, 0xFFFF0000U}) {
    Transfer transfer(initial);
    std::uint64_t offset = 0;
    while (offset < 17 * kGiB) {
      ASSERT_EQ(transfer.see_data(offset), transfer.expected(offset))
          << "initial number " << initial;
      offset += Transfer::kLength;
      transfer.see_ack(offset);
      // 200 MB of the transfer are not in the capture, acknowledgments excepted.
      offset += 200'000'000;
      transfer.see_ack(offset);
    }
    transfer.capture.expect_the_same_again();
  }
}

TEST(StreamPosition, IsRightForWhatIsLateOrAheadAroundAWrap) {
  Transfer transfer(4000);
  std::uint64_t offset = 0;
  for (; offset < 9 * kGiB; offset += 200'000'000) {
    transfer.see_data(offset);
    transfer.see_ack(offset + Transfer::kLength);
    transfer.see_ack(offset + 200'000'000);
  }
  const std::uint64_t lost = offset;
  ASSERT_EQ(transfer.see_data(lost + 2 * Transfer::kLength),
            transfer.expected(lost + 2 * Transfer::kLength));
  ASSERT_EQ(transfer.see_data(lost + Transfer::kLength),
            transfer.expected(lost + Transfer::kLength));
  ASSERT_EQ(transfer.see_data(lost), transfer.expected(lost)) << "the lost one, sent again";
  transfer.capture.expect_the_same_again();
}

WireSegment with_largest_scale(WireSegment syn) {
  syn.window_shift = 14;
  return syn;
}

// A connection both of whose sides send, of which the capture lacks the most.
class TwoWayTransfer {
 public:
  TwoWayTransfer(Capture& capture, std::uint32_t client_initial, std::uint32_t server_initial)
      : capture_(capture), first_{client_initial + 1, server_initial + 1} {
    capture_.see(with_largest_scale(syn(client_initial)));
    capture_.see(with_largest_scale(syn_ack(server_initial, client_initial + 1)));
  }
  // So much further.
  void go_on(From sender, std::uint64_t bytes) {
    sent_[index(sender)] += bytes;
    capture_.see(pure_ack(other_end(sender), number(other_end(sender)), number(sender)));
  }
  void expect_known(From sender) {
    const WireSegment next = data(sender, number(sender), kLength, number(other_end(sender)));
    const std::uint64_t offset = sent_[index(sender)];
    const std::uint64_t wraps = (first_[index(sender)] + offset) / (4 * kGiB);
    EXPECT_EQ(capture_.see(next), at(offset, static_cast<std::uint32_t>(wraps)));
    go_on(sender, kLength);
  }

 private:
  static constexpr std::size_t kLength = 1000;
  static std::size_t index(From sender) { return sender == kClient ? 0 : 1; }
  std::uint32_t number(From sender) const {
    return static_cast<std::uint32_t>(first_[index(sender)] + sent_[index(sender)]);
  }

  Capture& capture_;
  std::array<std::uint64_t, 2> first_;
  std::array<std::uint64_t, 2> sent_{};
};

TEST(StreamPosition, OfEachDirectionGoesOnByItself) {
  Capture capture;
  TwoWayTransfer transfer(capture, 1000, 5000);
  for (int i = 0; i < 100; ++i) {
    transfer.expect_known(kClient);
    transfer.go_on(kClient, 300'000'000);
    transfer.expect_known(kServer);
    transfer.go_on(kServer, 100'000'000);
  }
  capture.expect_the_same_again();
}

TEST(StreamPosition, OfEachOfTwoLongConnectionsOnTheSamePortsGoesOnByItself) {
  for (const std::size_t most_awake : {std::size_t{1}, ConnectionTable::kMostAwake}) {
    Capture capture(most_awake);
    TwoWayTransfer earlier(capture, 1000, 5000);
    const auto go_on = [](TwoWayTransfer& transfer, int times) {
      for (int i = 0; i < times; ++i) {
        transfer.expect_known(kServer);
        transfer.go_on(kServer, 300'000'000);
      }
    };
    go_on(earlier, 20);
    TwoWayTransfer later(capture, 1'500'000'000, 2'500'000'000);
    go_on(later, 20);
    go_on(earlier, 20);  // as where it was captured on the other side of a device
    go_on(later, 20);
    capture.see_others();
    capture.expect_the_same_again();
  }
}

}  // namespace
}  // namespace seqbitflip::test
