// SPDX-License-Identifier: GPL-2.0-or-later
//
// Gives segments to an Analyzer in the order of a capture and keeps what it says, as the Wireshark
// module does: a later verdict about the same number replaces the earlier one.
#pragma once

#include <compare>
#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <utility>

#include "analyzer.h"
#include "wire_segment.h"

namespace seqbitflip::test {

class Replay {
 public:
  // A number in the capture: the frame, counted from 1, which of its numbers, and, of SACK edges,
  // which: 0 and 1 are the left and right one of the first block.
  struct Place {
    std::uint32_t frame = 0;
    NumberKind kind = NumberKind::kSequence;
    std::uint8_t edge = 0;
    auto operator<=>(const Place&) const = default;
  };

  // Takes the next segment in and returns the number of its frame.
  std::uint32_t feed(const WireSegment& wire);

  // The capture has been read: what is still undecided is judged by the whole of it.
  void end_of_capture();

  // What is said at present of a number; nothing where it is not called wrong.
  std::optional<WrongNumber> wrong(std::uint32_t frame, NumberKind kind,
                                   std::uint8_t edge = 0) const;
  std::optional<OutOfWindow> out_of_window(std::uint32_t frame, NumberKind kind) const;

  // Every number that was called wrong at any time, with what was said of it first.
  const std::map<Place, WrongNumber>& ever_wrong() const { return ever_wrong_; }
  // Every number that is called wrong at present.
  std::map<Place, WrongNumber> wrong_now() const;
  // Every number of which anything is said at present, with all that is said.
  std::map<Place, Verdict> said_now() const;

  std::uint32_t frames() const { return frames_; }

 private:
  void keep(std::span<const Verdict> verdicts);

  Analyzer analyzer_;
  std::uint32_t frames_ = 0;
  std::map<Place, Verdict> verdicts_;
  std::map<Place, WrongNumber> ever_wrong_;
};

// The number that the segment carries there; 0 where it carries none.
SeqNum carried(const WireSegment& wire, NumberKind kind, std::uint8_t edge);

// "seq 1501, expected 1500 (bit 0), Strong, reference 3", with the evidence in lines of its own.
std::string described(NumberKind kind, const WrongNumber& wrong);
std::string described(const std::map<Replay::Place, WrongNumber>& wrong);

}  // namespace seqbitflip::test
