// SPDX-License-Identifier: GPL-2.0-or-later
//
// Numbers drawn from the bytes that a fuzzer makes up. Where the bytes are used up, zeros follow.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace seqbitflip::test {

class ByteSource {
 public:
  explicit ByteSource(std::span<const std::uint8_t> bytes) : left_(bytes) {}

  bool is_empty() const { return left_.empty(); }

  std::uint8_t byte() {
    if (left_.empty()) {
      return 0;
    }
    const std::uint8_t first = left_.front();
    left_ = left_.subspan(1);
    return first;
  }
  std::uint16_t word() {
    const std::uint32_t high = byte();
    return static_cast<std::uint16_t>(high << 8 | byte());
  }
  std::uint32_t number() {
    const std::uint32_t high = word();
    return high << 16 | word();
  }
  // 0 to `limit` - 1.
  std::uint8_t below(std::uint8_t limit) { return static_cast<std::uint8_t>(byte() % limit); }

  std::vector<std::uint8_t> bytes(std::size_t count) {
    std::vector<std::uint8_t> drawn(count);
    for (std::uint8_t& one : drawn) {
      one = byte();
    }
    return drawn;
  }
  std::span<const std::uint8_t> rest() const { return left_; }

 private:
  std::span<const std::uint8_t> left_;
};

}  // namespace seqbitflip::test
