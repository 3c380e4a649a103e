// SPDX-License-Identifier: GPL-2.0-or-later
//
// Numbers in few bytes. A mask says which of eight are not zero, and only those follow it, seven
// bits to a byte; a mask that would be zero is left out, and the mask before eight masks says which
// of them are there. Most of what is known of a connection is zero.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace seqbitflip {

class ArchiveWriter {
 public:
  static constexpr bool kReads = false;

  // A bit of the mask, and nothing else.
  bool next_flag(bool value) { return announce(value); }

  // Writes the value, and returns it.
  std::uint64_t next(std::uint64_t value) {
    if (announce(value != 0)) {
      std::uint64_t rest = value;
      for (; rest >= 0x80; rest >>= 7) {
        put(rest | 0x80);
      }
      put(rest);
    }
    return value;
  }

  // The same for a value whose bits are all random: seven bits to a byte would take longer.
  std::uint32_t next_random(std::uint32_t value) {
    if (announce(value != 0)) {
      for (unsigned shift = 0; shift < 32; shift += 8) {
        put(value >> shift);
      }
    }
    return value;
  }

  // What was written; valid until the next start().
  std::span<const std::uint8_t> written() {
    begin_groups(value_);
    return std::span(bytes_).first(size_);
  }
  // Begins anew.
  void start() {
    size_ = 0;
    value_ = 0;
    groups_end_ = 0;
    masks_end_ = 0;
  }

 private:
  static constexpr unsigned kMask = 8;           // values told of by a mask
  static constexpr unsigned kGroup = 8 * kMask;  // whose masks are told of by another one
  // What a value takes at the most, with its mask and that of the group.
  static constexpr std::size_t kMostOfValue = 2 + 10;

  void put(std::uint64_t byte) { bytes_[size_++] = static_cast<std::uint8_t>(byte); }
  void set(std::size_t mask_at, unsigned bit) {
    bytes_[mask_at] = static_cast<std::uint8_t>(bytes_[mask_at] | 1U << bit);
  }
  // Of a value that is zero nothing is written: those that follow it tell where they are.
  bool announce(bool follows) {
    if (follows) {
      announce_value();
    }
    ++value_;
    return follows;
  }
  void announce_value() {
    if (value_ >= groups_end_) {
      begin_groups(value_ + 1);
    }
    if (bytes_.size() < size_ + kMostOfValue) {
      grow();
    }
    if (value_ >= masks_end_) {
      set(group_at_, value_ / kMask % 8);
      mask_at_ = size_;
      masks_end_ = value_ / kMask * kMask + kMask;
      put(0);
    }
    set(mask_at_, value_ % kMask);
  }
  void grow();
  void begin_groups(unsigned end);

  std::vector<std::uint8_t> bytes_;  // with room for more than what is written
  std::size_t size_ = 0;             // so many are written
  std::size_t group_at_ = 0;         // where it says which masks of the group there are
  std::size_t mask_at_ = 0;
  unsigned value_ = 0;       // the next one
  unsigned groups_end_ = 0;  // the value behind the groups that have begun
  unsigned masks_end_ = 0;   // the same of the masks
};

class ArchiveReader {
 public:
  static constexpr bool kReads = true;

  // `bytes`: what an ArchiveWriter wrote.
  explicit ArchiveReader(const std::uint8_t* bytes) : at_(bytes) {}

  // What was written here; what they are told is of no interest.
  bool next_flag(bool) { return follows(); }

  std::uint64_t next(std::uint64_t) {
    std::uint64_t value = 0;
    if (follows()) {
      unsigned shift = 0;
      for (; (*at_ & 0x80U) != 0; shift += 7) {
        value |= std::uint64_t{*at_++ & 0x7FU} << shift;
      }
      value |= std::uint64_t{*at_++} << shift;
    }
    return value;
  }

  std::uint32_t next_random(std::uint32_t) {
    std::uint32_t value = 0;
    if (follows()) {
      for (unsigned shift = 0; shift < 32; shift += 8) {
        value |= std::uint32_t{*at_++} << shift;
      }
    }
    return value;
  }

 private:
  static constexpr unsigned kEnd = 0x100;  // the bit behind the last one of a mask

  bool follows() {
    if (bit_ == kEnd) {
      begin_mask();
    }
    const bool follows = (mask_ & bit_) != 0;
    bit_ <<= 1;
    return follows;
  }
  void begin_mask() {
    if (mask_bit_ == kEnd) {
      masks_ = *at_++;
      mask_bit_ = 1;
    }
    mask_ = (masks_ & mask_bit_) != 0 ? *at_++ : 0U;
    mask_bit_ <<= 1;
    bit_ = 1;
  }

  const std::uint8_t* at_;
  unsigned masks_ = 0;
  unsigned mask_bit_ = kEnd;
  unsigned mask_ = 0;
  unsigned bit_ = kEnd;
};

}  // namespace seqbitflip
