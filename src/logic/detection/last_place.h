#pragma once
#include <cmath>
#include <limits>
#include <vector>

#include "logic/detection/sheet.h"
#include "model/scene.h"

namespace vigia::detection {

/// Where each vessel was when it was last looked at closely, in eight bytes: so that one that lies still is passed over.
class LastPlace {
  public:
    /// Whether it is not known to be within that way of the place kept (error: 1 m, and in longitude it counts as farther
    /// away from the equator).
    [[nodiscard]] bool left(model::VesselSlot slot, geo::Position at, double metres) const {
        if (slot >= places_.size()) return true;
        const double north = (at.latitude() - static_cast<double>(places_[slot].latitude)) * metres_per_degree;
        const double east = (at.longitude() - static_cast<double>(places_[slot].longitude)) * metres_per_degree;
        return !(north * north + east * east < metres * metres);
    }
    void keep(model::VesselSlot slot, geo::Position at) {
        if (slot >= places_.size()) places_.resize(slot + 1);
        places_[slot] = {static_cast<float>(at.latitude()), static_cast<float>(at.longitude())};
    }
    void forget(model::VesselSlot slot) {
        if (slot < places_.size()) places_[slot] = {};
    }

  private:
    struct Place {
        float latitude = std::numeric_limits<float>::quiet_NaN(), longitude = 0;
    };
    std::vector<Place> places_;
};

}  // namespace vigia::detection
