// SPDX-License-Identifier: GPL-2.0-or-later
//
// A map that only grows, goes through its entries in the order in which they came, and never moves
// one: so that nothing which is told depends on where a hash put what.
#pragma once

#include <cstddef>
#include <cstdint>
#include <tuple>
#include <utility>
#include <vector>

namespace seqbitflip {

// Hash: a function of Key that gives 32 bits, all of them good.
template <typename Key, typename Value, typename Hash>
class ArrivalMap {
 public:
  using Entry = std::pair<const Key, Value>;

  std::size_t size() const { return size_; }

  // visit(key, value) for each.
  template <typename Visit>
  void for_each(const Visit& visit) {
    for (std::vector<Entry>& chunk : chunks_) {
      for (Entry& entry : chunk) {
        visit(entry.first, entry.second);
      }
    }
  }
  template <typename Visit>
  void for_each(const Visit& visit) const {
    for (const std::vector<Entry>& chunk : chunks_) {
      for (const Entry& entry : chunk) {
        visit(entry.first, entry.second);
      }
    }
  }

  // Null where there is none.
  const Value* find(const Key& key) const {
    if (slots_.empty()) {
      return nullptr;
    }
    const Slot& slot = slots_[place_of(key, hash_(key))];
    return slot.entry == kNone ? nullptr : &entry_at(slot.entry).second;
  }

  // The value of the key, a new one if there is none.
  Value& operator[](const Key& key) {
    if (size_ >= slots_.size() / 4 * 3) {
      grow();
    }
    const std::uint32_t hash = hash_(key);
    Slot& slot = slots_[place_of(key, hash)];
    if (slot.entry == kNone) {
      add(key);
      slot = {hash, static_cast<std::uint32_t>(size_ - 1)};
    }
    return entry_at(slot.entry).second;
  }

 private:
  static constexpr std::uint32_t kNone = 0xFFFFFFFF;
  static constexpr std::size_t kFirstSlots = 16;
  static constexpr std::size_t kChunk = 64;

  struct Slot {
    std::uint32_t hash = 0;
    std::uint32_t entry = kNone;
  };

  const Entry& entry_at(std::size_t i) const { return chunks_[i / kChunk][i % kChunk]; }
  Entry& entry_at(std::size_t i) { return chunks_[i / kChunk][i % kChunk]; }

  void add(const Key& key) {
    if (size_ % kChunk == 0) {
      chunks_.emplace_back().reserve(kChunk);
    }
    chunks_.back().emplace_back(std::piecewise_construct, std::forward_as_tuple(key),
                                std::forward_as_tuple());
    ++size_;
  }

  // Open addressing with linear probing: the slots are a power of two and never full.
  std::size_t place_of(const Key& key, std::uint32_t hash) const {
    std::size_t place = hash & (slots_.size() - 1);
    while (slots_[place].entry != kNone &&
           (slots_[place].hash != hash || !(entry_at(slots_[place].entry).first == key))) {
      place = (place + 1) & (slots_.size() - 1);
    }
    return place;
  }

  void grow() {
    std::vector<Slot> before(slots_.empty() ? kFirstSlots : slots_.size() * 2);
    slots_.swap(before);
    for (const Slot& slot : before) {
      if (slot.entry != kNone) {
        std::size_t place = slot.hash & (slots_.size() - 1);
        while (slots_[place].entry != kNone) {
          place = (place + 1) & (slots_.size() - 1);
        }
        slots_[place] = slot;
      }
    }
  }

  Hash hash_;
  std::vector<std::vector<Entry>> chunks_;  // each with room for kChunk
  std::size_t size_ = 0;
  std::vector<Slot> slots_;
};

}  // namespace seqbitflip
