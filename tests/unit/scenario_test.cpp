// SPDX-License-Identifier: GPL-2.0-or-later
//
// Every story under tests/unit/scenarios is judged as it tells, and the same where the connection
// sleeps between its segments, or somebody looks at them before the last one has come.
#include "scenario.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <map>
#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <vector>

#include "analyzer.h"
#include "replay.h"

namespace seqbitflip::test {
namespace {

namespace fs = std::filesystem;

std::vector<fs::path> stories() {
  std::vector<fs::path> files;
  for (const auto& entry : fs::directory_iterator(SEQBITFLIP_SCENARIOS)) {
    if (entry.path().extension() == ".story") {
      files.push_back(entry.path());
    }
  }
  std::sort(files.begin(), files.end());
  return files;
}

std::string test_name(const testing::TestParamInfo<fs::path>& story) {
  std::string name = story.param.stem().string();
  std::replace(name.begin(), name.end(), '-', '_');
  return name;
}

// Those in which nothing is wrong; one that cannot be read fails IsJudgedAsTold.
std::vector<fs::path> healthy_stories() {
  std::vector<fs::path> files = stories();
  std::erase_if(files, [](const fs::path& file) {
    try {
      return !read_scenario(file).nothing_is_wrong;
    } catch (const std::runtime_error&) {
      return true;
    }
  });
  return files;
}

class Scenarios : public testing::TestWithParam<fs::path> {};
class HealthyScenarios : public testing::TestWithParam<fs::path> {};

TEST_P(Scenarios, IsJudgedAsTold) {
  Scenario scenario;
  ASSERT_NO_THROW(scenario = read_scenario(GetParam()));
  for (const std::string& departure : departures_from(scenario)) {
    ADD_FAILURE() << "verified is:" << scenario.verified << "\n" << departure;
  }
}

// The ports of the clients.
constexpr std::uint16_t kStory = 1;
constexpr std::uint16_t kBeside = 2;

// What is said when it comes.
std::vector<Verdict> said_of(const WireSegment& wire, std::uint32_t frame,
                             std::uint16_t client_port, Analyzer& analyzer) {
  const CapturedSegment captured(wire, frame);
  const auto verdicts =
      analyzer.process(address_of(wire.from, client_port),
                       address_of(other_end(wire.from), client_port), captured.segment());
  return {verdicts.begin(), verdicts.end()};
}

std::optional<StreamPosition> position_of(const WireSegment& wire, std::uint32_t frame,
                                          const Analyzer& analyzer) {
  const CapturedSegment captured(wire, frame);
  return analyzer.position_of(address_of(wire.from, kStory),
                              address_of(other_end(wire.from), kStory), captured.segment(),
                              wire.seq);
}

// Of another connection that goes on beside the story.
WireSegment beside(const WireSegment& told) {
  WireSegment segment;
  segment.seq = SeqNum(1);
  segment.ack = SeqNum(1);
  segment.time_ns = told.time_ns;
  return segment;
}

TEST_P(Scenarios, IsJudgedTheSameWhereItSleepsBetweenItsSegments) {
  const Scenario scenario = read_scenario(GetParam());
  Analyzer sleepy(1);
  Analyzer wakeful;
  std::uint32_t frame = 0;
  for (const ToldSegment& told : scenario.segments) {
    ++frame;
    EXPECT_EQ(said_of(told.wire, frame, kStory, sleepy), said_of(told.wire, frame, kStory, wakeful))
        << "line " << told.line << ": " << told.text;
    ++frame;
    EXPECT_EQ(said_of(beside(told.wire), frame, kBeside, sleepy),
              said_of(beside(told.wire), frame, kBeside, wakeful))
        << "the other connection, after line " << told.line << ": " << told.text;
  }
  EXPECT_TRUE(std::ranges::equal(sleepy.reconsider(), wakeful.reconsider()));
  EXPECT_TRUE(sleepy.summary() == wakeful.summary());
  frame = 0;
  for (const ToldSegment& told : scenario.segments) {
    ++frame;
    EXPECT_EQ(position_of(told.wire, frame, sleepy), position_of(told.wire, frame, wakeful))
        << "line " << told.line << ": " << told.text;
    ++frame;
  }
}

// Whoever looks at a frame in mid-capture learns what would be said if the capture ended there.
TEST_P(Scenarios, IsJudgedTheSameWhereItIsLookedAtInMidCapture) {
  const Scenario scenario = read_scenario(GetParam());
  Replay looked_at;
  Replay left_alone;
  for (const ToldSegment& told : scenario.segments) {
    looked_at.feed(told.wire);
    looked_at.end_of_capture();
    left_alone.feed(told.wire);
  }
  left_alone.end_of_capture();
  EXPECT_TRUE(looked_at.said_now() == left_alone.said_now())
      << "looked at:\n"
      << described(looked_at.wrong_now()) << "left alone:\n"
      << described(left_alone.wrong_now());
}

// As captured behind a device that changed an address and left the checksum alone: all are off by
// the same.
class Rewritten {
 public:
  Rewritten(const WireSegment& wire, std::uint32_t frame, std::size_t octet, int by)
      : captured_(wire, frame), segment_(captured_.segment()) {
    source_.assign(segment_.source_ip.begin(), segment_.source_ip.end());
    destination_.assign(segment_.destination_ip.begin(), segment_.destination_ip.end());
    auto& of_server = wire.from == From::kServer ? source_ : destination_;
    of_server[octet] = static_cast<std::uint8_t>(of_server[octet] + by);
    segment_.source_ip = source_;
    segment_.destination_ip = destination_;
  }
  const Segment& segment() const { return segment_; }

