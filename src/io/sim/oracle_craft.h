#pragma once
#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <optional>
#include <string_view>
#include <vector>

#include "base/time.h"
#include "geo/grid.h"
#include "io/sim/oracle_ledger.h"
#include "io/sim/oracle_reading.h"
#include "io/sim/sent.h"
#include "model/area.h"
#include "model/lists.h"
#include "model/observation.h"

namespace vigia::sim {

[[nodiscard]] constexpr MetresPerSecond knots(double number) { return from_knots(number); }
[[nodiscard]] constexpr Metres miles(double number) { return from_nautical_miles(number); }
[[nodiscard]] constexpr double seconds_of(Duration d) { return static_cast<double>(d.count()) / 1000; }

/// A position report that somebody heard, as it was declared and without errors of measurement.
struct Placed {
    Time at{};     ///< sent
    Time known{};  ///< when the first line of it was delivered
    geo::Position position = geo::Position::of(0, 0);
    model::Fix fix;
    model::Whereabouts where;
};

/// One vessel under one MMSI, as those ashore can know it.
struct Craft {
    std::uint32_t index = 0;   ///< place in the table; used again after it has gone
    std::uint32_t vessel = 0, mmsi = 0;
    model::Transceiver transceiver = model::Transceiver::unknown;
    model::Particulars said;   ///< all that it has declared so far
    std::uint32_t fixes = 0;   ///< since the last cut: with 2 or more, `before` belongs to `now`
    Placed now, before;
    Time first_sent{};         ///< of the first report that somebody heard
    Time last_sent{}, last_known{};  ///< of the latest report of any kind
    bool known = false;        ///< that the place in the table is taken

    [[nodiscard]] std::uint8_t type() const { return said.ship_type.value_or(0); }
    [[nodiscard]] std::optional<Metres> length() const;
    [[nodiscard]] std::optional<Metres> beam() const;
    /// A ship or boat; not a station ashore, an aid, an aircraft or a distress device.
    [[nodiscard]] bool afloat() const;
    /// By what it does (docs/events.md, "Exempt").
    [[nodiscard]] bool exempt() const;
    [[nodiscard]] bool is_small() const;
    [[nodiscard]] bool fishing() const { return type() == 30 || now.fix.status == model::NavigationStatus::fishing; }
    [[nodiscard]] bool at_rest() const;
    [[nodiscard]] bool open() const { return !now.where.sheltered(); }
    [[nodiscard]] bool in(model::AreaKind kind) const { return now.where.in(kind); }
    [[nodiscard]] bool at_least(Metres long_) const { return length() && *length() >= long_; }
    [[nodiscard]] bool faster(MetresPerSecond than) const { return now.fix.speed && *now.fix.speed > than; }
    [[nodiscard]] bool slower(MetresPerSecond than) const { return now.fix.speed && *now.fix.speed < than; }
    /// Metres a second made good between the last two fixes; empty with one.
    [[nodiscard]] std::optional<MetresPerSecond> derived() const;
};

inline constexpr Duration cut_after = std::chrono::minutes(30);
inline constexpr Duration says_its_type_within = std::chrono::minutes(13);
inline constexpr MetresPerSecond fastest_vessel = from_knots(60);

/// How near two hulls are; between the antennas where a hull or its direction is not known.
[[nodiscard]] Metres hull_distance(const Craft& a, const Craft& b);
/// From a hull to a place.
[[nodiscard]] Metres hull_distance(const Craft& a, geo::Position place);

/// Two antennas that keep course and speed from a moment on.
struct Passing {
    Metres range{0};              ///< now
    MetresPerSecond closing{0};   ///< how fast the range shrinks; negative when it opens
    Metres closest{0};            ///< closest approach, now when it lies behind
    double after = 0;             ///< seconds until then, 0 when it lies behind
};
[[nodiscard]] Passing passing(const Placed& a, const Placed& b, Time now);
[[nodiscard]] Passing passing(const Placed& a, geo::Position place);

/// Whether within that time the hull of `b` meets the ellipse around `a` (whole axes so many lengths and beams of `a`,
/// along its heading), when both keep course and speed. False where a hull or course is not known.
[[nodiscard]] bool meets_ellipse(const Craft& a, const Craft& b, Time now, Duration within, double lengths, double beams);

/// Flat metres to the east and north.
struct Flat {
    double east = 0, north = 0;
};
[[nodiscard]] Flat flat(geo::Position from, geo::Position to);

/// All that the judges share.
struct Sea {
    explicit Sea(std::shared_ptr<const model::Chart> drawn) : chart(std::move(drawn)) {}
    std::shared_ptr<const model::Chart> chart;
    std::shared_ptr<const model::Lists> lists;  ///< of the operator; may be null
    std::deque<Craft> crafts;     ///< by index; addresses stay
    geo::Grid grid{0.02}, coarse{0.1};
    Ledger ledger;
    /// How likely a report from there is heard, 0 to 1, by receivers that have not been deaf since a time.
    std::function<double(geo::Position from, model::Transceiver by, Time since)> heard_chance;

    /// Calls `f(other)` for each other craft whose last fix lies within the radius and is not cut, and that `may`.
    template <class May, class F>
    void around(const Craft& craft, Metres radius, May&& may, F&& f) const {
        const geo::Grid& by = radius > miles(2) ? coarse : grid;
        by.near(craft.now.position, radius, [&](std::uint32_t index) {
            const Craft& other = crafts[index];
            if (index == craft.index || other.fixes == 0 || !may(other) || geo::distance_near(other.now.position, craft.now.position) > radius) return;
            f(other);
        });
    }
    template <class F>
    void around(const Craft& craft, Metres radius, F&& f) const {
        around(craft, radius, [](const Craft&) { return true; }, std::forward<F>(f));
    }
};

}  // namespace vigia::sim
