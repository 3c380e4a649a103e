// SPDX-License-Identifier: GPL-2.0-or-later
#include "capture_state.h"

#include <utility>

namespace seqbitflip {

void CaptureState::put(const std::vector<Verdict>& verdicts) {
  for (const Verdict& verdict : verdicts) {
    verdicts_.put(verdict);
  }
}

void CaptureState::process(const SocketAddress& source, const SocketAddress& destination,
                           const Segment& segment) {
  put(analyzer_.process(source, destination, segment));
}

Diagnosis CaptureState::diagnosis(const Preferences& shown) {
  reconsider();
  std::vector<Finding> findings = verdicts_.findings();
  std::erase_if(findings, [&](const Finding& finding) {
    const bool hidden_kind = finding.kind == NumberKind::kAcknowledgment && !shown.acknowledgments;
    return hidden_kind || finding.wrong.confidence < shown.lowest_confidence;
  });
  CaptureSummary summary = analyzer_.summary();
  summary.not_judged = not_judged_;
  summary.out_of_window = verdicts_.count_out_of_window();
  Diagnosis diagnosis =
      diagnose(std::move(findings), summary, [&](const auto& source, const auto& kinds) {
        return analyzer_.count_segments(source, kinds);
      });
  diagnosis.translations = verdicts_.translations();
  diagnosis.retractions = verdicts_.retractions();
  return diagnosis;
}

}  // namespace seqbitflip
