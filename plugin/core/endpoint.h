// SPDX-License-Identifier: GPL-2.0-or-later
//
// What is known of one endpoint of a connection as a sender, in the terms of RFC 9293 section 3.3.
// Only numbers that were trusted ever enter it; see flow.h.
#pragma once

#include <array>
#include <cstdint>
#include <optional>

#include "checksum.h"
#include "direction.h"
#include "ip_id_continuity.h"
#include "rare.h"
#include "segment.h"
#include "sent_history.h"
#include "seq_num.h"
#include "timestamp_clock.h"

namespace seqbitflip {

// An acknowledgment as its sender sent it.
struct SentAck {
  SeqNum number{0};
  std::uint32_t frame = 0;  // 0: none
  std::optional<std::uint16_t> ip_id;

  // `sent`: the direction of the segment.
  template <typename Archive>
  void exchange(Archive& archive, Direction sent) {
    archive.frame(frame);
    if (frame != 0) {
      archive.position(opposite(sent), number);
      archive.optional(ip_id, [&](std::uint16_t& it) { archive.ip_id(sent, it); });
    }
  }
};

struct Endpoint {
  std::optional<SeqNum> initial;    // ISN: the sequence number of its SYN
  std::optional<SeqNum> next;       // SND.NXT: the end of the highest segment seen from it
  std::uint32_t next_in_frame = 0;  // the latest segment that ended there
  // From the first byte of the first segment seen (after a SYN: the first byte of the stream) to
  // `next`, counted without wrapping.
  std::uint64_t stream_length = 0;
  // SND.UNA: the highest acknowledgment number that the peer sent for it, and that segment's frame.
  std::optional<SeqNum> acknowledged;
  std::uint32_t acknowledged_in_frame = 0;
  SeqLength ack_step{0};  // by which SND.UNA advanced last
  // The first position that the peer never offered window for.
  std::optional<SeqNum> window_edge;
  // The latest SND.UNA + SND.WND, which shrinks where the peer takes window back.
  std::optional<SeqNum> latest_window_edge;

  // Where it stood by one segment, which later ones outvoted: it may have been right all the same.
  std::optional<SeqNum> outvoted_next;

  // The number of its latest reset: a closed endpoint repeats it for each segment that still comes.
  std::optional<SeqNum> reset;
  std::uint32_t reset_in_frame = 0;

  bool syn_seen = false;
  bool syn_options_seen = false;
  std::optional<std::uint8_t> window_shift;  // from its SYN; absent in seen options: "no scaling"
  std::uint32_t largest_window = 0;          // the largest it ever offered, in bytes, scaled
  std::uint16_t allowed_mss = 0;             // by the peer's MSS option; 0: unknown
  bool offers_timestamps = false;            // in its SYN
  SeqLength full_segment{0};                 // the payload that these allow it; 0: unknown
  std::uint32_t largest_payload = 0;         // seen in one of its segments
  std::uint32_t smallest_payload = 0;        // of its segments with payload; 0: none seen
  std::uint32_t payload_segments = 0;        // how many these are

  // How many trusted acknowledgments advanced SND.UNA, mostly to boundaries of its segments; and
  // how many ended between two boundaries, at a place that damage hardly explains: a capture beside
  // merging hardware or a splitting middlebox shows many of these.
  std::uint32_t boundary_acks = 0;
  std::uint32_t odd_acks = 0;

  // The latest acknowledgments that it sent, in no order, and the frame of the last one.
  std::array<SentAck, 4> recent_acks;
  std::uint32_t latest_ack_in_frame = 0;
  std::uint32_t acks_sent = 0;

  SentHistory sent;
  Rare<SackBlocks> latest_sack;  // as it last told its peer; absent until it tells of any
  IpIdContinuity ip_id;
  std::optional<std::uint32_t> timestamp;  // its highest TSval (RFC 7323, section 3.2)
  TimestampClock clock;
  std::optional<std::uint32_t> latest_echo;  // the TSecr that it last sent
  std::optional<std::uint8_t> ttl;           // of its first segment that was trusted
  std::optional<SeqNum> latest_seq;          // of its latest segment whose number was trusted
  std::uint32_t segments = 0;
  std::uint32_t trusted_segments = 0;  // of these, whose numbers entered `next`
  std::int64_t advanced_at_ns = 0;     // when SND.NXT last advanced; 0: never seen to, or no times

  // What the checksums of its first segments sum to where they are wrong though nothing else is, as
  // where its addresses were rewritten; 0: they are not, or nothing is known.
  std::uint16_t usual_wrong_sum = 0;
  // The same of its SYN, or of another first segment that was not believed for it. That it comes
  // again, where the SYN's number is right, is more than damage would do.
  std::uint16_t first_wrong_sum = 0;

