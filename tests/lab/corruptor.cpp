// SPDX-License-Identifier: GPL-2.0-or-later
// See corruptor.h.
#include "corruptor.h"

#include <pcap/dlt.h>

#include <chrono>
#include <stdexcept>
#include <utility>

#include "byte_order.h"
#include "checksum.h"

namespace lab {
namespace {

// The numbers by which the frame can be found again in a capture.
Corruption describe(const Bytes& frame, const faults::TcpLocation& where) {
  const std::size_t tcp = where.tcp_offset;
  const auto source = faults::source_of(frame, where);
  const auto destination = faults::destination_of(frame, where);
  Corruption text{
      {"source", source.address},
      {"source_port", source.port},
      {"destination", destination.address},
      {"destination_port", destination.port},
      {"seq", faults::read_u32(frame, tcp + faults::kSequenceOffset)},
      {"ack", faults::read_u32(frame, tcp + faults::kAcknowledgmentOffset)},
      {"flags", faults::read_u16(frame, tcp + 12) & 0x0fff},
      {"tcp_checksum", faults::read_u16(frame, tcp + faults::kChecksumOffset)},
      {"payload_length", where.payload_length()},
  };
  if (where.ip_version == 4) text["ip_id"] = faults::read_u16(frame, where.ip_offset + 4);
  return text;
}

}  // namespace

Corruptor::Corruptor(CorruptionPlan plan, faults::Random& random)
    : plan_(std::move(plan)), random_(random) {}

bool Corruptor::chosen(const Bytes& frame, const faults::TcpLocation& where, bool toward_right) {
  if (toward_right ? !plan_.toward_right : !plan_.toward_left) return false;
  if (!plan_.segment_kind.empty() && faults::segment_kind(frame, where) != plan_.segment_kind) {
    return false;
  }
  return static_cast<double>(random_() % 1'000'000) < plan_.rate_percent * 10'000;
}

std::optional<Corruption> Corruptor::apply(Bytes& frame, bool toward_right) {
  if (plan_.field == nullptr) return std::nullopt;
  const auto where = faults::locate_tcp(DLT_EN10MB, frame);
  if (!where) return std::nullopt;
  const auto places = plan_.field->find(frame, *where);
  if (places.empty()) return std::nullopt;
  // Of several numbers of the kind each in its turn.
  const std::size_t which = turn_++ % places.size();
  const std::size_t at = places[which];

  const std::string connection = faults::connection_of(frame, *where);
  const std::uint32_t original = faults::read_u32(frame, at);
  const faults::FaultContext context{latest_.other_than(connection)};
  latest_.observe(connection, original);
  if (!chosen(frame, *where, toward_right)) return std::nullopt;
  const auto corrupted = plan_.fault(original, context);
  if (!corrupted) return std::nullopt;

  faults::rewrite(frame, *where, at, *corrupted, plan_.stale_checksum);
  Corruption text = describe(frame, *where);
  text["id"] = ++count_;
  text["field"] = plan_.field->name;
  text["which"] = which;
  text["kind"] = faults::segment_kind(frame, *where);
  text["original"] = original;
  text["corrupted"] = *corrupted;
  text["mask"] = original ^ *corrupted;
  text["delta"] = static_cast<std::int32_t>(*corrupted - original);
  text["checksum"] = plan_.stale_checksum ? "stale" : "right";
  text["checksum_after"] = faults::tcp_checksum_valid(frame, *where) ? "valid" : "not valid";
  return std::make_optional(std::move(text));
}

EventLog::EventLog(const std::string& path) : out_(path) {
  if (!path.empty() && !out_) throw std::runtime_error("cannot write " + path);
}

void EventLog::sent(const Corruption& corruption, std::string_view interface) {
  if (!out_.is_open()) return;
  Corruption line = corruption;
  line["interface"] = interface;
  const auto now = std::chrono::system_clock::now().time_since_epoch();
  line["time"] = std::chrono::duration<double>(now).count();
  out_ << line.dump() << '\n' << std::flush;
}

}  // namespace lab
