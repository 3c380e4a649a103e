// SPDX-License-Identifier: GPL-2.0-or-later
//
// The user's preferences, module `seqbitflip`.
#pragma once

#include "verdict.h"

namespace seqbitflip {

// What is checked and shown.
struct Preferences {
  bool acknowledgments;
  Confidence lowest_confidence;
  bool info_prefix;
  bool stream_offsets;
  bool options;

  bool operator==(const Preferences&) const = default;
};

// Whether a number of this kind, wrong with this confidence, is shown.
bool shows(const Preferences& shown, NumberKind kind, Confidence confidence);
// The same of a verdict; one that calls no number wrong has no confidence that could be too low.
bool shows(const Preferences& shown, const Verdict& verdict);

void register_preferences(int protocol);

// As they stand now. Wireshark dissects everything again when one changes.
Preferences preferences();
// Whether anything is checked at all: asked once for each capture.
bool is_wanted_by_user();

}  // namespace seqbitflip
