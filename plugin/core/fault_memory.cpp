// SPDX-License-Identifier: GPL-2.0-or-later
#include "fault_memory.h"

#include "explanation.h"

namespace seqbitflip {

namespace {

// How many findings it takes until the memory weighs half of the most that it may.
constexpr double kFindingsToLearn = 2.0;
constexpr double kMostLearnt = 0.5;

// How often a form was repeated: one finding is no repetition, not even of itself.
double repetitions(const std::map<std::uint32_t, std::uint32_t>& counts, std::uint32_t form) {
  const auto found = counts.find(form);
  return found == counts.end() ? 0.0 : found->second - 1.0;
}

// Findings alike from which on a form is expected again.
constexpr std::uint32_t kExpectedAgain = 3;

}  // namespace

void FaultMemory::add(Counts& counts, std::uint32_t form) {
  if (counts.size() < kMostForms || counts.contains(form)) {
    ++counts[form];
  }
}

void FaultMemory::remove(Counts& counts, std::uint32_t form) {
  const auto found = counts.find(form);
  if (found != counts.end() && --found->second == 0) {
    counts.erase(found);
  }
}

void FaultMemory::remember(SeqNum expected, SeqNum observed) {
  const Difference form = difference(expected, observed);
  add(masks_, form.mask);
  add(deltas_, static_cast<std::uint32_t>(form.delta));
  ++remembered_;
}

void FaultMemory::forget(SeqNum expected, SeqNum observed) {
  const Difference form = difference(expected, observed);
  remove(masks_, form.mask);
  remove(deltas_, static_cast<std::uint32_t>(form.delta));
  --remembered_;
}

double FaultMemory::probability(SeqNum expected, SeqNum observed) const {
  const double any = damage_probability(expected, observed);
  if (remembered_ == 0 || expected == observed) {
    return any;
  }
  const Difference form = difference(expected, observed);
  const auto all = static_cast<double>(remembered_);
  const double alike = (repetitions(masks_, form.mask) +
                        repetitions(deltas_, static_cast<std::uint32_t>(form.delta))) /
                       (2.0 * all);
  const double learnt = kMostLearnt * all / (all + kFindingsToLearn);
  return (1.0 - learnt) * any + learnt * alike;
}

std::vector<SeqNum> FaultMemory::undone(SeqNum observed) const {
  std::vector<SeqNum> numbers;
  for (const auto& [mask, count] : masks_) {
    if (count >= kExpectedAgain) {
      numbers.emplace_back(observed.value() ^ mask);
    }
  }
  for (const auto& [delta, count] : deltas_) {
    if (count >= kExpectedAgain) {
      numbers.push_back(observed - SeqLength(delta));
    }
  }
  return numbers;
}

}  // namespace seqbitflip
