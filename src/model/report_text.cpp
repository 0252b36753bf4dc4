#include "model/report_text.h"

#include <cmath>

#include "model/names.h"

namespace vigia::model {

namespace {

/// Writes the values of a row one after another: with their names as JSON, or between commas.
class Cells {
  public:
    enum class Style { json, csv };
    Cells(std::string& out, Style style) : out_(out), json_(style == Style::json) {}

    void words(std::string_view key, std::string_view value) {
        begin(key);
        if (json_ && value.empty()) out_ += "null";
        else if (json_) append_json(out_, value);
        else append_csv(out_, value);
    }
    void whole(std::string_view key, std::optional<std::int64_t> value) {
        begin(key);
        if (value) append_int(out_, *value);
        else nothing();
    }
    /// A number of exactly that many decimals, by integers: faster than a shortest-digits search.
    template <class Unit>
    void measure(std::string_view key, const std::optional<Quantity<Unit>>& value, int decimals) {
        number(key, value ? std::optional(value->value) : std::nullopt, decimals);
    }
    void number(std::string_view key, std::optional<double> value, int decimals) {
        static constexpr double powers[] = {1, 10, 100, 1e3, 1e4, 1e5, 1e6, 1e7};
        begin(key);
        if (value) append_fixed(out_, std::llround(*value * powers[decimals]), decimals);
        else nothing();
    }
    void end() { out_ += json_ ? "}\n" : "\n"; }

  private:
    void begin(std::string_view key) {
        if (json_) {
            out_ += first_ ? "{\"" : ",\"";
            out_ += key;
            out_ += "\":";
        } else if (!first_) {
            out_ += ',';
        }
        first_ = false;
    }
    void nothing() {
        if (json_) out_ += "null";
    }
    std::string& out_;
    bool json_, first_ = true;
};

std::string eta_text(const std::optional<Eta>& eta) {
    if (!eta) return {};
    // ISO 8601 without a year; what the crew left out is shown by dashes
    std::string text = "--";
    const auto part = [&](const std::optional<std::uint8_t>& value) {
        if (!value) {
            text += "--";
            return;
        }
        text += static_cast<char>('0' + *value / 10 % 10);
        text += static_cast<char>('0' + *value % 10);
    };
    part(eta->month);
    text += '-';
    part(eta->day);
    text += 'T';
    part(eta->hour);
    text += ':';
    part(eta->minute);
    return text;
}

void write(Cells& cells, const Observation& report, const ReportOrigin& origin) {
    static const Fix no_fix;
    static const Particulars unsaid;
    const Fix& fix = report.fix ? *report.fix : no_fix;
    const Particulars& said = report.particulars ? *report.particulars : unsaid;
    const auto view = [](const auto& text) { return text ? text->view() : std::string_view{}; };
    const auto side = [&](auto place) {
        return said.dimensions ? std::optional<std::int64_t>((*said.dimensions).*place) : std::nullopt;
    };

    cells.words("time", origin.time ? to_iso(*origin.time) : std::string{});
    cells.words("mmsi", report.mmsi.text());
    cells.whole("message_type", origin.message_type == 0 ? std::nullopt : std::optional<std::int64_t>(origin.message_type));
    cells.words("transceiver", report.transceiver == Transceiver::unknown ? "" : name(report.transceiver));
    cells.words("station", origin.station);
    cells.number("lat", fix.position ? std::optional(fix.position->latitude()) : std::nullopt, 7);
    cells.number("lon", fix.position ? std::optional(fix.position->longitude()) : std::nullopt, 7);
    cells.measure("speed", fix.speed, 3);
    cells.measure("course", fix.course, 1);
    cells.measure("heading", fix.heading, 1);
    cells.measure("rate_of_turn", fix.rate_of_turn, 1);
    cells.measure("altitude", fix.altitude, 0);
    cells.words("status", fix.status == NavigationStatus::undefined ? "" : name(fix.status));
    cells.words("accuracy", !report.fix ? "" : fix.accuracy == Accuracy::high ? "high" : "low");
    cells.words("name", view(said.name));
    cells.words("call_sign", view(said.call_sign));
    cells.whole("imo", said.imo);
    cells.whole("ship_type", said.ship_type);
    cells.whole("bow", side(&Dimensions::bow));
    cells.whole("stern", side(&Dimensions::stern));
    cells.whole("port", side(&Dimensions::port));
    cells.whole("starboard", side(&Dimensions::starboard));
    cells.measure("draught", said.draught, 1);
    cells.words("destination", view(said.destination));
    cells.words("eta", eta_text(said.eta));
    cells.end();
}

}  // namespace

void append_report_header(std::string& out) {
    out += "time,mmsi,message_type,transceiver,station,lat,lon,speed,course,heading,rate_of_turn,altitude,status,"
           "accuracy,name,call_sign,imo,ship_type,bow,stern,port,starboard,draught,destination,eta\n";
}

void append_report_row(std::string& out, const Observation& report, const ReportOrigin& origin) {
    Cells cells(out, Cells::Style::csv);
    write(cells, report, origin);
}

void append_report_json(std::string& out, const Observation& report, const ReportOrigin& origin) {
    Cells cells(out, Cells::Style::json);
    write(cells, report, origin);
}

}  // namespace vigia::model
