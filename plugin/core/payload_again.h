// SPDX-License-Identifier: GPL-2.0-or-later
//
// The most telling thing that a later segment shows of a suspect: the same bytes, sent again at
// another place, belong there; other bytes at the observed place leave no room for the suspect's.
#pragma once

#include "settlement.h"
#include "suspect.h"

namespace seqbitflip {

// Whether the peer has said since that it awaits just what the suspect should have brought. A
// sender first sends again what its peer awaits (RFC 6298, section 5.4): the same bytes at the same
// place above speak as little for that place as the first ones did, for a faulty device may treat
// both alike.
bool is_still_awaited(const Suspect& suspect, const Flow& flow, Direction sent);

// Adds what the payload of the witness, of the suspect's own direction, shows.
void compare_payload(Suspect& suspect, const Witness& witness);

}  // namespace seqbitflip
