#include <charconv>

#include <fmt/core.h>

#include "io/net/server.h"

namespace vigia::net {

Result<Endpoint> endpoint_from_text(std::string_view text) {
    const std::size_t colon = text.rfind(':');
    if (colon == text.npos)
        return fail(ErrorKind::bad_input,
                    fmt::format("\"{}\" is not HOST:PORT. Say, for example, 127.0.0.1:8080.", text));
    const std::string_view digits = text.substr(colon + 1);
    Endpoint endpoint;
    const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), endpoint.port);
    if (read.ec != std::errc{} || read.ptr != digits.data() + digits.size())
        return fail(ErrorKind::bad_input,
                    fmt::format("\"{}\" is not a port: a number from 0 to 65535 is wanted.", digits), colon + 1);
    const std::string_view host = text.substr(0, colon);
    if (host.empty() || host == "localhost" || host == "127.0.0.1") return endpoint;
    if (host == "[::1]") {
        endpoint.host = "::1";
        return endpoint;
    }
    return fail(ErrorKind::denied,
                fmt::format("cannot listen on {}: only this machine may be served until there are accounts.\n"
                            "  Use --listen 127.0.0.1:{} (localhost and [::1] will do too). To watch from another\n"
                            "  machine: ssh -L {}:127.0.0.1:{} THIS_MACHINE, then open http://localhost:{}/ there.",
                            host, endpoint.port, endpoint.port, endpoint.port, endpoint.port));
}

}  // namespace vigia::net
