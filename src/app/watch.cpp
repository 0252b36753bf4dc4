#include <memory>

#include <CLI/CLI.hpp>
#include <fmt/core.h>

#include "app/judging.h"
#include "app/kept.h"
#include "app/read_by.h"
#include "app/renewal.h"
#include "app/serving.h"
#include "app/settings.h"
#include "app/stop.h"
#include "app/verbs.h"
#include "engine/loop.h"
#include "io/feed/intake.h"
#include "io/feed/url.h"

namespace vigia::app {

namespace {

struct Options {
    std::string config;
    std::map<std::string, std::string> flags;
    std::vector<std::string> urls;
    std::string tracks;
};

Result<std::unique_ptr<feed::Intake>> open_feeds(const Settings& settings) {
    std::vector<feed::SourceSetting> sources;
    for (const auto& feed : settings.feeds) sources.push_back({.name = feed.name, .url = feed.url});
    feed::IntakeLimits limits;
    limits.silent_after = settings.silent_after;
    return feed::Intake::start(std::move(sources), limits);
}

Result<void> watch(const Settings& settings, const Renewal::Read& read, const std::string& tracks) {
    // What can fail without a trace comes first: the data folder is made when all the rest is there.
    if (auto free = can_listen(settings.listen); !free) return fail(std::move(free));
    auto registry = message_registry(settings.messages);
    if (!registry) return fail(std::move(registry));
    auto intake = open_feeds(settings);
    if (!intake) return fail(std::move(intake));
    auto kept = Kept::open(settings.data, "live", wall_clock());
    if (!kept) return fail(std::move(kept));

    auto judging = Judging::open(settings.data, settings, AlertDesk::Of::watch, wall_clock, (*kept)->next_second());
    if (!judging) return fail(std::move(judging));
    Renewal renewal(**judging, settings, read);

    engine::LoopOptions options = (*kept)->loop_options(engine::Mode::live, *registry, settings);
    options.clock = wall_clock;
    (*judging)->join(options);
    auto loop = engine::Loop::watch(std::move(options), std::move(*intake));
    if (!loop) return fail(std::move(loop));
    (*judging)->steer(**loop);
    auto server = serve(settings.listen, **loop, **judging, renewal, nullptr, {});
    if (!server) return fail(std::move(server));
    fmt::print("{}\n", (*server)->url());
    std::fflush(stdout);

    std::string told;
    while (!stop_wanted() && !(*loop)->wait(std::chrono::milliseconds(200))) {
        tell_store_problem(**loop, told);
        renewal.look(renewal_wanted() ? Renewal::Asked::yes : Renewal::Asked::no);
    }
    (*server)->stop();
    auto stopped = (*loop)->stop();
    (*judging)->desk().close();
    (*kept)->close(wall_clock());
    if (!stopped || tracks.empty()) return stopped;
    return write_tracks(*(*loop)->picture(), tracks);
}

Exit run(const Options& options, const Setup& setup) {
    auto settings = settings_in_force(options.config, setup, options.flags);
    if (!settings) return settings.error();
    const auto with_feeds = [urls = options.urls](Settings read) {
        for (const auto& url : urls) read.feeds.push_back({.name = url, .url = url, .policy = {}});
        return read;
    };
    *settings = with_feeds(std::move(*settings));
    if (settings->feeds.empty()) {
        fmt::print(stderr, "vigia: no feed to watch.\n  Try: vigia watch udp://127.0.0.1:10110, or add a [[feed]] block "
                           "to the configuration file.\n");
        return Exit::usage;
    }
    catch_stop();
    catch_renewal();
    const Renewal::Read read = [&]() -> Result<Settings> {
        auto again = read_settings(sources_of(options.config, setup, options.flags));
        if (!again) return again;
        return with_feeds(std::move(*again));
    };
    if (auto done = watch(*settings, read, options.tracks); !done) return told(done.error());
    return exit_when_stopped();
}

}  // namespace

void add_watch(CLI::App& cli, const Setup& setup, Work& work) {
    auto* verb = cli.add_subcommand("watch", "Keep the live watch: feeds in, picture out, everything kept");
    const auto options = std::make_shared<Options>();
    verb->add_option("URL", options->urls, "Feeds besides those of the configuration: udp://HOST:PORT, tcp://HOST:PORT, "
                                           "tcp-listen://HOST:PORT, serial:///dev/ttyUSB0?baud=38400, file:PATH or -")
        ->check(read_by(feed::SourceUrl::parse));
    verb->add_option("--tracks", options->tracks, "Write the last state of every track to this file, for comparing");
    verb->add_option("--config", options->config, "Configuration file (default /etc/vigia/vigia.toml)");
    verb->add_option("--data", options->flags["data"], "Folder of journal and history (default vigia-data)");
    verb->add_option("--listen", options->flags["listen"], "HOST:PORT of the screen and the API (default 127.0.0.1:8080)")
        ->check(read_by(net::endpoint_from_text));
    verb->callback([=, &setup, &work] {
        std::erase_if(options->flags, [](const auto& flag) { return flag.second.empty(); });
        work = [=, &setup] { return run(*options, setup); };
    });
}

}  // namespace vigia::app
