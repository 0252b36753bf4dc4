#pragma once
#include <algorithm>
#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include <doctest/doctest.h>

#include "io/sim/oracle.h"
#include "model/event.h"

namespace vigia::sim {

/// A vessel of a test: where it is and what it says. Speeds in knots, angles in degrees, sizes in metres.
struct Actor {
    std::uint32_t vessel = 1, mmsi = 352'000'001;
    double latitude = 8.2, longitude = -79.5;
    double speed = 0, course = 90, heading = 90;
    model::NavigationStatus status = model::NavigationStatus::under_way_using_engine;
    model::Accuracy accuracy = model::Accuracy::high;
    bool placed = true;  ///< its reports have a position
    model::Transceiver transceiver = model::Transceiver::class_a;
    std::uint8_t type = 70;
    std::uint16_t length = 150, beam = 24;
    std::string name = "STAR ALDER", call_sign = "3EAB1";
    std::uint32_t imo = 9'100'011;  ///< with its check digit
    double draught = 8;
};

/// What the oracle makes of what was asked.
enum class Verdict { none, marginal, sure };
inline doctest::String toString(Verdict v) { return v == Verdict::none ? "none" : v == Verdict::marginal ? "marginal" : "sure"; }

/// A small sea with one receiver that hears everything at once.
class TestAir {
  public:
    TestAir() : TestAir(open_sea({}, {})) {}
    explicit TestAir(std::shared_ptr<const model::Chart> chart, std::shared_ptr<const model::Lists> lists = nullptr)
        : receivers_(one_receiver()), oracle_(std::move(chart), std::move(lists), receivers_) {}

