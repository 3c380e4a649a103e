// SPDX-License-Identifier: GPL-2.0-or-later
//
// What the core keeps: bytes for each conversation of several kinds, and for each further frame of
// a long one. Prints a table of values separated by tabs.
#include <cstdint>
#include <cstdio>
#include <cstdlib>

#include "analyzer.h"
#include "counted_memory.h"
#include "traffic.h"

namespace seqbitflip::bench {
namespace {

constexpr std::uint32_t kHandshake = 3;

// So many frames of each of so many conversations, one conversation after the other.
std::size_t bytes_kept(const Script& script, std::uint32_t conversations, std::uint32_t frames) {
  const std::size_t before = counted_memory().bytes;
  Analyzer analyzer;
  std::uint32_t frame = 0;
  for (std::uint32_t number = 0; number < conversations; ++number) {
    Conversation conversation(script, number);
    for (std::uint32_t i = 0; i < frames; ++i) {
      const Segment& segment = conversation.next(++frame);
      analyzer.process(conversation.source(), conversation.destination(), segment);
    }
  }
  return counted_memory().bytes - before;
}

void tell_conversations(const char* kind, const Script& script, std::uint32_t frames) {
  constexpr std::uint32_t conversations = 1'000'000;
  const std::size_t bytes = bytes_kept(script, conversations, frames);
  std::printf("%s\t%u\t%u\t%zu\n", kind, conversations, frames, bytes / conversations);
}

void tell_frames(const char* kind, const Script& script) {
  for (const std::uint32_t frames : {10'000U, 100'000U, 1'000'000U, 10'000'000U}) {
    std::printf("%s\t1\t%u\t%zu\n", kind, frames, bytes_kept(script, 1, frames));
  }
}

}  // namespace
}  // namespace seqbitflip::bench

int main() {
  using namespace seqbitflip::bench;
  std::puts("kind\tconversations\tframes of each\tbytes of each");
  const Script transfer = in_order_script();
  tell_conversations("only a SYN", transfer, 1);
  tell_conversations("a handshake", transfer, kHandshake);
  tell_conversations("ten frames", transfer, 10);
  tell_conversations("a hundred frames", transfer, 100);
  tell_conversations("a thousand frames", transfer, 1000);
  tell_conversations("a hundred frames of questions and answers", talk_script(), 100);
  tell_frames("one, in order", in_order_script());
  tell_frames("one, with loss", lossy_script());
  return EXIT_SUCCESS;
}
