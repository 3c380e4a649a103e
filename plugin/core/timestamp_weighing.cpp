// SPDX-License-Identifier: GPL-2.0-or-later
#include "timestamp_weighing.h"

#include <algorithm>
#include <cmath>
#include <utility>
#include <vector>

#include "explanation.h"
#include "option_settlement.h"
#include "weighing.h"

namespace seqbitflip {

namespace {

// Where the checksum is wrong, only a value that puts it right is worth looking at.
bool is_possible(const Suspect& suspect, SeqNum value) {
  return suspect.checksum.state != ChecksumState::kInvalid ||
         suspect.checksum.repaired_by(suspect.observed, value);
}

std::vector<Candidate> few_flips(const Suspect& suspect, Reason reason,
                                 const TimestampPrior& prior) {
  constexpr std::size_t kMost = 8;
  std::vector<Candidate> best;
  const auto more_probable = [&](const Candidate& a, const Candidate& b) {
    return a.prior * damage_probability(a.number, suspect.observed) >
           b.prior * damage_probability(b.number, suspect.observed);
  };
  for_each_few_flips(suspect.observed, [&](SeqNum value) {
    const double share = is_possible(suspect, value) ? prior(value) : 0.0;
    if (share <= 0.0) {
      return;
    }
    best.push_back({value, reason, share, 0});
    if (best.size() == 2 * kMost) {
      std::nth_element(best.begin(), best.begin() + kMost, best.end(), more_probable);
      best.resize(kMost);
    }
  });
  return best;
}

}  // namespace

void add_damaged(CandidateList& list, const Suspect& suspect, Reason reason,
                 const TimestampPrior& prior,
                 const std::function<std::uint32_t(SeqNum)>& reference_of) {
  const std::vector<Candidate> flips = few_flips(suspect, reason, prior);
  for (const Candidate& candidate : flips) {
    list.add(candidate.number, candidate.reason, candidate.prior, reference_of(candidate.number));
  }
  const auto repairing = suspect.checksum.repairing_number(suspect.observed, suspect.range->first);
  if (flips.empty() && repairing && prior(*repairing) > 0.0) {
    list.add(*repairing, Reason::kRightsChecksum, prior(*repairing), reference_of(*repairing));
  }
}

bool is_hopeless(const Suspect& suspect, const CaptureHabits& habits) {
  if (suspect.checksum.state == ChecksumState::kInvalid) {
    return false;
  }
  if (is_near(suspect)) {
    return true;
  }
  constexpr double kMostProbableDamage = 0.5;
  const double damaged = habits.share_of(habits.option_damage) * kMostProbableDamage;
  return std::log10(damaged / suspect.benign_probability) + kComesBack < kLikelyOdds;
}

Examined weighed(Suspect suspect, CandidateList list, const CaptureHabits& habits) {
  weigh_all(suspect, std::move(list).as_told(), habits);
  const Oddity oddity = suspect.oddity;
  if (!is_worth_holding(suspect)) {
    return {std::nullopt, oddity};
  }
  suspect.awaits_return = true;
  return {std::move(suspect), oddity};
}

}  // namespace seqbitflip
