// SPDX-License-Identifier: GPL-2.0-or-later
//
// Reads the language of the scenarios; see tests/unit/scenarios/README.md.
#include <array>
#include <fstream>
#include <sstream>
#include <stdexcept>

#include "scenario.h"
#include "story_segment.h"
#include "story_words.h"

namespace seqbitflip::test {

namespace {

// "8,24"
std::uint32_t read_mask(const std::string& bits) {
  std::uint32_t mask = 0;
  std::istringstream stream(bits);
  for (std::string bit; std::getline(stream, bit, ',');) {
    mask |= 1U << integer(bit, 0, 31);
  }
  return mask;
}

void read_detail(const std::string& word, Words& words, ToldWrong& wrong) {
  static const std::map<std::string, Confidence> kConfidences = {{"likely", Confidence::kLikely},
                                                                 {"strong", Confidence::kStrong},
                                                                 {"proven", Confidence::kProven}};
  static const std::map<std::string, ChecksumFinding> kChecksums = {
      {"damaged-after", ChecksumFinding::kDamagedAfter},
      {"covers-wrong", ChecksumFinding::kCoversWrongNumber},
      {"not-verifiable", ChecksumFinding::kNotVerifiable}};
  if (kConfidences.contains(word)) {
    wrong.confidence = kConfidences.at(word);
  } else if (word == "bits" || word == "bit") {
    wrong.mask = read_mask(words.next());
  } else if (word == "delta") {
    wrong.delta = static_cast<std::int32_t>(integer(words.next(), INT32_MIN, INT32_MAX));
  } else if (word == "reference") {
    wrong.reference = number<std::uint32_t>(words.next());
  } else if (word == "checksum") {
    wrong.checksum = meaning(words.next(), kChecksums);
  } else {
    throw std::runtime_error("\"" + word + "\" says nothing of a wrong number");
  }
}

// "nothing", or "wrong seq expected 1500 bits 3 proven".
void read_expectation(Words& words, std::vector<ToldWrong>& told) {
  const std::string first = words.next();
  if (first == "nothing") {
    return;
  }
  if (first != "wrong") {
    throw std::runtime_error("\"" + first + "\" is neither wrong nor nothing");
  }
  ToldWrong wrong;
  const std::string kind = words.next();
  static const std::map<std::string, NumberKind> kKinds = {{"seq", NumberKind::kSequence},
                                                           {"ack", NumberKind::kAcknowledgment},
                                                           {"tsval", NumberKind::kTimestampValue},
                                                           {"tsecr", NumberKind::kTimestampEcho}};
  if (kKinds.contains(kind)) {
    wrong.kind = kKinds.at(kind);
  } else {
    wrong.kind = NumberKind::kSackEdge;
    wrong.edge = edge_index(kind);
  }
  words.demand("expected");
  wrong.expected = position(words.next());
  while (words.more()) {
    read_detail(words.next(), words, wrong);
  }
  told.push_back(wrong);
}

class Reader {
 public:
  void read_line(const std::string& text, int line) {
    Words words(text);
    if (!words.more()) {
      return;
    }
    if (text.starts_with('#')) {
      if (line == 1) {
        scenario_.verified = text.substr(1);
      }
    } else if (text == "    at once: anything") {
      current().at_once_is_told = current().at_once_is_open = true;
    } else if (text.starts_with("    at once: ")) {
      read_told("at once:", text, &ToldSegment::at_once, &ToldSegment::at_once_is_told);
    } else if (text.starts_with("    settled: ")) {
      read_told("settled:", text, &ToldSegment::settled, &ToldSegment::settled_is_told);
    } else if (text == "nothing is wrong") {
      scenario_.nothing_is_wrong = true;
    } else {
      read_segment(text, line);
    }
  }

  Scenario finish() {
    bool anything_told = false;
    for (const ToldSegment& segment : scenario_.segments) {
      if (segment.at_once_is_told != segment.settled_is_told) {
        throw std::runtime_error("line " + std::to_string(segment.line) +
                                 " needs both, at once and settled");
      }
      anything_told = anything_told || segment.at_once_is_told;
    }
    if (scenario_.verified.empty()) {
      throw std::runtime_error("the first line, a comment, should say what is verified");
    }
    if (scenario_.segments.empty() || anything_told == scenario_.nothing_is_wrong) {
      throw std::runtime_error(
          "a story expects something of its segments, or says \"nothing is wrong\"");
    }
    return std::move(scenario_);
  }

 private:
  void read_segment(const std::string& text, int line) {
    ToldSegment segment;
    segment.wire = read_story_segment(text, habits_);
    segment.line = line;
    segment.text = text;
    const bool goes_back = !scenario_.segments.empty() &&
                           segment.wire.time_ns < scenario_.segments.back().wire.time_ns;
    if (goes_back) {
      throw std::runtime_error("the time goes back");
    }
    scenario_.segments.push_back(std::move(segment));
  }

  // The segment that the expectations are about.
  ToldSegment& current() {
    if (scenario_.segments.empty()) {
      throw std::runtime_error("there is no segment yet");
    }
    return scenario_.segments.back();
  }

  void read_told(const std::string& start, const std::string& text,
                 std::vector<ToldWrong> ToldSegment::*told, bool ToldSegment::*is_told) {
    ToldSegment& segment = current();
    Words words(text.substr(text.find(start) + start.size()));
    read_expectation(words, segment.*told);
    segment.*is_told = true;
  }

  Scenario scenario_;
  std::array<StoryHabit, 2> habits_;
};

}  // namespace

Scenario read_scenario(const std::filesystem::path& file) {
  std::ifstream stream(file);
  int line = 0;
  try {
    if (!stream) {
      throw std::runtime_error("can not be read");
    }
    Reader reader;
    for (std::string text; std::getline(stream, text);) {
      reader.read_line(text, ++line);
    }
    return reader.finish();
  } catch (const std::exception& problem) {
    throw std::runtime_error(file.filename().string() + ":" + std::to_string(line) + ": " +
                             problem.what());
  }
}

}  // namespace seqbitflip::test
