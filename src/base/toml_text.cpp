#include "base/toml_text.h"

#include <cstddef>
#include <cstdint>

namespace vigia {
namespace {

/// Bytes of the UTF-8 sequence at `at`; 0 where there is none.
std::size_t sequence_size(std::string_view text, std::size_t at) {
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
    const unsigned char lead = byte(at);
    if (lead < 0x80) return 1;
    const std::size_t size = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
    if (lead < 0xC2 || lead > 0xF4 || at + size > text.size()) return 0;
    for (std::size_t i = 1; i < size; ++i)
        if ((byte(at + i) & 0xC0U) != 0x80) return 0;
    const bool too_long = (lead == 0xE0 && byte(at + 1) < 0xA0) || (lead == 0xF0 && byte(at + 1) < 0x90);
    const bool no_letter = (lead == 0xED && byte(at + 1) > 0x9F) || (lead == 0xF4 && byte(at + 1) > 0x8F);
    return too_long || no_letter ? 0 : size;
}

/// Where in a TOML text one is: in a comment, in a string (and what ends it), or in neither.
class Scanner {
  public:
    explicit Scanner(std::string_view text) : text_(text) {}

    [[nodiscard]] bool in_comment() const { return in_comment_; }
    /// In a string that knows escapes, and after no backslash of it.
    [[nodiscard]] bool may_escape() const { return closes_.starts_with('"') && !after_backslash_; }
    [[nodiscard]] bool in_literal() const { return closes_.starts_with('\''); }

    /// Takes the ASCII character at `at` and says how many bytes belong to it: 3 for `"""`.
    std::size_t take(std::size_t at) {
        const char c = text_[at];
        const bool escaped = after_backslash_;
        after_backslash_ = false;
        if (c == '\n') {
            in_comment_ = false;
            if (closes_.size() == 1) closes_ = {};
        } else if (!closes_.empty()) {
            after_backslash_ = c == '\\' && !escaped && closes_[0] == '"';
            if (escaped || !text_.substr(at).starts_with(closes_)) return 1;
            const std::size_t size = closes_.size();
            closes_ = {};
            return size;
        } else if (!in_comment_ && (c == '"' || c == '\'')) {
            const bool many = text_.substr(at).starts_with(c == '"' ? "\"\"\"" : "\'\'\'");
            closes_ = text_.substr(at, many ? 3 : 1);
            return closes_.size();
        } else if (c == '#') {
            in_comment_ = true;
        }
        return 1;
    }

  private:
    std::string_view text_;
    std::string_view closes_;  ///< the quotes that end the string that one is in; empty outside strings
    bool in_comment_ = false;
    bool after_backslash_ = false;
};

const char* fault_of(std::string_view text, std::size_t at, std::size_t size, const Scanner& scanner) {
    const auto c = static_cast<unsigned char>(text[at]);
    if (size == 0) return "there is a byte that is not UTF-8 here: save the file as UTF-8";
    if (size == 1 && ((c < 32 && c != '\n' && c != '\r' && c != '\t') || c == 127))
        return "there is a control character here: remove it";
    if (size == 1 || scanner.in_comment() || scanner.may_escape()) return nullptr;
    if (scanner.in_literal()) return "a string with letters outside A-Z needs double quotes: write \" instead of '";
    return "a letter outside A-Z may stand in a string or a comment only: put it in double quotes";
}

/// The letter beyond ASCII at the front of `bytes`, which are UTF-8, as TOML escapes it: \UXXXXXXXX.
std::string escape_of(std::string_view bytes) {
    std::uint32_t letter = static_cast<unsigned char>(bytes[0]) & (0x7FU >> bytes.size());
    for (const char byte : bytes.substr(1)) letter = (letter << 6) | (static_cast<unsigned char>(byte) & 0x3FU);
    std::string out = "\\U";
    for (int shift = 28; shift >= 0; shift -= 4) out += "0123456789ABCDEF"[(letter >> shift) & 0xFU];
    return out;
}

}  // namespace

Result<std::string> toml_text(std::string_view text, std::string_view file_name) {
    std::string out;
    out.reserve(text.size());
    Scanner scanner(text);
    std::size_t line = 1;
    std::size_t line_begins = 0;
    for (std::size_t at = 0; at < text.size();) {
        std::size_t size = sequence_size(text, at);
        if (const char* fault = fault_of(text, at, size, scanner))
            return fail(ErrorKind::bad_input, std::string(file_name) + ":" + std::to_string(line) + ":" +
                                                  std::to_string(at - line_begins + 1) + ": " + fault, line);
        if (size > 1) {
            out += scanner.in_comment() ? "?" : escape_of(text.substr(at, size));
        } else {
            size = scanner.take(at);
            out.append(text, at, size);
        }
        at += size;
        if (text[at - 1] == '\n') {
            ++line;
            line_begins = at;
        }
    }
    return out;
}

}  // namespace vigia
