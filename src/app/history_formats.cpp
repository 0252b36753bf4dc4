#include "app/history_formats.h"

#include <cmath>
#include <utility>

#include "base/text.h"
#include "model/names.h"

namespace vigia::app {
namespace {

constexpr std::size_t piece_bytes = 64 * 1024;
constexpr Duration longest_gap = std::chrono::hours(1);
constexpr std::size_t longest_way = 100'000;
constexpr int place_decimals = 7;  // a hundredth of a metre

/// Text that is handed on in pieces.
class Pieces {
  public:
    explicit Pieces(HistoryText::Sink sink) : sink_(std::move(sink)) {}
    std::string text;
    void passed() {
        if (text.size() >= piece_bytes) flush();
    }
    void flush() {
        sink_(text);
        text.clear();
    }

  private:
    HistoryText::Sink sink_;
};

std::string_view name_of(const HistoryText::VesselNames& names, model::Mmsi mmsi) {
    const auto found = names.find(mmsi);
    return found == names.end() ? std::string_view() : std::string_view(found->second);
}

class Csv final : public HistoryText {
  public:
    Csv(const VesselNames& names, Sink sink) : names_(names), out_(std::move(sink)) {}
    [[nodiscard]] store::HistoryOrder order() const override { return store::HistoryOrder::by_time; }
    void begin() override {
        out_.text += "seen,heard,mmsi,name,track,latitude_deg,longitude_deg,speed_m_s,course_deg,heading_deg,"
                     "rate_of_turn_deg_min,altitude_m,status,accuracy,range,transceiver,source,station,sequence\n";
    }
    void row(const store::KeptPosition& row) override {
        std::string& out = out_.text;
        const auto number = [&](const auto& quantity, int decimals) {
            out += ',';
            if (quantity) append_number(out, quantity->value, decimals);
        };
        out += to_iso(row.seen) + ',' + to_iso(row.heard) + ',' + row.mmsi.text() + ',';
        append_csv(out, name_of(names_, row.mmsi));
        out += ',';
        append_int(out, std::to_underlying(row.track));
        for (const bool latitude : {true, false}) {
            out += ',';
            if (row.fix.position)
                append_number(out, latitude ? row.fix.position->latitude() : row.fix.position->longitude(), place_decimals);
        }
        number(row.fix.speed, 2);
        number(row.fix.course, 1);
        number(row.fix.heading, 1);
        number(row.fix.rate_of_turn, 1);
        number(row.fix.altitude, 1);
        const std::string_view words[] = {name(row.fix.status), row.fix.accuracy == model::Accuracy::high ? "high" : "low",
                                          row.fix.range == model::Range::long_range ? "long_range" : "ordinary",
                                          name(row.transceiver), row.source, row.station};
        for (const std::string_view word : words) {
            out += ',';
            append_csv(out, word);
        }
        out += ',';
        append_int(out, static_cast<std::int64_t>(row.sequence));
        out += '\n';
        out_.passed();
    }
    void end() override { out_.flush(); }

  private:
    const VesselNames& names_;
    Pieces out_;
};

/// A point of a way.
struct Point {
    Time seen;
    double latitude, longitude;
    std::optional<double> speed, course, altitude;
};

/// A stretch over which one track was heard without a gap.
struct Way {
    model::Mmsi mmsi = model::Mmsi::of(0);
    model::TrackId track{};
    std::string_view name;
    std::vector<Point> points;
};

/// Gathers rows into ways for a format that draws lines.
template <class Format>
class Ways final : public HistoryText {
  public:
    Ways(const VesselNames& names, Sink sink) : out_(std::move(sink)), names_(names) {}
    [[nodiscard]] store::HistoryOrder order() const override { return store::HistoryOrder::by_track; }
    void begin() override { format_.begin(out_.text); }
    void row(const store::KeptPosition& row) override {
        if (!row.fix.position) return;
        const Point point{row.seen, row.fix.position->latitude(), row.fix.position->longitude(),
                          row.fix.speed ? std::optional(row.fix.speed->value) : std::nullopt,
                          row.fix.course ? std::optional(row.fix.course->value) : std::nullopt,
                          row.fix.altitude ? std::optional(row.fix.altitude->value) : std::nullopt};
        const bool other = way_.points.empty() || row.mmsi != way_.mmsi || row.track != way_.track;
        if (other || point.seen - way_.points.back().seen > longest_gap || way_.points.size() >= longest_way ||
            std::abs(point.longitude - way_.points.back().longitude) > 180) {
            pass();
            way_.mmsi = row.mmsi;
            way_.track = row.track;
            way_.name = name_of(names_, row.mmsi);
        }
        way_.points.push_back(point);
    }
    void end() override {
        pass();
        format_.end(out_.text);
        out_.flush();
    }

  private:
    void pass() {
        if (way_.points.empty()) return;
        format_.write(out_.text, way_);
        way_.points.clear();
        out_.passed();
    }

    Pieces out_;
    const VesselNames& names_;
    Way way_;
    Format format_;
};

void append_place(std::string& out, const Point& point) {
    append_number(out, point.longitude, place_decimals);
    out += ',';
    append_number(out, point.latitude, place_decimals);
}

class GeoJson {
  public:
    static void begin(std::string& out) { out += "{\"type\":\"FeatureCollection\",\"features\":["; }

