#pragma once
#include <string>

#include <CLI/CLI.hpp>

#include "base/result.h"

namespace vigia::app {

/// A check of an argument by the function that will read it: what it refuses is wrong usage, except what is
/// understood and denied.
template <class Read>
[[nodiscard]] CLI::Validator read_by(Read read) {
    const auto refused = [read](std::string& text) {
        const auto made = read(text);
        return made || made.error().kind == ErrorKind::denied ? std::string() : made.error().message;
    };
    return CLI::Validator(refused, "");
}

}  // namespace vigia::app
