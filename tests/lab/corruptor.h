// SPDX-License-Identifier: GPL-2.0-or-later
// Corrupts numbers of segments on their way through the forwarder, and writes down what it did.
#pragma once

#include <cstdint>
#include <fstream>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>

#include "fault.h"
#include "latest_numbers.h"
#include "packet_socket.h"
#include "segment_change.h"

namespace lab {

struct CorruptionPlan {
  const faults::NumberField* field = nullptr;  // nothing is corrupted without one
  faults::Fault fault;
  double rate_percent = 1;
  bool stale_checksum = false;
  bool toward_right = true;
  bool toward_left = true;
  std::string segment_kind;  // empty: any
};

using Corruption = nlohmann::json;

class Corruptor {
 public:
  Corruptor(CorruptionPlan plan, faults::Random& random);

  // Changes the frame or leaves it; what was changed, where it was.
  std::optional<Corruption> apply(Bytes& frame, bool toward_right);

 private:
  bool chosen(const Bytes& frame, const faults::TcpLocation& where, bool toward_right);

  CorruptionPlan plan_;
  faults::Random& random_;
  faults::LatestNumbers latest_;
  std::uint64_t count_ = 0;
  std::size_t turn_ = 0;
};

// One line of JSON for every time a corrupted frame left by an interface.
class EventLog {
 public:
  explicit EventLog(const std::string& path);
  void sent(const Corruption& corruption, std::string_view interface);

 private:
  std::ofstream out_;
};

}  // namespace lab
