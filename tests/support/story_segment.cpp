// SPDX-License-Identifier: GPL-2.0-or-later
#include "story_segment.h"

#include "story_words.h"

namespace seqbitflip::test {

namespace {

void read_flags(const std::string& flags, WireSegment& wire) {
  for (const char flag : flags) {
    switch (flag) {
      case 'S':
        wire.syn = true;
        break;
      case 'F':
        wire.fin = true;
        break;
      case 'R':
        wire.rst = true;
        break;
      case 'P':
        wire.push = true;
        break;
      case '.':
        wire.ack = SeqNum(0);
        break;
      default:
        throw std::runtime_error("\"" + flags + "\" are no flags of S F R P .");
    }
  }
}

// "1001:1101(100)"; returns the length.
std::size_t read_range(const std::string& range, WireSegment& wire) {
  const auto colon = range.find(':');
  const auto open = range.find('(');
  if (colon == std::string::npos || open == std::string::npos || range.back() != ')') {
    throw std::runtime_error("\"" + range + "\" is not of the form first:end(length)");
  }
  wire.seq = position(range.substr(0, colon));
  const SeqNum end = position(range.substr(colon + 1, open - colon - 1));
  const auto length = number<std::uint32_t>(range.substr(open + 1, range.size() - open - 2));
  if (wire.seq + SeqLength(length) != end) {
    throw std::runtime_error("\"" + range + "\": the end is not the start plus the length");
  }
  return length;
}

void read_option(const std::string& text, WireSegment& wire) {
  Words words(text);
  const std::string name = words.next();
  if (name == "mss") {
    wire.mss = number<std::uint16_t>(words.next());
  } else if (name == "wscale") {
    wire.window_shift = number<std::uint8_t>(words.next());
  } else if (name == "sackOK") {
    wire.sack_permitted = true;
  } else if (name == "TS") {
    Timestamps stamps;
    stamps.value = number<std::uint32_t>(words.next());
    words.demand("ecr");
    stamps.echo = number<std::uint32_t>(words.next());
    wire.timestamps = stamps;
  } else if (name == "sack") {
    while (words.more()) {
      const std::string block = words.next();
      const auto colon = block.find(':');
      if (colon == std::string::npos || wire.sack.size() == SackBlocks::kMost) {
        throw std::runtime_error("\"" + text + "\" are no one to four blocks left:right");
      }
      wire.sack.push_back({position(block.substr(0, colon)), position(block.substr(colon + 1))});
    }
  } else {
    throw std::runtime_error("\"" + name + "\" is no option");
  }
}

void read_options(const std::string& text, WireSegment& wire) {
  std::istringstream options(text);
  for (std::string option; std::getline(options, option, ',');) {
    read_option(option, wire);
  }
}

WireChecksum read_checksum(const std::string& word) {
  static const std::map<std::string, WireChecksum> kChecksums = {
      {"right", WireChecksum::kRight},
      {"stale", WireChecksum::kStale},
      {"none", WireChecksum::kOffloaded},
      {"damaged", WireChecksum::kDamaged}};
  return meaning(word, kChecksums);
}

class SegmentLine {
 public:
  SegmentLine(const std::string& text, std::array<StoryHabit, 2>& habits) : words_(text) {
    wire_.time_ns = nanoseconds(words_.next());
    const std::string arrow = words_.next();
    if (arrow != ">" && arrow != "<") {
      throw std::runtime_error("\"" + arrow + "\" is neither > nor <");
    }
    wire_.from = arrow == ">" ? From::kClient : From::kServer;
    StoryHabit& habit = habits[static_cast<std::size_t>(wire_.from)];
    wire_.ttl = habit.ttl;
    read_flags(words_.next(), wire_);
    length_ = read_range(words_.next(), wire_);
    while (words_.more()) {
      read_part(habit);
    }
    finish(habit);
  }

  WireSegment wire() const { return wire_; }

 private:
  void read_part(StoryHabit& habit) {
    const std::string word = words_.next();
    if (word == "ack") {
      ack_is_told_ = wire_.ack.has_value();
      wire_.ack = position(words_.next());
    } else if (word == "win") {
      habit.window = number<std::uint16_t>(words_.next());
    } else if (word == "id") {
      wire_.ip_id = number<std::uint16_t>(words_.next());
    } else if (word == "ttl") {
      wire_.ttl = habit.ttl = number<std::uint8_t>(words_.next());
    } else if (word == "payload") {
      words_.up_to('"');
      payload_word_ = words_.up_to('"');
    } else if (word == "checksum") {
      wire_.checksum = read_checksum(words_.next());
    } else if (word == "meant") {
      read_meant(words_.next());
    } else if (word == "cut") {
      wire_.captured = number<std::uint16_t>(words_.next());
    } else if (word.front() == '<') {
      const bool whole = word.back() == '>';
      read_options(
          whole ? word.substr(1, word.size() - 2) : word.substr(1) + ' ' + words_.up_to('>'),
          wire_);
    } else {
      throw std::runtime_error("\"" + word + "\" is no part of a segment");
    }
  }

  // "seq 5001", "ack 5001", "tsval 90", "tsecr 90", "edge2 5001"
  void read_meant(const std::string& what) {
    const SeqNum meant = position(words_.next());
    if (what == "seq") {
      wire_.meant_seq = meant;
    } else if (what == "ack") {
      wire_.meant_ack = meant;
    } else if (what == "tsval" || what == "tsecr") {
      wire_.meant_timestamps = wire_.meant_timestamps ? wire_.meant_timestamps : wire_.timestamps;
      if (!wire_.meant_timestamps) {
        throw std::runtime_error("meant " + what + " comes after the option TS");
      }
      (what == "tsval" ? wire_.meant_timestamps->value : wire_.meant_timestamps->echo) =
          meant.value();
    } else {
      if (wire_.meant_sack.empty()) {
        wire_.meant_sack = wire_.sack;
      }
      const std::size_t edge = edge_index(what);
      if (edge / 2 >= wire_.meant_sack.size()) {
        throw std::runtime_error("meant " + what + " comes after the option sack that has it");
      }
      SackBlock& block = wire_.meant_sack[edge / 2];
      (edge % 2 == 0 ? block.left : block.right) = meant;
    }
  }

  bool is_damage_told() const {
    return wire_.meant_seq || wire_.meant_ack || wire_.meant_timestamps ||
           !wire_.meant_sack.empty();
  }

  void finish(const StoryHabit& habit) {
    if (wire_.ack.has_value() != ack_is_told_) {
      throw std::runtime_error("the flag . and the word ack go together");
    }
    if (!habit.window) {
      throw std::runtime_error("the first segment of each end needs win");
    }
    if (wire_.checksum == WireChecksum::kStale && !is_damage_told()) {
      throw std::runtime_error("checksum stale needs what was meant");
    }
    wire_.window = *habit.window;
    const SeqNum first = wire_.meant_seq.value_or(wire_.seq) + SeqLength(wire_.syn ? 1 : 0);
    wire_.payload = payload_word_ ? bytes_of_word(*payload_word_, length_)
                                  : stream_bytes(wire_.from, first, length_);
  }

  Words words_;
  WireSegment wire_;
  std::size_t length_ = 0;
  bool ack_is_told_ = false;
  std::optional<std::string> payload_word_;
};

}  // namespace

WireSegment read_story_segment(const std::string& line, std::array<StoryHabit, 2>& habits) {
  return SegmentLine(line, habits).wire();
}

}  // namespace seqbitflip::test
