#include <CLI/CLI.hpp>

#include "app/verbs.h"

namespace vigia::app {

namespace {

int run(int argc, char** argv, char** environment) {
    Setup setup;
    for (; *environment != nullptr; ++environment) setup.environment.emplace_back(*environment);
    CLI::App cli{"vigia: the lookout of a canal. Surveillance, patrols, sharing and review.", "vigia"};
    cli.set_version_flag("--version", VIGIA_VERSION);
    cli.require_subcommand(1);
    Work work;
    add_help(cli, work);
    add_config(cli, setup, work);
    add_decode(cli, work);
    add_detect(cli, setup, work);
    add_history(cli, setup, work);
    add_plan(cli, work);
    add_score(cli, work);
    add_sim(cli, work);
    add_doctor(cli, setup, work);
    add_replay(cli, setup, work);
    add_watch(cli, setup, work);
    try {
        cli.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        return error.get_exit_code() == 0 ? cli.exit(error) : static_cast<int>(told_usage(cli, error));
    }
    return static_cast<int>(work());
}

}  // namespace
}  // namespace vigia::app

int main(int argc, char** argv, char** environment) { return vigia::app::run(argc, argv, environment); }
