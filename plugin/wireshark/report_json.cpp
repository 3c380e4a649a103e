// SPDX-License-Identifier: GPL-2.0-or-later
#include "report_json.h"

#include <wsutil/json_dumper.h>

#include <array>
#include <cstdint>
#include <string>

namespace seqbitflip {

namespace {

// Members and elements in a form that does without pairs of begin and end.
class Json {
 public:
  explicit Json(std::FILE* output) {
    dumper_.output_file = output;
    dumper_.flags = JSON_DUMPER_FLAGS_PRETTY_PRINT;
  }

  template <typename Fill>
  void object(const Fill& fill) {
    json_dumper_begin_object(&dumper_);
    fill();
    json_dumper_end_object(&dumper_);
  }
  template <typename Fill>
  void object(const char* name, const Fill& fill) {
    json_dumper_set_member_name(&dumper_, name);
    object(fill);
  }
  template <typename Fill>
  void array(const char* name, const Fill& fill) {
    json_dumper_set_member_name(&dumper_, name);
    json_dumper_begin_array(&dumper_);
    fill();
    json_dumper_end_array(&dumper_);
  }
  void element(const std::string& text) { json_dumper_value_string(&dumper_, text.c_str()); }
  void element(std::uint64_t number) {
    json_dumper_value_anyf(&dumper_, "%" G_GUINT64_FORMAT, number);
  }
  void element_signed(std::int64_t number) {
    json_dumper_value_anyf(&dumper_, "%" G_GINT64_FORMAT, number);
  }
  void member(const char* name, const std::string& text) {
    json_dumper_set_member_name(&dumper_, name);
    element(text);
  }
  void member(const char* name, std::uint64_t number) {
    json_dumper_set_member_name(&dumper_, name);
    element(number);
  }
  void member_signed(const char* name, std::int64_t number) {
    json_dumper_set_member_name(&dumper_, name);
    element_signed(number);
  }
  void member_bool(const char* name, bool value) {
    json_dumper_set_member_name(&dumper_, name);
    json_dumper_value_anyf(&dumper_, value ? "true" : "false");
  }
  void finish() { json_dumper_finish(&dumper_); }

