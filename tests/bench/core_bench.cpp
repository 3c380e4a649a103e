// SPDX-License-Identifier: GPL-2.0-or-later
//
// What the core costs for a segment, beside the making of the segment (Making/...): in order, with
// loss, among many conversations, and far into a flow.
#include <benchmark/benchmark.h>

#include <cstddef>
#include <cstdint>

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

// Conversations that take turns, a segment each: the worst case for the processor's caches. Only
// the addresses differ: what makes the segments stays in the cache, the core's state does not.
class Crowd {
 public:
  Crowd(std::uint32_t size, std::size_t most_awake)
      : size_(size), traffic_(kInOrder, 1), analyzer_(most_awake) {
    constexpr std::uint32_t kRoundsBefore = 9;  // the handshake, and twice the script
    for (std::uint32_t i = 0; i < kRoundsBefore * size; ++i) {
      feed_next();
    }
  }

  std::size_t feed_next() {
    if (turn_ == size_) {
      turn_ = 0;
      segment_ = traffic_.next(++round_);
    }
    SocketAddress source = traffic_.source();
    SocketAddress destination = traffic_.destination();
    SocketAddress& client = source.port == kServerPort ? destination : source;
    client.port = static_cast<std::uint16_t>(1024 + turn_ % kPorts);
    client.ip[3] = static_cast<std::uint8_t>(turn_ / kPorts);
    segment_.frame.fingerprint = turn_++;
    return analyzer_.process(source, destination, segment_).size();
  }

 private:
  static constexpr std::uint32_t kPorts = 60000;
  static constexpr std::uint16_t kServerPort = 80;

  std::uint32_t size_;
  std::uint32_t turn_ = 0;
  std::uint32_t round_ = 1;
  Conversation traffic_;
  Segment segment_ = traffic_.next(round_);
  Analyzer analyzer_;
};

void analyze_crowd(benchmark::State& state, std::size_t most_awake) {
  Crowd crowd(static_cast<std::uint32_t>(state.range(0)), most_awake);
  std::size_t verdicts = 0;
  for (auto _ : state) {
    verdicts += crowd.feed_next();
  }
  count(state);
  if (verdicts > 0) {
    state.SkipWithError("a healthy flow is accused");
  }
}

void analyze_many(benchmark::State& state) {
  analyze_crowd(state, ConnectionTable::kMostAwake);
}

// What it would be without packing, at some kilobytes for each: the processor's caches alone.
void analyze_many_awake(benchmark::State& state) {
  analyze_crowd(state, static_cast<std::size_t>(state.range(0)));
}

BENCHMARK_CAPTURE(make, in_order, kInOrder);
BENCHMARK_CAPTURE(make, lossy, kLossy);
BENCHMARK_CAPTURE(analyze, in_order, kInOrder, 0);
BENCHMARK_CAPTURE(analyze, in_order_after_10M_frames, kInOrder, 10'000'000);
BENCHMARK_CAPTURE(analyze, lossy, kLossy, 0);
BENCHMARK_CAPTURE(analyze, lossy_after_10M_frames, kLossy, 10'000'000);
BENCHMARK(analyze_many)->RangeMultiplier(10)->Range(1, 1'000'000);
BENCHMARK(analyze_many_awake)->RangeMultiplier(10)->Range(10'000, 100'000);

}  // namespace
}  // namespace seqbitflip::bench

BENCHMARK_MAIN();
