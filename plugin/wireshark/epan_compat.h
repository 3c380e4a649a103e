// SPDX-License-Identifier: GPL-2.0-or-later
//
// Wireshark's headers, and every difference between its versions: nowhere else is an #if on one.
#pragma once

#include <epan/column-utils.h>
#include <epan/exceptions.h>
#include <epan/expert.h>
#include <epan/packet.h>
#include <epan/prefs.h>
#include <epan/proto.h>
#include <epan/proto_data.h>
#include <epan/stat_tap_ui.h>
#include <wiretap/wtap.h>

// Need <epan/packet.h> before them.
#include <epan/dissectors/packet-ip.h>
#include <wsutil/report_message.h>

#include <cstdint>

#define SEQBITFLIP_WIRESHARK_AT_LEAST(major, minor) \
  (SEQBITFLIP_WIRESHARK_MAJOR > (major) ||          \
   (SEQBITFLIP_WIRESHARK_MAJOR == (major) && SEQBITFLIP_WIRESHARK_MINOR >= (minor)))

#if SEQBITFLIP_WIRESHARK_AT_LEAST(4, 4)
#include <wsutil/plugins.h>
#endif
#if SEQBITFLIP_WIRESHARK_AT_LEAST(4, 6)
#include <epan/tfs.h>
#endif

namespace seqbitflip {

// The type that boolean preferences are registered with.
#if SEQBITFLIP_WIRESHARK_AT_LEAST(4, 4)
using PreferenceBool = bool;
#else
using PreferenceBool = gboolean;
#endif

// The value of an unsigned integer field.
inline std::uint32_t unsigned_value(const field_info* info) {
#if SEQBITFLIP_WIRESHARK_AT_LEAST(4, 4)
  return fvalue_get_uinteger(info->value);
#else
  return fvalue_get_uinteger(const_cast<fvalue_t*>(&info->value));
#endif
}

// What a plugin says that it contains, from 4.4 on; nobody asks before.
#if SEQBITFLIP_WIRESHARK_AT_LEAST(4, 4)
inline constexpr std::uint32_t kPluginContent = WS_PLUGIN_DESC_DISSECTOR;
#else
inline constexpr std::uint32_t kPluginContent = 0;
#endif

// A function that begins a statistic, as it is registered: from 4.6 on it says whether it could.
#if SEQBITFLIP_WIRESHARK_AT_LEAST(4, 6)
template <void (*begin)(const char*, void*)>
bool begin_statistic(const char* argument, void* data) {
  begin(argument, data);
  return true;
}
#else
template <void (*begin)(const char*, void*)>
void begin_statistic(const char* argument, void* data) {
  begin(argument, data);
}
#endif

}  // namespace seqbitflip
