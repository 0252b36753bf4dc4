#pragma once
#include <span>
#include <string_view>

namespace vigia {

/// One file of the web interface, built into the program.
struct Asset {
    std::string_view path;          ///< as requested: "/index.html", "/assets/index-1a2b3c.js"
    std::string_view content_type;  ///< as the Content-Type header wants it
    std::string_view etag;          ///< strong, with its quotation marks
    std::string_view bytes;         ///< the file
    std::string_view gzip;          ///< the file compressed; empty where that would not be smaller
    /// Whether the name holds a hash of the content, so that a browser may keep it for ever.
    bool immutable = false;
};

/// Every file of the web interface, sorted by path. "/" stands beside "/index.html" with the same bytes.
[[nodiscard]] std::span<const Asset> web_assets();

}  // namespace vigia
