// SPDX-License-Identifier: GPL-2.0-or-later
#include "archive_values.h"

namespace seqbitflip {

void ArchiveWriter::start() {
  size_ = 0;
  bit_ = 0x100;
  after_zeros_ = false;
}

std::span<const std::uint8_t> ArchiveWriter::finish() {
  end_mask();
  return std::span(bytes_).first(size_);
}

void ArchiveWriter::begin_mask() {
  end_mask();
  if (bytes_.size() - size_ < kMostOfMask) {
    bytes_.resize(2 * bytes_.size() + kMostOfMask);
  }
  mask_at_ = size_;
  put(0);
  bit_ = 1;
}

// A mask of zero is the last byte that was written: it becomes part of the count before it or, if
// it is the first one, gets a count of its own.
void ArchiveWriter::end_mask() {
  const bool zero = size_ > 0 && bytes_[mask_at_] == 0;
  if (!zero) {
    after_zeros_ = false;
    return;
  }
  if (after_zeros_ && bytes_[mask_at_ - 1] < 0xFF) {
    --size_;
    ++bytes_[mask_at_ - 1];
  } else {
    put(0);
    after_zeros_ = true;
  }
}

}  // namespace seqbitflip
