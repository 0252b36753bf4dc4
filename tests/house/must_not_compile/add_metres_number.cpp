#include "base/units.h"
auto wrong = vigia::Metres{1} + 1.0;
