// SPDX-License-Identifier: GPL-2.0-or-later
#include "traffic.h"

#include <algorithm>
#include <array>

#include "checksum.h"

namespace seqbitflip::bench {

namespace {

constexpr std::uint8_t kHeaderLength = 32;
constexpr std::array<std::uint8_t, 4> kNoAddress{};  // which adds nothing to the checksum
constexpr std::size_t kSequenceOffset = 4;
constexpr std::size_t kChecksumOffset = 16;
constexpr std::uint32_t kProtocolTcp = 6;
constexpr std::int64_t kFrameIntervalNs = 20'000;
constexpr std::uint32_t kFramesPerTick = 50;  // of a millisecond

Step data(std::uint32_t place) {
  Step step;
  step.is_data = true;
  step.place = place;
  return step;
}

Step ack(std::uint32_t place) {
  Step step;
  step.place = place;
  return step;
}

SocketAddress address(std::uint8_t network, std::uint32_t number, std::uint16_t port) {
  SocketAddress socket;
  socket.ip = {10, network, static_cast<std::uint8_t>(number >> 8),
               static_cast<std::uint8_t>(number)};
  socket.port = port;
  return socket;
}

void put_16(std::uint8_t* bytes, std::uint32_t value) {
  bytes[0] = static_cast<std::uint8_t>(value >> 8);
  bytes[1] = static_cast<std::uint8_t>(value);
}

void put_32(std::uint8_t* bytes, std::uint32_t value) {
  put_16(bytes, value >> 16);
  put_16(bytes + 2, value);
}

SeqNum place_at(SeqNum base, std::uint32_t place) {
  return base + SeqLength(place * kFullSegment);
}

}  // namespace

Script in_order_script() {
  return {{data(0), data(1), ack(2)}, 2};
}

Script lossy_script() {
  constexpr std::uint32_t kLength = 100;
  constexpr std::uint32_t kLost = 20;
  constexpr std::uint32_t kDuplicates = 3;
  constexpr std::uint32_t kOvertaken = 60;
  Script script;
  script.length = kLength;
  for (std::uint32_t place = 0; place < kLength; ++place) {
    if (place == kLost) {
      for (std::uint32_t after = 1; after <= kDuplicates; ++after) {
        Step next = data(kLost + after);
        next.skips_ip_id = after == 1;
        script.steps.push_back(next);
        Step duplicate = ack(kLost);
        duplicate.sack = kLost + 1;
        duplicate.sack_end = kLost + after + 1;
        script.steps.push_back(duplicate);
      }
      script.steps.push_back(data(kLost));
      place += kDuplicates;
    } else if (place == kOvertaken) {
      script.steps.push_back(data(place + 1));
      script.steps.push_back(data(place));
      ++place;
    } else {
      script.steps.push_back(data(place));
    }
    if (place % 2 == 1) {
      script.steps.push_back(ack(place + 1));
    }
  }
  return script;
}

Script talk_script() {
  constexpr std::uint32_t kQuestion = 200;
  Step question = ack(0);
  question.asks = kQuestion;
  return {{question, data(0)}, 1};
}

Conversation::Conversation(const Script& script, std::uint32_t number)
    : script_(&script),
      bytes_(kHeaderLength + kFullSegment),
      client_(address(1, number / 60000, static_cast<std::uint16_t>(1024 + number % 60000))),
      server_(address(2, 1, 80)),
      base_(number * 2654435761U),
      client_next_(number * 40503U) {
  for (std::size_t i = kHeaderLength; i < bytes_.size(); ++i) {
    bytes_[i] = static_cast<std::uint8_t>(i * 7);
  }
  for (Segment* segment : {&data_, &ack_}) {
    segment->window = 65535;
    segment->ttl = 64;
    segment->header_length = kHeaderLength;
    segment->ack = SeqNum(0);
    segment->timestamps = Timestamps{};
    segment->source_ip = kNoAddress;
    segment->destination_ip = kNoAddress;
  }
  payload_sum_ = payload_sum(kFullSegment);
}

std::uint16_t Conversation::payload_sum(std::uint32_t length) const {
  OnesComplementSum payload;
  payload.add_bytes(std::span(bytes_).subspan(kHeaderLength, length));
  return payload.folded();
}

// The checksum stays right: it is what the sum of everything else lacks.
void Conversation::put_numbers(const Segment& segment) {
  const std::uint32_t ack = segment.ack.value_or(SeqNum(0)).value();
  put_32(bytes_.data() + kSequenceOffset, segment.seq.value());
  put_32(bytes_.data() + kSequenceOffset + 4, ack);
  OnesComplementSum sum;
  sum.add_number(segment.seq.value());
  sum.add_number(ack);
  sum.add_number(kProtocolTcp + segment.tcp_length());
  const std::uint32_t length = segment.payload_length;
  sum.add_word(length == kFullSegment ? payload_sum_ : payload_sum(length));
  put_16(bytes_.data() + kChecksumOffset, 0xFFFFU - sum.folded());
}

const Segment& Conversation::next_of_handshake(std::uint32_t frame) {
  is_data_ = handshake_ == 1;
  Segment& segment = is_data_ ? data_ : ack_;
  segment.frame = {frame, frame};
  segment.syn = handshake_ < 2;
  segment.window_shift = 7;
  segment.seq = (is_data_ ? base_ : client_next_) - SeqLength(segment.syn ? 1U : 0U);
  segment.ack = is_data_ ? client_next_ : base_;
  if (handshake_ == 0) {
    segment.ack.reset();
  }
  segment.bytes = std::span(bytes_).first(kHeaderLength);
  put_numbers(segment);
  ++handshake_;
  return segment;
}

const Segment& Conversation::next(std::uint32_t frame) {
  if (handshake_ < 3) {
    return next_of_handshake(frame);
  }
  if (at_ == script_->steps.size()) {
    at_ = 0;
    base_ = place_at(base_, script_->length);
  }
  const Step& step = script_->steps[at_++];
  is_data_ = step.is_data;
  Segment& segment = is_data_ ? data_ : ack_;
  segment.syn = false;
  segment.frame = {frame, frame};
  segment.time_ns = frame * kFrameIntervalNs;
  const Segment& before = is_data_ ? ack_ : data_;  // of the peer
  segment.timestamps = Timestamps{1 + frame / kFramesPerTick, before.timestamps->value};
  if (is_data_) {
    segment.payload_length = kFullSegment;
    segment.bytes = bytes_;
    segment.seq = place_at(base_, step.place);
    segment.ack = client_next_;
    ip_id_ = static_cast<std::uint16_t>(ip_id_ + (step.skips_ip_id ? 2 : 1));
    segment.ip_id = ip_id_;
  } else {
    segment.payload_length = step.asks;
    segment.bytes = std::span(bytes_).first(kHeaderLength + step.asks);
    segment.seq = client_next_;
    client_next_ = segment.end();
    segment.ack = place_at(base_, step.place);
    segment.sack.count = 0;
    if (step.sack) {
      segment.sack.block[0] = {place_at(base_, *step.sack), place_at(base_, step.sack_end)};
      segment.sack.count = 1;
    }
  }
  put_numbers(segment);
  return segment;
}

}  // namespace seqbitflip::bench
