// SPDX-License-Identifier: GPL-2.0-or-later
//
// What is kept of one connection: of its two sockets, that is, over all of its lives.
#pragma once

#include <array>
#include <cstdint>
#include <memory>

#include "incarnation.h"
#include "passage.h"
#include "stream_position.h"

namespace seqbitflip {

// What is asked of a connection that is not worked on.
struct ConnectionHead {
  // How many segments of each kind were seen, by direction.
  std::array<std::array<std::uint32_t, kSegmentKinds>, 2> segments{};
  StreamPositions positions;

  template <typename Archive>
  void exchange(Archive& archive) {
    for (auto& kinds : segments) {
      for (std::uint32_t& count : kinds) {
        archive.number(count);
      }
    }
    positions.exchange(archive);
  }
};

struct Connection {
  ConnectionHead head;
  // The present life of the connection and the one before it, to which late segments may belong;
  // two lives also serve a capture from both sides of a device that rewrites initial numbers.
  std::unique_ptr<Incarnation> current = std::make_unique<Incarnation>();
  std::unique_ptr<Incarnation> other;
  // Of the life that is now known to be another one's other side: the frame that began it.
  std::uint32_t translated_life = 0;

  // Whether nothing is open: no number of it is in doubt.
  bool is_settled() const { return current->is_settled() && (!other || other->is_settled()); }

  // Of a settled one. Begins with the head and what is asked of the present life's flow.
  template <typename Archive>
  void exchange(Archive& archive) {
    head.exchange(archive);
    current->exchange(archive);
    bool has_other = other != nullptr;
    archive.flag(has_other);
    if (has_other && !other) {
      other = std::make_unique<Incarnation>();
    }
    if (has_other) {
      other->exchange(archive);
    }
    archive.frame(translated_life);
  }
};

}  // namespace seqbitflip
