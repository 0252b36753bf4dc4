#pragma once
#include <cstdint>
#include <expected>
#include <string>
#include <utility>

namespace vigia {

/// Why something failed, as far as a caller can act on it.
enum class ErrorKind : std::uint8_t {
    bad_input,    ///< the bytes, value or file given cannot be what it should be
    unsupported,  ///< understood, but outside what is handled here
    not_found,    ///< a file, host, name or record does not exist
    denied,       ///< the right to do it is missing
    unavailable,  ///< the outside does not answer, is full or is busy
    limit,        ///< a stated upper bound would be passed
};

/// A failure of the world: what happened, where, why, and what to do, ready for a person to read.
struct Error {
    ErrorKind kind = ErrorKind::bad_input;
    std::string message;
    std::size_t at = 0;  ///< bit, character, line or column of the input, where there is one
};

/// A value, or why there is none. Ignoring one does not compile.
template <class T>
class [[nodiscard]] Result : public std::expected<T, Error> {
  public:
    using std::expected<T, Error>::expected;
};

/// Returns a failure from a function that returns a Result.
[[nodiscard]] inline std::unexpected<Error> fail(ErrorKind kind, std::string message,
                                                 std::size_t at = 0) {
    return std::unexpected(Error{kind, std::move(message), at});
}

/// Passes on the failure of another Result: `if (!x) return fail(std::move(x));`
template <class T>
[[nodiscard]] std::unexpected<Error> fail(Result<T>&& failed) {
    return std::unexpected(std::move(failed).error());
}

/// Ends the program with the place when `fact` is false. For our own bugs only; always on.
void check(bool fact, const char* file = __builtin_FILE(), int line = __builtin_LINE());

/// The name of a kind of error, for logs and JSON.
[[nodiscard]] const char* name(ErrorKind kind);

}  // namespace vigia
