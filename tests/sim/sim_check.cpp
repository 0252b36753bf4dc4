// Checks what `vigia sim` wrote: the truth against coastline, speed limits and the places of the locks, the
// transits, and that all vessels of the start are heard within six minutes.
//   sim_check TRUTH.jsonl TRAFFIC.nmea|- LAND.geojson SITES.geojson [least-vessels]
// Prints one JSON object with the figures; ends with 1 when something is wrong.
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <map>
#include <set>
#include <string>

#include <fmt/format.h>

#include "base/time.h"
#include "codec/ais/reader.h"
#include "codec/ais/registry.h"
#include "codec/geojson/geojson.h"
#include "geo/land.h"
#include "geo/position.h"

using namespace vigia;

namespace {

std::string whole(const char* path) {
    std::ifstream file(path, std::ios::binary);
    if (!file) {
        fmt::print(stderr, "sim_check: cannot read {}\n", path);
        std::exit(2);
    }
    return {std::istreambuf_iterator<char>(file), {}};
}

/// The lock corridor: the ways of the sites that pass the Canal.
geo::Corridor corridor(const geojson::Collection& sites) {
    geo::Corridor found;
    for (const geojson::Feature& f : sites.features) {
        if (f.text("kind") == "route" && f.line() != nullptr) found.ways.push_back(*f.line());
    }
    return found;
}

std::string_view field(std::string_view row, std::string_view key) {
    const std::size_t at = row.find(key);
    if (at == std::string_view::npos) return {};
    std::string_view rest = row.substr(at + key.size());
    if (rest.starts_with('"')) return rest.substr(1, rest.find('"', 1) - 1);
    return rest.substr(0, rest.find_first_of(",}"));
}

/// Where each lock lies, by its name.
std::map<std::string, geo::Position, std::less<>> locks(const geojson::Collection& sites) {
    std::map<std::string, geo::Position, std::less<>> found;
    for (const geojson::Feature& f : sites.features) {
        if (f.text("kind") == "lock" && f.point() != nullptr) found.emplace(f.text("name"), *f.point());
    }
    return found;
}

double number(std::string_view row, std::string_view key) { return std::strtod(std::string(field(row, key)).c_str(), nullptr); }

std::string_view role_of(std::string_view row) { return field(row, "\"role\":"); }

struct Figures {
    std::uint64_t rows = 0, on_land = 0, too_fast = 0, jumps = 0, misplaced = 0;
    std::set<std::string> vessels, at_start;
    std::map<std::string, int> transits;
};

struct Last {
    double lat = 0, lon = 0, when = 0, sog = 0;
    std::string state, leg;
};

void told(std::uint64_t count, std::string_view what, std::string_view row) {
    if (count <= 5) fmt::print(stderr, "{}: {}\n", what, row);
}

class Truth {
  public:
    Truth(const geo::LandMask& land, const geojson::Collection& sites, Figures& figures)
        : land_(land), locks_(locks(sites)), f_(figures) {}

    void read(const char* path) {
        std::ifstream file(path);
        std::string row;
        while (std::getline(file, row)) {
            if (row.starts_with("{\"t\":")) look(row);  // occurrences are another matter
        }
    }

  private:
    void look(const std::string& row) {
        ++f_.rows;
        const std::string vessel(field(row, "\"vessel\":"));
        const std::string_view t = field(row, "\"t\":");
        if (first_.empty()) first_ = t;
        f_.vessels.insert(vessel);
        if (t == first_) f_.at_start.insert(std::string(field(row, "\"mmsi\":")));
        const double lat = number(row, "\"lat\":"), lon = number(row, "\"lon\":"), sog = number(row, "\"sog\":");
        const std::string_view role = field(row, "\"role\":");
        if (role != "aircraft" && land_.is_land(geo::Position::of(lat, lon))) told(++f_.on_land, "on land", row);
        const auto lock = locks_.find(field(row, "\"leg\":"));
        if (role != "tug" && lock != locks_.end() && geo::distance_near(lock->second, geo::Position::of(lat, lon)).value > 3000) {
            told(++f_.misplaced, "far from the lock that it names", row);
        }
        const std::string_view limit = field(row, "\"limit\":");
        // Vessels from 500,001 on act in incidents, some of which are about speed (docs/scenarios.md).
        const bool exempt = role == "pilot" || role == "patrol" || role == "aircraft" || number(row, "\"vessel\":") > 500'000;
        if (!exempt && !limit.empty() && limit != "null" && sog > std::strtod(std::string(limit).c_str(), nullptr) + 0.05) {
            told(++f_.too_fast, "too fast", row);
        }
        moved(vessel, row, lat, lon, sog, t);
    }

