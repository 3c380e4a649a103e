// SPDX-License-Identifier: GPL-2.0-or-later
//
// What the core costs for a segment, beside the making of the segment (Making/...): in order, with
// loss, among many conversations, and far into a flow.
#include <benchmark/benchmark.h>

#include <memory>
#include <vector>

#include "analyzer.h"
#include "traffic.h"

namespace seqbitflip::bench {
namespace {

const Script kInOrder = in_order_script();
const Script kLossy = lossy_script();

void count(benchmark::State& state) {
  state.SetItemsProcessed(static_cast<std::int64_t>(state.iterations()));
}

void make(benchmark::State& state, const Script& script) {
  Conversation conversation(script, 1);
  std::uint32_t frame = 0;
  for (auto _ : state) {
    benchmark::DoNotOptimize(conversation.next(++frame).seq);
  }
  count(state);
}

std::size_t feed(Analyzer& analyzer, Conversation& conversation, std::uint32_t frame) {
  const Segment& segment = conversation.next(frame);
  return analyzer.process(conversation.source(), conversation.destination(), segment).size();
}

void analyze(benchmark::State& state, const Script& script, std::uint32_t frames_before) {
  Conversation conversation(script, 1);
  Analyzer analyzer;
  std::uint32_t frame = 0;
  std::size_t verdicts = 0;
  while (frame < frames_before) {
    verdicts += feed(analyzer, conversation, ++frame);
  }
  for (auto _ : state) {
    verdicts += feed(analyzer, conversation, ++frame);
  }
  count(state);
  if (verdicts > 0) {
    state.SkipWithError("a healthy flow is accused");
  }
}

// A segment of each conversation in turn: the worst case for the processor's caches.
void analyze_many(benchmark::State& state) {
  const auto number = static_cast<std::uint32_t>(state.range(0));
  // Only the address differs: what makes the segments stays in the cache, the core's state does
  // not.
  Conversation traffic(kInOrder, 1);
  std::vector<std::unique_ptr<Conversation>> made;
  Analyzer analyzer;
  SocketAddress client = traffic.source();
  const SocketAddress server = traffic.destination();
  std::uint32_t frame = 0;
  std::uint32_t turn = 0;
  const Segment* segment = &traffic.next(++frame);
  for (auto _ : state) {
    if (turn == number) {
      turn = 0;
      segment = &traffic.next(++frame);
    }
    client.port = static_cast<std::uint16_t>(turn);
    client.ip[3] = static_cast<std::uint8_t>(turn >> 16);
    const bool from_server = traffic.source() == server;
    Segment one = *segment;
    one.frame.fingerprint = turn++;
    benchmark::DoNotOptimize(
        analyzer.process(from_server ? server : client, from_server ? client : server, one).size());
  }
  count(state);
}

BENCHMARK_CAPTURE(make, in_order, kInOrder);
BENCHMARK_CAPTURE(make, lossy, kLossy);
BENCHMARK_CAPTURE(analyze, in_order, kInOrder, 0);
BENCHMARK_CAPTURE(analyze, in_order_after_10M_frames, kInOrder, 10'000'000);
BENCHMARK_CAPTURE(analyze, lossy, kLossy, 0);
BENCHMARK_CAPTURE(analyze, lossy_after_10M_frames, kLossy, 10'000'000);
BENCHMARK(analyze_many)->RangeMultiplier(10)->Range(1, 1'000'000);

}  // namespace
}  // namespace seqbitflip::bench

BENCHMARK_MAIN();
