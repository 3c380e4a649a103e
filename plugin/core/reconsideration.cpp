// SPDX-License-Identifier: GPL-2.0-or-later
#include "reconsideration.h"

namespace seqbitflip {

void Reconsideration::add(const Suspect& held, const Suspect& weighed) {
  if (!held.is_told() && !weighed.is_told()) {
    return;
  }
  now.push_back(verdict_of(weighed));
  if (const Verdict earlier = verdict_of(held); earlier != now.back()) {
    before.push_back(earlier);
  }
}

void Reconsideration::add(const Suspect& weighed) {
  now.push_back(verdict_of(weighed));
  Verdict nothing = now.back();
  nothing.wrong.reset();
  nothing.out_of_window.reset();
  before.push_back(nothing);
}

}  // namespace seqbitflip
