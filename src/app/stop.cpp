#include "app/stop.h"

#include <csignal>

#include <unistd.h>

namespace vigia::app {

namespace {
volatile std::sig_atomic_t wanted = 0, renewal = 0;
bool had_terminal = false;

extern "C" void note(int signal) {
    wanted = signal;
    std::signal(signal, SIG_DFL);  // a second one ends at once
}

extern "C" void note_renewal(int) { renewal = 1; }
}  // namespace

void catch_stop() {
    std::signal(SIGINT, note);
    std::signal(SIGTERM, note);
    std::signal(SIGPIPE, SIG_IGN);
}

void catch_renewal() {
    had_terminal = isatty(STDERR_FILENO) != 0;
    std::signal(SIGHUP, note_renewal);
}

bool renewal_wanted() {
    if (renewal == 0) return false;
    renewal = 0;
    if (!had_terminal || isatty(STDERR_FILENO) != 0) return true;
    wanted = SIGHUP;  // the terminal was closed
    return false;
}

bool stop_wanted() { return wanted != 0; }

Exit exit_when_stopped() { return wanted == SIGINT ? Exit::interrupted : Exit::done; }

}  // namespace vigia::app
