#include "model/names.h"

#include <doctest/doctest.h>

namespace vigia::model {
namespace {

TEST_CASE("every navigational status on the air has a name") {
    for (std::uint8_t status = 0; status < 16; ++status)
        CHECK_FALSE(name(static_cast<NavigationStatus>(status)).empty());
    CHECK(name(NavigationStatus::moored) == "moored");
    CHECK(name(Transceiver::class_b) == "class_b");
}

}  // namespace
}  // namespace vigia::model
