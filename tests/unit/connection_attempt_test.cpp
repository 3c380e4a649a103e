// SPDX-License-Identifier: GPL-2.0-or-later
//
// A SYN and its refusal are kept as they came, and a life that is made of them later is the one
// that would have seen them. That this is so for every SYN is a property:
// tests/property/connection_attempt_property.cpp.
#include "connection_attempt.h"

#include <gtest/gtest.h>

#include "connection.h"
#include "shorthand.h"

namespace seqbitflip::test {
namespace {

constexpr std::uint32_t kInitial = 1000;

template <typename Change>
WireSegment changed(WireSegment wire, const Change& change) {
  change(wire);
  return wire;
}

WireSegment refusal(std::uint32_t ack = kInitial + 1) {
  return changed(reset(kServer, 0), [&](WireSegment& wire) { wire.ack = SeqNum(ack); });
}

std::optional<ConnectionAttempt> attempt_of(const WireSegment& wire) {
  const CapturedSegment captured(wire, 1);
  return ConnectionAttempt::begun_by(direction_of(wire.from), captured.segment());
}

bool takes_in(ConnectionAttempt& attempt, const WireSegment& wire) {
  const CapturedSegment captured(wire, 2);
  return attempt.take_in_refusal(direction_of(wire.from), captured.segment());
}

struct Row {
  const char* name;
  WireSegment wire;
  bool taken_in;
};

TEST(ConnectionAttempt, IsBegunByAPlainSynOnly) {
  const auto with_checksum = [](WireChecksum checksum) {
    return changed(syn(kInitial), [&](WireSegment& wire) { wire.checksum = checksum; });
  };
  const Row rows[] = {
      {"a SYN", syn(kInitial), true},
      {"one whose checksum is not on the wire yet", with_checksum(WireChecksum::kOffloaded), true},
      {"one with a wrong checksum", with_checksum(WireChecksum::kDamaged), false},
      {"one that was cut short",
       changed(syn(kInitial), [](WireSegment& wire) { wire.captured = 20; }), true},
      {"one with data (RFC 7413)",
       changed(syn(kInitial),
               [](WireSegment& wire) {
                 wire.payload = {1, 2, 3};
               }),
       false},
      {"one with FIN", changed(syn(kInitial), [](WireSegment& wire) { wire.fin = true; }), false},
      {"one with RST", changed(syn(kInitial), [](WireSegment& wire) { wire.rst = true; }), false},
      {"one with SACK blocks",
       changed(syn(kInitial),
               [](WireSegment& wire) {
                 wire.sack = {{SeqNum(1), SeqNum(2)}};
               }),
       false},
      {"a SYN-ACK", syn_ack(5000, kInitial + 1), false},
      {"a reset", refusal(), false},
      {"data", data(kClient, kInitial + 1, 100, 5001), false},
  };
  for (const Row& row : rows) {
    EXPECT_EQ(attempt_of(row.wire).has_value(), row.taken_in) << row.name;
  }
}

TEST(ConnectionAttempt, IsRefusedByAResetThatAcknowledgesTheSyn) {
  const Row rows[] = {
      {"a closed port's", refusal(), true},
      {"a device's in between, with a number",
       changed(refusal(), [](WireSegment& wire) { wire.seq = SeqNum(77); }), true},
      {"one that acknowledges something else", refusal(kInitial + 5), false},
      {"one without acknowledgment", reset(kServer, 0), false},
      {"one of the asking side itself",
       changed(refusal(), [](WireSegment& wire) { wire.from = kClient; }), false},
      {"one with a wrong checksum",
       changed(refusal(), [](WireSegment& wire) { wire.checksum = WireChecksum::kDamaged; }),
       false},
      {"one with a text (RFC 9293, section 3.5.3)",
       changed(refusal(),
               [](WireSegment& wire) {
                 wire.payload = {'n', 'o'};
               }),
       false},
      {"no reset", syn_ack(5000, kInitial + 1), false},
      {"a SYN again", syn(kInitial), false},
  };
  for (const Row& row : rows) {
    auto attempt = attempt_of(syn(kInitial));
    EXPECT_EQ(takes_in(*attempt, row.wire), row.taken_in) << row.name;
  }
}

TEST(ConnectionAttempt, IsRefusedOnce) {
  auto attempt = attempt_of(syn(kInitial));
  EXPECT_TRUE(takes_in(*attempt, refusal()));
  EXPECT_FALSE(takes_in(*attempt, refusal()));
}

TEST(ConnectionAttempt, IsWhereItsSynIsAndWhereTheResetIs) {
  auto attempt = attempt_of(syn(kInitial));
  EXPECT_TRUE(attempt->is_at(SeqNum(kInitial)));
  EXPECT_TRUE(attempt->is_at(SeqNum(kInitial + 1)));
  EXPECT_FALSE(attempt->is_at(SeqNum(77)));
  EXPECT_FALSE(attempt->is_at(SeqNum(0))) << "nothing was answered";
  takes_in(*attempt, changed(refusal(), [](WireSegment& wire) { wire.seq = SeqNum(77); }));
  EXPECT_TRUE(attempt->is_at(SeqNum(77)));
}

// Both sides of a connection that has no life, and of the life that is made of it.
TEST(ConnectionAttempt, TellsOfItsStreamsWhatTheLifeWillTell) {
  Connection connection;
  for (const WireSegment& wire : {syn(kInitial), refusal()}) {
    const CapturedSegment captured(wire, 1);
    ASSERT_TRUE(connection.take_in_attempt(direction_of(wire.from), captured.segment()));
  }
  const auto extents = [&] {
    std::vector<std::tuple<std::optional<SeqNum>, bool, std::uint64_t>> told;
    for (const Direction direction : kBothDirections) {
      const StreamExtent extent = connection.extent(direction);
      told.emplace_back(extent.first_byte, extent.from_syn, extent.length);
    }
    return told;
  };
  const auto without_life = extents();
  connection.begin_life();
  EXPECT_FALSE(connection.attempt);
  EXPECT_EQ(extents(), without_life);
  EXPECT_EQ(connection.extent(direction_of(kClient)).first_byte, SeqNum(kInitial + 1));
}

}  // namespace
}  // namespace seqbitflip::test
