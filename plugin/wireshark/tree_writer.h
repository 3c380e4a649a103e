// SPDX-License-Identifier: GPL-2.0-or-later
//
// Puts verdicts where a person sees them: the packet's TCP tree, the expert items and the Info
// column.
#pragma once

#include "epan_compat.h"
#include "pattern_book.h"
#include "preferences.h"
#include "verdict_store.h"

namespace seqbitflip {

// `tvb` begins at the TCP header. `tcp_tree` may be null; then only the expert items are written.
void write_verdicts(const SegmentVerdicts& verdicts, const PatternBook& patterns,
                    const Preferences& shown, tvbuff_t* tvb, packet_info* pinfo,
                    proto_tree* tcp_tree);

// Puts what is wrong before what the Info column says already.
void prefix_info(const SegmentVerdicts& verdicts, const PatternBook& patterns,
                 const Preferences& shown, packet_info* pinfo);

// Says that the wrong number in the frame `blamed` makes this one look like data sent again.
void write_misled(std::uint32_t blamed, tvbuff_t* tvb, packet_info* pinfo, proto_tree* tcp_tree);

}  // namespace seqbitflip
