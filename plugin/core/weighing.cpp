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
// A number put in the place of another one repairs a sum by chance once in 2^16 - 1.
constexpr double kRepairByChance = 1.0 / 65535.0;
// A number that was looked for because it puts the checksum right: with so many segments to look
// at, one that fits by chance is found sooner or later.
constexpr double kLookedFor = -2.0;

EvidenceKind value_evidence(SeqNum expected, SeqNum observed) {
  if (observed == SeqNum(0) || observed == SeqNum(0xFFFFFFFFU)) {
    return EvidenceKind::kCleared;
  }
  return is_byte_order_confusion(expected, observed) ? EvidenceKind::kByteOrder
                                                     : EvidenceKind::kValue;
}

// A number in an option may surprise without being wrong, while something else of the segment is
// damaged: few flipped bits there make the same difference of the sum as few in the number.
double repair_by_chance(NumberKind kind, SeqNum expected, SeqNum observed) {
  constexpr double kSameSingleFlip = 1.0 / 32.0;
  constexpr double kSameTwoFlips = 1.0 / 3000.0;
  if (!is_in_option(kind)) {
    return kRepairByChance;
  }
  switch (difference(expected, observed).bit_count()) {
    case 1:
      return kSameSingleFlip;
    case 2:
      return kSameTwoFlips;
    default:
      return kRepairByChance;
  }
}

Evidence checksum_evidence(const Suspect& suspect, const Candidate& candidate,
                           const CaptureHabits& habits) {
  const double right_all_the_same = habits.share_of_right_checksums();
  const double damaged_elsewhere = habits.share_of(habits.damaged_elsewhere);
  if (suspect.checksum.state == ChecksumState::kValid) {
    return {EvidenceKind::kChecksumValid, std::log10(right_all_the_same), 0};
  }
  if (suspect.checksum.repaired_by(suspect.observed, candidate.number)) {
    const double by_chance =
        damaged_elsewhere * repair_by_chance(suspect.kind, candidate.number, suspect.observed);
    const double repaired = std::log10((1.0 - right_all_the_same) / by_chance);
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
  const bool option = is_in_option(suspect.kind);
  const FaultMemory& faults = option ? habits.option_faults : habits.faults;
  const double damaged = habits.share_of(option ? habits.option_damage : habits.damage) *
                         candidate.prior * faults.probability(candidate.number, suspect.observed);
  const double benign = std::max(suspect.benign_probability, kLeastBenign);
  double value = std::log10(std::max(damaged, kLeastBenign * kLeastBenign) / benign);
  hypothesis.log_odds = value;
  // What made the benign explanations less probable is evidence of its own; the rest is the value.
  for (const Evidence& evidence : suspect.first_look) {
    value -= evidence.weight;
  }
  hypothesis.evidence.push_back({value_evidence(candidate.number, suspect.observed), value, 0});
  const bool checksum_speaks =
      suspect.checksum.state != ChecksumState::kNotVerifiable &&
      !suspect.checksum.right_with_both(suspect.observed, candidate.number);
  if (checksum_speaks) {
    Suspect::add_to(hypothesis, checksum_evidence(suspect, candidate, habits));
  }
  hypothesis.first_log_odds = hypothesis.log_odds;
  return hypothesis;
}

void weigh_all(Suspect& suspect, const std::vector<Candidate>& candidates,
               const CaptureHabits& habits) {
  // The rest is so much less probable that no later segment is likely to bring it back; a number
  // that is sent again at its right place comes back by itself.
  constexpr std::size_t kMostHypotheses = 8;
  for (const Candidate& candidate : candidates) {
    if (candidate.number != suspect.observed) {
      suspect.hypotheses.push_back(weigh(suspect, candidate, habits));
    }
  }
  std::stable_sort(
      suspect.hypotheses.begin(), suspect.hypotheses.end(),
      [](const Hypothesis& a, const Hypothesis& b) { return a.log_odds > b.log_odds; });
  if (suspect.hypotheses.size() > kMostHypotheses) {
    suspect.hypotheses.resize(kMostHypotheses);
  }
}

void weigh_again(const Suspect& suspect, Hypothesis& hypothesis, const CaptureHabits& habits) {
  Hypothesis anew = weigh(suspect, hypothesis.candidate, habits);
  for (const Evidence& evidence : hypothesis.evidence) {
    Suspect::add_to(anew, evidence);  // only what weigh() does not know of
  }
  hypothesis = std::move(anew);
}

void weigh_again(Suspect& suspect, const CaptureHabits& habits, double oddity_share) {
  if (suspect.oddity != Oddity::kNone) {
    const double now = suspect.oddity_probability * oddity_share / suspect.oddity_share;
    suspect.benign_probability += now - suspect.oddity_probability;
    suspect.oddity_probability = now;
    suspect.oddity_share = oddity_share;
  }
  for (Hypothesis& hypothesis : suspect.hypotheses) {
    weigh_again(suspect, hypothesis, habits);
  }
}

void lose_checksum(Suspect& suspect, const CaptureHabits& habits) {
  suspect.checksum.state = ChecksumState::kNotVerifiable;
  for (Hypothesis& hypothesis : suspect.hypotheses) {
    hypothesis = weigh(suspect, hypothesis.candidate, habits);
    const double as_if_right = std::log10(habits.share_of_right_checksums());
    Suspect::add_to(hypothesis, {EvidenceKind::kChecksumExplained, as_if_right, 0});
  }
}

void explain_checksum_once(Suspect& one, Suspect& other, const CaptureHabits& habits) {
  constexpr double kExplained = 2.0;
  const bool one_is_weaker = one.log_odds() < other.log_odds();
  const Suspect& stronger = one_is_weaker ? other : one;
  if (stronger.log_odds() >= kExplained && stronger.rights_checksum()) {
    lose_checksum(one_is_weaker ? one : other, habits);
  }
}

}  // namespace seqbitflip
