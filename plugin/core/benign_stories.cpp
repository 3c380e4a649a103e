// SPDX-License-Identifier: GPL-2.0-or-later
#include "benign_stories.h"

#include <algorithm>
#include <cmath>

#include "gap_densities.h"
#include "out_of_window.h"

namespace seqbitflip {

namespace {

// A segment that does not belong to the conversation (injected, of an earlier connection) carries
// any number. Resets are injected a hundred times as often as anything else.
constexpr double kForeign = 1e-4;
constexpr double kForeignReset = 1e-2;
// It hits the flow's other number exactly no more often than this.
constexpr double kForeignFitsOther = 1e-4;
// It carries a timestamp near its alleged sender's clock no more often than this.
constexpr double kForeignFitsClock = 1e-3;
// One with another TTL and neither number at home: it may be of another host on the same ports, or
// of the other side of a device that translates numbers.
constexpr double kForeignFromElsewhere = 0.5;
// Tools that make segments up leave numbers zero; hosts that talk to each other do not meet them.
constexpr double kForeignIsZero = 0.1;
// A sender that is faster than the application it sends to fills the window to its edge.
constexpr double kFillsWindow = 1e-2;
// Resets of middleboxes and of closed sockets guess their number.
constexpr double kOddReset = 1e-3;
// Tools that end a connection (tcpkill) let several resets follow the first one, each one window
// ahead of the one before.
constexpr double kResetWindowsAhead = 1e-2;
// Before the first segment of a direction was seen, the distance from what its peer acknowledged
// to where it now sends is simply not known.
constexpr double kStartedMidstream = 0.5;
// Where the first segments seen of a direction, or after a gap, had no length, they may have been
// keep-alives or window probes: then SND.NXT lies one higher.
constexpr double kProbedBefore = 0.1;
// A segment that shows itself older than one before it (its timestamp, its IP ID) came late,
// whatever its numbers are, and however seldom this happens in the capture.
constexpr double kShownLate = 0.5;
// Where the IP identification shows that packets are missing before the segment, they mostly
// carried what the gap lacks.
constexpr double kGapByIdentification = 0.5;
// A segment that shows itself newer than all before it (its timestamp, its IP ID) was not late.
constexpr double kLateYetNewer = 1e-3;
// A sender that goes below what it had been told was received.
constexpr double kBelowWhatItKnew = 1e-6;
// A keep-alive or a window probe when it is not the time for one: some stacks and middleboxes.
constexpr double kUntimelyProbe = 1e-7;
// Healthy segments that occupy known places out of order: retransmissions and the like.
constexpr double kRetransmission = 1e-2;
// A sender that hears nothing sends the last segment of what offload had merged again (tail loss
// probe, RFC 8985, section 7).
constexpr double kResentTail = 1e-3;
// The same place and length with other bytes: deliberate evasion, or a broken middlebox.
constexpr double kOtherBytesSamePlace = 1e-4;

// How probable it is that a segment of so few bytes was sent: none of the sender's was as short
// (Laplace's rule of succession).
double any_as_short_as(std::uint32_t bytes, const Endpoint& sender) {
  return bytes < sender.smallest_payload ? 1.0 / (sender.payload_segments + 2.0) : 1.0;
}

class Stories {
 public:
  void add(double probability) { result_.probability += probability; }
  // The story of an oddity that occurs with `share`.
  void add_oddity(Oddity oddity, double share, double probability) {
    add(probability);
    result_.oddity = oddity;
    result_.oddity_share = share;
    result_.oddity_probability = probability;
  }
  // One story's probability with a factor that speaks against it, which is noted.
  double weakened(double probability, double factor, EvidenceKind kind) {
    if (factor < 1.0) {
      result_.against.push_back({kind, -std::log10(factor), 0});
    }
    return probability * factor;
  }
  void note(EvidenceKind kind, double weight) { result_.against.push_back({kind, weight, 0}); }
  BenignStories take() && { return std::move(result_); }

