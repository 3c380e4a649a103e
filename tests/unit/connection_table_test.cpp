// SPDX-License-Identifier: GPL-2.0-or-later
//
// Connections that sleep are found again as they were, whoever the others are. That nothing of what
// is known of them is lost is a property: tests/property/sleeping_connections_property.cpp.
#include "connection_table.h"

#include <gtest/gtest.h>

#include <set>
#include <vector>

#include "shorthand.h"
#include "wire_segment.h"

namespace seqbitflip::test {
namespace {

constexpr std::size_t kFewAwake = 3;
constexpr std::uint32_t kMany = 1000;

SocketAddress ipv4(std::uint32_t number) {
  SocketAddress address;
  address.ip = {10, 0, static_cast<std::uint8_t>(number >> 8), static_cast<std::uint8_t>(number)};
  address.port = static_cast<std::uint16_t>(1024 + number);
  return address;
}

SocketAddress ipv6(std::uint32_t number) {
  SocketAddress address = ipv4(number);
  address.ipv6 = true;
  address.ip[15] = 1;
  return address;
}

// Every third one is IPv6, and every seventh from one version to the other.
ConnectionKey key_of(std::uint32_t number) {
  const bool from_ipv6 = number % 3 == 0;
  const bool to_ipv6 = from_ipv6 != (number % 7 == 0);
  return {from_ipv6 ? ipv6(number) : ipv4(number), to_ipv6 ? ipv6(5000) : ipv4(5000)};
}

Connection& connection_of(ConnectionTable& table, std::uint32_t number) {
  const ConnectionKey key = key_of(number);
  const SocketAddress source = key.sender_in(Direction::kForward);
  const SocketAddress destination = key.sender_in(Direction::kReverse);
  return *table.enter(source, destination, 0).connection;
}

ConnectionHead& enter(ConnectionTable& table, std::uint32_t number) {
  return connection_of(table, number).head;
}

// Each with its own count of SYNs.
void fill(ConnectionTable& table) {
  for (std::uint32_t i = 0; i < kMany; ++i) {
    enter(table, i).segments[0][0] = i;
  }
}

TEST(ConnectionTable, FindsEachAgainThoughFewAreAwake) {
  ConnectionTable table(kFewAwake);
  fill(table);
  EXPECT_EQ(table.size(), kMany);
  for (std::uint32_t i = 0; i < kMany; i += 3) {
    EXPECT_EQ(enter(table, i).segments[0][0], i);
  }
  EXPECT_EQ(table.size(), kMany) << "one that was awakened is counted again";
}

TEST(ConnectionTable, KeepsWhatBecameOfOneThatWasAwakenedAndSleepsAgain) {
  ConnectionTable table(kFewAwake);
  fill(table);
  enter(table, 5).segments[1][2] = 77;
  fill(table);
  EXPECT_EQ(enter(table, 5).segments[1][2], 77U);
}

// Again and again, so that what those leave behind that were awakened has to go.
TEST(ConnectionTable, KeepsNothingOfWhatWasBeforeTheyWereAwakened) {
  constexpr std::uint32_t kRounds = 200;
  ConnectionTable table(kFewAwake);
  for (std::uint32_t round = 0; round < kRounds; ++round) {
    for (std::uint32_t i = 0; i < kMany; ++i) {
      std::uint32_t& counted = enter(table, i).segments[1][3];
      ASSERT_EQ(counted, round) << i;
      ++counted;
    }
  }
  EXPECT_EQ(table.size(), kMany);
}

TEST(ConnectionTable, VisitsEachOnceAwakeOrNot) {
  ConnectionTable table(kFewAwake);
  fill(table);
  enter(table, 0);
  std::multiset<std::uint32_t> seen;
  table.for_each_head([&](const ConnectionKey& key, const ConnectionHead& head) {
    EXPECT_EQ(key, key_of(head.segments[0][0]));
    seen.insert(head.segments[0][0]);
  });
  EXPECT_EQ(seen.size(), kMany);
  EXPECT_EQ(std::set<std::uint32_t>(seen.begin(), seen.end()).size(), kMany);
}

// A number of it is in doubt: it must not sleep.
void leave_in_doubt(Connection& connection) {
  connection.begin_life();
  CaptureHabits habits;
  std::vector<Verdict> told;
  std::uint32_t frame = 0;
  for (const std::uint32_t seq : {1000U, 1100U, 1200U ^ 0x10000000U}) {
    WireSegment wire;
    wire.seq = SeqNum(seq);
    wire.ack = SeqNum(500);
    wire.payload = stream_bytes(wire.from, wire.seq, 100);
    const CapturedSegment captured(wire, ++frame);
    connection.current->process(direction_of(wire.from), captured.segment(), NoOtherConnections{},
                                habits, told);
  }
  ASSERT_FALSE(connection.is_settled());
}

TEST(ConnectionTable, LetsThoseSleepThatCouldNotAsSoonAsTheyCan) {
  constexpr std::uint32_t kInDoubt = 10;
  ConnectionTable table(kFewAwake);
  const auto awake = [&] {
    std::vector<Connection*> visited;
    table.for_each_unsettled([&](Connection& connection) { visited.push_back(&connection); });
    return visited;
  };
  for (std::uint32_t i = 0; i < kInDoubt; ++i) {
    leave_in_doubt(connection_of(table, i));
  }
  EXPECT_EQ(awake().size(), kInDoubt);
  for (Connection* connection : awake()) {
    connection->current.reset();
  }
  fill(table);
  EXPECT_EQ(awake().size(), kFewAwake);
  EXPECT_EQ(table.size(), kMany);
  for (std::uint32_t i = 0; i < kMany; ++i) {
    ASSERT_EQ(enter(table, i).segments[0][0], i);
  }
}

TEST(ConnectionTable, IsEnteredFromBothEnds) {
  ConnectionTable table(kFewAwake);
  fill(table);
  const SocketAddress one = ipv4(1);
  const SocketAddress other = ipv4(5000);
  const auto there = table.enter(one, other, 0);
  const auto back = table.enter(other, one, 0);
  EXPECT_EQ(back.connection, there.connection);
  EXPECT_EQ(back.direction, opposite(there.direction));
  fill(table);
  EXPECT_EQ(table.enter(other, one, 0).direction, back.direction) << "after it has slept";
  EXPECT_EQ(table.size(), kMany);
}

TEST(ConnectionTable, KnowsItsNeighboursAwakeOrNot) {
  constexpr std::uint32_t kNeighbours = 10;
  ConnectionTable table(kFewAwake);
  for (std::uint32_t i = 1; i <= kNeighbours; ++i) {
    enter(table, i).segments[0][0] = i;
  }
  std::set<std::uint32_t> seen;
  const auto see = [&](const Connection& it) {
    seen.insert(it.head.segments[0][0]);
    return false;
  };
  EXPECT_FALSE(table.any_neighbour(see));
  EXPECT_GT(seen.size(), kFewAwake) << "those that sleep are neighbours, too";
  EXPECT_EQ(seen.count(kNeighbours), 0U) << "the latest is no neighbour of its own";
  EXPECT_TRUE(table.any_neighbour([](const Connection&) { return true; }));
}

// Those that sleep go on to be neighbours, whichever direction wakes them.
TEST(ConnectionTable, HasTheSameNeighboursHoweverManyAreAwake) {
  constexpr std::uint32_t kConversations = 2000;  // more than it has places for
  ConnectionTable few(kFewAwake);
  ConnectionTable all(kConversations);
  const auto neighbours_of = [](const ConnectionTable& table) {
    std::multiset<std::uint32_t> seen;
    table.any_neighbour([&](const Connection& it) {
      seen.insert(it.head.segments[0][0]);
      return false;
    });
    return seen;
  };
  for (std::uint32_t i = 0; i < kConversations; ++i) {
    for (ConnectionTable* table : {&few, &all}) {
      const ConnectionKey key = key_of(i % 700);
      const Direction from = i % 3 == 0 ? Direction::kReverse : Direction::kForward;
      table->enter(key.sender_in(from), key.sender_in(opposite(from)), 0)
          .connection->head.segments[0][0] = i % 700;
    }
    ASSERT_EQ(neighbours_of(few), neighbours_of(all)) << "after " << i << " segments";
  }
}

TEST(ConnectionTable, KnowsNoPositionWhereNobodyHasSpoken) {
  const ConnectionTable table(kFewAwake);
  EXPECT_EQ(table.position_of(key_of(1), Direction::kForward, Segment{}, SeqNum(0)), std::nullopt);
}

}  // namespace
}  // namespace seqbitflip::test
