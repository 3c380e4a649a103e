// SPDX-License-Identifier: GPL-2.0-or-later
//
// The segments that one endpoint was seen to send and that may matter again: their boundaries are
// where a retransmission, a late packet or an acknowledgment can legitimately point to, their
// digests tell whether the same bytes come again.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <utility>
#include <vector>

#include "direction.h"
#include "segment.h"
#include "seq_num.h"

namespace seqbitflip {

// Most of what is kept of a long flow is these: what may be absent shares one byte of flags. Their
// size is a power of two: std::vector::size() divides by it for each segment.
class alignas(16) SentRecord {
 public:
  SeqNum start{0};
  SeqNum end{0};
  std::uint32_t frame = 0;  // 0: forgotten

  // The acknowledgment number that the segment carried.
  std::optional<SeqNum> ack() const { return if_known(kAck, ack_); }
  std::optional<std::uint32_t> timestamp() const { return if_known(kTimestamp, timestamp_); }
  std::optional<std::uint16_t> ip_id() const { return if_known(kIpId, ip_id_); }
  // Of the payload.
  std::optional<PayloadDigest> digest() const { return if_known(kDigest, digest_); }

  [[gnu::always_inline]] void set(std::optional<SeqNum> ack, std::optional<std::uint32_t> timestamp,
                                  std::optional<std::uint16_t> ip_id,
                                  std::optional<PayloadDigest> digest) {
    known_ = static_cast<std::uint8_t>((ack ? kAck : 0) | (timestamp ? kTimestamp : 0) |
                                       (ip_id ? kIpId : 0) | (digest ? kDigest : 0));
    ack_ = ack.value_or(SeqNum(0));
    timestamp_ = timestamp.value_or(0);
    ip_id_ = ip_id.value_or(0);
    digest_ = digest.value_or(0);
  }

  // Segmentation and receive offloads merge segments before the capture sees them: the boundaries
  // that the record had on the wire inside of it, a whole number of `full_segment` from its start.
  // Those above `position`, which lies in it; rising, and `most` of them.
  std::vector<SeqNum> boundaries_inside(SeqNum position, SeqLength full_segment,
                                        std::size_t most) const;

  // Leaves only where it lay.
  void forget_details() {
    frame = 0;
    known_ = 0;
  }

  // `sent`: the direction of the segment; `before` and `earlier`: the record before it and the one
  // before that, which tell what to expect of this one.
  template <typename Archive>
  void exchange(Archive& archive, Direction sent, const SentRecord& before,
                const SentRecord& earlier) {
    exchange_place(archive, sent, before);
    archive.known_frame(frame);
    known_ ^= before.known_;
    archive.number(known_);
    known_ ^= before.known_;
    if ((known_ & kAck) != 0) {
      const bool steps = before.ack() && earlier.ack();
      archive.position(opposite(sent), ack_,
                       steps ? length_between(earlier.ack_, before.ack_) : SeqLength(0));
    }
    if ((known_ & kTimestamp) != 0) {
      archive.ticks(sent, timestamp_);
    }
    if ((known_ & kIpId) != 0) {
      archive.ip_id(sent, ip_id_);
    }
    if ((known_ & kDigest) != 0) {
      archive.random(digest_);
    }
  }
  // Of one whose details are forgotten: mostly it takes no room.
  template <typename Archive>
  void exchange_place(Archive& archive, Direction sent, const SentRecord& before) {
    archive.position(sent, start);
    archive.position(sent, end, length_between(before.start, before.end));
  }

 private:
  enum Flag : std::uint8_t { kAck = 1, kTimestamp = 2, kIpId = 4, kDigest = 8 };

  template <typename T>
  std::optional<T> if_known(Flag flag, T value) const {
    return (known_ & flag) != 0 ? std::optional(value) : std::nullopt;
  }

  SeqNum ack_{0};
  std::uint32_t timestamp_ = 0;
  PayloadDigest digest_ = 0;
  std::uint16_t ip_id_ = 0;
  std::uint8_t known_ = 0;
};

static_assert(std::has_single_bit(sizeof(SentRecord)));

// Positions between two records that no record covers: what they carried was lost before the
// capture saw it, or is still on its way.
struct Hole {
  SeqNum first{0};
  SeqNum end{0};
};

class SentHistory {
 public:
  // Records of segments that occupy sequence space, kept at the most. A window of 1 MB in segments
  // of 1448 bytes is 724 of them.
  static constexpr std::size_t kMostRecords = 1024;
  // Records kept though the peer acknowledged them: late duplicates and reordered pure
  // acknowledgments point to these. What lies below is taken for healthy too soon, or for wrong.
  static constexpr std::size_t kAcknowledgedKept = 64;
  // Of these, the latest ones that are kept whole. Of the others only where they lay: the rest
  // would be most of the memory of a connection that sleeps.
  static constexpr std::size_t kDetailsKept = 8;

