// SPDX-License-Identifier: GPL-2.0-or-later
// Reads pcap and pcapng files frame by frame and writes pcap files, with libpcap. Timestamps keep
// their nanoseconds.
#pragma once

#include <pcap/pcap.h>

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <vector>

namespace faults {

// The message is meant for the user and names the file.
class CaptureError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

struct CapturedFrame {
  std::uint64_t number = 0;  // from 1
  pcap_pkthdr header{};
  std::vector<std::uint8_t> bytes;

  bool cut_short() const { return header.caplen < header.len; }
};

class CaptureReader {
 public:
  explicit CaptureReader(const std::string& path);

  // Nothing at the end; also after damage in the middle of the file, which `damage` then tells.
  std::optional<CapturedFrame> next();
  const std::string& damage() const { return damage_; }
  int link_type() const;
  int snapshot_length() const;

 private:
  struct Close {
    void operator()(pcap_t* handle) const { pcap_close(handle); }
  };
  std::unique_ptr<pcap_t, Close> handle_;
  std::uint64_t count_ = 0;
  std::string damage_;
};

class CaptureWriter {
 public:
  CaptureWriter(const std::string& path, int link_type, int snapshot_length);
  ~CaptureWriter();
  CaptureWriter(const CaptureWriter&) = delete;
  CaptureWriter& operator=(const CaptureWriter&) = delete;

  void write(const CapturedFrame& frame);
  // Everything is on disk, or CaptureError.
  void finish();

 private:
  std::string path_;
  pcap_t* handle_ = nullptr;
  pcap_dumper_t* dumper_ = nullptr;
};

}  // namespace faults
