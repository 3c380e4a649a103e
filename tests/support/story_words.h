// SPDX-License-Identifier: GPL-2.0-or-later
//
// The words of a scenario's line. Whatever makes no sense throws std::runtime_error with a message
// that names the word.
#pragma once

#include <cstdint>
#include <limits>
#include <map>
#include <sstream>
#include <stdexcept>
#include <string>

#include "seq_num.h"

namespace seqbitflip::test {

// The words of one line, one after the other.
class Words {
 public:
  explicit Words(const std::string& text) : stream_(text) {}

  bool more() { return !(stream_ >> std::ws).eof(); }
  std::string next();
  std::string up_to(char last);
  void demand(const std::string& wanted);

 private:
  std::istringstream stream_;
};

std::int64_t integer(const std::string& word, std::int64_t least, std::int64_t most);

template <typename Unsigned>
Unsigned number(const std::string& word) {
  return static_cast<Unsigned>(integer(word, 0, std::numeric_limits<Unsigned>::max()));
}

inline SeqNum position(const std::string& word) {
  return SeqNum(number<std::uint32_t>(word));
}

std::int64_t nanoseconds(const std::string& seconds);

// "edge2": the edges of SACK blocks are counted from 1; the index from 0.
std::uint8_t edge_index(const std::string& word);

template <typename Meaning>
Meaning meaning(const std::string& word, const std::map<std::string, Meaning>& meanings) {
  const auto found = meanings.find(word);
  if (found == meanings.end()) {
    throw std::runtime_error("\"" + word + "\" is not known here");
  }
  return found->second;
}

}  // namespace seqbitflip::test
