// SPDX-License-Identifier: GPL-2.0-or-later
//
// What is kept of one connection: of its two sockets, that is, over all of its lives.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <optional>

#include "connection_attempt.h"
#include "direction.h"
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
  // All there is while only this was seen of the connection: it has no life yet.
  std::optional<ConnectionAttempt> attempt;
  // The present life of the connection and the one before it, to which late segments may belong;
  // two lives also serve a capture from both sides of a device that rewrites initial numbers.
  std::unique_ptr<Incarnation> current;  // null: nothing was seen of it, or just an attempt
  std::unique_ptr<Incarnation> other;
  // Of the life that is now known to be another one's other side: the frame that began it.
  std::uint32_t translated_life = 0;

  // Of a connection that has no life yet: takes the segment in if there is nothing to be told of it
  // and no life needed. Says whether it has.
  bool take_in_attempt(Direction direction, const Segment& segment) {
    if (attempt) {
      return attempt->take_in_refusal(direction, segment);
    }
    attempt = ConnectionAttempt::begun_by(direction, segment);
    return attempt.has_value();
  }

  // The same: what was seen of it goes into a life.
  void begin_life() {
    current = std::make_unique<Incarnation>();
    if (attempt) {
      attempt->show_to(*current);
      attempt.reset();
    }
  }

  // Whether nothing is open: no number of it is in doubt.
  bool is_settled() const {
    return (!current || current->is_settled()) && (!other || other->is_settled());
  }

  // What there is of the stream in its present life.
  StreamExtent extent(Direction direction) const {
    if (current) {
      return extent_of(current->flow().sender(direction));
    }
    return attempt ? attempt->extent(direction) : StreamExtent{};
  }

  // Of a settled one. Begins with the head, the attempt, and what is asked of the present life's
  // flow.
  template <typename Archive>
  void exchange(Archive& archive) {
    head.exchange(archive);
    exchange_attempt(archive, attempt);
    if (attempt) {
      return;
    }
    const auto exchange_life = [&](Incarnation& life) { life.exchange(archive); };
    archive.owned(current, exchange_life);
    archive.owned(other, exchange_life);
    archive.frame(translated_life);
  }

  // Reads what stands behind the head as far as extent() needs it, by direction.
  template <typename Archive>
  static std::array<StreamExtent, 2> read_extents(Archive& archive) {
    constexpr auto kForward = Direction::kForward;
    constexpr auto kReverse = Direction::kReverse;
    std::optional<ConnectionAttempt> attempt;
    exchange_attempt(archive, attempt);
    if (attempt) {
      return {attempt->extent(kForward), attempt->extent(kReverse)};
    }
    bool has_life = false;
    archive.flag(has_life);
    Flow flow;
    if (has_life) {
      flow.exchange_extents(archive);
    }
    return {extent_of(flow.sender(kForward)), extent_of(flow.sender(kReverse))};
  }

 private:
  template <typename Archive>
  static void exchange_attempt(Archive& archive, std::optional<ConnectionAttempt>& attempt) {
    archive.optional(attempt, [&](ConnectionAttempt& it) { it.exchange(archive); });
  }
};

}  // namespace seqbitflip
