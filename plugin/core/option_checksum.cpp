// SPDX-License-Identifier: GPL-2.0-or-later
#include "option_checksum.h"

#include <algorithm>
#include <optional>

#include "weighing.h"

namespace seqbitflip {

namespace {

// The odds but for what the checksum says.
double odds_by_value(const Suspect& suspect) {
  double odds = suspect.log_odds();
  for (const Evidence& evidence : suspect.best().evidence) {
    const bool of_checksum = evidence.kind == EvidenceKind::kChecksumRepaired ||
                             evidence.kind == EvidenceKind::kChecksumRightNearby;
    odds -= of_checksum ? evidence.weight : 0.0;
  }
  return odds;
}

// Numbers in options need not surprise: where two explain the checksum about as well by what else
// is known of them, it tells neither.
void explain_checksum_by_one(Suspect& option, Suspect& other, const CaptureHabits& habits) {
  // log10 of the odds between the two: thirty to one prefers neither.
  constexpr double kAsWell = 1.5;
  if (!option.rights_checksum() || !other.rights_checksum()) {
    explain_checksum_once(option, other, habits);
    return;
  }
  const double lead = odds_by_value(option) - odds_by_value(other);
  if (lead < kAsWell) {
    lose_checksum(option, habits);
  }
  if (lead > -kAsWell) {
    lose_checksum(other, habits);
  }
}

}  // namespace

void explain_checksum_once(Judgement& judgement, std::vector<Suspect>& options,
                           const CaptureHabits& habits) {
  for (std::size_t i = 0; i < options.size(); ++i) {
    for (std::size_t j = 0; j < i; ++j) {
      explain_checksum_by_one(options[i], options[j], habits);
    }
    for (std::optional<Suspect>* number : {&judgement.sequence, &judgement.acknowledgment}) {
      if (*number) {
        explain_checksum_by_one(options[i], **number, habits);
      }
    }
  }
}

bool any_explains_checksum(const std::vector<Suspect>& options) {
  return std::any_of(options.begin(), options.end(), [](const Suspect& suspect) {
    return suspect.is_convicted() && suspect.rights_checksum();
  });
}

}  // namespace seqbitflip
