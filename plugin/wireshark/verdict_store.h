// SPDX-License-Identifier: GPL-2.0-or-later
//
// The verdicts, by the segment that they are about. Nothing is kept for a clean segment.
//
// Not Wireshark's per-packet data, because a verdict may come long after its packet was dissected,
// when its frame is not at hand any more. The fingerprint in FrameId keeps the segments apart that
// share a frame number.
#pragma once

#include <cstdint>
#include <optional>
#include <unordered_map>
#include <vector>

#include "fault_patterns.h"
#include "preferences.h"
#include "verdict.h"

namespace seqbitflip {

struct SegmentVerdicts {
  std::optional<Verdict> sequence;
  std::optional<Verdict> acknowledgment;
  std::optional<IsnTranslation> translation;  // see Verdict
  std::optional<WindowRetraction> retraction;
  std::vector<Verdict> options;  // of SACK edges and timestamps, in the order of the header

  // Calls `look` with each verdict on a number.
  template <typename Look>
  void for_each(const Look& look) const {
    for (const auto* verdict : {&acknowledgment, &sequence}) {
      if (*verdict) {
        look(**verdict);
      }
    }
    for (const Verdict& verdict : options) {
      look(verdict);
    }
  }
  // The same, but for those that the preferences hide.
  template <typename Look>
  void for_each_shown(const Preferences& shown, const Look& look) const {
    for_each([&](const Verdict& verdict) {
      if (shows(shown, verdict)) {
        look(verdict);
      }
    });
  }

  // The right sequence number, where the segment carries a wrong one.
  std::optional<SeqNum> expected_sequence() const {
    return sequence && sequence->wrong ? std::optional(sequence->wrong->expected) : std::nullopt;
  }
  bool is_empty() const {
    return !sequence && !acknowledgment && !translation && !retraction && options.empty();
  }
};

class VerdictStore {
 public:
  // Puts a verdict in the place of an earlier one; an empty verdict takes the earlier one back.
  void put(const Verdict& verdict);

  bool is_empty() const { return verdicts_.empty(); }

  // Null where there is nothing to tell of its own numbers. Valid until the next put().
  const SegmentVerdicts* find(const FrameId& frame) const;
  // See Verdict. Of a healthy segment, and so kept apart, in little room.
  std::optional<FrameId> misled_by(const FrameId& frame) const;

  // Without what the preferences hide:
  // Whether its sequence or acknowledgment number is (still) held to be wrong.
  bool is_wrong(const FrameId& frame, const Preferences& shown) const;
  // All wrong numbers, in the order of the capture; of several TCP layers of a frame, in that of
  // their fingerprints.
  std::vector<Finding> findings(const Preferences& shown) const;
  // How many numbers are held to be outside of every window, but not to be wrong.
  std::uint64_t count_out_of_window(const Preferences& shown) const;

  // How many wrong numbers the preferences hide.
  std::uint64_t count_hidden(const Preferences& shown) const;

  // What no preference hides.
  // All translations of initial numbers, each once: at the copy that was captured first.
  std::vector<TranslationFound> translations() const;
  // All windows that were taken back, in the order of the capture.
  std::vector<RetractionFound> retractions() const;

  // Grows with each change of a wrong number.
  std::uint64_t version() const { return version_; }

 private:
  // Of the number alone, which nobody chooses: who makes up a capture can give all its segments
  // fingerprints that fall into one place.
  struct FrameIdHash {
    std::size_t operator()(const FrameId& frame) const { return frame.number; }
  };

  void put_option(SegmentVerdicts& verdicts, const Verdict& verdict);

  std::unordered_map<FrameId, SegmentVerdicts, FrameIdHash> verdicts_;
  std::unordered_map<FrameId, FrameId, FrameIdHash> misled_by_;
  std::uint64_t version_ = 0;
};

}  // namespace seqbitflip
