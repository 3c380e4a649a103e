// SPDX-License-Identifier: GPL-2.0-or-later
#include "verdict_store.h"

#include <algorithm>
#include <tuple>

namespace seqbitflip {

void VerdictStore::put(const Verdict& verdict) {
  SegmentVerdicts& verdicts = verdicts_[verdict.frame];
  if (verdict.misled_by) {
    verdicts.misled_by = verdict.misled_by;
    return;
  }
  auto& place = verdict.kind == NumberKind::kSequence ? verdicts.sequence : verdicts.acknowledgment;
  if (verdict.wrong || (place && place->wrong)) {
    ++version_;
  }
  if (verdict.wrong || verdict.out_of_window) {
    place = verdict;
  } else {
    place.reset();
  }
  if (verdicts.is_empty()) {
    verdicts_.erase(verdict.frame);
  }
}

const SegmentVerdicts* VerdictStore::find(const FrameId& frame) const {
  const auto found = verdicts_.find(frame);
  return found == verdicts_.end() ? nullptr : &found->second;
}

bool VerdictStore::is_wrong(const FrameId& frame) const {
  const SegmentVerdicts* verdicts = find(frame);
  return verdicts != nullptr && ((verdicts->sequence && verdicts->sequence->wrong) ||
                                 (verdicts->acknowledgment && verdicts->acknowledgment->wrong));
}

std::vector<Finding> VerdictStore::findings() const {
  std::vector<Finding> findings;
  for (const auto& [frame, verdicts] : verdicts_) {
    for (const auto& verdict : {verdicts.sequence, verdicts.acknowledgment}) {
      if (verdict && verdict->wrong) {
        findings.push_back({frame, verdict->kind, *verdict->wrong});
      }
    }
  }
  std::sort(findings.begin(), findings.end(), [](const Finding& a, const Finding& b) {
    return std::tuple(a.frame.number, a.frame.fingerprint, a.kind) <
           std::tuple(b.frame.number, b.frame.fingerprint, b.kind);
  });
  return findings;
}

}  // namespace seqbitflip
