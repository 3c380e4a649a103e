// SPDX-License-Identifier: GPL-2.0-or-later
#include "fault_patterns.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstdio>
#include <functional>
#include <set>
#include <tuple>
#include <utility>

#include "differing_bits.h"
#include "explanation.h"

namespace seqbitflip {

namespace {

// A pattern is claimed where chance alone would show one like it in fewer than one of a thousand
// captures with as many unrelated wrong numbers. Two kinds of pattern are looked for that chance
// may make, masks and differences: half of it for each.
constexpr double kByChance = 1e-3 / 2;

// P(at least `count` of `all` that each happen with `probability`): the tail of the binomial
// distribution, summed upwards from `count`, so that nothing drowns in rounding.
double at_least(std::size_t count, std::size_t all, double probability) {
  const auto n = static_cast<double>(all);
  auto k = static_cast<double>(count);
  if (k <= n * probability) {
    return 1.0;
  }
  double term = std::exp(std::lgamma(n + 1) - std::lgamma(k + 1) - std::lgamma(n - k + 1) +
                         k * std::log(probability) + (n - k) * std::log1p(-probability));
  constexpr double kNegligible = 1e-9;
  double sum = 0.0;
  for (; k <= n && term > sum * kNegligible; ++k) {
    sum += term;
    term *= (n - k) / (k + 1) * probability / (1 - probability);
  }
  return sum;
}

// That an unrelated finding has just this mask, if it has as many flipped bits: unrelated flips may
// be of one kind and all the same share nothing.
double probability_of_mask(const Difference& difference) {
  constexpr double kBits = 32;
  double masks = 1.0;
  for (int i = 0; i < difference.bit_count(); ++i) {
    masks *= (kBits - i) / (i + 1);
  }
  return 1.0 / masks;
}

// ... and that it makes just this difference. A flip adds or subtracts, but for the highest bit,
// for which both are the same.
double probability_of_difference(const Difference& difference) {
  constexpr std::uint32_t kHighestBit = 0x80000000U;
  const double one_way = difference.mask == kHighestBit ? 1.0 : 0.5;
  return probability_of_mask(difference) * one_way;
}

struct Group {
  Fault fault;
  double probability = 0.0;  // that one unrelated finding has this form
  double forms = 1.0;        // how many forms of the kind there are, each as probable as this one
};

using Members = std::vector<std::size_t>;

// Copies of a packet, as on several interfaces, have one form since they are one.
std::size_t count_without_copies(std::span<const Finding> findings, const Members& members) {
  const auto count = std::count_if(members.begin(), members.end(), [&](std::size_t member) {
    return findings[member].wrong.copy_of == 0;
  });
  return static_cast<std::size_t>(count);
}

// Whether unrelated findings, of which there are `all`, would hardly have so many with one form.
bool is_no_chance(const Group& group, std::size_t count, std::size_t all) {
  return count >= 2 && at_least(count, all, group.probability) * group.forms < kByChance;
}

// What the members of a group share: a kind of number, and what the form asks for.
using Key = std::pair<NumberKind, std::uint32_t>;
// Absent for a finding that cannot have the form.
using KeyOf = std::function<std::optional<Key>(const Finding&)>;

bool sets_bits(const Finding& finding) {
  return (finding.wrong.observed.value() & finding.wrong.difference.mask) != 0;
}

Group group_of(const Finding& finding, Form form, Members members) {
  const WrongNumber& wrong = finding.wrong;
  const DamageShares shares = damage_shares(wrong.expected, wrong.observed);
  Group group;
  group.fault.kind = finding.kind;
  group.fault.form = form;
  group.fault.members = std::move(members);
  switch (form) {
    case Form::kMask:
      group.fault.mask = wrong.difference.mask;
      group.fault.cause = Cause::kBitFlip;
      group.probability = probability_of_mask(wrong.difference);
      group.forms = 1.0 / group.probability;
      break;
    case Form::kStuckBit:
      group.fault.mask = wrong.difference.mask;
      group.fault.bit_is_set = sets_bits(finding);
      group.fault.cause = Cause::kStuckBit;
      group.probability = probability_of_difference(wrong.difference);
      group.forms = 1.0 / group.probability;
      break;
    case Form::kDifference:
      group.fault.delta = wrong.difference.delta;
      group.fault.cause = Cause::kConstantOffset;
      // Bits that flip may make the same difference, too.
      group.probability =
          shares.offset + shares.any_number + probability_of_difference(wrong.difference);
      group.forms = 1.0 / group.probability;
      break;
    case Form::kByteOrder:
      group.fault.cause = Cause::kByteOrder;
      group.probability = shares.byte_order;
      break;
    case Form::kCleared:
      group.fault.cause = Cause::kCleared;
      group.probability = shares.cleared;
      break;
    case Form::kAnotherConnection:
      group.fault.cause = Cause::kAnotherConnection;
      group.probability = shares.any_number;
      break;
    case Form::kUntranslated:
      // Found as what it is: the same difference in all edges of a connection is no chance.
      group.fault.cause = Cause::kConstantOffset;
      group.probability = shares.any_number;
      break;
    case Form::kScattered:
      break;
  }
  return group;
}

// The members whose key is the same, by key.
std::map<Key, Members> grouped(std::span<const Finding> findings, const Members& open,
                               const KeyOf& key_of) {
  std::map<Key, Members> groups;
  for (const std::size_t index : open) {
    if (const auto key = key_of(findings[index])) {
      groups[*key].push_back(index);
    }
  }
  return groups;
}

void add_groups(std::span<const Finding> findings, const Members& open, Form form,
                const KeyOf& key_of, std::vector<Group>& groups) {
  const std::size_t all = count_without_copies(findings, open);
  for (auto& [key, members] : grouped(findings, open, key_of)) {
    const Finding& first = findings[members.front()];
    const std::size_t count = count_without_copies(findings, members);
    Group group = group_of(first, form, std::move(members));
    if (is_no_chance(group, count, all)) {
      groups.push_back(std::move(group));
    }
  }
}

bool has_cause(const Finding& finding, Cause cause) {
  return finding.wrong.cause == cause;
}

// One device, whatever the differences.
void add_untranslated(std::span<const Finding> findings, const Members& open,
                      std::vector<Group>& groups) {
  Members members;
  std::set<std::int32_t> deltas;
  for (const std::size_t index : open) {
    if (findings[index].wrong.untranslated) {
      members.push_back(index);
      deltas.insert(findings[index].wrong.difference.delta);
    }
  }
  if (!members.empty()) {
    const Finding& first = findings[members.front()];
    groups.push_back(group_of(first, Form::kUntranslated, std::move(members)));
    groups.back().fault.deltas.assign(deltas.begin(), deltas.end());
  }
}

std::vector<Group> possible_groups(std::span<const Finding> findings, const Members& open) {
  std::vector<Group> groups;
  add_untranslated(findings, open, groups);
  if (!groups.empty()) {
    return groups;  // nothing else explains these
  }
  add_groups(
      findings, open, Form::kDifference,
      [](const Finding& f) {
        return Key{f.kind, static_cast<std::uint32_t>(f.wrong.difference.delta)};
      },
      groups);
  add_groups(
      findings, open, Form::kMask,
      [](const Finding& f) {
        return Key{f.kind, f.wrong.difference.mask};
      },
      groups);
  for (const auto& of_one_cause :
       {std::pair(Form::kByteOrder, Cause::kByteOrder), std::pair(Form::kCleared, Cause::kCleared),
        std::pair(Form::kAnotherConnection, Cause::kAnotherConnection)}) {
    add_groups(
        findings, open, of_one_cause.first,
        [&](const Finding& f) {
          return has_cause(f, of_one_cause.second) ? std::optional(Key{f.kind, 0}) : std::nullopt;
        },
        groups);
  }
  return groups;
}

// Whether the members share both their mask and their difference, and no other open finding shares
// one of the two.
bool share_mask_and_difference(std::span<const Finding> findings, const Members& open,
                               const Fault& fault) {
  const Finding& first = findings[fault.members.front()];
  return std::all_of(open.begin(), open.end(), [&](std::size_t index) {
    const Finding& other = findings[index];
    const bool same_mask = other.wrong.difference.mask == first.wrong.difference.mask;
    const bool same_delta = other.wrong.difference.delta == first.wrong.difference.delta;
    return other.kind != first.kind || same_mask == same_delta;
  });
}

// The same members share both where the changed bits happened to stand alike. One bit that is never
// wrong the other way is stuck: an added constant would carry, a flip would go both ways. Several
// bits are what a single number of the kind would be.
Form form_of_both(std::span<const Finding> findings, const Fault& fault) {
  const Finding& first = findings[fault.members.front()];
  if (first.wrong.difference.bit_count() > 1) {
    return first.wrong.cause == Cause::kBitFlip ? Form::kMask : Form::kDifference;
  }
  // The highest bit makes the same difference both ways.
  const bool one_way = std::all_of(
      fault.members.begin(), fault.members.end(),
      [&](std::size_t member) { return sets_bits(findings[member]) == sets_bits(first); });
  return one_way ? Form::kStuckBit : Form::kMask;
}

// How surely the group is no chance, as a decimal logarithm.
double strength(const Group& group) {
  return (static_cast<double>(group.fault.members.size()) - 1.0) * -std::log10(group.probability);
}

Fault strongest(std::span<const Finding> findings, const Members& open,
                const std::vector<Group>& groups) {
  // More members say more; then a form that explains where the numbers come from; then a rarer one.
  const auto rank = [](const Group& group) {
    const bool explains = group.fault.form != Form::kMask && group.fault.form != Form::kDifference;
    return std::tuple(group.fault.members.size(), explains, strength(group));
  };
  const auto weaker = [&](const Group& a, const Group& b) { return rank(a) < rank(b); };
  const Group& best = *std::max_element(groups.begin(), groups.end(), weaker);
  const bool by_number = best.fault.form == Form::kMask || best.fault.form == Form::kDifference;
  if (!by_number || !share_mask_and_difference(findings, open, best.fault)) {
    return best.fault;
  }
  return group_of(findings[best.fault.members.front()], form_of_both(findings, best.fault),
                  best.fault.members)
      .fault;
}

std::optional<std::string> trait_of(const Finding& finding, Trait trait) {
  const Circumstances& at = finding.wrong.circumstances;
  const Passage& passage = at.passage;
  switch (trait) {
    case Trait::kSource:
      return socket_text(passage.source);
    case Trait::kSourceAddress:
      return ip_text(passage.source);
    case Trait::kDestination:
      return socket_text(passage.destination);
    case Trait::kDestinationAddress:
      return ip_text(passage.destination);
    case Trait::kSourceMac:
      return passage.source_mac ? std::optional(mac_text(*passage.source_mac)) : std::nullopt;
    case Trait::kDestinationMac:
      return passage.destination_mac ? std::optional(mac_text(*passage.destination_mac))
                                     : std::nullopt;
    case Trait::kVlan:
      return passage.vlan ? std::optional(std::to_string(*passage.vlan)) : std::nullopt;
    case Trait::kTtl:
      return at.ttl ? std::optional(std::to_string(*at.ttl)) : std::nullopt;
    case Trait::kInterface:
      return passage.interface ? std::optional(std::to_string(*passage.interface)) : std::nullopt;
    case Trait::kSegmentKind:
      return name_of(at.segment_kind);
    case Trait::kPayloadLength:
      return std::to_string(at.payload_length);
    case Trait::kTcpInFrame:
      return passage.tcp_header_offset ? std::optional(std::to_string(*passage.tcp_header_offset))
                                       : std::nullopt;
    case Trait::kTcpInPacket:
      return passage.tcp_header_offset && passage.ip_header_offset
                 ? std::optional(
                       std::to_string(*passage.tcp_header_offset - *passage.ip_header_offset))
                 : std::nullopt;
  }
  return std::nullopt;
}

}  // namespace

void find_common(std::span<const Finding> findings, Fault& fault) {
  for (int number = 0; number <= static_cast<int>(Trait::kTcpInPacket); ++number) {
    const auto trait = static_cast<Trait>(number);
    const auto first = trait_of(findings[fault.members.front()], trait);
    const bool shared =
        first && std::all_of(fault.members.begin(), fault.members.end(), [&](std::size_t member) {
          return trait_of(findings[member], trait) == first;
        });
    if (shared) {
      fault.in_common[trait] = *first;
    }
  }
}

const char* name_of(Trait trait) {
  constexpr std::array<const char*, 13> kNames = {"source",
                                                  "source address",
                                                  "destination",
                                                  "destination address",
                                                  "source MAC",
                                                  "destination MAC",
                                                  "VLAN",
                                                  "TTL",
                                                  "interface",
                                                  "segment kind",
                                                  "payload length",
                                                  "TCP header at byte",
                                                  "TCP header in the packet at byte"};
  return kNames.at(static_cast<std::size_t>(trait));
}

namespace {

const char* plural_of(NumberKind kind) {
  constexpr std::array<const char*, kNumberKinds> kNames = {
      "sequence numbers", "acknowledgment numbers", "SACK edges", "TSval", "TSecr"};
  return kNames.at(static_cast<std::size_t>(kind));
}

}  // namespace

std::string Fault::name() const {
  const std::string of = std::string(" in ") + plural_of(kind);
  switch (form) {
    case Form::kMask: {
      std::array<char, 16> text{};
      std::snprintf(text.data(), text.size(), "0x%08x", mask);
      return std::string("Bits ") + text.data() + " flipped" + of;
    }
    case Form::kStuckBit:
      return "Bit " + std::to_string(std::countr_zero(mask)) + " stuck at " +
             (bit_is_set ? "1" : "0") + of;
    case Form::kDifference:
      return "Constant offset " + std::to_string(delta) + of;
    case Form::kByteOrder:
      return "Byte order" + of;
    case Form::kCleared:
      return "Cleared" + of;
    case Form::kAnotherConnection:
      return "Another connection's number" + of;
    case Form::kUntranslated:
      return deltas.size() == 1
                 ? "SACK edges not translated, off by " + std::to_string(deltas.front())
                 : "SACK edges not translated, off by " + std::to_string(deltas.size()) +
                       " differences";
    case Form::kScattered:
      return std::string(name_of(cause)) + (once ? ", once" : ", scattered");
  }
  return {};
}

std::vector<Fault> find_faults(std::span<const Finding> findings) {
  Members open(findings.size());
  for (std::size_t i = 0; i < open.size(); ++i) {
    open[i] = i;
  }
  std::vector<Fault> faults;
  for (auto groups = possible_groups(findings, open);
       !groups.empty() && faults.size() < kMostFaults; groups = possible_groups(findings, open)) {
    Fault fault = strongest(findings, open, groups);
    find_common(findings, fault);
    const std::set<std::size_t> taken(fault.members.begin(), fault.members.end());
    std::erase_if(open, [&](std::size_t index) { return taken.contains(index); });
    faults.push_back(std::move(fault));
  }
  return faults;
}

std::array<std::uint32_t, 32> bit_histogram(std::span<const Finding> findings,
                                            std::span<const std::size_t> members) {
  std::array<std::uint32_t, 32> counts{};
  for (const std::size_t member : members) {
    for_each_bit(findings[member].wrong.difference.mask, [&](std::uint8_t bit) { ++counts[bit]; });
  }
  return counts;
}

}  // namespace seqbitflip
