// SPDX-License-Identifier: GPL-2.0-or-later
#include "counted_memory.h"

#include <malloc.h>

#include <cstdlib>
#include <new>

namespace {

seqbitflip::bench::CountedMemory counted;

// The allocator's own header of each block.
constexpr std::size_t kHeader = sizeof(std::size_t);

void* allocate(std::size_t size) {
  void* memory = std::malloc(size);
  if (memory == nullptr) {
    throw std::bad_alloc();
  }
  ++counted.allocations;
  counted.bytes += malloc_usable_size(memory) + kHeader;
  return memory;
}

void release(void* memory) {
  if (memory != nullptr) {
    counted.bytes -= malloc_usable_size(memory) + kHeader;
    std::free(memory);
  }
}

}  // namespace

void* operator new(std::size_t size) {
  return allocate(size);
}
void operator delete(void* memory) noexcept {
  release(memory);
}
void operator delete(void* memory, std::size_t) noexcept {
  release(memory);
}

namespace seqbitflip::bench {

CountedMemory counted_memory() {
  return counted;
}

}  // namespace seqbitflip::bench
