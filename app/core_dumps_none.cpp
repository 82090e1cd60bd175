#include "app/core_dumps.h"

namespace lavalier::app {

void keepMemoryOutOfCoreFiles(Traceable) { }

} // namespace lavalier::app
