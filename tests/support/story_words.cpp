// SPDX-License-Identifier: GPL-2.0-or-later
#include "story_words.h"

#include <cmath>

namespace seqbitflip::test {

std::string Words::next() {
  std::string word;
  if (!(stream_ >> word)) {
    throw std::runtime_error("the line ends too early");
  }
  return word;
}

std::string Words::up_to(char last) {
  std::string text;
  if (!std::getline(stream_ >> std::ws, text, last) || stream_.eof()) {
    throw std::runtime_error(std::string("no closing ") + last);
  }
  return text;
}

void Words::demand(const std::string& wanted) {
  if (const std::string word = next(); word != wanted) {
    throw std::runtime_error("\"" + wanted + "\" is missing before \"" + word + "\"");
  }
}

std::int64_t integer(const std::string& word, std::int64_t least, std::int64_t most) {
  std::size_t used = 0;
  std::int64_t value = 0;
  try {
    value = std::stoll(word, &used);
  } catch (const std::exception&) {
    throw std::runtime_error("\"" + word + "\" is no number");
  }
  if (used != word.size() || value < least || value > most) {
    throw std::runtime_error("\"" + word + "\" is no number from " + std::to_string(least) +
                             " to " + std::to_string(most));
  }
  return value;
}

std::int64_t nanoseconds(const std::string& seconds) {
  std::size_t used = 0;
  const double value = std::stod(seconds, &used);
  if (used != seconds.size()) {
    throw std::runtime_error("\"" + seconds + "\" is no time");
  }
  return std::llround(value * 1e9);
}

std::uint8_t edge_index(const std::string& word) {
  constexpr std::int64_t kMostEdges = 8;
  if (!word.starts_with("edge")) {
    throw std::runtime_error("\"" + word + "\" is no number of a segment");
  }
  return static_cast<std::uint8_t>(integer(word.substr(4), 1, kMostEdges) - 1);
}

}  // namespace seqbitflip::test
