#include "base/result.h"
vigia::Result<int> one() { return 1; }
void wrong() { one(); }
