#include "base/toml_text.h"

#include <cstddef>
#include <cstdint>
#include <optional>

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
    [[nodiscard]] bool in_string() const { return !closes_.empty(); }
    /// Something stands outside strings that TOML has nowhere: the library stops there, and what follows is no string.
    [[nodiscard]] bool broken() const { return broken_; }
    /// A lone backslash of a string stands before it: no letter beyond ASCII can be escaped.
    [[nodiscard]] bool escaped(std::size_t at) const { return escaped_ == at; }

    /// Takes the ASCII character at `at` and says how many bytes belong to it: 3 for `"""`.
    std::size_t take(std::size_t at) {
        const char c = text_[at];
        const char before = before_;
        if (escaped_ == at && (c == ' ' || c == '\t' || c == '\r' || c == '\n')) escaped_ = at + 1;
        if (c != ' ' && c != '\t' && c != '\r') before_ = c;
        if (c == '\n') {
            in_comment_ = in_bare_value_ = false;
            in_value_ = nested_.ends_with('[');
            if (closes_.size() == 1) closes_ = {};
        } else if (in_string()) {
            const bool escapes = c == '\\' && closes_[0] == '"' && at + 1 < text_.size();
            if (escapes && (text_[at + 1] == '"' || text_[at + 1] == '\\')) return 2;
            if (escapes) escaped_ = at + 1;
            if (!text_.substr(at).starts_with(closes_)) return 1;
            const std::size_t size = closes_.size();
            closes_ = {};
            return size;
        } else if (!in_comment_) {
            in_comment_ = c == '#';
            if ((c == '"' || c == '\'') && opens_string(before) && !in_bare_value_) {
                const bool many = in_value_ && text_.substr(at).starts_with(c == '"' ? "\"\"\"" : "'''");
                closes_ = text_.substr(at, many ? 3 : 1);
                return closes_.size();
            }
            follow_values(c);
        }
        return 1;
    }

  private:
    /// Whether a quote after `before` begins a string: as a key, a value or an element. Elsewhere it is a fault.
    static bool opens_string(char before) { return std::string_view("\n=[{,.").contains(before); }

    /// Follows which values are bare: in `1[["x` the quote is a part of what should be a number, and the library reads
    /// on to its end before it refuses it.
    void follow_values(char c) {
        const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
        broken_ = broken_ || !(letter || std::string_view(" \t\r_-+.:,=[]{}#\"'").contains(c));
        const bool ends = c == ' ' || c == '\t' || c == '\r' || c == ',' || c == ']' || c == '}' || c == '#';
        if (ends) {
            in_bare_value_ = false;
            if ((c == ']' || c == '}') && !nested_.empty()) nested_.pop_back();
            if (c == ',' || c == '}' || c == ']') in_value_ = nested_.ends_with('[');
        } else if (c == '=' && !in_value_) {
            in_value_ = true;
        } else if (c == '[' && !in_bare_value_) {
            if (in_value_) nested_ += '[';  // else the head of a table
        } else if (c == '{' && !in_bare_value_) {
            nested_ += '{';
            in_value_ = false;
        } else {
            in_bare_value_ = in_value_;
        }
    }

    std::string_view text_;
    std::string_view closes_;
    std::string nested_;          ///< the brackets of values that are open
    bool broken_ = false;
    std::size_t escaped_ = std::string_view::npos;
    bool in_value_ = false;       ///< after `=`, or among the elements of a list
    bool in_bare_value_ = false;  ///< in a value without quotes, such as a number
    char before_ = '\n';  ///< the last character but blanks
    bool in_comment_ = false;
};

const char* fault_of(std::string_view text, std::size_t at, std::size_t size, const Scanner& scanner) {
    const auto c = static_cast<unsigned char>(text[at]);
    if (size == 0) return "there is a byte that is not UTF-8 here: save the file as UTF-8";
    if (size == 1 && ((c < 32 && c != '\n' && c != '\r' && c != '\t') || c == 127))
        return "there is a control character here: remove it";
    if (size > 1 && !scanner.in_comment() && (!scanner.in_string() || scanner.broken() || scanner.escaped(at)))
        return "a letter outside A-Z may stand in a string or a comment only: put it in quotes";
    return nullptr;
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
        if (size > 1 && scanner.in_comment()) {
            out.append(size, '?');
        } else {
            if (size == 1) size = scanner.take(at);
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
