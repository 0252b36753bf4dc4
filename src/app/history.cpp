#include <algorithm>
#include <charconv>
#include <cstdio>
#include <filesystem>
#include <memory>

#include <CLI/CLI.hpp>
#include <fmt/core.h>

#include "app/history_formats.h"
#include "app/out_file.h"
#include "app/output.h"
#include "app/settings.h"
#include "app/verbs.h"
#include "io/store/history.h"

namespace vigia::app {
namespace {

struct Options {
    std::string config, data, from, to, box, format = "csv", out = "-";
    std::vector<std::string> vessels;
    std::uint64_t limit = 0;
};

Exit told_wrong(const std::string& why, const char* remedy) {
    fmt::print(stderr, "vigia: {}\n  {}\n", why, remedy);
    return Exit::usage;
}

std::optional<geo::Box> box_of(std::string_view text) {
    double numbers[4];
    for (int i = 0; i < 4; ++i) {
        const std::string_view number = text.substr(0, text.find(','));
        const auto [end, error] = std::from_chars(number.data(), number.data() + number.size(), numbers[i]);
        if (error != std::errc() || end != number.data() + number.size() || number.empty()) return std::nullopt;
        const bool last = text.size() == number.size();
        if (last != (i == 3)) return std::nullopt;
        text.remove_prefix(number.size() + (last ? 0 : 1));
    }
    const geo::Box box{numbers[0], numbers[1], numbers[2], numbers[3]};
    const auto within = [](double value, double bound) { return value >= -bound && value <= bound; };
    if (!within(box.west, 180) || !within(box.east, 180) || !within(box.south, 90) || !within(box.north, 90) ||
        box.south > box.north)
        return std::nullopt;
    return box;
}

/// The query that the options ask for, without its vessels; or the exit after saying what is wrong.
std::expected<store::Query, Exit> query_of(const Options& options) {
    store::Query query;
    for (const auto& [text, time] : {std::pair(&options.from, &query.from), std::pair(&options.to, &query.until)}) {
        if (text->empty()) continue;
        auto read = time_from_iso(*text);
        if (!read)
            return std::unexpected(told_wrong(fmt::format("`{}` is not a time.", *text),
                                              "Write it in UTC as 2026-11-23, 2026-11-23T19:30 or 2026-11-23T19:30:05Z."));
        *time = *read;
    }
    if (query.from && query.until && *query.from >= *query.until)
        return std::unexpected(told_wrong("--from is not before --to.", "Exchange them, or leave one out."));
    if (!options.box.empty()) {
        query.box = box_of(options.box);
        if (!query.box)
            return std::unexpected(told_wrong(fmt::format("`{}` is not an area.", options.box),
                                              "Write --bbox WEST,SOUTH,EAST,NORTH in degrees: --bbox -80.2,8.6,-79.2,9.6"));
    }
    if (options.limit > 0) query.limit = options.limit;
    return query;
}

/// Adds the vessels named by number or by name.
std::expected<void, Exit> add_vessels(const Options& options, const store::History& history, store::Query& query) {
    for (const std::string& vessel : options.vessels) {
        std::uint32_t number = 0;
        const auto [end, error] = std::from_chars(vessel.data(), vessel.data() + vessel.size(), number);
        if (error == std::errc() && end == vessel.data() + vessel.size() && number <= 999'999'999) {
            query.vessels.push_back(model::Mmsi::of(number));
            continue;
        }
        auto found = history.called(vessel);
        if (!found) return std::unexpected(told(found.error()));
        if (found->empty()) {
            fmt::print(stderr, "vigia: no vessel in this history called itself `{}`.\n"
                               "  Give its MMSI, or the whole name as it was sent.\n", vessel);
            return std::unexpected(Exit::no_input);
        }
        for (const store::KeptVessel& one : *found) query.vessels.push_back(one.mmsi);
    }
    std::sort(query.vessels.begin(), query.vessels.end());
    query.vessels.erase(std::unique(query.vessels.begin(), query.vessels.end()), query.vessels.end());
    return {};
}

Exit write_text(const Options& options, const store::History& history, store::Query query) {
    auto vessels = history.names(query.vessels);
    if (!vessels) return told(vessels.error());
    HistoryText::VesselNames names;
    for (store::KeptVessel& vessel : *vessels) names[vessel.mmsi] = std::move(vessel.name);

    auto out = OutFile::open(options.out);
    if (!out) return told(out.error());
    std::optional<Error> failed;
    const auto text = history_text(options.format, names, [&](std::string_view piece) {
        if (!failed) failed = out->write(piece);
    });
    const Interruption interruption;
    query.order = text->order();
    auto found = history.find(query);
    if (!found) return told(found.error());
    text->begin();
    store::KeptPosition row;
    for (;;) {
        auto more = found->next(row);
        if (!more) return told(more.error());
        if (!*more || failed) break;
        text->row(row);
        if (interruption.asked()) return Exit::interrupted;
    }
    text->end();
    if (!failed) failed = out->close();
    if (failed) return told(*failed);
    return Exit::done;
}

Exit write_parquet(const Options& options, const store::History& history, const store::Query& query) {
    auto saved = history.save(query, options.out);
    if (!saved) return told(saved.error());
    if (*saved == 0) fmt::print(stderr, "vigia: no positions match; {} was not written.\n", options.out);
    return Exit::done;
}

Exit run(const Options& options, const Setup& setup) {
    if (options.format == "parquet" && options.out == "-")
        return told_wrong("Parquet cannot be written to standard output.", "Name a file: --out positions.parquet");
    auto query = query_of(options);
    if (!query) return query.error();
    std::filesystem::path data = options.data;
    if (data.empty()) {
        const auto settings = settings_in_force(options.config, setup);
        if (!settings) return settings.error();
        data = settings->data;
    }
    auto history = store::History::open(data);
    if (!history) return told(history.error());
    if (auto added = add_vessels(options, *history, *query); !added) return added.error();
    return options.format == "parquet" ? write_parquet(options, *history, *query) : write_text(options, *history, *query);
}

}  // namespace

void add_history(CLI::App& cli, const Setup& setup, Work& work) {
    auto* history = cli.add_subcommand("history", "Give out kept positions, by vessel, area and time");
    const auto options = std::make_shared<Options>();
    history->add_option("--data", options->data, "The data folder of a watch or replay; else that of the configuration");
    history->add_option("--config", options->config, "The configuration file");
    history->add_option("--vessel", options->vessels, "MMSI, or the name as it was sent; may be given again");
    history->add_option("--from", options->from, "Seen at or after this time (UTC): 2026-11-23T19:30");
    history->add_option("--to", options->to, "Seen before this time (UTC)");
    history->add_option("--bbox", options->box, "Area in degrees: WEST,SOUTH,EAST,NORTH; west > east crosses 180");
    history->add_option("--limit", options->limit, "At most so many positions, 1 or more")->check(CLI::PositiveNumber);
    history->add_option("--format", options->format, "csv, geojson, gpx, kml or parquet")
        ->check(CLI::IsMember({"csv", "geojson", "gpx", "kml", "parquet"}))->capture_default_str();
    history->add_option("--out", options->out, "A file, written whole or not at all, compressed when its name ends in .zst; or - for standard output");
    history->callback([=, &setup, &work] { work = [=, &setup] { return run(*options, setup); }; });
}

}  // namespace vigia::app
