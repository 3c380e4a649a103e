// SPDX-License-Identifier: GPL-2.0-or-later
#include "sack_translation.h"

#include <algorithm>
#include <span>
#include <utility>

namespace seqbitflip {

namespace {

// No receiver holds what lies further beyond its acknowledgment than its largest window, and no
// duplicate SACK tells of older segments.
constexpr std::uint32_t kFar = 1U << 21;
constexpr std::size_t kMostPossible = 1024;
// A block that a difference does not fit speaks against it, though the capture may have missed a
// segment; the acknowledgment that follows speaks for the one that it confirms. The best one is
// taken when it leads by as much as two acknowledgments; at the end of the capture one is enough.
constexpr std::int32_t kMisfit = -1;
constexpr std::int32_t kConfirmed = 2;
constexpr std::int32_t kLead = 4;
constexpr std::int32_t kLeadAtEnd = 2;
constexpr std::int32_t kOutOfTheQuestion = -8;
constexpr std::uint32_t kFewestSegments = 2;

std::span<const SackBlock> blocks_of(const SackBlocks& sack) {
  return {sack.block, sack.count};
}

SeqNum moved(SeqNum position, std::uint32_t difference) {
  return position - SeqLength(difference);
}

// Whether the block is one that a healthy receiver may report once it is moved back.
bool fits(const OptionView& view, const SentBoundaries& sent, const SackBlock& block,
          std::uint32_t difference, bool first) {
  const SeqNum left = moved(block.left, difference);
  const SeqNum right = moved(block.right, difference);
  const bool duplicate = first && !is_after(right, *view.segment.ack);
  return is_after(right, left) && !is_after(right, *view.peer().next) &&
         (duplicate || is_after(left, *view.segment.ack)) && sent.contain(left) &&
         sent.contain(right);
}

bool fits_all(const OptionView& view, const SentBoundaries& sent, std::uint32_t difference) {
  const SackBlocks& sack = view.segment.sack;
  for (std::uint8_t i = 0; i < sack.count; ++i) {
    if (!fits(view, sent, sack.block[i], difference, i == 0)) {
      return false;
    }
  }
  return true;
}

const SackBlock& lowest_block(const SackBlocks& sack) {
  return *std::min_element(
      sack.block, sack.block + sack.count,
      [](const SackBlock& a, const SackBlock& b) { return is_before(a.left, b.left); });
}

// The places where the left edge of a block may belong, each once.
std::vector<SeqNum> starts_above_acknowledgment(const OptionView& view) {
  const Endpoint& peer = view.peer();
  const SeqNum acknowledged = *view.segment.ack;
  std::vector<SeqNum> starts;
  for (const SentRecord& record : peer.sent.records()) {
    if (starts.size() == kMostPossible) {
      break;
    }
    if (!is_after(record.end, acknowledged)) {
      continue;
    }
    if (is_after(record.start, acknowledged)) {
      starts.push_back(record.start);
    }
    const auto inside = record.boundaries_inside(
        later_of(record.start, acknowledged), peer.usual_segment(), kMostPossible - starts.size());
    starts.insert(starts.end(), inside.begin(), inside.end());
  }
  // What was sent again starts where it did before.
  std::sort(starts.begin(), starts.end(),
            [](SeqNum one, SeqNum other) { return one.value() < other.value(); });
  starts.erase(std::unique(starts.begin(), starts.end()), starts.end());
  return starts;
}

// The frame of the segment that starts, or ends, at the position, which may still be under
// suspicion itself; 0 where none was captured.
std::uint32_t frame_at(SeqNum position, bool is_start, const SentHistory& sent,
                       std::span<const Suspect> suspects) {
  if (const SentRecord* record = is_start ? sent.starting_at(position) : sent.ending_at(position)) {
    return record->frame;
  }
  const auto found = std::find_if(suspects.begin(), suspects.end(), [&](const Suspect& suspect) {
    return suspect.kind == NumberKind::kSequence && suspect.length.bytes() > 0 &&
           position == (is_start ? suspect.observed : suspect.observed + suspect.length);
  });
  return found != suspects.end() ? found->frame.number : 0;
}

// The edges, now that their difference is known.
std::vector<Suspect> convicted(std::vector<Suspect> edges, std::uint32_t difference,
                               const SentHistory& sent,
                               std::span<const Suspect> sent_under_suspicion) {
  constexpr double kSure = 6.0;
  for (Suspect& edge : edges) {
    const SeqNum expected = moved(edge.observed, difference);
    Hypothesis hypothesis;
    hypothesis.candidate = {expected, Reason::kTranslation, 1.0,
                            frame_at(expected, edge.edge % 2 == 0, sent, sent_under_suspicion)};
    hypothesis.log_odds = kSure;
    hypothesis.evidence.push_back({EvidenceKind::kSameDifferenceInAllEdges, kSure, 0});
    edge.hypotheses = {std::move(hypothesis)};
  }
  return edges;
}

}  // namespace

bool all_edges_are_far(const OptionView& view) {
  const Segment& segment = view.segment;
  const Endpoint& peer = view.peer();
  const std::uint32_t far = std::max(kFar, view.sender().largest_window);
  const auto is_far = [&](SeqNum edge) {
    return magnitude(distance(*segment.ack, edge)) > far &&
           magnitude(distance(*peer.next, edge)) > far;
  };
  const auto blocks = blocks_of(segment.sack);
  return std::all_of(blocks.begin(), blocks.end(), [&](const SackBlock& block) {
    return is_far(block.left) && is_far(block.right);
  });
}

void SackTranslation::observe(const OptionView& view) {
  const SentBoundaries sent(view.peer().sent, view.peer().usual_segment());
  if (possible_.empty()) {
    begin(view, sent);
  } else {
    for (Possible& one : possible_) {
      one.score += fits_all(view, sent, one.difference) ? 0 : kMisfit;
    }
    std::erase_if(possible_, [](const Possible& one) { return one.score <= kOutOfTheQuestion; });
    if (possible_.empty()) {
      // Nothing fits what came so far: no one difference, or the device has begun anew.
      *this = SackTranslation(direction_);
      return;
    }
  }
  // What the block tells of may itself still be under suspicion: then nothing fits yet.
  segments_ += possible_.empty() ? 0 : 1;
  observe_growth(view.segment.sack);
  hold(view);
  decide();
}

// The first block is the one that the latest segment was added to (RFC 2018, section 4).
void SackTranslation::observe_growth(const SackBlocks& sack) {
  const SackBlock& first = sack.block[0];
  const bool has_grown = first_block_ && first_block_->left == first.left &&
                         is_after(first.right, first_block_->right);
  reports_received_ = reports_received_ || sack.count > 1 || has_grown;
  first_block_ = first;
}

void SackTranslation::begin(const OptionView& view, const SentBoundaries& sent) {
  const SackBlock& lowest = lowest_block(view.segment.sack);
  for (const SeqNum start : starts_above_acknowledgment(view)) {
    const std::uint32_t difference = lowest.left.value() - start.value();
    if (fits_all(view, sent, difference)) {
      possible_.push_back({difference, 0});
    }
  }
}

void SackTranslation::hold(const OptionView& view) {
  const SackBlocks& sack = view.segment.sack;
  lowest_right_edge_ = lowest_block(sack).right;
  acknowledged_ = view.segment.ack;
  for (std::uint8_t i = 0; i < 2 * sack.count && waiting_.size() < kMostWaiting; ++i) {
    const SackBlock& block = sack.block[i / 2];
    Suspect suspect =
        view.suspect(NumberKind::kSackEdge, static_cast<std::uint8_t>(sack.offset + 4 * i),
                     i % 2 == 0 ? block.left : block.right, Place::kAhead);
    suspect.edge = i;
    suspect.untranslated = true;
    waiting_.push_back(std::move(suspect));
  }
}

// Once the gap is filled, the receiver acknowledges up to the end of the lowest block.
void SackTranslation::observe_acknowledgment(SeqNum acknowledged) {
  if (!lowest_right_edge_ || !acknowledged_ || !is_after(acknowledged, *acknowledged_)) {
    return;
  }
  const std::uint32_t difference = lowest_right_edge_->value() - acknowledged.value();
  for (Possible& one : possible_) {
    one.score += one.difference == difference ? kConfirmed : 0;
  }
  lowest_right_edge_.reset();
  decide();
}

void SackTranslation::decide() {
  if (!difference_) {
    difference_ = leading_by(kLead);
  }
}

// The difference that is so far ahead of all others.
std::optional<std::uint32_t> SackTranslation::leading_by(std::int32_t lead) const {
  if (possible_.empty() || segments_ < kFewestSegments || !reports_received_) {
    return std::nullopt;
  }
  Possible best{0, kOutOfTheQuestion};
  std::int32_t second = kOutOfTheQuestion;
  for (const Possible& one : possible_) {
    second = std::max(second, std::min(one.score, best.score));
    best = one.score > best.score ? one : best;
  }
  return best.score - second >= lead ? std::optional(best.difference) : std::nullopt;
}

std::vector<Suspect> SackTranslation::take_decided(const SentHistory& sent,
                                                   std::span<const Suspect> sent_under_suspicion) {
  if (!difference_) {
    return {};
  }
  return convicted(std::exchange(waiting_, {}), *difference_, sent, sent_under_suspicion);
}

std::vector<Suspect> SackTranslation::decided_at_end(const SentHistory& sent) const {
  const auto difference = difference_ ? difference_ : leading_by(kLeadAtEnd);
  return difference ? convicted(waiting_, *difference, sent, {}) : std::vector<Suspect>();
}

}  // namespace seqbitflip
