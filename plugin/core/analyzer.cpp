// SPDX-License-Identifier: GPL-2.0-or-later
#include "analyzer.h"

#include <algorithm>
#include <tuple>
#include <utility>

#include "translation.h"
#include "window_rules.h"

namespace seqbitflip {

namespace {

bool starts_connection(const Segment& segment) {
  return segment.syn && !segment.ack;
}

// Whether a SYN has the number that this life began with.
bool is_syn_of(const Incarnation& life, Direction direction, const Segment& syn) {
  return life.flow().sender(direction).initial == syn.seq;
}

bool is_closer(const Incarnation& other, const Incarnation& current, Direction direction,
               const Segment& segment) {
  return other.distances_to(direction, segment) < current.distances_to(direction, segment);
}

// Of two lives that are the two sides of a translating device: whether the segment was captured on
// the side of `other`. Where the capture does not show that, the numbers have to.
bool is_of_other_side(const Incarnation& other, const Incarnation& current, Direction direction,
                      const Segment& segment) {
  const CapturePlace place = place_of(segment);
  const bool here = current.place(direction) == place;
  const bool there = other.place(direction) == place;
  const bool there_is_unknown = other.place(direction) == 0;
  // Both sides may be captured at the same kind of place, and the first segment there is yet to
  // come.
  if (here && there_is_unknown) {
    return !current.fits(direction, segment) && other.fits(direction, segment);
  }
  if (here != there) {
    return there;
  }
  return is_closer(other, current, direction, segment);
}

// Whether each side was seen to acknowledge something of the other.
bool is_established(const Incarnation& life) {
  return std::all_of(kBothDirections.begin(), kBothDirections.end(), [&](Direction direction) {
    return life.flow().endpoint(direction).acknowledged.has_value();
  });
}

// Whether the segment rather belongs to `other` than to `current`: it fits there and not here or,
// where it fits neither, one of its numbers is closer to what is known there. Damage hits one
// number of a segment; the other one still shows where it belongs.
bool belongs_to(const Incarnation& other, const Incarnation& current, Direction direction,
                const Segment& segment) {
  if (current.fits(direction, segment)) {
    return false;
  }
  if (other.fits(direction, segment)) {
    return true;
  }
  const Likeness likeness = likeness_of(current, other);
  if (likeness == Likeness::kBothAcknowledged) {
    return is_of_other_side(other, current, direction, segment);
  }
  if (likeness == Likeness::kTwoNumbers) {
    const bool only_here_is_answered = is_established(current) && !is_established(other);
    return !only_here_is_answered && is_closer(other, current, direction, segment);
  }
  return !current.fits_partly(direction, segment) &&
         other.distance_to(direction, segment) < current.distance_to(direction, segment);
}

std::uint32_t segments_of(const Incarnation& life) {
  return life.flow().endpoint(Direction::kForward).segments +
         life.flow().endpoint(Direction::kReverse).segments;
}

bool is_given_up_before(const Incarnation& one, const Incarnation& other) {
  return one.is_over() != other.is_over() ? one.is_over() : segments_of(one) < segments_of(other);
}

// Whether this is what one of its endpoints sends next, awaits or sent last.
bool is_at(const Flow& flow, SeqNum number) {
  return std::any_of(kBothDirections.begin(), kBothDirections.end(), [&](Direction direction) {
    const Endpoint& endpoint = flow.endpoint(direction);
    return endpoint.next == number || endpoint.acknowledged == number ||
           endpoint.latest_seq == number;
  });
}

// The same of a connection.
bool is_at(const Connection& connection, SeqNum number) {
  if (connection.current) {
    return is_at(connection.current->flow(), number);
  }
  return connection.attempt && connection.attempt->is_at(number);
}

LivingStream stream_of(const Incarnation& life) {
  return {life.born_in(), &life.flow()};
}

}  // namespace

bool Analyzer::Neighbours::are_at(SeqNum number) const {
  return connections_.any_neighbour(
      [&](const Connection& connection) { return is_at(connection, number); });
}

// Apart from its caller, which needs the processor's registers for its own.
[[gnu::noinline]] const std::vector<Verdict>& Analyzer::process(const SocketAddress& source,
                                                                const SocketAddress& destination,
                                                                const Segment& segment) {
  revised_.clear();
  if (segment.frame == latest_) {
    return revised_;
  }
  latest_ = segment.frame;
  if (reconsidered_) {
    revised_.swap(before_reconsidered_);
    reconsidered_ = false;
  }
  const auto [entered, direction] = connections_.enter(source, destination, segment.time_ns);
  Connection& connection = *entered;
  ++connection.head
        .segments[static_cast<std::size_t>(direction)][static_cast<std::size_t>(kind_of(segment))];
  if (segment.time_ns >= last_ns_) {
    last_ns_ = segment.time_ns;
  } else {
    first_ns_ = std::min(first_ns_, segment.time_ns);
  }
  if (connection.current && !connection.other &&
      connection.current->take_in_expected(direction, segment, habits_, revised_)) {
    connection.head.positions.take_in(direction, segment, stream_of(*connection.current), nullptr);
    return revised_;
  }
  process_surprise(connection, direction, segment);
  return revised_;
}

// Of a segment that is not just as expected. Apart from the rest, which needs none of its room.
[[gnu::noinline]] void Analyzer::process_surprise(Connection& connection, Direction direction,
                                                  const Segment& segment) {
  first_ns_ = std::min(first_ns_, segment.time_ns);  // the capture's first one is a surprise
  if (!connection.current) {
    if (connection.take_in_attempt(direction, segment)) {
      ++habits_.segments;
      return;
    }
    connection.begin_life();
    if (connection.current->take_in_expected_syn(direction, segment, habits_)) {
      return;
    }
  }
  Incarnation& life = incarnation_for(connection, direction, segment);
  life.process(direction, segment, neighbours_, habits_, revised_);
  if (connection.other) {
    const LivingStream other = stream_of(*connection.other);
    connection.head.positions.take_in(direction, segment, stream_of(life), &other);
    recognise_translation(connection, direction, segment);
  } else {
    connection.head.positions.take_in(direction, segment, stream_of(life), nullptr);
  }
}

std::optional<StreamPosition> Analyzer::position_of(const SocketAddress& source,
                                                    const SocketAddress& destination,
                                                    const Segment& segment, SeqNum seq) const {
  const ConnectionKey key(source, destination);
  return connections_.position_of(key, key.direction_from(source), segment, seq);
}

CaptureSummary Analyzer::summary() const {
  CaptureSummary summary;
  summary.segments = habits_.segments;
  summary.conversations = connections_.size();
  if (habits_.segments > 0) {
    summary.first_ns = first_ns_;
    summary.last_ns = last_ns_;
  }
  connections_.for_each_head([&](const ConnectionKey&, const ConnectionHead& head) {
    const auto sent_nothing = [](const auto& kinds) {
      return std::all_of(kinds.begin(), kinds.end(), [](std::uint32_t n) { return n == 0; });
    };
    const bool one_sided = std::any_of(head.segments.begin(), head.segments.end(), sent_nothing);
    summary.one_direction_only += one_sided ? 1 : 0;
  });
  return summary;
}

std::uint64_t Analyzer::count_segments(const std::optional<SocketAddress>& source,
                                       const std::set<SegmentKind>& kinds) const {
  std::uint64_t count = 0;
  connections_.for_each_head([&](const ConnectionKey& key, const ConnectionHead& head) {
    for (const Direction direction : kBothDirections) {
      if (source && key.sender_in(direction).ip != source->ip) {
        continue;
      }
      for (const SegmentKind kind : kinds) {
        count += head.segments[static_cast<std::size_t>(direction)][static_cast<std::size_t>(kind)];
      }
    }
  });
  return count;
}

namespace {

void sort_by_place(std::vector<Verdict>& verdicts) {
  const auto place_of = [](const Verdict& verdict) {
    return std::tuple(verdict.frame.number, verdict.frame.fingerprint, verdict.kind,
                      verdict.offset);
  };
  // Stable: two lives of a connection may both tell of a segment, and then the order counts.
  std::stable_sort(verdicts.begin(), verdicts.end(), [&](const Verdict& one, const Verdict& other) {
    return place_of(one) < place_of(other);
  });
}

}  // namespace

const std::vector<Verdict>& Analyzer::reconsider() {
  revised_.clear();
  if (reconsidered_) {
    return revised_;
  }
  Reconsideration reconsideration;
  connections_.for_each_unsettled([&](const Connection& connection) {
    for (const auto& life : {&connection.current, &connection.other}) {
      if (*life) {
        (*life)->reconsider(habits_, reconsideration);
      }
    }
  });
  revised_ = std::move(reconsideration.now);
  before_reconsidered_ = std::move(reconsideration.before);
  sort_by_place(revised_);
  sort_by_place(before_reconsidered_);
  reconsidered_ = true;
  return revised_;
}

Incarnation& Analyzer::incarnation_for(Connection& connection, Direction direction,
                                       const Segment& segment) {
  if (connection.current->born_in() == 0) {
    return *connection.current;
  }
  const auto& initial = connection.current->flow().sender(direction).initial;
  if (starts_connection(segment) && initial != segment.seq) {
    return begin_again(connection, direction, segment);
  }
  if (segment.syn && segment.ack && initial && *initial != segment.seq) {
    return answer_again(connection, direction, segment);
  }
  if (connection.other && is_translated(connection) && !segment.syn) {
    if (is_of_other_side(*connection.other, *connection.current, direction, segment)) {
      std::swap(connection.current, connection.other);
    }
    return *connection.current;
  }
  const bool is_of_other =
      connection.other && belongs_to(*connection.other, *connection.current, direction, segment);
  // Closer to one life than to the other, it may still be of neither.
  const Incarnation& closer = is_of_other ? *connection.other : *connection.current;
  if (!segment.rst && closer.is_foreign(direction, segment, habits_)) {
    return begin_without_syn(connection);
  }
  if (is_of_other) {
    tell_earlier(*connection.other, *connection.current, direction, segment);
    std::swap(connection.current, connection.other);
  }
  return *connection.current;
}

// Of two lives the one that is over is given up for another one, or the one of fewer segments: it
// may be no more than an injected one.
Incarnation& Analyzer::begin_without_syn(Connection& connection) {
  const bool gives_up_other =
      !connection.other || is_given_up_before(*connection.other, *connection.current);
  if (gives_up_other) {
    connection.other = std::move(connection.current);
  }
  connection.current = std::make_unique<Incarnation>();
  return *connection.current;
}

// A late segment of a connection that is over, on the ports of one that has begun since.
void Analyzer::tell_earlier(const Incarnation& earlier, const Incarnation& present,
                            Direction direction, const Segment& segment) {
  const bool begun_since = present.syn(direction) || present.syn(opposite(direction));
  const auto distance = sequence_outside_window(present.flow(), direction, segment);
  const bool is_of_earlier =
      earlier.fits(direction, segment) || earlier.fits_partly(direction, segment);
  if (earlier.is_over() && !present.is_over() && begun_since && is_of_earlier &&
      distance.value_or(0) != 0) {
    revised_.push_back({segment.frame, NumberKind::kSequence, std::nullopt,
                        OutOfWindow{OutOfWindowReason::kEarlierConnection, *distance,
                                    "it fits the connection before on the same ports"},
                        std::nullopt});
  }
}

void Analyzer::recognise_translation(Connection& connection, Direction direction,
                                     const Segment& segment) {
  if (is_translated(connection)) {
    return;
  }
  Incarnation& present = *connection.current;
  Incarnation& other = *connection.other;
  if (const auto translation = find_translation(present, other, direction, segment)) {
    connection.translated_life = std::max(present.born_in(), other.born_in());
    present.acquit_other_syns(habits_, revised_);
    other.acquit_other_syns(habits_, revised_);
    tell_translation(*translation, revised_);
  }
}

bool Analyzer::is_translated(const Connection& connection) {
  return connection.translated_life ==
         std::max(connection.current->born_in(), connection.other->born_in());
}

// A SYN with a number that is not this life's: another life, unless both sides open at once.
Incarnation& Analyzer::begin_again(Connection& connection, Direction direction,
                                   const Segment& segment) {
  Incarnation& present = *connection.current;
  const bool simultaneous_open =
      present.flow().sender(direction).segments == 0 && present.syn(opposite(direction));
  if (simultaneous_open) {
    return present;
  }
  if (connection.other && is_syn_of(*connection.other, direction, segment)) {
    std::swap(connection.current, connection.other);
    return *connection.current;
  }
  auto next = std::make_unique<Incarnation>();
  // Of two SYNs in a row, with nothing between, one may be the damaged copy of the other.
  const auto& earlier = present.syn(direction);
  const bool nothing_between =
      earlier && (present.flow().sender(direction).segments == 1 || earlier->refused_in != 0);
  if (nothing_between) {
    present.suspect_other_syn(direction, syn_record_of(segment, verify_checksum(segment)), habits_);
    next->expect_other_syn(direction, *earlier);
  }
  connection.other = std::exchange(connection.current, std::move(next));
  return *connection.current;
}

// A SYN-ACK with another number than the one before: a damaged copy, or the answer to another SYN.
Incarnation& Analyzer::answer_again(Connection& connection, Direction direction,
                                    const Segment& segment) {
  Incarnation& present = *connection.current;
  const bool is_of_other =
      connection.other &&
      (is_syn_of(*connection.other, direction, segment) ||
       (connection.other->fits(direction, segment) && !present.fits(direction, segment)));
  if (is_of_other) {
    std::swap(connection.current, connection.other);
    return *connection.current;
  }
  const auto& earlier = present.syn(direction);
  if (!present.answers_its_syn(direction, segment)) {
    connection.other = std::exchange(connection.current, std::make_unique<Incarnation>());
    return *connection.current;
  }
  auto next = std::make_unique<Incarnation>(present.with_other_syn(direction, segment));
  if (earlier) {
    next->expect_other_syn(direction, *earlier);
    present.suspect_other_syn(direction, syn_record_of(segment, verify_checksum(segment)), habits_);
  }
  connection.other = std::exchange(connection.current, std::move(next));
  return *connection.current;
}

}  // namespace seqbitflip
