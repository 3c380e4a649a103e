// SPDX-License-Identifier: GPL-2.0-or-later
#include "sack_edges.h"

#include <algorithm>
#include <span>

#include "candidate_list.h"
#include "expectations.h"
#include "gap_densities.h"
#include "weighing.h"

namespace seqbitflip {

namespace {

// Prior shares of what an edge may have been meant to be: that of the same block before, another
// edge of the blocks before, an edge of a segment under suspicion, a boundary of what awaits
// acknowledgment, what makes the block a full segment long, the acknowledgment number (where a
// duplicate SACK is cut off there).
constexpr double kPriorSameBlock = 0.50;
constexpr double kPriorEdgesBefore = 0.10;   // shared
constexpr double kPriorSuspects = 0.10;      // shared
constexpr double kPriorBoundaries = 0.30;    // shared
constexpr double kPriorFullSegments = 0.05;  // shared
constexpr double kPriorAcknowledgment = 0.02;
// Boundaries considered at the most, the latest first.
constexpr std::size_t kMostBoundaries = 512;
constexpr std::uint32_t kMostFullSegments = 32;

// Healthy receivers put no block below the acknowledgment but the first, and none upside down.
constexpr double kAgainstTheRules = 1e-2;
// ... nor do they hold what lies beyond every window that they offered.
constexpr double kBeyondWindow = 1e-4;
// How many positions a segment has where it might have been cut, if its length is not known.
constexpr double kUsualSegment = 1448.0;

bool holds_edge(const SackBlocks& sack, SeqNum position) {
  return std::any_of(sack.block, sack.block + sack.count, [&](const SackBlock& block) {
    return block.left == position || block.right == position;
  });
}

// A duplicate SACK repeats whatever number arrived, be it damaged.
bool is_of_suspect(const OptionView& view, SeqNum position) {
  return std::any_of(view.peer_numbers.begin(), view.peer_numbers.end(), [&](const Suspect& s) {
    return s.kind == NumberKind::kSequence &&
           (position == s.observed || position == s.observed + s.length ||
            position == s.best().candidate.number ||
            position == s.best().candidate.number + s.length);
  });
}

bool is_boundary(const OptionView& view, SeqNum position) {
  const Endpoint& peer = view.peer();
  return holds_edge(view.sender().sack(), position) ||
         peer.sent.is_boundary(position, peer.usual_segment()) || is_of_suspect(view, position) ||
         peer.initial == position;
}

// What the sender of the blocks had received without a gap: as it says, unless that cannot be.
SeqNum acknowledged_by(const OptionView& view) {
  const auto& before = view.peer().acknowledged;
  const SeqNum now = *view.segment.ack;
  return before && view.peer().next && is_after(now, *view.peer().next) ? *before : now;
}

EdgeFault fault_of_block(const OptionView& view, const SackBlock& block, bool first) {
  const SeqNum acknowledged = acknowledged_by(view);
  if (!is_after(block.right, block.left)) {
    return EdgeFault::kDisorder;
  }
  const bool below = !is_after(block.right, acknowledged);
  if (below) {
    // One that was reported in full before the acknowledgments reached it may come late.
    return first || !is_before(block.right, acknowledged) ? EdgeFault::kNone
                                                          : EdgeFault::kBelowAcknowledged;
  }
  return is_after(block.left, acknowledged) ? EdgeFault::kNone : EdgeFault::kDisorder;
}

bool is_beyond_sent(const OptionView& view, SeqNum position) {
  return view.peer().next && is_after(position, *view.peer().next) &&
         !is_of_suspect(view, position);
}

// Probable places of an edge given the other edge of its block, which mostly is right.
class EdgeCandidates {
 public:
  EdgeCandidates(const OptionView& view, const Edge& edge)
      : view_(view), edge_(edge), acknowledged_(acknowledged_by(view)) {}

  std::vector<Candidate> all() && {
    add_blocks_before();
    add_suspects();
    add_boundaries();
    add_full_segments();
    if (!edge_.is_left() && edge_.is_of_first_block()) {
      list_.add(acknowledged_, Reason::kSegmentBoundary, kPriorAcknowledgment, 0);
    }
    return std::move(list_).as_told();
  }

 private:
  bool is_orderly(SeqNum position) const {
    const SeqNum left = edge_.is_left() ? position : edge_.other;
    const SeqNum right = edge_.is_left() ? edge_.other : position;
    return is_after(right, left) &&
           (is_after(left, acknowledged_) || !is_after(right, acknowledged_));
  }

