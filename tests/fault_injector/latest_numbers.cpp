// SPDX-License-Identifier: GPL-2.0-or-later
// See latest_numbers.h.
#include "latest_numbers.h"

namespace faults {

void LatestNumbers::observe(const std::string& connection, std::uint32_t number) {
  if (latest_ && latest_->connection != connection) before_ = latest_;
  latest_ = Entry{connection, number};
}

std::optional<std::uint32_t> LatestNumbers::other_than(const std::string& connection) const {
  if (latest_ && latest_->connection != connection) return latest_->number;
  if (before_) return before_->number;
  return std::nullopt;
}

}  // namespace faults
