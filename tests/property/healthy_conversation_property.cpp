// SPDX-License-Identifier: GPL-2.0-or-later
//
// Nothing is ever said of a healthy conversation, whatever the network does to it.
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "generators.h"
#include "replay.h"

namespace seqbitflip::test {
namespace {

void expect_silence_at_the_end_of(Replay& replay) {
  replay.end_of_capture();
  if (!replay.ever_wrong().empty()) {
    RC_FAIL(described(replay.ever_wrong()));
  }
}

void expect_silence(const std::vector<Fate>& fates) {
  const auto circumstances = *any_circumstances();
  const auto acts = *any_acts(fates);
  Replay replay;
  for (const Passed& passed : converse(circumstances, acts)) {
    replay.feed(passed.wire);
  }
  expect_silence_at_the_end_of(replay);
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

// Above it by more than any usual window, and so is the one after that above both; by less than the
// gigabyte that a window of unknown scale may have. Drawn evenly: rapidcheck's preference for the
// least would make it differ in one bit, as damage does.
std::uint32_t far_above(std::uint32_t initial) {
  constexpr std::uint32_t kLeast = std::uint32_t{1} << 25;
  constexpr std::uint32_t kMost = std::uint32_t{1} << 29;
  const auto evenly =
      rc::gen::resize(rc::kNominalSize, rc::gen::inRange<std::uint32_t>(kLeast, kMost));
  return initial + *rc::gen::noShrink(evenly);
}

// The capture lacks all SYNs and one segment in eight.
RC_GTEST_PROP(HealthyConversationProperty, OnPortsUsedAgainWithoutSyn, ()) {
  constexpr int kConnections = 3;
  constexpr std::int64_t kPause = 1'000'000'000;
  auto circumstances = *any_circumstances();
  std::int64_t now = 0;
  Replay replay;
  for (int i = 0; i < kConnections; ++i) {
    const std::int64_t beginning = now + kPause;
    for (const Passed& passed : converse(circumstances, *any_acts({Fate::kArrives}))) {
      WireSegment wire = passed.wire;
      wire.time_ns += beginning;
      now = wire.time_ns;
      if (!wire.syn && *rc::gen::inRange(0, 8) != 0) {
        replay.feed(wire);
      }
    }
    circumstances.client_initial = far_above(circumstances.client_initial);
    circumstances.server_initial = far_above(circumstances.server_initial);
  }
  expect_silence_at_the_end_of(replay);
}

}  // namespace
}  // namespace seqbitflip::test
