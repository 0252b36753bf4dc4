#pragma once
#include <cstdio>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "io/store/history.h"

namespace vigia::app {

/// Takes the rows of a history in order and makes text of them; `flushed` is called with each piece.
class HistoryText {
  public:
    using Sink = std::function<void(std::string_view)>;
    /// The last name of each vessel, for people to read.
    using VesselNames = std::map<model::Mmsi, std::string>;

    virtual ~HistoryText() = default;
    virtual void begin() = 0;
    virtual void row(const store::KeptPosition& row) = 0;
    virtual void end() = 0;
    /// The order in which rows must come.
    [[nodiscard]] virtual store::HistoryOrder order() const = 0;
};

/// `format` is csv, geojson, gpx or kml. A way is cut where a vessel was unheard for longer than an
/// hour, where it crosses the 180th meridian, and after 100,000 points.
[[nodiscard]] std::unique_ptr<HistoryText> history_text(std::string_view format,
                                                        const HistoryText::VesselNames& names,
                                                        HistoryText::Sink sink);

}  // namespace vigia::app
