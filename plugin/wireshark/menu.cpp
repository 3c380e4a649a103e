// SPDX-License-Identifier: GPL-2.0-or-later
#include "menu.h"

#include <epan/funnel.h>
#include <epan/plugin_if.h>

#include <algorithm>
#include <exception>
#include <optional>
#include <string>

#include "capture_state.h"
#include "epan_compat.h"
#include "preferences.h"
#include "report.h"

namespace seqbitflip {

namespace {

constexpr const char* kTitle = "TCP Bit Flip Report";

std::optional<Diagnosis> diagnosis_now() {
  CaptureState* state = capture_state();
  return state != nullptr && why_no_report() == nullptr
             ? std::optional(state->diagnosis(preferences()))
             : std::nullopt;
}

// Lua's scripts show their texts in the same kind of window.
void show_text(const std::string& text) {
  const funnel_ops_t* window_of = funnel_get_funnel_ops();
  if (window_of == nullptr || window_of->new_text_window == nullptr) {
    return;
  }
  funnel_text_window_t* window = window_of->new_text_window(window_of->ops_id, kTitle);
  window_of->set_text(window, text.c_str());
}

void* take_number(frame_data* frame, void* number) {
  *static_cast<std::uint32_t*>(number) = frame->num;
  return nullptr;
}

// 0 where none is selected.
std::uint32_t selected_frame() {
  std::uint32_t number = 0;
  plugin_if_get_frame_data(take_number, &number);
  return number;
}

// The first one below the selected frame, or else the first of all: the menu entry goes round.
void go_to_next(const std::vector<Finding>& findings) {
  const auto below = std::find_if(findings.begin(), findings.end(),
                                  [selected = selected_frame()](const Finding& finding) {
                                    return finding.frame.number > selected;
                                  });
  plugin_if_goto_frame((below != findings.end() ? *below : findings.front()).frame.number);
}

void report(const std::optional<Diagnosis>& diagnosis) {
  if (diagnosis) {
    show_text(report_text(*diagnosis, kWidthOfWindow));
  } else if (const char* why_not = why_no_report()) {
    show_text(std::string("No report: ") + why_not + ".\n");
  } else {
    show_text("No capture is open.\n");
  }
}

// Where there is nothing to go to, the report says so.
void next_finding(const std::optional<Diagnosis>& diagnosis) {
  if (diagnosis && !diagnosis->findings.empty()) {
    go_to_next(diagnosis->findings);
  } else {
    report(diagnosis);
  }
}

// The caller is not prepared for exceptions; the only one to expect is "out of memory".
template <void (*action)(const std::optional<Diagnosis>&)>
void on_click(ext_menubar_gui_type, void*, void*) {
  try {
    action(diagnosis_now());
  } catch (const std::exception&) {
    return;
  }
}

}  // namespace

void register_menu(int protocol) {
  ext_menu_t* menu = ext_menubar_register_menu(protocol, "TCP bit flips", true);
  ext_menubar_set_parentmenu(menu, "Tools");
  ext_menubar_add_entry(menu, "Next finding", "Go to the next frame with a wrong number",
                        on_click<next_finding>, nullptr);
  ext_menubar_add_entry(menu, "Report", "What the wrong numbers of this capture point to",
                        on_click<report>, nullptr);
}

}  // namespace seqbitflip
