#pragma once
#include <expected>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "app/settings.h"
#include "base/result.h"

// Only the verbs themselves pay for reading the library's headers.
namespace CLI {
class App;
class ParseError;
}  // namespace CLI

namespace vigia::app {

/// How the program ends; scripts may rely on the numbers (docs/words.md, "exit code").
enum class Exit : int {
    done = 0,           ///< the work was done, whatever was found
    check_failed = 1,   ///< a check found something wrong
    usage = 2,          ///< the command line cannot be understood
    configuration = 3,  ///< the configuration file is wrong
    no_input = 4,       ///< there was no usable input at all
    unavailable = 5,    ///< a port, file, disk or service cannot be had
    interrupted = 130,  ///< ended by Ctrl-C
};

/// What main was given besides the command line.
struct Setup {
    std::vector<std::string> environment;  ///< NAME=value, as main got it
};

/// What a verb does once the command line has been understood.
using Work = std::function<Exit()>;

// Each adds its verb to the command line and sets `work` when that verb was chosen.
void add_config(CLI::App& cli, const Setup& setup, Work& work);
void add_decode(CLI::App& cli, Work& work);
void add_detect(CLI::App& cli, const Setup& setup, Work& work);
void add_help(CLI::App& cli, Work& work);
void add_history(CLI::App& cli, const Setup& setup, Work& work);
void add_plan(CLI::App& cli, Work& work);
void add_score(CLI::App& cli, Work& work);
void add_sim(CLI::App& cli, Work& work);
void add_doctor(CLI::App& cli, const Setup& setup, Work& work);
void add_replay(CLI::App& cli, const Setup& setup, Work& work);
void add_watch(CLI::App& cli, const Setup& setup, Work& work);

/// Tells on standard error what is wrong with the command line, the nearest word that would do, and the next
/// thing to type. Returns `usage`.
Exit told_usage(const CLI::App& cli, const CLI::ParseError& error);

/// The exit that fits an error's kind.
[[nodiscard]] Exit exit_of(const Error& error);

/// Prints an error for a person on standard error and gives the exit that fits its kind.
Exit told(const Error& error);

/// Where settings come from with this file (empty: the usual one).
[[nodiscard]] SettingSources sources_of(const std::string& file, const Setup& setup, const std::map<std::string, std::string>& flags);

/// The settings in force with this file (empty: the usual one); or the exit after saying what is wrong.
[[nodiscard]] std::expected<Settings, Exit> settings_in_force(const std::string& file, const Setup& setup,
                                                              const std::map<std::string, std::string>& flags = {});

}  // namespace vigia::app
