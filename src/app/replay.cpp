#include <cstdlib>
#include <memory>

#include <unistd.h>

#include <fmt/core.h>

#include "app/kept.h"
#include "app/serving.h"
#include "app/settings.h"
#include "app/stop.h"
#include "app/verbs.h"
#include "engine/loop.h"
#include "io/feed/pace.h"

namespace vigia::app {

namespace fs = std::filesystem;

namespace {

struct Options {
    std::vector<std::string> inputs;
    std::string speed = "1";
    std::string start, data, config, tracks;
    std::map<std::string, std::string> flags;
    bool no_serve = false;
};

/// A folder of a replay's own, removed when the replay ends.
class OwnFolder {
  public:
    static Result<OwnFolder> make() {
        std::string path = (fs::temp_directory_path() / "vigia-replay-XXXXXX").string();
        if (mkdtemp(path.data()) == nullptr)
            return fail(ErrorKind::unavailable, "cannot make a folder for the replay in " +
                                                    fs::temp_directory_path().string() + ". Name one by --data DIR.");
        return OwnFolder(path);
    }
    explicit OwnFolder(fs::path path) : path_(std::move(path)) {}
    OwnFolder(OwnFolder&& other) noexcept : path_(std::exchange(other.path_, {})) {}
    OwnFolder& operator=(OwnFolder&&) = delete;
    ~OwnFolder() {
        std::error_code ignored;
        if (!path_.empty()) fs::remove_all(path_, ignored);
    }
    const fs::path& path() const { return path_; }

