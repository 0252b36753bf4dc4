#include "io/feed/url.h"

#include <array>
#include <charconv>

#include <fmt/format.h>

#include "base/text.h"

namespace vigia::feed {

namespace {

constexpr std::array<std::string_view, 5> schemes{"udp", "tcp", "tcp-listen", "serial", "file"};

std::unexpected<Error> wrong(std::string_view url, std::size_t at, std::string_view why) {
    return fail(ErrorKind::bad_input, fmt::format("\"{}\", character {}: {}", url, at + 1, why), at);
}

template <class Number>
std::optional<Number> number(std::string_view text, Number most) {
    Number value{};
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (text.empty() || error != std::errc() || end != text.data() + text.size() || value > most) return std::nullopt;
    return value;
}

/// The options that a kind of source takes.
std::string_view options_of(SourceKind kind) {
    switch (kind) {
        case SourceKind::udp: return "silent, interface";
        case SourceKind::serial: return "silent, baud";
        case SourceKind::file: return "silent, from, follow";
        case SourceKind::tcp:
        case SourceKind::tcp_listen:
        case SourceKind::standard_input: return "silent";
    }
    std::unreachable();
}

class Parser {
  public:
    explicit Parser(std::string_view text) : text_(text) {}

    Result<SourceUrl> parse() {
        if (text_.size() > 4096) return fail(ErrorKind::limit, "the source's URL is longer than 4096 characters");
        std::string_view rest = text_;
        if (const std::size_t mark = rest.find('?'); mark != std::string_view::npos) {
            query_ = rest.substr(mark + 1);
            query_at_ = mark + 1;
            rest = rest.substr(0, mark);
        }
        if (rest == "-") {
            url_.kind = SourceKind::standard_input;
            return options();
        }
        const std::size_t colon = rest.find(':');
        if (rest.empty() || colon == std::string_view::npos)
            return wrong(text_, 0, "no scheme; write udp://0.0.0.0:10110, tcp://host:port, tcp-listen://address:port, "
                                   "serial:///dev/ttyUSB0, file:path or -");
        const std::string_view scheme = rest.substr(0, colon);
        rest.remove_prefix(colon + 1);
        at_ = colon + 1;
        if (scheme == "file" || scheme == "serial") return path(scheme, rest);
        if (scheme == "udp" || scheme == "tcp" || scheme == "tcp-listen") return address(scheme, rest);
        const std::string_view meant = nearest(scheme, schemes.data(), schemes.size());
        return wrong(text_, 0, fmt::format("\"{}\" is no scheme of a source{}: write udp, tcp, tcp-listen, serial or file",
                                           scheme, meant.empty() ? "" : fmt::format(" (did you mean {}?)", meant)));
    }

  private:
    Result<SourceUrl> path(std::string_view scheme, std::string_view rest) {
        url_.kind = scheme == "file" ? SourceKind::file : SourceKind::serial;
        if (rest.starts_with("//")) {
            rest.remove_prefix(2);
            at_ += 2;
            if (!rest.starts_with('/'))
                return wrong(text_, at_, fmt::format("after {0}:// comes an absolute path: {0}:///{1}", scheme,
                                                     rest.empty() ? "dev/ttyUSB0" : rest));
        }
        if (rest.empty()) return wrong(text_, at_, "the path is missing");
        url_.path = rest;
        return options();
    }

