// SPDX-License-Identifier: GPL-2.0-or-later
//
// What the properties draw: numbers near and far, conversations, segments that make no sense.
#pragma once

#include <rapidcheck.h>

#include <vector>

#include "conversation.h"
#include "seq_num.h"

namespace seqbitflip::test {

// Any position, and often one near 0, 2^31 or 2^32.
rc::Gen<SeqNum> any_position();

// Initial numbers anywhere, often so that the conversation wraps.
rc::Gen<Circumstances> any_circumstances();

// Acts of a healthy conversation in which each of `fates` may befall a segment.
rc::Gen<std::vector<Act>> any_acts(std::vector<Fate> fates);

// Any segment with numbers that often lie near `base`, cut short anywhere.
rc::Gen<WireSegment> any_segment(SeqNum base);

}  // namespace seqbitflip::test

namespace seqbitflip {

// For the counterexamples that rapidcheck prints.
void showValue(const SeqNum& position, std::ostream& stream);

namespace test {

void showValue(const Circumstances& circumstances, std::ostream& stream);
void showValue(const Act& act, std::ostream& stream);
void showValue(const WireSegment& wire, std::ostream& stream);

}  // namespace test
}  // namespace seqbitflip
