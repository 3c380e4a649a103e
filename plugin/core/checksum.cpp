// SPDX-License-Identifier: GPL-2.0-or-later
#include "checksum.h"

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

// Of four or sixteen bytes: few enough to add them word by word.
void add_address(std::span<const std::uint8_t> ip, OnesComplementSum& sum) {
  for (std::size_t offset = 0; offset + 2 <= ip.size(); offset += 2) {
    sum.add_word(word_at(ip, offset));
  }
}

}  // namespace

// Eight bytes at a time, in the machine's own order: RFC 1071, section 2 (B), "byte order
// independence". Only the sum's bytes are put into order.
void OnesComplementSum::add_bytes(std::span<const std::uint8_t> bytes) {
  OnesComplementSum sum;
  std::size_t offset = 0;
  for (; offset + sizeof(std::uint64_t) <= bytes.size(); offset += sizeof(std::uint64_t)) {
    std::uint64_t eight = 0;
    std::memcpy(&eight, bytes.data() + offset, sizeof eight);
    sum.sum_ += (eight & 0xFFFFFFFF) + (eight >> 32);
  }
  if (offset < bytes.size()) {
    std::uint64_t rest = 0;
    std::memcpy(&rest, bytes.data() + offset, bytes.size() - offset);
    sum.sum_ += (rest & 0xFFFFFFFF) + (rest >> 32);
  }
  const std::uint16_t folded = sum.folded();
  add_word(std::endian::native == std::endian::little ? exchanged(folded) : folded);
}

std::uint16_t OnesComplementSum::folded() const {
  std::uint64_t sum = sum_;
  while (sum > 0xFFFF) {
    sum = (sum & 0xFFFF) + (sum >> 16);
  }
  return static_cast<std::uint16_t>(sum);
}

ChecksumResult verify_checksum(const Segment& segment) {
  if (segment.checksum != nullptr) {
    return *segment.checksum;
  }
  if (segment.source_ip.empty() || segment.bytes.size() < segment.tcp_length()) {
    return {};
  }
  OnesComplementSum pseudo_header;
  add_address(segment.source_ip, pseudo_header);
  add_address(segment.destination_ip, pseudo_header);
  pseudo_header.add_word(kProtocolTcp);
  pseudo_header.add_number(segment.tcp_length());
  const std::uint16_t field = word_at(segment.bytes, kChecksumOffset);

  OnesComplementSum whole = pseudo_header;
  whole.add_bytes(segment.bytes.first(segment.tcp_length()));
  const std::uint16_t sum = whole.folded();
  if (sum == kRightSum) {
    return {ChecksumState::kValid, sum};
  }
  // With checksum offload the sending host's capture holds only the pseudo-header's sum, which the
  // network card was to complete. Some drivers leave the field empty.
  if (field == pseudo_header.folded() || field == 0) {
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
