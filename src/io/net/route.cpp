#include "io/net/route.h"

#include <algorithm>
#include <charconv>

#include <fmt/core.h>

namespace vigia::net {

namespace {

int hex_value(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
}

enum class Place { path, query };

/// Decodes percent escapes (and `+` as a blank in a query).
Result<std::string> decoded(std::string_view text, Place place, std::size_t offset) {
    std::string out;
    out.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        char c = text[i];
        if (static_cast<unsigned char>(c) <= 0x20 || c == 0x7F)
            return fail(ErrorKind::bad_input, "the target holds a control character or a blank", offset + i);
        if (c == '+' && place == Place::query) {
            c = ' ';
        } else if (c == '%') {
            const int high = i + 2 < text.size() ? hex_value(text[i + 1]) : -1;
            const int low = i + 2 < text.size() ? hex_value(text[i + 2]) : -1;
            if (high < 0 || low < 0)
                return fail(ErrorKind::bad_input, "the target holds a % without two hexadecimal digits", offset + i);
            c = static_cast<char>(high * 16 + low);
            i += 2;
            if (c == 0 || (place == Place::path && c == '/'))
                return fail(ErrorKind::bad_input, "the target holds an escaped NUL or slash", offset + i);
        }
        if (place == Place::path && c == '\\')
            return fail(ErrorKind::bad_input, "the path holds a backslash", offset + i);
        out += c;
    }
    return out;
}

/// Cuts the front of `rest` up to `separator` off; `rest` becomes what follows it.
std::string_view cut(std::string_view& rest, char separator) {
    const std::size_t end = rest.find(separator);
    const std::string_view front = rest.substr(0, end);
    rest = end == rest.npos ? std::string_view() : rest.substr(end + 1);
    return front;
}

bool climbs(std::string_view path) {
    while (!path.empty()) {
        const std::string_view part = cut(path, '/');
        if (part == "." || part == "..") return true;
    }
    return false;
}

/// How well a pattern fits: 0 not at all, else more for literal parts further left.
int fit(std::string_view pattern, std::string_view path, std::vector<Pair>& parameters) {
    int score = 1;
    parameters.clear();
    while (!pattern.empty() || !path.empty()) {
        if (pattern.empty() || path.empty() || pattern[0] != '/' || path[0] != '/') return 0;
        pattern.remove_prefix(1);
        path.remove_prefix(1);
        const std::string_view wanted = pattern.substr(0, pattern.find('/'));
        const std::string_view given = path.substr(0, path.find('/'));
        pattern.remove_prefix(wanted.size());
        path.remove_prefix(given.size());
        score *= 2;
        if (wanted.size() > 2 && wanted.front() == '{' && wanted.back() == '}') {
            if (given.empty()) return 0;
            parameters.push_back({std::string(wanted.substr(1, wanted.size() - 2)), std::string(given)});
        } else {
            if (wanted != given) return 0;
            score += 1;
        }
    }
    return score;
}

}  // namespace

Result<Target> target_from_text(std::string_view text) {
    if (text.empty() || text[0] != '/')
        return fail(ErrorKind::bad_input, "the target must begin with a slash");
    const std::size_t question = text.find('?');
    Result<std::string> path = decoded(text.substr(0, question), Place::path, 0);
    if (!path) return fail(std::move(path));
    if (climbs(*path)) return fail(ErrorKind::bad_input, "the path holds a part . or ..");
    Target target{.path = std::move(*path), .query = {}};
    if (question == text.npos) return target;

    std::string_view rest = text.substr(question + 1);
    while (!rest.empty()) {
        const auto offset = static_cast<std::size_t>(rest.data() - text.data());
        std::string_view value = cut(rest, '&');
        if (value.empty()) continue;
        if (target.query.size() == query_limit)
            return fail(ErrorKind::limit, fmt::format("the query has more than {} values", query_limit), offset);
        Result<std::string> left = decoded(cut(value, '='), Place::query, offset);
        if (!left) return fail(std::move(left));
        Result<std::string> right = decoded(value, Place::query, offset);
        if (!right) return fail(std::move(right));
        target.query.push_back({std::move(*left), std::move(*right)});
    }
    return target;
}

Match match(std::span<const Route> routes, Method method, std::string_view path) {
    const Method wanted = method == Method::head ? Method::get : method;
    Match best;
    int best_score = 0;
    std::vector<Method> allowed;
    std::vector<Pair> parameters;
    for (const Route& route : routes) {
        const int score = fit(route.pattern, path, parameters);
        if (score == 0) continue;
        if (std::ranges::find(allowed, route.method) == allowed.end()) allowed.push_back(route.method);
        if (route.method != wanted || score <= best_score) continue;
        best_score = score;
        best.route = &route;
        best.parameters = parameters;
    }
    std::ranges::sort(allowed);
    for (const Method each : allowed) {
        if (!best.allowed.empty()) best.allowed += ", ";
        best.allowed += name(each);
        if (each == Method::get) best.allowed += ", HEAD";
    }
    return best;
}

bool is_own_host(std::string_view host, std::uint16_t port) {
    const std::size_t bracket = host.rfind(']');
    const std::size_t colon = host.rfind(':');
    const bool has_port = colon != host.npos && (bracket == host.npos || colon > bracket);
    std::uint16_t given = 80;
    if (has_port) {
        const std::string_view digits = host.substr(colon + 1);
        const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), given);
        if (read.ec != std::errc{} || read.ptr != digits.data() + digits.size()) return false;
        host = host.substr(0, colon);
    }
    if (given != port) return false;
    if (host == "127.0.0.1" || host == "[::1]") return true;
    return std::ranges::equal(host, std::string_view("localhost"), {}, [](char c) {
        return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    });
}

bool is_own_origin(std::string_view origin, std::uint16_t port) {
    static constexpr std::string_view scheme = "http://";
    return origin.starts_with(scheme) && is_own_host(origin.substr(scheme.size()), port);
}

}  // namespace vigia::net
