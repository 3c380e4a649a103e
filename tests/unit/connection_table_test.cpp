// SPDX-License-Identifier: GPL-2.0-or-later
//
// Connections that sleep are found again as they were, whoever the others are. That nothing of what
// is known of them is lost is a property: tests/property/sleeping_connections_property.cpp.
#include "connection_table.h"

#include <gtest/gtest.h>

#include <set>

#include "shorthand.h"

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

// Each with its own count of SYNs.
void fill(ConnectionTable& table) {
  for (std::uint32_t i = 0; i < kMany; ++i) {
    table.awaken(key_of(i), 0).head.segments[0][0] = i;
  }
}

TEST(ConnectionTable, FindsEachAgainThoughFewAreAwake) {
  ConnectionTable table(kFewAwake);
  fill(table);
  EXPECT_EQ(table.size(), kMany);
  for (std::uint32_t i = 0; i < kMany; i += 3) {
    EXPECT_EQ(table.awaken(key_of(i), 0).head.segments[0][0], i);
  }
  EXPECT_EQ(table.size(), kMany) << "one that was awakened is counted again";
}

TEST(ConnectionTable, KeepsWhatBecameOfOneThatWasAwakenedAndSleepsAgain) {
  ConnectionTable table(kFewAwake);
  fill(table);
  table.awaken(key_of(5), 0).head.segments[1][2] = 77;
  fill(table);
  EXPECT_EQ(table.awaken(key_of(5), 0).head.segments[1][2], 77U);
}

// Again and again, so that what those leave behind that were awakened has to go.
TEST(ConnectionTable, KeepsNothingOfWhatWasBeforeTheyWereAwakened) {
  constexpr std::uint32_t kRounds = 200;
  ConnectionTable table(kFewAwake);
  for (std::uint32_t round = 0; round < kRounds; ++round) {
    for (std::uint32_t i = 0; i < kMany; ++i) {
      std::uint32_t& counted = table.awaken(key_of(i), 0).head.segments[1][3];
      ASSERT_EQ(counted, round) << i;
      ++counted;
    }
  }
  EXPECT_EQ(table.size(), kMany);
}

TEST(ConnectionTable, VisitsEachOnceAwakeOrNot) {
  ConnectionTable table(kFewAwake);
  fill(table);
  table.awaken(key_of(0), 0);
  std::multiset<std::uint32_t> seen;
  table.for_each_head([&](const ConnectionKey& key, const ConnectionHead& head) {
    EXPECT_EQ(key, key_of(head.segments[0][0]));
    seen.insert(head.segments[0][0]);
  });
  EXPECT_EQ(seen.size(), kMany);
  EXPECT_EQ(std::set<std::uint32_t>(seen.begin(), seen.end()).size(), kMany);
}

TEST(ConnectionTable, LooksAtOneWithoutWakingIt) {
  ConnectionTable table(kFewAwake);
  fill(table);
  std::uint32_t counted = 0;
  table.look_at(key_of(1), [&](const Connection& it) { counted = it.head.segments[0][0]; });
  EXPECT_EQ(counted, 1U);
  table.look_at(key_of(kMany - 1), [&](const Connection& it) { counted = it.head.segments[0][0]; });
  EXPECT_EQ(counted, kMany - 1);
  bool found = false;
  table.look_at(key_of(kMany), [&](const Connection&) { found = true; });
  EXPECT_FALSE(found) << "nobody has spoken there";
}

TEST(ConnectionTable, KnowsNoPositionWhereNobodyHasSpoken) {
  const ConnectionTable table(kFewAwake);
  EXPECT_EQ(table.position_of(key_of(1), Direction::kForward, Segment{}, SeqNum(0)), std::nullopt);
}

}  // namespace
}  // namespace seqbitflip::test
