// SPDX-License-Identifier: GPL-2.0-or-later
//
// Whatever a capture holds: no crash, and the same verdicts each time.
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "analyzer.h"
#include "generators.h"
#include "replay.h"

namespace seqbitflip::test {
namespace {

struct Arrival {
  WireSegment wire;
  std::uint16_t client_port = 0;
};

void showValue(const Arrival& arrival, std::ostream& stream) {
  test::showValue(arrival.wire, stream);
  stream << " port " << arrival.client_port;
}

rc::Gen<std::vector<Arrival>> any_arrivals() {
  return rc::gen::mapcat(any_position(), [](SeqNum base) {
    return rc::gen::container<std::vector<Arrival>>(rc::gen::build<Arrival>(
        rc::gen::set(&Arrival::wire, any_segment(base)),
        rc::gen::set(&Arrival::client_port, rc::gen::inRange<std::uint16_t>(1, 3))));
  });
}

std::vector<Verdict> verdicts_on(const std::vector<Arrival>& arrivals,
                                 std::size_t most_awake = ConnectionTable::kMostAwake) {
  Analyzer analyzer(most_awake);
  std::vector<Verdict> all;
  std::uint32_t frame = 0;
  for (const auto& [wire, client_port] : arrivals) {
    const CapturedSegment captured(wire, ++frame);
    const auto said =
        analyzer.process(address_of(wire.from, client_port),
                         address_of(other_end(wire.from), client_port), captured.segment());
    all.insert(all.end(), said.begin(), said.end());
  }
  const auto at_the_end = analyzer.reconsider();
  all.insert(all.end(), at_the_end.begin(), at_the_end.end());
  return all;
}

RC_GTEST_PROP(ArbitrarySegmentsProperty, AreJudgedTheSameEachTime, ()) {
  const auto arrivals = *any_arrivals();
  const auto first = verdicts_on(arrivals);
  RC_ASSERT(verdicts_on(arrivals) == first);
}

RC_GTEST_PROP(ArbitrarySegmentsProperty, AreJudgedTheSameWhereTheirConnectionsSleep, ()) {
  const auto arrivals = *any_arrivals();
  RC_ASSERT(verdicts_on(arrivals, 1) == verdicts_on(arrivals));
}

RC_GTEST_PROP(ArbitrarySegmentsProperty, GetVerdictsThatAgreeWithThem, ()) {
  const auto arrivals = *any_arrivals();
  for (const Verdict& verdict : verdicts_on(arrivals)) {
    RC_ASSERT(verdict.frame.number >= 1U);
    RC_ASSERT(verdict.frame.number <= arrivals.size());
    if (!verdict.wrong) {
      continue;
    }
    const WireSegment& wire = arrivals[verdict.frame.number - 1].wire;
    const WrongNumber& wrong = *verdict.wrong;
    RC_ASSERT(carried(wire, verdict.kind, verdict.edge) == wrong.observed);
    RC_ASSERT(wrong.expected != wrong.observed);
    RC_ASSERT(wrong.difference == difference(wrong.expected, wrong.observed));
    RC_ASSERT(wrong.reference <= arrivals.size());
    RC_ASSERT(!wrong.evidence.empty());
  }
}

}  // namespace
}  // namespace seqbitflip::test
