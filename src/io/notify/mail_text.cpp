#include "io/notify/mail_text.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdint>

#include <fmt/core.h>

namespace vigia::notify {

namespace {

constexpr std::size_t line_bytes = 57;     ///< 76 letters of base64
constexpr std::size_t word_bytes = 42;     ///< an encoded word has at most 75 letters

std::string base64(std::string_view bytes) {
    static constexpr std::string_view letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    std::string out;
    for (std::size_t at = 0; at < bytes.size(); at += 3) {
        std::uint32_t group = 0;
        const std::size_t some = std::min<std::size_t>(3, bytes.size() - at);
        for (std::size_t i = 0; i < 3; ++i) group = group << 8 | (i < some ? static_cast<unsigned char>(bytes[at + i]) : 0U);
        for (std::size_t i = 0; i < 4; ++i) out += i <= some ? letters[group >> (18 - 6 * i) & 63U] : '=';
    }
    return out;
}

/// Calls `f` with pieces of at most `size` bytes, cut between letters.
template <class F>
void in_pieces(std::string_view text, std::size_t size, F&& f) {
    while (!text.empty()) {
        std::size_t some = std::min(size, text.size());
        while (some > 1 && some < text.size() && (static_cast<unsigned char>(text[some]) & 0xC0) == 0x80) --some;
        f(text.substr(0, some));
        text.remove_prefix(some);
    }
}

std::string encoded_words(std::string_view text) {
    std::string out;
    in_pieces(text, word_bytes, [&](std::string_view piece) {
        if (!out.empty()) out += "\r\n ";
        out += "=?UTF-8?B?" + base64(piece) + "?=";
    });
    return out;
}

/// RFC 5322, section 3.3.
std::string mail_date(Time at) {
    static constexpr std::array<std::string_view, 7> days{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
    static constexpr std::array<std::string_view, 12> months{"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    const auto day = std::chrono::floor<std::chrono::days>(at);
    const std::chrono::year_month_day date(day);
    const std::chrono::hh_mm_ss clock(std::chrono::floor<std::chrono::seconds>(at - day));
    return fmt::format("{}, {} {} {} {:02}:{:02}:{:02} +0000", days[std::chrono::weekday(day).c_encoding()], static_cast<unsigned>(date.day()),
                       months[static_cast<unsigned>(date.month()) - 1], static_cast<int>(date.year()), clock.hours().count(), clock.minutes().count(),
                       clock.seconds().count());
}

}  // namespace

std::string mail_text(const Mail& mail) {
    std::string out = fmt::format("Date: {}\r\nFrom: <{}>\r\nTo: ", mail_date(mail.at), mail.from);
    for (std::size_t i = 0; i < mail.to.size(); ++i) out += fmt::format("{}<{}>", i == 0 ? "" : ",\r\n ", mail.to[i]);
    out += fmt::format("\r\nMessage-ID: <{}@vigia.invalid>\r\nSubject: {}\r\nAuto-Submitted: auto-generated\r\nMIME-Version: 1.0\r\n"
                       "Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n",
                       mail.id, encoded_words(mail.subject));
    const std::string_view text = mail.text;
    for (std::size_t at = 0; at < text.size(); at += line_bytes) out += base64(text.substr(at, line_bytes)) + "\r\n";
    return out;
}

bool is_mail_address(std::string_view text) {
    const std::size_t at = text.find('@');
    return at != text.npos && at > 0 && at + 1 < text.size() && text.find('@', at + 1) == text.npos && text.size() <= 254 &&
           std::ranges::none_of(text, [](char c) { return static_cast<unsigned char>(c) <= 0x20 || c == 0x7F || c == '<' || c == '>' || c == '"' || c == ',' || c == '\\'; });
}

}  // namespace vigia::notify
