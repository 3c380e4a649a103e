// SPDX-License-Identifier: GPL-2.0-or-later
// Remembers the latest number of the two latest connections: enough to name another one's.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

namespace faults {

class LatestNumbers {
 public:
  void observe(const std::string& connection, std::uint32_t number);
  // The latest number that belonged to any other connection.
  std::optional<std::uint32_t> other_than(const std::string& connection) const;

 private:
  struct Entry {
    std::string connection;
    std::uint32_t number = 0;
  };
  std::optional<Entry> latest_;
  std::optional<Entry> before_;  // always another connection than latest_
};

}  // namespace faults
