#include "base/result.h"

#include <cstdlib>

#include <fmt/core.h>

namespace vigia {

namespace {
[[noreturn]] void stop_at(const char* file, int line) {
    fmt::print(stderr, "vigia: internal error at {}:{}. Please report it.\n", file, line);
    std::abort();
}
}  // namespace

void check(bool fact, const char* file, int line) {
    if (!fact) [[unlikely]] stop_at(file, line);
}

const char* name(ErrorKind kind) {
    switch (kind) {
        case ErrorKind::bad_input: return "bad_input";
        case ErrorKind::unsupported: return "unsupported";
        case ErrorKind::not_found: return "not_found";
        case ErrorKind::denied: return "denied";
        case ErrorKind::unavailable: return "unavailable";
        case ErrorKind::limit: return "limit";
    }
    std::unreachable();
}

}  // namespace vigia
