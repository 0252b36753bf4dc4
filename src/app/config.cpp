#include <memory>

#include <fmt/core.h>

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
    fmt::print("{}: good; {}\n", file.string(), counted(settings->feeds.size(), "feed"));
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
