// SPDX-License-Identifier: GPL-2.0-or-later
// Whole captures through the injector: what changes, what stays, what is refused.
#include "injection.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "byte_order.h"
#include "capture_file.h"
#include "test_frames.h"

namespace faults {
namespace {

using testing::Bytes;
using testing::operator+;
namespace fs = std::filesystem;

class InjectionTest : public ::testing::Test {
 protected:
  InjectionTest() {
    const auto* info = ::testing::UnitTest::GetInstance()->current_test_info();
    folder_ = fs::temp_directory_path() /
              (std::string("injection_test_") + info->name() + std::to_string(::getpid()));
    fs::create_directories(folder_);
  }
  ~InjectionTest() override { fs::remove_all(folder_); }

  std::string path(const std::string& name) const { return (folder_ / name).string(); }

  std::string write_capture(const std::vector<Bytes>& frames, int link_type = DLT_EN10MB) {
    CaptureWriter writer(path("in.pcap"), link_type, 65535);
    for (const Bytes& bytes : frames) {
      CapturedFrame frame;
      frame.bytes = bytes;
      frame.header.caplen = frame.header.len = static_cast<bpf_u_int32>(bytes.size());
      frame.header.ts = {.tv_sec = 1000, .tv_usec = 123456789};
      writer.write(frame);
    }
    writer.finish();
    return path("in.pcap");
  }

  static std::vector<CapturedFrame> read(const std::string& file) {
    CaptureReader reader(file);
    std::vector<CapturedFrame> frames;
    while (auto frame = reader.next()) frames.push_back(*frame);
    return frames;
  }

