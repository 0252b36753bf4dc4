#include "service/serve/serve.h"

#include <utility>

#include "service/serve/inside/openapi.h"
#include "service/serve/inside/routes.h"

namespace vigia::serve {

namespace {

constexpr std::string_view no_screen =
    "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>vigia</title>"
    "<h1>vigia is on watch, without its screen</h1>"
    "<p>This program was built without the web interface. Run <code>make setup build</code> in the source tree and start it "
    "again.<p>The picture is at <a href=\"/api/v1/picture\">/api/v1/picture</a>, all else in "
    "<a href=\"/api/v1/openapi.json\">/api/v1/openapi.json</a>.";

}  // namespace

net::Site site(World world, std::vector<net::Asset> assets) {
    const auto inside = std::make_shared<Inside>(std::move(world));
    net::Site out;
    add_picture_routes(out.routes, inside);
    add_alert_routes(out.routes, inside);
    add_replay_routes(out.routes, inside);
    add_program_routes(out.routes, inside);

    out.channel.path = "/api/v1/live";
    out.channel.subprotocol = "vigia.1";
    out.channel.right = "watch";
    out.channel.opened = [inside](net::Clients& clients, net::ClientId id) { inside->live.opened(clients, id); };
    out.channel.message = [inside](net::Clients& clients, net::ClientId id, std::string_view text) {
        inside->live.said(clients, id, text);
    };
    out.channel.closed = [inside](net::Clients&, net::ClientId id) { inside->live.closed(id); };
    out.channel.tick = [inside](net::Clients& clients, Duration running) { inside->live.tick(clients, running); };

    inside->openapi = openapi_text(out.routes, out.channel, inside->world.version);
    out.assets = std::move(assets);
    if (out.assets.empty())
        out.assets.push_back({.path = "/index.html", .content_type = "text/html; charset=utf-8", .etag = "\"none\"", .bytes = no_screen, .gzip = {}});
    return out;
}

}  // namespace vigia::serve
