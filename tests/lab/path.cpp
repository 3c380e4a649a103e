// SPDX-License-Identifier: GPL-2.0-or-later
// See path.h.
#include "path.h"

#include <pcap/dlt.h>
#include <poll.h>

#include <algorithm>
#include <utility>

#include "segmentation.h"
#include "tcp_locator.h"

namespace lab {
namespace {

constexpr std::size_t kLeft = 0;
constexpr std::size_t kMiddleLeft = 1;
constexpr std::size_t kMiddleRight = 2;
constexpr std::size_t kRight = 3;

// What comes in by a port leaves by its partner, and the far end of the middle wire.
constexpr std::array<std::size_t, 4> kPartner{kMiddleLeft, kLeft, kRight, kMiddleRight};

bool is_middle(std::size_t port) {
  return port == kMiddleLeft || port == kMiddleRight;
}

std::size_t other_end(std::size_t middle) {
  return middle == kMiddleLeft ? kMiddleRight : kMiddleLeft;
}

Clock::duration milliseconds(double count) {
  return std::chrono::duration_cast<Clock::duration>(
      std::chrono::duration<double, std::milli>(count));
}

}  // namespace

Path::Path(const Interfaces& interfaces, const Impairment& impairment, Corruptor& corruptor,
           EventLog& events, faults::Random& random)
    : ports_{Port{PacketSocket(interfaces.left), interfaces.left},
             Port{PacketSocket(interfaces.middle_left), interfaces.middle_left},
             Port{PacketSocket(interfaces.middle_right), interfaces.middle_right},
             Port{PacketSocket(interfaces.right), interfaces.right}},
      impairment_(impairment),
      corruptor_(corruptor),
      events_(events),
      random_(random) {}

void Path::run(const volatile std::sig_atomic_t& stop) {
  std::array<pollfd, 4> descriptors{};
  for (std::size_t i = 0; i < ports_.size(); ++i) {
    descriptors[i] = {.fd = ports_[i].socket.descriptor(), .events = POLLIN, .revents = 0};
  }
  while (stop == 0) {
    auto wait = milliseconds(200);
    if (!waiting_.empty()) wait = std::min(wait, waiting_.top().due - Clock::now());
    const auto nanoseconds = std::max<std::int64_t>(0, std::chrono::nanoseconds(wait).count());
    const timespec timeout{.tv_sec = 0, .tv_nsec = nanoseconds};
    ppoll(descriptors.data(), descriptors.size(), &timeout, nullptr);
    for (std::size_t i = 0; i < ports_.size(); ++i) receive_all(i, Clock::now());
    send_due(Clock::now());
  }
}

bool Path::happens(double percent) {
  return static_cast<double>(random_() % 1'000'000) < percent * 10'000;
}

void Path::receive_all(std::size_t in, Clock::time_point now) {
  while (auto frame = ports_[in].socket.receive()) {
    for (Bytes& bytes : as_on_the_wire(std::move(*frame))) enqueue(in, std::move(bytes), now);
  }
}

void Path::enqueue(std::size_t in, Bytes bytes, Clock::time_point now) {
  std::optional<Corruption> corruption;
  if (is_middle(in)) corruption = recognise(in, bytes);
  const std::size_t out = kPartner[in];
  if (!faults::locate_tcp(DLT_EN10MB, bytes)) {
    waiting_.push({now, order_++, out, std::move(bytes), std::nullopt});
    return;
  }
  if (happens(impairment_.loss_percent)) return;
  if (happens(impairment_.duplicate_percent)) wait_for_link(out, bytes, corruption, now);
  wait_for_link(out, std::move(bytes), std::move(corruption), now);
}

void Path::wait_for_link(std::size_t out, Bytes bytes, std::optional<Corruption> corruption,
                         Clock::time_point now) {
  const auto start = std::max(now, link_free_[out]);
  if (start - now > milliseconds(impairment_.queue_ms)) return;
  const double bits = static_cast<double>(bytes.size()) * 8;
  link_free_[out] = start + milliseconds(bits / (impairment_.megabits_per_second * 1000));
  auto due = link_free_[out] + milliseconds(impairment_.delay_ms);
  if (happens(impairment_.reorder_percent)) {
    due += milliseconds(5 + static_cast<double>(random_() % 25));
  }
  waiting_.push({due, order_++, out, std::move(bytes), std::move(corruption)});
}

void Path::send_due(Clock::time_point now) {
  while (!waiting_.empty() && waiting_.top().due <= now) {
    Waiting frame = waiting_.top();
    waiting_.pop();
    leave(std::move(frame));
  }
}

void Path::leave(Waiting frame) {
  const bool into_middle = is_middle(frame.out);
  if (into_middle) {
    frame.corruption = corruptor_.apply(frame.bytes, frame.out == kMiddleLeft);
  }
  if (frame.corruption) events_.sent(*frame.corruption, ports_[frame.out].name);
  ports_[frame.out].socket.send(frame.bytes);
  if (into_middle) {
    on_wire_[other_end(frame.out)].push_back({std::move(frame.bytes), std::move(frame.corruption)});
  }
}

// The wire keeps the order, so the oldest equal frame is the one; older ones were lost on it.
std::optional<Corruption> Path::recognise(std::size_t in, const Bytes& bytes) {
  auto& wire = on_wire_[in];
  const auto found = std::find_if(wire.begin(), wire.end(),
                                  [&](const OnWire& frame) { return frame.bytes == bytes; });
  if (found == wire.end()) return std::nullopt;
  auto corruption = std::move(found->corruption);
  wire.erase(wire.begin(), std::next(found));
  return corruption;
}

}  // namespace lab
