#pragma once
#include <span>
#include <string>
#include <string_view>

#include "base/time.h"

namespace vigia::notify {

/// A mail as a person reads it.
struct Mail {
    std::string from, subject, text;  ///< UTF-8
    std::span<const std::string> to;
    Time at{};
    std::string id;                   ///< unique; of letters, digits, `.` and `-`
};

/// The mail as RFC 5322 text: UTF-8 in base64, subject as RFC 2047 words, lines ended by CR LF. Line breaks in any value cannot begin a
/// header of their own.
[[nodiscard]] std::string mail_text(const Mail& mail);

/// Whether the text can be an address of mail: one `@`, no blanks, quotes, angle brackets or control characters, at most 254 bytes.
[[nodiscard]] bool is_mail_address(std::string_view text);

}  // namespace vigia::notify
