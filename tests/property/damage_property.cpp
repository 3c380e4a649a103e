// SPDX-License-Identifier: GPL-2.0-or-later
//
// One bit of a data segment's sequence number flips after the checksum was made: it is found at
// once, at any of the 32 bits, with the number that was meant, and nothing else is accused.
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "generators.h"
#include "replay.h"

namespace seqbitflip::test {
namespace {

// Acts in one of which a bit flips in a data segment.
std::vector<Act> damaged_acts(const std::vector<Fate>& fates) {
  auto acts = *any_acts(fates);
  RC_PRE(!acts.empty());
  Act& hit = acts[*rc::gen::inRange<std::size_t>(0, acts.size())];
  hit.doing = Doing::kSend;
  hit.fate = Fate::kArrives;
  hit.flipped_bit = *rc::gen::inRange<std::uint8_t>(0, 32);
  return acts;
}

// A checksum field that is empty, or the pseudo-header's sum, by chance (2 in 65536) looks like one
// that the network card was to fill in.
bool is_verifiable(const WireSegment& wire) {
  const CapturedSegment captured(wire, 1);
  return verify_checksum(captured.segment()).state != ChecksumState::kNotVerifiable;
}

void expect_found_at_once(const std::vector<Fate>& fates) {
  const auto circumstances = *any_circumstances();
  const auto acts = damaged_acts(fates);
  Replay replay;
  std::optional<std::uint32_t> hit;
  for (const Passed& passed : converse(circumstances, acts)) {
    const std::uint32_t frame = replay.feed(passed.wire);
    if (!passed.damaged) {
      continue;
    }
    RC_PRE(passed.in_order);
    RC_PRE(is_verifiable(passed.wire));
    hit = frame;
    const auto wrong = replay.wrong(frame, NumberKind::kSequence);
    if (!wrong) {
      RC_FAIL("missed in frame " + std::to_string(frame) + ": observed " +
              std::to_string(passed.wire.seq.value()) + ", meant " +
              std::to_string(passed.wire.meant_seq->value()));
    }
    if (wrong->expected != *passed.wire.meant_seq) {
      RC_FAIL("another number is expected: " + described(NumberKind::kSequence, *wrong));
    }
    RC_ASSERT(wrong->checksum == ChecksumFinding::kDamagedAfter);
  }
  RC_PRE(hit.has_value());
  replay.end_of_capture();
  auto accused = replay.ever_wrong();
  accused.erase({*hit, NumberKind::kSequence});
  if (!accused.empty()) {
    RC_FAIL("innocent: " + described(accused));
  }
  if (replay.wrong_now().empty()) {
    RC_FAIL("found at once, but taken back");
  }
}

RC_GTEST_PROP(DamageProperty, IsFoundInAnOrderlyConversation, ()) {
  expect_found_at_once({Fate::kArrives});
}

RC_GTEST_PROP(DamageProperty, IsFoundAmongLossAndReordering, ()) {
  expect_found_at_once({Fate::kLost, Fate::kDelayed, Fate::kTwice});
}

}  // namespace
}  // namespace seqbitflip::test
