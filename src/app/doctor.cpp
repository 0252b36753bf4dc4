#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <memory>
#include <optional>

#include <unistd.h>

#include <CLI/CLI.hpp>
#include <fmt/core.h>

#include "app/output.h"
#include "app/serving.h"
#include "app/settings.h"
#include "app/share.h"
#include "app/verbs.h"
#include "base/text.h"
#include "io/net/server.h"
#include "io/store/journal.h"

namespace vigia::app {

namespace fs = std::filesystem;

namespace {

struct Options {
    std::string config;
    std::map<std::string, std::string> flags;
    bool json = false;
};

/// One thing that was looked at.
struct Check {
    std::string what;
    std::optional<bool> good;  ///< empty: not checked
    std::string found;  ///< what was seen, and the remedy when it is not good
};

constexpr std::uintmax_t least_free = 1ULL << 30;  ///< bytes; below this the watch is at risk

Check clock_check() {
    // The coastline and the rules of this version are of 2026; a clock before that is wrong.
    const Time now = wall_clock();
    const bool good = now >= time_from_parts(2026, 1, 1, 0, 0, 0).value();
    return {"clock", good, to_iso(now) + (good ? "" : ": before this program was made. Set the clock, best by NTP.")};
}

Check listen_check(const Settings& settings) {
    const auto url = can_listen(settings.listen);
    return {"listen", url.has_value(), url ? *url + " is free" : url.error().message};
}

fs::path nearest_existing(fs::path path) {
    std::error_code ignored;
    path = fs::absolute(path, ignored);
    while (!fs::exists(path, ignored) && path.has_parent_path() && path != path.parent_path()) path = path.parent_path();
    return path;
}

Check data_check(const Settings& settings) {
    const fs::path where = nearest_existing(settings.data);
    std::string tried = (where / "vigia-doctor-XXXXXX").string();
    if (mkdtemp(tried.data()) == nullptr)
        return {"data", false, fmt::format("{} cannot be written: {}. Change its rights, or set data.", where.string(),
                                           std::strerror(errno))};
    rmdir(tried.c_str());
    std::error_code error;
    const auto space = fs::space(where, error);
    if (error) return {"data", false, fmt::format("{}: {}", where.string(), error.message())};
    const bool good = space.available >= least_free;
    return {"data", good, fmt::format("{}: {} MB free{}", settings.data.string(), space.available >> 20,
                                      good ? "" : ". Free some, or shorten retention.journal.")};
}

Check journal_check(const Settings& settings) {
    std::error_code ignored;
    const fs::path folder = settings.data / "journal";
    if (!fs::exists(folder, ignored)) return {"journal", true, "none yet"};
    std::optional<fs::file_time_type> newest;
    for (const auto& file : fs::directory_iterator(folder, ignored)) {
        const auto written = file.last_write_time(ignored);
        if (!newest || written > *newest) newest = written;
    }
    if (!newest) return {"journal", true, "empty"};
    const auto age = std::chrono::duration_cast<std::chrono::minutes>(fs::file_time_type::clock::now() - *newest);
    return {"journal", true, fmt::format("last written {} ago", counted(static_cast<std::uint64_t>(std::max<std::int64_t>(age.count(), 0)), "minute"))};
}

Check feeds_check(const Settings& settings) {
    if (settings.feeds.empty()) return {"feeds", true, "none configured; name them on the command line of vigia watch"};
    return {"feeds", true, fmt::format("{} configured", settings.feeds.size())};
}

Check share_check() {
    for (const char* name : {"sites.geojson", "coastline/land-medium.geojson"})
        if (auto text = text_of_file(share_file(name)); !text) return {"map files", false, text.error().message};
    return {"map files", true, share_file("").string()};
}

void print(const std::vector<Check>& checks, bool json) {
    if (!json) {
        for (const auto& check : checks) fmt::print("{:4} {:10} {}\n", !check.good ? "--" : *check.good ? "ok" : "BAD", check.what, check.found);
        return;
    }
    std::string out = "[";
    for (const auto& check : checks) {
        out += out.size() > 1 ? ",{\"check\":" : "{\"check\":";
        append_json(out, check.what);
        out += fmt::format(",\"good\":{},\"found\":", !check.good ? "null" : *check.good ? "true" : "false");
        append_json(out, check.found);
        out += "}";
    }
    fmt::print("{}]\n", out);
}

Exit run(const Options& options, const Setup& setup) {
    const auto file = options.config.empty() ? usual_settings_file() : fs::path(options.config);
    const auto settings = read_settings({.file = file, .environment = setup.environment, .flags = options.flags});
    std::vector<Check> checks;
    checks.push_back(clock_check());
    if (settings) {
        checks.push_back({"config", true, file.empty() ? "none; defaults are in force" : file.string()});
        for (const auto& check : {listen_check(*settings), data_check(*settings), journal_check(*settings), feeds_check(*settings)})
            checks.push_back(check);
    } else {
        checks.push_back({"config", false, settings.error().message});
        for (const char* what : {"listen", "data", "journal", "feeds"})
            checks.push_back({what, std::nullopt, "not checked: it needs a good configuration"});
    }
    checks.push_back(share_check());
    print(checks, options.json);
    const bool good = std::ranges::all_of(checks, [](const Check& check) { return check.good.value_or(false); });
    return good ? Exit::done : Exit::check_failed;
}

}  // namespace

void add_doctor(CLI::App& cli, const Setup& setup, Work& work) {
    auto* verb = cli.add_subcommand("doctor", "Look at clock, port, disk, feeds and files, and say what is wrong");
    const auto options = std::make_shared<Options>();
    verb->add_option("--config", options->config, "Configuration file (default /etc/vigia/vigia.toml)");
    verb->add_option("--data", options->flags["data"], "Folder of journal and history");
    verb->add_option("--listen", options->flags["listen"], "HOST:PORT");
    verb->add_flag("--json", options->json, "One JSON array instead of lines");
    verb->callback([=, &setup, &work] {
        std::erase_if(options->flags, [](const auto& flag) { return flag.second.empty(); });
        work = [=, &setup] { return run(*options, setup); };
    });
}

}  // namespace vigia::app
