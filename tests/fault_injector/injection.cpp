// SPDX-License-Identifier: GPL-2.0-or-later
// See injection.h. The capture is read twice: once to know all candidates, once to change it.
#include "injection.h"

#include <filesystem>
#include <map>
#include <optional>

#include "byte_order.h"
#include "capture_file.h"
#include "checksum.h"
#include "latest_numbers.h"

namespace faults {
namespace {

// A segment that carries the field, with what a fault may know of the rest of the capture.
struct Sighting {
  TcpLocation where;
  std::size_t which = 0;  // of the segment's numbers of the kind, from 0
  std::size_t number_at = 0;
  std::uint32_t number = 0;
  std::string connection;
  std::uint64_t place = 0;
  FaultContext context = {};
};

// Sees all frames in order; the same frames give the same sightings in both readings.
class Lookout {
 public:
  Lookout(const NumberField& field, int link_type) : field_(field), link_type_(link_type) {}

  std::optional<Sighting> look(const CapturedFrame& frame) {
    if (frame.cut_short()) return std::nullopt;
    const auto where = locate_tcp(link_type_, frame.bytes);
    if (!where) return std::nullopt;
    Sighting sighting{.where = *where, .connection = connection_of(frame.bytes, *where)};
    sighting.place = ++places_[sighting.connection];
    const auto places = field_.find(frame.bytes, *where);
    if (places.empty()) return std::nullopt;
    // Of several numbers of the kind each in its turn.
    sighting.which = turn_++ % places.size();
    sighting.number_at = places[sighting.which];
    sighting.number = read_u32(frame.bytes, sighting.number_at);
    sighting.context.other_flow = latest_.other_than(sighting.connection);
    latest_.observe(sighting.connection, sighting.number);
    return sighting;
  }

 private:
  const NumberField& field_;
  int link_type_;
  LatestNumbers latest_;
  std::size_t turn_ = 0;
  std::map<std::string, std::uint64_t> places_;
};

std::vector<Candidate> find_candidates(const std::string& input, const InjectionPlan& plan) {
  CaptureReader reader(input);
  Lookout lookout(*plan.field, reader.link_type());
  Random trial_random(plan.seed);
  const Fault trial = plan.make_fault(trial_random);
  std::vector<Candidate> candidates;
  while (const auto frame = reader.next()) {
    const auto sighting = lookout.look(*frame);
    if (!sighting || !trial(sighting->number, sighting->context)) continue;
    if (passes_filters(plan.selection, frame->number, segment_kind(frame->bytes, sighting->where),
                       source_of(frame->bytes, sighting->where).port,
                       destination_of(frame->bytes, sighting->where).port)) {
      candidates.push_back({frame->number, sighting->connection, sighting->place});
    }
  }
  return candidates;
}

Change corrupt(CapturedFrame& frame, const Sighting& sighting, std::uint32_t number, bool stale) {
  Change change{.frame = frame.number,
                .which = sighting.which,
                .kind = segment_kind(frame.bytes, sighting.where),
                .original = sighting.number,
                .corrupted = number,
                .checksum_valid_before = tcp_checksum_valid(frame.bytes, sighting.where),
                .source = source_of(frame.bytes, sighting.where),
                .destination = destination_of(frame.bytes, sighting.where)};
  rewrite(frame.bytes, sighting.where, sighting.number_at, number, stale);
  change.checksum_valid_after = tcp_checksum_valid(frame.bytes, sighting.where);
  return change;
}

void copy_with_faults(const std::string& input, const std::string& output,
                      const InjectionPlan& plan, const std::set<std::uint64_t>& chosen,
                      Random& random, InjectionResult& result) {
  CaptureReader reader(input);
  CaptureWriter writer(output, reader.link_type(), reader.snapshot_length());
  Lookout lookout(*plan.field, reader.link_type());
  const Fault fault = plan.make_fault(random);
  while (auto frame = reader.next()) {
    const auto sighting = lookout.look(*frame);
    if (sighting && chosen.contains(frame->number)) {
      const auto number = fault(sighting->number, sighting->context);
      if (number) {
        result.changes.push_back(corrupt(*frame, *sighting, *number, plan.stale_checksum));
      }
    }
    writer.write(*frame);
    ++result.frames;
  }
  writer.finish();
  result.damage = reader.damage();
}

void refuse_unusable(const std::string& input, const std::string& output) {
  const CaptureReader reader(input);
  if (!knows_link_type(reader.link_type())) {
    const char* name = pcap_datalink_val_to_name(reader.link_type());
    throw CaptureError(input + " has the link type " +
                       (name == nullptr ? std::to_string(reader.link_type()) : name) +
                       ", in which this program cannot find TCP");
  }
  std::error_code absent;
  if (std::filesystem::equivalent(input, output, absent)) {
    throw CaptureError(output + " is the input file; choose another name for the output");
  }
}

}  // namespace

InjectionResult inject(const std::string& input, const std::string& output,
                       const InjectionPlan& plan) {
  refuse_unusable(input, output);
  const auto candidates = find_candidates(input, plan);
  Random random(plan.seed);
  const auto chosen = choose_frames(plan.selection, candidates, random);
  InjectionResult result;
  result.candidates = candidates.size();
  const std::string unfinished = output + ".part";
  try {
    copy_with_faults(input, unfinished, plan, chosen, random, result);
    std::filesystem::rename(unfinished, output);
  } catch (...) {
    std::error_code ignored;
    std::filesystem::remove(unfinished, ignored);
    throw;
  }
  return result;
}

nlohmann::ordered_json truth_of(const InjectionPlan& plan, const InjectionResult& result) {
  auto changes = nlohmann::ordered_json::array();
  for (const Change& change : result.changes) {
    changes.push_back({
        {"frame", change.frame},
        {"field", plan.field->name},
        {"which", change.which},
        {"kind", change.kind},
        {"original", change.original},
        {"corrupted", change.corrupted},
        {"mask", change.original ^ change.corrupted},
        {"delta", static_cast<std::int32_t>(change.corrupted - change.original)},
        {"checksum", plan.stale_checksum ? "stale" : "right"},
        {"checksum_before", change.checksum_valid_before ? "valid" : "not valid"},
        {"checksum_after", change.checksum_valid_after ? "valid" : "not valid"},
        {"source", change.source.address},
        {"source_port", change.source.port},
        {"destination", change.destination.address},
        {"destination_port", change.destination.port},
    });
  }
  return changes;
}

}  // namespace faults
