#pragma once

namespace lavalier::worker {

enum class Confinement {
    None, ///< sanitizer build, or the platform gives nothing
    LimitsOnly, ///< memory and descriptors bounded, system calls not filtered
    SystemCalls, ///< read, write, wait, allocate, exit: nothing else
};

/// Gives up everything the worker does not need: no file, network or process can be opened from
/// here on. Call once, after initialisation, before the first byte from outside.
Confinement confineWorker();

} // namespace lavalier::worker
