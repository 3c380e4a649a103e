// SPDX-License-Identifier: GPL-2.0-or-later
// See fault_options.h.
#include "fault_options.h"

#include <charconv>
#include <optional>
#include <string_view>
#include <utility>

namespace faults {
namespace {

std::optional<unsigned> parse_number(std::string_view text) {
  const bool hex = text.starts_with("0x") || text.starts_with("0X");
  if (hex) text.remove_prefix(2);
  unsigned value = 0;
  const auto [end, error] =
      std::from_chars(text.data(), text.data() + text.size(), value, hex ? 16 : 10);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return value;
}

std::pair<std::string_view, std::string_view> split(std::string_view text, char at) {
  const auto place = text.find(at);
  if (place == std::string_view::npos) return {text, text};
  return {text.substr(0, place), text.substr(place + 1)};
}

Fault make_random_bits(const std::string& text, Random& random) {
  const auto [first, second] = split(text, '-');
  const auto fewest = parse_number(first);
  const auto most = parse_number(second);
  if (!fewest || !most || *fewest < 1 || *most > 32 || *fewest > *most) {
    throw CLI::ValidationError("--random-bits", "give a count or a range, 1 to 32, not " + text);
  }
  return random_bits(*fewest, *most, random);
}

Fault make_stuck_bit(const std::string& text) {
  const auto [first, second] = split(text, ':');
  const auto position = parse_number(first);
  const auto value = parse_number(second);
  const bool complete = text.find(':') != std::string::npos;
  if (!complete || !position || !value || *position > 31 || *value > 1) {
    throw CLI::ValidationError("--stuck-bit", "give POSITION:VALUE, 0-31 and 0 or 1, not " + text);
  }
  return stuck_bit(*position, *value == 1);
}

Fault make_mask(const std::string& text) {
  const auto mask = parse_number(text);
  if (!mask || *mask == 0) {
    throw CLI::ValidationError("--mask", "give a 32-bit number other than 0, not " + text);
  }
  return flip_mask(*mask);
}

bool given(const CLI::Option_group& group, const std::string& name) {
  return group.get_option(name)->count() > 0;
}

}  // namespace

CLI::Option_group* add_fault_options(CLI::App& app, FaultOptions& options) {
  auto* group = app.add_option_group("Kind of fault", "one of");
  group->add_option("--random-bits", options.random_bits,
                    "Flip this many bits at random positions: a count or a range such as 1-6");
  group->add_option("--bit", options.bit, "Flip this bit, 0 = least significant")
      ->check(CLI::Range(0U, 31U));
  group->add_flag("--each-bit")
      ->description("Flip one bit, each of the 32 positions in turn, shuffled");
  group->add_option("--mask", options.mask, "Flip the bits of this mask, such as 0x01030100");
  group->add_option("--offset", options.offset, "Add this number, which may be negative")
      ->check(CLI::Range(-0xffffffffLL, 0xffffffffLL));
  group->add_option("--stuck-bit", options.stuck_bit,
                    "POSITION:VALUE, a bit that always reads VALUE; segments whose bit has that "
                    "value already stay as they are");
  group->add_flag("--swap-bytes")->description("Reverse the order of the four bytes");
  group->add_flag("--swap-halves")->description("Exchange the two 16-bit halves");
  group->add_flag("--zeros")->description("Put 0 in place of the number");
  group->add_flag("--ones")->description("Put 0xffffffff in place of the number");
  group->add_flag("--other-flow")
      ->description("Put the latest such number of another connection in its place");
  group->require_option(0, 1);
  return group;
}

Fault make_fault(const CLI::Option_group& group, const FaultOptions& options, Random& random) {
  if (given(group, "--bit")) return flip_bit(options.bit);
  if (given(group, "--each-bit")) return each_bit(random);
  if (given(group, "--mask")) return make_mask(options.mask);
  if (given(group, "--offset")) return add_offset(static_cast<std::uint32_t>(options.offset));
  if (given(group, "--stuck-bit")) return make_stuck_bit(options.stuck_bit);
  if (given(group, "--swap-bytes")) return swap_bytes();
  if (given(group, "--swap-halves")) return swap_halves();
  if (given(group, "--zeros")) return all_zeros();
  if (given(group, "--ones")) return all_ones();
  if (given(group, "--other-flow")) return other_flow_number();
  return make_random_bits(options.random_bits.empty() ? "1-6" : options.random_bits, random);
}

}  // namespace faults
