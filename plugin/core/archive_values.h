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
  std::span<const std::uint8_t> written() const { return std::span(bytes_).first(size_); }
  // Begins anew.
  void start() {
    size_ = 0;
    value_ = kValues;
  }

 private:
  static constexpr unsigned kMasks = 8;            // announced by one
  static constexpr unsigned kValues = 8 * kMasks;  // announced by these
  // What eight values take at the most, with their mask and the one before eight masks.
  static constexpr std::size_t kMostOfMask = 2 + 8 * 10;

  void put(std::uint64_t byte) { bytes_[size_++] = static_cast<std::uint8_t>(byte); }
  void set(std::size_t mask_at, unsigned bit) {
    bytes_[mask_at] = static_cast<std::uint8_t>(bytes_[mask_at] | 1U << bit);
  }
  bool announce(bool follows) {
    if (value_ % 8 == 0) {
      begin_mask();
    }
    if (follows) {
      if (!mask_written_) {
        write_mask();
      }
      set(mask_at_, value_ % 8);
    }
    ++value_;
    return follows;
  }
  void begin_mask();
  void write_mask();

  std::vector<std::uint8_t> bytes_;  // with room for a mask and its values
  std::size_t size_ = 0;             // so many are written
  std::size_t masks_at_ = 0;         // where it says which masks there are
  std::size_t mask_at_ = 0;
  bool mask_written_ = false;  // at mask_at_
  unsigned value_ = kValues;   // the next one; kValues: it begins with another eight masks
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
