// SPDX-License-Identifier: GPL-2.0-or-later
#include "expectations.h"

#include <algorithm>
#include <iterator>
#include <numeric>

#include "candidate_list.h"
#include "place.h"

namespace seqbitflip {

namespace {

// Prior shares, before normalisation. The order of magnitude is what counts: on a healthy path
// almost every segment carries the next expected number.
constexpr double kPriorNext = 0.60;
constexpr double kPriorAskedByPeer = 0.10;
constexpr double kPriorKeepAlive = 0.02;
constexpr double kPriorAfterSuspect = 0.20;     // shared by all of them
constexpr double kPriorRetransmissions = 0.15;  // shared by all of them
constexpr double kPriorAfterMissing = 0.20;
constexpr double kPriorBehindUnseen = 1e-3;  // shared by all places in the window
constexpr double kPriorSamePayload = 0.50;
constexpr double kPriorHoles = 0.10;       // shared by all places in holes
constexpr double kPriorLate = 0.02;        // shared by all that was left behind
constexpr double kPriorNextPacket = 0.30;  // the end of the segment sent right before
constexpr double kPriorResetAgain = 0.60;
constexpr double kPriorSameAcknowledgment = 0.25;
constexpr double kPriorAllReceived = 0.25;
constexpr double kPriorBoundaries = 0.50;       // shared by all of them
constexpr double kPriorNextToNeighbour = 0.10;  // for each of the places next to it
constexpr double kPriorSameStep = 0.25;  // as far beyond the one before as that beyond its own

// A delayed acknowledgment seldom waits for more ticks of the timestamp clock, which mostly counts
// milliseconds: Linux waits 40 ms (TCP_DELACK_MIN) where data keep coming. RFC 9293,
// section 3.8.6.3, allows up to half a second.
constexpr std::int32_t kDelayedAckTicks = 50;
constexpr double kWeightSoonAfter = 0.3;
constexpr double kWeightOtherEcho = 0.01;

// Boundaries considered at the most: as sequence numbers the latest, as acknowledgment numbers the
// earliest that await one.
constexpr std::size_t kMostBoundaries = 256;
constexpr std::size_t kMostHoles = 32;
constexpr std::size_t kMostHoleStarts = 64;

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

// What was sent right after another segment mostly goes on from there, and what was sent right
// before one mostly ends there.
void add_packet_neighbours(CandidateList& list, const Endpoint& sender, const Segment& segment) {
  for (const SentRecord& record : sender.sent.records()) {
    if (sender.ip_id.is_successor(record.ip_id(), segment.ip_id)) {
      list.add(record.end, Reason::kLateSegment, kPriorNextPacket, record.frame);
    }
    if (sender.ip_id.is_successor(segment.ip_id, record.ip_id())) {
      list.add(record.start - segment.sequence_length(), Reason::kLateSegment, kPriorNextPacket,
               record.frame);
    }
  }
}

// Where the IP identification tells how many packets are missing, they were full segments, if they
// are few.
void add_after_missing(CandidateList& list, const Endpoint& sender, const Segment& segment) {
  constexpr std::uint16_t kFew = 64;
  const std::uint32_t full = sender.usual_segment().bytes();
  const auto missing = sender.ip_id.missing_before(segment.ip_id);
  if (sender.next && missing && *missing > 0 && *missing <= kFew && full > 0) {
    list.add(*sender.next + SeqLength(*missing * full), Reason::kAfterMissing, kPriorAfterMissing,
             sender.next_in_frame);
  }
}

// Behind full segments that the capture missed, as far as the window goes: too many places, but for
// those that a single bit would put where the segment was seen.
void add_behind_unseen(CandidateList& list, const Endpoint& sender, const Segment& segment) {
  const std::uint32_t full = sender.usual_segment().bytes();
  if (!sender.next || !sender.window_edge || full == 0 ||
      !is_after(*sender.window_edge, *sender.next)) {
    return;
  }
  const SeqLength room = length_between(*sender.next, *sender.window_edge);
  if (in_window(segment.seq, *sender.next, room)) {
    return;
  }
  const double places = std::max(1.0, static_cast<double>(room.bytes()) / full);
  for (std::uint32_t bit = 0; bit < 32; ++bit) {
    const SeqNum place(segment.seq.value() ^ (1U << bit));
    if (in_window(place, *sender.next, room) &&
        length_between(*sender.next, place).bytes() % full == 0) {
      list.add(place, Reason::kBehindUnseen, kPriorBehindUnseen / places, sender.next_in_frame);
    }
  }
}

// The same bytes were sent before, at one place only: they belong there.
void add_same_payload(CandidateList& list, const Endpoint& sender, const Segment& segment) {
  const auto digest = payload_digest(segment);
  const SentRecord* same = digest ? sender.sent.only_one_with(*digest) : nullptr;
  if (same != nullptr && same->end - segment.sequence_length() == same->start) {
    list.add(same->start, Reason::kRetransmission, kPriorSamePayload, same->frame);
  }
}

// The holes that may still be filled: the lowest above SND.UNA come first (RFC 6675, section 4,
// NextSeg). Where no acknowledgment was captured, most are holes of the capture: the latest ones.
std::vector<Hole> open_holes(const Endpoint& sender) {
  std::vector<Hole> holes = sender.sent.holes();
  if (sender.acknowledged) {
    std::erase_if(holes,
                  [&](const Hole& hole) { return !is_after(hole.end, *sender.acknowledged); });
  } else {
    std::reverse(holes.begin(), holes.end());
  }
  holes.resize(std::min(holes.size(), kMostHoles));
  return holes;
}

// What was lost before the capture saw it is sent again: in full segments from the start of the
// hole, or reaching to its end.
void add_holes(CandidateList& list, const Endpoint& sender, const Segment& segment) {
  std::vector<SeqNum> starts;
  const SeqLength full = sender.usual_segment();
  for (const Hole& hole : open_holes(sender)) {
    starts.push_back(hole.first);
    starts.push_back(hole.end - segment.sequence_length());
    const std::uint32_t width = length_between(hole.first, hole.end).bytes();
    for (std::uint32_t at = full.bytes(); at != 0 && at < width && starts.size() < kMostHoleStarts;
         at += full.bytes()) {
      starts.push_back(hole.first + SeqLength(at));
    }
  }
  for (const SeqNum start : starts) {
    list.add(start, Reason::kFillsHole, kPriorHoles / static_cast<double>(starts.size()), 0);
  }
}

// RFC 9293, section 3.10.7.1: the reset of a closed endpoint carries the acknowledgment number that
// it answers, which may be any that is still under way.
void add_resets(CandidateList& list, const Endpoint& sender) {
  if (sender.reset) {
    list.add(*sender.reset, Reason::kResetAgain, kPriorResetAgain, sender.reset_in_frame);
  }
  const auto& records = sender.sent.records();
  for (const SentRecord& record : records) {
    list.add(record.end, Reason::kSegmentBoundary,
             kPriorBoundaries / static_cast<double>(records.size()), record.frame);
  }
}

// RFC 7323, section 4.3: an acknowledgment echoes the timestamp of the earliest segment that it
// newly acknowledges, so it ends at that segment or, being delayed, soon after.
double echo_weight(const Segment& segment, const SentRecord& record) {
  if (!segment.timestamps || !record.timestamp()) {
    return 1.0;
  }
  const std::int32_t after =
      distance(SeqNum(segment.timestamps->echo), SeqNum(*record.timestamp()));
  if (after == 0) {
    return 1.0;
  }
  return after > 0 && after <= kDelayedAckTicks ? kWeightSoonAfter : kWeightOtherEcho;
}

struct Boundary {
  SeqNum position{0};
  const SentRecord* record = nullptr;
};

// The boundaries that await acknowledgment, rising, the earliest sent ones; of a merged segment
// also those inside. Without those that lie 2^31 or more below SND.NXT: they have no place in the
// order.
std::vector<Boundary> awaiting_acknowledgment(const Endpoint& sender) {
  std::vector<Boundary> awaiting;
  const SeqLength full = sender.usual_segment();
  for (const SentRecord& record : sender.sent.records()) {
    const SeqNum first =
        sender.acknowledged ? later_of(*sender.acknowledged, record.start) : record.start;
    if (!is_after(record.end, first) || !is_before(first, *sender.next)) {
      continue;
    }
    for (const SeqNum inside :
         record.boundaries_inside(first, full, kMostBoundaries - awaiting.size())) {
      awaiting.push_back({inside, &record});
    }
    if (awaiting.size() >= kMostBoundaries) {
      break;
    }
    awaiting.push_back({record.end, &record});
  }
  const auto below_next = [&](const Boundary& boundary) {
    return length_between(boundary.position, *sender.next).bytes();
  };
  std::stable_sort(awaiting.begin(), awaiting.end(), [&](const Boundary& a, const Boundary& b) {
    return below_next(a) > below_next(b);
  });
  return awaiting;
}

void add_boundaries(CandidateList& list, const Endpoint& receiver, const Segment& segment) {
  const std::vector<Boundary> awaiting = awaiting_acknowledgment(receiver);
  // Most acknowledgments cover one or two more segments (RFC 9293, section 3.8.6.3), merged receipt
  // more: the chance falls with the number of segments that it would cover at once.
  std::vector<double> weights;
  for (const Boundary& boundary : awaiting) {
    const auto covered = static_cast<double>(weights.size() + 1);
    weights.push_back(echo_weight(segment, *boundary.record) / covered);
  }
  const double sum = std::accumulate(weights.begin(), weights.end(), 0.0);
  for (std::size_t i = 0; i < awaiting.size(); ++i) {
    const SeqNum position = awaiting[i].position;
    // A receiver that acknowledged two segments at once mostly does so again.
    const bool same_step =
        receiver.acknowledged && position == *receiver.acknowledged + receiver.ack_step;
    list.add(position, Reason::kSegmentBoundary,
             kPriorBoundaries * weights[i] / sum + (same_step ? kPriorSameStep : 0.0),
             awaiting[i].record->frame);
  }
}

// Acknowledgments may overtake each other: one mostly lies one or two full segments beyond the one
// that its sender sent right before it, and as far below the one that it sent right after it.
void add_ack_neighbours(CandidateList& list, const Endpoint& acknowledging,
                        const Endpoint& receiver, const Segment& segment) {
  const SeqLength one = receiver.usual_segment();
  const SeqLength two(2 * one.bytes());
  const auto add = [&](SeqNum number, const SentAck& neighbour) {
    list.add(number, Reason::kSegmentBoundary, kPriorNextToNeighbour, neighbour.frame);
  };
  for (const SentAck& ack : acknowledging.recent_acks) {
    if (ack.frame == 0 || one.bytes() == 0) {
      continue;
    }
    const bool right_before = acknowledging.ip_id.is_successor(ack.ip_id, segment.ip_id);
    if (right_before || ack.frame == acknowledging.latest_ack_in_frame) {
      add(ack.number, ack);
      add(ack.number + one, ack);
      add(ack.number + two, ack);
    }
    if (acknowledging.ip_id.is_successor(segment.ip_id, ack.ip_id)) {
      add(ack.number - one, ack);
      add(ack.number - two, ack);
    }
  }
}

// Those that the flow has not left behind yet.
void add_provisional(CandidateList& list, const Endpoint& endpoint,
                     std::span<const ProvisionalEnd> provisional) {
  std::vector<ProvisionalEnd> open;
  std::copy_if(provisional.begin(), provisional.end(), std::back_inserter(open),
               [&](const ProvisionalEnd& end) {
                 return !endpoint.acknowledged || is_after(end.position, *endpoint.acknowledged);
               });
  for (const ProvisionalEnd& end : open) {
    list.add(end.position, Reason::kAfterSuspect,
             kPriorAfterSuspect / static_cast<double>(open.size()), end.frame);
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

std::vector<ProvisionalEnd> provisional_ends(std::span<const Suspect> sent) {
  std::vector<ProvisionalEnd> ends;
  for (const Suspect& suspect : sent) {
    if (suspect.kind != NumberKind::kSequence) {
      continue;
    }
    ends.push_back({suspect.best().candidate.number + suspect.length, suspect.frame.number});
    if (suspect.place != Place::kUnacceptable) {
      ends.push_back({suspect.observed + suspect.length, suspect.frame.number});
    }
    if (suspect.place == Place::kAhead) {
      // What the capture lacks before it, if the number is right.
      ends.push_back({suspect.observed, suspect.frame.number});
    }
  }
  return ends;
}

namespace {

// Whether the sender, who knows nothing of any damage, may go on from there: the receiver has not
// acknowledged what comes behind, and it was sent. What the receiver reports of new data that was
// not, nobody goes on from (RFC 2018, section 5: blocks advise on what is sent again).
bool is_in_flight(const Endpoint& sender, SeqNum position) {
  return (!sender.acknowledged || is_after(position, *sender.acknowledged)) &&
         (!sender.next || !is_after(position, *sender.next));
}

// Whether the next segment may start where the suspect ends as observed. A faulty device may put
// the same wrong number into every segment, so of a convicted one only content goes on from there,
// and only where the receiver may have taken it for right.
bool may_go_on_from_observed(const Endpoint& sender, const Suspect& suspect, const Segment& next) {
  if (suspect.place == Place::kUnacceptable) {
    return false;
  }
  if (!suspect.is_convicted()) {
    return suspect.place == Place::kAhead || suspect.outside_window == 0;
  }
  const bool progress = suspect.length.bytes() > 0 || next.sequence_length().bytes() > 0;
  return suspect.outside_window == 0 && progress &&
         is_in_flight(sender, suspect.observed + suspect.length);
}

}  // namespace

std::vector<ProvisionalEnd> provisional_starts(const Endpoint& sender,
                                               std::span<const Suspect> sent,
                                               std::span<const Suspect> received,
                                               const Segment& next) {
  std::vector<ProvisionalEnd> starts;
  for (const Suspect& suspect : sent) {
    if (suspect.kind != NumberKind::kSequence) {
      continue;
    }
    for (const Hypothesis& hypothesis : suspect.hypotheses) {
      if (suspect.is_in_question(hypothesis)) {
        starts.push_back({hypothesis.candidate.number + suspect.length, suspect.frame.number});
      }
    }
    if (may_go_on_from_observed(sender, suspect, next)) {
      starts.push_back({suspect.observed + suspect.length, suspect.frame.number});
    }
  }
  for (const Suspect& suspect : received) {
    if (suspect.kind == NumberKind::kAcknowledgment &&
        (next.rst || next.sequence_length().bytes() > 0)) {
      starts.push_back({suspect.observed, suspect.frame.number});
    }
  }
  return starts;
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
    if (may_be_probe(flow, direction, segment)) {
      list.add(*next - SeqLength(1), Reason::kKeepAlive, kPriorKeepAlive,
               sequence_reference(flow, direction, *next));
    }
  }
  if (sender.acknowledged) {
    list.add(*sender.acknowledged, Reason::kAskedByPeer, kPriorAskedByPeer,
             sequence_reference(flow, direction, *sender.acknowledged));
  }
  add_provisional(list, sender, provisional);
  if (segment.rst) {
    add_resets(list, sender);
  } else {
    add_retransmissions(list, sender);
    add_packet_neighbours(list, sender, segment);
    add_after_missing(list, sender, segment);
    add_behind_unseen(list, sender, segment);
    add_same_payload(list, sender, segment);
  }
  if (segment.sequence_length().bytes() > 0) {
    add_holes(list, sender, segment);
  }
  return std::move(list).normalised();
}

std::vector<Candidate> late_candidates(const Endpoint& counted) {
  std::vector<Candidate> late;
  for (const SentRecord& record : counted.sent.records()) {
    if (counted.acknowledged && is_before(record.end, *counted.acknowledged)) {
      late.push_back({record.end, Reason::kLateSegment, 0.0, record.frame});
    }
  }
  for (Candidate& candidate : late) {
    candidate.prior = kPriorLate / static_cast<double>(late.size());
  }
  return late;
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
  add_provisional(list, receiver, provisional);
  add_boundaries(list, receiver, segment);
  add_ack_neighbours(list, flow.sender(direction), receiver, segment);
  return std::move(list).normalised();
}

}  // namespace seqbitflip
