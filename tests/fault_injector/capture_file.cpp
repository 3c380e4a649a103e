// SPDX-License-Identifier: GPL-2.0-or-later
// See capture_file.h.
#include "capture_file.h"

#include <array>
#include <cerrno>
#include <cstring>
#include <filesystem>

namespace faults {

CaptureReader::CaptureReader(const std::string& path) {
  std::error_code unreadable;
  if (std::filesystem::is_directory(path, unreadable)) {
    throw CaptureError(path + " is a folder, not a capture file");
  }
  std::array<char, PCAP_ERRBUF_SIZE> error{};
  handle_.reset(pcap_open_offline_with_tstamp_precision(path.c_str(), PCAP_TSTAMP_PRECISION_NANO,
                                                        error.data()));
  if (!handle_) throw CaptureError(path + " cannot be read as a capture: " + error.data());
}

std::optional<CapturedFrame> CaptureReader::next() {
  pcap_pkthdr* header = nullptr;
  const unsigned char* bytes = nullptr;
  const int result = pcap_next_ex(handle_.get(), &header, &bytes);
  if (result == PCAP_ERROR) damage_ = pcap_geterr(handle_.get());
  if (result != 1) return std::nullopt;
  CapturedFrame frame;
  frame.number = ++count_;
  frame.header = *header;
  frame.bytes.assign(bytes, bytes + header->caplen);
  return frame;
}

int CaptureReader::link_type() const {
  return pcap_datalink(handle_.get());
}

int CaptureReader::snapshot_length() const {
  return pcap_snapshot(handle_.get());
}

CaptureWriter::CaptureWriter(const std::string& path, int link_type, int snapshot_length)
    : path_(path),
      handle_(pcap_open_dead_with_tstamp_precision(link_type, snapshot_length,
                                                   PCAP_TSTAMP_PRECISION_NANO)) {
  if (handle_ == nullptr) throw CaptureError(path + " cannot be written: out of memory");
  dumper_ = pcap_dump_open(handle_, path.c_str());
  if (dumper_ == nullptr) {
    const std::string reason = pcap_geterr(handle_);
    pcap_close(handle_);
    throw CaptureError("cannot write " + reason);
  }
}

CaptureWriter::~CaptureWriter() {
  if (dumper_ != nullptr) pcap_dump_close(dumper_);
  pcap_close(handle_);
}

void CaptureWriter::write(const CapturedFrame& frame) {
  pcap_dump(reinterpret_cast<unsigned char*>(dumper_), &frame.header, frame.bytes.data());
}

void CaptureWriter::finish() {
  const bool failed = pcap_dump_flush(dumper_) != 0 || std::ferror(pcap_dump_file(dumper_)) != 0;
  if (failed) throw CaptureError(path_ + " cannot be written: " + std::strerror(errno));
}

}  // namespace faults
