#include "app/output.h"

#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstdint>

#include <fmt/core.h>
#include <unistd.h>

#include "io/feed/recording.h"

namespace vigia::app {

namespace {

volatile std::sig_atomic_t interrupted = 0;

void note(int) { interrupted = 1; }

double now() {
    return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

constexpr double progress_after = 2.0;  ///< seconds of work before a line is shown
constexpr double progress_every = 0.5;

}  // namespace

Output::Output() {
    text_.reserve(flush_at + (flush_at >> 2));
    std::signal(SIGPIPE, SIG_IGN);  // a closed pipe is told by write instead
}

void Output::flush() {
    std::size_t at = 0;
    while (!gone_ && at < text_.size()) {
        const ssize_t count = ::write(STDOUT_FILENO, text_.data() + at, text_.size() - at);
        if (count > 0) at += static_cast<std::size_t>(count);
        else if (count < 0 && errno != EINTR) gone_ = true;
    }
    text_.clear();
}

std::string counted(std::uint64_t count, std::string_view thing) {
    return fmt::format("{} {}{}", count, thing, count == 1 ? "" : "s");
}

void tell_nothing_usable(const std::vector<std::string>& inputs, std::uint64_t lines,
                         const std::map<std::string, std::uint64_t>& refused) {
    std::string reasons;
    for (const auto& [reason, count] : refused) reasons += fmt::format("{} {} {}", reasons.empty() ? ":" : ",", count, reason);
    if (lines == 0) fmt::print(stderr, "vigia: there was no input.\n");
    else
        fmt::print(stderr, "vigia: no AIS message or report in {}{}.\n"
                           "  AIS sentences look like !AIVDM,1,1,,A,...; try --policy lenient for damaged ones.\n",
                   counted(lines, "line"), reasons);
    for (const std::string& input : inputs)
        if (const auto promised = feed::promised_in_vain(input); !promised.empty())
            fmt::print(stderr, "  The name of {} says {}, its bytes do not.\n", input, promised);
}

Interruption::Interruption() {
    struct sigaction action {};
    action.sa_handler = note;
    action.sa_flags = static_cast<int>(SA_RESETHAND);  // and no SA_RESTART: a waiting read returns
    sigaction(SIGINT, &action, nullptr);
    sigaction(SIGTERM, &action, nullptr);
}

bool Interruption::asked() const { return interrupted != 0; }

Progress::Progress() : begun_(now()), shown_at_(begun_), terminal_(isatty(STDERR_FILENO) == 1) {}

double Progress::seconds() const { return now() - begun_; }

void Progress::show(std::uint64_t done, std::uint64_t total, std::uint64_t count, const char* things) {
    if (!terminal_) return;
    const double time = now();
    if (time - begun_ < progress_after || time - shown_at_ < progress_every) return;
    shown_at_ = time;
    visible_ = true;
    if (total > 0)
        fmt::print(stderr, "\r\x1b[K{:3.0f} %  {:.1f} million {}", 100.0 * static_cast<double>(done) / static_cast<double>(total),
                   static_cast<double>(count) / 1e6, things);
    else
        fmt::print(stderr, "\r\x1b[K{:.1f} million {}", static_cast<double>(count) / 1e6, things);
    std::fflush(stderr);
}

void Progress::clear() {
    if (!visible_) return;
    visible_ = false;
    fmt::print(stderr, "\r\x1b[K");
    std::fflush(stderr);
}

}  // namespace vigia::app
