// SPDX-License-Identifier: GPL-2.0-or-later
//
// The expert items: group Sequence; Error for a wrong number that is proven or strongly supported,
// Warning for a likely one, Note for a number out of window for another reason.
#pragma once

#include "epan_compat.h"
#include "verdict.h"

namespace seqbitflip {

void register_expert_info(int protocol);

// Also without a tree, where `item` is null: "tshark -z expert" counts it then.
void add_wrong_number_expert(packet_info* pinfo, proto_item* item, NumberKind kind,
                             const WrongNumber& wrong);
void add_out_of_window_expert(packet_info* pinfo, proto_item* item, NumberKind kind,
                              const OutOfWindow& outside);

// Only with a tree: it is there that Wireshark's own analysis is asked for.
void add_misled_expert(packet_info* pinfo, proto_item* item, std::uint32_t blamed);

// Also without a tree, as the first two.
void add_translation_expert(packet_info* pinfo, proto_item* item,
                            const IsnTranslation& translation);
void add_retraction_expert(packet_info* pinfo, proto_item* item,
                           const WindowRetraction& retraction);

}  // namespace seqbitflip
