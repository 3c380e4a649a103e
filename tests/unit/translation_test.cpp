// SPDX-License-Identifier: GPL-2.0-or-later
#include "translation.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <optional>

#include "analyzer.h"
#include "shorthand.h"

namespace seqbitflip::test {
namespace {

constexpr std::int64_t kMs = 1'000'000;

// A capture in which the same packets may be seen twice, and what is told of its frames.
class Capture {
 public:
  std::uint32_t see(WireSegment wire) {
    wire.time_ns = time_ns_ += kMs;
    const CapturedSegment captured(wire, ++frames_);
    const Segment segment = captured.segment();
    for (const Verdict& verdict :
         analyzer_.process(address_of(wire.from), address_of(other_end(wire.from)), segment)) {
      if (verdict.translation) {
        translations_[verdict.frame.number] = *verdict.translation;
      } else {
        wrong_[{verdict.frame.number, verdict.kind}] = verdict.wrong;
      }
    }
    return frames_;
  }
  // The packet on both sides of a device that adds these to the numbers of the two ends.
  void see_both_sides(const WireSegment& wire) {
    const bool of_client = wire.from == kClient;
    see(moved(wire, 0, of_client ? by_server : by_client));
    see(moved(wire, of_client ? by_client : by_server, 0, 63));
  }
  // What the story is about: handshake and request.
  void see_the_beginning() {
    see_both_sides(identified(syn(1000), 1));
    see_both_sides(identified(syn_ack(5000, 1001), 0));
    see_both_sides(identified(pure_ack(kClient, 1001, 5001), 2));
    see_both_sides(identified(data(kClient, 1001, 100, 5001), 3));
  }
  void wait(std::int64_t duration_ns) { time_ns_ += duration_ns; }

  static WireSegment identified(WireSegment wire, std::uint16_t ip_id) {
    wire.ip_id = ip_id;
    return wire;
  }
  static WireSegment moved(WireSegment wire, std::uint32_t seq, std::uint32_t ack,
                           std::uint8_t ttl = 64) {
    wire.seq = wire.seq + SeqLength(seq);
    if (wire.ack) {
      wire.ack = *wire.ack + SeqLength(ack);
    }
    wire.ttl = ttl;
    return wire;
  }

  const std::map<std::uint32_t, IsnTranslation>& translations() const { return translations_; }
  std::optional<WrongNumber> wrong_ack(std::uint32_t frame) const {
    const auto found = wrong_.find({frame, NumberKind::kAcknowledgment});
    return found == wrong_.end() ? std::nullopt : found->second;
  }
  std::size_t accused() const {
    return static_cast<std::size_t>(std::count_if(wrong_.begin(), wrong_.end(),
                                                  [](const auto& entry) { return entry.second; }));
  }

  std::uint32_t by_client = 900'000'000;
  std::uint32_t by_server = 2'100'000'000;

