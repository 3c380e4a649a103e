// SPDX-License-Identifier: GPL-2.0-or-later
// inject-faults: corrupts TCP sequence and acknowledgment numbers, SACK edges or timestamps in a
// copy of a capture and writes down which, so that a detector can be tried on it.
#include <filesystem>
#include <fstream>
#include <iostream>

#include "capture_file.h"
#include "fault_options.h"
#include "injection.h"

namespace {

constexpr int kFailure = 2;

struct Options {
  std::string input;
  std::string output;
  std::string truth;
  std::string field = "seq";
  std::string checksum = "stale";
  std::string frames;
  std::string direction = "both";
  faults::FaultOptions fault;
  faults::InjectionPlan plan;
};

void add_what(CLI::App& app, Options& options) {
  app.add_option("input", options.input, "Capture file, pcap or pcapng")->required();
  app.add_option("output", options.output, "The corrupted copy, pcap")->required();
  app.add_option("--truth", options.truth,
                 "Where the changes are written (default: the output's name, .truth.json)");
  std::vector<std::string> names;
  for (const auto& field : faults::number_fields()) names.emplace_back(field.name);
  app.add_option("--field", options.field,
                 "The number to corrupt; of several SACK edges of a segment one, each in its turn")
      ->check(CLI::IsMember(names))
      ->capture_default_str();
  app.add_option("--checksum", options.checksum,
                 "stale: left as it was, as if damaged on the way; right: made to fit the new "
                 "number, as a device does that rewrites it")
      ->check(CLI::IsMember({"stale", "right"}))
      ->capture_default_str();
  app.add_option("--seed", options.plan.seed, "The same seed makes the same faults")
      ->capture_default_str();
}

void add_selection(CLI::App& app, Options& options) {
  auto& selection = options.plan.selection;
  const auto positive = CLI::Range(std::uint64_t{1}, std::uint64_t{1} << 62);
  app.add_option("--rate", selection.rate_percent, "Percent of the segments")
      ->check(CLI::Range(0.0, 100.0));
  app.add_option("--every", selection.every, "Every Nth segment")->check(positive);
  app.add_option("--count", selection.count,
                 "At most so many; without --rate and --every, at random over the whole capture")
      ->check(positive);
  app.add_option("--min-gap", selection.gap,
                 "At most one of so many successive segments of a connection")
      ->check(positive)
      ->capture_default_str();
  app.add_option("--segment-kind", selection.segment_kinds, "Only this kind; may be repeated")
      ->check(CLI::IsMember({"SYN", "SYN-ACK", "data", "pure ACK", "FIN", "RST"}));
  auto* port = app.add_option("--port", selection.port, "Only segments from or to this port");
  app.add_option("--direction", options.direction, "Only segments from, or to, that port")
      ->check(CLI::IsMember({"both", "from", "to"}))
      ->needs(port)
      ->capture_default_str();
  app.add_option("--frames", options.frames, "Only these frames, such as 5,9,20-30");
}

void complete_plan(Options& options, const CLI::Option_group& group) {
  using faults::Direction;
  faults::InjectionPlan& plan = options.plan;
  plan.field = faults::find_number_field(options.field);
  plan.stale_checksum = options.checksum == "stale";
  plan.selection.direction = options.direction == "from" ? Direction::kFromPort
                             : options.direction == "to" ? Direction::kToPort
                                                         : Direction::kBoth;
  if (!options.frames.empty()) {
    const auto frames = faults::parse_frame_list(options.frames);
    if (!frames) {
      throw CLI::ValidationError("--frames",
                                 "give a list such as 5,9,20-30, not " + options.frames);
    }
    plan.selection.frames = *frames;
  }
  plan.make_fault = [&group, &options](faults::Random& random) {
    return faults::make_fault(group, options.fault, random);
  };
  // A bad value of a fault's option shows before any file is opened.
  faults::Random trial(plan.seed);
  plan.make_fault(trial);
  if (options.truth.empty()) {
    options.truth = std::filesystem::path(options.output).replace_extension(".truth.json").string();
  }
}

void write_truth(const Options& options, const std::vector<std::string>& arguments,
                 const faults::InjectionResult& result) {
  const nlohmann::ordered_json truth{
      {"file", std::filesystem::path(options.output).filename().string()},
      {"made_from", std::filesystem::path(options.input).filename().string()},
      {"seed", options.plan.seed},
      {"options", arguments},
      {"changes", faults::truth_of(options.plan, result)},
  };
  std::ofstream out(options.truth);
  out << truth.dump(1) << '\n' << std::flush;
  if (!out) throw faults::CaptureError(options.truth + " cannot be written");
}

int run(const Options& options, const std::vector<std::string>& arguments) {
  const auto result = faults::inject(options.input, options.output, options.plan);
  write_truth(options, arguments, result);
  std::cout << options.output << ": " << result.changes.size() << " of " << result.candidates
            << " possible segments corrupted, " << result.frames << " frames; truth in "
            << options.truth << '\n';
  if (!result.damage.empty()) {
    std::cerr << "inject-faults: " << options.input << " is damaged after frame " << result.frames
              << ": " << result.damage << '\n';
  }
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App app{
      "Corrupts TCP sequence or acknowledgment numbers, SACK edges or timestamps in a copy of a "
      "capture and writes down which ones. Without a kind of fault, 1 to 6 random bits are "
      "flipped; without a choice of "
      "segments, every one is corrupted. TCP inside tunnels, fragments, damaged frames and frames "
      "cut short stay as they are."};
  Options options;
  add_what(app, options);
  const auto* group = faults::add_fault_options(app, options.fault);
  add_selection(app, options);
  try {
    app.parse(argc, argv);
    complete_plan(options, *group);
    return run(options, std::vector<std::string>(argv + 1, argv + argc));
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? 0 : kFailure;
  } catch (const std::exception& error) {
    std::cerr << "inject-faults: " << error.what() << '\n';
    return kFailure;
  }
}
