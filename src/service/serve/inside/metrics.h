#pragma once
#include <span>
#include <string>

#include "engine/picture.h"
#include "io/net/http.h"
#include "service/serve/inside/live.h"
#include "service/serve/serve.h"

namespace vigia::serve {

/// `/metrics` in the text format of Prometheus, version 0.0.4. Names and meaning: README.md.
[[nodiscard]] std::string metrics_text(const engine::Picture& picture, const net::Counters* server,
                                       const LiveCounts& live, std::span<const Figure> figures);

}  // namespace vigia::serve
