#include "logic/search/leeway.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
#include <vector>

namespace vigia::search {

namespace {

constexpr MetresPerSecond wide_down{0.12}, wide_across{0.094};
constexpr std::string_view manual = "Allen and Plourde 1999, by NATSAR Manual (Australia, 2023) D-5";

/// Speed = slope wind + knots, the object going `apart` degrees off downwind to either side.
LeewayKind by_angle(std::string_view id, std::string_view en, std::string_view es, double slope, double knots, double apart) {
    const double turn = apart * std::numbers::pi / 180, down = std::cos(turn), across = std::sin(turn);
    const MetresPerSecond offset = from_knots(knots);
    return {id, en, es,
            {{slope * down, offset * down, wide_down}, {slope * across, offset * across, wide_across}, {-slope * across, offset * -across, wide_across}},
            Standing::secondary, manual};
}

std::vector<LeewayKind> table() {
    return {
        {"person", "person in the water, state unknown", "persona en el agua, estado desconocido",
         {{0.0096, {}, wide_down}, {0.0054, {}, wide_across}, {-0.0054, {}, wide_across}},
         Standing::stated, "Allen 2005, class PIW-1"},
        by_angle("person-sitting", "person in the water, sitting", "persona en el agua, sentada", 0.012, 0.00, 18),
        by_angle("person-survival-suit", "person in a survival suit", "persona con traje de supervivencia", 0.014, 0.10, 30),
        by_angle("person-scuba", "diver at the surface", "buzo en superficie", 0.007, 0.08, 30),
        by_angle("person-deceased", "deceased person, afloat", "persona fallecida, a flote", 0.015, 0.08, 30),
        by_angle("raft-no-ballast", "life raft without ballast, with canopy", "balsa sin lastre, con toldo", 0.037, 0.11, 24),
        by_angle("raft-no-ballast-drogue", "life raft without ballast, canopy and drogue", "balsa sin lastre, toldo y ancla flotante", 0.030, 0.00, 28),
        by_angle("raft-shallow-ballast", "life raft, shallow ballast, canopy", "balsa con lastre pequeño y toldo", 0.029, 0.00, 22),
        by_angle("raft-deep-ballast", "life raft, deep ballast, canopy", "balsa con lastre profundo y toldo", 0.030, 0.02, 13),
        by_angle("raft-capsized", "life raft, capsized", "balsa volcada", 0.009, 0.00, 12),
        by_angle("kayak", "sea kayak with a person", "kayak con una persona", 0.011, 0.24, 15),
        by_angle("surfboard", "surfboard with a person", "tabla con una persona", 0.020, 0.00, 15),
        by_angle("sailboat-deep-keel", "sailing yacht, full keel", "velero de quilla corrida", 0.030, 0.00, 48),
        by_angle("sailboat-fin-keel", "sailing yacht, fin keel", "velero de orza", 0.040, 0.00, 48),
        by_angle("skiff", "skiff, V-hull", "lancha de casco en V", 0.030, 0.08, 15),
        by_angle("skiff-flat", "skiff, flat bottom", "lancha de fondo plano", 0.034, 0.04, 22),
        by_angle("skiff-swamped", "skiff, swamped", "lancha anegada", 0.017, 0.00, 15),
        by_angle("sport-boat", "sport boat with cuddy cabin", "lancha deportiva con cabina", 0.069, -0.08, 19),
        by_angle("sport-fisher", "sport fisher, open cockpit", "lancha de pesca deportiva", 0.060, -0.09, 22),
        by_angle("fishing-vessel", "fishing vessel", "pesquero", 0.037, 0.02, 48),
        by_angle("trawler", "side or stern trawler", "arrastrero", 0.042, 0.00, 48),
        by_angle("longliner", "longliner", "palangrero", 0.037, 0.00, 48),
        by_angle("coastal-freighter", "coastal freighter", "carguero de cabotaje", 0.028, 0.00, 48),
        by_angle("debris", "debris of a fishing vessel", "restos de un pesquero", 0.020, 0.00, 10),
    };
}

}  // namespace

std::span<const LeewayKind> leeway_kinds() {
    static const std::vector<LeewayKind> kinds = table();
    return kinds;
}

const LeewayKind* leeway_kind(std::string_view id) {
    const auto kinds = leeway_kinds();
    const auto found = std::find_if(kinds.begin(), kinds.end(), [&](const LeewayKind& k) { return k.id == id; });
    return found == kinds.end() ? nullptr : &*found;
}

}  // namespace vigia::search
