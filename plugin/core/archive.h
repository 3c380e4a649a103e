// SPDX-License-Identifier: GPL-2.0-or-later
//
// What is known of a connection, written into few bytes and read again. Each class says once, in
// its exchange(), what it consists of, and the same description writes and reads it: the two cannot
// disagree. Values of a kind are written as their distance from the one before: most are near it.
#pragma once

#include <array>
#include <bit>
#include <concepts>
#include <cstdint>
#include <memory>
#include <optional>
#include <type_traits>
#include <utility>
#include <vector>

#include "archive_values.h"
#include "connection_key.h"
#include "direction.h"
#include "passage.h"
#include "passage_book.h"
#include "rare.h"
#include "segment.h"
#include "seq_num.h"

namespace seqbitflip {

// What is not written, since whoever reads it knows it.
struct ArchiveContext {
  const ConnectionKey& key;
  std::int64_t epoch_ns;  // a time near that of most frames
  PassageBook& passages;
};

// Values: an ArchiveWriter or an ArchiveReader.
template <typename Values>
class Archive {
 public:
  Archive(Values& values, const ArchiveContext& context)
      : values_(values), context_(context), time_ns_(context.epoch_ns) {}

  void flag(bool& value) { value = values_.next_flag(value); }

  template <std::unsigned_integral Number>
  void number(Number& value) {
    value = static_cast<Number>(values_.next(value));
  }
  template <typename Number>
  requires std::is_enum_v<Number>
  void number(Number& value) {
    value = static_cast<Number>(values_.next(static_cast<std::uint64_t>(value)));
  }
  void number(SeqLength& value) {
    value = SeqLength(static_cast<std::uint32_t>(values_.next(value.bytes())));
  }
  void random(std::uint32_t& value) { value = values_.next_random(value); }
  // Takes no room where it is `usual`.
  void number(float& value, float usual) {
    const std::uint32_t bits =
        std::bit_cast<std::uint32_t>(value) ^ std::bit_cast<std::uint32_t>(usual);
    value = std::bit_cast<float>(static_cast<std::uint32_t>(values_.next(bits)) ^
                                 std::bit_cast<std::uint32_t>(usual));
  }

  // A sequence number of what is sent in this direction, or the acknowledgment of it.
  // Takes no room where it is the one before plus `expected_step`.
  void position(Direction direction, SeqNum& value, SeqLength expected_step = SeqLength(0)) {
    auto& before = positions_[static_cast<std::size_t>(direction)];
    value = SeqNum(near(before, value.value(), expected_step.bytes()));
  }
  // A TSval of what is sent in this direction, or the echo of it.
  void ticks(Direction direction, std::uint32_t& value) {
    value = near(ticks_[static_cast<std::size_t>(direction)], value);
  }
  // An IP identification of what is sent in this direction. Takes no room where it is the next one.
  void ip_id(Direction direction, std::uint16_t& value) {
    auto& before = ip_ids_[static_cast<std::size_t>(direction)];
    value = static_cast<std::uint16_t>(near(before, value, 1));
  }
  // 0: none.
  void frame(std::uint32_t& value) {
    bool is_any = value != 0;
    flag(is_any);
    value = is_any ? near(frame_, value) : 0U;
  }
  // Of what was captured.
  void known_frame(std::uint32_t& value) { value = near(frame_, value); }
  // 0: none.
  void time(std::int64_t& value) {
    bool is_any = value != 0;
    flag(is_any);
    if (!is_any) {
      value = 0;
      return;
    }
    const std::uint64_t step =
        static_cast<std::uint64_t>(value) - static_cast<std::uint64_t>(time_ns_);
    time_ns_ = static_cast<std::int64_t>(static_cast<std::uint64_t>(time_ns_) +
                                         unfolded(values_.next(folded(step))));
    value = time_ns_;
  }

