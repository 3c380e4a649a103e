// SPDX-License-Identifier: GPL-2.0-or-later
//
// Where a segment lies in its stream, counted in 64 bits: the first byte after the SYN is 0, and
// the count goes on where the sequence number wraps.
//
// A frame may be looked at again long after it was read, in any order, and nothing is kept for it.
// What is kept grows with the streams, not with the frames: while a stream is shorter than a GiB
// its start alone tells every position. Beyond that, one entry for each GiB says in which frame the
// stream got there; the position of a segment is then the one nearest to that GiB among all that
// its 32 bits could mean.
#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include "capture_place.h"
#include "flow.h"
#include "segment.h"

namespace seqbitflip {

struct StreamPosition {
  std::uint64_t offset = 0;
  std::uint32_t wraps = 0;  // how often the sequence number has passed 2^32 since the first byte
  bool from_syn = true;     // false: counted from the first segment captured

  bool operator==(const StreamPosition&) const = default;
};

// Where one direction of a stream begins, and how much of it there is.
struct StreamExtent {
  std::optional<SeqNum> first_byte;  // absent: nothing of it is known
  bool from_syn = false;
  std::uint64_t length = 0;
};

inline StreamExtent extent_of(const Endpoint& endpoint) {
  if (!endpoint.next) {
    return {};
  }
  const SeqNum first =
      *endpoint.next - SeqLength(static_cast<std::uint32_t>(endpoint.stream_length));
  return {first, endpoint.initial && first == *endpoint.initial + SeqLength(1),
          endpoint.stream_length};
}

// A life of the connection, named by the frame that began it.
struct LivingStream {
  std::uint32_t born_in = 0;
  const Flow* flow = nullptr;
};

// Where the segments of one connection lie. While it has one life and is short, nothing is kept
// beyond what the flow knows anyway.
class StreamPositions {
 public:
  // To be called with each segment of the life `present` after it was taken in there. `other` is
  // the connection's life before, or null.
  void take_in(Direction direction, const Segment& segment, const LivingStream& present,
               const LivingStream* other) {
    const std::uint64_t length = present.flow->sender(direction).stream_length;
    if (other != nullptr || length >= nothing_below_[static_cast<std::size_t>(direction)]) {
      keep(direction, segment, present, other);
    }
  }

  // Where the segment's first byte lies if its sequence number is `seq`; nothing where that is not
  // known, lies before the start, or so far away that it is no number of this stream. `present` is
  // the stream's extent in the connection's present life.
  std::optional<StreamPosition> find(Direction direction, const Segment& segment, SeqNum seq,
                                     const StreamExtent& present) const;

  // How much is kept: writing and reading it takes as long.
  std::size_t size() const {
    return kept_ ? kept_->lives.size() + kept_->steps[0].size() + kept_->steps[1].size() +
                       kept_->strays.size()
                 : 0;
  }

  template <typename Archive>
  void exchange(Archive& archive) {
    archive.owned(kept_, [&](Kept& kept) {
      kept.exchange(archive);
      nothing_below_ = {};
    });
  }

 private:
  // A quarter of the sequence space leaves 1.5 GiB to either side of a segment for what is late
  // and for what is ahead.
  static constexpr std::uint64_t kStep = std::uint64_t{1} << 30;
  // Segments that are kept because nothing but their numbers tells to which life they belong.
  static constexpr std::size_t kMostStrays = 65536;

  struct Life {
    std::uint32_t born_in = 0;
    // Up to date where there are several lives; before that the flow tells of the only one.
    std::array<StreamExtent, 2> extents;
    // Where its segments were captured, by direction, and the frame from which on that is known.
    std::array<CapturePlace, 2> places{};
    std::array<std::uint32_t, 2> placed_in{};
    std::array<std::uint32_t, 2> steps{};  // how many of Kept::steps are its

    template <typename Archive>
    void exchange(Archive& archive) {
      archive.frame(born_in);
      for (const Direction direction : kBothDirections) {
        const auto index = static_cast<std::size_t>(direction);
        archive.optional_position(direction, extents[index].first_byte);
        archive.flag(extents[index].from_syn);
        archive.number(extents[index].length);
        archive.number(places[index]);
        archive.frame(placed_in[index]);
        archive.number(steps[index]);
      }
    }
  };
  struct Step {  // the stream of a life has got another kStep further
    std::uint32_t life = 0;
    std::uint32_t frame = 0;

    auto operator<=>(const Step&) const = default;

    template <typename Archive>
    void exchange(Archive& archive) {
      archive.frame(life);
      archive.frame(frame);
    }
  };
  struct Stray {
    std::uint32_t frame = 0;
    std::uint32_t fingerprint = 0;
    std::uint32_t life = 0;

    template <typename Archive>
    void exchange(Archive& archive) {
      archive.frame(frame);
      archive.number(fingerprint);
      archive.frame(life);
    }
  };
  struct Kept {
    std::vector<Life> lives;  // in the order of their birth
    // By direction. Those of a life stand together, so that the steps until a frame are counted
    // without looking at each.
    std::array<std::vector<Step>, 2> steps;
    std::vector<Stray> strays;    // in the order of the capture
    std::uint32_t lost_from = 0;  // from this frame on strays are not told apart; 0: they are

    template <typename Archive>
    void exchange(Archive& archive) {
      const auto exchange_it = [&](auto& one) { one.exchange(archive); };
      archive.list(lives, exchange_it);
      for (auto& of_direction : steps) {
        archive.list(of_direction, exchange_it);
      }
      archive.list(strays, exchange_it);
      archive.frame(lost_from);
    }
  };

  void keep(Direction direction, const Segment& segment, const LivingStream& present,
            const LivingStream* other);
  std::uint64_t nothing_to_keep_below(Direction direction) const;
  Life& kept_life(const LivingStream& living);
  void keep_steps(Direction direction, std::uint32_t frame, std::uint64_t stream_length,
                  Life& life);
  void keep_stray(Direction direction, const Segment& segment, std::uint32_t life);
  std::uint64_t steps_until(std::uint32_t frame, std::uint32_t life, Direction direction) const;
  std::uint32_t life_by_place(Direction direction, const Segment& segment) const;
  const Life* life_of(Direction direction, const Segment& segment) const;
  // The life that this frame began; null where nothing is kept of it.
  Life* life_born_in(std::uint32_t frame) const;

  std::unique_ptr<Kept> kept_;
  // While a stream, by direction, is shorter than this there is nothing to keep of a segment of the
  // only life.
  std::array<std::uint64_t, 2> nothing_below_{kStep, kStep};
};

}  // namespace seqbitflip
