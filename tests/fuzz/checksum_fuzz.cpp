// SPDX-License-Identifier: GPL-2.0-or-later
//
// Any bytes as the input of the checksum. What it says must agree with itself: a number that it
// calls the repairing one repairs, and the bytes with that number in them have a right checksum.
#include <array>
#include <cstdlib>
#include <stdexcept>
#include <vector>

#include "byte_source.h"
#include "checksum.h"

namespace seqbitflip::test {
namespace {

constexpr std::size_t kSequenceOffset = 4;
constexpr std::size_t kLeastHeader = 20;

void require(bool holds, const char* what) {
  if (!holds) {
    throw std::logic_error(what);
  }
}

SeqNum number_in(const std::vector<std::uint8_t>& bytes) {
  return SeqNum(ByteSource(std::span(bytes).subspan(kSequenceOffset)).number());
}

void put_number(std::vector<std::uint8_t>& bytes, SeqNum number) {
  for (std::size_t i = 0; i < 4; ++i) {
    bytes[kSequenceOffset + i] = static_cast<std::uint8_t>(number.value() >> (24 - 8 * i));
  }
}

void check(ByteSource source) {
  Segment segment;
  const std::uint16_t address = source.below(8) != 0 ? source.word() : std::uint16_t{0};
  const std::array<std::uint8_t, 4> address_bytes = {static_cast<std::uint8_t>(address >> 8),
                                                     static_cast<std::uint8_t>(address)};
  if (address != 0) {
    segment.source_ip = address_bytes;
  }
  const bool cut_short = source.below(8) == 0;
  const std::uint16_t missing = cut_short ? source.word() : 0;
  segment.header_length = static_cast<std::uint8_t>(kLeastHeader + 4U * source.below(11));
  const SeqNum first(source.number());
  std::vector<std::uint8_t> bytes(source.rest().begin(), source.rest().end());
  if (bytes.size() < segment.header_length) {
    bytes.resize(segment.header_length);
  }
  segment.payload_length =
      static_cast<std::uint32_t>(bytes.size() - segment.header_length) + missing;
  segment.bytes = bytes;
  const SeqNum observed = number_in(bytes);
  const ChecksumResult result = verify_checksum(segment);
  require(result.state == ChecksumState::kNotVerifiable || missing == 0, "verified what is cut");
  const auto repairing = result.repairing_number(observed, first);
  if (!repairing) {
    return;
  }
  require(result.repaired_by(observed, *repairing), "the repairing number does not repair");
  require(in_window(*repairing, first, SeqLength(0xFFFF)), "too far away");
  put_number(bytes, *repairing);
  const ChecksumState repaired = verify_checksum(segment).state;
  require(repaired == ChecksumState::kValid, "with the repairing number the checksum is wrong");
}

}  // namespace
}  // namespace seqbitflip::test

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  seqbitflip::test::check(seqbitflip::test::ByteSource({data, size}));
  return 0;
}