    void moved(const std::string& vessel, const std::string& row, double lat, double lon, double sog, std::string_view t) {
        Last& last = last_[vessel];
        const double now = static_cast<double>(to_unix_milliseconds(*time_from_iso(t))) / 1000;
        const std::string state(field(row, "\"state\":")), leg(field(row, "\"leg\":"));
        if (last.when > 0) {
            const double way = std::hypot((lat - last.lat) * 111'195, (lon - last.lon) * 109'800);
            // No further than its speeds at both ends and its acceleration (most for fast craft) allow.
            const double dt = now - last.when;
            const double most = role_of(row) == "aircraft" ? 1.0 : number(row, "\"length\":") <= 25 ? 0.5 : 0.25;  // m/s²
            if (way > dt * std::max(sog, last.sog) * 0.5144 + most * dt * dt / 4 + 10 && dt <= 61) {
                told(++f_.jumps, fmt::format("jump of {:.0f} m in {:.1f} s", way, now - last.when), row);
            }
            const bool final = last.leg == "Gatun Locks" || last.leg == "Agua Clara Locks" ||
                               last.leg == "Miraflores Locks" || last.leg == "Cocoli Locks";
            // A transit ends where a ship that has been in the lake leaves a flight for the sea.
            if (field(row, "\"role\":") == "transit" && state == "in_lock") flights_[vessel].insert(leg);
            if (field(row, "\"role\":") == "transit" && last.state == "in_lock" && state != "in_lock" && final) {
                const auto& seen = flights_[vessel];
                const bool atlantic = seen.contains("Gatun Locks") || seen.contains("Agua Clara Locks");
                const bool pacific = seen.contains("Miraflores Locks") || seen.contains("Cocoli Locks");
                const bool outward = last_heading_out(last, lat, lon);
                if ((atlantic && pacific) || outward) {
                    if (done_.insert(vessel).second) ++f_.transits[std::string(field(row, "\"size\":"))];
                }
            }
        }
        last = {lat, lon, now, sog, state, leg};
    }

    /// A ship that was in its last flight, or in the lake, when the truth began.
    static bool last_heading_out(const Last& last, double lat, double) {
        if (last.leg == "Gatun Locks" || last.leg == "Agua Clara Locks") return lat > 9.2755;
        return lat < 8.9985 && (last.leg == "Miraflores Locks" ? lat < 8.9965 : lat < 8.981);
    }

    const geo::LandMask& land_;
    std::map<std::string, geo::Position, std::less<>> locks_;
    Figures& f_;
    std::string first_;
    std::map<std::string, Last> last_;
    std::map<std::string, std::set<std::string>> flights_;
    std::set<std::string> done_;
};

/// The vessels of the start that nobody heard in the first six minutes.
std::set<std::string> unheard(const char* path, const std::set<std::string>& at_start, std::uint64_t& messages,
                              std::uint64_t& refused) {
    std::set<std::string> left = at_start;
    const ais::Registry registry;
    ais::Reader reader(ais::Policy::strict, registry);
    ais::Batch batch;
    std::ifstream file(path, std::ios::binary);
    std::string block(1 << 20, '\0');
    std::optional<Time> begin;
    const auto take = [&] {
        for (std::size_t i = 0; i < batch.message_count(); ++i) {
            ++messages;
            const auto at = batch.line(batch.head(i).line).recorded;
            if (at && !begin) begin = at;
            if (at && *at - *begin <= std::chrono::minutes(6)) left.erase(fmt::format("{:09}", batch.mmsi(i)));
        }
    };
    while (file.read(block.data(), static_cast<std::streamsize>(block.size())), file.gcount() > 0) {
        reader.read(std::string_view(block.data(), static_cast<std::size_t>(file.gcount())), batch);
        take();
    }
    reader.finish(batch);
    take();
    for (const auto& count : reader.statistics().refused) refused += count;
    return left;
}

}  // namespace

int main(int argc, char** argv) {
    if (argc < 5) return 2;
    const auto land_text = whole(argv[3]), sites_text = whole(argv[4]);
    const auto land = geojson::read(land_text), sites = geojson::read(sites_text);
    if (!land || !sites) return 2;
    const geo::LandMask mask(geojson::polygons(*land), corridor(*sites));
    Figures f;
    Truth(mask, *sites, f).read(argv[1]);
    std::uint64_t messages = 0, refused = 0;
    std::set<std::string> left;
    if (std::string_view(argv[2]) != "-") left = unheard(argv[2], f.at_start, messages, refused);
    const std::size_t least = argc > 5 ? static_cast<std::size_t>(std::atoi(argv[5])) : 0;
    fmt::print("{{\"rows\":{},\"vessels\":{},\"vessels_at_start\":{},\"on_land\":{},\"too_fast\":{},\"jumps\":{},\"misplaced\":{},"
               "\"panamax\":{},\"neopanamax\":{},\"messages\":{},\"refused\":{},\"unheard_in_6_minutes\":{}}}\n",
               f.rows, f.vessels.size(), f.at_start.size(), f.on_land, f.too_fast, f.jumps, f.misplaced, f.transits["panamax"],
               f.transits["neopanamax"], messages, refused, left.size());
    for (const std::string& mmsi : left) fmt::print(stderr, "unheard: {}\n", mmsi);
    const bool good = f.on_land == 0 && f.too_fast == 0 && f.jumps == 0 && f.misplaced == 0 && refused == 0 && left.empty() && f.vessels.size() >= least;
    return good ? 0 : 1;
}
