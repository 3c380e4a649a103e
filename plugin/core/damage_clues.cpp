// SPDX-License-Identifier: GPL-2.0-or-later
#include "damage_clues.h"

#include <algorithm>

#include "gap_densities.h"

namespace seqbitflip {

namespace {

// How far from the expected number the right one may lie: little more than a window without
// scaling.
constexpr std::uint32_t kReach = 0xFFFF;

bool holds(const std::vector<Candidate>& candidates, SeqNum number) {
  return std::any_of(candidates.begin(), candidates.end(),
                     [&](const Candidate& candidate) { return candidate.number == number; });
}

// What makes a number beside the expected one the right one: segments lost before the capture, or
// a retransmission from a place that the capture does not know.
const Habit* habit_of(const Suspect& suspect, SeqNum number, const CaptureHabits& habits) {
  const bool ahead = is_after(number, suspect.expected_base);
  if (suspect.kind == NumberKind::kSequence) {
    return ahead ? &habits.gap : &habits.odd_start;
  }
  return ahead ? &habits.unseen_ack : nullptr;
}

void add(std::vector<Candidate>& candidates, const Suspect& suspect, SeqNum number, Reason reason,
         const CaptureHabits& habits) {
  if (const Habit* habit = habit_of(suspect, number, habits)) {
    const double density = density_of_distance(magnitude(distance(suspect.expected_base, number)));
    candidates.push_back({number, reason, habits.share_of(*habit) * density, 0});
  }
}

}  // namespace

void add_repairing(std::vector<Candidate>& candidates, const Suspect& suspect,
                   const CaptureHabits& habits) {
  const auto repairs = [&](const Candidate& candidate) {
    return suspect.checksum.repaired_by(suspect.observed, candidate.number);
  };
  if (std::any_of(candidates.begin(), candidates.end(), repairs)) {
    return;
  }
  for (const SeqNum first :
       {suspect.expected_base + SeqLength(1), suspect.expected_base - SeqLength(kReach)}) {
    if (const auto number = suspect.checksum.repairing_number(suspect.observed, first)) {
      add(candidates, suspect, *number, Reason::kRightsChecksum, habits);
    }
  }
}

void add_undone(std::vector<Candidate>& candidates, const Suspect& suspect,
                const CaptureHabits& habits) {
  for (const SeqNum number : habits.faults.undone(suspect.observed)) {
    const std::uint32_t off = magnitude(distance(suspect.expected_base, number));
    if (off > 0 && off <= kReach && !holds(candidates, number)) {
      add(candidates, suspect, number, Reason::kFaultUndone, habits);
    }
  }
}

}  // namespace seqbitflip
