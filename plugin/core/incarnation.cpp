// SPDX-License-Identifier: GPL-2.0-or-later
#include "incarnation.h"

#include <algorithm>
#include <utility>

#include "benign_stories.h"
#include "damage_counting.h"
#include "explanation.h"
#include "option_checksum.h"
#include "place.h"
#include "settlement.h"
#include "weighing.h"
#include "window_rules.h"

namespace seqbitflip {

namespace {

// Below these odds at first sight no later segment makes a verdict any more.
constexpr double kHopeless = -12.0;
// A suspect is let go when later segments spoke for it this much and the odds are against damage.
constexpr double kSpokenFor = -2.5;
constexpr double kClearedOdds = -1.0;

// A segment that starts where a cleared one ends.
constexpr double kFollowsWhatIsRight = -8.0;

bool is_cleared(const Suspect& suspect) {
  const double odds = suspect.log_odds();
  return odds < kHopeless || (odds < kClearedOdds && suspect.later_log_odds() <= kSpokenFor);
}

// A copy of the suspect itself, as a capture on several interfaces or a mirror port shows it, is
// no witness.
bool is_copy(const Suspect& suspect, const Segment& segment) {
  const SeqNum number =
      suspect.kind == NumberKind::kSequence ? segment.seq : segment.ack.value_or(SeqNum(0));
  const bool same_timestamp =
      segment.timestamps.has_value() == suspect.timestamp.has_value() &&
      (!suspect.timestamp || segment.timestamps->value == *suspect.timestamp);
  return number == suspect.observed && segment.ip_id == suspect.ip_id && segment.ip_id &&
         *segment.ip_id != 0 && segment.sequence_length() == suspect.length &&
         segment.ack == suspect.ack_carried && same_timestamp;
}

bool is_trusted(const std::optional<Suspect>& suspect) {
  return !suspect || (suspect->place == Place::kKnown && !suspect->is_convicted());
}

bool is_hardly_damaged(const std::optional<Suspect>& suspect) {
  constexpr double kHardlyDamaged = -2.0;
  return !suspect || suspect->log_odds() < kHardlyDamaged;
}

// Between two boundaries, and not at a place that damage would explain: a habit is not learnt from
// what may be damage.
bool is_odd_acknowledgment(const Suspect& suspect) {
  constexpr double kMayBeDamage = -2.0;
  return suspect.place == Place::kAhead && suspect.log_odds() < kMayBeDamage &&
         is_before(suspect.observed, suspect.expected_base);
}

// What a suspect's segment occupies if `start` is its right number.
SentRecord record_at(const Suspect& suspect, SeqNum start) {
  SentRecord record;
  record.start = start;
  record.end = start + suspect.length;
  record.frame = suspect.frame.number;
  record.ack = suspect.ack_carried;
  record.timestamp = suspect.timestamp;
  record.ip_id = suspect.ip_id;
  record.digest = suspect.digest;
  return record;
}

// What was said of the suspect, and learnt from it, was wrong.
void take_back(Suspect& suspect, CaptureHabits& habits, std::vector<Verdict>& revised) {
  uncount_damage(suspect, habits);
  if (suspect.is_told()) {
    revised.push_back({suspect.frame, suspect.kind, std::nullopt, std::nullopt, std::nullopt});
  }
}

// Lets `settle_it` add evidence and reports the verdict where that changed it, or where it returns
// that the impact has become known.
template <typename Settle>
void revise(Suspect& suspect, CaptureHabits& habits, std::vector<Verdict>& revised,
            const Settle& settle_it) {
  const bool told_before = suspect.is_told();
  const std::size_t evidence_before = suspect.evidence_count();
  const bool impact_is_known = settle_it();
  const bool changed = impact_is_known || suspect.evidence_count() != evidence_before;
  if (changed && (told_before || suspect.is_told())) {
    count_damage(suspect, habits);
    revised.push_back(verdict_of(suspect));
  }
}

}  // namespace

bool Incarnation::take_in_expected(Direction direction, const Segment& segment,
                                   CaptureHabits& habits, std::vector<Verdict>& revised) {
  if (!is_as_expected(direction, segment, habits)) {
    return false;
  }
  ++habits.segments;
  fin_seen_[static_cast<std::size_t>(direction)] |= segment.fin;
  tell_retraction(direction, segment, revised);
  take_in(direction, segment, {}, habits);
  return true;
}

bool Incarnation::is_as_expected(Direction direction, const Segment& segment,
                                 const CaptureHabits& habits) const {
  const Endpoint& peer = flow_.receiver(direction);
  const bool nothing_open = pending_[0].empty() && pending_[1].empty() && !segment.syn &&
                            !segment.rst && (peer.next || peer.acknowledged) &&
                            !(habits.judges_options && options_.concerns(segment));
  if (!nothing_open || flow_.sender(direction).next != segment.seq) {
    return false;
  }
  if (!segment.ack || segment.ack == peer.next) {
    return true;
  }
  return standing_of_acknowledgment(flow_, direction, segment, {}) == Standing::kKnown &&
         verify_checksum(segment).state != ChecksumState::kInvalid;
}

void Incarnation::take_in(Direction direction, const Segment& segment, Trust trust,
                          CaptureHabits& habits) {
  const std::uint32_t acks_before = flow_.receiver(direction).boundary_acks;
  flow_.observe(direction, segment, trust);
  habits.advancing_acks += flow_.receiver(direction).boundary_acks - acks_before;
}

void Incarnation::process(Direction direction, const Segment& segment,
                          const OtherConnections& others, CaptureHabits& habits,
                          std::vector<Verdict>& revised) {
  ++habits.segments;
  remember_birth(direction, segment);
  reset_seen_ = reset_seen_ || segment.rst;
  fin_seen_[static_cast<std::size_t>(direction)] |= segment.fin;
  if (suspect_copy(direction, segment, habits, revised)) {
    return;
  }
  OptionDoubts doubts;
  if (habits.judges_options && options_.concerns(segment)) {
    doubts =
        options_.judge(flow_, direction, segment,
                       pending_[static_cast<std::size_t>(opposite(direction))], habits, revised);
  }
  if (doubts.empty()) {
    process_numbers(direction, segment, others, doubts.suspects, habits, revised);
    return;
  }
  process_numbers(direction, OptionNumbers::without(doubts, flow_, direction, segment), others,
                  doubts.suspects, habits, revised);
  for (Suspect& suspect : doubts.suspects) {
    options_.hold(direction, std::move(suspect), habits, revised);
  }
}

// The sequence and the acknowledgment number of a segment whose options can be trusted; the
// checksum may speak for those that could not.
void Incarnation::process_numbers(Direction direction, const Segment& segment,
                                  const OtherConnections& others,
                                  std::vector<Suspect>& doubtful_options, CaptureHabits& habits,
                                  std::vector<Verdict>& revised) {
  outvote_start(direction, segment, habits, revised);
  Judgement judgement = judge(flow_, direction, segment, pending_, habits);
  doubt_handshake(direction, judgement, habits);
  if (judgement.sequence && judgement.acknowledgment) {
    explain_checksum_once(*judgement.sequence, *judgement.acknowledgment, habits);
  }
  explain_checksum_once(judgement, doubtful_options, habits);
  if (judgement.acknowledgment && is_odd_acknowledgment(*judgement.acknowledgment)) {
    flow_.observe_odd_acknowledgment(direction);
    habits.odd_ack.count();
  }
  for (std::optional<Suspect>* suspect : {&judgement.sequence, &judgement.acknowledgment}) {
    if (!*suspect) {
      continue;
    }
    if (is_damaged_elsewhere(**suspect) && !explain_checksum(doubtful_options)) {
      habits.damaged_elsewhere.count();
    }
    if ((*suspect)->log_odds() < kHopeless) {
      count_habit(**suspect, habits);
      if ((*suspect)->is_told()) {
        revised.push_back(verdict_of(**suspect));
      }
      suspect->reset();
    }
  }
  if (!judgement.sequence) {
    tell_misled(direction, segment, revised);
  }
  if (distrust_start(direction, segment)) {
    return;
  }
  const Trust trust{is_trusted(judgement.sequence), is_trusted(judgement.acknowledgment),
                    is_hardly_damaged(judgement.sequence),
                    is_hardly_damaged(judgement.acknowledgment)};
  if (!judgement.sequence && !judgement.acknowledgment) {
    tell_retraction(direction, segment, revised);
  }
  testify(direction, segment, trust, habits, revised);
  take_in(direction, segment, trust, habits);
  if (segment.syn) {
    remember_syn(direction, segment, habits, revised);
  } else if (auto& syn = syn_[static_cast<std::size_t>(direction)]; segment.rst && syn) {
    remember_refusal(*syn, flow_.sender(direction), segment);
  }
  for (std::optional<Suspect>* suspect : {&judgement.sequence, &judgement.acknowledgment}) {
    if (*suspect) {
      (*suspect)->foreign = (*suspect)->outside_window != 0 && others.are_at((*suspect)->observed);
      compare_with_earlier(direction, segment, **suspect, habits, revised);
      count_damage(**suspect, habits);
      keep(direction, std::move(**suspect), revised);
    }
  }
}

void Incarnation::remember_birth(Direction direction, const Segment& segment) {
  born_in_ = born_in_ == 0 ? segment.frame.number : born_in_;
  CapturePlace& place = places_[static_cast<std::size_t>(direction)];
  // A SYN with the same number on both sides of a device does not show to which one it belongs.
  place = place == 0 && !segment.syn ? place_of(segment) : place;
}

// Nothing is known yet that the segment could be held against, and all that follows would be held
// against it: a wrong checksum disqualifies it. Only once, for a capture in which all are wrong.
bool Incarnation::distrust_start(Direction direction, const Segment& segment) {
  bool& distrusted = start_distrusted_[static_cast<std::size_t>(direction)];
  const Endpoint& peer = flow_.receiver(direction);
  const bool starts = !flow_.sender(direction).next || (!peer.next && !peer.acknowledged);
  const bool handshake = segment.syn && (!segment.ack || peer.next);
  if (handshake || !starts || distrusted ||
      verify_checksum(segment).state != ChecksumState::kInvalid) {
    return false;
  }
  distrusted = true;
  return true;
}

// Where the capture begins amid a connection one segment alone says where its sender is. The next
// one and an acknowledgment by the peer that agree on another number outweigh it.
void Incarnation::outvote_start(Direction direction, const Segment& segment, CaptureHabits& habits,
                                std::vector<Verdict>& revised) {
  const Endpoint& sender = flow_.sender(direction);
  auto& received = pending(opposite(direction));
  const auto agrees = [&](const Suspect& suspect) {
    return suspect.kind == NumberKind::kAcknowledgment && suspect.observed == segment.seq;
  };
  if (sender.initial || !sender.is_known_from_one_segment() ||
      std::none_of(received.begin(), received.end(), agrees)) {
    return;
  }
  for (Suspect& suspect : received) {
    if (agrees(suspect)) {
      take_back(suspect, habits, revised);
    }
  }
  std::erase_if(received, agrees);
  flow_.forget_start(direction);
}

// Analyses that go by the highest number seen take new data below a number that was too high for
// data sent again, out of order or acknowledged before.
void Incarnation::tell_misled(Direction direction, const Segment& segment,
                              std::vector<Verdict>& revised) const {
  const bool new_data =
      segment.sequence_length().bytes() > 0 && flow_.sender(direction).next == segment.seq;
  if (!new_data) {
    return;
  }
  for (const Direction sent : kBothDirections) {
    const NumberKind counting =
        sent == direction ? NumberKind::kSequence : NumberKind::kAcknowledgment;
    for (const Suspect& suspect : pending_[static_cast<std::size_t>(sent)]) {
      if (suspect.kind == counting && suspect.place == Place::kAhead && suspect.is_convicted() &&
          is_after(suspect.observed, segment.seq)) {
        revised.push_back(
            {segment.frame, NumberKind::kSequence, std::nullopt, std::nullopt, suspect.frame});
        return;
      }
    }
  }
}

void Incarnation::tell_retraction(Direction direction, const Segment& segment,
                                  std::vector<Verdict>& revised) {
  if (fin_seen_[static_cast<std::size_t>(opposite(direction))]) {
    return;  // the peer has nothing more to send: the window means nothing now
  }
  WindowPromise& promise = promises_[static_cast<std::size_t>(direction)];
  if (const auto retraction = promise.take_in(flow_, direction, segment)) {
    Verdict verdict;
    verdict.frame = segment.frame;
    verdict.retraction = retraction;
    revised.push_back(verdict);
  }
}

// A copy of a damaged packet is damaged as well; it tells nothing new.
bool Incarnation::suspect_copy(Direction direction, const Segment& segment, CaptureHabits& habits,
                               std::vector<Verdict>& revised) {
  std::vector<Suspect> copies;
  for (const Suspect& suspect : pending(direction)) {
    if (suspect.is_convicted() && is_copy(suspect, segment)) {
      copies.push_back(suspect);
    }
  }
  for (Suspect& copy : copies) {
    copy.frame = segment.frame;
    copy.circumstances = circumstances_of(segment);
    copy.impact = {};
    copy.counted_as_damage_of.reset();
    count_damage(copy, habits);
    keep(direction, std::move(copy), revised);
  }
  return !copies.empty();
}

void Incarnation::reconsider(const CaptureHabits& habits, std::vector<Verdict>& revised) {
  for (const Direction sent : {Direction::kForward, Direction::kReverse}) {
    for (Suspect& suspect : pending(sent)) {
      const bool of_sequence = suspect.kind == NumberKind::kSequence;
      const Endpoint& counted = of_sequence ? flow_.sender(sent) : flow_.receiver(sent);
      const bool told_before = suspect.is_told();
      weigh_again(suspect, habits, share_of(suspect.oddity, habits, counted));
      if (told_before || suspect.is_told()) {
        revised.push_back(verdict_of(suspect));
      }
    }
  }
  options_.reconsider(flow_, habits, revised);
}

bool Incarnation::is_foreign(Direction direction, const Segment& segment,
                             const CaptureHabits& habits) const {
  const auto sequence = sequence_outside_window(flow_, direction, segment);
  const auto acknowledgment = acknowledgment_outside_window(flow_, direction, segment);
  const bool outside = sequence && acknowledgment && *sequence != 0 && *acknowledgment != 0;
  if (!outside || fits(direction, segment)) {
    return false;
  }
  const Judgement judgement = judge(flow_, direction, segment, pending_, habits);
  const auto is_damaged = [](const std::optional<Suspect>& s) { return s && s->is_convicted(); };
  return !is_damaged(judgement.sequence) && !is_damaged(judgement.acknowledgment);
}

std::uint32_t Incarnation::distance_to(Direction direction, const Segment& segment) const {
  std::uint32_t closest = std::uint32_t{1} << 31;
  if (const auto next = flow_.sender(direction).expected_next()) {
    closest = std::min(closest, magnitude(distance(*next, segment.seq)));
  }
  if (const auto next = flow_.receiver(direction).expected_next(); next && segment.ack) {
    closest = std::min(closest, magnitude(distance(*next, *segment.ack)));
  }
  return closest;
}

std::uint64_t Incarnation::distances_to(Direction direction, const Segment& segment) const {
  std::uint64_t sum = 0;
  if (const auto next = flow_.sender(direction).expected_next()) {
    sum += magnitude(distance(*next, segment.seq));
  }
  if (const auto next = flow_.receiver(direction).expected_next(); next && segment.ack) {
    sum += magnitude(distance(*next, *segment.ack));
  }
  return sum;
}

void Incarnation::remember_syn(Direction direction, const Segment& segment, CaptureHabits& habits,
                               std::vector<Verdict>& revised) {
  const auto index = static_cast<std::size_t>(direction);
  if (syn_[index]) {
    return;
  }
  syn_[index] = syn_record_of(segment);
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
void Incarnation::doubt_handshake(Direction direction, Judgement& judgement,
                                  const CaptureHabits& habits) {
  const auto& syn = syn_[static_cast<std::size_t>(opposite(direction))];
  const Endpoint& receiver = flow_.receiver(direction);
  const bool first_answer = judgement.acknowledgment && syn && !receiver.acknowledged &&
                            receiver.next == syn->initial + syn->length;
  if (!first_answer) {
    return;
  }
  Suspect& ack = *judgement.acknowledgment;
  const SeqNum initial_asked = ack.observed - SeqLength(1);
  const double ack_damaged = habits.share_of(habits.damage) *
                             habits.faults.probability(syn->initial + SeqLength(1), ack.observed);
  const double syn_damaged =
      habits.share_of(habits.damage) * habits.faults.probability(initial_asked, syn->initial);
  auto& suspects = pending(opposite(direction));
  const bool already = std::any_of(suspects.begin(), suspects.end(), [&](const Suspect& s) {
    return s.place == Place::kUnacceptable && s.best().candidate.number == initial_asked;
  });
  if (!already) {
    suspects.push_back(syn_suspect(*syn, initial_asked, ack.benign_probability + ack_damaged,
                                   ack.frame.number, habits));
  }
  ack.place = Place::kUnacceptable;
  ack.expected_base = syn->initial + SeqLength(1);
  ack.benign_probability += syn_damaged;
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
  pending(direction).push_back(suspect_of_rival(other, *own, habits));
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
  other.born_in_ = 0;
  other.places_ = {};
  return other;
}

void Incarnation::testify(Direction direction, const Segment& segment, Trust trust,
                          CaptureHabits& habits, std::vector<Verdict>& revised) {
  if (pending_[0].empty() && pending_[1].empty()) {
    return;
  }
  const Witness witness{flow_, direction, segment, trust, habits};
  for (const Direction sent : {Direction::kForward, Direction::kReverse}) {
    for (Suspect& suspect : pending(sent)) {
      if (sent == direction && is_copy(suspect, segment)) {
        continue;
      }
      revise(suspect, habits, revised, [&] {
        settle(suspect, sent, witness);
        return follow_impact(suspect, sent, witness);
      });
    }
    conclude(sent, habits, revised);
  }
}

void Incarnation::compare_with_earlier(Direction direction, const Segment& segment,
                                       Suspect& repeated, CaptureHabits& habits,
                                       std::vector<Verdict>& revised) {
  for (Suspect& earlier : pending(direction)) {
    if (!is_copy(earlier, segment)) {
      revise(earlier, habits, revised, [&] {
        settle_repetition(earlier, repeated);
        return false;
      });
    }
  }
}

void Incarnation::conclude(Direction direction, CaptureHabits& habits,
                           std::vector<Verdict>& revised) {
  auto& suspects = pending(direction);
  for (const Suspect& suspect : suspects) {
    const bool initial_is_wrong = suspect.place == Place::kUnacceptable &&
                                  suspect.kind == NumberKind::kSequence && suspect.is_convicted() &&
                                  flow_.endpoint(direction).initial == suspect.observed;
    if (initial_is_wrong) {
      flow_.correct_initial(direction, record_at(suspect, suspect.best().candidate.number));
    }
  }
  for (auto cleared = std::find_if(suspects.begin(), suspects.end(), is_cleared);
       cleared != suspects.end();
       cleared = std::find_if(suspects.begin(), suspects.end(), is_cleared)) {
    const Suspect suspect = std::move(*cleared);
    suspects.erase(cleared);
    count_habit(suspect, habits);
    if (suspect.kind == NumberKind::kSequence && suspect.place == Place::kAhead) {
      flow_.observe_late(direction, record_at(suspect, suspect.observed));
      clear_followers(direction, suspect, habits, revised);
    }
  }
}

// What goes on from a number that turned out to be right is right as well.
void Incarnation::clear_followers(Direction direction, const Suspect& cleared,
                                  CaptureHabits& habits, std::vector<Verdict>& revised) {
  const SeqNum end = cleared.observed + cleared.length;
  for (Suspect& follower : pending(direction)) {
    if (follower.kind == NumberKind::kSequence && follower.observed == end) {
      revise(follower, habits, revised, [&] {
        follower.add_later(
            {EvidenceKind::kBoundaryAppeared, kFollowsWhatIsRight, cleared.frame.number});
        return false;
      });
    }
  }
}

void Incarnation::keep(Direction direction, Suspect suspect, std::vector<Verdict>& revised) {
  const Verdict verdict = verdict_of(suspect);
  if (verdict.wrong || verdict.out_of_window) {
    revised.push_back(verdict);
  }
  auto& suspects = pending(direction);
  if (suspects.size() == kMostPending) {
    suspects.erase(suspects.begin());
  }
  suspects.push_back(std::move(suspect));
}

}  // namespace seqbitflip
