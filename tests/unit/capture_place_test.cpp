// SPDX-License-Identifier: GPL-2.0-or-later
#include "capture_place.h"

#include <gtest/gtest.h>

#include <functional>

#include "passage.h"

namespace seqbitflip::test {
namespace {

class KnownPassage final : public PassageSource {
 public:
  explicit KnownPassage(Passage passage) : passage_(passage) {}
  Passage read() const override { return passage_; }

 private:
  Passage passage_;
};

struct Capturing {
  std::optional<std::uint8_t> ttl = 64;
  Passage passage;
};

CapturePlace place_with(const std::function<void(Capturing&)>& change) {
  Capturing capturing;
  capturing.passage.interface = 1;
  capturing.passage.vlan = 7;
  capturing.passage.source_mac = MacAddress{2, 0, 0, 0, 0, 1};
  change(capturing);
  const KnownPassage passage(capturing.passage);
  Segment segment;
  segment.ttl = capturing.ttl;
  segment.passage = &passage;
  return place_of(segment);
}

CapturePlace usual_place() {
  return place_with([](Capturing&) {});
}

TEST(CapturePlace, IsToldApartByWhatDiffersBetweenTwoPointsOfAPath) {
  EXPECT_EQ(usual_place(), usual_place());
  EXPECT_NE(usual_place(), place_with([](Capturing& c) { c.ttl = 63; })) << "a router";
  EXPECT_NE(usual_place(), place_with([](Capturing& c) { c.passage.interface = 2; }));
  EXPECT_NE(usual_place(), place_with([](Capturing& c) { c.passage.vlan = 8; }));
  EXPECT_NE(usual_place(),
            place_with([](Capturing& c) { c.passage.source_mac = MacAddress{2, 0, 0, 0, 0, 2}; }))
      << "another neighbour";
}

TEST(CapturePlace, IsNotToldApartByWhoTalksToWhom) {
  EXPECT_EQ(usual_place(), place_with([](Capturing& c) { c.passage.source.port = 80; }));
}

TEST(CapturePlace, OfASegmentWithoutIpHeaderIsNoneOfThose) {
  EXPECT_NE(usual_place(), place_with([](Capturing& c) { c.ttl.reset(); }));
  EXPECT_NE(usual_place(), place_of(Segment()));
}

}  // namespace
}  // namespace seqbitflip::test
