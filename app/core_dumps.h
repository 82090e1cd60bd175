#pragma once

namespace lavalier::app {

enum class Traceable {
    ByOurUser, ///< a desktop's portals look into the process to know it
    ByNobody, ///< no debugger of this user, no look at its memory or environment
};

/// Keeps the memory of this process, which will hold a token and people's speech, out of core
/// files. Before either is there.
void keepMemoryOutOfCoreFiles(Traceable traceable);

} // namespace lavalier::app
