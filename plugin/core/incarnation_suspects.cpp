// SPDX-License-Identifier: GPL-2.0-or-later
//
// What becomes of a life's suspects: later segments testify, until they are let go.
#include "incarnation.h"

#include <algorithm>
#include <utility>

#include "benign_stories.h"
#include "damage_counting.h"
#include "payload_again.h"
#include "settlement.h"
#include "weighing.h"

namespace seqbitflip {

namespace {

// A number at either end of a cleared segment.
constexpr double kTouchesWhatIsRight = -8.0;

bool is_cleared(const Suspect& suspect) {
  return suspect.is_hopeless() || suspect.is_spoken_for();
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

// What a suspect's segment occupies if `start` is its right number.
SentRecord record_at(const Suspect& suspect, SeqNum start) {
  SentRecord record;
  record.start = start;
  record.end = start + suspect.length;
  record.frame = suspect.frame.number;
  record.set(suspect.ack_carried, suspect.timestamp, suspect.ip_id, suspect.digest);
  return record;
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
  suspect.unmoved_by = changed ? 0 : suspect.unmoved_by + 1;
  if (changed && (told_before || suspect.is_told())) {
    count_damage(suspect, habits);
    revised.push_back(verdict_of(suspect));
  }
}

}  // namespace

// A copy of a damaged packet is damaged as well; it tells nothing new.
bool Incarnation::suspect_copy(Direction direction, const Segment& segment,
                               std::vector<Verdict>& revised) {
  std::vector<Suspect> copies = suspects_like(
      direction, segment, [&](const Suspect& suspect) { return is_copy(suspect, segment); });
  for (Suspect& copy : copies) {
    keep(direction, std::move(copy), revised);
  }
  return !copies.empty();
}

// A device that damages a segment may damage it again when it is sent again, in the same way.
bool Incarnation::suspect_repetition(Direction direction, const Segment& segment,
                                     CaptureHabits& habits, std::vector<Verdict>& revised) {
  const Endpoint& sender = flow_.sender(direction);
  const auto digest = payload_digest(segment);
  const auto is_answer_again = [&](const Suspect& suspect) {
    return segment.syn && suspect.circumstances.segment_kind == SegmentKind::kSynAck &&
           suspect.kind == NumberKind::kAcknowledgment && segment.ack == suspect.observed;
  };
  std::vector<Suspect> repetitions = suspects_like(direction, segment, [&](const Suspect& suspect) {
    if (is_answer_again(suspect)) {
      return true;
    }
    return suspect.kind == NumberKind::kSequence && suspect.observed == segment.seq &&
           suspect.length == segment.sequence_length() && digest && suspect.digest == digest &&
           suspect.checksum.state == sender.checksum_of(segment).state &&
           is_still_awaited(suspect, flow_, direction);
  });
  if (repetitions.empty()) {
    return false;
  }
  // It is no witness, and all that it shows is that the connection still waits.
  for (auto& suspects : pending_) {
    for (Suspect& waiting : suspects) {
      extend_stall(waiting, segment.time_ns);
    }
  }
  for (Suspect& repetition : repetitions) {
    repetition.copy_of = 0;  // a damage of its own
    count_damage(repetition, habits);
    keep(direction, std::move(repetition), revised);
  }
  return true;
}

template <typename IsLike>
std::vector<Suspect> Incarnation::suspects_like(Direction direction, const Segment& segment,
                                                const IsLike& is_like) {
  std::vector<Suspect> copies;
  for (const Suspect& suspect : pending(direction)) {
    if (!suspect.is_convicted() || !is_like(suspect)) {
      continue;
    }
    // Of several like it the latest one.
    std::erase_if(copies, [&](const Suspect& copy) { return copy.kind == suspect.kind; });
    copies.push_back(suspect);
  }
  for (Suspect& copy : copies) {
    copy.copy_of = copy.copy_of != 0 ? copy.copy_of : copy.frame.number;
    copy.frame = segment.frame;
    copy.circumstances = circumstances_of(segment);
    copy.impact = {};
    copy.ip_id = segment.ip_id;
    copy.ack_carried = segment.ack;
    copy.timestamp = segment.timestamps ? std::optional(segment.timestamps->value) : std::nullopt;
    copy.unmoved_by = 0;
    copy.counted_as_damage_of.reset();
    copy.counted_as_habit = false;
  }
  return copies;
}

void Incarnation::testify(Direction direction, const Segment& segment, Trust trust,
                          CaptureHabits& habits, std::vector<Verdict>& revised) {
  if (pending_[0].empty() && pending_[1].empty()) {
    return;
  }
  for (const Direction sent : kBothDirections) {
    const Witness witness{flow_, direction, segment, trust, habits, pending(sent)};
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
  std::erase_if(suspects, [](const Suspect& suspect) { return suspect.is_closed(); });
  for (auto cleared = std::find_if(suspects.begin(), suspects.end(), is_cleared);
       cleared != suspects.end();
       cleared = std::find_if(suspects.begin(), suspects.end(), is_cleared)) {
    const Suspect suspect = std::move(*cleared);
    suspects.erase(cleared);
    count_habit(suspect, habits);
    if (suspect.kind == NumberKind::kSequence && suspect.place == Place::kAhead) {
      flow_.observe_late(direction, record_at(suspect, suspect.observed));
      clear_neighbours(direction, suspect, habits, revised);
    }
  }
}

// What goes on from a number that turned out to be right is right as well, and so is what went
// before it, and the acknowledgment of either.
void Incarnation::clear_neighbours(Direction direction, const Suspect& cleared,
                                   CaptureHabits& habits, std::vector<Verdict>& revised) {
  const SeqNum start = cleared.observed;
  const SeqNum end = start + cleared.length;
  const auto touches = [&](SeqNum number) { return number == start || number == end; };
  const auto clear = [&](Suspect& neighbour) {
    revise(neighbour, habits, revised, [&] {
      neighbour.add_later(
          {EvidenceKind::kBoundaryAppeared, kTouchesWhatIsRight, cleared.frame.number});
      return false;
    });
  };
  for (Suspect& other : pending(direction)) {
    if (other.kind == NumberKind::kSequence && other.place == Place::kAhead &&
        (touches(other.observed) || touches(other.observed + other.length))) {
      clear(other);
    }
  }
  for (Suspect& other : pending(opposite(direction))) {
    if (other.kind == NumberKind::kAcknowledgment && other.place == Place::kAhead &&
        touches(other.observed)) {
      clear(other);
    }
  }
}

void Incarnation::keep(Direction direction, Suspect suspect, std::vector<Verdict>& revised) {
  const Verdict verdict = verdict_of(suspect);
  if (verdict.wrong || verdict.out_of_window) {
    revised.push_back(verdict);
  }
  const auto& suspects = pending(direction);
  if (suspects.size() == kMostPending && suspects.front().is_told()) {
    // Its last word: for how long the connection has not gone on, as far as it was followed.
    revised.push_back(verdict_of(suspects.front()));
  }
  add_pending(direction, std::move(suspect));
}

// The oldest one keeps the verdict that it has.
void Incarnation::add_pending(Direction direction, Suspect suspect) {
  auto& suspects = pending(direction);
  if (suspects.size() == kMostPending) {
    suspects.erase(suspects.begin());
  }
  suspects.push_back(std::move(suspect));
}

void Incarnation::reconsider(const CaptureHabits& habits, Reconsideration& reconsideration) const {
  for (const Direction sent : kBothDirections) {
    for (const Suspect& held : pending_[static_cast<std::size_t>(sent)]) {
      const bool of_sequence = held.kind == NumberKind::kSequence;
      const Endpoint& counted = of_sequence ? flow_.sender(sent) : flow_.receiver(sent);
      Suspect weighed = held;
      weigh_again(weighed, habits, share_of(held.oddity, habits, counted));
      reconsideration.add(held, weighed);
    }
  }
  options_.reconsider(flow_, habits, reconsideration);
}

}  // namespace seqbitflip
