// SPDX-License-Identifier: GPL-2.0-or-later
// The path between the two hosts: two impairing stages with a wire between them that a capture can
// listen on.
//
//   client <-> left [stage 1] middle-left <-> middle-right [stage 2] right <-> server
//
// Each stage loses, delays, reorders and duplicates; numbers are corrupted just before a frame goes
// onto the wire in the middle, so that a capture there and every one behind it sees them.
#pragma once

#include <array>
#include <chrono>
#include <csignal>
#include <cstdint>
#include <deque>
#include <optional>
#include <queue>
#include <string>
#include <vector>

#include "corruptor.h"
#include "fault.h"
#include "packet_socket.h"

namespace lab {

using Clock = std::chrono::steady_clock;

// What one stage does to a TCP frame in one direction.
struct Impairment {
  double loss_percent = 0;
  double duplicate_percent = 0;
  double reorder_percent = 0;  // these frames are held back 5 to 30 ms longer
  double delay_ms = 1;
  double megabits_per_second = 20;
  double queue_ms = 150;  // what would wait longer for the link is dropped
};

struct Interfaces {
  std::string left, middle_left, middle_right, right;
};

class Path {
 public:
  Path(const Interfaces& interfaces, const Impairment& impairment, Corruptor& corruptor,
       EventLog& events, faults::Random& random);

  // Forwards until `stop` becomes true, which a signal handler does.
  void run(const volatile std::sig_atomic_t& stop);

 private:
  struct Port {
    PacketSocket socket;
    std::string name;
  };
  // A frame waiting to leave by a port.
  struct Waiting {
    Clock::time_point due;
    std::uint64_t order;
    std::size_t out;
    Bytes bytes;
    std::optional<Corruption> corruption;

    bool operator>(const Waiting& other) const {
      return due != other.due ? due > other.due : order > other.order;
    }
  };
  // A frame on the wire in the middle: what we know of it would otherwise be lost there.
  struct OnWire {
    Bytes bytes;
    std::optional<Corruption> corruption;
  };

  bool happens(double percent);
  void receive_all(std::size_t in, Clock::time_point now);
  void enqueue(std::size_t in, Bytes bytes, Clock::time_point now);
  void wait_for_link(std::size_t out, Bytes bytes, std::optional<Corruption> corruption,
                     Clock::time_point now);
  void send_due(Clock::time_point now);
  void leave(Waiting frame);
  std::optional<Corruption> recognise(std::size_t in, const Bytes& bytes);

  std::array<Port, 4> ports_;
  Impairment impairment_;
  Corruptor& corruptor_;
  EventLog& events_;
  faults::Random& random_;
  std::array<Clock::time_point, 4> link_free_{};
  std::array<std::deque<OnWire>, 4> on_wire_;  // by the port where they will arrive
  std::priority_queue<Waiting, std::vector<Waiting>, std::greater<>> waiting_;
  std::uint64_t order_ = 0;
};

}  // namespace lab
