// SPDX-License-Identifier: GPL-2.0-or-later
#include "sent_boundaries.h"

#include <algorithm>
#include <iterator>
#include <tuple>

namespace seqbitflip {

namespace {

SeqNum far_from(std::span<const SentRecord> records) {
  const SeqLength half(std::uint32_t{1} << 31);
  return (records.empty() ? SeqNum(0) : records.front().start) + half;
}

}  // namespace

SentBoundaries::SentBoundaries(const SentHistory& sent, SeqLength full_segment)
    : origin_(far_from(sent.records())), full_(full_segment.bytes()) {
  std::vector<Row> merged;
  edges_.reserve(2 * sent.records().size());
  for (const SentRecord& record : sent.records()) {
    edges_.push_back(record.start.value());
    edges_.push_back(record.end.value());
    if (full_ > 0 && length_between(record.start, record.end).bytes() > full_) {
      merged.push_back(row_of(record));
    }
  }
  std::sort(edges_.begin(), edges_.end());
  std::sort(merged.begin(), merged.end(), is_lower);
  for (const Row& row : merged) {
    add_row(row);
  }
}

bool SentBoundaries::is_lower(const Row& one, const Row& other) {
  return std::tie(one.phase, one.first) < std::tie(other.phase, other.first);
}

SentBoundaries::Row SentBoundaries::row_of(const SentRecord& merged) const {
  const std::uint32_t first = offset_of(merged.start);
  const std::uint32_t length = length_between(merged.start, merged.end).bytes();
  return {first % full_, first, std::uint64_t{first} + length};
}

// They come in their order.
void SentBoundaries::add_row(const Row& row) {
  if (!rows_.empty() && rows_.back().goes_on_with(row)) {
    rows_.back().end = std::max(rows_.back().end, row.end);
  } else {
    rows_.push_back(row);
  }
}

bool SentBoundaries::contain(SeqNum position) const {
  if (std::binary_search(edges_.begin(), edges_.end(), position.value())) {
    return true;
  }
  if (rows_.empty()) {
    return false;
  }
  const std::uint32_t offset = offset_of(position);
  const Row here{offset % full_, offset, 0};
  const auto above = std::upper_bound(rows_.begin(), rows_.end(), here, is_lower);
  if (above == rows_.begin()) {
    return false;
  }
  const Row& row = *std::prev(above);
  return row.phase == here.phase && offset < row.end;
}

}  // namespace seqbitflip
