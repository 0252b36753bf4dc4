// Who acts in incidents: invented vessels of the sizes that the definitions ask for, and how they handle.
#include <algorithm>
#include <array>
#include <cmath>

#include "logic/traffic/inside/director.h"

namespace vigia::traffic {

namespace {
using model::Transceiver;
double stepped(double speed) { return std::round(speed * 20) / 20; }  ///< as voyages are planned
}  // namespace

Identity Director::coaster() {
    static constexpr std::array<std::uint8_t, 3> types = {70, 79, 90};
    const double length = random.uniform(27, 48);
    return registry.made_up(Role::through, types[random.below(types.size())], Transceiver::class_a, length,
                            std::max(6.0, length / 4.6));
}

Identity Director::ship(double length, std::uint8_t type) {
    return registry.made_up(Role::through, type, Transceiver::class_a, length, std::max(10.0, length / 6.4));
}

Identity Director::boat(double length, std::uint8_t type, bool class_a) {
    return registry.made_up(Role::launch, type, class_a ? Transceiver::class_a : Transceiver::class_b, length,
                            std::max(2.5, length / 3.6));
}

Handling Director::coaster_hull() {
    Handling h;
    h.speed = stepped(random.uniform(9, 12) * knot);
    h.gather = h.slow = 0.06;
    h.turning_radius = 150;
    h.turn_rate = 2;
    return h;
}

Handling Director::ship_hull(const Identity& who, double speed) {
    Handling h;
    const double size = std::clamp(who.length().value / 300.0, 0.3, 1.2);
    h.speed = stepped(speed);
    h.gather = 0.022 / size;
    h.slow = 0.026 / size;
    h.turning_radius = 250 + 650 * size;
    h.turn_rate = 0.45 / size;
    return h;
}

Handling Director::boat_hull(double speed) {
    Handling h;
    h.speed = stepped(speed);
    h.gather = h.slow = 0.4;
    h.turning_radius = 60;
    h.turn_rate = 6;
    return h;
}

}  // namespace vigia::traffic
