// vigia sim: makes the traffic of a scenario.
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <memory>
#include <optional>
#include <sstream>

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <unistd.h>

#include "app/chart.h"
#include "app/out_file.h"
#include "app/output.h"
#include "app/read_by.h"
#include "app/verbs.h"
#include "io/sim/simulate.h"
#include "io/sim/waters_text.h"

namespace vigia::app {

namespace {

constexpr std::uintmax_t longest_file = 16 * 1024 * 1024;

struct Asked {
    std::string scenario, out, truth, start;
    std::uint64_t seed = 1;
    int days = 0;
    int truth_step = 60;
};

Result<std::string> text_of(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    if (!file) return fail(ErrorKind::not_found, "cannot read " + path + ": there is no such file, or no right to read it.");
    std::string text;
    char block[65536];
    while (file.read(block, sizeof block), file.gcount() > 0) {
        text.append(block, static_cast<std::size_t>(file.gcount()));
        if (text.size() > longest_file) return fail(ErrorKind::limit, path + " is longer than 16 MB; a scenario is a short text.");
    }
    return text;
}

/// An outlet into a file, which ends the run when somebody stops it.
Result<sim::Outlet> outlet(const std::string& path, std::optional<OutFile>& file, const Interruption& interruption) {
    if (path.empty()) return sim::Outlet{};
    auto opened = OutFile::open(path);
    if (!opened) return fail(std::move(opened));
    file.emplace(std::move(*opened));
    return sim::Outlet{[&](std::string_view block) {
        return interruption.asked() ? Error{ErrorKind::unavailable, "interrupted"} : file->write(block);
    }};
}

/// Why these outputs cannot be; empty when they can.
std::string fault_of_outputs(const Asked& asked) {
    if (asked.out.empty() && asked.truth.empty())
        return "without an output nothing is made.\n  Name one: --out traffic.nmea, --out - for standard output, or --truth truth.jsonl.zst";
    std::error_code ignored;
    const auto place = [&](const std::string& path) { return std::filesystem::weakly_canonical(path, ignored); };
    if (!asked.out.empty() && !asked.truth.empty() && place(asked.out) == place(asked.truth))
        return "--out and --truth are the same file.\n  Name two.";
    return {};
}

/// A fault of the scenario is one of configuration.
Exit told_of_scenario(const Error& error) {
    const Exit exit = told(error);
    return error.kind == ErrorKind::bad_input ? Exit::configuration : exit;
}

void report(const sim::Summary& s, const traffic::Scenario& scenario, std::uint64_t seed) {
    fmt::print(stderr,
               "{{\"scenario\":\"{}\",\"seed\":{},\"start\":\"{}\",\"end\":\"{}\",\"vessels\":{},\"vessels_at_start\":{},"
               "\"messages\":{},\"heard\":{},\"received\":{},\"lines\":{},\"transits\":{},\"panamax\":{},\"neopanamax\":{},"
               "\"slots_unused\":{},\"diverted\":{},\"without_tug\":{},\"without_pilot_boat\":{},\"stranded\":{}}}\n",
               scenario.name, seed, to_iso(s.start), to_iso(s.end), s.vessels, s.vessels_at_start, s.transmitted, s.heard,
               s.received, s.lines, s.traffic.transits, s.traffic.panamax, s.traffic.neopanamax, s.traffic.slots_unused,
               s.traffic.diverted, s.traffic.without_tug, s.traffic.without_pilot_boat, s.traffic.stranded);
}

Exit run(const Asked& asked) {
    if (const std::string fault = fault_of_outputs(asked); !fault.empty()) {
        fmt::print(stderr, "vigia: {}\n", fault);
        return Exit::usage;
    }
    auto text = text_of(asked.scenario);
    if (!text) return told(text.error());
    auto scenario = traffic::scenario_from_toml(*text, asked.scenario);
    if (!scenario) return told_of_scenario(scenario.error());
    auto waters = sim::waters_from_geojson(sim::canal_routes());
    if (!waters) return told(waters.error());
    sim::Options options;
    options.seed = asked.seed;
    options.truth_step = std::chrono::seconds(asked.truth_step);
    if (asked.days > 0) options.days = asked.days;
    if (!asked.start.empty()) options.start = time_from_iso(asked.start).value();  // checked when it was read
    if (!asked.truth.empty()) {
        auto chart = usual_chart();
        if (!chart) return told(chart.error());
        options.chart = std::move(*chart);
    }
    const Interruption interruption;
    std::optional<OutFile> nmea, truth;
    sim::Outlets outlets;
    auto first = outlet(asked.out, nmea, interruption), second = outlet(asked.truth, truth, interruption);
    if (!first) return told(first.error());
    if (!second) return told(second.error());
    outlets.nmea = *first;
    outlets.truth = *second;
    if (isatty(STDERR_FILENO) != 0) {
        outlets.progress = [](Time now, Time end) { fmt::print(stderr, "\r{} of {} ", to_iso(now), to_iso(end)); };
    }
    auto summary = sim::simulate(*scenario, std::move(*waters), options, outlets);
    if (outlets.progress) fmt::print(stderr, "\r");
    if (interruption.asked()) return Exit::interrupted;
    if (!summary) return told_of_scenario(summary.error());
    for (auto* file : {&nmea, &truth}) {
        if (!*file) continue;
        if (const auto error = (*file)->close()) return told(*error);
    }
    report(*summary, *scenario, asked.seed);
    return Exit::done;
}

}  // namespace

void add_sim(CLI::App& cli, Work& work) {
    auto asked = std::make_shared<Asked>();
    CLI::App* verb = cli.add_subcommand("sim", "Makes lawful, lifelike traffic: AIVDM lines, and the truth beside them.");
    verb->add_option("scenario", asked->scenario, "the scenario, a TOML file (docs/scenarios.md)")->required();
    verb->add_option("--seed", asked->seed, "the same seed gives the same bytes")->check(CLI::NonNegativeNumber)->capture_default_str();
    verb->add_option("--out", asked->out, "where the AIVDM lines go; - is standard output, .zst compresses; a file is written whole or not at all");
    verb->add_option("--truth", asked->truth, "where the true states and occurrences go, as JSON lines; .zst compresses");
    verb->add_option("--truth-step", asked->truth_step, "seconds between true states of all vessels")
        ->check(CLI::Range(1, 86'400))->capture_default_str();
    verb->add_option("--days", asked->days, "instead of the scenario's")->check(CLI::Range(1, traffic::most_days));
    verb->add_option("--start", asked->start, "UTC time as 2026-03-02T05:00:00Z, instead of the scenario's")
        ->check(read_by(time_from_iso));
    verb->callback([asked, &work] { work = [asked] { return run(*asked); }; });
}

}  // namespace vigia::app
