#pragma once
#include "app/verbs.h"

namespace vigia::app {

/// From now on Ctrl-C and a polite kill (SIGINT, SIGTERM) only set the mark that `stop_wanted` reads;
/// a second one ends the program at once. A closed pipe is an error of writing, not a signal.
void catch_stop();

/// From now on SIGHUP asks that what the operator wrote be read anew; if the terminal has gone it asks that the program end.
void catch_renewal();

/// Whether that was asked since the last call.
[[nodiscard]] bool renewal_wanted();

/// Whether somebody asked the program to end.
[[nodiscard]] bool stop_wanted();

/// How a verb ends that runs until it is stopped: `done` after a polite kill, `interrupted` after Ctrl-C.
[[nodiscard]] Exit exit_when_stopped();

}  // namespace vigia::app
