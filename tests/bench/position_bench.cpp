// SPDX-License-Identifier: GPL-2.0-or-later
//
// What it costs to tell where the segment of a frame lies in its stream, by how much is kept for
// that: the sockets were used for so many connections, or the stream is so many GiB long.
#include <benchmark/benchmark.h>

#include <cstddef>
#include <cstdint>
#include <vector>

#include "analyzer.h"
#include "traffic.h"

namespace seqbitflip::bench {
namespace {

// Frames that were read, and are asked for one after the other, round and round.
class Capture {
 public:
  void see(const SocketAddress& source, const SocketAddress& destination, const Segment& segment) {
    analyzer_.process(source, destination, segment);
    frames_.push_back({source, destination, segment});
    frames_.back().segment.bytes = {};
  }
  std::uint32_t next_frame() const { return static_cast<std::uint32_t>(frames_.size()) + 1; }
  bool knows_next() {
    const Frame& asked = frames_[turn_];
    turn_ = turn_ + 1 == frames_.size() ? 0 : turn_ + 1;
    return analyzer_.position_of(asked.source, asked.destination, asked.segment, asked.segment.seq)
        .has_value();
  }

 private:
  struct Frame {
    SocketAddress source;
    SocketAddress destination;
    Segment segment;
  };
  Analyzer analyzer_{1};
  std::vector<Frame> frames_;
  std::size_t turn_ = 0;
};

// Connections between the same sockets, of ten frames each. Then others go on: these sleep.
void see_reused_sockets(Capture& capture, std::uint32_t connections) {
  constexpr std::uint32_t kFrames = 10;
  constexpr std::uint32_t kOthers = 10;
  const Script script = in_order_script();
  Conversation first(script, 1);
  first.next(1);
  const SocketAddress client = first.source();
  const SocketAddress server = first.destination();
  for (std::uint32_t number = 1; number <= connections; ++number) {
    Conversation conversation(script, number);
    for (std::uint32_t i = 0; i < kFrames; ++i) {
      const Segment& segment = conversation.next(capture.next_frame());
      const bool from_client = conversation.destination() == server;
      capture.see(from_client ? client : server, from_client ? server : client, segment);
    }
  }
  for (std::uint32_t number = 2; number < 2 + kOthers; ++number) {
    Conversation other(script, number);
    const Segment& segment = other.next(capture.next_frame());
    capture.see(other.source(), other.destination(), segment);
  }
}

// A stream of which nearly all is missing in the capture: one segment of each half GiB.
void see_long_stream(Capture& capture, std::uint32_t gibibytes) {
  constexpr SeqLength kHalf{std::uint32_t{1} << 29};
  const Script script = in_order_script();
  Conversation ends(script, 1);
  Segment ack = ends.next(1);
  const SocketAddress client = ends.source();
  const SocketAddress server = ends.destination();
  ack.window_shift = 14;
  capture.see(client, server, ack);
  Segment data = ends.next(2);
  data.window_shift = 14;
  capture.see(server, client, data);
  for (Segment* segment : {&ack, &data}) {
    segment->syn = false;
    segment->window_shift.reset();
    segment->seq = segment->seq + SeqLength(1);
  }
  for (std::uint32_t i = 0; i < 2 * gibibytes; ++i) {
    data.frame = {capture.next_frame(), 0};
    data.payload_length = kFullSegment;
    data.ack = ack.seq;
    capture.see(server, client, data);
    ack.frame = {capture.next_frame(), 0};
    ack.ack = data.end();
    capture.see(client, server, ack);
    data.seq = data.seq + kHalf;
  }
}

template <typename See>
void find_positions(benchmark::State& state, const See& see) {
  Capture capture;
  see(capture, static_cast<std::uint32_t>(state.range(0)));
  std::size_t unknown = 0;
  for (auto _ : state) {
    unknown += capture.knows_next() ? 0 : 1;
  }
  state.SetItemsProcessed(static_cast<std::int64_t>(state.iterations()));
  if (unknown > 0) {
    state.SkipWithError("a position is not known");
  }
}

BENCHMARK_CAPTURE(find_positions, of_connections, see_reused_sockets)
    ->RangeMultiplier(10)
    ->Range(1, 10'000);
BENCHMARK_CAPTURE(find_positions, of_gibibytes, see_long_stream)
    ->RangeMultiplier(10)
    ->Range(1, 10'000);

}  // namespace
}  // namespace seqbitflip::bench
