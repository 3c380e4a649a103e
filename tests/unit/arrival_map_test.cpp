// SPDX-License-Identifier: GPL-2.0-or-later
#include "arrival_map.h"

#include <gtest/gtest.h>

namespace seqbitflip::test {
namespace {

// Four hashes for all keys: nearly each has to look for another place.
struct FewHashes {
  std::uint32_t operator()(int key) const { return static_cast<std::uint32_t>(key) % 4; }
};

using Map = ArrivalMap<int, int, FewHashes>;

constexpr int kMany = 1000;

// 0, 7, 14, ... each with its square.
Map map_of_many() {
  Map map;
  for (int i = 0; i < kMany; ++i) {
    map[7 * i] = i * i;
  }
  return map;
}

TEST(ArrivalMap, FindsNothingWhereNothingWasPut) {
  EXPECT_EQ(Map().find(7), nullptr);
  EXPECT_EQ(map_of_many().find(8), nullptr);
}

TEST(ArrivalMap, FindsEachAfterItHasGrownManyTimes) {
  Map map = map_of_many();
  for (int i = 0; i < kMany; ++i) {
    const int* found = static_cast<const Map&>(map).find(7 * i);
    ASSERT_NE(found, nullptr) << 7 * i;
    EXPECT_EQ(*found, i * i);
    EXPECT_EQ(map[7 * i], i * i);
  }
  EXPECT_EQ(map.size(), static_cast<std::size_t>(kMany));
}

TEST(ArrivalMap, VisitsInTheOrderOfArrivalWhateverTheHashes) {
  const Map map = map_of_many();
  int next = 0;
  map.for_each([&](int key, int) {
    EXPECT_EQ(key, next);
    next += 7;
  });
  EXPECT_EQ(next, 7 * kMany);
}

}  // namespace
}  // namespace seqbitflip::test
