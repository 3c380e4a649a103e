// SPDX-License-Identifier: GPL-2.0-or-later
#include "conversation.h"

#include <algorithm>
#include <array>
#include <deque>
#include <ostream>

namespace seqbitflip::test {

namespace {

constexpr std::uint32_t kWindow = 60000;
constexpr std::int64_t kActTakes = 1'500'000;  // nanoseconds
constexpr std::uint8_t kDelayedBeyondReason = 200;

struct Sent {
  SeqNum start{0};
  std::uint32_t length = 0;
};

// A stream's receiving end: what is in order, and the pieces beyond.
class Reassembly {
 public:
  void start_at(SeqNum next) { next_ = next; }
  SeqNum next() const { return next_; }

  void take(SeqNum start, SeqNum end) {
    pieces_.emplace_back(start, end);
    bool moved = true;
    while (moved) {
      moved = false;
      for (const auto& [first, last] : pieces_) {
        if (!is_after(first, next_) && is_after(last, next_)) {
          next_ = last;
          moved = true;
        }
      }
    }
    std::erase_if(pieces_, [&](const auto& piece) { return !is_after(piece.second, next_); });
  }

 private:
  SeqNum next_{0};
  std::vector<std::pair<SeqNum, SeqNum>> pieces_;
};

struct End {
  SeqNum next{0};
  SeqNum acknowledged{0};
  std::deque<Sent> unacknowledged;
  Reassembly received;
  std::uint16_t ip_id = 0;
  std::uint32_t clock = 0;  // its timestamps' value at the beginning
  std::uint32_t echo = 0;
};

struct OnItsWay {
  WireSegment wire;
  std::size_t due = 0;  // the act before which it passes the capture, or arrives
  std::size_t transit = 0;
  Fate fate = Fate::kArrives;
  bool damaged = false;
};

class Network {
 public:
  explicit Network(const Circumstances& circumstances) : circumstances_(circumstances) {
    end(From::kClient).next = SeqNum(circumstances.client_initial);
    end(From::kServer).next = SeqNum(circumstances.server_initial);
    end(From::kClient).ip_id = 20000;
    end(From::kServer).ip_id = 45000;
    end(From::kClient).clock = 700000;
    end(From::kServer).clock = 4294960000U;  // wraps during a long conversation
  }

  std::vector<Passed> run(const std::vector<Act>& acts) {
    shake_hands();
    for (const Act& act : acts) {
      deliver_what_is_due();
      perform(act);
      ++now_;
    }
    now_ += kDelayedBeyondReason;
    deliver_what_is_due();
    return std::move(passed_);
  }

 private:
  End& end(From from) { return ends_[static_cast<std::size_t>(from)]; }

  WireSegment segment(From from, SeqNum seq, std::uint32_t length) {
    End& sender = end(from);
    WireSegment wire;
    wire.from = from;
    wire.time_ns = static_cast<std::int64_t>(now_) * kActTakes;
    wire.seq = seq;
    wire.payload = stream_bytes(from, seq, length);
    if (circumstances_.counted_ip_id) {
      wire.ip_id = sender.ip_id++;
    }
    if (circumstances_.timestamps) {
      const auto milliseconds = static_cast<std::uint32_t>(wire.time_ns / 1'000'000);
      wire.timestamps = Timestamps{sender.clock + milliseconds, sender.echo};
    }
    wire.ack = sender.received.next();
    return wire;
  }

  void shake_hands() {
    for (const From from : {From::kClient, From::kServer}) {
      WireSegment syn = segment(from, end(from).next, 0);
      syn.syn = true;
      syn.mss = 1460;
      syn.window_shift = 0;
      syn.sack_permitted = true;
      if (from == From::kClient) {
        syn.ack.reset();
      }
      pass(syn, false);
      const SeqNum first = end(from).next + SeqLength(1);
      end(from).next = end(from).acknowledged = first;
      end(other_end(from)).received.start_at(first);
      if (syn.timestamps) {
        end(other_end(from)).echo = syn.timestamps->value;
      }
      ++now_;
    }
    pass(segment(From::kClient, end(From::kClient).next, 0), false);
    ++now_;
  }

  void perform(const Act& act) {
    End& sender = end(act.who);
    if (act.doing == Doing::kAcknowledge) {
      send(segment(act.who, sender.next, 0), act);
    } else if (act.doing == Doing::kSendAgain) {
      if (!sender.unacknowledged.empty()) {
        const Sent again = sender.unacknowledged.front();
        send(segment(act.who, again.start, again.length), act);
      }
    } else if (act.length > 0 &&
               length_between(sender.acknowledged, sender.next).bytes() + act.length <= kWindow) {
      const SeqNum start = sender.next;
      sender.next = start + SeqLength(act.length);
      sender.unacknowledged.push_back({start, act.length});
      send(segment(act.who, start, act.length), act);
    }
  }

