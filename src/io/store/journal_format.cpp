#include "io/store/inside/journal_format.h"

#include <array>
#include <charconv>
#include <cstring>

#include <fmt/format.h>

#include "base/text.h"

namespace vigia::store {
namespace {

constexpr std::string_view header_begins = "# vigia journal 1, hour ";
constexpr std::string_view group_begins = "# group ";
constexpr std::string_view seal_begins = " seal ";
constexpr std::size_t seal_digits = 16;
constexpr Seal first_seed = 0x7669676961206A31ULL;  // "vigia j1"
constexpr char hex[] = "0123456789ABCDEF";

void append_hex(std::string& out, std::uint64_t value) {
    for (int shift = 60; shift >= 0; shift -= 4) out += hex[(value >> shift) & 15];
}

int digit_of(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
}

bool read_hex(std::string_view text, std::uint64_t& value) {
    value = 0;
    for (const char c : text) {
        const int digit = digit_of(c);
        if (digit < 0) return false;
        value = value << 4 | static_cast<std::uint64_t>(digit);
    }
    return true;
}

template <class Number>
bool read_number(std::string_view& text, Number& value) {
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end == text.data()) return false;
    text.remove_prefix(static_cast<std::size_t>(end - text.data()));
    return true;
}

bool take(std::string_view& text, std::string_view wanted) {
    if (!text.starts_with(wanted)) return false;
    text.remove_prefix(wanted.size());
    return true;
}

bool is_control(char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; }

/// Bytes that a value of a tag block cannot hold as they are (NMEA 0183, reserved characters).
bool is_reserved(char c) {
    static constexpr auto reserved = [] {
        std::array<bool, 256> is{};
        for (std::size_t i = 0; i < is.size(); ++i) is[i] = i < 0x20 || i >= 0x7F;
        for (const char mark : {',', '*', '\\', '^', '!', '$'}) is[static_cast<unsigned char>(mark)] = true;
        return is;
    }();
    return reserved[static_cast<unsigned char>(c)];
}

/// Whether a line would break the text of the journal.
bool has_control(std::string_view line) {
    unsigned char found = 0;  // no wider: sixteen bytes are looked at together
    for (const char c : line) found = static_cast<unsigned char>(found | (static_cast<unsigned char>(c) < 0x20) | (c == 0x7F));
    return found != 0;
}

bool read_escaped(std::string_view text, std::string& out) {
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] != '^') {
            out += text[i];
            continue;
        }
        std::uint64_t byte = 0;
        if (text.size() - i < 3 || !read_hex(text.substr(i + 1, 2), byte)) return false;
        out += static_cast<char>(byte);
        i += 2;
    }
    return true;
}

unsigned char xor_of(std::string_view text) {
    std::uint64_t sums = 0;
    for (; text.size() >= 8; text.remove_prefix(8)) {
        std::uint64_t eight;
        std::memcpy(&eight, text.data(), 8);
        sums ^= eight;
    }
    sums ^= sums >> 32;
    sums ^= sums >> 16;
    sums ^= sums >> 8;
    auto sum = static_cast<unsigned char>(sums);
    for (const char c : text) sum = static_cast<unsigned char>(sum ^ static_cast<unsigned char>(c));
    return sum;
}

// What is written at `at`, where there is room for it; each gives the place behind it.

char* put(char* at, std::string_view text) {
    std::memcpy(at, text.data(), text.size());
    return at + text.size();
}

char* put(char* at, std::int64_t number) { return std::to_chars(at, at + 20, number).ptr; }

template <class Escaped>
char* put_escaped(char* at, std::string_view text, Escaped&& escaped) {
    for (const char c : text) {
        if (!escaped(c)) {
            *at++ = c;
            continue;
        }
        const auto byte = static_cast<unsigned char>(c);
        *at++ = '^';
        *at++ = hex[byte >> 4];
        *at++ = hex[byte & 15];
    }
    return at;
}

}  // namespace

Time hour_of(Time t) { return std::chrono::floor<std::chrono::hours>(t); }

std::string segment_name(Time hour) { return to_iso(hour).substr(0, 13) + ".nmea"; }

std::optional<Time> hour_of_segment(std::string_view name) {
    if (name.ends_with(".zst")) name.remove_suffix(4);
    if (name.size() != 18 || !name.ends_with(".nmea")) return std::nullopt;
    auto time = time_from_iso(std::string(name.substr(0, 13)) + ":00");
    if (!time) return std::nullopt;
    return *time;
}

