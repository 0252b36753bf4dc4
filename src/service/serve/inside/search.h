#pragma once
#include <cstddef>
#include <string>
#include <string_view>

#include "engine/picture.h"

namespace vigia::serve {

inline constexpr std::size_t search_query_limit = 64;    ///< bytes of a query that count
inline constexpr std::size_t search_result_limit = 50;

/// `text` in upper case without accents: `Canal de Panamá` -> `CANAL DE PANAMA`. Letters of Latin-1
/// and Latin Extended-A lose their marks, combining marks go, other characters stay.
[[nodiscard]] std::string folded(std::string_view text);

/// The tracks whose name, call sign, MMSI or IMO number holds `query` (schema `SearchResults`), at most
/// 50: whole words first, then beginnings, then the rest; live before lost; by id. An empty query
/// finds nothing. Cost: 0.1 µs a track.
[[nodiscard]] std::string search_json(const engine::Picture& picture, std::string_view query);

}  // namespace vigia::serve