 private:
  Analyzer analyzer_;
  std::int64_t time_ns_ = 0;
  std::uint32_t frames_ = 0;
  std::map<std::uint32_t, IsnTranslation> translations_;
  std::map<std::pair<std::uint32_t, NumberKind>, std::optional<WrongNumber>> wrong_;
};

TEST(Translation, IsToldOnBothCopiesOfBothSyns) {
  Capture capture;
  capture.see_the_beginning();
  ASSERT_EQ(capture.translations().size(), 4U);
  EXPECT_EQ(capture.translations().at(1).difference, 900'000'000);
  EXPECT_EQ(capture.translations().at(1).copy_in, 2U);
  EXPECT_EQ(capture.translations().at(2).difference, 900'000'000);
  EXPECT_EQ(capture.translations().at(2).copy_in, 1U);
  EXPECT_EQ(capture.translations().at(3).difference, 2'100'000'000);
  EXPECT_EQ(capture.translations().at(4).copy_in, 3U);
  EXPECT_EQ(capture.accused(), 0U);
}

TEST(Translation, OfOneDirectionIsToldOfThatOneOnly) {
  for (const bool of_client : {true, false}) {
    Capture capture;
    (of_client ? capture.by_server : capture.by_client) = 0;
    capture.see_the_beginning();
    EXPECT_EQ(capture.translations().size(), 2U) << (of_client ? "client" : "server");
    EXPECT_TRUE(capture.translations().contains(of_client ? 1 : 3));
    EXPECT_EQ(capture.accused(), 0U);
  }
}

TEST(Translation, IsNotToldBeforeThePacketsAfterTheHandshakeShowIt) {
  Capture capture;
  capture.see_both_sides(Capture::identified(syn(1000), 1));
  capture.see_both_sides(Capture::identified(syn_ack(5000, 1001), 0));
  capture.see_both_sides(Capture::identified(pure_ack(kClient, 1001, 5001), 2));
  EXPECT_TRUE(capture.translations().empty());
}

TEST(Translation, IsNoneOfASynSentAgainWithAnotherInitialNumber) {
  Capture capture;
  capture.see(Capture::identified(syn(1000), 1));
  capture.see(Capture::identified(syn(77'000'000), 2));
  capture.see(Capture::identified(syn_ack(5000, 77'000'001), 0));
  capture.see(Capture::identified(data(kClient, 77'000'001, 100, 5001), 3));
  capture.see(Capture::identified(data(kServer, 5001, 100, 77'000'101), 7));
  EXPECT_TRUE(capture.translations().empty());
}

TEST(Translation, IsNoneOfThePortsUsedAgainForTheSameRequest) {
  Capture capture;
  const auto converse = [&](std::uint32_t client, std::uint32_t server) {
    WireSegment request = data(kClient, client + 1, 100, server + 1);
    request.payload = bytes_of_word("the same request", 100);
    capture.see(syn(client));
    capture.see(syn_ack(server, client + 1));
    capture.see(pure_ack(kClient, client + 1, server + 1));
    capture.see(request);
    capture.see(pure_ack(kServer, server + 1, client + 101));
  };
  converse(1000, 5000);
  converse(77'000'000, 900'000'000);
  EXPECT_TRUE(capture.translations().empty());
}

TEST(Translation, IsNoneWhereTheSynsCameMoreThanASecondApart) {
  Capture capture;
  capture.see(Capture::identified(syn(1000), 1));
  capture.wait(2000 * kMs);
  capture.see(Capture::identified(syn(900'001'000), 1));
  capture.see(Capture::identified(data(kClient, 1001, 100, 5001), 2));
  capture.see(
      Capture::moved(Capture::identified(data(kClient, 1001, 100, 5001), 2), 900'000'000, 0));
  EXPECT_TRUE(capture.translations().empty());
}

// Losses on the way, and packets that only one of the two capture points saw.
TEST(Translation, KeepsTheTwoSidesApartWhateverIsMissing) {
  Capture capture;
  capture.by_client = 0;  // so that the client's sequence numbers tell nothing
  capture.see_the_beginning();
  std::uint32_t seq = 1101;
  for (std::uint16_t id = 4; id < 60; ++id) {
    const WireSegment segment = Capture::identified(data(kClient, seq, 1000, 5001), id);
    if (id % 5 != 0) {
      capture.see(Capture::moved(segment, 0, capture.by_server));
    }
    if (id % 7 != 0) {
      capture.see(Capture::moved(segment, 0, 0, 63));
    }
    seq += 1000;
  }
  EXPECT_EQ(capture.accused(), 0U);
}

// The damaged number is near to where the other side's numbers are: the place of capture decides.
TEST(Translation, LeavesDamageOnTheSideWhereItWasCaptured) {
  Capture capture;
  capture.by_client = 0;
  capture.see_the_beginning();
  capture.see_both_sides(data(kServer, 5001, 200, 1101));
  capture.see_both_sides(pure_ack(kClient, 1101, 5201));
  const WireSegment behind = Capture::moved(data(kClient, 1101, 100, 5201), 0, 0, 63);
  const std::uint32_t frame =
      capture.see(with_ack(behind, 5201U ^ (1U << 31), WireChecksum::kStale));
  ASSERT_TRUE(capture.wrong_ack(frame));
  EXPECT_EQ(capture.wrong_ack(frame)->expected, SeqNum(5201));
}

}  // namespace
}  // namespace seqbitflip::test