 private:
  BenignStories result_;
};

bool timestamp_is_newer(const Endpoint& sender, const Segment& segment) {
  return sender.timestamp && segment.timestamps &&
         is_after(SeqNum(segment.timestamps->value), SeqNum(*sender.timestamp));
}

// Only where it is near its sender's clock: a damaged one says nothing.
bool timestamp_is_older(const Endpoint& sender, const Segment& segment) {
  return sender.timestamp && segment.timestamps &&
         sender.is_near_clock(segment.timestamps->value) &&
         is_before(SeqNum(segment.timestamps->value), SeqNum(*sender.timestamp));
}

// Whether its timestamp or its IP identification is older than that of a segment before it. A copy
// of the latest packet is not: of two with different numbers one is damaged.
bool shows_older(const Endpoint& sender, const Segment& segment) {
  const bool by_identification =
      sender.ip_id.shows_older(segment.ip_id) && !sender.ip_id.is_latest(segment.ip_id);
  return timestamp_is_older(sender, segment) || by_identification;
}

// A segment that acknowledges data was sent after that data had arrived, and with it the
// acknowledgment that the data's segment carried: from then on its sender knew that everything
// below was received, and never sends that again (but for a probe one below).
bool goes_below_what_sender_knew(const Endpoint& receiver, const Segment& segment) {
  if (!segment.ack) {
    return false;
  }
  const auto& records = receiver.sent.records();
  const auto acknowledged =
      std::find_if(records.begin(), records.end(),
                   [&](const SentRecord& record) { return record.end == *segment.ack; });
  return acknowledged != records.end() && acknowledged->ack() &&
         is_before(segment.seq + SeqLength(1), *acknowledged->ack());
}

// Whether it may be an old duplicate of an earlier connection on the same ports: its timestamp is
// older than all that its sender was seen to send in this one (RFC 7323, section 5).
bool may_be_of_earlier_connection(const Endpoint& sender, const Segment& segment) {
  return timestamp_is_older(sender, segment) && !sender.clock.has_shown(segment.timestamps->value);
}

// How probable it is to lie so far below, if it is one.
double probability_of_earlier_connection(const Endpoint& sender, const Segment& segment,
                                         std::uint32_t behind) {
  return may_be_of_earlier_connection(sender, segment) ? kShownLate * density_of_distance(behind)
                                                       : 0.0;
}

bool fits_exactly(Standing standing) {
  return standing == Standing::kExpected || standing == Standing::kKnown;
}

// The factor by which a break before this segment is less probable, for its IP identification.
double unbroken(const Endpoint& sender, const Segment& segment) {
  return 1.0 / sender.ip_id.confidence_in_successor(segment.ip_id);
}

// A foreign segment neither continues the count of the IP identification nor the timestamp clock.
double foreign(const Endpoint& sender, const Segment& segment, SeqNum number, bool other_fits,
               Stories& stories) {
  if (!sender.next && !other_fits && number == SeqNum(0)) {
    return kForeign * kForeignIsZero;
  }
  if (!other_fits && foreign_signs(sender, segment).other_ttl) {
    return kAnyNumber * kForeignFromElsewhere;
  }
  double probability = kAnyNumber * (segment.rst ? kForeignReset : kForeign);
  if (other_fits) {
    probability = stories.weakened(probability, kForeignFitsOther, EvidenceKind::kOtherNumberFits);
  }
  if (segment.timestamps && sender.is_near_clock(segment.timestamps->value)) {
    probability *= kForeignFitsClock;
  }
  return probability * unbroken(sender, segment);
}

// Whether a segment without length told SND.NXT.
bool may_have_been_probed(const Endpoint& sender) {
  const bool is_after_syn = sender.initial && *sender.next == *sender.initial + SeqLength(1);
  return !is_after_syn && sender.sent.ending_at(*sender.next) == nullptr;
}

// How probable it is that a number does not lie `behind` but as far ahead as is the same modulo
// 2^32, and the capture lacks the more than 2 GiB between, which take their time.
double probability_of_far_loss(const Endpoint& sender, const Segment& segment, std::uint32_t behind,
                               double share_of_losses) {
  constexpr std::int64_t kLeastNs = 1'000'000'000;  // 17 Gbit/s
  if (segment.time_ns - sender.advanced_at_ns < kLeastNs) {
    return 0.0;
  }
  return share_of_losses * kLossBeyondWindow * density_of_distance(0U - behind);
}

void sequence_ahead(const Endpoint& sender, const Segment& segment, std::uint32_t gap,
                    const CaptureHabits& habits, Stories& stories) {
  if (!sender.next) {
    stories.add(kStartedMidstream * density_of_distance(gap));
    return;
  }
  double density = density_of_gap(gap, sender);
  if (may_have_been_probed(sender)) {
    if (gap == 1) {
      stories.add(kProbedBefore);
    } else {
      density = std::max(density, kProbedBefore * density_of_gap(gap - 1, sender));
    }
  }
  const double long_enough = any_as_short_as(gap, sender);
  density = stories.weakened(density, long_enough, EvidenceKind::kGapTooShort);
  if (sender.window_edge && is_after(segment.seq, later_of(*sender.window_edge, *sender.next))) {
    density = stories.weakened(density, kLossBeyondWindow, EvidenceKind::kOutsideWindow);
  }
  density =
      stories.weakened(density, unbroken(sender, segment), EvidenceKind::kIdentificationFollows);
  const double share = habits.share_of(habits.gap);
  stories.add_oddity(Oddity::kGap, share, share * density);
  stories.add(kGapByIdentification * long_enough * density_of_missing(gap, sender, segment));
}

// Whether it lies at the end of one segment, as a part of it.
bool is_tail_of_segment(const Endpoint& sender, const Segment& segment) {
  const SentRecord* whole = sender.sent.ending_at(segment.end());
  return segment.payload_length > 0 && whole != nullptr && is_after(segment.seq, whole->start);
}

void sequence_behind(const Flow& flow, Direction direction, const Segment& segment,
                     std::uint32_t behind, const CaptureHabits& habits, Stories& stories) {
  const Endpoint& sender = flow.sender(direction);
  if (sender.is_before_stream_start(behind)) {
    stories.note(EvidenceKind::kBeforeStreamStart, 3.0);
    stories.add(probability_of_far_loss(sender, segment, behind, habits.share_of(habits.gap)));
    stories.add(probability_of_earlier_connection(sender, segment, behind));
    return;
  }
  const double odd_start = habits.share_of(habits.odd_start);
  // Where the boundaries are forgotten, old segments mostly lay full segments below.
  const double density = sender.sent.reaches_back_to(segment.seq) ? density_of_distance(behind)
                                                                  : density_of_gap(behind, sender);
  const bool carries = segment.sequence_length().bytes() > 0;
  // Only what occupies sequence space is ever sent again.
  double resent = carries ? (sender.next ? odd_start : kStartedMidstream) * density : 0.0;
  const double any_late = shows_older(sender, segment) ? kShownLate : kRetransmission;
  double late = sender.sent.is_inside(segment.seq) ? 0.0 : any_late * density;
  if (timestamp_is_newer(sender, segment)) {
    late = stories.weakened(late, kLateYetNewer, EvidenceKind::kTimestampIsNew);
  } else {
    late = stories.weakened(late, unbroken(sender, segment), EvidenceKind::kIdentificationFollows);
  }
  double tail = is_tail_of_segment(sender, segment) ? kResentTail : 0.0;
  if (goes_below_what_sender_knew(flow.receiver(direction), segment)) {
    resent *= kBelowWhatItKnew;
    tail *= kBelowWhatItKnew;
    late = stories.weakened(late, kBelowWhatItKnew, EvidenceKind::kSentAfterRequest);
  }
  stories.add(late);
  stories.add(tail);
  if (sender.next) {
    stories.add_oddity(Oddity::kOddStart, odd_start, resent);
  } else {
    stories.add(resent);
  }
}

// The window that the sender in this direction was offered last, as it stands in the header; 0:
// unknown.
std::uint32_t unscaled_window(const Flow& flow, Direction direction) {
  const Endpoint& sender = flow.sender(direction);
  if (!sender.acknowledged || !sender.latest_window_edge ||
      !is_after(*sender.latest_window_edge, *sender.acknowledged)) {
    return 0;
  }
  return length_between(*sender.acknowledged, *sender.latest_window_edge).bytes() >>
         flow.assumed_window_shift(opposite(direction));
}

void reset_ahead(const Flow& flow, Direction direction, std::uint32_t ahead, Stories& stories) {
  const std::uint32_t windows = pieces_in(ahead, unscaled_window(flow, direction));
  if (flow.sender(direction).reset && windows > 0) {
    stories.add(kResetWindowsAhead / windows);
  }
}

// A direction either has the habit of odd acknowledgments, and soon shows it, or has it not: hence
// a prior, taken from the whole capture, of little weight.
double odd_ack_share(const Endpoint& acknowledged, const CaptureHabits& habits) {
  constexpr double kPriorAcks = 2.0;
  const double prior = habits.odd_ack.share_of(habits.advancing_acks);
  const double all = acknowledged.boundary_acks + acknowledged.odd_acks + kPriorAcks;
  return (acknowledged.odd_acks + prior * kPriorAcks) / all;
}

// Whether an earlier acknowledgment may have carried this number: a known boundary, also one inside
// a merged segment, one a whole number of full segments below the present one, or one too old to be
// known.
bool may_have_been_boundary(const Endpoint& receiver, SeqNum ack, std::uint32_t behind) {
  const SeqLength full = receiver.usual_segment();
  return receiver.sent.is_boundary(ack, full) || (full.bytes() > 0 && behind % full.bytes() == 0) ||
         !receiver.sent.reaches_back_to(ack);
}

double density_of_late_ack(const Endpoint& receiver, SeqNum ack, std::uint32_t behind,
                           const CaptureHabits& habits) {
  if (may_have_been_boundary(receiver, ack, behind)) {
    return kGapOfFullSegments;
  }
  // What the capture does not hold may have any boundaries.
  return receiver.sent.is_inside(ack)
             ? odd_ack_share(receiver, habits) * density_of_distance(behind)
             : density_of_gap(behind, receiver);
}

bool is_before_start(const Endpoint& receiver, SeqNum ack) {
  return receiver.next && is_before(ack, *receiver.next) &&
         receiver.is_before_stream_start(length_between(ack, *receiver.next).bytes());
}

void acknowledgment_behind(const Flow& flow, Direction direction, const Segment& segment,
                           std::uint32_t behind, const CaptureHabits& habits, Stories& stories) {
  const Endpoint& sender = flow.sender(direction);
  const Endpoint& receiver = flow.receiver(direction);
  if (is_before_start(receiver, *segment.ack)) {
    stories.note(EvidenceKind::kBeforeStreamStart, 3.0);
    stories.add(
        probability_of_far_loss(receiver, segment, behind, habits.share_of(habits.unseen_ack)));
    stories.add(probability_of_earlier_connection(sender, segment, behind));
    return;
  }
  double density = density_of_late_ack(receiver, *segment.ack, behind, habits);
  density = timestamp_is_newer(sender, segment)
                ? stories.weakened(density, kLateYetNewer, EvidenceKind::kTimestampIsNew)
                : stories.weakened(density, unbroken(sender, segment),
                                   EvidenceKind::kIdentificationFollows);
  const double share = habits.share_of(habits.late_ack);
  stories.add_oddity(Oddity::kLateAck, share, share * density);
  if (shows_older(sender, segment)) {
    stories.add(kShownLate * density);
  }
}

// Whether the number was acknowledged lately, and not taken for damage: nothing new has to explain
// it.
bool is_said_again(const Endpoint& acknowledging, SeqNum ack) {
  const auto& recent = acknowledging.recent_acks;
  return std::any_of(recent.begin(), recent.end(),
                     [&](const SentAck& sent) { return sent.frame != 0 && sent.number == ack; });
}

// How probable it is that the sender has filled the window just up to there, by any of the scales
// that the window may have.
double probability_of_filled_window(const Flow& flow, Direction direction, SeqNum ack) {
  const Endpoint& receiver = flow.receiver(direction);
  if (!receiver.acknowledged || !receiver.latest_window_edge) {
    return 0.0;
  }
  const std::uint32_t step = magnitude(distance(*receiver.acknowledged, ack));
  const std::uint32_t window =
      length_between(*receiver.acknowledged, *receiver.latest_window_edge).bytes();
  const int assumed = flow.assumed_window_shift(direction);
  const int least = flow.known_window_shift(direction).value_or(0);
  for (int too_much = 0; too_much <= assumed - least; ++too_much) {
    if (window >> too_much == step) {
      return kFillsWindow / (assumed - least + 1);
    }
  }
  return 0.0;
}

void acknowledgment_ahead(const Flow& flow, Direction direction, const Segment& segment,
                          const CaptureHabits& habits, Stories& stories) {
  const Endpoint& receiver = flow.receiver(direction);
  const double fills_window = probability_of_filled_window(flow, direction, *segment.ack);
  if (!receiver.next) {
    const std::uint32_t step = magnitude(distance(*receiver.acknowledged, *segment.ack));
    stories.add(kStartedMidstream * std::max(density_of_distance(step), fills_window));
    return;
  }
  if (is_before(*segment.ack, *receiver.next)) {
    if (is_before_start(receiver, *segment.ack)) {
      stories.note(EvidenceKind::kBeforeStreamStart, 3.0);
      return;
    }
    const std::uint32_t width = std::max(receiver.largest_payload, 1U);
    const double share = odd_ack_share(receiver, habits);
    stories.add_oddity(Oddity::kOddAck, share, share / width);
    return;
  }
  const double share = habits.share_of(habits.unseen_ack);
  if (is_said_again(flow.sender(direction), *segment.ack)) {
    stories.add_oddity(Oddity::kUnseenAck, share, share);
    return;
  }
  // Where the capture lacks most of what is acknowledged, the step from the last acknowledgment is
  // what is to be explained: one, perhaps, for a FIN that was not captured. The window moved along.
  const SeqNum acknowledged = acknowledged_below(flow, direction, *segment.ack);
  const SeqNum known = later_of(acknowledged, *receiver.next);
  const std::uint32_t gap = magnitude(distance(known, *segment.ack));
  double probability = share * std::max(density_of_gap(gap, receiver), fills_window);
  if (gap > 1) {  // 1 may be a FIN, or the byte of a window probe
    probability =
        stories.weakened(probability, any_as_short_as(gap, receiver), EvidenceKind::kGapTooShort);
    if (is_beyond_window(receiver, acknowledged, *segment.ack)) {
      probability = stories.weakened(probability, kLossBeyondWindow, EvidenceKind::kOutsideWindow);
    }
  }
  stories.add_oddity(Oddity::kUnseenAck, share, probability);
}

}  // namespace

double share_of(Oddity oddity, const CaptureHabits& habits, const Endpoint& acknowledged) {
  switch (oddity) {
    case Oddity::kGap:
      return habits.share_of(habits.gap);
    case Oddity::kOddStart:
      return habits.share_of(habits.odd_start);
    case Oddity::kUnseenAck:
      return habits.share_of(habits.unseen_ack);
    case Oddity::kLateAck:
      return habits.share_of(habits.late_ack);
    case Oddity::kOddAck:
      return odd_ack_share(acknowledged, habits);
    case Oddity::kOddEdge:
      return habits.share_of(habits.odd_edge);
    case Oddity::kClockAhead:
      return habits.share_of(habits.clock_ahead);
    case Oddity::kClockBehind:
      return habits.share_of(habits.clock_behind);
    case Oddity::kUnseenEcho:
      return habits.share_of(habits.unseen_echo);
    case Oddity::kNone:
      break;
  }
  return 1.0;
}

bool carries_other_bytes(const Flow& flow, Direction direction, const Segment& segment) {
  const SentRecord* before = flow.sender(direction).sent.starting_at(segment.seq);
  const auto digest = payload_digest(segment);
  return before != nullptr && before->end == segment.end() && before->digest() && digest &&
         *before->digest() != *digest && !is_probe(flow, direction, segment);
}

BenignStories benign_sequence_stories(const Flow& flow, Direction direction, const Segment& segment,
                                      Standings standings, const CaptureHabits& habits) {
  const Endpoint& sender = flow.sender(direction);
  const Standing standing = standings.sequence;
  Stories stories;
  if (standing == Standing::kKnown || standing == Standing::kExpected) {
    const auto places = static_cast<double>(1 + 2 * sender.sent.records().size());
    double probability = standing == Standing::kExpected ? 1.0 : kRetransmission / places;
    if (carries_other_bytes(flow, direction, segment)) {
      probability =
          stories.weakened(probability, kOtherBytesSamePlace, EvidenceKind::kPayloadDiffers);
    }
    stories.add(probability);
    return std::move(stories).take();
  }
  const std::uint32_t off = magnitude(distance(*sender.expected_next(), segment.seq));
  if (standing == Standing::kAhead) {
    sequence_ahead(sender, segment, off, habits, stories);
    if (segment.rst) {
      reset_ahead(flow, direction, off, stories);
    }
  } else {
    sequence_behind(flow, direction, segment, off, habits, stories);
  }
  if (standing == Standing::kBehind && off == 1 && segment.is_pure_ack()) {
    stories.add(kUntimelyProbe);
  }
  if (segment.rst) {
    stories.add(kOddReset * density_of_distance(off));
  }
  stories.add(
      foreign(sender, segment, segment.seq, fits_exactly(standings.acknowledgment), stories));
  return std::move(stories).take();
}

BenignStories benign_acknowledgment_stories(const Flow& flow, Direction direction,
                                            const Segment& segment, Standings standings,
                                            const CaptureHabits& habits) {
  const Endpoint& receiver = flow.receiver(direction);
  const Standing standing = standings.acknowledgment;
  Stories stories;
  if (standing == Standing::kKnown || standing == Standing::kExpected) {
    const auto places = static_cast<double>(1 + receiver.sent.records().size());
    stories.add(standing == Standing::kExpected ? 1.0 : 1.0 / places);
    return std::move(stories).take();
  }
  if (standing == Standing::kBehind) {
    const std::uint32_t behind = magnitude(distance(*receiver.acknowledged, *segment.ack));
    acknowledgment_behind(flow, direction, segment, behind, habits, stories);
  } else {
    acknowledgment_ahead(flow, direction, segment, habits, stories);
  }
  if (segment.rst) {
    stories.add(kRetransmission *
                density_of_distance(magnitude(distance(
                    receiver.next ? *receiver.next : *receiver.acknowledged, *segment.ack))));
  }
  stories.add(foreign(flow.sender(direction), segment, *segment.ack,
                      fits_exactly(standings.sequence), stories));
  return std::move(stories).take();
}

}  // namespace seqbitflip
