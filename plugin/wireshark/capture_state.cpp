// SPDX-License-Identifier: GPL-2.0-or-later
#include "capture_state.h"

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
  CaptureSummary summary = analyzer_.summary();
  summary.not_judged = not_judged_;
  summary.out_of_window = verdicts_.count_out_of_window(shown);
  summary.hidden = verdicts_.count_hidden(shown);
  Diagnosis diagnosis =
      diagnose(verdicts_.findings(shown), summary, [&](const auto& source, const auto& kinds) {
        return analyzer_.count_segments(source, kinds);
      });
  diagnosis.translations = verdicts_.translations();
  diagnosis.retractions = verdicts_.retractions();
  return diagnosis;
}

}  // namespace seqbitflip
