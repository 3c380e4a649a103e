// SPDX-License-Identifier: GPL-2.0-or-later
//
// Puts into the packet's TCP tree what accuses no number: the position in the stream, and notes
// about the connection.
#pragma once

#include "connection_note.h"
#include "epan_compat.h"
#include "stream_position.h"

namespace seqbitflip {

struct ShownPosition {
  StreamPosition position;
  bool of_expected_number = false;  // the number that the segment carries is wrong
};

// Whether anybody asks for positions: a filter, a column, the details of a packet.
bool positions_are_wanted(proto_tree* tree);

// `tvb` begins at the TCP header.
void write_position(const ShownPosition& shown, tvbuff_t* tvb, proto_tree* tcp_tree);

// Also without a tree, for the expert information.
void write_translation(const IsnTranslation& translation, tvbuff_t* tvb, packet_info* pinfo,
                       proto_tree* tcp_tree);
void write_retraction(const WindowRetraction& retraction, tvbuff_t* tvb, packet_info* pinfo,
                      proto_tree* tcp_tree);

}  // namespace seqbitflip
