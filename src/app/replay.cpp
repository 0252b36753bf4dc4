#include <algorithm>
#include <cstdlib>
#include <memory>

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <fmt/core.h>

#include "app/judging.h"
#include "app/judgement.h"
#include "app/kept.h"
#include "app/output.h"
#include "app/read_by.h"
#include "app/renewal.h"
#include "app/serving.h"
#include "app/settings.h"
#include "app/stop.h"
#include "app/verbs.h"
#include "engine/loop.h"
#include "io/feed/pace.h"
#include "io/feed/recording.h"

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

/// A folder of a replay's own, removed when the replay ends. It is locked while the replay lives, so that
/// the next one can remove those of replays that were killed.
class OwnFolder {
  public:
    static Result<OwnFolder> make() {
        remove_left();
        // It gets its name when it is locked: another replay must not take it for one that was left.
        std::string begun = (fs::temp_directory_path() / "vigia-begun-XXXXXX").string();
        OwnFolder own;
        std::error_code failed;
        if (mkdtemp(begun.data()) != nullptr && (own.lock_ = locked(begun)) >= 0) {
            own.path_ = fs::temp_directory_path() / ("vigia-replay-" + begun.substr(begun.size() - 6));
            fs::rename(begun, own.path_, failed);
            if (!failed) return own;
        }
        return fail(ErrorKind::unavailable, "cannot make a folder for the replay in " +
                                                fs::temp_directory_path().string() + ". Name one by --data DIR.");
    }
    OwnFolder(OwnFolder&& other) noexcept : path_(std::exchange(other.path_, {})), lock_(std::exchange(other.lock_, -1)) {}
    OwnFolder& operator=(OwnFolder&&) = delete;
    ~OwnFolder() {
        std::error_code ignored;
        if (!path_.empty()) fs::remove_all(path_, ignored);
        if (lock_ >= 0) ::close(lock_);
    }
    const fs::path& path() const { return path_; }

  private:
    OwnFolder() = default;

    /// Opens and locks a folder; negative when somebody else has it.
    static int locked(const fs::path& folder) {
        const int lock = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW);
        if (lock < 0 || ::flock(lock, LOCK_EX | LOCK_NB) == 0) return lock;
        ::close(lock);
        return -1;
    }
    static void remove_left() {
        std::error_code ignored;
        for (const auto& entry : fs::directory_iterator(fs::temp_directory_path(), ignored)) {
            if (!entry.path().filename().string().starts_with("vigia-replay-")) continue;
            const int lock = locked(entry.path());
            if (lock < 0) continue;
            fs::remove_all(entry.path(), ignored);
            ::close(lock);
        }
    }

    fs::path path_;
    int lock_ = -1;
};