  void add(SeqNum position, Reason reason, double share, std::uint32_t reference) {
    constexpr double kOtherEdgeIsWrong = 0.02;
    list_.add(position, reason, is_orderly(position) ? share : share * kOtherEdgeIsWrong,
              reference);
  }

  void add_blocks_before() {
    const SackBlocks before = view_.sender().sack();
    for (const SackBlock& block : std::span(before.block, before.count)) {
      const SeqNum same_side = edge_.is_left() ? block.left : block.right;
      const SeqNum other_side = edge_.is_left() ? block.right : block.left;
      const double share =
          other_side == edge_.other ? kPriorSameBlock : kPriorEdgesBefore / before.count;
      add(same_side, Reason::kEdgeAgain, share, frame_at(same_side));
    }
  }

  void add_suspects() {
    const auto count = static_cast<double>(view_.peer_numbers.size());
    for (const Suspect& suspect : view_.peer_numbers) {
      if (suspect.kind == NumberKind::kSequence && suspect.length.bytes() > 0) {
        for (const SeqNum start : {suspect.observed, suspect.best().candidate.number}) {
          add(edge_.is_left() ? start : start + suspect.length, Reason::kAfterSuspect,
              kPriorSuspects / (2.0 * count), suspect.frame.number);
        }
      }
    }
  }

  struct Boundary {
    SeqNum position{0};
    std::uint32_t frame = 0;
  };

  // The latest ones; of a merged segment also those inside.
  std::vector<Boundary> latest_boundaries() const {
    const Endpoint& peer = view_.peer();
    const auto& records = peer.sent.records();
    std::vector<Boundary> latest;
    for (auto record = records.rbegin();
         record != records.rend() && latest.size() < kMostBoundaries; ++record) {
      latest.push_back({edge_.is_left() ? record->start : record->end, record->frame});
      for (const SeqNum inside : record->boundaries_inside(record->start, peer.usual_segment(),
                                                           kMostBoundaries - latest.size())) {
        latest.push_back({inside, record->frame});
      }
    }
    return latest;
  }

  void add_boundaries() {
    const std::vector<Boundary> boundaries = latest_boundaries();
    for (const Boundary& boundary : boundaries) {
      add(boundary.position, Reason::kSegmentBoundary,
          kPriorBoundaries / static_cast<double>(boundaries.size()), boundary.frame);
    }
  }

  // Where the capture did not see the segments, the block is still likely to hold whole ones.
  void add_full_segments() {
    const SeqLength full = view_.peer().usual_segment();
    for (std::uint32_t n = 1; full.bytes() > 0 && n <= kMostFullSegments; ++n) {
      const SeqLength length(n * full.bytes());
      add(edge_.is_left() ? edge_.other - length : edge_.other + length, Reason::kSegmentBoundary,
          kPriorFullSegments / kMostFullSegments, 0);
    }
  }

  std::uint32_t frame_at(SeqNum position) const {
    const SentHistory& sent = view_.peer().sent;
    const SentRecord* record =
        edge_.is_left() ? sent.starting_at(position) : sent.ending_at(position);
    return record != nullptr ? record->frame : 0;
  }

