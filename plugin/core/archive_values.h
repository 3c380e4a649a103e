// SPDX-License-Identifier: GPL-2.0-or-later
//
// Numbers in few bytes: eight at a time behind a mask that says which of them are not zero, and
// only those follow, seven bits to a byte. Behind a mask of zero stands how many more there are of
// it. Most of what is known of a connection is zero.
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
  std::uint64_t next_random(std::uint64_t value) {
    if (announce(value != 0)) {
      for (unsigned shift = 0; shift < 64; shift += 8) {
        put(value >> shift);
      }
    }
    return value;
  }

  // What was written; valid until the next start().
  std::span<const std::uint8_t> finish();
  // Begins anew.
  void start();

 private:
  // What eight values take at the most, with their mask and a count of such.
  static constexpr std::size_t kMostOfMask = 2 + 8 * 10;

  void put(std::uint64_t byte) { bytes_[size_++] = static_cast<std::uint8_t>(byte); }
  bool announce(bool follows) {
    if (bit_ == 0x100) {
      begin_mask();
    }
    bytes_[mask_at_] = static_cast<std::uint8_t>(bytes_[mask_at_] | (follows ? bit_ : 0U));
    bit_ <<= 1;
    return follows;
  }
  void begin_mask();
  void end_mask();

  std::vector<std::uint8_t> bytes_;  // with room for a mask and its values
  std::size_t size_ = 0;             // so many are written
  std::size_t mask_at_ = 0;
  unsigned bit_ = 0x100;      // of the next value in the mask; 0x100: it has room for none
  bool after_zeros_ = false;  // the mask follows a count of masks of zero
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

  std::uint64_t next_random(std::uint64_t) {
    std::uint64_t value = 0;
    if (follows()) {
      for (unsigned shift = 0; shift < 64; shift += 8) {
        value |= std::uint64_t{*at_++} << shift;
      }
    }
    return value;
  }

 private:
  bool follows() {
    if (bit_ == 0x100) {
      begin_mask();
    }
    const bool follows = (mask_ & bit_) != 0;
    bit_ <<= 1;
    return follows;
  }
  void begin_mask() {
    bit_ = 1;
    if (zeros_ > 0) {
      --zeros_;
      return;
    }
    mask_ = *at_++;
    zeros_ = mask_ == 0 ? *at_++ : 0U;
  }

  const std::uint8_t* at_;
  unsigned mask_ = 0;
  unsigned bit_ = 0x100;
  unsigned zeros_ = 0;  // so many more masks are zero
};

}  // namespace seqbitflip
