// SPDX-License-Identifier: GPL-2.0-or-later
#include "preferences.h"

#include "epan_compat.h"

namespace seqbitflip {

namespace {

PreferenceBool pref_enabled = 1;
PreferenceBool pref_acknowledgments = 1;
PreferenceBool pref_info_prefix = 1;
PreferenceBool pref_stream_offsets = 1;
PreferenceBool pref_options = 1;
gint pref_lowest_confidence = static_cast<gint>(Confidence::kLikely);

const enum_val_t kConfidences[] = {
    {"likely", "Likely", static_cast<gint>(Confidence::kLikely)},
    {"strong", "Strong", static_cast<gint>(Confidence::kStrong)},
    {"proven", "Proven", static_cast<gint>(Confidence::kProven)},
    {nullptr, nullptr, 0},
};

}  // namespace

void register_preferences(int protocol) {
  module_t* module = prefs_register_protocol(protocol, nullptr);
  prefs_register_bool_preference(
      module, "enabled", "Find wrong TCP numbers",
      "Whether sequence and acknowledgment numbers, SACK edges and timestamps are checked",
      &pref_enabled);
  prefs_register_bool_preference(module, "acknowledgments", "Show acknowledgment numbers",
                                 "Whether findings on acknowledgment numbers are shown, too",
                                 &pref_acknowledgments);
  prefs_register_enum_preference(module, "lowest_confidence", "Lowest confidence shown",
                                 "Findings that are less sure than this are not shown",
                                 &pref_lowest_confidence, kConfidences, FALSE);
  prefs_register_bool_preference(module, "info_prefix", "Mark the Info column",
                                 "Whether the Info column of a finding begins with its name",
                                 &pref_info_prefix);
  prefs_register_bool_preference(module, "stream_offsets", "Show stream offsets",
                                 "Whether each segment shows its position in the stream, counted "
                                 "without wrapping at 4 GiB",
                                 &pref_stream_offsets);
  prefs_register_bool_preference(module, "options", "Check SACK edges and timestamps",
                                 "Whether SACK edges and timestamps are checked, too",
                                 &pref_options);
}

Preferences preferences() {
  return {pref_acknowledgments != 0, static_cast<Confidence>(pref_lowest_confidence),
          pref_info_prefix != 0, pref_stream_offsets != 0, pref_options != 0};
}

bool shows(const Preferences& shown, NumberKind kind, Confidence confidence) {
  return (kind != NumberKind::kAcknowledgment || shown.acknowledgments) &&
         confidence >= shown.lowest_confidence;
}

bool shows(const Preferences& shown, const Verdict& verdict) {
  return shows(shown, verdict.kind,
               verdict.wrong ? verdict.wrong->confidence : shown.lowest_confidence);
}

bool is_wanted_by_user() {
  return pref_enabled != 0;
}

}  // namespace seqbitflip
