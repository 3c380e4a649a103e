// SPDX-License-Identifier: GPL-2.0-or-later
#include "checksum.h"

#include <array>
#include <bit>
#include <cstring>

namespace seqbitflip {

namespace {

constexpr std::uint16_t kRightSum = 0xFFFF;
constexpr std::uint16_t kProtocolTcp = 6;
constexpr std::size_t kChecksumOffset = 16;

// RFC 1071, section 2 (B): exchanging the bytes of all words exchanges those of the sum.
std::uint16_t exchanged(std::uint16_t word) {
  return static_cast<std::uint16_t>(word << 8 | word >> 8);
}

std::uint16_t word_at(std::span<const std::uint8_t> bytes, std::size_t offset) {
  return static_cast<std::uint16_t>(bytes[offset] << 8 | bytes[offset + 1]);
}

std::uint16_t folded_to_16(std::uint64_t sum) {
  sum = (sum & 0xFFFFFFFF) + (sum >> 32);
  while (sum > 0xFFFF) {
    sum = (sum & 0xFFFF) + (sum >> 16);
  }
  return static_cast<std::uint16_t>(sum);
}

// Of bytes in the machine's own order, eight at a time: RFC 1071, section 2 (B), "byte order
// independence", and (C), "parallel summation". Only the sum's bytes are put into order.
class SumOfBytes {
 public:
  void add(std::span<const std::uint8_t> bytes) {
    constexpr std::size_t kEight = sizeof(std::uint64_t);
    const std::size_t whole = bytes.size() / kEight * kEight;
    const std::uint8_t* at = bytes.data();
#pragma GCC unroll 8
    for (std::size_t offset = 0; offset < whole; offset += kEight) {
      add_number<std::uint64_t>(at + offset);
    }
    add_rest(bytes.subspan(whole));
  }

  // Of four or sixteen bytes.
  void add_address(std::span<const std::uint8_t> ip) {
    constexpr std::size_t kFour = sizeof(std::uint32_t);
    for (std::size_t offset = 0; offset + kFour <= ip.size(); offset += kFour) {
      add_number<std::uint32_t>(ip.data() + offset);
    }
  }

  // Of big-endian words.
  std::uint16_t folded() const {
    const std::uint16_t folded = folded_to_16(sum_);
    return std::endian::native == std::endian::little ? exchanged(folded) : folded;
  }

 private:
  // Of less than eight bytes; an odd last one is padded with zero.
  void add_rest(std::span<const std::uint8_t> rest) {
    const std::uint8_t* at = rest.data();
    if ((rest.size() & 4) != 0) {
      add_number<std::uint32_t>(at);
      at += 4;
    }
    if ((rest.size() & 2) != 0) {
      add_number<std::uint16_t>(at);
      at += 2;
    }
    if ((rest.size() & 1) != 0) {
      const std::array<std::uint8_t, 2> padded = {*at, 0};
      add_number<std::uint16_t>(padded.data());
    }
  }

  template <typename Number>
  void add_number(const std::uint8_t* at) {
    Number number = 0;
    std::memcpy(&number, at, sizeof number);
    sum_ += number;
    sum_ += sum_ < number ? 1 : 0;  // what is carried out comes in again at the other end
  }

  std::uint64_t sum_ = 0;
};

// Beside the addresses the pseudo-header holds the protocol and the length (RFC 9293, section 3.1).
std::uint16_t with_protocol_and_length(const SumOfBytes& bytes, const Segment& segment) {
  OnesComplementSum sum;
  sum.add_word(bytes.folded());
  sum.add_word(kProtocolTcp);
  sum.add_number(segment.tcp_length());
  return sum.folded();
}

}  // namespace

void OnesComplementSum::add_bytes(std::span<const std::uint8_t> bytes) {
  SumOfBytes sum;
  sum.add(bytes);
  add_word(sum.folded());
}

std::uint16_t OnesComplementSum::folded() const {
  return folded_to_16(sum_);
}

ChecksumResult verify_checksum(const Segment& segment) {
  if (segment.checksum != nullptr) {
    return *segment.checksum;
  }
  if (segment.source_ip.empty() || segment.bytes.size() < segment.tcp_length()) {
    return {};
  }
  SumOfBytes addresses;
  addresses.add_address(segment.source_ip);
  addresses.add_address(segment.destination_ip);
  SumOfBytes whole = addresses;
  whole.add(segment.bytes.first(segment.tcp_length()));
  const std::uint16_t sum = with_protocol_and_length(whole, segment);
  if (sum == kRightSum) {
    return {ChecksumState::kValid, sum};
  }
  // With checksum offload the sending host's capture holds only the pseudo-header's sum, which the
  // network card was to complete. Some drivers leave the field empty.
  const std::uint16_t field = word_at(segment.bytes, kChecksumOffset);
  if (field == with_protocol_and_length(addresses, segment) || field == 0) {
    return {};
  }
  return {ChecksumState::kInvalid, sum};
}

std::optional<SeqNum> ChecksumResult::repairing_number(SeqNum observed, SeqNum first) const {
  if (state != ChecksumState::kInvalid) {
    return std::nullopt;
  }
  // Given its high word, the low word is what the sum still lacks.
  constexpr SeqLength kReach(0xFFFF);
  for (const std::uint32_t high : {first.value() >> 16, (first.value() >> 16) + 1}) {
    OnesComplementSum without_low;
    without_low.add_word(at_odd_offset ? exchanged(sum) : sum);
    without_low.remove_number(observed.value());
    without_low.add_word(static_cast<std::uint16_t>(high));
    const std::uint32_t low = kRightSum - without_low.folded();
    // In one's complement arithmetic both words of equal bits are zero.
    for (const std::uint32_t word : {low, low == 0 ? kRightSum : low}) {
      if (const SeqNum number(high << 16 | word); in_window(number, first, kReach)) {
        return number;
      }
    }
  }
  return std::nullopt;
}

bool ChecksumResult::repaired_by(SeqNum observed, SeqNum expected) const {
  return state == ChecksumState::kInvalid && right_with(observed, expected);
}

bool ChecksumResult::right_with_both(SeqNum observed, SeqNum expected) const {
  return state == ChecksumState::kValid && right_with(observed, expected);
}

ChecksumResult ChecksumResult::with(SeqNum observed, SeqNum expected) const {
  OnesComplementSum replaced;
  replaced.add_word(at_odd_offset ? exchanged(sum) : sum);
  replaced.remove_number(observed.value());
  replaced.add_number(expected.value());
  ChecksumResult result = *this;
  result.sum = at_odd_offset ? exchanged(replaced.folded()) : replaced.folded();
  if (state != ChecksumState::kNotVerifiable) {
    result.state = result.sum == kRightSum ? ChecksumState::kValid : ChecksumState::kInvalid;
  }
  return result;
}

bool ChecksumResult::right_with(SeqNum observed, SeqNum expected) const {
  return with(observed, expected).sum == kRightSum;
}

}  // namespace seqbitflip
