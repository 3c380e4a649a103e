// SPDX-License-Identifier: GPL-2.0-or-later
//
// Sequence arithmetic agrees with 64-bit integers taken modulo 2^32.
#include "seq_num.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "generators.h"

namespace seqbitflip::test {
namespace {

constexpr std::int64_t kCircle = std::int64_t{1} << 32;

std::int64_t wide(SeqNum position) {
  return position.value();
}

std::int64_t modulo(std::int64_t value) {
  return ((value % kCircle) + kCircle) % kCircle;
}

// The representative of `to - from` in [-2^31, 2^31).
std::int64_t wide_distance(SeqNum from, SeqNum to) {
  const std::int64_t ahead = modulo(wide(to) - wide(from));
  return ahead < kCircle / 2 ? ahead : ahead - kCircle;
}

RC_GTEST_PROP(SeqNumProperty, SumsAndDifferencesAreModulo, ()) {
  const SeqNum position = *any_position();
  const SeqLength length((*any_position()).value());
  RC_ASSERT(wide(position + length) == modulo(wide(position) + length.bytes()));
  RC_ASSERT(wide(position - length) == modulo(wide(position) - length.bytes()));
  RC_ASSERT(position + length - length == position);
}

RC_GTEST_PROP(SeqNumProperty, DistanceIsTheShorterWay, ()) {
  const SeqNum from = *any_position();
  const SeqNum to = *any_position();
  const std::int64_t wanted = wide_distance(from, to);
  RC_ASSERT(distance(from, to) == wanted);
  RC_ASSERT(magnitude(distance(from, to)) == (wanted < 0 ? -wanted : wanted));
  RC_ASSERT(is_before(from, to) == (wanted > 0));
  RC_ASSERT(is_after(to, from) == (wanted > 0));
  RC_ASSERT(from + length_between(from, to) == to);
}

RC_GTEST_PROP(SeqNumProperty, LaterOfTwoIsOneOfThemAndNotBeforeTheOther, ()) {
  const SeqNum a = *any_position();
  const SeqNum b = *any_position();
  const SeqNum later = later_of(a, b);
  RC_ASSERT(later == a || later == b);
  RC_ASSERT(!is_before(later, a));
  RC_ASSERT(!is_before(later, b));
}

RC_GTEST_PROP(SeqNumProperty, WindowHoldsWhatIsLessThanItsSizeAhead, ()) {
  const SeqNum position = *any_position();
  const SeqNum first = *any_position();
  const SeqLength size((*any_position()).value());
  const std::int64_t ahead = modulo(wide(position) - wide(first));
  RC_ASSERT(in_window(position, first, size) == (ahead < size.bytes()));
}

}  // namespace
}  // namespace seqbitflip::test
