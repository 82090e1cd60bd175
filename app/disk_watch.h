#pragma once

#include <QString>

#include <chrono>
#include <cstdint>
#include <optional>

namespace lavalier::app {

/// How much room for recording a disk has: Low below an hour or 1 GiB, Urgent below ten minutes or
/// 256 MiB.
enum class DiskRoom { Plenty, Low, Urgent };

/// What is left of a disk, for a recording at its pace.
struct DiskOutlook {
    std::uint64_t bytesFree = 0;
    std::chrono::seconds left {0};
    DiskRoom room = DiskRoom::Plenty;

    bool operator==(const DiskOutlook&) const = default;
};

DiskOutlook outlookOf(std::uint64_t bytesFree, double bytesPerSecond);
/// Bytes a second: measured, once the recording is old enough to tell; before that the most so many
/// speakers can need.
double paceOf(std::uint64_t bytes, std::chrono::milliseconds recorded, std::size_t speakers);
/// What this user may still write in `folder`, or where it will be made. Nothing when unknown.
std::optional<std::uint64_t> bytesFreeIn(const QString& folder);

/// Says when a warning begins, grows and ends; one that wavers about a limit is said once.
class DiskWatch {
public:
    /// The outlook when it is worth a word now.
    std::optional<DiskOutlook> look(const DiskOutlook& now);
    DiskRoom told() const { return m_told; }

private:
    DiskRoom m_told = DiskRoom::Plenty;
};

} // namespace lavalier::app