  fs::path folder_;
};

Bytes segment() {
  return testing::ethernet(0x0800) + testing::ipv4_header() + testing::tcp_header();
}

Bytes segment_from_port(std::uint16_t port, std::uint32_t sequence) {
  Bytes frame = segment();
  write_u16(frame, 34, port);
  write_u32(frame, 34 + kSequenceOffset, sequence);
  return frame;
}

InjectionPlan plan_of(const std::string& field, const Fault& fault) {
  return {.field = find_number_field(field), .make_fault = [fault](Random&) { return fault; }};
}

TEST_F(InjectionTest, ChangesTheNumberOfTheChosenFrameAndNothingElse) {
  const auto input = write_capture({segment(), segment(), segment()});
  auto plan = plan_of("seq", flip_bit(19));
  plan.selection.frames = {2};
  const auto result = inject(input, path("out.pcap"), plan);

  ASSERT_EQ(result.changes.size(), 1U);
  EXPECT_EQ(result.changes[0].frame, 2U);
  EXPECT_EQ(result.changes[0].original, 0x01020304U);
  EXPECT_EQ(result.changes[0].corrupted, 0x010a0304U);
  EXPECT_EQ(result.changes[0].kind, "pure ACK");
  EXPECT_TRUE(result.changes[0].checksum_valid_before);
  EXPECT_FALSE(result.changes[0].checksum_valid_after);

  Bytes expected = segment();
  expected[34 + 5] ^= 0x08;
  const auto frames = read(path("out.pcap"));
  ASSERT_EQ(frames.size(), 3U);
  EXPECT_EQ(frames[0].bytes, segment());
  EXPECT_EQ(frames[1].bytes, expected);
  EXPECT_EQ(frames[2].bytes, segment());
  EXPECT_EQ(frames[1].header.ts.tv_usec, 123456789) << "nanoseconds are kept";
}

TEST_F(InjectionTest, MakesTheChecksumRightWhenAsked) {
  const auto input = write_capture({segment()});
  auto plan = plan_of("seq", flip_bit(19));
  plan.stale_checksum = false;
  const auto result = inject(input, path("out.pcap"), plan);
  EXPECT_TRUE(result.changes.at(0).checksum_valid_after);
  EXPECT_EQ(read_u16(read(path("out.pcap"))[0].bytes, 34 + kChecksumOffset),
            testing::kChecksumWithBit19);
}

TEST_F(InjectionTest, TruthSaysWhereAChecksumWasNotValidBefore) {
  Bytes offloaded = segment();
  write_u16(offloaded, 34 + kChecksumOffset, 0x1234);
  auto plan = plan_of("ack", add_offset(5));
  plan.stale_checksum = false;
  const auto result = inject(write_capture({offloaded}), path("out.pcap"), plan);
  const auto truth = truth_of(plan, result);
  EXPECT_EQ(truth.at(0).at("checksum"), "right");
  EXPECT_EQ(truth.at(0).at("checksum_before"), "not valid");
  EXPECT_EQ(truth.at(0).at("checksum_after"), "not valid");
  EXPECT_EQ(truth.at(0).at("field"), "ack");
  EXPECT_EQ(truth.at(0).at("delta"), 5);
  EXPECT_EQ(truth.at(0).at("source"), "192.0.2.1");
  EXPECT_EQ(truth.at(0).at("destination_port"), 80);
}

TEST_F(InjectionTest, AStuckBitCountsOnlySegmentsThatItChanges) {
  const auto input = write_capture({segment_from_port(1, 0x0f), segment_from_port(1, 0x10),
                                    segment_from_port(1, 0x2f), segment_from_port(1, 0x40)});
  auto plan = plan_of("seq", stuck_bit(0, false));
  plan.selection.count = 2;
  const auto result = inject(input, path("out.pcap"), plan);
  EXPECT_EQ(result.candidates, 2U);
  ASSERT_EQ(result.changes.size(), 2U);
  EXPECT_EQ(result.changes[0].corrupted, 0x0eU);
  EXPECT_EQ(result.changes[1].corrupted, 0x2eU);
}

TEST_F(InjectionTest, AnotherFlowsNumberComesFromAnotherConnection) {
  const auto input = write_capture(
      {segment_from_port(1, 100), segment_from_port(1, 200), segment_from_port(2, 700)});
  const auto result = inject(input, path("out.pcap"), plan_of("seq", other_flow_number()));
  ASSERT_EQ(result.changes.size(), 1U);
  EXPECT_EQ(result.changes[0].frame, 3U);
  EXPECT_EQ(result.changes[0].corrupted, 200U);
}

TEST_F(InjectionTest, LeavesCutAndForeignFramesAsTheyAre) {
  Bytes cut = segment();
  cut.resize(50);
  const Bytes foreign(60, 0xff);
  const auto result =
      inject(write_capture({cut, foreign, {}}), path("out.pcap"), plan_of("seq", all_ones()));
  EXPECT_EQ(result.candidates, 0U);
  const auto frames = read(path("out.pcap"));
  ASSERT_EQ(frames.size(), 3U);
  EXPECT_EQ(frames[0].bytes, cut);
  EXPECT_EQ(frames[1].bytes, foreign);
}

TEST_F(InjectionTest, RefusesWhatIsNoCaptureAndLeavesNothingBehind) {
  std::ofstream(path("text.pcap")) << "this is a text, not a capture, however it is called\n";
  std::ofstream(path("empty.pcap"));
  const auto plan = plan_of("seq", all_ones());
  EXPECT_THROW(inject(path("text.pcap"), path("out.pcap"), plan), CaptureError);
  EXPECT_THROW(inject(path("empty.pcap"), path("out.pcap"), plan), CaptureError);
  EXPECT_THROW(inject(path("missing.pcap"), path("out.pcap"), plan), CaptureError);
  EXPECT_THROW(inject(folder_.string(), path("out.pcap"), plan), CaptureError);
  const auto wireless = write_capture({segment()}, DLT_IEEE802_11);
  EXPECT_THROW(inject(wireless, path("out.pcap"), plan), CaptureError);
  EXPECT_FALSE(fs::exists(path("out.pcap")));
  EXPECT_FALSE(fs::exists(path("out.pcap.part")));
}

TEST_F(InjectionTest, RefusesToOverwriteItsInput) {
  const auto input = write_capture({segment()});
  EXPECT_THROW(inject(input, input, plan_of("seq", all_ones())), CaptureError);
  EXPECT_EQ(read(input)[0].bytes, segment());
}

TEST_F(InjectionTest, KeepsTheFramesBeforeDamageInTheFileAndSaysSo) {
  const auto input = write_capture({segment(), segment()});
  fs::resize_file(input, fs::file_size(input) - 10);
  const auto result = inject(input, path("out.pcap"), plan_of("seq", all_ones()));
  EXPECT_EQ(result.frames, 1U);
  EXPECT_EQ(result.changes.size(), 1U);
  EXPECT_FALSE(result.damage.empty());
}

}  // namespace
}  // namespace faults
