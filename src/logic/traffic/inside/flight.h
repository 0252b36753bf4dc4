#pragma once
#include <vector>

#include "logic/traffic/inside/sea.h"

namespace vigia::traffic {

/// When a ship does what on its way through the Canal.
struct TransitTimes {
    Time weigh{};                          ///< leaves the anchorage
    std::vector<LockBook::Turn> entries;   ///< into each flight, in the order of passage
    std::vector<Time> leaves;              ///< each flight
    bool lake_anchor = false;              ///< waits at anchor in the lake
    Time leaves_lake{};                    ///< that anchorage
};

/// Finds times at which all locks, and for wide ships the Cut, are free, then gives the ship its tasks.
class TransitPlanner {
  public:
    TransitPlanner(World::Inside& sea, Slot ship, const Transits& stream);

    /// The first times at or after the slot's entry into the first flight that suit all.
    [[nodiscard]] TransitTimes schedule(Time slot_time);
    /// Books the locks, calls the tugs, and queues the ship's tasks up to leaving the last chamber.
    void commit(const TransitTimes& times);

  private:
    struct Flight {
        const Way* way = nullptr;
        std::size_t way_index = 0, book = 0;
        LockRule rule;
        bool backwards = false;
        NodeIndex enters = 0, leaves = 0;
        Duration passes{};  ///< from the entry to the end of the last chamber
    };
    struct Stops {
        Place wall;
        std::vector<Place> chambers;
    };
    [[nodiscard]] Stops stops(const Flight& flight, std::size_t lane) const;
    [[nodiscard]] Task to_wall(const Flight& flight, std::size_t lane, const Place& from) const;
    [[nodiscard]] Task into(const Flight& flight, const Place& from, const Place& chamber) const;
    [[nodiscard]] Duration passing_time(const Flight& flight) const;
    [[nodiscard]] Duration sail(const Place& from, const Task& go) const;
    [[nodiscard]] Duration until_cut(const Place& from, const Task& go) const;
    [[nodiscard]] Place last_chamber(const Flight& flight, std::size_t lane) const;
    [[nodiscard]] bool try_from(Time entry, TransitTimes& times, Time& better);
    void plan_lake(TransitTimes& times, std::size_t lake_leg, Duration straight, Time earliest);
    void add_flight(const TransitTimes& times, std::size_t i, Place& at);

    World::Inside& sea_;
    Slot ship_;
    const Transits& stream_;
    bool wide_;
    double pace_;
    std::vector<Flight> flights_;
    std::size_t lake_after_ = 0;  ///< the lake lies after this flight
    Place lake_spot_;
    bool have_lake_spot_ = false;
};

}  // namespace vigia::traffic
