#include "base/units.h"
auto wrong = vigia::Metres{1} + vigia::Degrees{1};
