// SPDX-License-Identifier: GPL-2.0-or-later
#include "out_of_window.h"

#include <gtest/gtest.h>

namespace seqbitflip::test {
namespace {

struct Seen {
  const char* what;
  std::int32_t distance;
  ForeignSigns signs;
  OutOfWindowReason concluded;
};

class ExplainOutside : public testing::TestWithParam<Seen> {};

TEST_P(ExplainOutside, GoesByTheStrongestSign) {
  const Seen& seen = GetParam();
  const OutOfWindow outside = explain_outside(seen.distance, seen.signs);
  EXPECT_EQ(outside.reason, seen.concluded) << seen.what << ": " << name_of(outside.reason);
  EXPECT_EQ(outside.distance, seen.distance) << seen.what;
}

INSTANTIATE_TEST_SUITE_P(
    Table, ExplainOutside,
    testing::Values(
        Seen{"an older timestamp, below the window",
             -70000,
             {.older_timestamp = true},
             OutOfWindowReason::kOldDuplicate},
        Seen{"an older timestamp does not explain a number ahead",
             70000,
             {.older_timestamp = true},
             OutOfWindowReason::kAheadOfCapture},
        Seen{"another TTL", -70000, {.other_ttl = true}, OutOfWindowReason::kInjected},
        Seen{"no timestamp", 70000, {.lacks_timestamp = true}, OutOfWindowReason::kInjected},
        Seen{"another count of IP identifications",
             70000,
             {.other_identification = true},
             OutOfWindowReason::kInjected},
        Seen{"nothing but a number ahead", 70000, {}, OutOfWindowReason::kAheadOfCapture},
        Seen{"nothing but a number below", -70000, {}, OutOfWindowReason::kUnknown}));

TEST(ForeignSigns, AreNotSeenWhereNothingIsKnown) {
  Segment segment;
  segment.ttl = 57;
  segment.timestamps = Timestamps{1000, 0};
  const ForeignSigns signs = foreign_signs(Endpoint{}, segment);
  EXPECT_FALSE(signs.older_timestamp);
  EXPECT_FALSE(signs.other_ttl);
  EXPECT_FALSE(signs.lacks_timestamp);
  EXPECT_FALSE(signs.other_identification);
}

TEST(ForeignSigns, CompareWithTheSendersOtherSegments) {
  Endpoint sender;
  sender.ttl = 57;
  sender.timestamp = 1000;
  Segment injected;
  injected.ttl = 64;
  EXPECT_TRUE(foreign_signs(sender, injected).other_ttl);
  EXPECT_TRUE(foreign_signs(sender, injected).lacks_timestamp);
  injected.rst = true;
  EXPECT_FALSE(foreign_signs(sender, injected).lacks_timestamp) << "resets may lack it";
  injected.timestamps = Timestamps{999, 0};
  EXPECT_TRUE(foreign_signs(sender, injected).older_timestamp);
}

}  // namespace
}  // namespace seqbitflip::test
