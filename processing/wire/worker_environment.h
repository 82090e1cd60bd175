#pragma once

#include <string_view>

namespace lavalier::wire {

/// What a worker needs to run at all where the installation is unusual, or with a sanitizer.
constexpr bool isForWorkers(std::string_view variable)
{
    return variable == "LD_LIBRARY_PATH" || variable == "SystemRoot"
        || variable.ends_with("SAN_OPTIONS");
}

/// The environment of every lavalier-decode: nothing else of ours is its business, least of all a
/// token.
///
/// Environment is QProcessEnvironment; a template because nothing in this folder needs Qt.
template <typename Environment> Environment workerEnvironment(const Environment& ours)
{
    Environment theirs;
    for (const auto& name : ours.keys()) {
        if (isForWorkers(name.toStdString()))
            theirs.insert(name, ours.value(name));
    }
    return theirs;
}

} // namespace lavalier::wire
