// SPDX-License-Identifier: GPL-2.0-or-later
//
// A connection that began as an attempt is the same as one whose life saw the segments when they
// came: whatever the SYN and the reset hold, and whether it slept meanwhile or not. So is one whose
// SYNs were taken in without weighing them.
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

// A SYN-ACK, mostly of this SYN, with an echo of it or of another one.
WireSegment any_answer(const WireSegment& to_syn) {
  WireSegment wire = any_syn(*any_position());
  wire.from = other_end(to_syn.from);
  const auto beside = *rc::gen::element<std::uint32_t>(0, 1, 1, 1, 2);
  wire.ack = to_syn.seq + SeqLength(beside);
  if (wire.timestamps && to_syn.timestamps && *rc::gen::inRange(0, 4) != 0) {
    wire.timestamps->echo = to_syn.timestamps->value;
  }
  if (*rc::gen::inRange(0, 8) == 0) {
    wire.payload = stream_bytes(wire.from, wire.seq + SeqLength(1), 3);
  }
  wire.checksum =
      *rc::gen::element(WireChecksum::kRight, WireChecksum::kRight, WireChecksum::kOffloaded);
  return wire;
}

std::vector<double> counted_in(const CaptureHabits& habits) {
  const auto share = [&](const Habit& habit) { return habits.share_of(habit); };
  return {static_cast<double>(habits.segments),
          static_cast<double>(habits.advancing_acks),
          share(habits.gap),
          share(habits.unseen_ack),
          share(habits.late_ack),
          share(habits.clock_ahead),
          share(habits.clock_behind),
          share(habits.unseen_echo),
          share(habits.damaged_elsewhere),
          share(habits.damage)};
}

// The short way for SYNs leads where the long one does.
RC_GTEST_PROP(ExpectedSynProperty, IsWeighedToNoOtherEnd, ()) {
  const WireSegment syn = any_syn(*any_position());
  const std::vector<Arrival> arrivals = {arrival_of(syn, 1), arrival_of(any_answer(syn), 2)};
  PassageBook passages;
  Connection weighed;
  weighed.begin_life();
  Connection taken_in;
  taken_in.begin_life();
  CaptureHabits habits_weighed;
  CaptureHabits habits_taken_in;
  for (const Arrival& arrival : arrivals) {
    const bool expected = taken_in.current->take_in_expected_syn(
        arrival.direction, arrival.segment(), habits_taken_in);
    RC_CLASSIFY(expected && arrival.segment().ack, "an expected SYN-ACK");
    RC_ASSERT(expected || arrival.segment().ack);
    if (!expected) {
      return;
    }
    std::vector<Verdict> told;
    weighed.current->process(arrival.direction, arrival.segment(), NoOtherConnections{},
                             habits_weighed, told);
    RC_ASSERT(told.empty());
    RC_ASSERT(counted_in(habits_taken_in) == counted_in(habits_weighed));
    RC_ASSERT(weighed.is_settled());
    RC_ASSERT(written(taken_in, passages) == written(weighed, passages));
  }
}

}  // namespace
}  // namespace seqbitflip::test
