#include "io/feed/inside/lines.h"

#include <algorithm>
#include <cstring>

namespace vigia::feed {

namespace {

std::size_t past_last(std::string_view bytes, char end) {
    const std::size_t at = bytes.rfind(end);
    return at == std::string_view::npos ? 0 : at + 1;
}

bool is_upper_or_digit(char c) { return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'); }

/// Whether `!AIVDM,` or `$PGHP,` or the like begins here: an address of 3 to 8 characters.
bool address_begins(std::string_view text) {
    std::size_t i = 1;
    while (i < text.size() && i <= 8 && is_upper_or_digit(text[i])) ++i;
    return i >= 4 && i < text.size() && text[i] == ',';
}

/// The length of the tag block at the front, `\...*hh\`; 0 when there is none.
std::size_t tag_block(std::string_view text) {
    const std::size_t end = text.find('\\', 1);
    return end == std::string_view::npos || end < 4 || text[end - 3] != '*' ? 0 : end + 1;
}

/// The length of the first sentence of a text without line ends.
std::size_t sentence(std::string_view text) {
    bool begun = false;  // past a sentence's address
    for (std::size_t i = 0; i < text.size();) {
        const char c = text[i];
        if (c == '\\') {
            const std::size_t tag = tag_block(text.substr(i));
            if (tag > 0 && begun) return i;
            i += tag > 0 ? tag : 1;
            continue;
        }
        if ((c == '!' || c == '$') && address_begins(text.substr(i))) {
            if (begun) return i;
            begun = true;
        }
        ++i;
    }
    return text.size();
}

}  // namespace

std::size_t whole_lines(std::string_view bytes) {
    const std::size_t end = past_last(bytes, '\n');
    return end > 0 ? end : past_last(bytes, '\r');
}

std::uint64_t leave_out_long_lines(std::string& block, std::size_t longest) {
    std::uint64_t left_out = 0;
    std::size_t begin = 0;
    while (block.size() - begin > longest) {
        const std::size_t hop = whole_lines(std::string_view(block).substr(begin, longest + 1));
        if (hop > 0) {
            begin += hop;
            continue;
        }
        const std::size_t end = block.find_first_of("\r\n", begin);
        block.erase(begin, end == std::string::npos ? std::string::npos : end + 1 - begin);
        ++left_out;
    }
    return left_out;
}

std::uint64_t append_datagram(std::string& out, std::string_view datagram, std::string_view stamp,
                              std::size_t longest, std::uint64_t& too_long) {
    std::uint64_t lines = 0;
    while (!datagram.empty()) {
        const std::size_t end = datagram.find_first_of("\r\n");
        std::string_view line = datagram.substr(0, end);
        datagram.remove_prefix(end == std::string_view::npos ? datagram.size() : end + 1);
        while (!line.empty()) {
            const std::size_t length = sentence(line);
            if (length > longest) {
                ++too_long;
            } else {
                out += stamp;
                out += line.substr(0, length);
                out += '\n';
                ++lines;
            }
            line.remove_prefix(length);
        }
    }
    return lines;
}

std::uint64_t LineSplitter::add(std::string_view bytes, std::string& out) {
    std::uint64_t lines = 0;
    while (!bytes.empty()) {
        const std::size_t end = bytes.find_first_of("\r\n");
        const std::string_view piece = bytes.substr(0, end);
        if (!skipping_ && begun_.size() + piece.size() > longest_) {
            skipping_ = true;
            ++too_long_;
            begun_.clear();
        }
        if (end == std::string_view::npos) {
            if (!skipping_) begun_ += piece;
            return lines;
        }
        if (!skipping_ && begun_.size() + piece.size() > 0) {
            out += begun_;
            out += piece;
            out += '\n';
            ++lines;
        }
        begun_.clear();
        skipping_ = false;
        bytes.remove_prefix(end + 1);
    }
    return lines;
}

std::uint64_t LineSplitter::finish(std::string& out) {
    const bool any = !begun_.empty();
    if (any) {
        out += begun_;
        out += '\n';
    }
    static_cast<void>(forget());
    return any ? 1 : 0;
}

std::uint64_t LineSplitter::forget() {
    const std::uint64_t lost = begun_.empty() ? 0 : 1;
    begun_.clear();
    skipping_ = false;
    return lost;
}

}  // namespace vigia::feed
