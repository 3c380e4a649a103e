// SPDX-License-Identifier: GPL-2.0-or-later
#include "registration.h"

#include "epan_compat.h"
#include "expert_info.h"
#include "fields.h"
#include "hook.h"
#include "menu.h"
#include "note_fields.h"
#include "preferences.h"
#include "statistics.h"

namespace seqbitflip {

namespace {

// The plugin's own protocol: it has no packets and no fields, but preferences, the expert items'
// name, and an on/off switch in "Enabled Protocols".
int proto_seqbitflip = -1;

}  // namespace

void register_protocol() {
  proto_seqbitflip =
      proto_register_protocol("TCP Sequence Number Bit Flips", "SeqBitFlip", "seqbitflip");
  register_fields();
  register_note_fields();
  register_expert_info(proto_seqbitflip);
  register_preferences(proto_seqbitflip);
  register_state(proto_seqbitflip);
  register_statistics();
  register_menu(proto_seqbitflip);
}

void register_hook() {
  install_hook();
}

}  // namespace seqbitflip