 private:
  CapturedSegment captured_;
  Segment segment_;
  std::vector<std::uint8_t> source_;
  std::vector<std::uint8_t> destination_;
};

// What the capture holds of the segments, so that not each one's checksum can be verified.
enum class Snapped { kNone, kAll, kThirdOfEachSide };

Scenario snapped(Scenario scenario, Snapped which) {
  constexpr std::size_t kSnap = 40;  // a header with all that a SYN tells
  std::map<From, int> sent;
  for (ToldSegment& told : scenario.segments) {
    const bool is_third = ++sent[told.wire.from] == 3;
    if (which == Snapped::kAll || (which == Snapped::kThirdOfEachSide && is_third)) {
      told.wire.captured = std::min(told.wire.captured.value_or(kSnap), kSnap);
    }
  }
  return scenario;
}

struct Rewriting {
  std::size_t octet;  // of the server's address
  int by;
};

std::vector<Rewriting> rewritings() {
  std::vector<Rewriting> all;
  for (const std::size_t octet : {2U, 3U}) {
    for (const int by : {1, -1, 2, -2, 4, -4, 8, -8, 37}) {
      all.push_back({octet, by});
    }
  }
  return all;
}

// Where what the address was changed by is a segment's length, or the one byte of a FIN or a probe,
// a wrong boundary would put the checksum right.
TEST_P(HealthyScenarios, HaveNoDamageWhereAnAddressWasRewritten) {
  const Scenario whole = read_scenario(GetParam());
  for (const Snapped which : {Snapped::kNone, Snapped::kAll, Snapped::kThirdOfEachSide}) {
    const Scenario scenario = snapped(whole, which);
    for (const auto [octet, by] : rewritings()) {
      Analyzer analyzer;
      const auto expect_silence = [&](std::span<const Verdict> verdicts, const std::string& where) {
        EXPECT_TRUE(
            std::ranges::none_of(verdicts, [](const Verdict& v) { return v.wrong.has_value(); }))
            << "snapped " << static_cast<int>(which) << ", octet " << octet << " by " << by << ", "
            << where;
      };
      std::uint32_t frame = 0;
      for (const ToldSegment& told : scenario.segments) {
        const Rewritten rewritten(told.wire, ++frame, octet, by);
        expect_silence(analyzer.process(address_of(told.wire.from),
                                        address_of(other_end(told.wire.from)), rewritten.segment()),
                       "line " + std::to_string(told.line) + ": " + told.text);
      }
      expect_silence(analyzer.reconsider(), "in the end");
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Story, Scenarios, testing::ValuesIn(stories()), test_name);
INSTANTIATE_TEST_SUITE_P(Story, HealthyScenarios, testing::ValuesIn(healthy_stories()), test_name);

struct BadStory {
  const char* what;
  const char* text;
};

constexpr const char* kSegment = "0.000 > S 1000:1000(0) win 64240\n";

TEST(ScenarioReader, RefusesWhatMakesNoSense) {
  const BadStory stories[] = {
      {"no expectation", ""},
      {"an expectation and none",
       "    at once: wrong seq expected 5\n    settled: nothing\n"
       "nothing is wrong\n"},
      {"only one of the two expectations", "    settled: nothing\n"},
      {"an end that does not fit", "0.001 > . 1001:1002(0) ack 1\nnothing is wrong\n"},
      {"an acknowledgment without its flag", "0.001 > P 1001:1001(0) ack 1\nnothing is wrong\n"},
      {"a flag without acknowledgment", "0.001 > . 1001:1001(0)\nnothing is wrong\n"},
      {"a number above 2^32", "0.001 > R 4294967296:4294967296(0)\nnothing is wrong\n"},
      {"stale without what was meant", "0.001 > R 1:1(0) checksum stale\nnothing is wrong\n"},
      {"an unknown word", "0.001 > R 1:1(0) colour red\nnothing is wrong\n"},
      {"an unknown option", "0.001 > R 1:1(0) <speed 9>\nnothing is wrong\n"},
      {"a time before the last", "-1 > R 1:1(0)\nnothing is wrong\n"},
      {"an unknown confidence", "    at once: wrong seq expected 5 maybe\n    settled: nothing\n"}};
  const fs::path file = fs::path(testing::TempDir()) / "bad.story";
  for (const BadStory& story : stories) {
    std::ofstream(file) << "# A bad story.\n" << kSegment << story.text;
    EXPECT_THROW(read_scenario(file), std::runtime_error) << story.what;
  }
  fs::remove(file);
  EXPECT_THROW(read_scenario(file), std::runtime_error) << "no such file";
}

TEST(ScenarioRunner, SeesWhenTheCoreSaysSomethingElse) {
  Scenario scenario = read_scenario(fs::path(SEQBITFLIP_SCENARIOS) / "seed-case.story");
  EXPECT_TRUE(departures_from(scenario).empty());
  for (ToldSegment& segment : scenario.segments) {
    if (segment.settled_is_told) {
      segment.settled.front().mask = 0x2;
      segment.at_once.front().expected = SeqNum(5);
    }
  }
  EXPECT_EQ(departures_from(scenario).size(), 2U);
  for (ToldSegment& segment : scenario.segments) {
    segment.at_once_is_told = segment.settled_is_told = false;
  }
  EXPECT_FALSE(departures_from(scenario).empty()) << "an accusation that nobody mentioned";
}

TEST(ScenarioFolder, HoldsStories) {
  EXPECT_FALSE(stories().empty()) << SEQBITFLIP_SCENARIOS;
}

}  // namespace
}  // namespace seqbitflip::test
