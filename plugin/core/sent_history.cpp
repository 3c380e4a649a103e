// SPDX-License-Identifier: GPL-2.0-or-later
#include "sent_history.h"

#include <algorithm>

namespace seqbitflip {

namespace {

bool covers(const SentRecord& record, SeqNum position) {
  return in_window(position, record.start, length_between(record.start, record.end));
}

SeqNum highest_end(std::span<const SentRecord> records) {
  SeqNum highest = records.front().end;
  for (const SentRecord& record : records) {
    highest = later_of(highest, record.end);
  }
  return highest;
}

}  // namespace

std::vector<SeqNum> SentRecord::boundaries_inside(SeqNum position, SeqLength full_segment,
                                                  std::size_t most) const {
  std::vector<SeqNum> inside;
  const std::uint32_t full = full_segment.bytes();
  const std::uint32_t length = length_between(start, end).bytes();
  const std::uint32_t before = length_between(start, position).bytes();
  const std::uint32_t first = full > 0 ? (before / full + 1) * full : length;
  for (std::uint32_t at = first; at < length && inside.size() < most; at += full) {
    inside.push_back(start + SeqLength(at));
  }
  return inside;
}

// Before the first record makes the room that a short connection needs. Later moves the records
// over what is forgotten, where that is half as long: two moves for each record that is added, on
// average.
[[gnu::noinline]] void SentHistory::make_room() {
  constexpr std::size_t kFirstRoom = 8;
  if (first_ > 0 && first_ >= records().size() / 2) {
    drop_forgotten();
  } else {
    room_.resize(std::max(2 * room_.size(), kFirstRoom));
  }
}

void SentHistory::drop_forgotten() {
  if (first_ == 0) {
    return;
  }
  std::copy(room_.begin() + first_, room_.begin() + end_, room_.begin());
  detailed_ -= first_;
  acknowledged_ -= first_;
  end_ -= first_;
  first_ = 0;
}

void SentHistory::forget_first() {
  const SeqNum end = room_[first_].end;
  forgotten_up_to_ = forgotten_up_to_ ? later_of(*forgotten_up_to_, end) : end;
  ++first_;
  detailed_ = std::max(detailed_, first_);
  acknowledged_ = std::max(acknowledged_, first_);
  unordered_ -= unordered_ > 0 ? 1 : 0;
}

void SentHistory::acknowledged_up_to(SeqNum acknowledged) {
  while (acknowledged_ < end_ && !is_after(room_[acknowledged_].end, acknowledged)) {
    ++acknowledged_;
  }
  while (detailed_ + kDetailsKept < acknowledged_) {
    room_[detailed_++].forget_details();
  }
  while (first_ + kAcknowledgedKept < acknowledged_) {
    forget_first();
  }
}

// Of the row that rises, the last record that does not start after `position`.
const SentRecord* SentHistory::rising_at_or_before(SeqNum position) const {
  const auto row = rising();
  if (row.empty()) {
    return nullptr;
  }
  const auto offset_of = [&](SeqNum of) { return length_between(row.front().start, of).bytes(); };
  const std::uint32_t offset = offset_of(position);
  if (offset >= kWidestRow) {
    return nullptr;
  }
  const auto after = std::upper_bound(
      row.begin(), row.end(), offset,
      [&](std::uint32_t wanted, const SentRecord& r) { return wanted < offset_of(r.start); });
  return &*(after - 1);
}

const SentRecord* SentHistory::ending_at(SeqNum position) const {
  // It starts before `position`; the record that starts at `position` is the one after it.
  const SentRecord* last = rising_at_or_before(position - SeqLength(1));
  if (last != nullptr && last->end == position) {
    return last;
  }
  const auto earlier = unordered();
  const auto found = std::find_if(earlier.rbegin(), earlier.rend(),
                                  [&](const SentRecord& r) { return r.end == position; });
  return found == earlier.rend() ? nullptr : &*found;
}

const SentRecord* SentHistory::starting_at(SeqNum position) const {
  const SentRecord* last = rising_at_or_before(position);
  if (last != nullptr && last->start == position) {
    return last;
  }
  const auto earlier = unordered();
  const auto found = std::find_if(earlier.rbegin(), earlier.rend(),
                                  [&](const SentRecord& r) { return r.start == position; });
  return found == earlier.rend() ? nullptr : &*found;
}

const SentRecord* SentHistory::latest_over(SeqNum position) const {
  const SentRecord* last = rising_at_or_before(position);
  if (last != nullptr && covers(*last, position)) {
    return last;
  }
  const auto earlier = unordered();
  const auto found = std::find_if(earlier.rbegin(), earlier.rend(),
                                  [&](const SentRecord& r) { return covers(r, position); });
  return found == earlier.rend() ? nullptr : &*found;
}

const SentRecord* SentHistory::only_one_with(PayloadDigest digest) const {
  const SentRecord* only = nullptr;
  for (const SentRecord& record : records()) {
    if (record.digest() != digest) {
      continue;
    }
    if (only != nullptr && only->start != record.start) {
      return nullptr;
    }
    only = &record;
  }
  return only;
}

bool SentHistory::is_boundary(SeqNum position, SeqLength full_segment) const {
  const auto is_boundary_of = [&](const SentRecord& r) {
    if (r.start == position || r.end == position) {
      return true;
    }
    return full_segment.bytes() > 0 &&
           length_between(r.start, r.end).bytes() > full_segment.bytes() && covers(r, position) &&
           length_between(r.start, position).bytes() % full_segment.bytes() == 0;
  };
  const SentRecord* last = rising_at_or_before(position);
  const auto earlier = unordered();
  return (last != nullptr && is_boundary_of(*last)) ||
         std::any_of(earlier.rbegin(), earlier.rend(), is_boundary_of);
}

std::optional<SeqNum> SentHistory::closest_boundary(SeqNum position) const {
  std::optional<SeqNum> closest;
  for (const SentRecord& record : records()) {
    for (const SeqNum boundary : {record.start, record.end}) {
      if (!closest ||
          magnitude(distance(boundary, position)) < magnitude(distance(*closest, position))) {
        closest = boundary;
      }
    }
  }
  return closest;
}

bool SentHistory::is_inside(SeqNum position) const {
  const auto is_inside_of = [&](const SentRecord& r) {
    return position != r.start && covers(r, position);
  };
  const SentRecord* last = rising_at_or_before(position);
  const auto earlier = unordered();
  return (last != nullptr && is_inside_of(*last)) ||
         std::any_of(earlier.rbegin(), earlier.rend(), is_inside_of);
}

std::optional<Hole> SentHistory::hole_at(SeqNum position) const {
  std::optional<SeqNum> first;
  std::optional<SeqNum> end;
  for (const SentRecord& record : records()) {
    if (covers(record, position)) {
      return std::nullopt;
    }
    if (!is_after(record.end, position)) {
      first = first ? later_of(*first, record.end) : record.end;
    } else if (!end || is_before(record.start, *end)) {
      end = record.start;
    }
  }
  return first && end ? std::optional(Hole{*first, *end}) : std::nullopt;
}

std::vector<Hole> SentHistory::holes() const {
  if (records().empty()) {
    return {};
  }
  // is_before() orders only what spans less than 2^31; how far below the highest end each lies does
  // so always.
  const SeqNum highest = highest_end(records());
  const auto below = [&](SeqNum start) { return length_between(start, highest).bytes(); };
  std::vector<Hole> covered;
  for (const SentRecord& record : records()) {
    if (below(record.start) < kWidestRow) {
      covered.push_back({record.start, record.end});
    }
  }
  std::sort(covered.begin(), covered.end(),
            [&](const Hole& a, const Hole& b) { return below(a.first) > below(b.first); });
  std::vector<Hole> holes;
  for (std::size_t i = 1; i < covered.size(); ++i) {
    Hole& before = covered[i - 1];
    if (is_after(covered[i].first, before.end)) {
      holes.push_back({before.end, covered[i].first});
    }
    covered[i].end = later_of(covered[i].end, before.end);
  }
  return holes;
}

bool SentHistory::reaches_back_to(SeqNum position) const {
  return !forgotten_up_to_ || !is_before(position, *forgotten_up_to_);
}

}  // namespace seqbitflip
