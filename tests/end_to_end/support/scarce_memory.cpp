// SPDX-License-Identifier: GPL-2.0-or-later
//
// Preloaded, it makes C++ run out of memory where a piece of it takes more than MOST_AT_ONCE bytes,
// and leaves C alone: GLib ends the program where its own memory runs out.
#include <cstdlib>
#include <new>

void* operator new(std::size_t size) {
  static const std::size_t most = std::strtoull(std::getenv("MOST_AT_ONCE"), nullptr, 10);
  void* const memory = size <= most ? std::malloc(size) : nullptr;
  if (memory == nullptr) {
    throw std::bad_alloc();
  }
  return memory;
}

void operator delete(void* memory) noexcept {
  std::free(memory);
}

void operator delete(void* memory, std::size_t) noexcept {
  std::free(memory);
}
