#pragma once

namespace lavalier::confinement {

/// What this system can be made to enforce on a child process.
struct Abilities {
    bool limits = false; ///< memory, core files
    bool systemCalls = false; ///< a filter: no network, no tracing of others
    int landlock = 0; ///< the kernel's version of it; 0: files are not confined

    bool operator==(const Abilities&) const = default;
};

/// Asks and changes nothing.
Abilities abilities();

} // namespace lavalier::confinement
