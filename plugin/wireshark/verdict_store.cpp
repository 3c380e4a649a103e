// SPDX-License-Identifier: GPL-2.0-or-later
#include "verdict_store.h"

namespace seqbitflip {

void VerdictStore::put(const Verdict& verdict) {
  SegmentVerdicts& verdicts = verdicts_[verdict.frame];
  auto& place = verdict.kind == NumberKind::kSequence ? verdicts.sequence : verdicts.acknowledgment;
  if (verdict.wrong || verdict.out_of_window) {
    place = verdict;
  } else {
    place.reset();
  }
  if (!verdicts.sequence && !verdicts.acknowledgment) {
    verdicts_.erase(verdict.frame);
  }
}

const SegmentVerdicts* VerdictStore::find(const FrameId& frame) const {
  const auto found = verdicts_.find(frame);
  return found == verdicts_.end() ? nullptr : &found->second;
}

}  // namespace seqbitflip
