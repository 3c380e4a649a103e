// SPDX-License-Identifier: GPL-2.0-or-later
//
// Any sequence of segments goes through the Analyzer, and what it says through the report, as text
// and as JSON. Most drawn numbers lie near what the flow is at: others are out of window at once.
#include <wsutil/json_dumper.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <map>
#include <nlohmann/json.hpp>
#include <stdexcept>
#include <string>
#include <vector>

#include "analyzer.h"
#include "byte_source.h"
#include "diagnosis.h"
#include "report.h"
#include "report_json.h"
#include "wire_segment.h"

namespace seqbitflip::test {
namespace {

void require(bool holds, const char* what) {
  if (!holds) {
    throw std::logic_error(what);
  }
}

struct Sent {
  SeqNum next{0};
  SeqNum before{0};
};

// Draws one segment after another; the connections are told apart by the client's port.
class Traffic {
 public:
  explicit Traffic(ByteSource& source) : source_(source) {}

  std::uint16_t port() const { return port_; }

  WireSegment next_segment() {
    port_ = source_.below(3);
    WireSegment wire;
    wire.from = source_.below(2) == 0 ? From::kClient : From::kServer;
    Sent& own = sent(wire.from);
    const Sent& peer = sent(other_end(wire.from));
    draw_flags(wire);
    wire.seq = draw_near(own);
    if (wire.ack) {
      wire.ack = draw_near(peer);
    }
    wire.window = source_.word();
    wire.payload = draw_payload(wire);
    draw_options(wire);
    draw_circumstances(wire);
    own.before = own.next;
    own.next = wire.seq + SeqLength(static_cast<std::uint32_t>(wire.payload.size()) +
                                    (wire.syn || wire.fin ? 1U : 0U));
    return wire;
  }

 private:
  Sent& sent(From from) {
    return sent_[static_cast<std::size_t>(port_) * 2 + (from == From::kClient ? 0U : 1U)];
  }

  void draw_flags(WireSegment& wire) {
    const std::uint8_t flags = source_.byte();
    wire.syn = (flags & 0x07) == 1;
    wire.fin = (flags & 0x38) == 8;
    wire.rst = (flags & 0xC0) == 0x40;
    const bool first_syn = wire.syn && (flags & 0x30) == 0x30;
    if (!first_syn && (flags & 0x07) != 2) {
      wire.ack = SeqNum(0);
    }
  }

  SeqNum draw_near(const Sent& sent) {
    switch (source_.below(8)) {
      case 0:
        return SeqNum(sent.next.value() ^ (1U << (source_.byte() % 32)));
      case 1:
        return sent.before;
      case 2:
        return sent.next + SeqLength(source_.word());
      case 3:
        return sent.next - SeqLength(source_.word());
      case 4:
        return SeqNum(source_.number());
      default:
        return sent.next;
    }
  }

  std::vector<std::uint8_t> draw_payload(const WireSegment& wire) {
    constexpr std::array<std::size_t, 6> kLengths = {0, 0, 1, 100, 1448, 1460};
    const std::size_t length = kLengths[source_.below(kLengths.size())];
    return source_.below(8) == 0 ? source_.bytes(length)
                                 : stream_bytes(wire.from, wire.seq, length);
  }

  void draw_options(WireSegment& wire) {
    const std::uint8_t options = source_.byte();
    if ((options & 1) != 0) {
      wire.timestamps = Timestamps{source_.number(), source_.number()};
    }
    if (wire.syn && (options & 2) != 0) {
      wire.window_shift = source_.byte();
    }
    if (wire.syn && (options & 4) != 0) {
      wire.mss = source_.word();
    }
    if ((options & 8) != 0 && wire.ack) {
      wire.sack.push_back({draw_near(sent(other_end(wire.from))), SeqNum(source_.number())});
    }
  }

