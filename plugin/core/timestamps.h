// SPDX-License-Identifier: GPL-2.0-or-later
//
// Whether TSval (RFC 7323, section 3) is what its sender may have meant: a clock that never goes
// back. It changes nothing.
#pragma once

#include "option_view.h"
#include "suspect.h"

namespace seqbitflip {

// Resets are not looked at: their timestamps may be anything. A value that is just as expected is
// only looked at where `thoroughly` says so: a wrong checksum may be its, all the same.
bool is_expected_value(const OptionView& view, bool thoroughly);
Examined examine_timestamp_value(const OptionView& view, bool thoroughly);

// Whether the first timestamp of a sender, with which there is nothing to compare it, is worth
// doubting: its checksum is wrong.
bool is_doubtful_first_value(const OptionView& view);
Suspect doubtful_first_value(const OptionView& view);

// Judges such a value by the next one of its sender, `view`.
Examined examine_first_value(Suspect first, const OptionView& view);

}  // namespace seqbitflip
