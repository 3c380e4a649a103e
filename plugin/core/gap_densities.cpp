// SPDX-License-Identifier: GPL-2.0-or-later
#include "gap_densities.h"

#include <algorithm>
#include <bit>
#include <span>

namespace seqbitflip {

namespace {

constexpr double kPriorPieces = 2.0;  // Laplace's rule of succession

std::span<const SentRecord> latest_records(const Endpoint& sender) {
  constexpr std::size_t kLatest = 16;
  const auto records = sender.sent.records();
  return records.last(std::min(records.size(), kLatest));
}

// The share of gaps that are as many pieces as long as those that the endpoint sent last: an
// application writes records, hardware merges segments to whole ones. Where none of its segments
// was captured, its peer's acknowledgments tell how long they are.
double share_of_pieces(std::uint32_t gap, const Endpoint& sender) {
  const auto latest = latest_records(sender);
  double matching = 0.0;
  for (const SentRecord& record : latest) {
    const std::uint32_t pieces = pieces_in(gap, length_between(record.start, record.end).bytes());
    matching += pieces > 0 ? 1.0 / pieces : 0.0;
  }
  const std::uint32_t steps = pieces_in(gap, sender.ack_step.bytes());
  matching += steps > 0 ? 1.0 / steps : 0.0;
  return matching / (static_cast<double>(latest.size()) + 1.0 + kPriorPieces);
}

// Sizes of the buffers that applications write at once, powers of two; in bytes.
constexpr std::uint32_t kSmallestBlock = 512;
constexpr std::uint32_t kLargestBlock = 32768;
// Share of gaps that are one of them, where nothing is known of the application: half a percent of
// the segments with data are so long, as the mean over 1366 connections in captures of others.
constexpr double kGapOfBlock = 0.005;

bool is_block(std::uint32_t bytes) {
  return std::has_single_bit(bytes) && bytes >= kSmallestBlock && bytes <= kLargestBlock;
}

// The probability of exactly this gap as one block: the more of those that the endpoint sent last
// were blocks, the higher.
double density_of_block(std::uint32_t gap, const Endpoint& sender) {
  constexpr int kSizes = std::bit_width(kLargestBlock / kSmallestBlock);
  if (!is_block(gap)) {
    return 0.0;
  }
  const auto latest = latest_records(sender);
  const auto blocks = std::count_if(latest.begin(), latest.end(), [](const SentRecord& record) {
    return is_block(length_between(record.start, record.end).bytes());
  });
  const double share = (static_cast<double>(blocks) + kGapOfBlock * kPriorPieces) /
                       (static_cast<double>(latest.size()) + kPriorPieces);
  return share / kSizes;
}

}  // namespace

std::uint32_t pieces_in(std::uint32_t gap, std::uint32_t piece) {
  return piece > 0 && gap % piece == 0 ? gap / piece : 0;
}

double density_of_distance(std::uint32_t distance) {
  constexpr double kLogOfRange = 21.488;  // ln 2^31
  return 1.0 / (kLogOfRange * std::max(1.0, static_cast<double>(distance)));
}

double density_of_gap(std::uint32_t gap, const Endpoint& sender) {
  const std::uint32_t segments = pieces_in(gap, sender.usual_segment().bytes());
  const double of_full_segments = segments > 0 ? kGapOfFullSegments / segments : 0.0;
  const double of_pieces = kGapOfFullSegments * share_of_pieces(gap, sender);
  return std::max(
      {of_full_segments, of_pieces, density_of_block(gap, sender), density_of_distance(gap)});
}

double density_of_missing(std::uint32_t gap, const Endpoint& sender, const Segment& segment) {
  const std::uint64_t missing = sender.ip_id.missing_before(segment.ip_id).value_or(0);
  const std::uint64_t most =
      missing * std::max(sender.usual_segment().bytes(), sender.largest_payload);
  return gap <= most ? std::max(density_of_gap(gap, sender), 1.0 / static_cast<double>(most)) : 0.0;
}

SeqNum acknowledged_below(const Flow& flow, Direction direction, SeqNum position) {
  const Endpoint& receiver = flow.receiver(direction);
  SeqNum highest = receiver.acknowledged ? *receiver.acknowledged : *receiver.next;
  for (const SentAck& sent : flow.sender(direction).recent_acks) {
    if (sent.frame != 0 && is_before(sent.number, position)) {
      highest = later_of(highest, sent.number);
    }
  }
  return highest;
}

bool is_beyond_window(const Endpoint& receiver, SeqNum left, SeqNum position) {
  if (!receiver.window_edge || !receiver.acknowledged) {
    return false;
  }
  const SeqLength moved = length_between(*receiver.acknowledged, left);
  return is_after(position, *receiver.window_edge + moved);
}

double density_of_loss_up_to(SeqNum position, const Endpoint& sender) {
  const bool beyond = sender.window_edge && is_after(position, *sender.window_edge);
  return density_of_gap(length_between(*sender.next, position).bytes(), sender) *
         (beyond ? kLossBeyondWindow : 1.0);
}

}  // namespace seqbitflip
