// SPDX-License-Identifier: GPL-2.0-or-later
#include "scenario.h"

#include <algorithm>

#include "replay.h"

namespace seqbitflip::test {

namespace {

struct NumberOf {
  NumberKind kind;
  std::uint8_t edge;
};

// All that a segment may carry.
std::vector<NumberOf> all_numbers() {
  std::vector<NumberOf> numbers = {{NumberKind::kSequence, 0},
                                   {NumberKind::kAcknowledgment, 0},
                                   {NumberKind::kTimestampValue, 0},
                                   {NumberKind::kTimestampEcho, 0}};
  for (std::uint8_t edge = 0; edge < 2 * SackBlocks::kMost; ++edge) {
    numbers.push_back({NumberKind::kSackEdge, edge});
  }
  return numbers;
}

std::string told(const ToldWrong& wrong) {
  return std::string(name_of(wrong.kind)) + " expected " + std::to_string(wrong.expected.value());
}

std::string where(const ToldSegment& segment, std::uint32_t frame) {
  return "frame " + std::to_string(frame) + ", line " + std::to_string(segment.line) + ": " +
         segment.text + "\n    ";
}

bool agrees(const ToldWrong& told, const WrongNumber& said) {
  return told.expected == said.expected && (!told.mask || *told.mask == said.difference.mask) &&
         (!told.delta || *told.delta == said.difference.delta) &&
         (!told.confidence || *told.confidence == said.confidence) &&
         (!told.reference || *told.reference == said.reference) &&
         (!told.checksum || *told.checksum == said.checksum);
}

class Comparison {
 public:
  explicit Comparison(const Scenario& scenario) : scenario_(scenario) {}

  std::vector<std::string> run() {
    for (const ToldSegment& segment : scenario_.segments) {
      const std::uint32_t frame = replay_.feed(segment.wire);
      if (segment.at_once_is_told && !segment.at_once_is_open) {
        compare("at once", segment, frame, segment.at_once);
      }
    }
    replay_.end_of_capture();
    for (std::uint32_t frame = 1; frame <= replay_.frames(); ++frame) {
      const ToldSegment& segment = scenario_.segments[frame - 1];
      if (segment.settled_is_told) {
        compare("settled", segment, frame, segment.settled);
      } else {
        demand_silence(segment, frame);
      }
    }
    return departures_;
  }

 private:
  void compare(const std::string& when, const ToldSegment& segment, std::uint32_t frame,
               const std::vector<ToldWrong>& wanted) {
    for (const auto [kind, edge] : all_numbers()) {
      const auto said = replay_.wrong(frame, kind, edge);
      const auto told_of_kind = std::find_if(wanted.begin(), wanted.end(),
                                             [kind = kind, edge = edge](const ToldWrong& t) {
                                               return t.kind == kind && t.edge == edge;
                                             });
      const std::string start = where(segment, frame) + when + ": ";
      if (told_of_kind == wanted.end()) {
        if (said) {
          departures_.push_back(start + "nothing should be said of its " + name_of(kind) +
                                ", but: " + described(kind, *said));
        }
      } else if (!said) {
        departures_.push_back(start + "missed: " + told(*told_of_kind));
      } else if (!agrees(*told_of_kind, *said) ||
                 said->observed != carried(segment.wire, kind, edge)) {
        departures_.push_back(start + "not as told (" + told(*told_of_kind) +
                              "): " + described(kind, *said));
      }
    }
  }

  void demand_silence(const ToldSegment& segment, std::uint32_t frame) {
    for (const auto [kind, edge] : all_numbers()) {
      const auto accused = replay_.ever_wrong().find({frame, kind, edge});
      if (accused != replay_.ever_wrong().end()) {
        departures_.push_back(where(segment, frame) +
                              "innocent, but at some time: " + described(kind, accused->second));
      }
      const auto outside = replay_.out_of_window(frame, kind);
      if (outside && outside->reason == OutOfWindowReason::kCorrupt) {
        departures_.push_back(where(segment, frame) + "innocent, but its " + name_of(kind) +
                              " is called corrupt and outside of the window");
      }
    }
  }

  const Scenario& scenario_;
  Replay replay_;
  std::vector<std::string> departures_;
};

}  // namespace

std::vector<std::string> departures_from(const Scenario& scenario) {
  return Comparison(scenario).run();
}

}  // namespace seqbitflip::test