Result<feed::Speed> speed_from(const std::string& text) {
    if (text == "max") return feed::Speed::fastest();
    char* end = nullptr;
    const double times = std::strtod(text.c_str(), &end);
    if (end == text.c_str() || *end != '\0' || !(times >= 0.01 && times <= 100'000))
        return fail(ErrorKind::bad_input, "\"" + text + "\" is no speed: write 1, 10, 60 or max");
    return feed::Speed{times};
}

void show_progress(const engine::Picture& picture, bool talks) {
    if (!talks) return;
    fmt::print(stderr, "\r{}  {}  {} ", to_iso(picture.now), counted(picture.counts.lines, "line"),
               counted(picture.size(), "vessel"));
    std::fflush(stderr);
}

/// The lines and messages that were refused, by reason, of all sources.
std::map<std::string, std::uint64_t> refused_in(const engine::Picture& picture) {
    std::map<std::string, std::uint64_t> all;
    for (const auto& source : *picture.sources)
        for (const auto& [reason, count] : source.refused) all[reason] += count;
    return all;
}

/// Says on standard error what was consumed and what was left out, as one JSON object.
void tell_counts(const engine::Picture& picture) {
    const auto& c = picture.counts;
    std::string refused;
    for (const auto& [reason, count] : refused_in(picture))
        refused += fmt::format("{}\"{}\":{}", refused.empty() ? "" : ",", reason, count);
    fmt::print(stderr,
               "{{\"lines\":{},\"messages\":{},\"reports\":{},\"duplicates\":{},\"untimed\":{},\"time_ahead\":{},"
               "\"clamped\":{},\"refused\":{{{}}},\"vessels\":{}}}\n",
               c.lines, c.messages, c.reports, c.duplicates, c.untimed, c.time_ahead, c.clamped, refused, picture.size());
    if (c.lines > 0 && c.untimed > 0)
        fmt::print(stderr, "vigia: {} without a time left out.\n  Give the time of the first: --start 2026-11-23T00:00:00Z\n",
                   counted(c.untimed, "line"));
}

Result<std::unique_ptr<net::Server>> serve_unless(const Options& options, const Settings& settings, engine::Loop& loop, Judging& judging, Renewal& renewal,
                                                  feed::Pace& pace, const engine::Span& span) {
    if (options.no_serve) return std::unique_ptr<net::Server>();
    auto server = serve(settings.listen, loop, judging, renewal, &pace, span);
    if (!server) return server;
    fmt::print("{}\n", (*server)->url());
    std::fflush(stdout);
    return server;
}

/// Waits until the recording has ended or somebody wants to stop; then, when there is something to see, until
/// somebody does. What went wrong is told at once.
void wait_until_done(engine::Loop& loop, Renewal& renewal, bool serves) {
    const bool talks = isatty(STDERR_FILENO) != 0;
    std::string told;
    while (!stop_wanted() && !loop.wait(std::chrono::milliseconds(200))) {
        show_progress(*loop.picture(), talks);
        tell_store_problem(loop, told);
        renewal.look(renewal_wanted() ? Renewal::Asked::yes : Renewal::Asked::no);
    }
    if (talks) fmt::print(stderr, "\n");
    const auto failure = loop.failure();
    if (failure) fmt::print(stderr, "vigia: {}\n", failure->message);
    if (!serves || stop_wanted() || loop.picture()->counts.lines == 0) return;
    fmt::print(stderr, "vigia: {}; the picture stays up until Ctrl-C.\n",
               failure ? "the replay stopped there" : "the recording has ended");
    while (!stop_wanted()) {
        usleep(200'000);
        renewal.look(renewal_wanted() ? Renewal::Asked::yes : Renewal::Asked::no);
    }
}

/// What was heard must come after what the folder keeps.
Result<void> follows(store::Store& store, const engine::Span& span, const Options& options) {
    const auto& kept = store.journal().recovery();
    if (kept.last == 0 || !span.from || *span.from >= kept.last_heard) return {};
    return fail(ErrorKind::unavailable,
                fmt::format("{} keeps what was heard up to {}, and {} begins before that, at {}.\n  Name another folder by "
                            "--data, or leave it out: the replay then uses a folder of its own.",
                            options.data, to_iso(kept.last_heard), options.inputs.front(), to_iso(*span.from)));
}

Result<Exit> play(const Options& options, const Settings& settings, const engine::Span& span, engine::LoopOptions loop_options,
                  Judging& judging, Renewal& renewal, feed::Pace& pace) {
    auto loop = engine::Loop::replay(std::move(loop_options), options.inputs, &pace);
    if (!loop) return fail(std::move(loop));
    judging.steer(**loop);
    auto server = serve_unless(options, settings, **loop, judging, renewal, pace, span);
    if (!server) return fail(std::move(server));
    wait_until_done(**loop, renewal, *server != nullptr);
    if (*server) (*server)->stop();
    pace.stop();
    const auto told_before = (*loop)->failure();
    auto stopped = (*loop)->stop();
    judging.desk().close();
    const auto last = (*loop)->picture();
    tell_counts(*last);
    if (told_before) return exit_of(*told_before);
    if (!stopped) return fail(std::move(stopped));
    if (!options.tracks.empty())
        if (auto written = write_tracks(*last, options.tracks); !written) return fail(std::move(written));
    if (stop_wanted()) return exit_when_stopped();
    if (last->counts.messages > 0) return Exit::done;
    const auto refused = refused_in(*last);
    std::uint64_t lines = 0;
    for (const auto& [reason, count] : refused) lines += count;
    tell_nothing_usable(options.inputs, std::max(lines, last->counts.lines), refused);
    return Exit::no_input;
}

Result<Exit> replay(const Options& options, const Settings& settings, const Renewal::Read& read) {
    for (const std::string& input : options.inputs)
        if (auto there = feed::Recording::open(input); !there) return fail(std::move(there));
    if (!options.no_serve)
        if (auto free = can_listen(settings.listen); !free) return fail(std::move(free));
    auto registry = message_registry(settings.messages);
    if (!registry) return fail(std::move(registry));
    std::optional<Time> start;
    if (!options.start.empty()) start = time_from_iso(options.start).value();  // checked when it was read
    engine::Span span = engine::span_of(options.inputs, *registry);
    if (!span.from) span.from = start;

    std::optional<OwnFolder> own;
    if (options.data.empty()) {
        auto made = OwnFolder::make();
        if (!made) return fail(std::move(made));
        own.emplace(std::move(*made));
    }
    auto kept = Kept::open(own ? own->path() : fs::path(options.data), "replay", wall_clock());
    if (!kept) return fail(std::move(kept));
    Result<Exit> played = Exit::done;
    if (auto good = follows((*kept)->store(), span, options); !good) {
        played = fail(std::move(good));
    } else if (auto judging = Judging::open((*kept)->store().data(), settings, AlertDesk::Of::replay, {}, (*kept)->next_second()); !judging) {
        played = fail(std::move(judging));
    } else {
        feed::Pace pace(speed_from(options.speed).value());  // checked when it was read
        auto loop_options = (*kept)->loop_options(engine::Mode::replay, *registry, settings);
        loop_options.engine.start = start;
        loop_options.publish = options.no_serve ? engine::Publish::no : engine::Publish::yes;
        if (!own || !options.no_serve) (*judging)->join(loop_options);  // else nobody would ever see what is noticed
        Renewal renewal(**judging, settings, read);
        played = play(options, settings, span, std::move(loop_options), **judging, renewal, pace);
    }
    (*kept)->close(wall_clock());
    return played;
}

Exit run(const Options& options, const Setup& setup) {
    auto settings = settings_in_force(options.config, setup, options.flags);
    if (!settings) return settings.error();
    use_exercise_list_if_none(*settings);
    catch_stop();
    catch_renewal();
    const auto ended = replay(options, *settings, [&]() -> Result<Settings> {
        auto again = read_settings(sources_of(options.config, setup, options.flags));
        if (again) use_exercise_list_if_none(*again);
        return again;
    });
    return ended ? *ended : told(ended.error());
}

}  // namespace

void add_replay(CLI::App& cli, const Setup& setup, Work& work) {
    auto* verb = cli.add_subcommand("replay", "Play recordings, or a kept journal, as if they were heard now");
    const auto options = std::make_shared<Options>();
    verb->add_option("FILE", options->inputs, "Recordings (plain, .gz, .zst, pcap, CSV), folders, or - for standard input")->required();
    verb->add_option("--speed", options->speed, "1, 10, 60 … times as fast, or max")->check(read_by(speed_from))->capture_default_str();
    verb->add_option("--start", options->start, "The time of the first line, for recordings that carry none")->check(read_by(time_from_iso));
    verb->add_option("--data", options->data, "Folder to keep journal and history in; without it one that is removed at the end");
    verb->add_option("--tracks", options->tracks, "Write the last state of every track to this file, for comparing");
    verb->add_option("--config", options->config, "Configuration file (default /etc/vigia/vigia.toml)");
    verb->add_option("--listen", options->flags["listen"], "HOST:PORT of the screen and the API (default 127.0.0.1:8080)")
        ->check(read_by(net::endpoint_from_text));
    verb->add_option("--policy", options->flags["policy"], "strict, standard or lenient (default standard)")->check(read_by(ais::policy_from_text));
    verb->add_flag("--no-serve", options->no_serve, "No screen: end when the recording ends");
    verb->callback([=, &setup, &work] {
        std::erase_if(options->flags, [](const auto& flag) { return flag.second.empty(); });
        work = [=, &setup] { return run(*options, setup); };
    });
}

}  // namespace vigia::app
