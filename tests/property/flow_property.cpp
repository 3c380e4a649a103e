// SPDX-License-Identifier: GPL-2.0-or-later
//
// What Flow knows of a healthy conversation agrees with a model that counts in 64 bits, where
// nothing ever wraps.
#include "flow.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <array>
#include <vector>

#include "archive.h"
#include "generators.h"
#include "judge.h"
#include "shorthand.h"

namespace seqbitflip::test {
namespace {

// Positions counted from the initial number, which is 0.
class Model {
 public:
  explicit Model(const Circumstances& circumstances)
      : initial_{SeqNum(circumstances.client_initial), SeqNum(circumstances.server_initial)} {}

  void observe(const WireSegment& wire) {
    const std::size_t sender = static_cast<std::size_t>(wire.from);
    const std::size_t receiver = 1 - sender;
    sent_[sender] = std::max(sent_[sender], counted(sender, wire.seq) +
                                                static_cast<std::int64_t>(wire.payload.size()) +
                                                (wire.syn ? 1 : 0));
    if (wire.ack) {
      acknowledged_[receiver] = std::max(acknowledged_[receiver], counted(receiver, *wire.ack));
    }
  }
  std::int64_t sent(From from) const { return sent_[static_cast<std::size_t>(from)]; }
  std::int64_t acknowledged(From from) const {
    return acknowledged_[static_cast<std::size_t>(from)];
  }
  SeqNum initial(From from) const { return initial_[static_cast<std::size_t>(from)]; }

 private:
  // The conversations drawn stay below 2^31 bytes, so that the distance is the count.
  std::int64_t counted(std::size_t end, SeqNum position) const {
    return distance(initial_[end], position);
  }

  std::array<SeqNum, 2> initial_;
  std::array<std::int64_t, 2> sent_{};
  std::array<std::int64_t, 2> acknowledged_{};
};

SeqNum position(SeqNum initial, std::int64_t counted) {
  return initial + SeqLength(static_cast<std::uint32_t>(counted));
}

RC_GTEST_PROP(FlowProperty, AgreesWithAModelThatNeverWraps, ()) {
  const auto circumstances = *any_circumstances();
  const auto acts = *any_acts({Fate::kLost, Fate::kLostUnseen, Fate::kTwice, Fate::kDelayed});
  Flow flow;
  Model model(circumstances);
  std::uint32_t frame = 0;
  for (const Passed& passed : converse(circumstances, acts)) {
    const CapturedSegment captured(passed.wire, ++frame);
    flow.observe(direction_of(passed.wire.from), captured.segment(), Trust{});
    model.observe(passed.wire);
    for (const From from : {From::kClient, From::kServer}) {
      const Endpoint& endpoint = flow.endpoint(direction_of(from));
      if (model.sent(from) > 0) {
        RC_ASSERT(endpoint.initial == model.initial(from));
        RC_ASSERT(endpoint.next == position(model.initial(from), model.sent(from)));
        // Counted from the byte after the SYN.
        RC_ASSERT(static_cast<std::int64_t>(endpoint.stream_length) == model.sent(from) - 1);
      }
      if (model.acknowledged(from) > 0) {
        RC_ASSERT(endpoint.acknowledged == position(model.initial(from), model.acknowledged(from)));
      }
    }
  }
}

RC_GTEST_PROP(FlowProperty, TakesNothingInThatIsNotTrusted, ()) {
  const auto circumstances = *any_circumstances();
  Flow flow;
  std::uint32_t frame = 0;
  for (const Passed& passed : converse(circumstances, *any_acts({Fate::kLost}))) {
    const CapturedSegment captured(passed.wire, ++frame);
    flow.observe(direction_of(passed.wire.from), captured.segment(), Trust{});
  }
  const Flow before = flow;
  const CapturedSegment suspect(*any_segment(*any_position()), ++frame);
  RC_PRE(!suspect.segment().syn);
  flow.observe(Direction::kForward, suspect.segment(), Trust{false, false});
  for (const Direction direction : {Direction::kForward, Direction::kReverse}) {
    const Endpoint& was = before.endpoint(direction);
    const Endpoint& is = flow.endpoint(direction);
    RC_ASSERT(is.initial == was.initial);
    RC_ASSERT(is.next == was.next);
    RC_ASSERT(is.next_in_frame == was.next_in_frame);
    RC_ASSERT(is.stream_length == was.stream_length);
    RC_ASSERT(is.acknowledged == was.acknowledged);
    RC_ASSERT(is.window_edge == was.window_edge);
    RC_ASSERT(is.largest_window == was.largest_window);
    RC_ASSERT(is.sent.records().size() == was.sent.records().size());
  }
}

// All that a flow knows.
std::vector<std::uint8_t> all_of(Flow flow) {
  PassageBook passages;
  ArchiveWriter writer;
  writer.start();
  const ConnectionKey key(address_of(From::kClient), address_of(From::kServer));
  Archive archive(writer, {key, 0, passages});
  flow.exchange(archive);
  return {writer.written().begin(), writer.written().end()};
}

RC_GTEST_PROP(FlowProperty, TakesInWhatComesNextAsAnyOtherSegment, ()) {
  const auto circumstances = *any_circumstances();
  Flow flow;
  std::uint32_t frame = 0;
  std::uint32_t next = 0;
  for (const Passed& passed : converse(circumstances, *any_acts({Fate::kLost, Fate::kDelayed}))) {
    const CapturedSegment captured(passed.wire, ++frame);
    const Segment& segment = captured.segment();
    const Direction direction = direction_of(passed.wire.from);
    const bool is_next = flow.sender(direction).next == segment.seq && !segment.syn && !segment.rst;
    Flow other = flow;
    flow.observe(direction, segment, Trust{});
    if (is_next) {
      ++next;
      Flow::observe_next(other.ends(direction), segment, other.offered_window(direction, segment));
      RC_ASSERT(all_of(other) == all_of(flow));
    }
  }
  RC_PRE(next > 0U);
}

// What a judgement says, in a form that compares.
std::vector<double> summary(const Judgement& judgement) {
  std::vector<double> said;
  for (const auto& suspect : {judgement.sequence, judgement.acknowledgment}) {
    said.push_back(suspect ? suspect->log_odds() : -1000.0);
    said.push_back(suspect ? suspect->best().candidate.number.value() : 0.0);
  }
  return said;
}

RC_GTEST_PROP(JudgeProperty, SaysTheSameHoweverOftenItIsAsked, ()) {
  const auto circumstances = *any_circumstances();
  Flow flow;
  CaptureHabits habits;
  PendingSuspects pending;
  std::uint32_t frame = 0;
  for (const Passed& passed : converse(circumstances, *any_acts({Fate::kLost}))) {
    const CapturedSegment captured(passed.wire, ++frame);
    flow.observe(direction_of(passed.wire.from), captured.segment(), Trust{});
    ++habits.segments;
  }
  const SeqNum base = flow.endpoint(Direction::kForward).next.value_or(SeqNum(0));
  const CapturedSegment first(*any_segment(base), ++frame);
  const CapturedSegment other(*any_segment(base), ++frame);
  const auto judged = [&](const CapturedSegment& captured) {
    return summary(judge(flow, Direction::kForward, captured.segment(), pending, habits));
  };
  const auto said = judged(first);
  judged(other);
  RC_ASSERT(judged(first) == said);
}

}  // namespace
}  // namespace seqbitflip::test