  const OptionView& view_;
  Edge edge_;
  SeqNum acknowledged_;
  CandidateList list_;
};

// How far the receiver got with this edge, beyond all that was seen to be sent, since it reported
// last: what the capture lacks it may have received all the same, and said so.
std::uint32_t step_beyond_sent(const OptionView& view, SeqNum edge) {
  SeqNum reported = *view.peer().next;
  const auto take = [&](SeqNum position) {
    reported = is_after(position, edge) ? reported : later_of(reported, position);
  };
  const SackBlocks before = view.sender().sack();
  for (const SackBlock& block : std::span(before.block, before.count)) {
    take(block.left);
    take(block.right);
  }
  take(acknowledged_below(view.flow, view.direction, edge + SeqLength(1)));
  return length_between(reported, edge).bytes();
}

// Also that which its own segment offers.
bool is_beyond_every_window(const OptionView& view, SeqNum position) {
  const SeqNum left = acknowledged_below(view.flow, view.direction, position);
  const SeqLength offered(view.flow.offered_window(view.direction, view.segment));
  return is_beyond_window(view.peer(), left, position) &&
         is_after(position, *view.segment.ack + offered);
}

double benign_probability(const OptionView& view, const Edge& edge, EdgeFault fault) {
  const Endpoint& peer = view.peer();
  const SeqNum acknowledged = acknowledged_by(view);
  const std::uint32_t full = peer.usual_segment().bytes();
  double probability = 1.0 / (full > 0 ? static_cast<double>(full) : kUsualSegment);
  if (peer.next && is_after(edge.position, *peer.next)) {
    const std::uint32_t step = step_beyond_sent(view, edge.position);
    probability = step > 0 ? density_of_gap(step, peer) : 1.0;
  } else if (!is_after(edge.position, acknowledged)) {
    probability = density_of_distance(magnitude(distance(edge.position, acknowledged)));
  }
  if (is_beyond_every_window(view, edge.position)) {
    probability *= kBeyondWindow;
  }
  return fault == EdgeFault::kDisorder || fault == EdgeFault::kBelowAcknowledged
             ? probability * kAgainstTheRules
             : probability;
}

EvidenceKind evidence_of(EdgeFault fault) {
  switch (fault) {
    case EdgeFault::kBeyondSent:
      return EvidenceKind::kEdgeBeyondSent;
    case EdgeFault::kBelowAcknowledged:
      return EvidenceKind::kEdgeBelowAcknowledged;
    case EdgeFault::kDisorder:
      return EvidenceKind::kEdgesInDisorder;
    default:
      return EvidenceKind::kEdgeAtNoBoundary;
  }
}

Examined examine(const OptionView& view, const Edge& edge, EdgeFault fault) {
  const auto offset = static_cast<std::uint8_t>(view.segment.sack.offset + 4 * edge.index);
  Suspect suspect =
      view.suspect(NumberKind::kSackEdge, offset, edge.position,
                   is_beyond_sent(view, edge.position) ? Place::kAhead : Place::kBehind);
  suspect.edge = edge.index;
  suspect.other_edge = edge.other;
  suspect.expected_base = acknowledged_by(view);
  suspect.oddity = Oddity::kOddEdge;
  suspect.oddity_share = view.habits.share_of(view.habits.odd_edge);
  suspect.oddity_probability = suspect.oddity_share * benign_probability(view, edge, fault);
  suspect.benign_probability = suspect.oddity_probability;
  suspect.first_look.push_back({evidence_of(fault), 0.0, 0});
  weigh_all(suspect, EdgeCandidates(view, edge).all(), view.habits);
  if (!is_worth_holding(suspect)) {
    return {std::nullopt, Oddity::kOddEdge};
  }
  return {std::move(suspect), Oddity::kOddEdge};
}

}  // namespace

Edge edge_at(const SackBlocks& sack, std::uint8_t index) {
  const SackBlock& block = sack.block[index / 2];
  return index % 2 == 0 ? Edge{index, block.left, block.right}
                        : Edge{index, block.right, block.left};
}

bool has_comparable_edges(const OptionView& view) {
  const Segment& segment = view.segment;
  return segment.sack.count > 0 && segment.ack && !segment.syn && !segment.rst && view.peer().next;
}

std::array<EdgeFault, kMostEdges> faults_of_edges(const OptionView& view) {
  std::array<EdgeFault, kMostEdges> faults{};
  const SackBlocks& sack = view.segment.sack;
  for (std::uint8_t i = 0; i < 2 * sack.count; ++i) {
    const SeqNum position = edge_at(sack, i).position;
    if (is_beyond_sent(view, position)) {
      faults[i] = EdgeFault::kBeyondSent;
    } else if (!is_boundary(view, position)) {
      faults[i] = EdgeFault::kNoBoundary;
    }
  }
  for (std::uint8_t i = 0; i < sack.count; ++i) {
    const EdgeFault of_block = fault_of_block(view, sack.block[i], i == 0);
    if (of_block == EdgeFault::kNone) {
      continue;
    }
    // One edge that stands at no known place is why the block is wrong; else it may be either.
    const std::span<EdgeFault> edges(&faults[std::size_t{2} * i], 2);
    const bool either = (edges[0] == EdgeFault::kNone) == (edges[1] == EdgeFault::kNone);
    for (EdgeFault& fault : edges) {
      fault = either || fault != EdgeFault::kNone ? of_block : fault;
    }
  }
  return faults;
}

std::vector<Examined> examine_sack_edges(const OptionView& view,
                                         const std::array<EdgeFault, kMostEdges>& faults) {
  std::vector<Examined> examined;
  for (std::uint8_t i = 0; i < 2 * view.segment.sack.count; ++i) {
    if (faults[i] != EdgeFault::kNone) {
      examined.push_back(examine(view, edge_at(view.segment.sack, i), faults[i]));
    }
  }
  return examined;
}

}  // namespace seqbitflip
