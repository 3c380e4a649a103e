// SPDX-License-Identifier: GPL-2.0-or-later
#include "ip_id_continuity.h"

#include <gtest/gtest.h>

#include <optional>

namespace seqbitflip {
namespace {

IpIdContinuity counted(std::uint16_t first, int packets) {
  IpIdContinuity continuity;
  for (int i = 0; i < packets; ++i) {
    continuity.observe(static_cast<std::uint16_t>(first + i), true);
  }
  return continuity;
}

TEST(IpIdContinuity, SaysNothingBeforeTheDirectionIsKnownToCount) {
  EXPECT_EQ(IpIdContinuity().confidence_in_successor(std::uint16_t{1}), 1.0);
  EXPECT_EQ(counted(100, 1).confidence_in_successor(std::uint16_t{101}), 1.0);
}

TEST(IpIdContinuity, IsConfidentInTheSuccessorOfADirectionThatCounts) {
  EXPECT_GT(counted(100, 20).confidence_in_successor(std::uint16_t{120}), 10.0);
}

TEST(IpIdContinuity, GrowsMoreConfidentWithMoreSteps) {
  EXPECT_GT(counted(100, 50).confidence_in_successor(std::uint16_t{150}),
            counted(100, 10).confidence_in_successor(std::uint16_t{110}));
}

TEST(IpIdContinuity, SaysNothingOfAnythingButTheSuccessor) {
  const IpIdContinuity continuity = counted(100, 20);
  EXPECT_EQ(continuity.confidence_in_successor(std::uint16_t{121}), 1.0) << "one is missing";
  EXPECT_EQ(continuity.confidence_in_successor(std::uint16_t{119}), 1.0) << "the same again";
  EXPECT_EQ(continuity.confidence_in_successor(std::nullopt), 1.0) << "IPv6";
}

TEST(IpIdContinuity, CountsAcrossTheWrap) {
  EXPECT_GT(counted(65530, 10).confidence_in_successor(std::uint16_t{4}), 1.0);
}

TEST(IpIdContinuity, LosesConfidenceInADirectionThatJumps) {
  IpIdContinuity continuity;
  std::uint16_t id = 1;
  for (int i = 0; i < 40; ++i) {
    id = static_cast<std::uint16_t>(id + (i % 2 == 0 ? 1 : 977));
    continuity.observe(id, true);
  }
  const auto next = static_cast<std::uint16_t>(id + 1);
  EXPECT_LT(continuity.confidence_in_successor(next),
            counted(1, 40).confidence_in_successor(std::uint16_t{41}) / 5);
}

TEST(IpIdContinuity, IgnoresTheZeroOfSynAcks) {
  IpIdContinuity continuity;
  continuity.observe(std::uint16_t{0}, true);
  for (std::uint16_t id = 40000; id < 40010; ++id) {
    continuity.observe(id, true);
  }
  EXPECT_GT(continuity.confidence_in_successor(std::uint16_t{40010}), 1.0);
}

TEST(IpIdContinuity, SurvivesALatePacket) {
  IpIdContinuity continuity = counted(100, 20);
  continuity.observe(std::uint16_t{121}, false);
  continuity.observe(std::uint16_t{120}, false);
  continuity.observe(std::uint16_t{122}, true);
  EXPECT_GT(continuity.confidence_in_successor(std::uint16_t{123}), 1.0);
}

TEST(IpIdContinuity, SaysNothingWhileAPacketIsMissing) {
  IpIdContinuity continuity = counted(100, 20);
  continuity.observe(std::uint16_t{121}, false);  // a retransmission; 120 was not seen
  EXPECT_EQ(continuity.confidence_in_successor(std::uint16_t{122}), 1.0)
      << "what is missing may be the gap before this one";
}

TEST(IpIdContinuity, ShowsThatAPacketIsOlder) {
  const IpIdContinuity continuity = counted(100, 20);
  EXPECT_TRUE(continuity.shows_older(std::uint16_t{110}));
  EXPECT_FALSE(continuity.shows_older(std::uint16_t{120})) << "the successor";
  EXPECT_FALSE(continuity.shows_older(std::uint16_t{30000})) << "another counter";
  EXPECT_FALSE(continuity.shows_older(std::nullopt));
  EXPECT_FALSE(IpIdContinuity().shows_older(std::uint16_t{1}));
}

TEST(IpIdContinuity, TellsWhatIsALittleBehindEvenWhereNothingIsKnownToCount) {
  EXPECT_TRUE(is_little_behind(std::uint16_t{110}, std::uint16_t{111}));
  EXPECT_TRUE(is_little_behind(std::uint16_t{65535}, std::uint16_t{1})) << "across the wrap";
  EXPECT_FALSE(is_little_behind(std::uint16_t{111}, std::uint16_t{111})) << "the same";
  EXPECT_FALSE(is_little_behind(std::uint16_t{112}, std::uint16_t{111})) << "ahead";
  EXPECT_FALSE(is_little_behind(std::uint16_t{30000}, std::uint16_t{40000})) << "another counter";
  EXPECT_FALSE(is_little_behind(std::uint16_t{0}, std::uint16_t{1})) << "a stack that sends none";
  EXPECT_FALSE(is_little_behind(std::uint16_t{65535}, std::uint16_t{0}));
  EXPECT_FALSE(is_little_behind(std::nullopt, std::uint16_t{1})) << "IPv6";
  EXPECT_FALSE(is_little_behind(std::uint16_t{1}, std::nullopt));
}

TEST(IpIdContinuity, NamesTheSuccessorOnlyWhereTheDirectionCounts) {
  EXPECT_TRUE(counted(100, 20).is_successor(std::uint16_t{7}, std::uint16_t{8}));
  EXPECT_TRUE(counted(100, 20).is_successor(std::uint16_t{65535}, std::uint16_t{0}));
  EXPECT_FALSE(counted(100, 20).is_successor(std::uint16_t{7}, std::uint16_t{9}));
  EXPECT_FALSE(counted(100, 20).is_successor(std::uint16_t{8}, std::uint16_t{7}));
  EXPECT_FALSE(counted(100, 20).is_successor(std::nullopt, std::uint16_t{8}));
  EXPECT_FALSE(counted(100, 2).is_successor(std::uint16_t{7}, std::uint16_t{8}));
}

struct MissingCase {
  const char* what;
  std::uint16_t ip_id;
  std::optional<std::uint16_t> missing;
};

TEST(IpIdContinuity, TellsHowManyPacketsAreMissing) {
  const MissingCase cases[] = {{"the successor", 120, 0},
                               {"one is missing", 121, 1},
                               {"nine are missing", 129, 9},
                               {"the same again", 119, std::nullopt},
                               {"an older one", 110, std::nullopt},
                               {"many are missing", 8000, 7880},
                               {"too many to be missing", 9000, std::nullopt},
                               {"another counter", 40000, std::nullopt}};
  const IpIdContinuity continuity = counted(100, 20);
  for (const MissingCase& c : cases) {
    EXPECT_EQ(continuity.missing_before(c.ip_id), c.missing) << c.what;
  }
}

TEST(IpIdContinuity, TellsHowManyAreMissingAcrossTheWrap) {
  EXPECT_EQ(counted(65530, 5).missing_before(std::uint16_t{2}), 3);
}

TEST(IpIdContinuity, TellsNothingOfMissingPacketsWhereItCannotKnow) {
  EXPECT_FALSE(IpIdContinuity().missing_before(std::uint16_t{5}));
  EXPECT_FALSE(counted(100, 2).missing_before(std::uint16_t{105})) << "not known to count yet";
  EXPECT_FALSE(counted(100, 20).missing_before(std::nullopt)) << "IPv6";
  IpIdContinuity jumping = counted(100, 4);
  for (std::uint16_t id = 1000; id < 20000; id = static_cast<std::uint16_t>(id + 977)) {
    jumping.observe(id, true);
  }
  jumping.observe(std::uint16_t{30000}, true);
  EXPECT_FALSE(jumping.missing_before(std::uint16_t{30002})) << "it does not count any more";
}

}  // namespace
}  // namespace seqbitflip
