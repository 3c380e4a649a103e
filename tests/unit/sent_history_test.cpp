// SPDX-License-Identifier: GPL-2.0-or-later
#include "sent_history.h"

#include <gtest/gtest.h>

#include <vector>

#include "archive.h"

namespace seqbitflip {
namespace {

SentRecord record(std::uint32_t start, std::uint32_t end, std::uint32_t frame = 1) {
  SentRecord result;
  result.start = SeqNum(start);
  result.end = SeqNum(end);
  result.frame = frame;
  return result;
}

SentHistory history(std::initializer_list<SentRecord> records) {
  SentHistory result;
  for (const SentRecord& added : records) {
    result.add(added);
  }
  return result;
}

const SeqLength kUnknownSize{0};

TEST(SentHistory, OfNothingKnowsNothing) {
  const SentHistory empty;
  EXPECT_FALSE(empty.is_boundary(SeqNum(0), SeqLength(1460)));
  EXPECT_FALSE(empty.is_inside(SeqNum(0)));
  EXPECT_FALSE(empty.hole_at(SeqNum(0)));
  EXPECT_EQ(empty.ending_at(SeqNum(0)), nullptr);
  EXPECT_TRUE(empty.reaches_back_to(SeqNum(0)));
}

TEST(SentHistory, KnowsStartsAndEndsAsBoundaries) {
  const SentHistory sent = history({record(1000, 1100), record(1100, 1300)});
  for (const std::uint32_t boundary : {1000U, 1100U, 1300U}) {
    EXPECT_TRUE(sent.is_boundary(SeqNum(boundary), kUnknownSize)) << boundary;
  }
  for (const std::uint32_t other : {999U, 1001U, 1200U, 1301U}) {
    EXPECT_FALSE(sent.is_boundary(SeqNum(other), kUnknownSize)) << other;
  }
}

TEST(SentHistory, KnowsTheInnerBoundariesOfAMergedRecord) {
  const SentHistory sent = history({record(0xFFFFFF00U, 0xFFFFFF00U + 3500)});
  const SeqNum start(0xFFFFFF00U);
  EXPECT_TRUE(sent.is_boundary(start + SeqLength(1000), SeqLength(1000)));
  EXPECT_TRUE(sent.is_boundary(start + SeqLength(3000), SeqLength(1000)));
  EXPECT_FALSE(sent.is_boundary(start + SeqLength(1500), SeqLength(1000)));
  EXPECT_FALSE(sent.is_boundary(start + SeqLength(1000), kUnknownSize)) << "size not known";
}

TEST(SentRecord, NamesTheBoundariesInsideThatItHadOnTheWire) {
  constexpr std::size_t kAll = 100;
  const SeqNum start(0xFFFFFF00U);
  const SentRecord merged = record(start.value(), start.value() + 3000);
  const auto at = [&](std::uint32_t offset) { return start + SeqLength(offset); };
  const std::vector<SeqNum> both = {at(1000), at(2000)};
  EXPECT_EQ(merged.boundaries_inside(start, SeqLength(1000), kAll), both);
  EXPECT_EQ(merged.boundaries_inside(at(999), SeqLength(1000), kAll), both);
  EXPECT_EQ(merged.boundaries_inside(at(1000), SeqLength(1000), kAll), std::vector{at(2000)});
  EXPECT_EQ(merged.boundaries_inside(start, SeqLength(1000), 1), std::vector{at(1000)});
  EXPECT_TRUE(merged.boundaries_inside(at(2000), SeqLength(1000), kAll).empty());
  EXPECT_TRUE(merged.boundaries_inside(start, kUnknownSize, kAll).empty());
}

TEST(SentHistory, IsInsideOnlyStrictlyBetweenBoundaries) {
  const SentHistory sent = history({record(0xFFFFFFF0U, 0x10)});
  EXPECT_FALSE(sent.is_inside(SeqNum(0xFFFFFFF0U)));
  EXPECT_TRUE(sent.is_inside(SeqNum(0xFFFFFFF1U)));
  EXPECT_TRUE(sent.is_inside(SeqNum(0)));
  EXPECT_FALSE(sent.is_inside(SeqNum(0x10)));
}

TEST(SentHistory, NamesTheLatestOfSeveralRecordsAtAPlace) {
  const SentHistory sent = history({record(1, 5, 10), record(1, 5, 20), record(3, 5, 30)});
  ASSERT_NE(sent.starting_at(SeqNum(1)), nullptr);
  EXPECT_EQ(sent.starting_at(SeqNum(1))->frame, 20U);
  ASSERT_NE(sent.ending_at(SeqNum(5)), nullptr);
  EXPECT_EQ(sent.ending_at(SeqNum(5))->frame, 30U);
  EXPECT_EQ(sent.starting_at(SeqNum(5)), nullptr);
}

TEST(SentHistory, FindsTheHoleAroundAPosition) {
  const SentHistory sent = history({record(100, 200), record(500, 600), record(250, 300)});
  const auto hole = sent.hole_at(SeqNum(400));
  ASSERT_TRUE(hole);
  EXPECT_EQ(hole->first, SeqNum(300));
  EXPECT_EQ(hole->end, SeqNum(500));
  EXPECT_FALSE(sent.hole_at(SeqNum(150))) << "covered";
  EXPECT_FALSE(sent.hole_at(SeqNum(600))) << "after everything";
  EXPECT_FALSE(sent.hole_at(SeqNum(99))) << "before everything";
}

TEST(SentHistory, KeepsTheLatestOfWhatIsAcknowledged) {
  SentHistory sent;
  for (std::uint32_t i = 0; i < 200; ++i) {
    sent.add(record(i * 10, i * 10 + 10));
  }
  sent.acknowledged_up_to(SeqNum(2000));
  EXPECT_EQ(sent.records().size(), SentHistory::kAcknowledgedKept);
  EXPECT_EQ(sent.records().back().end, SeqNum(2000));
  EXPECT_TRUE(sent.reaches_back_to(SeqNum(1990)));
  EXPECT_FALSE(sent.reaches_back_to(SeqNum(10)));
}

TEST(SentHistory, KeepsWhatIsNotAcknowledged) {
  SentHistory sent;
  for (std::uint32_t i = 0; i < 200; ++i) {
    sent.add(record(i * 10, i * 10 + 10));
  }
  sent.acknowledged_up_to(SeqNum(500));
  EXPECT_TRUE(sent.reaches_back_to(SeqNum(500)));
  for (std::uint32_t start = 500; start < 2000; start += 10) {
    EXPECT_NE(sent.starting_at(SeqNum(start)), nullptr) << start;
  }
}

TEST(SentHistory, KnowsOfOldAcknowledgedSegmentsOnlyWhereTheyLay) {
  constexpr std::uint32_t kRecords = 40;
  SentHistory sent;
  for (std::uint32_t i = 0; i < kRecords; ++i) {
    SentRecord added = record(i * 10, i * 10 + 10, i + 1);
    added.set(SeqNum(7), 8, std::uint16_t{9}, PayloadDigest{i});
    sent.add(added);
  }
  constexpr std::uint32_t kAcknowledged = 30;
  sent.acknowledged_up_to(SeqNum(kAcknowledged * 10));
  ASSERT_EQ(sent.records().size(), kRecords);
  for (std::uint32_t i = 0; i < kRecords; ++i) {
    const SentRecord& kept = sent.records()[i];
    const bool whole = i + SentHistory::kDetailsKept >= kAcknowledged;
    EXPECT_TRUE(sent.is_boundary(SeqNum(i * 10), kUnknownSize)) << i;
    EXPECT_EQ(kept.frame, whole ? i + 1 : 0) << i;
    EXPECT_EQ(kept.ack().has_value(), whole) << i;
    EXPECT_EQ(kept.timestamp().has_value(), whole) << i;
    EXPECT_EQ(kept.ip_id().has_value(), whole) << i;
    EXPECT_EQ(kept.digest().has_value(), whole) << i;
  }
}

// As it is after its connection has slept.
SentHistory written_and_read(SentHistory sent) {
  SocketAddress server;
  server.port = 80;
  const ConnectionKey key(SocketAddress{}, server);
  PassageBook passages;
  ArchiveWriter writer;
  Archive writing(writer, {key, 0, passages});
  sent.exchange(writing, Direction::kForward);
  ArchiveReader reader(writer.written().data());
  Archive reading(reader, {key, 0, passages});
  SentHistory read;
  read.exchange(reading, Direction::kForward);
  return read;
}

void expect_same_records(const SentHistory& one, const SentHistory& other) {
  ASSERT_EQ(one.records().size(), other.records().size());
  for (std::size_t i = 0; i < one.records().size(); ++i) {
    const SentRecord& a = one.records()[i];
    const SentRecord& b = other.records()[i];
    EXPECT_EQ(a.start, b.start) << i;
    EXPECT_EQ(a.end, b.end) << i;
    EXPECT_EQ(a.frame, b.frame) << i;
    EXPECT_EQ(a.ack(), b.ack()) << i;
    EXPECT_EQ(a.timestamp(), b.timestamp()) << i;
    EXPECT_EQ(a.ip_id(), b.ip_id()) << i;
    EXPECT_EQ(a.digest(), b.digest()) << i;
  }
}

TEST(SentHistory, IsTheSameAfterItsConnectionHasSlept) {
  constexpr std::uint32_t kRecords = 100;
  SentHistory sent;
  for (std::uint32_t i = 0; i < kRecords; ++i) {
    SentRecord added = record(i * 10, i * 10 + 10, 3 * i + 1);
    const bool with_ack = i % 7 != 0;
    added.set(with_ack ? std::optional(SeqNum(7 + i / 2)) : std::nullopt, 8 + i,
              static_cast<std::uint16_t>(9 + i), PayloadDigest{i * 2654435761U});
    sent.add(added);
  }
  for (const std::uint32_t acknowledged : {0U, 5U, 20U, 90U, kRecords}) {
    sent.acknowledged_up_to(SeqNum(acknowledged * 10));
    SentHistory slept = written_and_read(sent);
    expect_same_records(slept, sent);
    SentHistory awake = sent;
    for (SentHistory* history : {&slept, &awake}) {
      history->acknowledged_up_to(SeqNum(kRecords * 10));
    }
    expect_same_records(slept, awake);
  }
}

TEST(SentHistory, CountsWhatIsUnderWayBesideWhatIsAcknowledged) {
  SentHistory sent;
  for (std::uint32_t i = 0; i < 300; ++i) {
    sent.add(record(i * 10, i * 10 + 10));
  }
  sent.acknowledged_up_to(SeqNum(1000));
  EXPECT_EQ(sent.records().size(), 200 + SentHistory::kAcknowledgedKept);
}

TEST(SentHistory, IsBounded) {
  SentHistory sent;
  for (std::uint32_t i = 0; i < 5000; ++i) {
    sent.add(record(i * 10, i * 10 + 10));
  }
  EXPECT_EQ(sent.records().size(), SentHistory::kMostRecords);
  EXPECT_FALSE(sent.reaches_back_to(SeqNum(10)));
  EXPECT_TRUE(sent.reaches_back_to(SeqNum(49990)));
}

struct HolesCase {
  const char* what;
  std::vector<SentRecord> records;
  std::vector<Hole> holes;
};

TEST(SentHistory, NamesAllHolesRising) {
  const HolesCase cases[] = {
      {"nothing", {}, {}},
      {"one record", {record(100, 200)}, {}},
      {"no hole", {record(100, 200), record(200, 300)}, {}},
      {"one hole", {record(100, 200), record(250, 300)}, {{SeqNum(200), SeqNum(250)}}},
      {"two, captured in another order",
       {record(500, 600), record(100, 200), record(300, 400)},
       {{SeqNum(200), SeqNum(300)}, {SeqNum(400), SeqNum(500)}}},
      {"one that was filled", {record(100, 200), record(300, 400), record(200, 300)}, {}},
      {"one that was filled in part",
       {record(100, 200), record(300, 400), record(250, 300)},
       {{SeqNum(200), SeqNum(250)}}},
      {"a short record inside of a long one",
       {record(100, 900), record(200, 300), record(950, 999)},
       {{SeqNum(900), SeqNum(950)}}},
      {"across the wrap",
       {record(0xFFFFFF00U, 0xFFFFFFF0U), record(0x10, 0x20)},
       {{SeqNum(0xFFFFFFF0U), SeqNum(0x10)}}},
      {"what lies more than 2 GiB below the highest",
       {record(0, 100), record(1'500'000'000, 1'500'000'100), record(3'000'000'000, 3'000'000'100)},
       {{SeqNum(1'500'000'100), SeqNum(3'000'000'000)}}}};
  for (const HolesCase& c : cases) {
    SentHistory sent;
    for (const SentRecord& added : c.records) {
      sent.add(added);
    }
    const std::vector<Hole> holes = sent.holes();
    ASSERT_EQ(holes.size(), c.holes.size()) << c.what;
    for (std::size_t i = 0; i < holes.size(); ++i) {
      EXPECT_EQ(holes[i].first, c.holes[i].first) << c.what << ", hole " << i;
      EXPECT_EQ(holes[i].end, c.holes[i].end) << c.what << ", hole " << i;
    }
  }
}

SentRecord with_digest(SentRecord of, PayloadDigest digest) {
  of.set({}, {}, {}, digest);
  return of;
}

TEST(SentHistory, NamesTheOnlyPlaceOfAPayload) {
  const SentHistory sent =
      history({with_digest(record(100, 200, 1), 7), with_digest(record(200, 300, 2), 8),
               with_digest(record(300, 400, 3), 9), with_digest(record(400, 500, 4), 9),
               record(500, 600, 5), with_digest(record(200, 300, 6), 8)});
  ASSERT_NE(sent.only_one_with(7), nullptr);
  EXPECT_EQ(sent.only_one_with(7)->start, SeqNum(100));
  ASSERT_NE(sent.only_one_with(8), nullptr) << "sent twice, but at one place";
  EXPECT_EQ(sent.only_one_with(8)->start, SeqNum(200));
  EXPECT_EQ(sent.only_one_with(9), nullptr) << "at two places";
  EXPECT_EQ(sent.only_one_with(10), nullptr) << "nowhere";
  EXPECT_EQ(sent.only_one_with(0), nullptr) << "a record without digest is none with digest 0";
}

TEST(SentHistory, NamesTheClosestBoundary) {
  const SentHistory sent = history({record(0xFFFFFF00U, 0xFFFFFFF0U), record(0x100, 0x200)});
  struct {
    std::uint32_t position;
    std::uint32_t closest;
  } const cases[] = {{0xFFFFFF00U, 0xFFFFFF00U},
                     {0xFFFFFF10U, 0xFFFFFF00U},
                     {0xFFFFFFEFU, 0xFFFFFFF0U},
                     {0x10, 0xFFFFFFF0U},
                     {0xF0, 0x100},
                     {0x101, 0x100},
                     {0x7000, 0x200},
                     {0xFFFF0000U, 0xFFFFFF00U}};
  for (const auto& c : cases) {
    EXPECT_EQ(sent.closest_boundary(SeqNum(c.position)), SeqNum(c.closest)) << c.position;
  }
  EXPECT_FALSE(SentHistory().closest_boundary(SeqNum(1)));
}

}  // namespace
}  // namespace seqbitflip
