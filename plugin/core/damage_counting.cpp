// SPDX-License-Identifier: GPL-2.0-or-later
#include "damage_counting.h"

#include <optional>

namespace seqbitflip {

namespace {

// What the checksum says of the suspect if `expected` is its right number.
ChecksumState checksum_beside(const Suspect& suspect, SeqNum expected) {
  return suspect.checksum.right_with_both(suspect.observed, expected)
             ? ChecksumState::kNotVerifiable
             : suspect.checksum.state;
}

// Data that the capture does not hold.
bool acknowledges_unseen(const Suspect& suspect) {
  return suspect.kind == NumberKind::kAcknowledgment && suspect.place == Place::kAhead &&
         is_after(suspect.observed, suspect.expected_base);
}

}  // namespace

void count_habit(const Suspect& suspect, CaptureHabits& habits) {
  if (suspect.counted_as_habit) {
    return;
  }
  const bool ahead = suspect.place == Place::kAhead;
  if (!ahead && suspect.place != Place::kBehind) {
    return;  // the checksum was odd, not the place
  }
  if (suspect.kind == NumberKind::kSequence) {
    (ahead ? habits.gap : habits.odd_start).count();
  } else if (!ahead) {
    habits.late_ack.count();
  } else if (acknowledges_unseen(suspect)) {
    habits.unseen_ack.count();
  }
}

void count_habit_at_once(Suspect& suspect, CaptureHabits& habits) {
  if (acknowledges_unseen(suspect)) {
    habits.unseen_ack.count();
    suspect.counted_as_habit = true;
  }
}

void count_damage(Suspect& suspect, CaptureHabits& habits) {
  if (suspect.copy_of != 0) {
    return;
  }
  std::optional<SeqNum> damaged;
  if (suspect.is_convicted() && suspect.log_odds() >= kStrongOdds && suspect.expected_is_known()) {
    damaged = suspect.best().candidate.number;
  }
  if (damaged == suspect.counted_as_damage_of) {
    return;
  }
  uncount_damage(suspect, habits);
  if (damaged && suspect.counted_as_habit) {
    habits.unseen_ack.uncount();
    suspect.counted_as_habit = false;
  }
  if (damaged && is_in_option(suspect.kind)) {
    habits.option_damage.count();
    habits.option_faults.remember(*damaged, suspect.observed);
  } else if (damaged) {
    habits.count_damage(checksum_beside(suspect, *damaged));
    habits.faults.remember(*damaged, suspect.observed);
  }
  suspect.counted_as_damage_of = damaged;
}

void uncount_damage(Suspect& suspect, CaptureHabits& habits) {
  if (!suspect.counted_as_damage_of) {
    return;
  }
  if (is_in_option(suspect.kind)) {
    habits.option_damage.uncount();
    habits.option_faults.forget(*suspect.counted_as_damage_of, suspect.observed);
  } else {
    habits.uncount_damage(checksum_beside(suspect, *suspect.counted_as_damage_of));
    habits.faults.forget(*suspect.counted_as_damage_of, suspect.observed);
  }
  suspect.counted_as_damage_of.reset();
}

bool is_damaged_elsewhere(const Suspect& suspect) {
  // Some number puts nearly every checksum right: one that was worked out from it explains it only
  // where other evidence agrees.
  const bool worked_out = suspect.best().candidate.reason == Reason::kRightsChecksum;
  const bool explained = suspect.rights_checksum() && (!worked_out || suspect.is_convicted());
  return suspect.checksum.state == ChecksumState::kInvalid && !explained;
}

}  // namespace seqbitflip
