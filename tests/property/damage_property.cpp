// SPDX-License-Identifier: GPL-2.0-or-later
//
// One bit of a data segment's sequence number flips after the checksum was made: it is found at
// once, at any of the 32 bits, with the number that was meant, and nothing else is accused.
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <bit>
#include <vector>

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

// Whether one of the timestamps differs from one sent before by just as much as the damage makes:
// then it, too, may be what the checksum speaks of, and where nothing else tells them apart neither
// is accused. A flip in the upper word changes the checksum as one in the lower word does.
bool may_be_timestamp(const WireSegment& wire, std::uint8_t flipped_bit,
                      const std::vector<std::uint32_t>& timestamps_before) {
  const std::uint32_t damage = 1U << flipped_bit % 16;
  const auto is_damage_away = [&](std::uint32_t timestamp) {
    return std::any_of(timestamps_before.begin(), timestamps_before.end(),
                       [&](std::uint32_t before) {
                         return magnitude(distance(SeqNum(before), SeqNum(timestamp))) == damage;
                       });
  };
  return wire.timestamps &&
         (is_damage_away(wire.timestamps->value) || is_damage_away(wire.timestamps->echo));
}

void expect_found_at_once(const std::vector<Fate>& fates) {
  const auto circumstances = *any_circumstances();
  const auto acts = damaged_acts(fates);
  Replay replay;
  std::optional<std::uint32_t> hit;
  std::vector<std::uint32_t> timestamps_before;
  for (const Passed& passed : converse(circumstances, acts)) {
    const std::uint32_t frame = replay.feed(passed.wire);
    if (!passed.damaged) {
      if (passed.wire.timestamps) {
        timestamps_before.push_back(passed.wire.timestamps->value);
      }
      continue;
    }
    const auto difference = passed.wire.seq.value() ^ passed.wire.meant_seq->value();
    const auto flipped_bit = static_cast<std::uint8_t>(std::countr_zero(difference));
    RC_PRE(!may_be_timestamp(passed.wire, flipped_bit, timestamps_before));
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
