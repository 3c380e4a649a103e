// SPDX-License-Identifier: GPL-2.0-or-later
//
// Nothing is ever said of a healthy conversation, whatever the network does to it.
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "generators.h"
#include "replay.h"

namespace seqbitflip::test {
namespace {

void expect_silence(const std::vector<Fate>& fates) {
  const auto circumstances = *any_circumstances();
  const auto acts = *any_acts(fates);
  Replay replay;
  for (const Passed& passed : converse(circumstances, acts)) {
    replay.feed(passed.wire);
  }
  replay.end_of_capture();
  if (!replay.ever_wrong().empty()) {
    RC_FAIL(described(replay.ever_wrong()));
  }
}

RC_GTEST_PROP(HealthyConversationProperty, InOrder, ()) {
  expect_silence({Fate::kArrives});
}

RC_GTEST_PROP(HealthyConversationProperty, WithLossBehindTheCapture, ()) {
  expect_silence({Fate::kLost});
}

RC_GTEST_PROP(HealthyConversationProperty, WithReordering, ()) {
  expect_silence({Fate::kDelayed});
}

RC_GTEST_PROP(HealthyConversationProperty, WithLossBeforeTheCapture, ()) {
  expect_silence({Fate::kLostUnseen});
}

RC_GTEST_PROP(HealthyConversationProperty, WithDuplicatedFrames, ()) {
  expect_silence({Fate::kTwice});
}

RC_GTEST_PROP(HealthyConversationProperty, WithEverythingAtOnce, ()) {
  expect_silence({Fate::kLost, Fate::kLostUnseen, Fate::kTwice, Fate::kDelayed});
}

}  // namespace
}  // namespace seqbitflip::test
