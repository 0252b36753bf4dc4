// vigia sim: makes the traffic of a scenario.
#include <cstdio>
#include <fstream>
#include <memory>
#include <optional>
#include <sstream>

#include <fmt/format.h>
#include <unistd.h>

#include "app/verbs.h"
#include "io/sim/outlet.h"
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

Result<sim::Outlet> outlet(const std::string& path, std::optional<sim::FileOutlet>& file) {
    if (path.empty()) return sim::Outlet{};
    auto opened = sim::FileOutlet::open(path);
    if (!opened) return fail(std::move(opened));
    file.emplace(std::move(*opened));
    return sim::Outlet{[&file](std::string_view block) { return file->write(block); }};
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
    auto text = text_of(asked.scenario);
    if (!text) return told(text.error());
    auto scenario = traffic::scenario_from_toml(*text, asked.scenario);
    if (!scenario) return told(scenario.error());
    auto waters = sim::waters_from_geojson(sim::canal_routes());
    if (!waters) return told(waters.error());
    sim::Options options;
    options.seed = asked.seed;
    options.truth_step = std::chrono::seconds(asked.truth_step);
    if (asked.days > 0) options.days = asked.days;
    if (!asked.start.empty()) {
        auto start = time_from_iso(asked.start);
        if (!start) return told(start.error());
        options.start = *start;
    }
    std::optional<sim::FileOutlet> nmea, truth;
    sim::Outlets outlets;
    auto first = outlet(asked.out, nmea), second = outlet(asked.truth, truth);
    if (!first) return told(first.error());
    if (!second) return told(second.error());
    outlets.nmea = *first;
    outlets.truth = *second;
    if (isatty(STDERR_FILENO) != 0) {
        outlets.progress = [](Time now, Time end) { fmt::print(stderr, "\r{} of {} ", to_iso(now), to_iso(end)); };
    }
    auto summary = sim::simulate(*scenario, std::move(*waters), options, outlets);
    if (outlets.progress) fmt::print(stderr, "\r");
    if (!summary) return told(summary.error());
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
    verb->add_option("--seed", asked->seed, "the same seed gives the same bytes")->capture_default_str();
    verb->add_option("--out", asked->out, "where the AIVDM lines go; - is standard output, .zst compresses");
    verb->add_option("--truth", asked->truth, "where the true states go, as JSON lines; .zst compresses");
    verb->add_option("--truth-step", asked->truth_step, "seconds between true states of all vessels")
        ->check(CLI::Range(1, 86'400))->capture_default_str();
    verb->add_option("--days", asked->days, "instead of the scenario's")->check(CLI::Range(1, traffic::most_days));
    verb->add_option("--start", asked->start, "UTC time as 2026-03-02T05:00:00Z, instead of the scenario's");
    verb->callback([asked, &work] { work = [asked] { return run(*asked); }; });
}

}  // namespace vigia::app
