// SPDX-License-Identifier: GPL-2.0-or-later
// Does what a network card does for a sending host: computes checksums left open and cuts large
// TCP segments into ones that fit the link.
#pragma once

#include <vector>

#include "packet_socket.h"

namespace lab {

// The frames as they appear on the wire.
std::vector<Bytes> as_on_the_wire(ReceivedFrame frame);

}  // namespace lab
