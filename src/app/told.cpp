#include <utility>

#include <fmt/core.h>

#include "app/verbs.h"

namespace vigia::app {

Exit exit_of(const Error& error) {
    switch (error.kind) {
        case ErrorKind::bad_input:
        case ErrorKind::unsupported: return Exit::no_input;
        case ErrorKind::not_found:
        case ErrorKind::denied:
        case ErrorKind::unavailable:
        case ErrorKind::limit: return Exit::unavailable;
    }
    std::unreachable();
}

Exit told(const Error& error) {
    fmt::print(stderr, "vigia: {}\n", error.message);
    return exit_of(error);
}

SettingSources sources_of(const std::string& file, const Setup& setup, const std::map<std::string, std::string>& flags) {
    return {.file = file.empty() ? usual_settings_file() : std::filesystem::path(file), .environment = setup.environment, .flags = flags};
}

std::expected<Settings, Exit> settings_in_force(const std::string& file, const Setup& setup,
                                                const std::map<std::string, std::string>& flags) {
    auto settings = read_settings(sources_of(file, setup, flags));
    if (settings) return std::move(*settings);
    const Exit exit = told(settings.error());
    return std::unexpected(settings.error().kind == ErrorKind::denied ? exit : Exit::configuration);
}

}  // namespace vigia::app
