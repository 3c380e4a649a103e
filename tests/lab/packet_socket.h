// SPDX-License-Identifier: GPL-2.0-or-later
// A raw packet socket on one network interface, which sees also what its peer left to a network
// card: segments of up to 64 KiB and checksums still to be computed.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace lab {

using Bytes = std::vector<std::uint8_t>;

// What the sender left to the network card. The kernel's struct virtio_net_hdr, whose header file
// is not valid C++.
struct OffloadHeader {
  static constexpr std::uint8_t kChecksumOpen = 1;

  std::uint8_t flags = 0;
  std::uint8_t segmentation_type = 0;  // 0: none
  std::uint16_t header_length = 0;
  std::uint16_t segment_size = 0;
  std::uint16_t checksum_start = 0;
  std::uint16_t checksum_offset = 0;
};
static_assert(sizeof(OffloadHeader) == 10);

struct ReceivedFrame {
  OffloadHeader offload;
  Bytes bytes;
};

class PacketSocket {
 public:
  explicit PacketSocket(const std::string& interface);
  ~PacketSocket();
  PacketSocket(const PacketSocket&) = delete;
  PacketSocket& operator=(const PacketSocket&) = delete;

  int descriptor() const { return descriptor_; }
  // The next frame that arrived on the interface; nothing when there is none now.
  std::optional<ReceivedFrame> receive();
  void send(std::span<const std::uint8_t> frame);

 private:
  int descriptor_ = -1;
  Bytes buffer_;
};

}  // namespace lab
