#include <utility>

#include <fmt/core.h>

#include "app/verbs.h"

namespace vigia::app {

Exit told(const Error& error) {
    fmt::print(stderr, "vigia: {}\n", error.message);
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

}  // namespace vigia::app
