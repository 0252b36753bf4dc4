#pragma once
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/flat_map.h"
#include "base/time.h"
#include "geo/grid.h"
#include "model/area.h"
#include "model/lists.h"
#include "model/moment.h"
#include "model/role.h"
#include "model/sentence.h"

namespace vigia::model {

/// A place in the Scene's table; used again after a vessel has gone.
using VesselSlot = std::uint32_t;

/// One identity segment as detectors see it: its last fix, the one before, and what it declares.
struct Vessel {
    TrackId id{};
    VesselSlot slot = 0;
    Mmsi mmsi = Mmsi::of(0);
    Transceiver transceiver = Transceiver::unknown;
    Role role = Role::ordinary;
    std::uint8_t ship_type = 0;      ///< 0: not declared
    std::optional<Metres> length, beam;
    std::shared_ptr<const Particulars> particulars;  ///< null before any
    TrackId jumped_from{};
    MetresPerSecond implied{};

    Time first_heard{};      ///< of the first report of any kind
    Time heard{};            ///< of the latest report of any kind
    std::uint32_t fixes = 0; ///< in order; 0: never placed, and what follows is not set
    Fix fix;                 ///< its position is set
    Time seen{};             ///< of `fix`
    Time fix_heard{};
    SourceId source{};
    StationId station{};
    Whereabouts where;
    Fix before;              ///< the fix before; only when fixes > 1
    Time before_seen{};
    Whereabouts before_where;

    [[nodiscard]] geo::Position position() const { return *fix.position; }
    /// By its role; or it has not said its type and may not have had its turn to say it.
    [[nodiscard]] bool exempt() const {
        return role != Role::ordinary || (ship_type == 0 && heard - first_heard < declares_within && !(particulars && particulars->ship_type));
    }
    /// A vessel or craft: not a base station, aid, aircraft or distress device.
    [[nodiscard]] bool afloat() const { return transceiver == Transceiver::class_a || transceiver == Transceiver::class_b || transceiver == Transceiver::unknown; }
    [[nodiscard]] bool at_rest_by_status() const {
        return fix.status == NavigationStatus::at_anchor || fix.status == NavigationStatus::moored || fix.status == NavigationStatus::aground;
    }
    [[nodiscard]] bool fishing() const { return ship_type == 30 || fix.status == NavigationStatus::fishing; }
    /// At most 25 m, or class B that does not say (docs/events.md).
    [[nodiscard]] bool is_small() const { return length ? length->value <= 25 : transceiver == Transceiver::class_b; }
    /// False when the speed is not known.
    [[nodiscard]] bool faster(MetresPerSecond than) const { return fix.speed && *fix.speed > than; }
    [[nodiscard]] bool slower(MetresPerSecond than) const { return fix.speed && *fix.speed < than; }
    /// Whether the last fix follows the one before so closely that what went on in between is known.
    [[nodiscard]] bool continued() const { return fixes > 1 && seen - before_seen <= cut_after; }

    static constexpr Duration cut_after = std::chrono::minutes(30);
    /// Particulars come each 6 min (ITU-R M.1371-5, annex 1, 3.3.3); one turn may be lost.
    static constexpr Duration declares_within = std::chrono::minutes(13);
};

/// What a vessel is called in a sentence: `STAR ALDER (352001234)`, or its MMSI alone.
[[nodiscard]] FixedText<48> called(const Vessel& vessel);

/// The live vessels, where they are, and the water: all that a detector may look at. A fold over Moments: equal moments
/// make equal scenes.
class Scene {
  public:
    explicit Scene(std::shared_ptr<const Chart> chart) : chart_(std::move(chart)) { vessels_.add(); }

    /// Takes one moment in. Returns the vessel that it is about; null for `second`. Of `gone`, and of a text from a
    /// station without a track (id 0, nothing known but its MMSI): valid until the next call. Cost: some 50 ns.
    const Vessel* take(const Moment& moment);

