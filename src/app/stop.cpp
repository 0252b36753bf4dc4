#include "app/stop.h"

#include <csignal>

namespace vigia::app {

namespace {
volatile std::sig_atomic_t wanted = 0;

extern "C" void note(int signal) {
    wanted = signal;
    std::signal(signal, SIG_DFL);  // a second one ends at once
}
}  // namespace

void catch_stop() {
    std::signal(SIGINT, note);
    std::signal(SIGTERM, note);
    std::signal(SIGPIPE, SIG_IGN);
}

bool stop_wanted() { return wanted != 0; }

Exit exit_when_stopped() { return wanted == SIGINT ? Exit::interrupted : Exit::done; }

}  // namespace vigia::app
