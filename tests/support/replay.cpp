// SPDX-License-Identifier: GPL-2.0-or-later
#include "replay.h"

#include "differing_bits.h"

namespace seqbitflip::test {

std::uint32_t Replay::feed(const WireSegment& wire) {
  const CapturedSegment captured(wire, ++frames_);
  keep(analyzer_.process(address_of(wire.from), address_of(other_end(wire.from)),
                         captured.segment()));
  return frames_;
}

void Replay::end_of_capture() {
  keep(analyzer_.reconsider());
}

void Replay::keep(std::span<const Verdict> verdicts) {
  for (const Verdict& verdict : verdicts) {
    if (verdict.misled_by || verdict.translation || verdict.retraction) {
      continue;  // a note, which leaves what is said of the segment's numbers as it is
    }
    const Place place{verdict.frame.number, verdict.kind, verdict.edge};
    verdicts_[place] = verdict;
    if (verdict.wrong) {
      ever_wrong_.emplace(place, *verdict.wrong);
    }
  }
}

std::optional<WrongNumber> Replay::wrong(std::uint32_t frame, NumberKind kind,
                                         std::uint8_t edge) const {
  const auto found = verdicts_.find({frame, kind, edge});
  return found == verdicts_.end() ? std::nullopt : found->second.wrong;
}

std::optional<OutOfWindow> Replay::out_of_window(std::uint32_t frame, NumberKind kind) const {
  const auto found = verdicts_.find({frame, kind, 0});
  return found == verdicts_.end() ? std::nullopt : found->second.out_of_window;
}

std::map<Replay::Place, Verdict> Replay::said_now() const {
  std::map<Place, Verdict> result = verdicts_;
  std::erase_if(result, [](const auto& said) {
    const Verdict& verdict = said.second;
    return !verdict.wrong && !verdict.out_of_window;
  });
  return result;
}

std::map<Replay::Place, WrongNumber> Replay::wrong_now() const {
  std::map<Place, WrongNumber> result;
  for (const auto& [place, verdict] : verdicts_) {
    if (verdict.wrong) {
      result.emplace(place, *verdict.wrong);
    }
  }
  return result;
}

SeqNum carried(const WireSegment& wire, NumberKind kind, std::uint8_t edge) {
  const Timestamps stamps = wire.timestamps.value_or(Timestamps{});
  switch (kind) {
    case NumberKind::kSequence:
      return wire.seq;
    case NumberKind::kAcknowledgment:
      return wire.ack.value_or(SeqNum(0));
    case NumberKind::kTimestampValue:
      return SeqNum(stamps.value);
    case NumberKind::kTimestampEcho:
      return SeqNum(stamps.echo);
    case NumberKind::kSackEdge:
      break;
  }
  if (edge / 2U >= wire.sack.size()) {
    return SeqNum(0);
  }
  const SackBlock& block = wire.sack[edge / 2U];
  return edge % 2 == 0 ? block.left : block.right;
}

std::string described(NumberKind kind, const WrongNumber& wrong) {
  std::string text = std::string(name_of(kind)) + " " + std::to_string(wrong.observed.value()) +
                     ", expected " + std::to_string(wrong.expected.value()) + " (bits";
  for_each_bit(wrong.difference.mask, [&](std::uint8_t bit) { text += ' ' + std::to_string(bit); });
  text += std::string("), ") + name_of(wrong.confidence) +
          ", checksum: " + name_of(wrong.checksum) + ", reference " +
          std::to_string(wrong.reference);
  for (const std::string& sentence : wrong.evidence) {
    text += "\n      - " + sentence;
  }
  return text;
}

std::string described(const std::map<Replay::Place, WrongNumber>& wrong) {
  std::string text;
  for (const auto& [place, number] : wrong) {
    text += "frame " + std::to_string(place.frame) + ": " + described(place.kind, number) + "\n";
  }
  return text;
}

}  // namespace seqbitflip::test