    [[nodiscard]] Time now() const { return now_; }  ///< stream time
    [[nodiscard]] const Chart& chart() const { return *chart_; }
    /// The operator's chart was edited: areas are judged anew from the next fix on.
    void use(std::shared_ptr<const Chart> chart) { chart_ = std::move(chart), ++edition_; }
    /// Counts the charts used: what a detector worked out of one is stale when this is another number.
    [[nodiscard]] std::uint32_t edition() const { return edition_; }
    [[nodiscard]] const Lists& lists() const { return *lists_; }
    /// The operator's lists, at the start or edited: they hold at once. Never null.
    void use(std::shared_ptr<const Lists> lists);

    [[nodiscard]] const Vessel* find(TrackId id) const {
        const std::uint32_t* slot = slots_.find(static_cast<std::uint32_t>(id));
        return slot == nullptr ? nullptr : &vessels_[*slot];
    }
    [[nodiscard]] const Vessel& vessel(VesselSlot slot) const { return vessels_[slot]; }
    /// A moment of this track comes soon: begins to bring its vessel near, for with 100,000 vessels memory is far. Its slot,
    /// when it has one. Changes nothing.
    std::optional<VesselSlot> expect(TrackId id) const {
        const std::uint32_t* slot = slots_.find(static_cast<std::uint32_t>(id));
        if (slot == nullptr) return std::nullopt;
        const char* const there = reinterpret_cast<const char*>(&vessels_[*slot]);
        for (std::size_t at = 0; at < sizeof(Vessel); at += 64) __builtin_prefetch(there + at, 1);
        return *slot;
    }
    [[nodiscard]] std::size_t slots() const { return vessels_.size(); }
    [[nodiscard]] std::size_t size() const { return slots_.size(); }

    /// Calls `f(const Vessel&)` for each placed vessel whose last fix may be within the radius: `f` must measure.
    /// Cost: the cells of 0.02 degrees around; for radii above some 5 nm keep a geo::Grid of your own with larger cells.
    template <class F>
    void near(geo::Position at, Metres radius, F&& f) const {
        grid_.near(at, radius, [&](std::uint32_t slot) { f(vessels_[slot]); });
    }

  private:
    /// Vessels in pieces that never move. A deque would keep each alone, and the way to it in another far place.
    class Slots {
      public:
        [[nodiscard]] std::size_t size() const { return size_; }
        [[nodiscard]] Vessel& operator[](VesselSlot slot) { return pieces_[slot / piece][slot % piece]; }
        [[nodiscard]] const Vessel& operator[](VesselSlot slot) const { return pieces_[slot / piece][slot % piece]; }
        void add() {
            if (size_++ % piece == 0) pieces_.push_back(std::make_unique<Vessel[]>(piece));
        }
      private:
        static constexpr std::size_t piece = 1024;
        std::vector<std::unique_ptr<Vessel[]>> pieces_;
        std::size_t size_ = 0;
    };
    Vessel& vessel_of(const Moment& moment);
    [[nodiscard]] Role role(const Vessel& vessel) const;
    std::shared_ptr<const Chart> chart_;
    std::uint32_t edition_ = 1;
    std::shared_ptr<const Lists> lists_ = std::make_shared<const Lists>();
    Time now_{};
    Slots vessels_;               ///< by slot; addresses stay. Slot 0: whoever sent a text and has no track
    std::vector<VesselSlot> free_;
    FlatMap slots_;               ///< track -> slot
    geo::Grid grid_{0.02};
};

/// State that a detector keeps for each vessel; begins anew when another vessel takes the slot.
template <class State>
class PerVessel {
  public:
    [[nodiscard]] State& of(const Vessel& vessel) {
        if (vessel.slot >= states_.size()) states_.resize(vessel.slot + 1);
        Kept& kept = states_[vessel.slot];
        if (kept.id != vessel.id || vessel.id == TrackId{}) kept = {vessel.id, {}};
        return kept.state;
    }

  private:
    struct Kept {
        TrackId id{};
        State state{};
    };
    std::vector<Kept> states_;
};

}  // namespace vigia::model
