// SPDX-License-Identifier: GPL-2.0-or-later
#include "sent_history.h"

#include <algorithm>

namespace seqbitflip {

void SentHistory::add(const SentRecord& record) {
  records_.push_back(record);
  if (records_.size() > kMostRecords) {
    const SeqNum end = records_.front().end;
    forgotten_up_to_ = forgotten_up_to_ ? later_of(*forgotten_up_to_, end) : end;
    records_.pop_front();
  }
}

void SentHistory::acknowledged_up_to(SeqNum acknowledged) {
  while (records_.size() > kAcknowledgedKept &&
         !is_after(records_[records_.size() - kAcknowledgedKept].end, acknowledged) &&
         !is_after(records_.front().end, acknowledged)) {
    forgotten_up_to_ =
        forgotten_up_to_ ? later_of(*forgotten_up_to_, records_.front().end) : records_.front().end;
    records_.pop_front();
  }
}

const SentRecord* SentHistory::ending_at(SeqNum position) const {
  const auto found = std::find_if(records_.rbegin(), records_.rend(),
                                  [&](const SentRecord& r) { return r.end == position; });
  return found == records_.rend() ? nullptr : &*found;
}

const SentRecord* SentHistory::starting_at(SeqNum position) const {
  const auto found = std::find_if(records_.rbegin(), records_.rend(),
                                  [&](const SentRecord& r) { return r.start == position; });
  return found == records_.rend() ? nullptr : &*found;
}

const SentRecord* SentHistory::only_one_with(std::uint64_t digest) const {
  const SentRecord* only = nullptr;
  for (const SentRecord& record : records_) {
    if (record.digest != digest) {
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
  return std::any_of(records_.rbegin(), records_.rend(), [&](const SentRecord& r) {
    if (r.start == position || r.end == position) {
      return true;
    }
    const SeqLength length = length_between(r.start, r.end);
    return full_segment.bytes() > 0 && length.bytes() > full_segment.bytes() &&
           in_window(position, r.start, length) &&
           length_between(r.start, position).bytes() % full_segment.bytes() == 0;
  });
}

std::optional<SeqNum> SentHistory::closest_boundary(SeqNum position) const {
  std::optional<SeqNum> closest;
  for (const SentRecord& record : records_) {
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
  return std::any_of(records_.rbegin(), records_.rend(), [&](const SentRecord& r) {
    return position != r.start && in_window(position, r.start, length_between(r.start, r.end));
  });
}

std::optional<Hole> SentHistory::hole_at(SeqNum position) const {
  std::optional<SeqNum> first;
  std::optional<SeqNum> end;
  for (const SentRecord& record : records_) {
    if (in_window(position, record.start, length_between(record.start, record.end))) {
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
  std::vector<Hole> covered;
  for (const SentRecord& record : records_) {
    covered.push_back({record.start, record.end});
  }
  std::sort(covered.begin(), covered.end(),
            [](const Hole& a, const Hole& b) { return is_before(a.first, b.first); });
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
