// SPDX-License-Identifier: GPL-2.0-or-later
//
// Whoever looks at frames before the last one has come changes nothing of what is said in the end.
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "generators.h"
#include "replay.h"

namespace seqbitflip::test {
namespace {

// A bit of some sequence numbers flips, the same one now and then, so that the odds of the earlier
// ones change with what is found later.
std::vector<Passed> any_damaged_conversation() {
  const auto step = *rc::gen::inRange<std::size_t>(3, 12);
  const auto bits =
      *rc::gen::container<std::vector<std::uint8_t>>(3, rc::gen::inRange<std::uint8_t>(0, 32));
  auto acts = *any_acts({Fate::kLost, Fate::kLostUnseen, Fate::kTwice, Fate::kDelayed});
  for (std::size_t i = step; i < acts.size(); i += step) {
    acts[i].flipped_bit = bits[i % bits.size()];
  }
  return converse(*any_circumstances(), acts);
}

RC_GTEST_PROP(ReconsiderationProperty, LeavesNoTraceOnceMoreFollows, ()) {
  Replay looked_at;
  Replay left_alone;
  for (const Passed& passed : any_damaged_conversation()) {
    looked_at.feed(passed.wire);
    left_alone.feed(passed.wire);
    if (*rc::gen::arbitrary<bool>()) {
      looked_at.end_of_capture();
    }
  }
  looked_at.end_of_capture();
  left_alone.end_of_capture();
  RC_LOG() << "looked at:\n"
           << described(looked_at.wrong_now()) << "left alone:\n"
           << described(left_alone.wrong_now());
  RC_ASSERT(looked_at.said_now() == left_alone.said_now());
}

}  // namespace
}  // namespace seqbitflip::test
