// SPDX-License-Identifier: GPL-2.0-or-later
#include "passage_book.h"

namespace seqbitflip {

std::uint32_t PassageBook::number_of(const Passage& passage) {
  for (const std::uint32_t number : latest_) {
    if (number < passages_.size() && *passages_[number] == passage) {
      return number;
    }
  }
  const auto next = static_cast<std::uint32_t>(passages_.size());
  const auto [entry, is_new] = numbers_.try_emplace(passage, next);
  if (is_new) {
    passages_.push_back(&entry->first);
  }
  latest_ = {entry->second, latest_[0]};
  return entry->second;
}

}  // namespace seqbitflip
