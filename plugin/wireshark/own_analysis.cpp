// SPDX-License-Identifier: GPL-2.0-or-later
#include "own_analysis.h"

#include <array>

namespace seqbitflip {

namespace {

constexpr std::array<const char*, 5> kNames = {
    "tcp.analysis.retransmission", "tcp.analysis.fast_retransmission",
    "tcp.analysis.spurious_retransmission", "tcp.analysis.out_of_order",
    "tcp.analysis.lost_segment"};

std::array<int, kNames.size()> fields{};

}  // namespace

void find_own_analysis_fields() {
  for (std::size_t i = 0; i < kNames.size(); ++i) {
    fields[i] = proto_registrar_get_id_byname(kNames[i]);
  }
}

void want_own_analysis(dissector_handle_t postdissector) {
  GArray* wanted = g_array_new(FALSE, FALSE, sizeof(int));
  g_array_append_vals(wanted, fields.data(), static_cast<guint>(fields.size()));
  set_postdissector_wanted_hfids(postdissector, wanted);
}

bool is_called_sent_again(proto_tree* tree) {
  for (const int field : fields) {
    const GPtrArray* found = proto_get_finfo_ptr_array(tree, field);
    if (found != nullptr && found->len > 0) {
      return true;
    }
  }
  return false;
}

}  // namespace seqbitflip
