// SPDX-License-Identifier: GPL-2.0-or-later
#include "socket_address.h"

#include <arpa/inet.h>

namespace seqbitflip {

std::string ip_text(const SocketAddress& address) {
  char text[INET6_ADDRSTRLEN] = {};
  inet_ntop(address.ipv6 ? AF_INET6 : AF_INET, address.ip.data(), text, sizeof text);
  return text;
}

std::string socket_text(const SocketAddress& address) {
  const std::string ip = ip_text(address);
  const std::string port = std::to_string(address.port);
  return address.ipv6 ? "[" + ip + "]:" + port : ip + ":" + port;
}

}  // namespace seqbitflip
