// SPDX-License-Identifier: GPL-2.0-or-later
//
// Nothing of a connection is lost while it sleeps: where only one is ever awake, the same is said
// of each segment as where all are.
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <set>

#include "analyzer.h"
#include "generators.h"
#include "wire_segment.h"

namespace seqbitflip::test {
namespace {

struct Arrival {
  WireSegment wire;
  std::uint16_t client_port = 0;
};

// Two conversations, a segment of each in turn. A bit of some sequence numbers flips.
std::vector<Arrival> any_two_conversations() {
  constexpr std::uint8_t kFlipped = 7;
  std::array<std::vector<Passed>, 2> passed;
  for (auto& of_one : passed) {
    auto acts = *any_acts({Fate::kLost, Fate::kLostUnseen, Fate::kTwice, Fate::kDelayed});
    for (std::size_t i = kFlipped; i < acts.size(); i += 2 * kFlipped) {
      acts[i].flipped_bit = *rc::gen::inRange<std::uint8_t>(0, 32);
    }
    of_one = converse(*any_circumstances(), acts);
  }
  std::vector<Arrival> arrivals;
  for (std::size_t i = 0; i < std::max(passed[0].size(), passed[1].size()); ++i) {
    for (std::uint16_t one = 0; one < 2; ++one) {
      if (i < passed[one].size()) {
        arrivals.push_back({passed[one][i].wire, static_cast<std::uint16_t>(one + 1)});
      }
    }
  }
  return arrivals;
}

struct Sockets {
  explicit Sockets(const Arrival& arrival)
      : source(address_of(arrival.wire.from, arrival.client_port)),
        destination(address_of(other_end(arrival.wire.from), arrival.client_port)) {}
  SocketAddress source;
  SocketAddress destination;
};

std::vector<Verdict> copy_of(std::span<const Verdict> verdicts) {
  return {verdicts.begin(), verdicts.end()};
}

RC_GTEST_PROP(SleepingConnectionsProperty, AreJudgedAsIfTheyHadBeenAwake, ()) {
  const auto arrivals = any_two_conversations();
  Analyzer sleepy(1);
  Analyzer wakeful;
  std::uint32_t frame = 0;
  for (const Arrival& arrival : arrivals) {
    const CapturedSegment captured(arrival.wire, ++frame);
    const Segment& segment = captured.segment();
    const Sockets at(arrival);
    RC_ASSERT(copy_of(sleepy.process(at.source, at.destination, segment)) ==
              copy_of(wakeful.process(at.source, at.destination, segment)));
  }
  RC_ASSERT(copy_of(sleepy.reconsider()) == copy_of(wakeful.reconsider()));
}

RC_GTEST_PROP(SleepingConnectionsProperty, AreCountedAndTellWhereTheirSegmentsLie, ()) {
  const auto arrivals = any_two_conversations();
  Analyzer sleepy(1);
  Analyzer wakeful;
  std::uint32_t frame = 0;
  for (const Arrival& arrival : arrivals) {
    const CapturedSegment captured(arrival.wire, ++frame);
    const Sockets at(arrival);
    sleepy.process(at.source, at.destination, captured.segment());
    wakeful.process(at.source, at.destination, captured.segment());
  }
  RC_ASSERT(sleepy.summary() == wakeful.summary());
  for (std::uint8_t kind = 0; kind < kSegmentKinds; ++kind) {
    const std::set<SegmentKind> kinds = {static_cast<SegmentKind>(kind)};
    RC_ASSERT(sleepy.count_segments({}, kinds) == wakeful.count_segments({}, kinds));
  }
  frame = 0;
  for (const Arrival& arrival : arrivals) {
    const CapturedSegment captured(arrival.wire, ++frame);
    const Segment& segment = captured.segment();
    const Sockets at(arrival);
    RC_ASSERT(sleepy.position_of(at.source, at.destination, segment, segment.seq) ==
              wakeful.position_of(at.source, at.destination, segment, segment.seq));
  }
}

}  // namespace
}  // namespace seqbitflip::test
