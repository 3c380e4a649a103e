// SPDX-License-Identifier: GPL-2.0-or-later
// lab_forwarder: carries frames between the network namespaces of the traffic lab and impairs them
// on the way. It is started by record_traffic.py.
#include <csignal>
#include <iostream>

#include "corruptor.h"
#include "fault_options.h"
#include "path.h"

namespace {

volatile std::sig_atomic_t stop_requested = 0;

void request_stop(int) {
  stop_requested = 1;
}

struct Options {
  lab::Interfaces interfaces;
  lab::Impairment impairment;
  faults::FaultOptions fault;
  std::uint64_t seed = 1;
  std::string field;
  std::string checksum = "right";
  std::string toward = "both";
  std::string segment_kind;
  std::string events;
  double corrupt_percent = 1;
};

void add_path_options(CLI::App& app, Options& options) {
  app.add_option("--left", options.interfaces.left, "Interface towards the client")->required();
  app.add_option("--middle-left", options.interfaces.middle_left)->required();
  app.add_option("--middle-right", options.interfaces.middle_right)->required();
  app.add_option("--right", options.interfaces.right, "Interface towards the server")->required();
  const auto percent = CLI::Range(0.0, 100.0);
  lab::Impairment& impairment = options.impairment;
  app.add_option("--loss", impairment.loss_percent, "Percent, each stage")->check(percent);
  app.add_option("--duplicate", impairment.duplicate_percent, "Percent")->check(percent);
  app.add_option("--reorder", impairment.reorder_percent, "Percent")->check(percent);
  app.add_option("--delay-ms", impairment.delay_ms, "Of each stage")->check(CLI::NonNegativeNumber);
  app.add_option("--megabits", impairment.megabits_per_second)->check(CLI::PositiveNumber);
  app.add_option("--queue-ms", impairment.queue_ms)->check(CLI::NonNegativeNumber);
  app.add_option("--seed", options.seed);
}

void add_corruption_options(CLI::App& app, Options& options) {
  app.add_option("--corrupt", options.field, "Which number")->check(CLI::IsMember({"seq", "ack"}));
  app.add_option("--rate", options.corrupt_percent, "Percent of the segments")
      ->check(CLI::Range(0.0, 100.0));
  app.add_option("--checksum", options.checksum)->check(CLI::IsMember({"right", "stale"}));
  app.add_option("--toward", options.toward)->check(CLI::IsMember({"client", "server", "both"}));
  app.add_option("--segment-kind", options.segment_kind, "Only these")
      ->check(CLI::IsMember({"SYN", "SYN-ACK", "RST", "FIN", "data", "pure ACK"}));
  app.add_option("--events", options.events, "Where the corrupted frames are listed");
}

lab::CorruptionPlan plan(const Options& options, const CLI::Option_group& group,
                         faults::Random& random) {
  lab::CorruptionPlan plan;
  plan.field = faults::find_number_field(options.field);
  plan.fault = faults::make_fault(group, options.fault, random);
  plan.rate_percent = options.corrupt_percent;
  plan.stale_checksum = options.checksum == "stale";
  plan.toward_right = options.toward != "client";
  plan.toward_left = options.toward != "server";
  plan.segment_kind = options.segment_kind;
  return plan;
}

void run(const Options& options, const CLI::Option_group& group) {
  // Separate streams, so that the same seed impairs alike with and without corruption.
  faults::Random path_random(options.seed);
  faults::Random fault_random(options.seed + 1);
  lab::Corruptor corruptor(plan(options, group, fault_random), fault_random);
  lab::EventLog events(options.events);
  lab::Path path(options.interfaces, options.impairment, corruptor, events, path_random);
  std::signal(SIGTERM, request_stop);
  std::signal(SIGINT, request_stop);
  std::cout << "ready" << std::endl;
  path.run(stop_requested);
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App app{"Forwards frames between the hosts of the traffic lab and impairs them"};
  Options options;
  add_path_options(app, options);
  add_corruption_options(app, options);
  const auto* group = faults::add_fault_options(app, options.fault);
  try {
    app.parse(argc, argv);
    run(options, *group);
  } catch (const CLI::ParseError& error) {
    return app.exit(error);
  } catch (const std::exception& error) {
    std::cerr << "lab_forwarder: " << error.what() << '\n';
    return 2;
  }
  return 0;
}
