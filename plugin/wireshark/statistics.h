// SPDX-License-Identifier: GPL-2.0-or-later
//
// `-z seqbitflip,tree` and the entry of the Statistics menu; `-z seqbitflip,report` and
// `-z seqbitflip,report,json`.
#pragma once

#include "epan_compat.h"
#include "pattern_book.h"
#include "preferences.h"

namespace seqbitflip {

void register_statistics();

// Counts the frame's wrong numbers and notes in the statistics that are open, if any are.
void tap_wrong_numbers(const SegmentVerdicts& verdicts, const PatternBook& patterns,
                       const Preferences& shown, packet_info* pinfo);

}  // namespace seqbitflip
