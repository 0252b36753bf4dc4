#include "codec/route/gpx.h"

#include "base/text.h"

namespace vigia::route {

Result<std::string> to_gpx(const model::Route& route) {
    if (route.points.empty()) return fail(ErrorKind::bad_input, "a GPX route needs a way-point");
    std::string out = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<gpx version=\"1.1\" creator=\"vigia\" xmlns=\"http://www.topografix.com/GPX/1/1\">\n<rte><name>";
    append_xml(out, route.name);
    out += "</name>\n";
    for (const model::WayPoint& point : route.points) {
        out += "<rtept lat=\"";
        append_number(out, point.position.latitude(), 6);
        out += "\" lon=\"";
        append_number(out, point.position.longitude(), 6);
        out += "\">";
        if (point.arrival) out += "<time>" + to_iso(*point.arrival) + "</time>";
        if (!point.name.empty()) {
            out += "<name>";
            append_xml(out, point.name);
            out += "</name>";
        }
        out += "</rtept>\n";
    }
    out += "</rte>\n</gpx>\n";
    return out;
}

}  // namespace vigia::route
