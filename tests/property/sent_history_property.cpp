// SPDX-License-Identifier: GPL-2.0-or-later
//
// SentHistory, and the boundaries gathered of it, agree with a model that looks at every single
// position.
#include "sent_history.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "generators.h"
#include "sent_boundaries.h"

namespace seqbitflip::test {
namespace {

constexpr std::uint32_t kSpace = 300;  // positions looked at

struct Range {
  std::uint32_t start = 0;
  std::uint32_t length = 0;
};

void showValue(const Range& range, std::ostream& stream) {
  stream << '[' << range.start << ", " << range.start + range.length << ')';
}

rc::Gen<std::vector<Range>> any_ranges() {
  const auto range = rc::gen::build<Range>(
      rc::gen::set(&Range::start, rc::gen::inRange<std::uint32_t>(10, kSpace - 50)),
      rc::gen::set(&Range::length, rc::gen::inRange<std::uint32_t>(1, 40)));
  return rc::gen::container<std::vector<Range>>(range);
}

// Offsets from a base in place of positions; the base brings the wrap in.
class Model {
 public:
  explicit Model(const std::vector<Range>& ranges) : ranges_(ranges) {}

  bool is_boundary(std::uint32_t at, std::uint32_t full) const {
    return any([&](const Range& r) {
      const bool inner = full > 0 && r.length > full && at >= r.start && at < r.start + r.length &&
                         (at - r.start) % full == 0;
      return at == r.start || at == r.start + r.length || inner;
    });
  }
  bool is_inside(std::uint32_t at) const {
    return any([&](const Range& r) { return at > r.start && at < r.start + r.length; });
  }
  bool is_covered(std::uint32_t at) const {
    return any([&](const Range& r) { return at >= r.start && at < r.start + r.length; });
  }
  std::optional<Range> hole_at(std::uint32_t at) const {
    if (is_covered(at)) {
      return std::nullopt;
    }
    std::uint32_t first = at;
    std::uint32_t end = at;
    while (first > 0 && !is_covered(first - 1)) {
      --first;
    }
    while (end < kSpace && !is_covered(end)) {
      ++end;
    }
    const bool between = first > 0 && end < kSpace;
    return between ? std::optional(Range{first, end - first}) : std::nullopt;
  }

 private:
  template <typename Predicate>
  bool any(Predicate predicate) const {
    return std::any_of(ranges_.begin(), ranges_.end(), predicate);
  }

  std::vector<Range> ranges_;
};

RC_GTEST_PROP(SentHistoryProperty, AgreesWithLookingAtEveryPosition, ()) {
  const SeqNum base = *any_position();
  const auto ranges = *any_ranges();
  const auto full = *rc::gen::inRange<std::uint32_t>(0, 15);
  SentHistory history;
  for (const Range& range : ranges) {
    SentRecord record;
    record.start = base + SeqLength(range.start);
    record.end = record.start + SeqLength(range.length);
    history.add(record);
  }
  const Model model(ranges);
  const SentBoundaries boundaries(history, SeqLength(full));
  for (std::uint32_t at = 0; at < kSpace; ++at) {
    const SeqNum position = base + SeqLength(at);
    RC_ASSERT(history.is_boundary(position, SeqLength(full)) == model.is_boundary(at, full));
    RC_ASSERT(boundaries.contain(position) == model.is_boundary(at, full));
    RC_ASSERT(history.is_inside(position) == model.is_inside(at));
    const auto hole = history.hole_at(position);
    const auto wanted = model.hole_at(at);
    RC_ASSERT(hole.has_value() == wanted.has_value());
    if (hole) {
      RC_ASSERT(hole->first == base + SeqLength(wanted->start));
      RC_ASSERT(hole->end == base + SeqLength(wanted->start + wanted->length));
    }
  }
}

RC_GTEST_PROP(SentHistoryProperty, ForgetsOnlyWhatWasAcknowledgedAndSaysSo, ()) {
  const SeqNum base = *any_position();
  const auto lengths = *rc::gen::container<std::vector<std::uint32_t>>(
      300, rc::gen::inRange<std::uint32_t>(1, 1461));
  const auto acknowledged = *rc::gen::inRange<std::size_t>(0, lengths.size());
  SentHistory history;
  std::vector<SentRecord> all;
  SeqNum next = base;
  for (const std::uint32_t length : lengths) {
    SentRecord record;
    record.start = next;
    record.end = next = next + SeqLength(length);
    history.add(record);
    all.push_back(record);
  }
  history.acknowledged_up_to(all[acknowledged].end);
  for (std::size_t i = 0; i < all.size(); ++i) {
    const bool held = history.starting_at(all[i].start) != nullptr;
    RC_ASSERT(held || i <= acknowledged);
    RC_ASSERT(held || !history.reaches_back_to(all[i].start));
  }
}

}  // namespace
}  // namespace seqbitflip::test
