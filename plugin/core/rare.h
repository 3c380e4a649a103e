// SPDX-License-Identifier: GPL-2.0-or-later
//
// A value that few of its owners ever have: those without it keep a pointer in its place. Copied
// with its owner.
#pragma once

#include <memory>
#include <optional>
#include <utility>

namespace seqbitflip {

template <typename T>
class Rare {
 public:
  Rare() = default;
  ~Rare() = default;
  Rare(const Rare& other) : value_(other ? std::make_unique<T>(*other) : nullptr) {}
  Rare(Rare&&) noexcept = default;
  Rare& operator=(Rare other) noexcept {
    value_ = std::move(other.value_);
    return *this;
  }
  Rare& operator=(T value) {
    value_ = std::make_unique<T>(std::move(value));
    return *this;
  }

  explicit operator bool() const { return value_ != nullptr; }
  T& operator*() { return *value_; }
  const T& operator*() const { return *value_; }
  T* operator->() { return value_.get(); }
  const T* operator->() const { return value_.get(); }
  void reset() { value_.reset(); }

 private:
  std::unique_ptr<T> value_;
};

}  // namespace seqbitflip
