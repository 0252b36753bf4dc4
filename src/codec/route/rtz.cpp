#include "codec/route/rtz.h"

#include <algorithm>
#include <chrono>
#include <cmath>

#include "base/text.h"

namespace vigia::route {

namespace {

void append_attribute(std::string& out, const char* name, std::string_view text) {
    ((out += ' ') += name) += "=\"";
    append_xml(out, text);
    out += '"';
}

void append_attribute(std::string& out, const char* name, double value, int decimals) {
    ((out += ' ') += name) += "=\"";
    append_number(out, value, decimals);
    out += '"';
}

void append_schedule(std::string& out, const model::Route& route) {
    out += "<schedules>\n<schedule id=\"1\">\n<calculated>\n";
    for (std::size_t i = 0; i < route.points.size(); ++i) {
        const model::WayPoint& point = route.points[i];
        if (!point.arrival && !point.speed) continue;
        out += "<scheduleElement";
        append_attribute(out, "waypointId", static_cast<double>(i + 1), 0);
        // A route begins with a departure; at all others she arrives.
        if (point.arrival) append_attribute(out, i == 0 ? "etd" : "eta", to_iso(std::chrono::floor<std::chrono::seconds>(*point.arrival)));
        if (point.speed) append_attribute(out, "speed", to_knots(*point.speed), 2);
        out += "/>\n";
    }
    out += "</calculated>\n</schedule>\n</schedules>\n";
}

}  // namespace

Result<std::string> to_rtz(const model::Route& route) {
    if (route.points.size() < 2) return fail(ErrorKind::bad_input, "an RTZ route needs at least two way-points");
    for (std::size_t i = 0; i < route.points.size(); ++i)
        if (route.points[i].speed && !(route.points[i].speed->value >= 0 && std::isfinite(route.points[i].speed->value)))
            return fail(ErrorKind::bad_input, "the speed of a way-point must be a number from 0", i);
    std::string out = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<route xmlns=\"http://www.cirm.org/RTZ/1/2\" version=\"1.2\">\n<routeInfo";
    append_attribute(out, "routeName", route.name);
    out += "/>\n<waypoints>\n";
    for (std::size_t i = 0; i < route.points.size(); ++i) {
        const model::WayPoint& point = route.points[i];
        out += "<waypoint";
        append_attribute(out, "id", static_cast<double>(i + 1), 0);
        append_attribute(out, "revision", 0, 0);
        if (!point.name.empty()) append_attribute(out, "name", point.name);
        out += "><position";
        append_attribute(out, "lat", point.position.latitude(), 6);
        // Six decimals may round a longitude just below 180 up to it, which the schema refuses.
        append_attribute(out, "lon", std::min(point.position.longitude(), 179.999999), 6);
        out += "/>";
        if (i > 0) out += "<leg geometryType=\"Loxodrome\"/>";
        out += "</waypoint>\n";
    }
    out += "</waypoints>\n";
    if (std::ranges::any_of(route.points, [](const model::WayPoint& p) { return p.arrival || p.speed; })) append_schedule(out, route);
    out += "</route>\n";
    return out;
}

}  // namespace vigia::route
