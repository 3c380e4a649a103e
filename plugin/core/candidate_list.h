// SPDX-License-Identifier: GPL-2.0-or-later
//
// The numbers that a suspect could have been, each once, with what all reasons for it add up to.
#pragma once

#include <algorithm>
#include <cstdint>
#include <utility>
#include <vector>

#include "suspect.h"

namespace seqbitflip {

class CandidateList {
 public:
  void add(SeqNum number, Reason reason, double prior, std::uint32_t reference) {
    const auto same = std::find_if(list_.begin(), list_.end(),
                                   [&](const Candidate& c) { return c.number == number; });
    if (same == list_.end()) {
      list_.push_back({number, reason, prior, reference});
    } else {
      same->prior += prior;
    }
  }

  // For priors that are probabilities already, and where not all that is possible is listed.
  std::vector<Candidate> as_told() && { return std::move(list_); }

  std::vector<Candidate> normalised() && {
    double sum = 0.0;
    for (const Candidate& candidate : list_) {
      sum += candidate.prior;
    }
    for (Candidate& candidate : list_) {
      candidate.prior /= sum;
    }
    return std::move(list_);
  }

 private:
  std::vector<Candidate> list_;
};

}  // namespace seqbitflip
