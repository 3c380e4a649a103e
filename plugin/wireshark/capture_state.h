// SPDX-License-Identifier: GPL-2.0-or-later
//
// All that is known of the capture at hand.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "analyzer.h"
#include "diagnosis.h"
#include "pattern_book.h"
#include "preferences.h"
#include "verdict_store.h"

namespace seqbitflip {

class CaptureState {
 public:
  CaptureState() {
    if (!preferences().options) {
      analyzer_.leave_options_alone();
    }
  }

  // Takes the next segment in (on the first pass).
  void process(const SocketAddress& source, const SocketAddress& destination,
               const Segment& segment);
  // A TCP segment that cannot be judged.
  void skip() { ++not_judged_; }
  // The capture has been read: judges what is undecided by the whole of it.
  void reconsider() {
    if (!analyzer_.is_reconsidered()) {
      put(analyzer_.reconsider());
    }
  }

  // Where the segment lies in its stream if its sequence number is `seq`.
  std::optional<StreamPosition> position_of(const SocketAddress& source,
                                            const SocketAddress& destination,
                                            const Segment& segment, SeqNum seq) const {
    return analyzer_.position_of(source, destination, segment, seq);
  }

  const VerdictStore& verdicts() const { return verdicts_; }
  const PatternBook& patterns() const { return patterns_; }
  // To be called before patterns() are shown: see PatternBook::update.
  void update_patterns(const Preferences& shown, bool first_pass) {
    patterns_.update(verdicts_, shown, first_pass);
  }

  // The diagnosis of what was read so far, without what the preferences hide.
  Diagnosis diagnosis(const Preferences& shown);

 private:
  void put(const std::vector<Verdict>& verdicts);

  Analyzer analyzer_;
  VerdictStore verdicts_;
  PatternBook patterns_;
  std::uint64_t not_judged_ = 0;
};

// Null before a capture is opened, and where the plugin has given up.
CaptureState* capture_state();

inline constexpr const char* kOutOfMemory = "memory ran out";

// Why the plugin knows nothing of the capture at hand, for people: it has been switched off, or has
// given up. Null where it does know.
const char* why_no_report();

}  // namespace seqbitflip
