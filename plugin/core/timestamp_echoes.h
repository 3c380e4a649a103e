// SPDX-License-Identifier: GPL-2.0-or-later
//
// Whether TSecr is what its sender may have meant: a TSval of its peer (RFC 7323, section 4.3). It
// changes nothing.
#pragma once

#include <span>

#include "option_view.h"
#include "suspect.h"

namespace seqbitflip {

// Resets are not looked at. An echo that is just as expected is only looked at where `thoroughly`
// says so: a wrong checksum may be its, all the same. `option_suspects` are the connection's
// numbers in options that are still under suspicion: the peer may echo what it received, be it
// damaged.
bool is_expected_echo(const OptionView& view);
Examined examine_timestamp_echo(const OptionView& view, std::span<const Suspect> option_suspects,
                                bool thoroughly);

}  // namespace seqbitflip
