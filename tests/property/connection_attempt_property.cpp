// SPDX-License-Identifier: GPL-2.0-or-later
//
// A connection that began as an attempt is the same as one whose life saw the segments when they
// came: whatever the SYN and the reset hold, and whether it slept meanwhile or not.
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "connection.h"
#include "generators.h"
#include "passage_book.h"
#include "wire_segment.h"

namespace seqbitflip::test {
namespace {

const ConnectionKey kKey(address_of(From::kClient), address_of(From::kServer));

Direction sent_by(From from) {
  return kKey.direction_from(address_of(from));
}

class KnownPassage final : public PassageSource {
 public:
  Passage read() const override { return passage; }
  Passage passage;
};

struct Arrival {
  CapturedSegment captured;
  Direction direction;
  std::optional<KnownPassage> passage;

  Segment segment() const {
    Segment segment = captured.segment();
    segment.passage = passage ? &*passage : nullptr;
    return segment;
  }
};

Arrival arrival_of(const WireSegment& wire, std::uint32_t frame) {
  Arrival arrival{CapturedSegment(wire, frame), sent_by(wire.from), std::nullopt};
  if (*rc::gen::arbitrary<bool>()) {
    arrival.passage.emplace();
    arrival.passage->passage.source = address_of(wire.from);
    arrival.passage->passage.destination = address_of(other_end(wire.from));
    arrival.passage->passage.vlan = *rc::gen::inRange<std::uint16_t>(1, 4);
  }
  return arrival;
}

WireSegment any_syn(SeqNum initial) {
  WireSegment wire = *any_segment(initial);
  wire.seq = initial;
  wire.syn = true;
  wire.ack.reset();
  wire.fin = wire.rst = false;
  wire.payload.clear();
  wire.sack.clear();
  wire.meant_seq.reset();
  wire.meant_ack.reset();
  wire.meant_timestamps.reset();
  wire.meant_sack.clear();
  wire.checksum = *rc::gen::element(WireChecksum::kRight, WireChecksum::kOffloaded);
  return wire;
}

WireSegment any_refusal(const WireSegment& of_syn) {
  WireSegment wire = any_syn(SeqNum(*rc::gen::element<std::uint32_t>(0, 77)));
  wire.from = other_end(of_syn.from);
  wire.syn = false;
  wire.rst = true;
  wire.ack = of_syn.seq + SeqLength(1);
  wire.mss.reset();
  wire.window_shift.reset();
  wire.sack_permitted = false;
  return wire;
}

std::vector<std::uint8_t> written(Connection& connection, PassageBook& passages) {
  ArchiveWriter writer;
  writer.start();
  Archive archive(writer, {kKey, 0, passages});
  connection.exchange(archive);
  const auto bytes = writer.written();
  return {bytes.begin(), bytes.end()};
}

Connection slept(Connection& connection, PassageBook& passages) {
  const auto bytes = written(connection, passages);
  ArchiveReader reader(bytes.data());
  Archive archive(reader, {kKey, 0, passages});
  Connection awakened;
  awakened.exchange(archive);
  return awakened;
}

RC_GTEST_PROP(ConnectionAttemptProperty, BecomesTheLifeThatWouldHaveSeenItAll, ()) {
  const WireSegment syn = any_syn(*any_position());
  std::vector<Arrival> arrivals;
  arrivals.push_back(arrival_of(syn, 1));
  if (*rc::gen::arbitrary<bool>()) {
    arrivals.push_back(arrival_of(any_refusal(syn), 2));
  }
  PassageBook passages;
  Connection at_once;
  at_once.begin_life();
  Connection later;
  CaptureHabits habits;
  std::vector<Verdict> told;
  for (const Arrival& arrival : arrivals) {
    at_once.current->process(arrival.direction, arrival.segment(), NoOtherConnections{}, habits,
                             told);
    RC_ASSERT(later.take_in_attempt(arrival.direction, arrival.segment()));
    if (*rc::gen::arbitrary<bool>()) {
      later = slept(later, passages);
    }
  }
  RC_ASSERT(told.empty());
  RC_ASSERT(habits.segments == arrivals.size());
  RC_ASSERT(habits.advancing_acks == 0U);
  RC_ASSERT(at_once.is_settled());
  later.begin_life();
  RC_ASSERT(written(later, passages) == written(at_once, passages));
}

}  // namespace
}  // namespace seqbitflip::test