  void add(const SentRecord& record) { add(record.start, record.end) = record; }
  // Returns the place of its record, whose other values are still to be set.
  SentRecord& add(SeqNum start, SeqNum end);

  // Forgets what `acknowledged` covers, but for the latest ones, and of these but the latest few
  // all except where they lay.
  void acknowledged_up_to(SeqNum acknowledged);

  // The latest record that ends (starts) exactly at `position`.
  const SentRecord* ending_at(SeqNum position) const;
  const SentRecord* starting_at(SeqNum position) const;

  // The latest record that occupies `position`.
  const SentRecord* latest_over(SeqNum position) const;

  // The record whose payload has this digest, if all that have it lie at one place.
  const SentRecord* only_one_with(PayloadDigest digest) const;

  // Whether `position` is a boundary: the start or end of a record, or one of its
  // boundaries_inside().
  bool is_boundary(SeqNum position, SeqLength full_segment) const;

  // The start or end of a record that lies closest to `position`.
  std::optional<SeqNum> closest_boundary(SeqNum position) const;

  // Whether `position` lies strictly inside a record.
  bool is_inside(SeqNum position) const;

  // The hole in which `position` lies; nothing where it is covered or lies outside of all records.
  std::optional<Hole> hole_at(SeqNum position) const;

  // All holes, rising; of what lies 2^31 or more below the highest record none.
  std::vector<Hole> holes() const;

  // Whether every record ever added that could matter at `position` is still held.
  bool reaches_back_to(SeqNum position) const;

  // In the order of capture; valid until the next change.
  std::span<const SentRecord> records() const {
    return std::span(room_).subspan(first_, end_ - first_);
  }

  // `sent`: the direction of the segments.
  template <typename Archive>
  void exchange(Archive& archive, Direction sent) {
    drop_forgotten();
    archive.number(detailed_);
    SentRecord before;
    SentRecord earlier;
    std::uint32_t index = 0;
    room_.resize(end_);
    archive.list(room_, [&](SentRecord& record) {
      if (index++ < detailed_) {
        record.exchange_place(archive, sent, before);
      } else {
        record.exchange(archive, sent, before, earlier);
      }
      earlier = std::exchange(before, record);
    });
    end_ = static_cast<std::uint32_t>(room_.size());
    acknowledged_ = detailed_;  // the next acknowledgment counts the rest again
    archive.number(unordered_);
    archive.optional_position(sent, forgotten_up_to_);
  }

 private:
  void forget_first();
  void make_room();
  void drop_forgotten();
  // A rising row of records spans less than this, so that its order is that of the numbers.
  static constexpr std::uint32_t kWidestRow = std::uint32_t{1} << 31;

  bool goes_on_rising(SeqNum start, SeqNum end) const;
  std::span<const SentRecord> rising() const { return records().subspan(unordered_); }
  std::span<const SentRecord> unordered() const { return records().first(unordered_); }
  const SentRecord* rising_at_or_before(SeqNum position) const;

  const SentRecord& back() const { return room_[end_ - 1]; }

  // Of these only the ones from `first_` to `end_` are records. What is forgotten stays in front
  // until its room is needed: a flow that goes on as expected never allocates.
  std::vector<SentRecord> room_;
  std::uint32_t first_ = 0;
  std::uint32_t detailed_ = 0;      // of those before, only where they lay is known
  std::uint32_t acknowledged_ = 0;  // those before are known to be
  std::uint32_t end_ = 0;
  // Of records(), so many are followed by one that starts before their end. Those behind them rise,
  // and are found without looking at each.
  std::uint32_t unordered_ = 0;
  std::optional<SeqNum> forgotten_up_to_;
};

[[gnu::always_inline]] inline SentRecord& SentHistory::add(SeqNum start, SeqNum end) {
  if (!goes_on_rising(start, end)) {
    unordered_ = end_ - first_;
  }
  if (end_ == room_.size()) {
    make_room();
  }
  SentRecord& record = room_[end_++];
  record.start = start;
  record.end = end;
  if (end_ - first_ > kMostRecords) {
    forget_first();
  }
  return record;
}

[[gnu::always_inline]] inline bool SentHistory::goes_on_rising(SeqNum start, SeqNum end) const {
  const std::uint32_t front = first_ + unordered_;
  return front == end_ || (!is_before(start, back().end) &&
                           length_between(room_[front].start, end).bytes() < kWidestRow);
}

}  // namespace seqbitflip
