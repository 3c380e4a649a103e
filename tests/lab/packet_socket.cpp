// SPDX-License-Identifier: GPL-2.0-or-later
// See packet_socket.h.
#include "packet_socket.h"

#include <arpa/inet.h>
#include <linux/if_packet.h>
#include <net/if.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <system_error>

namespace lab {
namespace {

constexpr std::uint16_t kEveryProtocol = 0x0003;
constexpr std::size_t kLargestFrame = 256 * 1024;
constexpr int kReceiveBuffer = 32 * 1024 * 1024;

void check(bool good, const std::string& what) {
  if (!good) throw std::system_error(errno, std::generic_category(), what);
}

}  // namespace

PacketSocket::PacketSocket(const std::string& interface) : buffer_(kLargestFrame) {
  const unsigned index = if_nametoindex(interface.c_str());
  check(index != 0, "interface " + interface);
  descriptor_ = socket(AF_PACKET, SOCK_RAW | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
  check(descriptor_ >= 0, "packet socket (needs root)");
  const int on = 1;
  check(setsockopt(descriptor_, SOL_PACKET, PACKET_VNET_HDR, &on, sizeof on) == 0, "vnet header");
  check(setsockopt(descriptor_, SOL_PACKET, PACKET_IGNORE_OUTGOING, &on, sizeof on) == 0,
        "ignore outgoing frames");
  check(setsockopt(descriptor_, SOL_SOCKET, SO_RCVBUFFORCE, &kReceiveBuffer,
                   sizeof kReceiveBuffer) == 0,
        "receive buffer");
  sockaddr_ll address{};
  address.sll_family = AF_PACKET;
  address.sll_protocol = htons(kEveryProtocol);
  address.sll_ifindex = static_cast<int>(index);
  check(bind(descriptor_, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0,
        "bind to " + interface);
}

PacketSocket::~PacketSocket() {
  if (descriptor_ >= 0) close(descriptor_);
}

std::optional<ReceivedFrame> PacketSocket::receive() {
  ReceivedFrame frame;
  std::array<iovec, 2> parts{iovec{&frame.offload, sizeof frame.offload},
                             iovec{buffer_.data(), buffer_.size()}};
  const ssize_t length = readv(descriptor_, parts.data(), static_cast<int>(parts.size()));
  if (length < 0) {
    check(errno == EAGAIN || errno == EINTR || errno == ENETDOWN, "receive");
    return std::nullopt;
  }
  const auto payload =
      static_cast<std::ptrdiff_t>(length) - static_cast<std::ptrdiff_t>(sizeof frame.offload);
  frame.bytes.assign(buffer_.begin(), buffer_.begin() + payload);
  return frame;
}

void PacketSocket::send(std::span<const std::uint8_t> frame) {
  OffloadHeader nothing_offloaded;
  std::array<iovec, 2> parts{iovec{&nothing_offloaded, sizeof nothing_offloaded},
                             iovec{const_cast<std::uint8_t*>(frame.data()), frame.size()}};
  const ssize_t sent = writev(descriptor_, parts.data(), static_cast<int>(parts.size()));
  // A full queue or an interface going down loses the frame, as on any path.
  check(sent >= 0 || errno == ENOBUFS || errno == EAGAIN || errno == ENETDOWN || errno == ENXIO,
        "send");
}

}  // namespace lab
