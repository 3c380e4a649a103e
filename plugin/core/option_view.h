// SPDX-License-Identifier: GPL-2.0-or-later
//
// What the judges of the numbers in options look at.
#pragma once

#include <optional>
#include <span>

#include "capture_habits.h"
#include "checksum.h"
#include "flow.h"
#include "suspect.h"

namespace seqbitflip {

// Whether the segment brings or acknowledges something new, so that it is neither late nor old.
bool is_new(const Flow& flow, Direction direction, const Segment& segment);

class OptionView {
 public:
  OptionView(const Flow& connection, Direction way, const Segment& looked_at,
             std::span<const Suspect> number_suspects, const CaptureHabits& capture)
      : flow(connection),
        direction(way),
        segment(looked_at),
        peer_numbers(number_suspects),
        habits(capture) {}

  const Flow& flow;
  Direction direction;
  const Segment& segment;
  std::span<const Suspect> peer_numbers;  // suspect sequence numbers that the peer sent
  const CaptureHabits& habits;

  const Endpoint& sender() const { return flow.sender(direction); }
  const Endpoint& peer() const { return flow.receiver(direction); }

  // Computed for surprising segments only, and once.
  const ChecksumResult& checksum() const;

  bool is_new() const { return seqbitflip::is_new(flow, direction, segment); }

  // A suspect of this segment without hypotheses.
  Suspect suspect(NumberKind kind, std::uint8_t offset, SeqNum observed, Place place) const;

 private:
  mutable std::optional<ChecksumResult> checksum_;
};

// Whether the odds are good enough at first sight that a later segment may still make a verdict of
// it.
bool is_worth_holding(const Suspect& suspect);

// What came of looking at one number in an option.
struct Examined {
  std::optional<Suspect> suspect;  // absent: it is as expected, or hardly damaged
  Oddity oddity = Oddity::kNone;   // it is none of the expected ones, damaged or not
};

}  // namespace seqbitflip