  // exchange_it(value) for what is there.
  template <typename T, typename ExchangeIt>
  void optional(std::optional<T>& value, const ExchangeIt& exchange_it) {
    bool is_there = value.has_value();
    flag(is_there);
    if (!is_there) {
      value.reset();
      return;
    }
    if constexpr (Values::kReads) {
      if constexpr (std::default_initializable<T>) {
        value.emplace();
      } else {
        value.emplace(T{0});
      }
    }
    exchange_it(*value);
  }
  template <typename T>
  void optional(std::optional<T>& value) {
    optional(value, [&](T& it) { number(it); });
  }
  void optional_position(Direction direction, std::optional<SeqNum>& value,
                         SeqLength expected_step = SeqLength(0)) {
    optional(value, [&](SeqNum& it) { position(direction, it, expected_step); });
  }
  template <typename T, typename ExchangeIt>
  void rare(Rare<T>& value, const ExchangeIt& exchange_it) {
    bool is_there = static_cast<bool>(value);
    flag(is_there);
    if constexpr (Values::kReads) {
      if (is_there) {
        value = T{};
      } else {
        value.reset();
      }
    }
    if (is_there) {
      exchange_it(*value);
    }
  }
  template <typename T, typename ExchangeIt>
  void owned(std::unique_ptr<T>& value, const ExchangeIt& exchange_it) {
    bool is_there = value != nullptr;
    flag(is_there);
    if constexpr (Values::kReads) {
      value = is_there ? std::make_unique<T>() : nullptr;
    }
    if (is_there) {
      exchange_it(*value);
    }
  }
  // exchange_it(element) for each.
  template <typename T, typename ExchangeIt>
  void list(std::vector<T>& elements, const ExchangeIt& exchange_it) {
    std::size_t size = elements.size();
    number(size);
    elements.resize(size);
    for (T& element : elements) {
      exchange_it(element);
    }
  }

  // Edges of what is sent in this direction.
  void sack(Direction direction, SackBlocks& blocks) {
    number(blocks.count);
    number(blocks.offset);
    for (std::size_t i = 0; i < blocks.count; ++i) {
      position(direction, blocks.block[i].left);
      position(direction, blocks.block[i].right);
    }
  }

  // The addresses of a segment are those of its connection, unless that is not known.
  void passage(Direction direction, Passage& value) {
    bool is_of_connection = ConnectionKey(value.source, value.destination) == context_.key &&
                            context_.key.direction_from(value.source) == direction;
    flag(is_of_connection);
    std::uint32_t known_as = 0;
    if constexpr (!Values::kReads) {
      Passage written = value;
      if (is_of_connection) {
        written.source = {};
        written.destination = {};
      }
      known_as = context_.passages.number_of(written);
    }
    number(known_as);
    if constexpr (Values::kReads) {
      value = context_.passages[known_as];
      if (is_of_connection) {
        value.source = context_.key.sender_in(direction);
        value.destination = context_.key.sender_in(opposite(direction));
      }
    }
  }

 private:
  // Small numbers for small steps in both directions.
  static std::uint64_t folded(std::uint64_t step) { return step << 1 ^ (0 - (step >> 63)); }
  static std::uint64_t unfolded(std::uint64_t value) { return value >> 1 ^ (0 - (value & 1)); }

  // The value by its distance from where it is expected, the one before plus `expected_step`,
  // modulo 2^32.
  std::uint32_t near(std::uint32_t& before, std::uint32_t value, std::uint32_t expected_step = 0) {
    const std::uint32_t expected = before + expected_step;
    const auto step = static_cast<std::int32_t>(value - expected);
    const auto wide = static_cast<std::uint64_t>(static_cast<std::int64_t>(step));
    before = expected + static_cast<std::uint32_t>(unfolded(values_.next(folded(wide))));
    return before;
  }

  Values& values_;
  ArchiveContext context_;
  std::array<std::uint32_t, 2> positions_{};
  std::array<std::uint32_t, 2> ticks_{};
  std::array<std::uint32_t, 2> ip_ids_{};
  std::uint32_t frame_ = 0;
  std::int64_t time_ns_;
};

}  // namespace seqbitflip
