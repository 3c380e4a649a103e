// SPDX-License-Identifier: GPL-2.0-or-later
#include "suspect.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

namespace seqbitflip {

namespace {

// The odds against the second-best candidate at which the best one is named: three to one. That the
// number is wrong is as sure as the odds say; of the few that are so close most are named rightly.
constexpr double kMarginToName = 0.5;

bool less_probable(const Hypothesis& a, const Hypothesis& b) {
  return a.log_odds < b.log_odds;
}

// log10 of the sum of powers of ten, relative to the largest: none under- or overflows.
double log_sum(const std::vector<Hypothesis>& hypotheses, double Hypothesis::*log_odds) {
  double largest = hypotheses.front().*log_odds;
  for (const Hypothesis& hypothesis : hypotheses) {
    largest = std::max(largest, hypothesis.*log_odds);
  }
  double sum = 0.0;
  for (const Hypothesis& hypothesis : hypotheses) {
    sum += std::pow(10.0, hypothesis.*log_odds - largest);
  }
  return largest + std::log10(sum);
}

bool holds(const std::vector<Evidence>& evidence, EvidenceKind kind) {
  return std::any_of(evidence.begin(), evidence.end(),
                     [&](const Evidence& e) { return e.kind == kind; });
}

// Of a timestamp only the range may be known: where it lies far from the observed value, it does
// not matter which of its values is the right one.
bool are_alike(const NumberRange& range, SeqNum observed, const Hypothesis& a,
               const Hypothesis& b) {
  constexpr std::uint32_t kFar = 16;
  const std::uint32_t width = range.last.value() - range.first.value();
  return range.holds(a.candidate.number) && range.holds(b.candidate.number) &&
         magnitude(distance(range.last, observed)) / kFar > width;
}

}  // namespace

const char* name_of(NumberKind kind) {
  constexpr std::array<const char*, kNumberKinds> kNames = {
      "sequence number", "acknowledgment number", "SACK edge", "TSval", "TSecr"};
  return kNames.at(static_cast<std::size_t>(kind));
}

void Suspect::add_later(Evidence evidence) {
  if (!holds(later, evidence.kind)) {
    later.push_back(evidence);
  }
}

void Suspect::add_to(Hypothesis& hypothesis, Evidence evidence) {
  if (!holds(hypothesis.evidence, evidence.kind)) {
    hypothesis.evidence.push_back(evidence);
    hypothesis.log_odds += evidence.weight;
  }
}

bool Suspect::has_later(EvidenceKind shown) const {
  return holds(later, shown);
}

double Suspect::later_log_odds() const {
  return std::accumulate(later.begin(), later.end(), 0.0,
                         [](double sum, const Evidence& e) { return sum + e.weight; });
}

std::size_t Suspect::evidence_count() const {
  return std::accumulate(
      hypotheses.begin(), hypotheses.end(), later.size(),
      [](std::size_t sum, const Hypothesis& h) { return sum + h.evidence.size(); });
}

const Hypothesis& Suspect::best() const {
  return *std::max_element(hypotheses.begin(), hypotheses.end(), less_probable);
}

double Suspect::log_odds() const {
  const double shown = later_log_odds() + log_sum(hypotheses, &Hypothesis::log_odds);
  if (lasting_probability <= 0.0) {
    return shown;
  }
  const double at_most = log_sum(hypotheses, &Hypothesis::first_log_odds) +
                         std::log10(benign_probability / lasting_probability);
  return -std::log10(std::pow(10.0, -shown) + std::pow(10.0, -at_most));
}

bool Suspect::is_hopeless() const {
  // The two strongest witnesses that one number can meet (settlement.cpp: 6 and 4) would not make
  // it probable.
  constexpr double kHopeless = -12.0;
  return log_odds() < kHopeless;
}

bool Suspect::is_spoken_for() const {
  // Ten to one against damage, and that by at least one witness: the weakest of those that decide
  // is a gap that was filled (settlement.cpp).
  constexpr double kAgainstDamage = -1.0;
  constexpr double kSpokenFor = -2.5;
  return log_odds() < kAgainstDamage && later_log_odds() <= kSpokenFor;
}

bool Suspect::is_closed() const {
  // No habit of the capture, and no fault found elsewhere, weighs so much.
  constexpr double kBeyondAllHabits = 2.0 * kStrongOdds;
  // More than are under way at a time on most paths; what a connection needs to repair the damage
  // comes within one round trip, and ends its stall.
  constexpr std::uint32_t kEnough = 1000;
  return unmoved_by >= kEnough && impact.recovered_in != 0 && is_convicted() &&
         log_odds() >= kBeyondAllHabits;
}

bool Suspect::is_in_question(const Hypothesis& hypothesis) const {
  return hypothesis.log_odds > best().log_odds - kMarginToName;
}

const Hypothesis* Suspect::second_best() const {
  const Hypothesis& first = best();
  const Hypothesis* second = nullptr;
  for (const Hypothesis& other : hypotheses) {
    const bool competes = other.candidate.number != first.candidate.number &&
                          is_in_question(other) &&
                          !(range && are_alike(*range, observed, first, other));
    if (competes && (second == nullptr || less_probable(*second, other))) {
      second = &other;
    }
  }
  return second;
}

bool Suspect::is_surely_outside() const {
  const auto supports = [](const Evidence& e) { return e.frame != 0 && e.weight > 0; };
  const std::vector<Evidence>& of_best = best().evidence;
  return outside_window != 0 && (std::any_of(later.begin(), later.end(), supports) ||
                                 std::any_of(of_best.begin(), of_best.end(), supports));
}

bool Suspect::is_evidently_foreign() const {
  // A far IP identification may also be that of the sender after a gap in the capture.
  ForeignSigns sure = foreign_signs;
  sure.other_identification = false;
  const OutOfWindowReason reason = explain_outside(outside_window, sure).reason;
  return outside_window != 0 &&
         (reason == OutOfWindowReason::kOldDuplicate || reason == OutOfWindowReason::kInjected);
}

bool Suspect::rights_checksum() const {
  return checksum.repaired_by(observed, best().candidate.number);
}

bool Suspect::is_convicted() const {
  const bool decided = !rival || has_later(EvidenceKind::kRefusedBySender) ||
                       holds(best().evidence, EvidenceKind::kGoesOnFromExpected);
  const bool has_returned =
      !awaits_return || has_later(EvidenceKind::kTimestampsComeBack) || rights_checksum();
  const bool is_spoken_of = !awaits_second_word || rights_checksum();
  const double odds = log_odds();
  return decided && has_returned && is_spoken_of && odds >= kLikelyOdds &&
         (expected_is_known() || odds >= kStrongOdds);
}

Suspect suspect_of(const Segment& segment, NumberKind kind, SeqNum observed, Place place,
                   const ChecksumResult& checksum) {
  Suspect suspect;
  suspect.kind = kind;
  suspect.place = place;
  suspect.frame = segment.frame;
  suspect.circumstances = circumstances_of(segment);
  suspect.observed = observed;
  suspect.length = segment.sequence_length();
  suspect.ack_carried = segment.ack;
  suspect.checksum = checksum;
  suspect.ip_id = segment.ip_id;
  if (segment.timestamps) {
    suspect.timestamp = segment.timestamps->value;
  }
  return suspect;
}

}  // namespace seqbitflip
