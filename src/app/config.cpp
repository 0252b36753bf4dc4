#include <memory>

#include <CLI/CLI.hpp>
#include <fmt/core.h>

#include "app/chart.h"
#include "app/judgement.h"
#include "app/output.h"
#include "app/settings.h"
#include "app/verbs.h"
#include "base/text.h"

namespace vigia::app {

namespace {

struct Options {
    std::string file;
    bool origin = false;
};

Result<std::pair<Judgement, std::shared_ptr<const model::Chart>>> judgement_of(const Settings& settings) {
    const auto chart = usual_chart();
    if (!chart) return std::unexpected(chart.error());
    auto judgement = read_judgement(settings, **chart);
    if (!judgement) return fail(std::move(judgement));
    return std::pair(std::move(*judgement), *chart);
}

/// Lists that somebody should have looked at again.
void tell_overdue(const model::Lists& lists) {
    const Time now = std::chrono::floor<Duration>(std::chrono::system_clock::now());
    for (const model::ListSource& list : lists.entries().sources)
        if (list.review && *list.review < now) fmt::print("note: the list \"{}\" was to be reviewed by {} before {}\n", list.name, list.owner, to_iso(*list.review).substr(0, 10));
}

Exit check_file(const Options& options, const Setup& setup) {
    const auto file = options.file.empty() ? usual_settings_file() : std::filesystem::path(options.file);
    if (file.empty()) {
        fmt::print(stderr, "vigia: no configuration file named, and /etc/vigia/vigia.toml does not exist.\n"
                           "  Try: vigia config check vigia.toml\n");
        return Exit::usage;
    }
    const auto settings = read_settings({.file = file, .environment = setup.environment, .flags = {}});
    if (!settings) {
        fmt::print("{}\n", settings.error().message);
        return Exit::check_failed;
    }
    const auto judgement = judgement_of(*settings);
    if (!judgement) {
        fmt::print("{}\n", judgement.error().message);
        return Exit::check_failed;
    }
    const auto& [judged, chart] = *judgement;
    fmt::print("{}: good; {}, {}, {} of judgement set\n", file.string(), counted(settings->feeds.size(), "feed"), counted(settings->lists.size(), "list"),
               counted(judged.detection.origins.size(), "limit"));
    tell_overdue(*judged.lists);
    return Exit::done;
}

/// A line of a configuration file. What JSON escapes, TOML escapes in the same way.
std::string line_of(const std::string& key, const std::string& value) {
    std::string line = key + " = ";
    append_json(line, value);
    return line;
}

Exit show(const Options& options, const Setup& setup) {
    const auto settings = settings_in_force(options.file, setup);
    if (!settings) return settings.error();
    const auto told_origin = [&](const std::string& origin) { return options.origin ? "  # " + origin : std::string(); };
    std::string out;
    for (const auto& [key, shown] : settings->shown) out += line_of(key, shown.value) + told_origin(shown.origin) + "\n";
    for (const FeedSetting& feed : settings->feeds) {
        out += "\n[[feed]]" + told_origin(feed.origin) + "\n" + line_of("name", feed.name) + "\n" + line_of("url", feed.url) + "\n";
        if (!feed.policy.empty()) out += line_of("policy", feed.policy) + "\n";
    }
    if (!settings->lists.empty()) {
        std::string files;
        for (const auto& file : settings->lists) {
            files += files.empty() ? "" : ", ";
            append_json(files, file.string());
        }
        out += "\n[lists]" + told_origin(settings->file.string()) + "\nfiles = [" + files + "]\n";
    }
    const auto judgement = judgement_of(*settings);
    if (!judgement) return told(judgement.error());
    out += detection_to_toml(judgement->first.detection, *judgement->second, options.origin ? TellOrigin::yes : TellOrigin::no);
    fmt::print("{}", out);
    return Exit::done;
}

}  // namespace

void add_config(CLI::App& cli, const Setup& setup, Work& work) {
    auto* config = cli.add_subcommand("config", "Check or show the configuration");
    config->require_subcommand(1);
    const auto options = std::make_shared<Options>();

    auto* check = config->add_subcommand("check", "Say every fault of a configuration file, with line and column");
    check->add_option("FILE", options->file, "The file; without it /etc/vigia/vigia.toml");
    check->callback([=, &setup, &work] { work = [=, &setup] { return check_file(*options, setup); }; });

    auto* shown = config->add_subcommand("show", "Print every setting in force, as a configuration file");
    shown->add_option("--config", options->file, "The configuration file");
    shown->add_flag("--origin", options->origin, "Say where each value came from");
    shown->callback([=, &setup, &work] { work = [=, &setup] { return show(*options, setup); }; });
}

}  // namespace vigia::app
