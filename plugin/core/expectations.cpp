// SPDX-License-Identifier: GPL-2.0-or-later
#include "expectations.h"

#include <algorithm>

namespace seqbitflip {

namespace {

// Prior shares, before normalisation. The order of magnitude is what counts: on a healthy path
// almost every segment carries the next expected number.
constexpr double kPriorNext = 0.60;
constexpr double kPriorAskedByPeer = 0.10;
constexpr double kPriorKeepAlive = 0.02;
constexpr double kPriorAfterSuspect = 0.15;
constexpr double kPriorRetransmissions = 0.15;  // shared by all of them
constexpr double kPriorSameAcknowledgment = 0.33;
constexpr double kPriorAllReceived = 0.33;
constexpr double kPriorBoundaries = 0.33;  // shared by all of them

// A delayed acknowledgment waits for at most this many ticks of the timestamp clock, which mostly
// counts milliseconds (RFC 9293, section 3.8.6.3: less than half a second).
constexpr std::int32_t kDelayedAckTicks = 50;
constexpr double kWeightSoonAfter = 0.3;
constexpr double kWeightOtherEcho = 0.01;

// Boundaries considered at the most, the latest first.
constexpr std::size_t kMostBoundaries = 256;

class CandidateList {
 public:
  void add(SeqNum number, Reason reason, double prior, std::uint32_t reference) {
    const auto same = std::find_if(list_.begin(), list_.end(),
                                   [&](const Candidate& c) { return c.number == number; });
    if (same == list_.end()) {
      list_.push_back({number, reason, prior, reference});
    } else {
      same->prior += prior;
    }
  }

  std::vector<Candidate> normalised() && {
    double sum = 0.0;
    for (const Candidate& candidate : list_) {
      sum += candidate.prior;
    }
    for (Candidate& candidate : list_) {
      candidate.prior /= sum;
    }
    return std::move(list_);
  }

 private:
  std::vector<Candidate> list_;
};

void add_retransmissions(CandidateList& list, const Endpoint& sender) {
  std::vector<const SentRecord*> awaiting;
  const auto& records = sender.sent.records();
  for (auto record = records.rbegin();
       record != records.rend() && awaiting.size() < kMostBoundaries; ++record) {
    if (!sender.acknowledged || is_after(record->end, *sender.acknowledged)) {
      awaiting.push_back(&*record);
    }
  }
  for (const SentRecord* record : awaiting) {
    const double share = kPriorRetransmissions / (2.0 * static_cast<double>(awaiting.size()));
    list.add(record->start, Reason::kRetransmission, share, record->frame);
    list.add(record->end, Reason::kLateSegment, share, record->frame);
  }
}

// RFC 7323, section 4.3: an acknowledgment echoes the timestamp of the earliest segment that it
// newly acknowledges, so it ends at that segment or, being delayed, soon after.
double echo_weight(const Segment& segment, const SentRecord& record) {
  if (!segment.timestamps || !record.timestamp) {
    return 1.0;
  }
  const std::int32_t after = distance(SeqNum(segment.timestamps->echo), SeqNum(*record.timestamp));
  if (after == 0) {
    return 1.0;
  }
  return after > 0 && after <= kDelayedAckTicks ? kWeightSoonAfter : kWeightOtherEcho;
}

void add_boundaries(CandidateList& list, const Endpoint& receiver, const Segment& segment) {
  std::vector<const SentRecord*> awaiting;
  const auto& records = receiver.sent.records();
  for (auto record = records.rbegin();
       record != records.rend() && awaiting.size() < kMostBoundaries; ++record) {
    if (!receiver.acknowledged || is_after(record->end, *receiver.acknowledged)) {
      awaiting.push_back(&*record);
    }
  }
  double sum = 0.0;
  for (const SentRecord* record : awaiting) {
    sum += echo_weight(segment, *record);
  }
  for (const SentRecord* record : awaiting) {
    list.add(record->end, Reason::kSegmentBoundary,
             kPriorBoundaries * echo_weight(segment, *record) / sum, record->frame);
  }
}

std::uint32_t frame_ending_at(const Endpoint& endpoint, SeqNum position) {
  if (endpoint.next == position) {
    return endpoint.next_in_frame;
  }
  const SentRecord* record = endpoint.sent.ending_at(position);
  return record != nullptr ? record->frame : 0;
}

}  // namespace

std::vector<ProvisionalEnd> provisional_ends(std::span<const Suspect> suspects) {
  std::vector<ProvisionalEnd> ends;
  for (const Suspect& suspect : suspects) {
    if (suspect.kind != NumberKind::kSequence) {
      continue;
    }
    ends.push_back({suspect.best().candidate.number + suspect.length, suspect.frame.number});
    if (suspect.place == Place::kAhead && !suspect.is_convicted()) {
      ends.push_back({suspect.observed + suspect.length, suspect.frame.number});
    }
  }
  return ends;
}

std::uint32_t sequence_reference(const Flow& flow, Direction direction, SeqNum expected) {
  const Endpoint& sender = flow.sender(direction);
  if (const std::uint32_t frame = frame_ending_at(sender, expected)) {
    return frame;
  }
  return sender.acknowledged == expected ? sender.acknowledged_in_frame : 0;
}

std::vector<Candidate> sequence_candidates(const Flow& flow, Direction direction,
                                           const Segment& segment,
                                           std::span<const ProvisionalEnd> provisional) {
  const Endpoint& sender = flow.sender(direction);
  CandidateList list;
  if (const auto next = sender.expected_next()) {
    list.add(*next, Reason::kNextExpected, kPriorNext, sequence_reference(flow, direction, *next));
    if (segment.sequence_length().bytes() <= 1) {
      list.add(*next - SeqLength(1), Reason::kKeepAlive, kPriorKeepAlive,
               sequence_reference(flow, direction, *next));
    }
  }
  if (sender.acknowledged) {
    list.add(*sender.acknowledged, Reason::kAskedByPeer, kPriorAskedByPeer,
             sequence_reference(flow, direction, *sender.acknowledged));
  }
  for (const ProvisionalEnd& end : provisional) {
    list.add(end.position, Reason::kAfterSuspect, kPriorAfterSuspect, end.frame);
  }
  add_retransmissions(list, sender);
  return std::move(list).normalised();
}

std::vector<Candidate> acknowledgment_candidates(const Flow& flow, Direction direction,
                                                 const Segment& segment,
                                                 std::span<const ProvisionalEnd> provisional) {
  const Endpoint& receiver = flow.receiver(direction);
  CandidateList list;
  if (segment.syn && receiver.initial) {
    list.add(*receiver.initial + SeqLength(1), Reason::kInitialNumber, kPriorAllReceived,
             frame_ending_at(receiver, *receiver.initial + SeqLength(1)));
  }
  if (receiver.next) {
    list.add(*receiver.next, Reason::kAllReceived, kPriorAllReceived,
             frame_ending_at(receiver, *receiver.next));
  }
  if (receiver.acknowledged) {
    list.add(*receiver.acknowledged, Reason::kSameAcknowledgment, kPriorSameAcknowledgment,
             frame_ending_at(receiver, *receiver.acknowledged));
  }
  for (const ProvisionalEnd& end : provisional) {
    list.add(end.position, Reason::kAfterSuspect, kPriorAfterSuspect, end.frame);
  }
  add_boundaries(list, receiver, segment);
  return std::move(list).normalised();
}

}  // namespace seqbitflip
