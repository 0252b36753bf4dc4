#pragma once
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "io/net/http.h"

namespace vigia::net {

/// A value that a route takes from the path or the query, for the OpenAPI document.
struct Parameter {
    std::string name;
    std::string description;
    std::string schema;   ///< JSON Schema as text: `{"type":"integer","minimum":1}`
    std::string example;  ///< a value that works, as it stands in the target
};

/// One kind of answer that a route gives, for the OpenAPI document.
struct Answer {
    int status = 200;
    std::string content_type;  ///< empty when there is no body
    std::string description;
    std::string schema;        ///< JSON Schema as text; empty when the body is not JSON
};

/// One thing that the server can be asked: what, by whom, and who answers.
struct Route {
    Method method = Method::get;
    std::string pattern;  ///< `/api/v1/tracks/{id}`: a `{…}` part stands for one non-empty part
    std::string right;    ///< the right it needs, as `logic/access` will name it; `watch`, `operate`
    std::function<Response(const Request&)> handler;  ///< runs on the server's thread

    std::string id;       ///< operationId of the OpenAPI document
    std::string summary;
    std::vector<Parameter> query;  ///< each optional but for those whose name ends in `!`
    std::vector<Parameter> path;   ///< one for each `{…}` of the pattern
    std::string body_schema;       ///< JSON Schema of the request's JSON body; empty: takes none
    std::string body_example;
    std::vector<Answer> answers;   ///< problem+json answers are added by the document
};

/// A request's target in its parts.
struct Target {
    std::string path;
    std::vector<Pair> query;
};

/// Reads the target of a request line in origin form (RFC 9112, section 3.2.1).
/// Errors: bad_input when it does not begin with `/`, holds control characters, a bad percent
/// escape, an escaped NUL or `/`, a backslash, or a part `.` or `..` (decoded); limit when it has
/// more than `query_limit` values.
[[nodiscard]] Result<Target> target_from_text(std::string_view text);
inline constexpr std::size_t query_limit = 32;

/// Which route answers a path.
struct Match {
    const Route* route = nullptr;     ///< null: none; then `allowed` is empty when the path is unknown
    std::vector<Pair> parameters;
    std::string allowed;              ///< the methods that the path has: `GET, HEAD, POST`
};

/// Finds the route of a decoded path; literal parts win over `{…}` parts. HEAD finds the GET route.
/// Cost: proportional to the number of routes.
[[nodiscard]] Match match(std::span<const Route> routes, Method method, std::string_view path);

/// Whether a Host field names this server: `localhost`, `127.0.0.1` or `[::1]`, with `port` (which
/// may be left out when it is 80).
[[nodiscard]] bool is_own_host(std::string_view host, std::uint16_t port);

/// Whether an Origin field is this server's own: `http://` and an own host.
[[nodiscard]] bool is_own_origin(std::string_view origin, std::uint16_t port);

}  // namespace vigia::net
