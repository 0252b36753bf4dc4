#include <memory>

#include <fmt/core.h>

#include "app/settings.h"
#include "app/verbs.h"

namespace vigia::app {

namespace {

struct Options {
    std::string file;
    bool origin = false;
};

SettingSources sources_of(const Options& options, const Setup& setup) {
    return {.file = options.file.empty() ? usual_settings_file() : std::filesystem::path(options.file),
            .environment = setup.environment,
            .flags = {}};
}

Exit check_file(const Options& options, const Setup& setup) {
    const auto sources = sources_of(options, setup);
    if (sources.file.empty()) {
        fmt::print(stderr, "vigia: no configuration file named, and /etc/vigia/vigia.toml does not exist.\n"
                           "  Try: vigia config check vigia.toml\n");
        return Exit::usage;
    }
    const auto settings = read_settings(sources);
    if (!settings) {
        fmt::print("{}\n", settings.error().message);
        return Exit::check_failed;
    }
    fmt::print("{}: good; {} feeds\n", sources.file.string(), settings->feeds.size());
    return Exit::done;
}

Exit show(const Options& options, const Setup& setup) {
    const auto settings = read_settings(sources_of(options, setup));
    if (!settings) {
        fmt::print(stderr, "vigia: {}\n", settings.error().message);
        return Exit::configuration;
    }
    for (const auto& [key, shown] : settings->shown) {
        if (options.origin) fmt::print("{} = \"{}\"  # {}\n", key, shown.value, shown.origin);
        else fmt::print("{} = \"{}\"\n", key, shown.value);
    }
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

    auto* shown = config->add_subcommand("show", "Print every setting in force");
    shown->add_option("--config", options->file, "The configuration file");
    shown->add_flag("--origin", options->origin, "Say where each value came from");
    shown->callback([=, &setup, &work] { work = [=, &setup] { return show(*options, setup); }; });
}

}  // namespace vigia::app
