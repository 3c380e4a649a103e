// SPDX-License-Identifier: GPL-2.0-or-later
#include "passage_book.h"

namespace seqbitflip {

std::uint32_t PassageBook::number_of(const Passage& passage) {
  const auto next = static_cast<std::uint32_t>(passages_.size());
  const auto [entry, is_new] = numbers_.try_emplace(passage, next);
  if (is_new) {
    passages_.push_back(&entry->first);
  }
  return entry->second;
}

}  // namespace seqbitflip
