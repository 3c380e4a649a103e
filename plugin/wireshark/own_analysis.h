// SPDX-License-Identifier: GPL-2.0-or-later
//
// What Wireshark's own sequence analysis calls the present frame. It goes by the highest number
// seen, so that one number that is too high makes it misread the segments behind.
#pragma once

#include "epan_compat.h"

namespace seqbitflip {

void find_own_analysis_fields();

// Makes Wireshark's words on the frame available in its tree, visible or not; without this, epan
// leaves out of an invisible tree what nobody asked for. To be called before the TCP dissector.
void want_own_analysis(proto_tree* tree);

// Whether Wireshark calls the frame a retransmission, out of order, or says that something before
// it was lost.
bool is_called_sent_again(proto_tree* tree);

}  // namespace seqbitflip