  // What the checksum of one of its segments says. One that is wrong as usual says nothing.
  ChecksumResult checksum_of(const Segment& segment) const {
    const ChecksumResult checksum = verify_checksum(segment);
    const bool as_usual =
        checksum.state == ChecksumState::kInvalid &&
        (checksum.sum == usual_wrong_sum || (initial && checksum.sum == first_wrong_sum));
    return as_usual ? ChecksumResult{} : checksum;
  }
  // Whether it says that the segment was damaged.
  bool is_checksum_wrong(const Segment& segment) const {
    return checksum_of(segment).state == ChecksumState::kInvalid;
  }

  // The blocks of its latest segment.
  SackBlocks sack() const { return latest_sack ? *latest_sack : SackBlocks{}; }

  // The payload of its full segments: as negotiated or, where that was not seen, as seen.
  SeqLength usual_segment() const {
    return full_segment.bytes() > 0 ? full_segment : SeqLength(largest_payload);
  }

  // Whether a number that lies `behind` positions below SND.NXT would lie before the SYN, which the
  // capture may show behind segments that followed it.
  bool is_before_stream_start(std::uint32_t behind) const {
    const std::uint32_t since_syn = initial && next ? length_between(*initial, *next).bytes() : 0;
    return syn_seen && behind > stream_length + 1 && behind > since_syn;
  }

  // Whether a TSval lies within a minute of its timestamp clock, where that counts milliseconds.
  bool is_near_clock(std::uint32_t value) const {
    constexpr std::uint32_t kMinute = 60'000;
    return timestamp && magnitude(distance(SeqNum(*timestamp), SeqNum(value))) <= kMinute;
  }

  // Whether all that is known of where it is rests on one segment, of its own or of its peer.
  bool is_known_from_one_segment() const {
    return !next || (trusted_segments <= 1 && acknowledged != next);
  }

  // The position that its next segment should start at; where it was not seen to send anything
  // yet, the one that its peer asks for.
  std::optional<SeqNum> expected_next() const { return next ? next : acknowledged; }

  // What extent_of() needs of what it sends in the direction `own`.
  template <typename Archive>
  void exchange_extent(Archive& archive, Direction own);
  // Everything else.
  template <typename Archive>
  void exchange(Archive& archive, Direction own);
};

template <typename Archive>
void Endpoint::exchange_extent(Archive& archive, Direction own) {
  archive.optional_position(own, initial);
  archive.optional_position(own, next, SeqLength(1));  // the SYN itself occupies one
  // As the two tell it, where both are known and the stream has not gone once around.
  const std::uint64_t usual = initial && next ? length_between(*initial, *next).bytes() - 1U : 0U;
  std::uint64_t beyond = stream_length - usual;
  archive.number(beyond);
  stream_length = usual + beyond;
}

// First what a SYN alone leaves behind, so that the masks of the rest are zero where there is no
// more.
template <typename Archive>
void Endpoint::exchange(Archive& archive, Direction own) {
  archive.frame(next_in_frame);
  archive.flag(syn_seen);
  archive.flag(syn_options_seen);
  archive.optional(window_shift);
  archive.number(segments);
  std::uint32_t doubted = segments - trusted_segments;
  archive.number(doubted);
  trusted_segments = segments - doubted;
  archive.time(advanced_at_ns);
  archive.optional_position(own, latest_seq);
  archive.optional(ttl);
  sent.exchange(archive, own);
  ip_id.exchange(archive, own);
  archive.optional(timestamp, [&](std::uint32_t& it) { archive.ticks(own, it); });
  clock.exchange(archive, own);

  archive.number(allowed_mss);
  archive.flag(offers_timestamps);
  archive.optional_position(own, acknowledged);
  archive.frame(acknowledged_in_frame);
  archive.number(ack_step);
  archive.optional_position(own, window_edge);
  archive.optional_position(own, latest_window_edge);
  archive.number(largest_window);
  archive.number(largest_payload);
  archive.number(smallest_payload);
  archive.number(payload_segments);
  archive.number(boundary_acks);
  archive.number(odd_acks);
  for (SentAck& ack : recent_acks) {
    ack.exchange(archive, own);
  }
  archive.frame(latest_ack_in_frame);
  archive.number(acks_sent);
  archive.optional(latest_echo, [&](std::uint32_t& it) { archive.ticks(opposite(own), it); });
  archive.rare(latest_sack, [&](SackBlocks& sack) { archive.sack(opposite(own), sack); });
  archive.optional_position(own, outvoted_next);
  archive.optional_position(own, reset);
  archive.frame(reset_in_frame);
  archive.number(usual_wrong_sum);
  archive.number(first_wrong_sum);
}

}  // namespace seqbitflip
