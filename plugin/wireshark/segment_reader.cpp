// SPDX-License-Identifier: GPL-2.0-or-later
#include "segment_reader.h"

#include <algorithm>
#include <bit>
#include <cstring>
#include <span>

#include "tcp_header.h"

namespace seqbitflip {

namespace {

using Bytes = std::span<const std::uint8_t>;

constexpr std::size_t kLeastHeader = 20;
constexpr int kPortsLength = 4;

constexpr std::uint8_t kFin = 0x01;
constexpr std::uint8_t kSyn = 0x02;
constexpr std::uint8_t kRst = 0x04;
constexpr std::uint8_t kAck = 0x10;

constexpr std::uint8_t kOptionEnd = 0;
constexpr std::uint8_t kOptionPadding = 1;
constexpr std::uint8_t kOptionMss = 2;
constexpr std::uint8_t kOptionWindowScale = 3;
constexpr std::uint8_t kOptionSack = 5;
constexpr std::uint8_t kOptionTimestamps = 8;
constexpr std::size_t kSackBlockLength = 8;
constexpr std::size_t kTimestampsLength = 10;  // with kind and length

std::uint16_t read_16(Bytes bytes, std::size_t offset) {
  return static_cast<std::uint16_t>(bytes[offset] << 8 | bytes[offset + 1]);
}

// Written out, it is one instruction, and made in place for that.
[[gnu::always_inline]] inline std::uint32_t read_32(Bytes bytes, std::size_t offset) {
  const std::uint8_t* at = bytes.data() + offset;
  return std::uint32_t{at[0]} << 24 | std::uint32_t{at[1]} << 16 | std::uint32_t{at[2]} << 8 |
         at[3];
}

void read_sack(Bytes blocks, SackBlocks& sack) {
  while (blocks.size() >= kSackBlockLength && sack.count < SackBlocks::kMost) {
    sack.block[sack.count++] = {SeqNum(read_32(blocks, 0)), SeqNum(read_32(blocks, 4))};
    blocks = blocks.subspan(kSackBlockLength);
  }
}

// `offset` is that of the content, from the start of the TCP header.
void read_option(std::uint8_t kind, Bytes content, std::size_t offset, Segment& segment) {
  if (kind == kOptionMss && content.size() == 2) {
    segment.mss = read_16(content, 0);
  } else if (kind == kOptionWindowScale && content.size() == 1) {
    segment.window_shift = content[0];
  } else if (kind == kOptionTimestamps && content.size() == kTimestampsLength - 2) {
    segment.timestamps = Timestamps{read_32(content, 0), read_32(content, 4)};
    segment.timestamps_offset = static_cast<std::uint8_t>(offset);
  } else if (kind == kOptionSack && segment.sack.count == 0) {
    read_sack(content, segment.sack);
    segment.sack.offset = static_cast<std::uint8_t>(offset);
  }
}

// Two paddings and the timestamps, as nearly every segment with options has them (RFC 7323,
// appendix A).
bool has_only_timestamps(Bytes options) {
  constexpr std::uint32_t kPaddedTimestamps =
      kOptionPadding << 24 | kOptionPadding << 16 | kOptionTimestamps << 8 | kTimestampsLength;
  return options.size() == 2 + kTimestampsLength && read_32(options, 0) == kPaddedTimestamps;
}

// RFC 9293, section 3.1: kind, length of the whole option, content. Stops at what makes no sense.
void read_options(Bytes options, Segment& segment) {
  constexpr std::size_t kValueInPaddedTimestamps = 4;
  if (has_only_timestamps(options)) {
    segment.timestamps = Timestamps{read_32(options, kValueInPaddedTimestamps),
                                    read_32(options, kValueInPaddedTimestamps + 4)};
    segment.timestamps_offset = kLeastHeader + kValueInPaddedTimestamps;
    return;
  }
  const std::size_t end = kLeastHeader + options.size();
  while (!options.empty() && options[0] != kOptionEnd) {
    if (options[0] == kOptionPadding) {
      options = options.subspan(1);
      continue;
    }
    if (options.size() < 2 || options[1] < 2 || options[1] > options.size()) {
      return;
    }
    read_option(options[0], options.subspan(2, options[1] - 2U), end - options.size() + 2, segment);
    options = options.subspan(options[1]);
  }
}

bool read_header(Bytes bytes, std::size_t reported_length, Segment& segment) {
  if (bytes.size() < kLeastHeader) {
    return false;
  }
  const std::size_t header_length = (std::size_t{bytes[12]} >> 4) * 4;
  if (header_length < kLeastHeader || header_length > reported_length) {
    return false;
  }
  const std::uint8_t flags = bytes[13];
  segment.seq = SeqNum(read_32(bytes, kSequenceOffset));
  if ((flags & kAck) != 0) {
    segment.ack = SeqNum(read_32(bytes, kAcknowledgmentOffset));
  }
  segment.syn = (flags & kSyn) != 0;
  segment.fin = (flags & kFin) != 0;
  segment.rst = (flags & kRst) != 0;
  segment.window = read_16(bytes, kWindowOffset);
  segment.header_length = static_cast<std::uint8_t>(header_length);
  segment.payload_length = static_cast<std::uint32_t>(reported_length - header_length);
  segment.bytes = bytes;
  const std::size_t captured_header = std::min(header_length, bytes.size());
  segment.options_captured = captured_header == header_length;
  read_options(bytes.subspan(kLeastHeader, captured_header - kLeastHeader), segment);
  return true;
}

void read_ip_header(const void* ip_header, Segment& segment) {
  void* header = const_cast<void*>(ip_header);  // Wireshark's macros take no pointer to const
  if (const ws_ip4* ip4 = WS_IP4_PTR(header)) {
    segment.ip_id = ip4->ip_id;
    segment.ttl = ip4->ip_ttl;
  } else if (const ws_ip6* ip6 = WS_IP6_PTR(header)) {
    segment.ttl = ip6->ip6_hop;
  }
}

Bytes bytes_of(const address& ip) {
  return {static_cast<const std::uint8_t*>(ip.data), static_cast<std::size_t>(ip.len)};
}

bool is_ip(const address& ip) {
  return ip.type == AT_IPv4 || ip.type == AT_IPv6;
}

// Into a socket that is still empty.
void read_socket(const address& ip, std::uint16_t port, SocketAddress& socket) {
  constexpr std::size_t kIpv4Length = 4;
  socket.port = port;
  if (ip.type == AT_IPv4) {
    std::memcpy(socket.ip.data(), ip.data, kIpv4Length);
  } else {
    std::memcpy(socket.ip.data(), ip.data, socket.ip.size());
    socket.ipv6 = true;
  }
}

std::optional<MacAddress> mac_address(const address& link) {
  MacAddress mac{};
  if (link.type != AT_ETHER || link.len != static_cast<int>(mac.size())) {
    return std::nullopt;
  }
  std::copy_n(static_cast<const std::uint8_t*>(link.data), mac.size(), mac.begin());
  return mac;
}

std::optional<std::uint32_t> interface_of(const packet_info* pinfo) {
  const wtap_rec* record = pinfo->rec;
  if (record->rec_type != REC_TYPE_PACKET ||
      (record->presence_flags & WTAP_HAS_INTERFACE_ID) == 0) {
    return std::nullopt;
  }
  return record->rec_header.packet_header.interface_id;
}

// Since the epoch. A pcapng file may hold any number of seconds; nothing that it says may overflow,
// nor the difference of two such times. 2^62 ns after the epoch it is the year 2116.
std::int64_t nanoseconds_of(const nstime_t& time) {
  constexpr std::int64_t kNanosecondsPerSecond = 1'000'000'000;
  constexpr std::int64_t kMost = (std::int64_t{1} << 62) - 1;
  constexpr std::int64_t kMostSeconds = kMost / kNanosecondsPerSecond;
  const std::int64_t seconds = std::clamp<std::int64_t>(time.secs, -kMostSeconds, kMostSeconds);
  return std::clamp(seconds * kNanosecondsPerSecond + time.nsecs, -kMost, kMost);
}

// See FrameId: of the time, the header and the layer.
std::uint32_t fingerprint(const Segment& segment, const packet_info* pinfo) {
  // The header without its options.
  std::uint64_t first = 0;
  std::uint64_t second = 0;
  std::uint32_t last = 0;
  std::memcpy(&first, segment.bytes.data(), sizeof(first));
  std::memcpy(&second, segment.bytes.data() + sizeof(first), sizeof(second));
  std::memcpy(&last, segment.bytes.data() + sizeof(first) + sizeof(second), sizeof(last));
  constexpr std::uint64_t kOdd = 0x9e3779b97f4a7c15ULL;
  const std::uint64_t last_and_layer = std::uint64_t{last} << 32 | pinfo->curr_layer_num;
  const std::uint64_t numbers = (static_cast<std::uint64_t>(segment.time_ns) ^ first) * kOdd;
  const std::uint64_t hash = (std::rotl(numbers, 32) ^ second ^ last_and_layer) * kOdd;
  return static_cast<std::uint32_t>(hash >> 32);
}

// Not of what was put together from fragments, decrypted or decompressed: offsets in that are none
// in the frame, which is always the first of the frame's sources of data.
bool is_of_frame(tvbuff_t* tvb, const packet_info* pinfo) {
  const GSList* first = pinfo->data_src;
  return first != nullptr &&
         tvb_get_ds_tvb(tvb) == get_data_source_tvb(static_cast<const data_source*>(first->data));
}

void read_offsets(tvbuff_t* tvb, const void* ip_header, Passage& passage) {
  const gint offset = tvb_raw_offset(tvb);
  if (offset < 0) {
    return;
  }
  passage.tcp_header_offset = static_cast<std::uint32_t>(offset);
  void* header = const_cast<void*>(ip_header);  // Wireshark's macros take no pointer to const
  const ws_ip4* ip4 = WS_IP4_PTR(header);
  const std::uint32_t tcp_length = tvb_reported_length(tvb);
  if (ip4 != nullptr && ip4->ip_len >= tcp_length &&
      *passage.tcp_header_offset >= ip4->ip_len - tcp_length) {
    passage.ip_header_offset = *passage.tcp_header_offset - (ip4->ip_len - tcp_length);
  }
}

}  // namespace

Passage DissectedPassage::read() const {
  Passage passage;
  const Bytes ports(tvb_get_ptr(tvb_, 0, kPortsLength), kPortsLength);
  read_socket(pinfo_->src, read_16(ports, 0), passage.source);
  read_socket(pinfo_->dst, read_16(ports, 2), passage.destination);
  passage.source_mac = mac_address(pinfo_->dl_src);
  passage.destination_mac = mac_address(pinfo_->dl_dst);
  if (pinfo_->vlan_id != 0) {
    passage.vlan = static_cast<std::uint16_t>(pinfo_->vlan_id);
  }
  passage.interface = interface_of(pinfo_);
  if (is_of_frame(tvb_, pinfo_)) {
    read_offsets(tvb_, ip_header_, passage);
  }
  return passage;
}

bool read_segment(tvbuff_t* tvb, const packet_info* pinfo, const void* ip_header,
                  ReadSegment& read) {
  if (pinfo->fragmented || !is_ip(pinfo->src) || !is_ip(pinfo->dst)) {
    return false;
  }
  const auto captured = static_cast<std::size_t>(tvb_captured_length(tvb));
  if (captured < kLeastHeader) {
    return false;
  }
  const Bytes bytes(tvb_get_ptr(tvb, 0, static_cast<gint>(captured)), captured);
  Segment& segment = read.segment;
  if (!read_header(bytes, tvb_reported_length(tvb), segment)) {
    return false;
  }
  read_ip_header(ip_header, segment);
  segment.time_ns = nanoseconds_of(pinfo->abs_ts);
  segment.frame = {pinfo->num, fingerprint(segment, pinfo)};
  segment.source_ip = bytes_of(pinfo->src);
  segment.destination_ip = bytes_of(pinfo->dst);
  read_socket(pinfo->src, read_16(bytes, 0), read.source);
  read_socket(pinfo->dst, read_16(bytes, 2), read.destination);
  return true;
}

}  // namespace seqbitflip
