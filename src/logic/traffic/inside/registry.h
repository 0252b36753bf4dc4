#pragma once
#include <string_view>

#include "base/random.h"
#include "logic/traffic/inside/voyage.h"
#include "logic/traffic/vessel.h"

namespace vigia::traffic {

/// Makes vessels up: who they are, how big, how they handle. No two share an MMSI or IMO number.
class Registry {
  public:
    explicit Registry(const Random& random) : random_(random.fork(0x4E414D45)) {}

    /// A ship that passes the Canal. `wide`: too broad to meet another in the Cut.
    [[nodiscard]] Identity canal_ship(SizeClass size, bool wide);
    /// A ship of a named kind that fits a length: "container", "tanker", "bulk", "vehicles", "gas",
    /// "reefer", "general", "cruise".
    [[nodiscard]] Identity merchant(std::string_view kind, double longest);
    [[nodiscard]] Identity craft(Role role, bool class_a);
    /// Any other: of that type on the air and that size, with a name as such vessels have.
    [[nodiscard]] Identity made_up(Role role, std::uint8_t type, model::Transceiver transceiver, double length, double beam);
    /// Numbers go on from there, so that two registries share none.
    void number_from(std::uint32_t first) { made_ = first; }
    /// A call sign prefix of the country of that MMSI, empty when no ship made up here is of it; or one of another country.
    /// Source: ITU table of maritime identification digits; Radio Regulations, appendix 42.
    [[nodiscard]] std::string_view prefix(std::uint32_t mmsi, bool same_country);
    [[nodiscard]] VoyagePlan voyage(const Identity& who, std::string_view destination, Time arrival);

    /// How such a hull moves.
    [[nodiscard]] Handling handling(const Identity& who);
    [[nodiscard]] std::string_view far_port(bool pacific);
    [[nodiscard]] static std::vector<std::string_view> kinds_of_ship();

  private:
    void number(Identity& who, bool local);
    void size(Identity& who, double length, double beam);
    Random random_;
    std::uint32_t made_ = 0;
};

}  // namespace vigia::traffic
