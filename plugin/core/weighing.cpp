// SPDX-License-Identifier: GPL-2.0-or-later
#include "weighing.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "explanation.h"

namespace seqbitflip {

namespace {

// What benign explanations are never less probable than: no real machine is certain.
constexpr double kLeastBenign = 1e-18;
// About half of all damage happens after the checksum was made.
constexpr double kStaleGivenDamage = 0.5;
// A number put in the place of another one repairs a sum by chance once in 2^16 - 1.
constexpr double kRepairByChance = 1.0 / 65535.0;
// A number that was looked for because it puts the checksum right: with so many segments to look
// at, one that fits by chance is found sooner or later.
constexpr double kLookedFor = -2.0;
// A right checksum over a wrong number takes a device that computes it anew: about one in three.
constexpr double kValidDespiteDamage = -0.5;

EvidenceKind value_evidence(SeqNum expected, SeqNum observed) {
  if (observed == SeqNum(0) || observed == SeqNum(0xFFFFFFFFU)) {
    return EvidenceKind::kCleared;
  }
  return is_byte_order_confusion(expected, observed) ? EvidenceKind::kByteOrder
                                                     : EvidenceKind::kValue;
}

Evidence checksum_evidence(const Suspect& suspect, const Candidate& candidate,
                           double damaged_elsewhere) {
  if (suspect.checksum.state == ChecksumState::kValid) {
    return {EvidenceKind::kChecksumValid, kValidDespiteDamage, 0};
  }
  if (suspect.checksum.repaired_by(suspect.observed, candidate.number)) {
    const double by_chance = damaged_elsewhere * kRepairByChance;
    const double repaired = std::log10(kStaleGivenDamage / by_chance);
    return candidate.reason == Reason::kRightsChecksum
               ? Evidence{EvidenceKind::kChecksumRightNearby, repaired + kLookedFor, 0}
               : Evidence{EvidenceKind::kChecksumRepaired, repaired, 0};
  }
  // Two damages in one segment.
  return {EvidenceKind::kChecksumNotRepaired, std::log10(damaged_elsewhere), 0};
}

}  // namespace

Hypothesis weigh(const Suspect& suspect, const Candidate& candidate, const CaptureHabits& habits) {
  Hypothesis hypothesis;
  hypothesis.candidate = candidate;
  const double damaged = habits.share_of(habits.damage) * candidate.prior *
                         habits.faults.probability(candidate.number, suspect.observed);
  const double benign = std::max(suspect.benign_probability, kLeastBenign);
  double value = std::log10(std::max(damaged, kLeastBenign * kLeastBenign) / benign);
  hypothesis.log_odds = value;
  // What made the benign explanations less probable is evidence of its own; the rest is the value.
  for (const Evidence& evidence : suspect.first_look) {
    value -= evidence.weight;
  }
  hypothesis.evidence.push_back({value_evidence(candidate.number, suspect.observed), value, 0});
  if (suspect.checksum.state != ChecksumState::kNotVerifiable) {
    Suspect::add_to(hypothesis, checksum_evidence(suspect, candidate,
                                                  habits.share_of(habits.damaged_elsewhere)));
  }
  return hypothesis;
}

void weigh_again(Suspect& suspect, const CaptureHabits& habits, double oddity_share) {
  if (suspect.oddity != Oddity::kNone) {
    const double now = suspect.oddity_probability * oddity_share / suspect.oddity_share;
    suspect.benign_probability += now - suspect.oddity_probability;
    suspect.oddity_probability = now;
    suspect.oddity_share = oddity_share;
  }
  for (Hypothesis& hypothesis : suspect.hypotheses) {
    Hypothesis anew = weigh(suspect, hypothesis.candidate, habits);
    for (const Evidence& evidence : hypothesis.evidence) {
      Suspect::add_to(anew, evidence);  // only what weigh() does not know of
    }
    hypothesis = std::move(anew);
  }
}

}  // namespace seqbitflip