Seal append_header(std::string& out, Time hour) {
    const std::size_t start = out.size();
    out += header_begins;
    out += std::string_view(segment_name(hour)).substr(0, 13);
    out += seal_begins;
    const Seal seal = hash_of(std::string_view(out).substr(start), first_seed);
    append_hex(out, seal);
    out += '\n';
    return seal;
}

std::optional<Header> read_header(std::string_view bytes, Time hour) {
    std::string wanted;
    const Seal seal = append_header(wanted, hour);
    if (!bytes.starts_with(wanted)) return std::nullopt;
    return Header{seal, wanted.size()};
}

void append_record(std::string& out, const JournalRecord& record) {
    constexpr std::size_t of_tag = 80;  // two numbers of 20 digits and the letters between
    const bool escape = has_control(record.line);
    const std::size_t start = out.size(), most = 3 * record.source.size() + of_tag + (escape ? 3 : 1) * record.line.size();
    out.resize_and_overwrite(start + most, [&](char* text, std::size_t) {
        char* at = put(text + start, "\\s:");
        at = put_escaped(at, record.source, is_reserved);
        at = put(put(at, ",n:"), static_cast<std::int64_t>(record.sequence));
        at = put(put(at, ",c:"), to_unix_milliseconds(record.heard));
        if (escape) at = put(at, ",t:escaped");
        const unsigned char sum = xor_of(std::string_view(text + start + 1, at));
        const char tail[] = {'*', hex[sum >> 4], hex[sum & 15], '\\'};
        at = put(at, std::string_view(tail, sizeof tail));
        at = escape ? put_escaped(at, record.line, [](char c) { return is_control(c) || c == '^'; }) : put(at, record.line);
        *at++ = '\n';
        return static_cast<std::size_t>(at - text);
    });
}

bool read_record(std::string_view line, JournalRecord& record, std::string& scratch) {
    if (!take(line, "\\")) return false;
    const std::size_t end = line.find('\\');
    if (end == std::string_view::npos || end < 3 || line[end - 3] != '*') return false;
    std::string_view tag = line.substr(0, end - 3);
    std::uint64_t sum = 0;
    if (!read_hex(line.substr(end - 2, 2), sum) || sum != xor_of(tag)) return false;
    line.remove_prefix(end + 1);

    if (!take(tag, "s:")) return false;
    const std::string_view source = tag.substr(0, tag.find(','));
    tag.remove_prefix(source.size());
    std::int64_t heard = 0;
    if (!take(tag, ",n:") || !read_number(tag, record.sequence)) return false;
    if (!take(tag, ",c:") || !read_number(tag, heard)) return false;
    record.heard = from_unix_milliseconds(heard);
    const bool escaped = take(tag, ",t:escaped");
    if (!tag.empty() || source.empty()) return false;

    const bool source_escaped = source.find('^') != std::string_view::npos;
    if (!escaped && !source_escaped) {
        record.source = source;
        record.line = line;
        return true;
    }
    scratch.clear();
    if (!read_escaped(source, scratch)) return false;
    const std::size_t split = scratch.size();
    if (escaped) {
        if (!read_escaped(line, scratch)) return false;
    } else {
        scratch += line;
    }
    record.source = std::string_view(scratch).substr(0, split);
    record.line = std::string_view(scratch).substr(split);
    return true;
}

Seal append_seal(std::string& out, std::size_t start, model::Sequence first, model::Sequence last,
                 Seal before) {
    fmt::format_to(std::back_inserter(out), "{}{}..{}{}", group_begins, first, last, seal_begins);
    const Seal seal = hash_of(std::string_view(out).substr(start), before);
    append_hex(out, seal);
    out += '\n';
    return seal;
}

Look look_at(std::string_view bytes, Seal before, Group& group) {
    std::size_t line = 0;
    for (;;) {
        const void* found = line < bytes.size() ? std::memchr(bytes.data() + line, '\n', bytes.size() - line) : nullptr;
        if (found == nullptr) {
            return bytes.size() > longest_group ? Look::damaged : Look::unfinished;
        }
        const auto end = static_cast<std::size_t>(static_cast<const char*>(found) - bytes.data());
        if (bytes[line] == '\\') {
            line = end + 1;
            continue;
        }
        std::string_view seal = bytes.substr(line, end - line);
        if (!take(seal, group_begins) || !read_number(seal, group.first) || !take(seal, "..") ||
            !read_number(seal, group.last) || !take(seal, seal_begins) || seal.size() != seal_digits ||
            !read_hex(seal, group.seal))
            return Look::damaged;
        if (hash_of(bytes.substr(0, end - seal_digits), before) != group.seal) return Look::damaged;
        group.records = bytes.substr(0, line);
        group.size = end + 1;
        return Look::group;
    }
}

}  // namespace vigia::store
