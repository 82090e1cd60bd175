#pragma once

#include <chrono>

namespace lavalier::worker {

/// CPU time one turn of the worker's loop may take; beyond it the system ends the process, and its
/// parent sets the packet aside that did it.
inline constexpr std::chrono::seconds kCpuBudget {5};

/// What is in force; see confineWorker().
struct Confinement {
    bool limits = false; ///< memory, descriptors, processes, core files
    bool files = false; ///< Landlock
    bool systemCalls = false; ///< read, write, wait, allocate, exit: nothing else

    bool operator==(const Confinement&) const = default;
};

/// Gives up everything the worker does not need: no file, network or process can be opened from
/// here on. Call once, after initialisation, before the first byte from outside. Under a sanitizer,
/// and where the system has nothing of the kind, less is in force or nothing.
Confinement confineWorker();

/// A fresh kCpuBudget: before each turn.
void renewCpuBudget();

} // namespace lavalier::worker
