#include "io/net/http.h"

#include <algorithm>
#include <utility>

#include "base/text.h"

namespace vigia::net {

std::string_view name(Method method) {
    switch (method) {
        case Method::get: return "GET";
        case Method::head: return "HEAD";
        case Method::post: return "POST";
        case Method::put: return "PUT";
        case Method::patch: return "PATCH";
        case Method::remove: return "DELETE";
    }
    std::unreachable();
}

std::optional<Method> method_from_name(std::string_view text) {
    for (const Method method : {Method::get, Method::head, Method::post, Method::put, Method::patch,
                                Method::remove})
        if (name(method) == text) return method;
    return std::nullopt;
}

namespace {

const Pair* find(const std::vector<Pair>& pairs, std::string_view name) {
    const auto it = std::ranges::find(pairs, name, &Pair::name);
    return it == pairs.end() ? nullptr : &*it;
}

}  // namespace

std::string_view Request::parameter(std::string_view wanted) const {
    const Pair* found = find(parameters, wanted);
    return found ? std::string_view(found->value) : std::string_view();
}

std::optional<std::string_view> Request::asked(std::string_view wanted) const {
    const Pair* found = find(query, wanted);
    return found ? std::optional<std::string_view>(found->value) : std::nullopt;
}

std::string_view Request::header(std::string_view wanted) const {
    const Pair* found = find(headers, wanted);
    return found ? std::string_view(found->value) : std::string_view();
}

Body::Body(std::string text) : Body(std::make_shared<const std::string>(std::move(text))) {}

Body::Body(std::shared_ptr<const std::string> text) : owner_(std::move(text)), bytes_(*owner_) {}

Body Body::lasting(std::string_view bytes) {
    Body body;
    body.bytes_ = bytes;
    return body;
}

Response json(std::string text, int status) {
    return {.status = status, .content_type = "application/json", .body = std::move(text), .headers = {}};
}

Response text(std::string text, int status) {
    return {.status = status, .content_type = "text/plain; charset=utf-8", .body = std::move(text), .headers = {}};
}

Response problem(int status, std::string_view detail) {
    std::string body = "{\"type\":\"about:blank\",\"title\":";
    append_json(body, reason(status));
    body += ",\"status\":";
    append_int(body, status);
    body += ",\"detail\":";
    append_json(body, detail);
    body += '}';
    return {.status = status, .content_type = "application/problem+json", .body = std::move(body), .headers = {}};
}

std::string_view reason(int status) {
    switch (status) {
        case 101: return "Switching Protocols";
        case 200: return "OK";
        case 204: return "No Content";
        case 304: return "Not Modified";
        case 400: return "Bad Request";
        case 403: return "Forbidden";
        case 404: return "Not Found";
        case 405: return "Method Not Allowed";
        case 406: return "Not Acceptable";
        case 408: return "Request Timeout";
        case 409: return "Conflict";
        case 413: return "Content Too Large";
        case 414: return "URI Too Long";
        case 415: return "Unsupported Media Type";
        case 421: return "Misdirected Request";
        case 426: return "Upgrade Required";
        case 431: return "Request Header Fields Too Large";
        case 500: return "Internal Server Error";
        case 503: return "Service Unavailable";
        default: return "Status";
    }
}

std::string percent_encoded(std::string_view text) {
    static constexpr char hex[] = "0123456789ABCDEF";
    std::string out;
    for (const char c : text) {
        const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                           c == '-' || c == '.' || c == '_' || c == '~';
        if (plain) {
            out += c;
        } else {
            const auto byte = static_cast<unsigned char>(c);
            out += {'%', hex[byte >> 4], hex[byte & 15]};
        }
    }
    return out;
}

}  // namespace vigia::net
