#include "base/text.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstring>
#include <vector>

namespace vigia {

void append_int(std::string& out, std::int64_t value) {
    char digits[24];
    const auto end = std::to_chars(digits, digits + sizeof digits, value).ptr;
    out.append(digits, static_cast<std::size_t>(end - digits));
}

void append_fixed(std::string& out, std::int64_t value, int decimals) {
    static constexpr std::uint64_t powers[] = {1,       10,        100,        1000,       10000,
                                               100000,  1000000,   10000000,   100000000,  1000000000};
    std::uint64_t size = value < 0 ? 0 - static_cast<std::uint64_t>(value) : static_cast<std::uint64_t>(value);
    if (value < 0) out += '-';
    const std::uint64_t power = powers[decimals];
    append_int(out, static_cast<std::int64_t>(size / power));
    if (decimals == 0) return;
    char digits[10];
    std::uint64_t rest = size % power;
    for (int i = decimals - 1; i >= 0; --i, rest /= 10) digits[i] = static_cast<char>('0' + rest % 10);
    out += '.';
    out.append(digits, static_cast<std::size_t>(decimals));
}

void append_number(std::string& out, double value, int decimals) {
    if (!std::isfinite(value)) {
        out += "null";
        return;
    }
    char digits[400];
    auto end = std::to_chars(digits, digits + sizeof digits, value, std::chars_format::fixed, decimals).ptr;
    if (decimals > 0) {
        while (end[-1] == '0') --end;
        if (end[-1] == '.') --end;
    }
    const std::string_view text(digits, static_cast<std::size_t>(end - digits));
    out += text == "-0" ? "0" : text;
}

namespace {

/// The length of the UTF-8 sequence at the front, or 0 when it is malformed (Unicode 15, table 3-7).
std::size_t utf8_length(std::string_view text) {
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
    const auto tail = [&](std::size_t i) { return i < text.size() && (byte(i) & 0xC0) == 0x80; };
    const unsigned char first = byte(0);
    if (first < 0x80) return 1;
    if (first >= 0xC2 && first < 0xE0) return tail(1) ? 2 : 0;
    if (first >= 0xE0 && first < 0xF0) {
        if (!tail(1) || !tail(2)) return 0;
        if (first == 0xE0 && byte(1) < 0xA0) return 0;
        return first == 0xED && byte(1) >= 0xA0 ? 0 : 3;
    }
    if (first >= 0xF0 && first < 0xF5) {
        if (!tail(1) || !tail(2) || !tail(3)) return 0;
        if (first == 0xF0 && byte(1) < 0x90) return 0;
        return first == 0xF4 && byte(1) >= 0x90 ? 0 : 4;
    }
    return 0;
}

void append_json_escape(std::string& out, char c) {
    static constexpr char hex[] = "0123456789abcdef";
    switch (c) {
        case '"': out += "\\\""; return;
        case '\\': out += "\\\\"; return;
        case '\n': out += "\\n"; return;
        case '\r': out += "\\r"; return;
        case '\t': out += "\\t"; return;
        default: break;
    }
    out += "\\u00";
    out += hex[(c >> 4) & 15];
    out += hex[c & 15];
}

}  // namespace

void append_json(std::string& out, std::string_view text) {
    out += '"';
    while (!text.empty()) {
        const auto c = static_cast<unsigned char>(text[0]);
        std::size_t length = 1;
        if (c < 0x20 || c == '"' || c == '\\') {
            append_json_escape(out, text[0]);
        } else if (c < 0x80) {
            out += text[0];
        } else if ((length = utf8_length(text)) != 0) {
            out.append(text.substr(0, length));
        } else {
            out += "\xEF\xBF\xBD";
            length = 1;
        }
        text.remove_prefix(length);
    }
    out += '"';
}

void append_csv(std::string& out, std::string_view text) {
    if (text.find_first_of(",\"\r\n") == text.npos) {
        out += text;
        return;
    }
    out += '"';
    for (const char c : text) {
        if (c == '"') out += '"';
        out += c;
    }
    out += '"';
}

void append_xml(std::string& out, std::string_view text) {
    for (const char c : text) {
        switch (c) {
            case '&': out += "&amp;"; break;
            case '<': out += "&lt;"; break;
            case '>': out += "&gt;"; break;
            case '"': out += "&quot;"; break;
            case '\'': out += "&apos;"; break;
            default:
                if (static_cast<unsigned char>(c) >= 0x20 || c == '\t' || c == '\n' || c == '\r') out += c;
        }
    }
}

std::string_view trimmed(std::string_view text) {
    constexpr std::string_view blanks = " \t\r\n";
    const auto first = text.find_first_not_of(blanks);
    if (first == text.npos) return {};
    return text.substr(first, text.find_last_not_of(blanks) - first + 1);
}

std::size_t edits_between(std::string_view a, std::string_view b) {
    std::vector<std::size_t> before(b.size() + 1), row(b.size() + 1), next(b.size() + 1);
    for (std::size_t j = 0; j <= b.size(); ++j) row[j] = j;
    for (std::size_t i = 1; i <= a.size(); ++i) {
        next[0] = i;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            next[j] = std::min({row[j] + 1, next[j - 1] + 1, row[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1)});
            const bool exchanged = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
            if (exchanged) next[j] = std::min(next[j], before[j - 2] + 1);
        }
        before.swap(row);
        row.swap(next);
    }
    return row[b.size()];
}

std::string_view nearest(std::string_view word, const std::string_view* first, std::size_t count) {
    std::string_view best;
    std::size_t least = std::max<std::size_t>(1, (word.size() + 1) / 3) + 1;
    for (std::size_t i = 0; i < count; ++i) {
        const auto edits = edits_between(word, first[i]);
        if (edits < least) {
            least = edits;
            best = first[i];
        }
    }
    return best;
}

std::uint64_t hash_of(std::string_view bytes, std::uint64_t seed) {
    std::uint64_t hash = stirred(seed, bytes.size());
    while (bytes.size() >= 8) {
        std::uint64_t word;
        std::memcpy(&word, bytes.data(), 8);
        hash = stirred(hash, word);
        bytes.remove_prefix(8);
    }
    std::uint64_t last = 0;
    std::memcpy(&last, bytes.data(), bytes.size());
    return stirred(stirred(hash, last), hash);
}

}  // namespace vigia
