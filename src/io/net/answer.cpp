#include "io/net/inside/answer.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <utility>

#include <fmt/core.h>

#include "base/text.h"

namespace vigia::net {

std::span<const std::pair<std::string_view, std::string_view>> security_headers() {
    static constexpr std::array<std::pair<std::string_view, std::string_view>, 7> headers{{
        {"Content-Security-Policy",
         "default-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"},
        {"X-Content-Type-Options", "nosniff"},
        {"X-Frame-Options", "DENY"},
        {"Referrer-Policy", "no-referrer"},
        {"Cross-Origin-Opener-Policy", "same-origin"},
        {"Cross-Origin-Resource-Policy", "same-origin"},
        {"Permissions-Policy", "camera=(), geolocation=(), microphone=()"},
    }};
    return headers;
}

std::string http_date(Time now) {
    static constexpr std::array<std::string_view, 7> days{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
    static constexpr std::array<std::string_view, 12> months{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                             "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    const auto day = std::chrono::floor<std::chrono::days>(now);
    const std::chrono::year_month_day date(day);
    const std::chrono::hh_mm_ss clock(std::chrono::floor<std::chrono::seconds>(now - day));
    return fmt::format("{}, {:02} {} {:04} {:02}:{:02}:{:02} GMT", days[std::chrono::weekday(day).c_encoding()],
                       static_cast<unsigned>(date.day()), months[static_cast<unsigned>(date.month()) - 1],
                       static_cast<int>(date.year()), clock.hours().count(), clock.minutes().count(),
                       clock.seconds().count());
}

namespace {

bool is_plain(std::string_view text) {
    return std::ranges::none_of(text, [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; });
}

void append_field(std::string& out, std::string_view name, std::string_view value) {
    if (!is_plain(name) || !is_plain(value)) return;
    out += name;
    out += ": ";
    out += value;
    out += "\r\n";
}

/// Whether a route gives a security field of its own, stricter for its page.
bool says_itself(const Response& response, std::string_view name) {
    const auto same = [&](const Pair& field) {
        return std::ranges::equal(field.name, name, [](char a, char b) { return (a | 0x20) == (b | 0x20); });
    };
    return std::ranges::any_of(response.headers, same);
}

bool accepts_gzip(std::string_view accepted) {
    // `gzip;q=0` forbids it; every browser says `gzip, deflate, br`.
    return accepted.find("gzip") != accepted.npos && accepted.find("gzip;q=0") == accepted.npos;
}

}  // namespace

std::string head_of(const Response& response, Connection connection, Time now) {
    std::string out = fmt::format("HTTP/1.1 {} {}\r\n", response.status, reason(response.status));
    append_field(out, "Date", http_date(now));
    if (!response.content_type.empty()) append_field(out, "Content-Type", response.content_type);
    if (response.status != 204 && response.status != 304) {
        out += "Content-Length: ";
        append_int(out, static_cast<std::int64_t>(response.body.view().size()));
        out += "\r\n";
    }
    bool has_cache_rule = false;
    for (const Pair& field : response.headers) {
        has_cache_rule = has_cache_rule || field.name == "cache-control";
        append_field(out, field.name, field.value);
    }
    if (!has_cache_rule) append_field(out, "cache-control", "no-store");
    for (const auto& [name, value] : security_headers())
        if (!says_itself(response, name)) append_field(out, name, value);
    append_field(out, "Connection", connection == Connection::keep ? "keep-alive" : "close");
    out += "\r\n";
    return out;
}

std::optional<Response> asset_answer(std::span<const Asset> assets, const Request& request) {
    auto found = std::ranges::find(assets, std::string_view(request.path), &Asset::path);
    if (found == assets.end() && request.path == "/")
        found = std::ranges::find(assets, std::string_view("/index.html"), &Asset::path);
    if (found == assets.end()) return std::nullopt;
    const bool zipped = !found->gzip.empty() && accepts_gzip(request.header("accept-encoding"));
    std::string tag(found->etag);
    if (zipped && tag.size() > 1) tag.insert(tag.size() - 1, "-gz");  // other bytes, other strong tag
    Response response{.content_type = std::string(found->content_type),
                      .body = Body::lasting(zipped ? found->gzip : found->bytes), .headers = {}};
    response.headers.push_back({"etag", tag});
    response.headers.push_back({"vary", "accept-encoding"});
    response.headers.push_back({"cache-control", found->immutable ? "public, max-age=31536000, immutable" : "no-cache"});
    if (zipped) response.headers.push_back({"content-encoding", "gzip"});
    if (request.header("if-none-match") == tag) {
        response.status = 304;
        response.content_type.clear();
        response.body = {};
    }
    return response;
}

}  // namespace vigia::net
