// SPDX-License-Identifier: GPL-2.0-or-later
//
// The SYN that begins a connection and the reset that refuses it, as they came: all there is of
// most connections where ports are scanned. Only when anything else follows a life is made of them,
// the same that it would be if it had seen them when they came.
#pragma once

#include <cstdint>
#include <optional>

#include "checksum.h"
#include "direction.h"
#include "incarnation.h"
#include "passage.h"
#include "segment.h"
#include "seq_num.h"
#include "stream_position.h"

namespace seqbitflip {

// A segment without payload and SACK blocks, kept beyond its processing.
struct KeptSegment {
  Segment segment;  // without what is valid only while it is processed
  std::optional<Passage> passage;
  ChecksumResult checksum;
};

class ConnectionAttempt {
 public:
  ConnectionAttempt() = default;  // to be read into

  // The attempt that the first segment of a connection is; nothing where it is anything but a plain
  // SYN, or where its checksum is wrong.
  static std::optional<ConnectionAttempt> begun_by(Direction direction, const Segment& segment);

  // Takes the segment in if it is the first reset that refuses the SYN (RFC 9293, section
  // 3.10.7.1) and its checksum is not wrong. Says whether it has.
  bool take_in_refusal(Direction direction, const Segment& segment);

  // Shows the segments to a new life, which has nothing to tell of them.
  void show_to(Incarnation& life) const;

  // As it is of that life: whether one of its endpoints is just at this number, and what there is
  // of its streams.
  bool is_at(SeqNum number) const;
  StreamExtent extent(Direction direction) const;

  template <typename Archive>
  void exchange(Archive& archive) {
    archive.number(asking_);
    syn_.segment.syn = true;
    exchange_any(archive, asking_, syn_);
    archive.optional(syn_.segment.window_shift);
    archive.optional(syn_.segment.mss);
    archive.optional(reset_, [&](KeptSegment& reset) {
      reset.segment.rst = true;
      reset.segment.ack = syn_.segment.end();
      exchange_any(archive, opposite(asking_), reset);
    });
  }

 private:
  template <typename Archive>
  static void exchange_any(Archive& archive, Direction sent, KeptSegment& kept);

  Direction asking_ = Direction::kForward;
  KeptSegment syn_;
  std::optional<KeptSegment> reset_;
};

// What there is of a SYN and a reset alike.
template <typename Archive>
void ConnectionAttempt::exchange_any(Archive& archive, Direction sent, KeptSegment& kept) {
  Segment& segment = kept.segment;
  archive.frame(segment.frame.number);
  archive.random(segment.frame.fingerprint);
  archive.time(segment.time_ns);
  archive.position(sent, segment.seq);
  archive.number(segment.window);
  archive.flag(segment.options_captured);
  archive.optional(segment.timestamps, [&](Timestamps& it) {
    archive.ticks(sent, it.value);
    archive.ticks(opposite(sent), it.echo);
  });
  archive.number(segment.timestamps_offset);
  archive.optional(segment.ip_id, [&](std::uint16_t& it) { archive.ip_id(sent, it); });
  archive.optional(segment.ttl);
  archive.optional(kept.passage, [&](Passage& it) { archive.passage(sent, it); });
  kept.checksum.exchange(archive);
}

}  // namespace seqbitflip
