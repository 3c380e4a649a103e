// SPDX-License-Identifier: GPL-2.0-or-later
#include "shorthand.h"

namespace seqbitflip::test {

namespace {

constexpr std::uint16_t kMss = 1460;

WireSegment segment(From from, std::uint32_t seq) {
  WireSegment wire;
  wire.from = from;
  wire.seq = SeqNum(seq);
  return wire;
}

}  // namespace

Direction direction_of(From from) {
  return from == From::kClient ? Direction::kForward : Direction::kReverse;
}

WireSegment syn(std::uint32_t seq) {
  WireSegment wire = segment(kClient, seq);
  wire.syn = true;
  wire.mss = kMss;
  return wire;
}

WireSegment syn_ack(std::uint32_t seq, std::uint32_t ack) {
  WireSegment wire = pure_ack(kServer, seq, ack);
  wire.syn = true;
  wire.mss = kMss;
  return wire;
}

WireSegment data(From from, std::uint32_t seq, std::size_t length, std::uint32_t ack) {
  WireSegment wire = pure_ack(from, seq, ack);
  wire.payload = stream_bytes(from, wire.seq, length);
  return wire;
}

WireSegment pure_ack(From from, std::uint32_t seq, std::uint32_t ack) {
  WireSegment wire = segment(from, seq);
  wire.ack = SeqNum(ack);
  return wire;
}

WireSegment fin(From from, std::uint32_t seq, std::uint32_t ack) {
  WireSegment wire = pure_ack(from, seq, ack);
  wire.fin = true;
  return wire;
}

WireSegment reset(From from, std::uint32_t seq) {
  WireSegment wire = segment(from, seq);
  wire.rst = true;
  return wire;
}

WireSegment with_seq(WireSegment wire, std::uint32_t observed, WireChecksum checksum) {
  wire.meant_seq = wire.seq;
  wire.seq = SeqNum(observed);
  wire.checksum = checksum;
  return wire;
}

WireSegment with_ack(WireSegment wire, std::uint32_t observed, WireChecksum checksum) {
  wire.meant_ack = wire.ack;
  wire.ack = SeqNum(observed);
  wire.checksum = checksum;
  return wire;
}

WireSegment with_bit(WireSegment wire, int bit, WireChecksum checksum) {
  const std::uint32_t observed = wire.seq.value() ^ (1U << bit);
  return with_seq(std::move(wire), observed, checksum);
}

WireSegment stamped(WireSegment wire, std::int64_t at_ms, std::uint32_t value, std::uint32_t echo) {
  constexpr std::int64_t kNsPerMs = 1'000'000;
  wire.time_ns = at_ms * kNsPerMs;
  wire.timestamps = Timestamps{value, echo};
  return wire;
}

SeenFlow& SeenFlow::see(const WireSegment& wire, Trust trust) {
  const CapturedSegment captured(wire, ++frames_);
  flow_.observe(direction_of(wire.from), captured.segment(), trust);
  return *this;
}

SeenFlow conversation_under_way() {
  SeenFlow seen;
  seen.see(syn(1000))
      .see(syn_ack(5000, 1001))
      .see(pure_ack(kClient, 1001, 5001))
      .see(data(kClient, 1001, 100, 5001))
      .see(pure_ack(kServer, 5001, 1101))
      .see(data(kServer, 5001, 1460, 1101))
      .see(pure_ack(kClient, 1101, 6461));
  return seen;
}

}  // namespace seqbitflip::test
