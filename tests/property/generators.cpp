// SPDX-License-Identifier: GPL-2.0-or-later
#include "generators.h"

#include <ostream>

namespace seqbitflip::test {

namespace {

using rc::gen::arbitrary;
using rc::gen::inRange;

rc::Gen<std::uint32_t> any_number() {
  return arbitrary<std::uint32_t>();
}

// Within `reach` positions of `base`, on either side.
rc::Gen<SeqNum> position_near(SeqNum base, std::uint32_t reach) {
  return rc::gen::map(inRange<std::uint32_t>(0, 2 * reach),
                      [=](std::uint32_t off) { return base - SeqLength(reach) + SeqLength(off); });
}

rc::Gen<SeqNum> position_one_bit_from(SeqNum base) {
  return rc::gen::map(inRange<std::uint32_t>(0, 32),
                      [=](std::uint32_t bit) { return SeqNum(base.value() ^ (1U << bit)); });
}

rc::Gen<SeqNum> position_about(SeqNum base) {
  return rc::gen::weightedOneOf<SeqNum>({{4, position_near(base, 10)},
                                         {4, position_near(base, 5000)},
                                         {2, position_near(base, 200000)},
                                         {2, position_one_bit_from(base)},
                                         {1, any_position()}});
}

template <typename Value>
rc::Gen<std::optional<Value>> perhaps(rc::Gen<Value> value) {
  return rc::gen::mapcat(arbitrary<bool>(), [=](bool present) {
    return present ? rc::gen::map(value, [](Value v) { return std::optional<Value>(v); })
                   : rc::gen::just(std::optional<Value>());
  });
}

rc::Gen<std::size_t> any_payload_length() {
  return rc::gen::weightedOneOf<std::size_t>({{5, rc::gen::just<std::size_t>(0)},
                                              {5, inRange<std::size_t>(1, 20)},
                                              {4, inRange<std::size_t>(1, 1461)},
                                              {1, inRange<std::size_t>(1, 65536)}});
}

rc::Gen<WireChecksum> any_checksum() {
  return rc::gen::element(WireChecksum::kRight, WireChecksum::kStale, WireChecksum::kOffloaded,
                          WireChecksum::kDamaged);
}

rc::Gen<Act> any_act(std::vector<Fate> fates) {
  return rc::gen::build<Act>(
      rc::gen::set(&Act::who, rc::gen::element(From::kClient, From::kServer)),
      rc::gen::set(&Act::doing,
                   rc::gen::weightedElement<Doing>(
                       {{5, Doing::kSend}, {4, Doing::kAcknowledge}, {1, Doing::kSendAgain}})),
      rc::gen::set(&Act::length, rc::gen::weightedOneOf<std::uint16_t>(
                                     {{1, inRange<std::uint16_t>(1, 1449)},
                                      {2, rc::gen::just<std::uint16_t>(1448)}})),
      rc::gen::set(&Act::fate,
                   rc::gen::weightedOneOf<Fate>({{6, rc::gen::just(Fate::kArrives)},
                                                 {1, rc::gen::elementOf(std::move(fates))}})),
      rc::gen::set(&Act::late, inRange<std::uint8_t>(1, 6)),
      rc::gen::set(&Act::transit, inRange<std::uint8_t>(0, 6)));
}

}  // namespace

rc::Gen<SeqNum> any_position() {
  const auto near = [](std::uint32_t base) { return position_near(SeqNum(base), 70000); };
  return rc::gen::oneOf(rc::gen::map(any_number(), [](std::uint32_t n) { return SeqNum(n); }),
                        near(0), near(0x80000000U));
}

rc::Gen<Circumstances> any_circumstances() {
  const auto initial =
      rc::gen::map(any_position(), [](SeqNum position) { return position.value(); });
  return rc::gen::build<Circumstances>(
      rc::gen::set(&Circumstances::client_initial, initial),
      rc::gen::set(&Circumstances::server_initial, initial),
      rc::gen::set(&Circumstances::timestamps, arbitrary<bool>()),
      rc::gen::set(&Circumstances::counted_ip_id, arbitrary<bool>()));
}

rc::Gen<std::vector<Act>> any_acts(std::vector<Fate> fates) {
  return rc::gen::container<std::vector<Act>>(any_act(std::move(fates)));
}

rc::Gen<WireSegment> any_segment(SeqNum base) {
  const auto flags = [] { return rc::gen::weightedElement<bool>({{6, false}, {1, true}}); };
  return rc::gen::exec([=] {
    WireSegment wire;
    wire.from = *rc::gen::element(From::kClient, From::kServer);
    wire.time_ns = *inRange<std::int64_t>(0, 1'000'000'000'000);
    wire.seq = *position_about(base);
    wire.ack = *perhaps(position_about(base));
    wire.syn = *flags();
    wire.fin = *flags();
    wire.rst = *flags();
    wire.window = *arbitrary<std::uint16_t>();
    wire.payload = stream_bytes(wire.from, wire.seq, *any_payload_length());
    wire.mss = *perhaps(arbitrary<std::uint16_t>());
    wire.window_shift = *perhaps(arbitrary<std::uint8_t>());
    if (const auto value = *perhaps(any_number())) {
      wire.timestamps = Timestamps{*value, *any_number()};
    } else if (*arbitrary<bool>()) {
      wire.sack = {{*position_about(base), *position_about(base)}};
    }
    wire.ip_id = *perhaps(inRange<std::uint16_t>(0, 30));
    wire.ttl = *arbitrary<std::uint8_t>();
    wire.meant_seq = *perhaps(position_about(base));
    if (wire.timestamps) {
      wire.meant_timestamps = *perhaps(rc::gen::just(Timestamps{*any_number(), *any_number()}));
    }
    wire.checksum = *any_checksum();
    wire.captured = *perhaps(inRange<std::size_t>(0, 70000));
    return wire;
  });
}

void showValue(const Circumstances& circumstances, std::ostream& stream) {
  stream << "client's ISN " << circumstances.client_initial << ", server's ISN "
         << circumstances.server_initial << (circumstances.timestamps ? ", timestamps" : "")
         << (circumstances.counted_ip_id ? ", counted IP ID" : "");
}

void showValue(const Act& act, std::ostream& stream) {
  stream << '\n' << act;
}

void showValue(const WireSegment& wire, std::ostream& stream) {
  stream << (wire.from == From::kClient ? "\n> " : "\n< ") << (wire.syn ? "S" : "")
         << (wire.fin ? "F" : "") << (wire.rst ? "R" : "") << ' ' << wire.seq.value() << '('
         << wire.payload.size() << ')';
  if (wire.ack) {
    stream << " ack " << wire.ack->value();
  }
}

}  // namespace seqbitflip::test

namespace seqbitflip {

void showValue(const SeqNum& position, std::ostream& stream) {
  stream << position.value();
}

}  // namespace seqbitflip
