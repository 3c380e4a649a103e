// SPDX-License-Identifier: GPL-2.0-or-later
//
// Replacing a number in a checksum (RFC 1624) agrees with summing the whole segment anew.
#include "checksum.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "generators.h"

namespace seqbitflip::test {
namespace {

ChecksumState state_with(WireSegment wire, SeqNum seq) {
  // The bytes with `seq` in them, under the checksum that was made for the number that was meant.
  wire.seq = seq;
  const CapturedSegment captured(wire, 1);
  return verify_checksum(captured.segment()).state;
}

WireSegment damaged_segment() {
  WireSegment wire;
  wire.meant_seq = *any_position();
  wire.seq = *any_position();
  wire.ack = *any_position();
  wire.payload = stream_bytes(wire.from, *wire.meant_seq, *rc::gen::inRange<std::size_t>(0, 100));
  wire.checksum = WireChecksum::kStale;
  return wire;
}

RC_GTEST_PROP(ChecksumProperty, RepairAgreesWithSummingAnew, ()) {
  const WireSegment wire = damaged_segment();
  const SeqNum tried = *rc::gen::oneOf(any_position(), rc::gen::just(*wire.meant_seq));
  const CapturedSegment captured(wire, 1);
  const ChecksumResult result = verify_checksum(captured.segment());
  RC_PRE(result.state == ChecksumState::kInvalid);
  const bool right_when_summed_anew = state_with(wire, tried) == ChecksumState::kValid;
  RC_ASSERT(result.repaired_by(wire.seq, tried) == right_when_summed_anew);
}

RC_GTEST_PROP(ChecksumProperty, AnySingleFlippedBitBreaksTheSumAndTheMeantNumberRepairsIt, ()) {
  WireSegment wire = damaged_segment();
  const auto bit = *rc::gen::inRange<std::uint32_t>(0, 32);
  wire.seq = SeqNum(wire.meant_seq->value() ^ (1U << bit));
  const CapturedSegment captured(wire, 1);
  const ChecksumResult result = verify_checksum(captured.segment());
  RC_PRE(result.state != ChecksumState::kNotVerifiable);
  RC_ASSERT(result.state == ChecksumState::kInvalid);
  RC_ASSERT(result.repaired_by(wire.seq, *wire.meant_seq));
}

}  // namespace
}  // namespace seqbitflip::test
