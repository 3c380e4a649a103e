// SPDX-License-Identifier: GPL-2.0-or-later
//
// The SYNs of a life and, where the capture begins amid it, its first segment: what rests on one
// segment alone.
#include "incarnation.h"

#include <algorithm>
#include <utility>

#include "damage_counting.h"
#include "gap_densities.h"
#include "weighing.h"

namespace seqbitflip {

namespace {

// What was said of the suspect, and learnt from it, was wrong.
void take_back(Suspect& suspect, CaptureHabits& habits, std::vector<Verdict>& revised) {
  uncount_damage(suspect, habits);
  if (suspect.is_told()) {
    revised.push_back({suspect.frame, suspect.kind, std::nullopt, std::nullopt, std::nullopt});
  }
}

// Whether the suspect contradicts the one segment that it was judged by, as no capture loss and no
// delay would, and a later segment of the same sender is a word of its own beside it.
bool may_outvote(const Suspect& suspect, const Endpoint& sender, const Segment& segment) {
  const bool same_packet = suspect.ip_id && *suspect.ip_id != 0 && suspect.ip_id == segment.ip_id;
  return suspect.on_one_word && suspect.log_odds() >= kLikelyOdds && !same_packet &&
         suspect.checksum.state != ChecksumState::kInvalid && !sender.is_checksum_wrong(segment);
}

// The capture lacks the SYN that was answered, and the one seen is another connection's or that of
// the other side of a device.
constexpr double kAnotherSynAnswered = 1e-2 * kAnyNumber;

// How probable it is that the capture lacks what was sent between a SYN, with which `sender` stands
// as it was seen, and the first acknowledgment of it. A SYN-ACK comes before anything is sent.
double probability_of_unseen_between(const Endpoint& sender, const Suspect& ack,
                                     bool goes_on_from_own_syn, const CaptureHabits& habits) {
  // What answers the handshake follows it at once. That something was sent before it, and another
  // answer, takes more to be missing.
  constexpr double kMoreMissing = 1e-2;
  const bool answers_syn = ack.circumstances.segment_kind == SegmentKind::kSynAck;
  if (answers_syn || !is_after(ack.observed, *sender.next)) {
    return 0.0;
  }
  return habits.share_of(habits.gap) * density_of_loss_up_to(ack.observed, sender) *
         (goes_on_from_own_syn ? kMoreMissing : 1.0);
}

// How probable it is that a SYN, sent by `asking`, is answered with the acknowledgment of another
// one: an old duplicate, or that of a connection that the peer still holds (RFC 9293, figures 8 and
// 9). That may be any number, but does not come with an echo of this SYN's timestamp.
double probability_of_another_answer(const Segment& answer, const Endpoint& asking) {
  constexpr double kAnswersAnother = 0.1 * kAnyNumber;
  constexpr double kEchoesThisOne = 1e-4;
  const bool echoes = answer.timestamps && asking.clock.has_shown(answer.timestamps->echo);
  return kAnswersAnother * (echoes ? kEchoesThisOne : 1.0);
}

}  // namespace

void Incarnation::remember_birth(Direction direction, const Segment& segment) {
  born_in_ = born_in_ == 0 ? segment.frame.number : born_in_;
  CapturePlace& place = places_[static_cast<std::size_t>(direction)];
  // A SYN with the same number on both sides of a device does not show to which one it belongs.
  place = place == 0 && !segment.syn ? place_of(segment) : place;
}

bool Incarnation::take_in_expected_syn(Direction direction, const Segment& segment,
                                       CaptureHabits& habits) {
  if (!is_expected_syn(direction, segment)) {
    return false;
  }
  const ChecksumResult checksum = verify_checksum(segment);
  if (checksum.state == ChecksumState::kInvalid) {
    return false;
  }
  ++habits.segments;
  remember_birth(direction, segment);
  take_in(direction, segment, Trust{}, habits);
  syn_[static_cast<std::size_t>(direction)] = syn_record_of(segment, checksum);
  return true;
}

// Nothing but the SYN may have come before: then it is the only one that anything can be held
// against.
bool Incarnation::is_expected_syn(Direction direction, const Segment& segment) const {
  const Endpoint& sender = flow_.sender(direction);
  const Endpoint& peer = flow_.receiver(direction);
  const bool is_plain = segment.syn && !segment.rst && !segment.fin &&
                        segment.payload_length == 0 && segment.sack.count == 0;
  const bool begins = !segment.ack && born_in_ == 0;
  const bool answers = sender.segments == 0 && peer.segments == 1 && peer.initial &&
                       segment.ack == peer.next && !sender.acknowledged;
  const bool echoes = !segment.timestamps || !peer.clock.is_known() ||
                      peer.clock.has_shown(segment.timestamps->echo);
  return is_plain && (begins || answers) && echoes &&
         !other_syn_[static_cast<std::size_t>(direction)] && is_settled();
}

// Nothing is known yet that the segment could be held against, and all that follows would be held
// against it: a wrong checksum disqualifies it. Only once, for a capture in which all are wrong.
bool Incarnation::distrust_start(Direction direction, const Segment& segment) {
  bool& distrusted = start_distrusted_[static_cast<std::size_t>(direction)];
  const Endpoint& peer = flow_.receiver(direction);
  const bool starts = !flow_.sender(direction).next || (!peer.next && !peer.acknowledged);
  const bool handshake = segment.syn && (!segment.ack || peer.next);
  if (handshake || !starts || distrusted || !flow_.sender(direction).is_checksum_wrong(segment)) {
    return false;
  }
  distrusted = true;
  return true;
}

// One segment alone may say where its sender is: the first one captured. The next one and an
// acknowledgment by the peer that agree on another number outweigh it; so do, where the peer says
// nothing, two more of its own.
void Incarnation::outvote_start(Direction direction, const Segment& segment, CaptureHabits& habits,
                                std::vector<Verdict>& revised) {
  const Endpoint& sender = flow_.sender(direction);
  if (!sender.is_known_from_one_segment() || segment.syn || segment.rst) {
    return;
  }
  const auto is_acknowledged_here = [&](const Suspect& suspect) {
    return !sender.initial && suspect.kind == NumberKind::kAcknowledgment &&
           suspect.observed == segment.seq;
  };
  // What lies above the peer's acknowledgment does not contradict it: the capture may lack the
  // rest.
  const auto contradicts = [&](const Suspect& suspect) {
    return sender.next || suspect.place == Place::kBehind;
  };
  const auto goes_on_here = [&](const Suspect& suspect) {
    return suspect.kind == NumberKind::kSequence && contradicts(suspect) &&
           suspect.observed + suspect.length == segment.seq &&
           may_outvote(suspect, sender, segment);
  };
  const bool outvoted =
      take_back_where(opposite(direction), is_acknowledged_here, habits, revised) ||
      take_back_where(direction, goes_on_here, habits, revised);
  if (!outvoted) {
    return;
  }
  if (!sender.next) {
    flow_.forget_acknowledged(direction);
  } else if (sender.initial) {
    flow_.forget_syn(direction);
  } else {
    flow_.forget_start(direction);
  }
}

// The same of what one acknowledgment alone says, where nothing of what it acknowledges was
// captured: two later ones that lie below it.
void Incarnation::outvote_acknowledgment(Direction direction, const Segment& segment,
                                         CaptureHabits& habits, std::vector<Verdict>& revised) {
  const Endpoint& receiver = flow_.receiver(direction);
  if (receiver.next || !receiver.acknowledged || !segment.ack || segment.rst ||
      !is_before(*segment.ack, *receiver.acknowledged)) {
    return;
  }
  const auto goes_on_here = [&](const Suspect& suspect) {
    return suspect.kind == NumberKind::kAcknowledgment && suspect.place == Place::kBehind &&
           !is_after(suspect.observed, *segment.ack) &&
           may_outvote(suspect, flow_.sender(direction), segment);
  };
  if (take_back_where(direction, goes_on_here, habits, revised)) {
    flow_.forget_acknowledged(opposite(direction));
  }
}

// Suspects that were judged by one segment alone, and have another one against them now.
void Incarnation::hear_second_word(Direction direction, const Segment& segment, Trust trust,
                                   CaptureHabits& habits, std::vector<Verdict>& revised) {
  const auto is_placed = [&](Direction sent) {
    const Endpoint& sender = flow_.sender(sent);
    return sender.next && !sender.is_known_from_one_segment();
  };
  const auto goes_on = [&](const Suspect& suspect) {
    return trust.acknowledgment_plausible && segment.ack &&
           !is_before(*segment.ack, suspect.expected_base) &&
           (suspect.place == Place::kBehind || is_before(*segment.ack, suspect.observed));
  };
  for (const Direction sent : kBothDirections) {
    for (Suspect& suspect : pending(sent)) {
      const bool is_sequence = suspect.kind == NumberKind::kSequence;
      const bool heard = is_placed(is_sequence ? sent : opposite(sent)) ||
                         (!is_sequence && sent == direction && goes_on(suspect));
      if (suspect.awaits_second_word && heard) {
        suspect.awaits_second_word = false;
        count_damage(suspect, habits);
        if (suspect.is_told()) {
          revised.push_back(verdict_of(suspect));
        }
      }
    }
  }
}

template <typename Agrees>
bool Incarnation::take_back_where(Direction sent, const Agrees& agrees, CaptureHabits& habits,
                                  std::vector<Verdict>& revised) {
  auto& suspects = pending(sent);
  for (Suspect& suspect : suspects) {
    if (agrees(suspect)) {
      take_back(suspect, habits, revised);
    }
  }
  return std::erase_if(suspects, agrees) > 0;
}

// Where after the handshake both sides go on from below the number of the only SYN seen, that one
// was damaged, or another one was answered: the stream is not to be measured by it. A reset does
// not go on: it refuses what it was asked for.
void Incarnation::leave_syn(Direction direction, const Segment& segment,
                            bool was_acknowledged_there) {
  const auto& syn = syn_[static_cast<std::size_t>(direction)];
  const bool answered = syn && syn_[static_cast<std::size_t>(opposite(direction))];
  const Endpoint& sender = flow_.sender(direction);
  const bool sent_nothing_else =
      answered && sender.initial == syn->initial && sender.next == syn->initial + syn->length;
  if (sent_nothing_else && !segment.rst && is_before(segment.seq, syn->initial) &&
      (sender.acknowledged == segment.seq || was_acknowledged_there)) {
    flow_.forget_syn(direction);
  }
}

// Whether an acknowledgment in doubt says that the sender in this direction goes on from there.
bool Incarnation::is_acknowledged_by_suspect(Direction direction, SeqNum position) const {
  const auto& suspects = pending_[static_cast<std::size_t>(opposite(direction))];
  return std::any_of(suspects.begin(), suspects.end(), [&](const Suspect& suspect) {
    return suspect.kind == NumberKind::kAcknowledgment && suspect.observed == position;
  });
}

void Incarnation::remember_syn(Direction direction, const Segment& segment, CaptureHabits& habits,
                               std::vector<Verdict>& revised) {
  const auto index = static_cast<std::size_t>(direction);
  if (syn_[index]) {
    return;
  }
  syn_[index] = syn_record_of(segment, verify_checksum(segment));
  if (other_syn_[index] && other_syn_[index]->initial != segment.seq) {
    suspect_other_syn(direction, *other_syn_[index], habits);
    Suspect suspect = std::move(pending(direction).back());
    pending(direction).pop_back();
    count_damage(suspect, habits);
    keep(direction, std::move(suspect), revised);
  }
}

// The first acknowledgment of a SYN does not fit it: the SYN's own number may be the wrong one.
// Until a later segment decides, each of the two is the benign explanation of the other.
void Incarnation::doubt_handshake(Direction direction, const Segment& segment, Judgement& judgement,
                                  const CaptureHabits& habits) {
  const auto& syn = syn_[static_cast<std::size_t>(opposite(direction))];
  const Endpoint& receiver = flow_.receiver(direction);
  const bool first_answer = judgement.acknowledgment && syn && !receiver.acknowledged &&
                            receiver.next == syn->initial + syn->length;
  if (!first_answer) {
    return;
  }
  // Of data in a SYN (Fast Open, RFC 7413) a server takes as much as it likes.
  const bool answers_data = in_window(*segment.ack, syn->initial + SeqLength(1), syn->length);
  if (answers_data) {
    judgement.acknowledgment.reset();
    return;
  }
  Suspect& ack = *judgement.acknowledgment;
  if (ack.is_convicted() && ack.rights_checksum()) {
    return;  // its own checksum says which of the two is wrong
  }
  const SeqNum initial_asked = ack.observed - SeqLength(1);
  const double ack_damaged = habits.share_of(habits.damage) *
                             habits.faults.probability(syn->initial + SeqLength(1), ack.observed);
  const double syn_damaged =
      habits.share_of(habits.damage) * habits.faults.probability(initial_asked, syn->initial);
  const auto& own_initial = flow_.sender(direction).initial;
  const bool goes_on_from_own_syn = own_initial && segment.seq == *own_initial + SeqLength(1);
  const double unseen = probability_of_unseen_between(receiver, ack, goes_on_from_own_syn, habits);
  const auto& suspects = pending(opposite(direction));
  const bool already = std::any_of(suspects.begin(), suspects.end(), [&](const Suspect& s) {
    return s.place == Place::kUnacceptable && s.best().candidate.number == initial_asked;
  });
  if (!already) {
    add_pending(opposite(direction),
                syn_suspect(*syn, initial_asked,
                            {ack.benign_probability + ack_damaged, unseen + kAnotherSynAnswered},
                            ack.frame.number, habits));
  }
  ack.place = Place::kUnacceptable;
  ack.expected_base = syn->initial + SeqLength(1);
  ack.lasting_probability = probability_of_another_answer(segment, receiver);
  ack.benign_probability += syn_damaged + ack.lasting_probability;
  for (Hypothesis& hypothesis : ack.hypotheses) {
    hypothesis = weigh(ack, hypothesis.candidate, habits);
  }
}

void Incarnation::suspect_other_syn(Direction direction, const SynRecord& other,
                                    const CaptureHabits& habits) {
  const auto& own = syn_[static_cast<std::size_t>(direction)];
  if (!own || own->initial == other.initial) {
    return;
  }
  add_pending(direction, suspect_of_rival(other, *own, habits));
}

void Incarnation::acquit_other_syns(CaptureHabits& habits, std::vector<Verdict>& revised) {
  other_syn_ = {};
  for (auto& suspects : pending_) {
    for (Suspect& suspect : suspects) {
      if (!suspect.rival) {
        continue;
      }
      take_back(suspect, habits, revised);
    }
    std::erase_if(suspects, [](const Suspect& suspect) { return suspect.rival; });
  }
}

Incarnation Incarnation::with_other_syn(Direction direction, const Segment& syn) const {
  Incarnation other = *this;
  other.flow_.correct_initial(direction, record_of(syn));
  other.syn_[static_cast<std::size_t>(direction)].reset();
  other.pending_ = {};
  other.options_ = {};  // in doubt is what this life has counted
  other.born_in_ = 0;
  other.places_ = {};
  return other;
}

}  // namespace seqbitflip
