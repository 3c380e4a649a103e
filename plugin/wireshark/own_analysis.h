// SPDX-License-Identifier: GPL-2.0-or-later
//
// What Wireshark's own sequence analysis calls the present frame. It goes by the highest number
// seen, so that one number that is too high makes it misread the segments behind.
#pragma once

#include "epan_compat.h"

namespace seqbitflip {

void find_own_analysis_fields();

// Makes the fields below available in the trees of all later frames, visible or not. It costs time;
// to be called when there is a frame that may be misread.
void want_own_analysis(dissector_handle_t postdissector);

// Whether Wireshark calls the frame a retransmission, out of order, or says that something before
// it was lost.
bool is_called_sent_again(proto_tree* tree);

}  // namespace seqbitflip