    void write(std::string& out, const Way& way) {
        out += std::exchange(first_, false) ? "\n" : ",\n";
        const bool line = way.points.size() > 1;
        out += line ? R"({"type":"Feature","geometry":{"type":"LineString","coordinates":[)"
                    : R"({"type":"Feature","geometry":{"type":"Point","coordinates":)";
        list(out, way, [&](const Point& point) {
            out += '[';
            append_place(out, point);
            out += ']';
        });
        out += line ? "]}," : "},";
        out += R"("properties":{"mmsi":")" + way.mmsi.text() + R"(","name":)";
        if (way.name.empty()) out += "null";
        else append_json(out, way.name);
        out += ",\"track\":";
        append_int(out, std::to_underlying(way.track));
        out += R"(,"from":")" + to_iso(way.points.front().seen) + R"(","until":")" + to_iso(way.points.back().seen) + "\",\"times\":[";
        list(out, way, [&](const Point& point) { out += '"' + to_iso(point.seen) + '"'; });
        out += "],\"speeds_m_s\":[";
        list(out, way, [&](const Point& point) {
            if (point.speed) append_number(out, *point.speed, 2);
            else out += "null";
        });
        out += "]}}";
    }
    static void end(std::string& out) { out += "\n]}\n"; }

  private:
    template <class F>
    static void list(std::string& out, const Way& way, F&& f) {
        bool first = true;
        for (const Point& point : way.points) {
            if (!std::exchange(first, false)) out += ',';
            f(point);
        }
    }
    bool first_ = true;
};

class Gpx {
  public:
    static void begin(std::string& out) {
        out += "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                     "<gpx version=\"1.1\" creator=\"vigia\" xmlns=\"http://www.topografix.com/GPX/1/1\">\n";
    }

    void write(std::string& out, const Way& way) {
        if (!open_ || open_mmsi_ != way.mmsi || open_track_ != way.track) {
            close(out);
            open_ = true;
            open_mmsi_ = way.mmsi;
            open_track_ = way.track;
            out += "<trk><name>";
            append_xml(out, way.name.empty() ? std::string_view(way.mmsi.text()) : way.name);
            out += "</name><desc>MMSI " + way.mmsi.text() + ", track ";
            append_int(out, std::to_underlying(way.track));
            out += "</desc>\n";
        }
        out += "<trkseg>\n";
        for (const Point& point : way.points) {
            out += "<trkpt lat=\"";
            append_number(out, point.latitude, place_decimals);
            out += "\" lon=\"";
            append_number(out, point.longitude, place_decimals);
            out += "\">";
            if (point.altitude) {
                out += "<ele>";
                append_number(out, *point.altitude, 1);
                out += "</ele>";
            }
            out += "<time>" + to_iso(point.seen) + "</time></trkpt>\n";
        }
        out += "</trkseg>\n";
    }
    void end(std::string& out) {
        close(out);
        out += "</gpx>\n";
    }

  private:
    void close(std::string& out) {
        if (std::exchange(open_, false)) out += "</trk>\n";
    }
    bool open_ = false;
    model::Mmsi open_mmsi_ = model::Mmsi::of(0);
    model::TrackId open_track_{};
};

class Kml {
  public:
    static void begin(std::string& out) {
        out += "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<kml xmlns=\"http://www.opengis.net/kml/2.2\" "
                     "xmlns:gx=\"http://www.google.com/kml/ext/2.2\">\n<Document><name>vigia history</name>\n";
    }

    void write(std::string& out, const Way& way) {
        out += "<Placemark><name>";
        append_xml(out, way.name.empty() ? std::string_view(way.mmsi.text()) : way.name);
        out += "</name><description>MMSI " + way.mmsi.text() + ", track ";
        append_int(out, std::to_underlying(way.track));
        out += "</description><gx:Track>\n";
        for (const Point& point : way.points) out += "<when>" + to_iso(point.seen) + "</when>\n";
        for (const Point& point : way.points) {
            out += "<gx:coord>";
            append_number(out, point.longitude, place_decimals);
            out += ' ';
            append_number(out, point.latitude, place_decimals);
            out += ' ';
            append_number(out, point.altitude.value_or(0), 1);
            out += "</gx:coord>\n";
        }
        out += "</gx:Track></Placemark>\n";
    }
    static void end(std::string& out) { out += "</Document>\n</kml>\n"; }
};

}  // namespace

std::unique_ptr<HistoryText> history_text(std::string_view format, const HistoryText::VesselNames& names,
                                          HistoryText::Sink sink) {
    if (format == "csv") return std::make_unique<Csv>(names, std::move(sink));
    if (format == "geojson") return std::make_unique<Ways<GeoJson>>(names, std::move(sink));
    if (format == "gpx") return std::make_unique<Ways<Gpx>>(names, std::move(sink));
    check(format == "kml");
    return std::make_unique<Ways<Kml>>(names, std::move(sink));
}

}  // namespace vigia::app
