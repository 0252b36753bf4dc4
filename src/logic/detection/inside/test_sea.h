#pragma once
#include <deque>
#include <memory>
#include <utility>
#include <vector>

#include "logic/detection/book.h"
#include "logic/detection/group.h"

/// A sea for tests: ships that go straight ahead and report, no clock, no noise.
namespace vigia::detection {

/// What a test may change between two spans of time.
struct TestShip {
    std::uint32_t number = 1;  ///< track and last digits of the MMSI
    geo::Position at = geo::Position::of(8.0, -79.2);
    double knots = 12;
    double course = 90;
    std::optional<double> heading;  ///< else the course
    model::NavigationStatus status = model::NavigationStatus::under_way_using_engine;
    model::Transceiver transceiver = model::Transceiver::class_a;
    std::uint8_t type = 70;
    double length = 180, beam = 28;  ///< metres; 0: not declared
    Duration every = std::chrono::seconds(10);
    bool sends = true;
    bool places = true;              ///< false: reports without a position
    model::StationId station{1};
};

/// Ships, and the detectors that watch them. The book's changes are what a test asks about.
template <class... Detectors>
class TestSea {
  public:
    explicit TestSea(std::shared_ptr<const model::Chart> chart, Detectors... detectors)
        : chart_(chart), group_(std::move(chart), std::move(detectors)...) {}

    /// Adds a ship, which declares itself at once. The reference stays valid.
    TestShip& ship(TestShip ship) {
        ships_.push_back({std::move(ship), now});
        declare(ships_.back().ship);
        return ships_.back().ship;
    }

    /// Tells again what a ship is, after its type or size was changed.
    void declare(const TestShip& ship) {
        model::Moment moment = of(ship, model::Moment::Kind::said);
        auto said = std::make_shared<model::Particulars>();
        said->name = FixedText<34>("SHIP " + std::to_string(ship.number));
        said->ship_type = ship.type;
        if (ship.length > 0)
            said->dimensions = model::Dimensions{static_cast<std::uint16_t>(ship.length * 0.8), static_cast<std::uint16_t>(ship.length - static_cast<int>(ship.length * 0.8)),
                                                 static_cast<std::uint16_t>(ship.beam / 2), static_cast<std::uint16_t>(ship.beam / 2)};
        moment.particulars = said;
        tell(std::move(moment));
    }

    /// Time goes on by whole seconds: ships move, and report when due.
    void pass(Duration span) {
        for (const Time end = now + span; now < end;) {
            now += std::chrono::seconds(1);
            model::Moment second;
            second.heard = now;
            tell(std::move(second));
            for (Sailing& s : ships_) {
                s.ship.at = geo::moved(s.ship.at, {s.ship.course}, from_knots(s.ship.knots) * Seconds{1});
                if (!s.ship.sends || now < s.due) continue;
                s.due = now + s.ship.every;
                tell(of(s.ship, s.ship.places ? model::Moment::Kind::fix : model::Moment::Kind::unplaced));
            }
        }
    }

    /// A moment of a ship as it is now, for tests that change it before they `tell` it.
    [[nodiscard]] model::Moment of(const TestShip& ship, model::Moment::Kind kind) const {
        model::Moment moment;
        moment.kind = kind;
        moment.heard = moment.seen = now;
        moment.track = model::TrackId{ship.number};
        moment.mmsi = model::Mmsi::of(352'000'000 + ship.number);
        moment.transceiver = ship.transceiver;
        moment.station = ship.station;
        moment.fix.status = ship.status;
        moment.fix.speed = from_knots(ship.knots);
        moment.fix.course = turned_into_circle({ship.course});
        moment.fix.heading = turned_into_circle({ship.heading.value_or(ship.course)});
        moment.fix.accuracy = model::Accuracy::high;
        if (kind == model::Moment::Kind::fix || kind == model::Moment::Kind::late_fix) {
            moment.fix.position = ship.at;
            moment.where = chart_->at(ship.at);
        }
        return moment;
    }

    void tell(model::Moment moment) {
        group_.take(moment);
        book_.take(0, group_.findings.told);
        book_.release(moment.heard, changes);
    }

    void use(model::ListEntries entries) { group_.use(std::make_shared<const model::Lists>(*model::Lists::make(std::move(entries)))); }

    /// The latest state of each event of a kind, in the order of noticing.
    [[nodiscard]] std::vector<model::Event> events(model::EventKind kind) const {
        std::vector<model::Event> all;
        for (const model::EventChange& change : changes) {
            if (change.event.finding.kind != kind) continue;
            if (change.step == model::EventStep::begun) all.push_back(change.event);
            for (model::Event& event : all)
                if (event.id == change.event.id) event = change.event;
        }
        return all;
    }

    Time now = *time_from_iso("2026-03-02T17:00:00Z");  ///< noon in Panama
    std::vector<model::EventChange> changes;
    [[nodiscard]] const model::Scene& scene() const { return group_.scene(); }

  private:
    struct Sailing {
        TestShip ship;
        Time due{};
    };
    std::shared_ptr<const model::Chart> chart_;
    GroupOf<Detectors...> group_;
    Book book_;
    std::deque<Sailing> ships_;
};

/// Whether every sentence of an event is whole in both languages: no name is left without its fact.
[[nodiscard]] inline bool well_told(const model::Event& event) {
    const model::Words& words = *event.finding.words;
    for (const model::Sentence* s : {&words.why, &words.not_known, &words.would_change})
        for (const model::Language language : {model::Language::en, model::Language::es}) {
            const std::string told = model::told(*s, event.finding.facts, language);
            if (told.empty() || told.find_first_of("{}") != std::string::npos) return false;
        }
    return true;
}

}  // namespace vigia::detection
