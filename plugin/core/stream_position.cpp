// SPDX-License-Identifier: GPL-2.0-or-later
#include "stream_position.h"

#include <algorithm>

#include "capture_place.h"

namespace seqbitflip {

namespace {

// No receiver can offer a larger window (RFC 7323, section 2.3): further from the stream's place no
// segment of it can lie.
constexpr std::int64_t kLargestWindow = std::int64_t{1} << 30;

// Of all positions that the 32 bits could mean the one that is nearest to `near`, of which the
// stream's place is no more than `spread` away.
std::optional<StreamPosition> position_near(std::uint64_t near, std::uint64_t spread,
                                            const StreamExtent& extent, SeqNum seq) {
  if (!extent.first_byte) {
    return std::nullopt;
  }
  const SeqNum number_there = *extent.first_byte + SeqLength(static_cast<std::uint32_t>(near));
  const std::int32_t away = distance(number_there, seq);
  const std::int64_t offset = static_cast<std::int64_t>(near) + away;
  const bool is_far = magnitude(away) > spread + kLargestWindow ||
                      offset > static_cast<std::int64_t>(extent.length) + kLargestWindow;
  if (offset < 0 || is_far) {
    return std::nullopt;
  }
  const auto counted = static_cast<std::uint64_t>(offset);
  const std::uint64_t passed = (extent.first_byte->value() + counted) >> 32;
  return StreamPosition{counted, static_cast<std::uint32_t>(passed), extent.from_syn};
}

// A closed endpoint's reset with SEQ = 0 says nothing of its stream (RFC 9293, section 3.5.2).
bool is_reset_from_nowhere(const Segment& segment, SeqNum seq) {
  return segment.rst && seq == SeqNum(0);
}

std::array<StreamExtent, 2> extents_of(const Flow& flow) {
  return {extent_of(flow.sender(Direction::kForward)), extent_of(flow.sender(Direction::kReverse))};
}

}  // namespace

std::optional<StreamPosition> StreamPositions::find(Direction direction, const Segment& segment,
                                                    SeqNum seq, const StreamExtent& present) const {
  if (is_reset_from_nowhere(segment, seq)) {
    return std::nullopt;
  }
  const SeqNum first_byte = seq + SeqLength(segment.syn ? 1U : 0U);
  constexpr std::uint64_t kHalf = kStep / 2;
  if (!kept_) {
    return position_near(kHalf, kHalf, present, first_byte);
  }
  const Life* life = life_of(direction, segment);
  if (life == nullptr) {
    return std::nullopt;
  }
  const std::uint64_t steps = steps_until(segment.frame.number, life->born_in, direction);
  const bool is_only_life = kept_->lives.size() == 1;
  return position_near(steps * kStep + kHalf, kHalf,
                       is_only_life ? present : life->extents[static_cast<std::size_t>(direction)],
                       first_byte);
}

void StreamPositions::keep(Direction direction, const Segment& segment, const LivingStream& present,
                           const LivingStream* other) {
  if (!kept_) {
    kept_ = std::make_unique<Kept>();
  }
  if (other != nullptr) {
    kept_life(*other);
  }
  Life& life = kept_life(present);
  const auto index = static_cast<std::size_t>(direction);
  if (life.placed_in[index] == 0 && !segment.syn) {
    life.placed_in[index] = segment.frame.number;
    life.places[index] = place_of(segment);
  }
  keep_steps(direction, segment.frame.number, present.flow->sender(direction).stream_length, life);
  keep_stray(direction, segment, present.born_in);
  for (const Direction each : kBothDirections) {
    nothing_below_[static_cast<std::size_t>(each)] = nothing_to_keep_below(each);
  }
}

// Where there is one life only, and known where it was captured, the next step.
std::uint64_t StreamPositions::nothing_to_keep_below(Direction direction) const {
  const Life& life = kept_->lives.front();
  const auto index = static_cast<std::size_t>(direction);
  if (kept_->lives.size() != 1 || life.placed_in[index] == 0) {
    return 0;
  }
  return (std::uint64_t{life.steps[index]} + 1) * kStep;
}

StreamPositions::Life& StreamPositions::kept_life(const LivingStream& living) {
  Life* life = life_born_in(living.born_in);
  if (life == nullptr) {
    life = &kept_->lives.emplace_back(Life{living.born_in, {}, {}, {}, {}});
  }
  life->extents = extents_of(*living.flow);
  return *life;
}

void StreamPositions::keep_steps(Direction direction, std::uint32_t frame,
                                 std::uint64_t stream_length, Life& life) {
  const auto index = static_cast<std::size_t>(direction);
  std::uint32_t& known = life.steps[index];
  auto& steps = kept_->steps[index];
  for (; known < stream_length / kStep; ++known) {
    // At the end, unless a later life has some already.
    const Step step{life.born_in, frame};
    steps.insert(std::upper_bound(steps.begin(), steps.end(), step), step);
  }
}

void StreamPositions::keep_stray(Direction direction, const Segment& segment, std::uint32_t life) {
  if (kept_->lost_from != 0 || life_by_place(direction, segment) == life) {
    return;
  }
  if (kept_->strays.size() == kMostStrays) {
    kept_->lost_from = segment.frame.number;
    return;
  }
  kept_->strays.push_back({segment.frame.number, segment.frame.fingerprint, life});
}

std::uint64_t StreamPositions::steps_until(std::uint32_t frame, std::uint32_t life,
                                           Direction direction) const {
  const auto& steps = kept_->steps[static_cast<std::size_t>(direction)];
  const auto first = std::lower_bound(steps.begin(), steps.end(), Step{life, 0});
  const auto end = std::upper_bound(first, steps.end(), Step{life, frame});
  return static_cast<std::uint64_t>(end - first);
}

// Of the two lives that had begun when the frame was captured the later one, unless the segment
// was captured where only the segments of the earlier one are.
std::uint32_t StreamPositions::life_by_place(Direction direction, const Segment& segment) const {
  const auto& lives = kept_->lives;
  const std::uint32_t frame = segment.frame.number;
  const auto end = std::partition_point(lives.begin(), lives.end(),
                                        [&](const Life& life) { return life.born_in <= frame; });
  if (end == lives.begin()) {
    return 0;
  }
  const Life& later = *(end - 1);
  if (end - 1 == lives.begin()) {
    return later.born_in;
  }
  const Life& earlier = *(end - 2);
  const auto index = static_cast<std::size_t>(direction);
  const CapturePlace place = place_of(segment);
  const auto is_at_home = [&](const Life& life) {
    return life.placed_in[index] != 0 && life.placed_in[index] <= frame &&
           life.places[index] == place;
  };
  return is_at_home(earlier) && !is_at_home(later) ? earlier.born_in : later.born_in;
}

const StreamPositions::Life* StreamPositions::life_of(Direction direction,
                                                      const Segment& segment) const {
  const std::uint32_t frame = segment.frame.number;
  const bool one_of_several = kept_->lives.size() > 1;
  if (one_of_several && kept_->lost_from != 0 && frame >= kept_->lost_from) {
    return nullptr;
  }
  std::uint32_t born_in = life_by_place(direction, segment);
  const auto& strays = kept_->strays;
  auto stray = std::partition_point(strays.begin(), strays.end(),
                                    [&](const Stray& one) { return one.frame < frame; });
  for (; stray != strays.end() && stray->frame == frame; ++stray) {
    if (stray->fingerprint == segment.frame.fingerprint) {
      born_in = stray->life;
    }
  }
  return life_born_in(born_in);
}

// The lives are in the order of their birth.
StreamPositions::Life* StreamPositions::life_born_in(std::uint32_t frame) const {
  auto& lives = kept_->lives;
  const auto life = std::partition_point(lives.begin(), lives.end(),
                                         [&](const Life& one) { return one.born_in < frame; });
  return life != lives.end() && life->born_in == frame ? &*life : nullptr;
}

}  // namespace seqbitflip
