// SPDX-License-Identifier: GPL-2.0-or-later
//
// The most telling thing that a later segment shows of a suspect: the same bytes, sent again at
// another place, belong there; other bytes at the observed place leave no room for the suspect's.
#pragma once

#include "settlement.h"
#include "suspect.h"

namespace seqbitflip {

// Adds what the payload of the witness, of the suspect's own direction, shows.
void compare_payload(Suspect& suspect, const Witness& witness);

}  // namespace seqbitflip
