// SPDX-License-Identifier: GPL-2.0-or-later
//
// What is to be said if the capture ends here. Nobody knows whether it does: who looks at a frame
// in mid-capture asks for the same. So nothing is learnt from it, and as soon as more follows all
// is said again as it was.
#pragma once

#include <vector>

#include "suspect.h"
#include "verdict.h"

namespace seqbitflip {

struct Reconsideration {
  std::vector<Verdict> now;
  std::vector<Verdict> before;  // of the numbers of which something else is said now

  // `weighed`: the suspect `held` as it would be at the end.
  void add(const Suspect& held, const Suspect& weighed);
  // Of one of which nothing was said.
  void add(const Suspect& weighed);
};

}  // namespace seqbitflip
