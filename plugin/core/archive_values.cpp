// SPDX-License-Identifier: GPL-2.0-or-later
#include "archive_values.h"

namespace seqbitflip {

void ArchiveWriter::grow() {
  bytes_.resize(2 * bytes_.size() + kMostOfValue);
}

// All that the values before `end` belong to.
void ArchiveWriter::begin_groups(unsigned end) {
  for (; groups_end_ < end; groups_end_ += kGroup) {
    if (bytes_.size() == size_) {
      grow();
    }
    group_at_ = size_;
    put(0);
  }
}

}  // namespace seqbitflip