 private:
  json_dumper dumper_{};
};

const char* kind_name(NumberKind kind) {
  constexpr std::array<const char*, kNumberKinds> kNames = {"sequence", "acknowledgment",
                                                            "sack edge", "tsval", "tsecr"};
  return kNames.at(static_cast<std::size_t>(kind));
}

void write_capture(Json& json, const CaptureSummary& capture) {
  json.object("capture", [&] {
    json.member("segments", capture.segments);
    json.member("conversations", capture.conversations);
    json.member("one_direction_only", capture.one_direction_only);
    json.member("not_judged", capture.not_judged);
    json.member("out_of_window", capture.out_of_window);
    json.member("hidden", capture.hidden);
    if (capture.segments > 0) {
      json.member_signed("first_ns", capture.first_ns);
      json.member_signed("last_ns", capture.last_ns);
    }
  });
}

void write_strings(Json& json, const char* name, const std::vector<std::string>& strings) {
  json.array(name, [&] {
    for (const std::string& text : strings) {
      json.element(text);
    }
  });
}

void write_cost(Json& json, const Cost& cost) {
  json.object("cost", [&] {
    json.member("connections", cost.connections);
    json.member("stalled", cost.stalled);
    json.member("never_recovered", cost.never_recovered);
    json.member("reset", cost.reset);
    json.member_signed("total_stall_ns", cost.total_stall_ns);
    json.member_signed("longest_stall_ns", cost.longest_stall_ns);
    json.member("bytes_sent_again", cost.bytes_sent_again);
  });
}

void write_fault(Json& json, const FaultDiagnosis& one) {
  json.member("name", one.fault.name());
  json.member("cause", name_of(one.fault.cause));
  if (one.fault.form != Form::kScattered) {
    json.member("number", kind_name(one.fault.kind));
  }
  if (one.fault.form == Form::kMask || one.fault.form == Form::kStuckBit) {
    json.member("mask", one.fault.mask);
  }
  if (one.fault.form == Form::kDifference) {
    json.member_signed("delta", one.fault.delta);
  }
  if (one.fault.form == Form::kUntranslated) {
    json.array("deltas", [&] {
      for (const std::int32_t delta : one.fault.deltas) {
        json.element_signed(delta);
      }
    });
  }
  json.array("findings", [&] {
    for (const std::size_t member : one.fault.members) {
      json.element(member);
    }
  });
  json.object("in_common", [&] {
    for (const auto& [trait, value] : one.fault.in_common) {
      json.member(name_of(trait), value);
    }
  });
  json.member("exposed", one.exposed);
  json.member_signed("first_ns", one.first_ns);
  json.member_signed("last_ns", one.last_ns);
  json.array("bits", [&] {
    for (const std::uint32_t count : one.bits) {
      json.element(count);
    }
  });
  json.member("points_to", one.conclusion.points_to);
  write_strings(json, "reasons", one.conclusion.reasons);
  write_strings(json, "ruled_out", one.conclusion.ruled_out);
  json.member("look_next", one.conclusion.look_next);
  write_cost(json, one.cost);
}

void write_faults(Json& json, const char* name, const std::vector<FaultDiagnosis>& faults) {
  json.array(name, [&] {
    for (const FaultDiagnosis& fault : faults) {
      json.object([&] { write_fault(json, fault); });
    }
  });
}

void write_finding(Json& json, const Finding& finding) {
  const WrongNumber& wrong = finding.wrong;
  const Circumstances& at = wrong.circumstances;
  json.member("frame", finding.frame.number);
  json.member_signed("time_ns", at.time_ns);
  json.member("number", kind_name(finding.kind));
  if (finding.kind == NumberKind::kSackEdge) {
    json.member("edge", finding.edge);
  }
  json.member("source", socket_text(at.passage.source));
  json.member("destination", socket_text(at.passage.destination));
  json.member("segment_kind", name_of(at.segment_kind));
  json.member("payload_length", at.payload_length);
  json.member("expected", wrong.expected.value());
  json.member("observed", wrong.observed.value());
  json.member("mask", wrong.difference.mask);
  json.member_signed("delta", wrong.difference.delta);
  json.member("confidence", name_of(wrong.confidence));
  json.member("checksum", name_of(wrong.checksum));
  if (wrong.reference != 0) {
    json.member("reference", wrong.reference);
  }
  if (wrong.impact.recovered_in != 0) {
    json.member("recovered_in", wrong.impact.recovered_in);
  }
  json.member_signed("stall_ns", wrong.impact.stall_ns);
  json.member_bool("reset", wrong.impact.reset);
  write_strings(json, "evidence", wrong.evidence);
}

void write_translation(Json& json, const TranslationFound& found) {
  json.member("source", socket_text(found.translation.source));
  json.member("destination", socket_text(found.translation.destination));
  json.member_signed("difference", found.translation.difference);
  json.array("frames", [&] {
    json.element(found.frame);
    json.element(found.translation.copy_in);
  });
}

void write_retraction(Json& json, const RetractionFound& found) {
  const WindowRetraction& retraction = found.retraction;
  json.member("frame", found.frame);
  json.member("source", socket_text(retraction.source));
  json.member("destination", socket_text(retraction.destination));
  json.member("bytes", retraction.bytes);
  json.member("promised_in", retraction.promised_in);
  json.member_bool("checksum_is_wrong", retraction.checksum_is_wrong);
}

}  // namespace

void write_report_json(const Diagnosis& diagnosis, std::FILE* output) {
  Json json(output);
  json.object([&] {
    json.member("schema", "seqbitflip-report");
    json.member("version", kReportSchemaVersion);
    write_capture(json, diagnosis.capture);
    write_faults(json, "faults", diagnosis.faults);
    write_faults(json, "scattered", diagnosis.scattered);
    json.array("findings", [&] {
      for (const Finding& finding : diagnosis.findings) {
        json.object([&] { write_finding(json, finding); });
      }
    });
    json.array("translations", [&] {
      for (const TranslationFound& found : diagnosis.translations) {
        json.object([&] { write_translation(json, found); });
      }
    });
    json.array("window_retractions", [&] {
      for (const RetractionFound& found : diagnosis.retractions) {
        json.object([&] { write_retraction(json, found); });
      }
    });
  });
  json.finish();
}

}  // namespace seqbitflip
