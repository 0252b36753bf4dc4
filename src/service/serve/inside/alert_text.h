#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "io/net/http.h"
#include "model/alert.h"

namespace vigia::serve {

/// Which alerts a request wants.
struct AlertFilter {
    std::vector<model::AlertState> states;  ///< empty: all
    std::vector<model::EventKind> kinds;    ///< empty: all
    std::string vessel, zone;               ///< MMSI; id of an area; empty: all
    std::optional<Time> from, to;           ///< of raising, the second not included
    std::size_t limit = 500;
    [[nodiscard]] bool wants(const model::Alert& alert) const;
};
inline constexpr std::size_t most_listed = 2'000;

/// Reads the query. Errors: bad_input that names the value and what it can be.
[[nodiscard]] Result<AlertFilter> alert_filter_from(const net::Request& request);

/// The alerts that the filter wants, highest rank first.
[[nodiscard]] std::vector<const model::Alert*> chosen(const model::AlertBoard& board, const AlertFilter& filter);

/// Schema `Alerts`.
[[nodiscard]] std::string alerts_json(const model::AlertBoard& board, const AlertFilter& filter);
/// Schema `Alert`, with `similar`.
[[nodiscard]] std::string alert_json(const model::AlertBoard& board, const model::Alert& alert);
/// Schema `AlertStatistics`.
[[nodiscard]] std::string statistics_json(const model::AlertBoard& board);
/// Schema `Events`. Errors: bad_input.
[[nodiscard]] Result<std::string> events_json(const model::AlertBoard& board, const net::Request& request);
/// `"counts":{…},"budget":{…}` as lists and the live wire have them.
void append_standing_of_desk(std::string& out, const model::AlertBoard& board);

/// One HTML page of the open items, to be printed or filed: nothing in it needs a network.
[[nodiscard]] std::string handover_html(const model::AlertBoard& board, model::Language language);
/// The policy under which a browser may show that page: its own style, no script.
[[nodiscard]] std::string_view handover_policy();

}  // namespace vigia::serve