    Time now = from_unix_seconds(1'772'460'000);  ///< 2026-03-02T14:00:00Z, by day in Panama

    /// A chart without areas whose coast is a block of land in the north, above 9 N.
    static std::shared_ptr<const model::Chart> open_sea(std::vector<model::Area> areas = {}, std::vector<model::Structure> structures = {}) {
        const auto corner = [](double y, double x) { return geo::Position::of(y, x); };
        geo::MultiPolygon land{{{*geo::Ring::make({corner(9, -80.5), corner(9, -78.5), corner(10, -78.5), corner(10, -80.5)}), {}},
                                {*geo::Ring::make({corner(7, -80.5), corner(7, -80.45), corner(7.05, -80.45), corner(7.05, -80.5)}), {}}}};
        auto mask = std::make_shared<const geo::LandMask>(land);
        auto coast = std::make_shared<const geo::CoastDistance>(*mask);
        return std::make_shared<const model::Chart>(*model::Chart::make(std::move(areas), std::move(structures), mask, coast));
    }

    /// A square area, its half side in degrees.
    static model::Area square(model::AreaKind kind, double y, double x, double half) {
        model::Area area;
        area.id = std::string(model::name(kind));
        area.kind = kind;
        area.name = area.name_es = "Test";
        area.shape = {{{*geo::Ring::make({geo::Position::of(y - half, x - half), geo::Position::of(y - half, x + half),
                                          geo::Position::of(y + half, x + half), geo::Position::of(y + half, x - half)}), {}}}};
        return area;
    }

    void say(const Actor& a) {
        Sent sent = base(a, Sent::Kind::particulars, 5);
        model::Particulars p;
        p.name = FixedText<34>(a.name);
        p.call_sign = FixedText<7>(a.call_sign);
        p.imo = a.imo;
        p.ship_type = a.type;
        const auto half = [](int whole) { return static_cast<std::uint16_t>(whole / 2); };
        p.dimensions = model::Dimensions{half(a.length), half(a.length + 1), half(a.beam), half(a.beam + 1)};
        p.draught = Metres{a.draught};
        sent.particulars = p;
        take(sent);
    }

    void report(const Actor& a, std::uint32_t receiver = 0) {
        Sent sent = base(a, Sent::Kind::position, 1);
        model::Fix fix;
        if (a.placed) fix.position = geo::Position::of(a.latitude, a.longitude);
        fix.speed = from_knots(a.speed);
        fix.course = Degrees{a.course};
        fix.heading = Degrees{a.heading};
        fix.status = a.status;
        fix.accuracy = a.accuracy;
        sent.fix = fix;
        take(sent, receiver);
    }

    void text(const Actor& a, std::string_view words) {
        Sent sent = base(a, Sent::Kind::text, 14);
        sent.text = words;
        take(sent);
    }

    /// All say who they are, then sail on, each reporting every `step`.
    void sail(std::vector<std::reference_wrapper<Actor>> actors, Duration lasts, Duration step = std::chrono::seconds(10)) {
        for (const Actor& a : actors) say(a);
        for (const Time until = now + lasts; now < until; now += step) {
            for (Actor& a : actors) {
                report(a);
                const geo::Position next = geo::moved(geo::Position::of(a.latitude, a.longitude), Degrees{a.course},
                                                      from_knots(a.speed) * Seconds{static_cast<double>(step.count()) / 1000});
                a.latitude = next.latitude();
                a.longitude = next.longitude();
            }
        }
    }

    /// It is not there any more.
    void leave(const Actor& a) { oracle_.left(a.vessel, now, rows_); }

    /// Nobody says anything, but another far away, so that stream time goes on.
    void wait(Duration lasts) {
        Actor far;
        far.vessel = 999;
        far.mmsi = 352'999'999;
        far.latitude = 6.2;
        far.status = model::NavigationStatus::moored;
        sail({far}, lasts, std::chrono::seconds(60));
    }

    /// Ends the stream; the rows of a kind: sure ones count before marginal ones.
    Verdict verdict(model::EventKind kind) {
        if (!std::exchange(finished_, true)) oracle_.finish(now, rows_);
        return count(kind, "\"marginal\":false") > 0 ? Verdict::sure : count(kind, "\"marginal\":true") > 0 ? Verdict::marginal : Verdict::none;
    }
    [[nodiscard]] int sure(model::EventKind kind) { return verdict(kind) == Verdict::sure ? count(kind, "\"marginal\":false") : 0; }
    [[nodiscard]] const std::string& rows() const { return rows_; }

  private:
    static std::vector<traffic::Receiver> one_receiver() {
        traffic::Receiver all, other;
        all.name = "ALL";
        all.at = geo::Position::of(8.2, -79.5);
        all.range = Metres{1'000'000};
        all.loss = 0;
        other = all;
        other.name = "OTHER";
        other.at = geo::Position::of(6.9, -79.5);
        return {all, other};
    }

    [[nodiscard]] Sent base(const Actor& a, Sent::Kind kind, std::uint8_t type) const {
        Sent sent;
        sent.at = now;
        sent.vessel = a.vessel;
        sent.kind = kind;
        sent.type = type;
        sent.mmsi = model::Mmsi::of(a.mmsi);
        sent.transceiver = a.transceiver;
        return sent;
    }

    void take(Sent& sent, std::uint32_t receiver = 0) {
        const Delivery heard{receiver, now + Duration{100}};
        sent.deliveries = {&heard, 1};
        oracle_.take(sent, rows_);
    }

    [[nodiscard]] int count(model::EventKind kind, std::string_view mark) const {
        int found = 0;
        std::size_t at = 0, end = 0;
        const std::string wanted = "{\"occurrence\":{\"kind\":\"" + std::string(model::name(kind)) + "\",";
        for (; (end = rows_.find('\n', at)) != std::string::npos; at = end + 1) {
            const std::string_view row = std::string_view(rows_).substr(at, end - at);
            found += row.starts_with(wanted) && row.find(mark) != std::string_view::npos;
        }
        return found;
    }

    std::vector<traffic::Receiver> receivers_;
    Oracle oracle_;
    std::string rows_;
    bool finished_ = false;
};

}  // namespace vigia::sim
