// SPDX-License-Identifier: GPL-2.0-or-later
//
// The words of the report: what stands in it, and that it can be read on a terminal.
#include "report.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <limits>
#include <sstream>

#include "findings.h"

namespace seqbitflip::test {
namespace {

constexpr std::int64_t kNsPerSecond = 1'000'000'000;

std::uint64_t four_hundred(const std::optional<SocketAddress>&, const std::set<SegmentKind>&) {
  return 400;
}

void expect_line(const std::string& report, const std::string& words) {
  EXPECT_NE(report.find(words), std::string::npos) << "\"" << words << "\" is not in:\n" << report;
}

void expect_short_lines(const std::string& report) {
  std::istringstream lines(report);
  for (std::string line; std::getline(lines, line);) {
    EXPECT_LE(line.size(), 100U) << line;
    EXPECT_FALSE(line.ends_with(' ')) << "trailing space: " << line;
  }
}

std::vector<Finding> constants(std::uint32_t count) {
  std::mt19937 random(20260501);
  std::vector<Finding> findings;
  for (std::uint32_t i = 0; i < count; ++i) {
    findings.push_back(damaged(Damage::kConstant, i + 1, i, random));
    findings.back().wrong.checksum = ChecksumFinding::kCoversWrongNumber;
  }
  return findings;
}

TEST(DurationText, IsInTheUnitThatPeopleUse) {
  struct {
    std::int64_t duration_ns;
    const char* text;
  } const cases[] = {{0, "0 ms"},
                     {499'999, "0 ms"},
                     {1'000'000, "1 ms"},
                     {35'000'000, "35 ms"},
                     {999'000'000, "999 ms"},
                     {1'000'000'000, "1.0 s"},
                     {120'141'867'000, "120.1 s"},
                     {86'400'000'000'000, "86400.0 s"},
                     {-35'000'000, "-35 ms"}};
  for (const auto& c : cases) {
    EXPECT_EQ(duration_text(c.duration_ns), c.text) << c.duration_ns;
  }
}

TEST(TimeText, IsUtcWithMicroseconds) {
  struct {
    std::int64_t since_epoch_ns;
    const char* text;
  } const cases[] = {{0, "1970-01-01 00:00:00.000000 UTC"},
                     {1, "1970-01-01 00:00:00.000000 UTC"},
                     {1'123'456'789, "1970-01-01 00:00:01.123456 UTC"},
                     {951'782'400 * kNsPerSecond, "2000-02-29 00:00:00.000000 UTC"},
                     {4'102'444'800 * kNsPerSecond, "2100-01-01 00:00:00.000000 UTC"},
                     {-1, "1969-12-31 23:59:59.999999 UTC"},
                     {-kNsPerSecond, "1969-12-31 23:59:59.000000 UTC"},
                     {-1'500'000'000, "1969-12-31 23:59:58.500000 UTC"},
                     {std::numeric_limits<std::int64_t>::max(), "2262-04-11 23:47:16.854775 UTC"},
                     {std::numeric_limits<std::int64_t>::min(), "1677-09-21 00:12:43.145224 UTC"}};
  for (const auto& c : cases) {
    EXPECT_EQ(time_text(c.since_epoch_ns), c.text) << c.since_epoch_ns;
  }
}

TEST(ReportText, OfAHealthyCaptureIsOneLine) {
  struct {
    CaptureSummary capture;
    const char* text;
  } const cases[] = {
      {{}, "No wrong sequence or acknowledgment numbers in 0 TCP segments of 0 conversations\n"},
      {{.segments = 1, .conversations = 1},
       "No wrong sequence or acknowledgment numbers in 1 TCP segment of 1 conversation\n"},
      {{.segments = 1200, .conversations = 17},
       "No wrong sequence or acknowledgment numbers in 1200 TCP segments of 17 conversations\n"}};
  for (const auto& c : cases) {
    EXPECT_EQ(report_text(diagnose({}, c.capture, four_hundred)), c.text);
  }
}

TEST(ReportText, SaysWhatCouldNotBeJudgedAndWhy) {
  CaptureSummary capture{.segments = 9, .conversations = 3};
  capture.not_judged = 1;
  capture.one_direction_only = 2;
  const std::string report = report_text(diagnose({}, capture, four_hundred));
  expect_line(report, "1 segment: the TCP header was cut short or is damaged, or its packet");
  expect_line(report, "2 conversations were captured in one direction only");
  expect_short_lines(report);
}

TEST(ReportText, CountsNumbersOutsideOfTheWindowThoughNoneIsDamaged) {
  for (const auto& [count, text] : {std::pair{1U, "1 number lies outside of what"},
                                    std::pair{12U, "12 numbers lie outside of what"}}) {
    CaptureSummary capture{.segments = 900, .conversations = 2};
    capture.out_of_window = count;
    const std::string report = report_text(diagnose({}, capture, four_hundred));
    expect_line(report, text);
    expect_line(report, "tcp.ack_outofwindow.reason");
    expect_short_lines(report);
  }
}

TEST(ReportText, SaysHowManyWrongNumbersAreNotToldAlsoWhereNoOtherIsLeft) {
  for (const auto& [count, text] :
       {std::pair{1U, "1 wrong number is not shown: the preferences of seqbitflip hide it.\n"},
        std::pair{3U,
                  "3 wrong numbers are not shown: the preferences of seqbitflip hide them.\n"}}) {
    CaptureSummary capture{.segments = 900, .conversations = 2};
    capture.hidden = count;
    for (const std::string& report :
         {report_text(diagnose({}, capture, four_hundred)),
          report_text(diagnose({finding(8, 3952704914U, 3935992978U)}, capture, four_hundred))}) {
      expect_line(report, std::string("\n  Hidden     ") + text);
      expect_short_lines(report);
    }
  }
}

TEST(ReportText, KeepsToTheWidthAskedFor) {
  const std::vector<Finding> findings = {finding(8, 3952704914U, 3935992978U),
                                         finding(30, 2582068127U, 2565356191U)};
  CaptureSummary capture{.segments = 900, .conversations = 2, .one_direction_only = 1};
  capture.last_ns = 60 * kNsPerSecond;
  const Diagnosis diagnosis = diagnose(findings, capture, four_hundred);
  for (const std::size_t width : {kWidthOfTerminal, kWidthOfWindow}) {
    std::istringstream report(report_text(diagnosis, width));
    std::size_t longest = 0;
    for (std::string line; std::getline(report, line);) {
      EXPECT_LE(line.size(), width) << line;
      longest = std::max(longest, line.size());
    }
    EXPECT_GT(longest, width - 20) << "the lines could be longer";
  }
}

TEST(ReportText, SaysThatAResetEndedWhatNeverStoodStill) {
  std::vector<Finding> findings = {finding(8, 3952704914U, 3935992978U)};
  findings[0].wrong.impact = {0, 1000, true, 0};
  const std::string report = report_text(diagnose(findings, {}, four_hundred));
  expect_line(report, "1 connection touched, none stood still, 1 ended by a reset at once.");
}

TEST(ReportText, OfOneFaultSaysWhatWhereSinceWhenAndWhatItCost) {
  std::vector<Finding> findings = {finding(8, 3952704914U, 3935992978U),
                                   finding(30, 2582068127U, 2565356191U)};
  for (Finding& one : findings) {
    one.wrong.checksum = ChecksumFinding::kCoversWrongNumber;
  }
  findings[0].wrong.impact = {0, 120'141'867'000, true, 0};
  CaptureSummary capture{.segments = 900, .conversations = 2};
  capture.last_ns = 60 * kNsPerSecond;
  const std::string report = report_text(diagnose(findings, capture, four_hundred));
  EXPECT_TRUE(report.starts_with("2 wrong numbers in 900 TCP segments of 2 conversations\n"))
      << report;
  expect_line(report, "\nFault 1: Constant offset -16711936 in sequence numbers\n");
  expect_line(report, "2 segments of 400 of the kind (pure ACK) that 192.0.2.2 sent, 0.5%");
  expect_line(report, "Frames     8, 30\n");
  expect_line(report, "source 192.0.2.2:80, ");
  expect_line(report, "source MAC 02:00:00:00:00:fe");
  expect_line(report, "1970-01-01 00:00:08.000000 UTC, last at 1970-01-01 00:00:30.000000 UTC");
  expect_line(report, "Points to  A device that rewrites sequence numbers");
  expect_line(report, "Because    The same number is added each time.");
  expect_line(report, "Ruled out  A random bit flip");
  expect_line(report, "1 stood still, the longest for 120.1 s");
  expect_line(report, "1 never recovered, 1 ended by a reset");
  expect_line(report, ".......2 ....1122 .......2 ........");
  expect_short_lines(report);
}

TEST(ReportText, SaysWhichHitsAreCopies) {
  std::vector<Finding> findings = constants(3);
  findings.push_back(findings.back());
  findings.back().frame.number = 4;
  findings.back().wrong.copy_of = 3;
  const std::string report = report_text(diagnose(findings, {}, four_hundred));
  EXPECT_NE(report.find("4 segments of 400"), std::string::npos) << report;
  EXPECT_NE(report.find("; 1 is a copy"), std::string::npos) << report;
}

TEST(ReportText, DrawsWhenAFaultOccurred) {
  std::vector<Finding> findings = constants(12);
  for (std::size_t i = 0; i < 10; ++i) {
    findings[i].wrong.circumstances.time_ns = 0;
  }
  findings[10].wrong.circumstances.time_ns = 50 * kNsPerSecond;
  findings[11].wrong.circumstances.time_ns = 100 * kNsPerSecond;
  CaptureSummary capture{.segments = 900, .conversations = 1};
  capture.last_ns = 100 * kNsPerSecond;
  const std::string dots(28, '.');
  expect_line(report_text(diagnose(findings, capture, four_hundred)),
              "|+" + dots + "1" + dots + ".1|");
}

TEST(ReportText, DrawsATimeLineOfACaptureWithoutTimes) {
  std::vector<Finding> findings = constants(3);
  for (Finding& one : findings) {
    one.wrong.circumstances.time_ns = 0;
  }
  const std::string report =
      report_text(diagnose(findings, {.segments = 3, .conversations = 1}, four_hundred));
  expect_line(report, "|3" + std::string(59, '.') + "|");
  EXPECT_EQ(report.find("last at"), std::string::npos) << "it is the same time";
}

TEST(ReportText, CutsLongLists) {
  const CaptureSummary capture{.segments = 900, .conversations = 1};
  const std::string twelve = report_text(diagnose(constants(12), capture, four_hundred));
  expect_line(twelve, "1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12\n");
  const std::string many = report_text(diagnose(constants(300), capture, four_hundred));
  expect_line(many, "1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12 and 288 more\n");
  expect_short_lines(many);
}

TEST(ReportText, WritesSharesAsPeopleDo) {
  struct {
    std::uint64_t exposed;
    const char* text;
  } const cases[] = {{3, "that 192.0.2.2 sent, 100%"},
                     {4, "that 192.0.2.2 sent, 75%"},
                     {300, "that 192.0.2.2 sent, 1%"},
                     {90'000, "that 192.0.2.2 sent, 0.0033%"},
                     {300'000'000, "that 192.0.2.2 sent, less than 0.0001%"},
                     {0, "that 192.0.2.2 sent\n"}};
  for (const auto& c : cases) {
    const auto exposed = [&](const std::optional<SocketAddress>&, const std::set<SegmentKind>&) {
      return c.exposed;
    };
    expect_line(report_text(diagnose(constants(3), {.segments = 9}, exposed)), c.text);
  }
}

TEST(ReportText, HasNoLongLinesWhateverTheFault) {
  std::mt19937 random(20260502);
  for (int damage = 0; damage <= static_cast<int>(Damage::kNeighbour); ++damage) {
    for (const std::uint32_t count : {1U, 40U}) {
      for (const ChecksumFinding checksum :
           {ChecksumFinding::kNotVerifiable, ChecksumFinding::kDamagedAfter,
            ChecksumFinding::kCoversWrongNumber}) {
        std::vector<Finding> findings;
        for (std::uint32_t i = 0; i < count; ++i) {
          findings.push_back(damaged(static_cast<Damage>(damage), 4'000'000'000U + i, i, random));
          Finding& last = findings.back();
          last.wrong.checksum = checksum;
          last.wrong.circumstances.passage.source.ipv6 = true;
          last.wrong.circumstances.passage.source.ip.fill(0xFD);
          last.wrong.circumstances.passage.vlan = 4095;
          last.wrong.impact = {0, 1'000'000 * kNsPerSecond, true, 4'000'000'000U};
        }
        expect_short_lines(
            report_text(diagnose(findings, {.segments = 5'000'000'000U}, four_hundred)));
      }
    }
  }
}

TEST(ReportText, ShowsWhatBelongsToNoFaultAsNoPattern) {
  const std::vector<Finding> one = {finding(3, 1000, 1000 ^ 0x400000)};
  const std::string report =
      report_text(diagnose(one, {.segments = 9, .conversations = 1}, four_hundred));
  EXPECT_TRUE(report.starts_with("1 wrong number in 9 TCP segments of 1 conversation\n")) << report;
  expect_line(report, "\nNo pattern: Bit flip, once\n");
  expect_line(report, "It may be");
  EXPECT_EQ(report.find("In common"), std::string::npos) << "one alone has nothing in common";
  EXPECT_EQ(report.find("Fault 1"), std::string::npos) << report;
}

TEST(ReportText, SaysWhereInAnOptionABitIsStuckIfItIsAlwaysTheSamePlace) {
  struct {
    std::uint8_t last_offset;
    bool says_where;
  } const cases[] = {{24, true}, {28, false}};
  for (const auto& c : cases) {
    std::vector<Finding> findings;
    for (std::uint32_t i = 0; i < 6; ++i) {
      findings.push_back(finding(i + 1, 4096 + 7 * i, (4096 + 7 * i) | 0x100000));
      findings.back().kind = NumberKind::kTimestampValue;
      findings.back().offset = 24;
    }
    findings.back().offset = c.last_offset;
    const std::string report = report_text(diagnose(findings, {.segments = 9}, four_hundred));
    const bool said = report.find("bit 4 of byte 25 of the TCP header") != std::string::npos;
    EXPECT_EQ(said, c.says_where) << report;
  }
}

TEST(ReportText, OfUntranslatedSackEdgesSaysByHowMuchTheyAreOff) {
  const std::vector<Finding> one = {untranslated_edge(8, 1000, 77'000),
                                    untranslated_edge(9, 3000, 77'000)};
  const std::string of_one = report_text(diagnose(one, {.segments = 9}, four_hundred));
  expect_line(of_one, "\nFault 1: SACK edges not translated, off by 77000\n");
  expect_line(of_one, "All SACK edges are off by 77000; the acknowledgment numbers are right.");
  const std::vector<Finding> two = {untranslated_edge(8, 1000, 77'000),
                                    untranslated_edge(9, 3000, -5)};
  const std::string of_two = report_text(diagnose(two, {.segments = 9}, four_hundred));
  expect_line(of_two, "In each connection all SACK edges are off by one difference of its own");
  expect_short_lines(of_two);
}

TEST(ReportText, ListsWhatDevicesTranslateAndWindowsTakenBackWhichAreNoFaults) {
  Diagnosis diagnosis = diagnose({}, {.segments = 90, .conversations = 2}, four_hundred);
  const Passage passage = finding(1, 0, 1).wrong.circumstances.passage;
  diagnosis.translations = {{3, {-77'000, 4, passage.source, passage.destination}}};
  diagnosis.retractions = {{7, {1, 5, false, passage.source, passage.destination}},
                           {9, {2920, 5, true, passage.source, passage.destination}}};
  const std::string report = report_text(diagnosis);
  EXPECT_TRUE(report.starts_with("No wrong sequence")) << report;
  expect_line(report, "192.0.2.2:80 -> 192.0.2.1:49152: -77000 (frames 3 and 4)\n");
  expect_line(report, "192.0.2.2:80 in frame 7: 1 byte promised in frame 5\n");
  expect_line(report, "2920 bytes promised in frame 5; the checksum of frame 9 is");
  expect_line(report, "may be damaged\n");
  expect_short_lines(report);
}

TEST(ReportText, CutsALongListOfWindowsTakenBack) {
  Diagnosis diagnosis = diagnose({}, {.segments = 90, .conversations = 1}, four_hundred);
  for (std::uint32_t frame = 2; frame <= 16; ++frame) {
    diagnosis.retractions.push_back({frame, {1460, frame - 1, false, {}, {}}});
  }
  const std::string report = report_text(diagnosis);
  expect_line(report, "in frame 13: ");
  expect_line(report, "and 3 more\n");
  EXPECT_EQ(report.find("in frame 14: "), std::string::npos) << report;
}

}  // namespace
}  // namespace seqbitflip::test
