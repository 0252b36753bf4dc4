#include "codec/ais/registry.h"

namespace vigia::ais {

const Registry& Registry::standard() {
    static const Registry registry;
    return registry;
}

}  // namespace vigia::ais
