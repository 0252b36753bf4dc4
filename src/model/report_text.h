#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "base/time.h"
#include "model/observation.h"

namespace vigia::model {

/// What is known of a report beside what it says.
struct ReportOrigin {
    std::optional<Time> time{};  ///< when it was heard; empty when its source did not say
    unsigned message_type = 0;   ///< of the AIS message; 0 when it did not come as one
    std::string_view station{};  ///< the receiver; empty when not named
};

/// Appends the header of a table of reports, ended by a line feed. The columns, in SI units and UTC:
/// time, mmsi, message_type, transceiver, station, lat, lon, speed, course, heading, rate_of_turn,
/// altitude, status, accuracy, name, call_sign, imo, ship_type, bow, stern, port, starboard, draught,
/// destination, eta. New columns will come after these.
void append_report_header(std::string& out);

/// Appends a report as a row of that table; what it does not say is an empty field.
void append_report_row(std::string& out, const Observation& report, const ReportOrigin& origin);

/// Appends a report as a line of JSON with the same names; what it does not say is null.
void append_report_json(std::string& out, const Observation& report, const ReportOrigin& origin);

}  // namespace vigia::model
