// SPDX-License-Identifier: GPL-2.0-or-later
//
// Endless healthy conversations for measuring the core: segments are made in place, so that what is
// measured is the core and not the making.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "segment.h"
#include "socket_address.h"

namespace seqbitflip::bench {

inline constexpr std::uint32_t kFullSegment = 1448;

// A step of a transfer from server to client, or of their talk. Places are counted in full segments
// from where the script begins.
struct Step {
  bool is_data = false;
  std::uint32_t place = 0;            // where the data starts; what the client acknowledges
  std::optional<std::uint32_t> sack;  // the client has what lies between this place ...
  std::uint32_t sack_end = 0;         // ... and that one
  bool skips_ip_id = false;           // a packet before this one was lost
  std::uint32_t asks = 0;             // bytes that the client sends with its acknowledgment
};

struct Script {
  std::vector<Step> steps;
  std::uint32_t length = 0;  // places by which one run of the script advances
};

// Two full segments, one acknowledgment.
Script in_order_script();
// Of a hundred segments one is lost before the capture and comes again after three duplicate
// acknowledgments with SACK, and one is overtaken by its successor.
Script lossy_script();
// A short question and a full segment in answer, each of which acknowledges the other.
Script talk_script();

// A connection that runs a script over and over, after its handshake.
class Conversation {
 public:
  Conversation(const Script& script, std::uint32_t number);

  const SocketAddress& source() const { return is_data_ ? server_ : client_; }
  const SocketAddress& destination() const { return is_data_ ? client_ : server_; }
  // Makes the next segment; valid until the next call.
  const Segment& next(std::uint32_t frame);

 private:
  const Segment& next_of_handshake(std::uint32_t frame);
  std::uint16_t payload_sum(std::uint32_t length) const;
  void put_numbers(const Segment& segment);

  const Script* script_;
  std::vector<std::uint8_t> bytes_;
  SocketAddress client_;
  SocketAddress server_;
  Segment data_;
  Segment ack_;
  SeqNum base_;
  SeqNum client_next_;
  std::uint16_t payload_sum_ = 0;
  std::uint16_t ip_id_ = 0;
  std::size_t at_ = 0;
  std::uint32_t handshake_ = 0;
  bool is_data_ = false;
};

}  // namespace seqbitflip::bench