  void send(WireSegment wire, const Act& act) {
    if (act.flipped_bit) {
      wire.meant_seq = wire.seq;
      wire.seq = SeqNum(wire.seq.value() ^ (1U << *act.flipped_bit));
      wire.checksum = WireChecksum::kStale;
    }
    OnItsWay on_its_way{std::move(wire), now_, act.transit, act.fate, act.flipped_bit.has_value()};
    if (act.fate == Fate::kLostUnseen) {
      return;
    }
    if (act.fate == Fate::kDelayed) {
      on_its_way.due = now_ + act.late;
      before_capture_.push_back(std::move(on_its_way));
    } else {
      pass_and_go_on(std::move(on_its_way));
    }
  }

  void pass(const WireSegment& wire, bool damaged) {
    const SeqNum meant = wire.meant_seq.value_or(wire.seq);
    auto& highest = highest_captured_[static_cast<std::size_t>(wire.from)];
    const bool in_order = highest == meant;
    if (!damaged) {
      const SeqNum reached =
          meant + SeqLength(static_cast<std::uint32_t>(wire.payload.size()) + (wire.syn ? 1U : 0U));
      highest = highest ? later_of(*highest, reached) : reached;
    }
    passed_.push_back({wire, damaged, in_order});
    passed_.back().wire.time_ns = static_cast<std::int64_t>(now_) * kActTakes;
  }

  void pass_and_go_on(OnItsWay segment) {
    pass(segment.wire, segment.damaged);
    if (segment.fate == Fate::kTwice) {
      pass(segment.wire, segment.damaged);
    }
    if (segment.fate != Fate::kLost && !segment.damaged) {
      segment.due = now_ + 1 + segment.transit;
      after_capture_.push_back(std::move(segment));
    }
  }

  void deliver_what_is_due() {
    take_due(before_capture_, [&](OnItsWay& s) { pass_and_go_on(std::move(s)); });
    take_due(after_capture_, [&](const OnItsWay& s) { arrive(s.wire); });
  }

  template <typename Take>
  void take_due(std::vector<OnItsWay>& waiting, Take take) {
    const auto due = std::stable_partition(waiting.begin(), waiting.end(),
                                           [&](const OnItsWay& s) { return s.due > now_; });
    std::vector<OnItsWay> taken(std::make_move_iterator(due),
                                std::make_move_iterator(waiting.end()));
    waiting.erase(due, waiting.end());
    std::for_each(taken.begin(), taken.end(), take);
  }

  void arrive(const WireSegment& wire) {
    End& receiver = end(other_end(wire.from));
    receiver.received.take(wire.seq,
                           wire.seq + SeqLength(static_cast<std::uint32_t>(wire.payload.size())));
    if (wire.timestamps && is_after(SeqNum(wire.timestamps->value), SeqNum(receiver.echo))) {
      receiver.echo = wire.timestamps->value;
    }
    if (wire.ack && is_after(*wire.ack, receiver.acknowledged)) {
      receiver.acknowledged = *wire.ack;
      while (!receiver.unacknowledged.empty() &&
             !is_after(receiver.unacknowledged.front().start +
                           SeqLength(receiver.unacknowledged.front().length),
                       receiver.acknowledged)) {
        receiver.unacknowledged.pop_front();
      }
    }
  }

  Circumstances circumstances_;
  std::array<End, 2> ends_;
  std::array<std::optional<SeqNum>, 2> highest_captured_;
  std::vector<OnItsWay> before_capture_;
  std::vector<OnItsWay> after_capture_;
  std::vector<Passed> passed_;
  std::size_t now_ = 0;
};

}  // namespace

std::vector<Passed> converse(const Circumstances& circumstances, const std::vector<Act>& acts) {
  return Network(circumstances).run(acts);
}

std::ostream& operator<<(std::ostream& stream, const Act& act) {
  constexpr std::array<const char*, 3> kDoings = {"sends", "acknowledges", "sends again"};
  constexpr std::array<const char*, 5> kFates = {"arrives", "lost", "lost unseen", "twice",
                                                 "delayed"};
  stream << (act.who == From::kClient ? "client " : "server ")
         << kDoings.at(static_cast<std::size_t>(act.doing)) << ' ' << act.length << " ("
         << kFates.at(static_cast<std::size_t>(act.fate)) << ", late " << int{act.late}
         << ", transit " << int{act.transit};
  if (act.flipped_bit) {
    stream << ", bit " << int{*act.flipped_bit};
  }
  return stream << ')';
}

}  // namespace seqbitflip::test
