// SPDX-License-Identifier: GPL-2.0-or-later
#include "archive_values.h"

namespace seqbitflip {

void ArchiveWriter::begin_mask() {
  if (bytes_.size() - size_ < kMostOfMask) {
    bytes_.resize(2 * bytes_.size() + kMostOfMask);
  }
  if (value_ == kValues) {
    masks_at_ = size_;
    put(0);
    value_ = 0;
  }
  mask_written_ = false;
}

void ArchiveWriter::write_mask() {
  set(masks_at_, value_ / 8);
  mask_at_ = size_;
  put(0);
  mask_written_ = true;
}

}  // namespace seqbitflip
