// SPDX-License-Identifier: GPL-2.0-or-later
#include "payload_again.h"

#include <algorithm>

#include "weighing.h"

namespace seqbitflip {

namespace {

// Weights, as log10 of a likelihood ratio: see settlement.cpp.

// The same bytes at another place: chance needs two equal payloads of equal length. Where the
// payload repeats itself (zeros, a pattern), it says little.
constexpr double kPayloadAgain = 5.0;
constexpr double kRepetitivePayloadAgain = 1.0;
// ... and if the suspect may be sent again, from where the stream's content is forgotten: nobody
// knows whether it repeats itself.
constexpr double kForgottenPayloadAgain = 2.0;
// Other bytes, or the same, at the very place that the suspect claimed.
constexpr double kOtherBytesAtObserved = 3.0;
constexpr double kSameBytesAtObserved = -5.0;
// The prior of the places that show themselves only when the payload comes again, shared by all
// that carry it.
constexpr double kPriorPayloadAgain = 0.1;
// Beyond so many places the bytes tell nothing of where they belong.
constexpr std::size_t kMostHypotheses = 32;

// How many segments of the direction carried the same bytes at other places.
std::size_t places_with(const Endpoint& sender, const Segment& segment, PayloadDigest digest) {
  const SeqNum place = segment.seq;
  const auto& records = sender.sent.records();
  const auto others = std::count_if(records.begin(), records.end(), [&](const SentRecord& record) {
    return record.digest() == digest && record.start != place;
  });
  return static_cast<std::size_t>(others);
}

// So few bytes come again by chance.
bool is_short(const Segment& segment) {
  constexpr std::uint32_t kFewBytes = 8;
  return segment.payload_length < kFewBytes;
}

Hypothesis* hypothesis_of(Suspect& suspect, SeqNum number) {
  const auto found =
      std::find_if(suspect.hypotheses.begin(), suspect.hypotheses.end(),
                   [&](const Hypothesis& h) { return h.candidate.number == number; });
  return found != suspect.hypotheses.end() ? &*found : nullptr;
}

// The bytes sent there now make a place more probable than what it was a candidate for.
void raise_prior(const Suspect& suspect, Hypothesis& hypothesis, double prior,
                 const Witness& witness) {
  if (hypothesis.candidate.prior >= prior) {
    return;
  }
  hypothesis.candidate.prior = prior;
  weigh_again(suspect, hypothesis, witness.habits);
}

Hypothesis& add_hypothesis(Suspect& suspect, double prior, const Witness& witness) {
  const SeqNum number = witness.segment.seq;
  const SentRecord* before = witness.flow.sender(witness.direction).sent.ending_at(number);
  const Candidate candidate{
      number, Reason::kPayloadAgain, prior,
      before != nullptr && before->frame < suspect.frame.number ? before->frame : 0};
  suspect.hypotheses.push_back(weigh(suspect, candidate, witness.habits));
  return suspect.hypotheses.back();
}

bool is_of_forgotten_stream(const Suspect& suspect, const Endpoint& sender) {
  return suspect.place == Place::kBehind && sender.next &&
         !sender.sent.reaches_back_to(suspect.observed) &&
         magnitude(distance(*sender.next, suspect.observed)) <= sender.stream_length;
}

// Whether the two places are those of records of one length, one soon behind the other: an
// application may send the same record again and again.
bool may_be_equal_records(SeqNum one, SeqNum other, SeqLength length) {
  constexpr std::uint32_t kRecords = 16;
  const std::uint32_t apart = magnitude(distance(one, other));
  return apart % length.bytes() == 0 && apart / length.bytes() <= kRecords;
}

// Whether the place lies behind that of a suspect above SND.NXT. To have been meant for it, the
// suspect would have to follow a larger gap still: that explains nothing.
bool is_behind_gap(const Suspect& suspect, SeqNum place) {
  return suspect.place == Place::kAhead && !is_before(place, suspect.observed + suspect.length);
}

double weight_of_same_bytes(const Suspect& suspect, const Endpoint& sender, SeqNum place,
                            bool distinctive) {
  if (!distinctive || is_behind_gap(suspect, place) ||
      may_be_equal_records(suspect.observed, place, suspect.length)) {
    return kRepetitivePayloadAgain;
  }
  return is_of_forgotten_stream(suspect, sender) ? kForgottenPayloadAgain : kPayloadAgain;
}

void compare_at_observed_place(Suspect& suspect, const Witness& witness, bool same_bytes) {
  const std::uint32_t frame = witness.segment.frame.number;
  if (!same_bytes) {
    suspect.add_later({EvidenceKind::kOtherBytesAtObserved, kOtherBytesAtObserved, frame});
  } else if (!is_still_awaited(suspect, witness.flow, witness.direction)) {
    suspect.add_later({EvidenceKind::kSameBytesAtObserved, kSameBytesAtObserved, frame});
  }
}

// The bytes of the suspect are at another place: they may have been meant for there.
void place_by_payload(Suspect& suspect, const Witness& witness, PayloadDigest digest) {
  const Segment& later = witness.segment;
  const Endpoint& sender = witness.flow.sender(witness.direction);
  const std::size_t other_places = places_with(sender, later, digest);
  const bool distinctive = other_places == 0 && !is_short(later);
  const double prior = kPriorPayloadAgain / static_cast<double>(1 + other_places);
  // Where many segments carry the same bytes, new data with them says nothing.
  const bool sent_again = sender.next && is_before(later.seq, *sender.next);
  Hypothesis* here = hypothesis_of(suspect, later.seq);
  if ((distinctive || sent_again) && !is_behind_gap(suspect, later.seq)) {
    if (here != nullptr) {
      raise_prior(suspect, *here, prior, witness);
    } else if (suspect.hypotheses.size() < kMostHypotheses) {
      here = &add_hypothesis(suspect, prior, witness);
    }
  }
  if (here != nullptr) {
    Suspect::add_to(
        *here, {EvidenceKind::kPayloadAgain,
                weight_of_same_bytes(suspect, sender, later.seq, distinctive), later.frame.number});
  }
}

}  // namespace

bool is_still_awaited(const Suspect& suspect, const Flow& flow, Direction sent) {
  const SeqNum expected = suspect.best().candidate.number;
  const auto& acks = flow.receiver(sent).recent_acks;
  const bool is_beyond_receipt = suspect.place == Place::kAhead || suspect.outside_window != 0;
  return is_beyond_receipt && std::any_of(acks.begin(), acks.end(), [&](const SentAck& ack) {
           return ack.frame > suspect.frame.number && ack.number == expected;
         });
}

void compare_payload(Suspect& suspect, const Witness& witness) {
  const Segment& later = witness.segment;
  if (!suspect.digest || later.sequence_length() != suspect.length) {
    return;
  }
  const auto digest = payload_digest(later);
  if (!digest) {
    return;
  }
  const bool same_bytes = *digest == *suspect.digest;
  if (later.seq == suspect.observed) {
    compare_at_observed_place(suspect, witness, same_bytes);
  } else if (same_bytes) {
    place_by_payload(suspect, witness, *digest);
  }
}

}  // namespace seqbitflip