    Result<SourceUrl> address(std::string_view scheme, std::string_view rest) {
        url_.kind = scheme == "udp" ? SourceKind::udp : scheme == "tcp" ? SourceKind::tcp : SourceKind::tcp_listen;
        if (!rest.starts_with("//"))
            return wrong(text_, at_, fmt::format("write {}://host:port", scheme));
        rest.remove_prefix(2);
        at_ += 2;
        if (rest.ends_with('/')) rest.remove_suffix(1);
        if (rest.find('@') != std::string_view::npos)
            return wrong(text_, at_ + rest.find('@'), "names and passwords are not taken");
        std::size_t colon = rest.rfind(':');
        if (rest.starts_with('[')) {
            const std::size_t close = rest.find(']');
            if (close == std::string_view::npos) return wrong(text_, at_, "the bracket of the IPv6 address is not closed");
            url_.host = rest.substr(1, close - 1);
            colon = close + 1 < rest.size() && rest[close + 1] == ':' ? close + 1 : std::string_view::npos;
        } else {
            url_.host = rest.substr(0, colon);
            if (url_.host.find(':') != std::string::npos)
                return wrong(text_, at_, "an IPv6 address stands in brackets: [::1]:10110");
        }
        if (colon == std::string_view::npos) return wrong(text_, at_ + rest.size(), "the port is missing: host:port");
        at_ += colon + 1;
        const auto port = number<unsigned>(rest.substr(colon + 1), 65535);
        if (!port) return wrong(text_, at_, "the port is a number from 0 to 65535");
        url_.port = static_cast<std::uint16_t>(*port);
        if (url_.kind == SourceKind::tcp && (url_.host.empty() || url_.port == 0))
            return wrong(text_, at_, "tcp connects to a host and a port: tcp://host:port");
        if (url_.host.empty()) url_.host = "0.0.0.0";
        return options();
    }

    Result<SourceUrl> options() {
        std::string_view rest = query_;
        std::size_t at = query_at_;
        while (!rest.empty()) {
            const std::string_view pair = rest.substr(0, rest.find('&'));
            const std::size_t equals = pair.find('=');
            if (equals == std::string_view::npos) return wrong(text_, at, "an option is name=value");
            auto taken = option(pair.substr(0, equals), pair.substr(equals + 1), at);
            if (!taken) return fail(std::move(taken));
            const std::size_t used = std::min(rest.size(), pair.size() + 1);
            rest.remove_prefix(used);
            at += used;
        }
        return url_;
    }

    Result<bool> option(std::string_view name, std::string_view value, std::size_t at) {
        const std::size_t value_at = at + name.size() + 1;
        if (name == "silent") {
            auto wait = duration_from_text(value);
            if (!wait || *wait <= Duration{0})
                return wrong(text_, value_at, "silent is a time such as 90s or 5m");
            url_.silent_after = *wait;
        } else if (name == "baud" && url_.kind == SourceKind::serial) {
            const auto rate = number<unsigned>(value, 4'000'000);
            if (!rate || *rate == 0) return wrong(text_, value_at, "baud is a number such as 38400");
            url_.baud = *rate;
        } else if (name == "interface" && url_.kind == SourceKind::udp) {
            if (value.empty()) return wrong(text_, value_at, "interface is the address of a network card");
            url_.interface_address = value;
        } else if (name == "from" && url_.kind == SourceKind::file) {
            if (value != "start" && value != "end") return wrong(text_, value_at, "from is start or end");
            url_.from = value == "end" ? FileFrom::end : FileFrom::start;
        } else if (name == "follow" && url_.kind == SourceKind::file) {
            if (value != "yes" && value != "no") return wrong(text_, value_at, "follow is yes or no");
            url_.end = value == "no" ? FileEnd::stop : FileEnd::follow;
        } else {
            return wrong(text_, at, fmt::format("\"{}\" is no option of {} (it takes: {})", name, feed::name(url_.kind),
                                                options_of(url_.kind)));
        }
        return true;
    }

    std::string_view text_;
    std::string_view query_;
    std::size_t query_at_ = 0;
    std::size_t at_ = 0;
    SourceUrl url_;
};

}  // namespace

Result<SourceUrl> SourceUrl::parse(std::string_view text) { return Parser(text).parse(); }

std::string_view name(SourceKind kind) {
    switch (kind) {
        case SourceKind::udp: return "udp";
        case SourceKind::tcp: return "tcp";
        case SourceKind::tcp_listen: return "tcp-listen";
        case SourceKind::serial: return "serial";
        case SourceKind::file: return "file";
        case SourceKind::standard_input: return "-";
    }
    std::unreachable();
}

}  // namespace vigia::feed
