// vigia help: what a verb does and takes; and what is said of a command line that cannot be understood.
#include <memory>

#include <CLI/CLI.hpp>
#include <fmt/core.h>

#include "app/verbs.h"
#include "base/text.h"

namespace vigia::app {

namespace {

/// The verb that the command line came to: `vigia config check`.
const CLI::App& verb_of(const CLI::App& cli) {
    const auto chosen = cli.get_subcommands();
    return chosen.empty() ? cli : verb_of(*chosen.front());
}

/// What is typed to come to it: `vigia config check`.
std::string words_to(const CLI::App& verb) {
    const CLI::App* above = verb.get_parent();
    return (above == nullptr ? "" : words_to(*above) + " ") + verb.get_name();
}

/// The word of the verb, or the option, that is nearest to one that is not known; or empty.
std::string meant_by(const CLI::App& verb, const std::string& word) {
    std::vector<std::string> known;
    if (word.starts_with('-'))
        for (const auto* option : verb.get_options())
            for (const auto& name : option->get_lnames()) known.push_back("--" + name);
    else
        for (const auto* inner : verb.get_subcommands({})) known.push_back(inner->get_name());
    const std::vector<std::string_view> views(known.begin(), known.end());
    return std::string(nearest(word.substr(0, word.find('=')), views.data(), views.size()));
}

/// Tells that a verb has no such word or option, and the nearest that it has.
Exit told_unknown(const CLI::App& verb, const std::string& word) {
    const std::string meant = meant_by(verb, word);
    const bool verbs = !verb.get_subcommands({}).empty();
    const char* what = word.starts_with('-') ? "option" : verbs ? "verb" : "further word";
    fmt::print(stderr, "vigia: {} no {} \"{}\"{}\n  Try: {} --help\n",
               verb.get_parent() == nullptr ? "there is" : verb.get_name() + " takes", what, word,
               meant.empty() ? "." : fmt::format("; did you mean {}?", meant), words_to(verb));
    return Exit::usage;
}

Exit help(const CLI::App& cli, const std::vector<std::string>& words) {
    const CLI::App* verb = &cli;
    for (const std::string& word : words) {
        const auto inner = verb->get_subcommands([&](const CLI::App* app) { return app->get_name() == word; });
        if (inner.empty()) return told_unknown(*verb, word);
        verb = inner.front();
    }
    fmt::print("{}", verb->get_formatter()->make_help(verb, words_to(*verb), CLI::AppFormatMode::Normal));
    return Exit::done;
}

}  // namespace

Exit told_usage(const CLI::App& cli, const CLI::ParseError& error) {
    const CLI::App& verb = verb_of(cli);
    if (const auto unknown = cli.remaining(true); !unknown.empty()) return told_unknown(verb, unknown.front());
    std::string said = error.what();
    if (verb.get_require_subcommand_min() > 0) {  // else a lower verb would have been come to
        said = "say what to do:";
        for (const auto* inner : verb.get_subcommands({})) said += " " + words_to(*inner) + ",";
        said.back() = '.';
    }
    fmt::print(stderr, "vigia: {}\n  Try: {} --help\n", said, words_to(verb));
    return Exit::usage;
}

void add_help(CLI::App& cli, Work& work) {
    auto* verb = cli.add_subcommand("help", "Say what a verb does and takes");
    const auto words = std::make_shared<std::vector<std::string>>();
    verb->add_option("VERB", *words, "The verb: replay, or config check");
    verb->callback([&cli, words, &work] { work = [&cli, words] { return help(cli, *words); }; });
}

}  // namespace vigia::app