  private:
    fs::path path_;
};

Result<feed::Speed> speed_from(const std::string& text) {
    if (text == "max") return feed::Speed::fastest();
    char* end = nullptr;
    const double times = std::strtod(text.c_str(), &end);
    if (end == text.c_str() || *end != '\0' || !(times >= 0.01 && times <= 100'000))
        return fail(ErrorKind::bad_input, "--speed " + text + " is no speed: write 1, 10, 60 or max");
    return feed::Speed{times};
}

void show_progress(const engine::Picture& picture, bool talks) {
    if (!talks) return;
    fmt::print(stderr, "\r{}  {} lines  {} vessels ", to_iso(picture.now), picture.counts.lines, picture.size());
    std::fflush(stderr);
}

/// Says on standard error what was consumed and what was left out, as one JSON object.
void tell_counts(const engine::Picture& picture) {
    const auto& c = picture.counts;
    fmt::print(stderr,
               "{{\"lines\":{},\"messages\":{},\"reports\":{},\"duplicates\":{},\"untimed\":{},\"time_ahead\":{},\"clamped\":{},\"vessels\":{}}}\n",
               c.lines, c.messages, c.reports, c.duplicates, c.untimed, c.time_ahead, c.clamped, picture.size());
    if (c.untimed > 0)
        fmt::print(stderr, "vigia: {} lines carry no time and were left out.\n  Give the time of the first line: --start "
                           "2026-11-23T00:00:00Z\n", c.untimed);
}

Result<std::unique_ptr<net::Server>> serve_unless(const Options& options, const Settings& settings, const engine::Loop& loop,
                                                  feed::Pace& pace, const engine::Span& span) {
    if (options.no_serve) return std::unique_ptr<net::Server>();
    auto server = serve(settings.listen, loop, &pace, span);
    if (!server) return server;
    fmt::print("{}\n", (*server)->url());
    std::fflush(stdout);
    return server;
}

Result<bool> play(const Options& options, const Settings& settings, engine::LoopOptions loop_options, feed::Pace& pace) {
    const auto start = loop_options.engine.start;
    engine::Span span = options.no_serve ? engine::Span{} : engine::span_of(options.inputs, *loop_options.registry);
    if (!span.from) span.from = start;
    auto loop = engine::Loop::replay(std::move(loop_options), options.inputs, &pace);
    if (!loop) return fail(std::move(loop));
    auto server = serve_unless(options, settings, **loop, pace, span);
    if (!server) return fail(std::move(server));

    const bool talks = isatty(STDERR_FILENO) != 0;
    std::string told;
    while (!stop_wanted() && !(*loop)->wait(std::chrono::milliseconds(200))) {
        show_progress(*(*loop)->picture(), talks);
        tell_store_problem(**loop, told);
    }
    if (talks) fmt::print(stderr, "\n");
    if (*server && !stop_wanted()) {
        fmt::print(stderr, "vigia: the recording has ended; the picture stays up until Ctrl-C.\n");
        while (!stop_wanted()) usleep(200'000);
    }
    if (*server) (*server)->stop();
    pace.stop();
    auto stopped = (*loop)->stop();
    const auto last = (*loop)->picture();
    tell_counts(*last);
    if (!stopped) return fail(std::move(stopped));
    if (!options.tracks.empty())
        if (auto written = write_tracks(*last, options.tracks); !written) return fail(std::move(written));
    return last->counts.lines > 0;
}

Result<bool> replay(const Options& options, const Settings& settings) {
    if (auto endpoint = net::endpoint_from_text(settings.listen); !endpoint) return fail(std::move(endpoint));
    auto speed = speed_from(options.speed);
    if (!speed) return fail(std::move(speed));
    std::optional<Time> start;
    if (!options.start.empty()) {
        auto read = time_from_iso(options.start);
        if (!read) return fail(std::move(read));
        start = *read;
    }
    auto registry = message_registry(settings.messages);
    if (!registry) return fail(std::move(registry));
    std::optional<OwnFolder> own;
    if (options.data.empty()) {
        auto made = OwnFolder::make();
        if (!made) return fail(std::move(made));
        own.emplace(std::move(*made));
    }
    auto kept = Kept::open(own ? own->path() : fs::path(options.data), "replay", wall_clock());
    if (!kept) return fail(std::move(kept));

    feed::Pace pace(*speed);
    auto loop_options = (*kept)->loop_options(engine::Mode::replay, *registry, settings);
    loop_options.engine.start = start;
    loop_options.publish = options.no_serve ? engine::Publish::no : engine::Publish::yes;
    auto played = play(options, settings, std::move(loop_options), pace);
    (*kept)->close(wall_clock());
    return played;
}

Exit run(const Options& options, const Setup& setup) {
    const auto file = options.config.empty() ? usual_settings_file() : fs::path(options.config);
    const auto settings = read_settings({.file = file, .environment = setup.environment, .flags = options.flags});
    if (!settings) {
        fmt::print(stderr, "vigia: {}\n", settings.error().message);
        return Exit::configuration;
    }
    catch_stop();
    const auto used = replay(options, *settings);
    if (!used) return told(used.error());
    if (stop_wanted()) return exit_when_stopped();
    return *used ? Exit::done : Exit::no_input;
}

}  // namespace

void add_replay(CLI::App& cli, const Setup& setup, Work& work) {
    auto* verb = cli.add_subcommand("replay", "Play recordings, or a kept journal, as if they were heard now");
    const auto options = std::make_shared<Options>();
    verb->add_option("FILE", options->inputs, "Recordings (plain, .gz, .zst, pcap, CSV), folders, or - for standard input")->required();
    verb->add_option("--speed", options->speed, "1, 10, 60 … times as fast, or max")->capture_default_str();
    verb->add_option("--start", options->start, "The time of the first line, for recordings that carry none");
    verb->add_option("--data", options->data, "Folder to keep journal and history in; without it one that is removed at the end");
    verb->add_option("--tracks", options->tracks, "Write the last state of every track to this file, for comparing");
    verb->add_option("--config", options->config, "Configuration file (default /etc/vigia/vigia.toml)");
    verb->add_option("--listen", options->flags["listen"], "HOST:PORT of the screen and the API (default 127.0.0.1:8080)");
    verb->add_option("--policy", options->flags["policy"], "strict, standard or lenient (default standard)");
    verb->add_flag("--no-serve", options->no_serve, "No screen: end when the recording ends");
    verb->callback([=, &setup, &work] {
        std::erase_if(options->flags, [](const auto& flag) { return flag.second.empty(); });
        work = [=, &setup] { return run(*options, setup); };
    });
}

}  // namespace vigia::app
