// SPDX-License-Identifier: GPL-2.0-or-later
//
// Positions and lengths in TCP's sequence space (RFC 9293, section 3.4).
//
// The space is a circle of 2^32 positions: "before" and "after" exist only for two positions less
// than 2^31 apart. Hence two types, so that a position is never added to a position, and no
// operator<, so that nothing sorts positions or uses them as map keys by accident.
#pragma once

#include <cstdint>

namespace seqbitflip {

// A number of positions (bytes, plus one each for SYN and FIN), 0 to 2^32-1.
class SeqLength {
 public:
  constexpr explicit SeqLength(std::uint32_t bytes) : bytes_(bytes) {}
  constexpr std::uint32_t bytes() const { return bytes_; }
  constexpr bool operator==(const SeqLength&) const = default;

 private:
  std::uint32_t bytes_;
};

// An absolute position in the space, modulo 2^32. Every value is valid, also 0: a position that is
// not known is a std::optional<SeqNum>.
class SeqNum {
 public:
  constexpr explicit SeqNum(std::uint32_t value) : value_(value) {}
  constexpr std::uint32_t value() const { return value_; }
  constexpr bool operator==(const SeqNum&) const = default;

 private:
  std::uint32_t value_;
};

constexpr SeqNum operator+(SeqNum position, SeqLength length) {
  return SeqNum(position.value() + length.bytes());
}

constexpr SeqNum operator-(SeqNum position, SeqLength length) {
  return SeqNum(position.value() - length.bytes());
}

// How probable one position is where all are as probable: 2^-32.
inline constexpr double kAnyNumber = 1.0 / 4294967296.0;

// How far `to` lies ahead of `from`: -2^31 to 2^31-1, negative where it lies behind. Positions
// exactly 2^31 apart are "behind", by convention; RFC 1982 leaves them undefined.
constexpr std::int32_t distance(SeqNum from, SeqNum to) {
  return static_cast<std::int32_t>(to.value() - from.value());
}

constexpr bool is_before(SeqNum a, SeqNum b) {
  return distance(a, b) > 0;
}
constexpr bool is_after(SeqNum a, SeqNum b) {
  return is_before(b, a);
}

constexpr SeqNum later_of(SeqNum a, SeqNum b) {
  return is_before(a, b) ? b : a;
}

// The length of [first, last); meaningful where `last` is not before `first`.
constexpr SeqLength length_between(SeqNum first, SeqNum last) {
  return SeqLength(last.value() - first.value());
}

// Whether `position` lies in [first, first + size).
constexpr bool in_window(SeqNum position, SeqNum first, SeqLength size) {
  return position.value() - first.value() < size.bytes();
}

// The magnitude of a signed distance, also of -2^31.
constexpr std::uint32_t magnitude(std::int32_t signed_distance) {
  const auto bits = static_cast<std::uint32_t>(signed_distance);
  return signed_distance < 0 ? 0U - bits : bits;
}

}  // namespace seqbitflip