  void draw_circumstances(WireSegment& wire) {
    time_ns_ += static_cast<std::int16_t>(source_.word()) * std::int64_t{100'000};
    wire.time_ns = time_ns_;
    wire.ttl = source_.byte();
    if (source_.below(4) != 0) {
      wire.ip_id = ip_id_ = static_cast<std::uint16_t>(ip_id_ + source_.below(3));
    }
    const std::uint8_t checksum = source_.below(8);
    if (checksum == 0) {
      wire.checksum = WireChecksum::kDamaged;
    } else if (checksum == 1) {
      wire.checksum = WireChecksum::kOffloaded;
    } else if (checksum == 2) {
      wire.checksum = WireChecksum::kStale;
      wire.meant_seq = sent(wire.from).next;
    } else if (checksum == 3) {
      wire.captured = 20 + source_.byte();
    }
  }

  ByteSource& source_;
  std::array<Sent, 6> sent_;
  std::uint16_t port_ = 0;
  std::uint16_t ip_id_ = 0;
  std::int64_t time_ns_ = 0;
};

using Findings = std::map<std::pair<std::uint32_t, NumberKind>, Finding>;

void keep(Findings& findings, std::span<const Verdict> verdicts, std::uint32_t frames) {
  for (const Verdict& verdict : verdicts) {
    require(verdict.frame.number >= 1 && verdict.frame.number <= frames, "no such frame");
    if (verdict.misled_by) {
      continue;
    }
    findings.erase({verdict.frame.number, verdict.kind});
    if (verdict.wrong) {
      require(verdict.wrong->expected != verdict.wrong->observed, "the wrong number is right");
      require(verdict.wrong->reference <= frames, "the reference is no frame");
      findings[{verdict.frame.number, verdict.kind}] = {verdict.frame, verdict.kind,
                                                        *verdict.wrong};
    }
  }
}

std::string json_of(const Diagnosis& diagnosis) {
  char* text = nullptr;
  std::size_t length = 0;
  std::FILE* stream = open_memstream(&text, &length);
  write_report_json(diagnosis, stream);
  std::fclose(stream);
  std::string json(text, length);
  std::free(text);
  return json;
}

void report_all(const Analyzer& analyzer, const Findings& findings) {
  std::vector<Finding> sorted;
  for (const auto& [place, finding] : findings) {
    sorted.push_back(finding);
  }
  const Diagnosis diagnosis =
      diagnose(std::move(sorted), analyzer.summary(), [&](const auto& source, const auto& kinds) {
        return analyzer.count_segments(source, kinds);
      });
  require(!report_text(diagnosis).empty(), "the report is empty");
  require(nlohmann::json::accept(json_of(diagnosis)), "the report is no JSON");
}

// What is said by two analyzers of which one lets its connections sleep.
std::span<const Verdict> same(std::span<const Verdict> verdicts, std::span<const Verdict> sleepy) {
  require(std::ranges::equal(verdicts, sleepy), "something was lost in a connection's sleep");
  return verdicts;
}

void analyze(ByteSource bytes) {
  constexpr std::uint32_t kMostFrames = 400;
  Analyzer analyzer;
  Analyzer sleepy(1);  // each connection sleeps while another one speaks
  Traffic traffic(bytes);
  Findings findings;
  std::uint32_t frame = 0;
  while (!bytes.is_empty() && frame < kMostFrames) {
    const WireSegment wire = traffic.next_segment();
    const CapturedSegment captured(wire, ++frame);
    const Segment segment = captured.segment();
    const SocketAddress source = address_of(wire.from, traffic.port());
    const SocketAddress destination = address_of(other_end(wire.from), traffic.port());
    keep(findings,
         same(analyzer.process(source, destination, segment),
              sleepy.process(source, destination, segment)),
         frame);
    if (frame % 64 == 0) {
      keep(findings, same(analyzer.reconsider(), sleepy.reconsider()), frame);
    }
  }
  keep(findings, same(analyzer.reconsider(), sleepy.reconsider()), frame);
  require(analyzer.reconsider().empty(), "asked twice, it says more");
  report_all(analyzer, findings);
}

}  // namespace
}  // namespace seqbitflip::test

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  seqbitflip::test::analyze(seqbitflip::test::ByteSource({data, size}));
  return 0;
}
