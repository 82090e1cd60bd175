#include "app/disk_watch.h"

#include "app/places.h"
#include "voice/base/answer_in_time.h"

#include <algorithm>
#include <filesystem>

namespace lavalier::app {
namespace {

using namespace std::chrono_literals;

struct Limit {
    std::chrono::seconds left;
    std::uint64_t bytes;
};
constexpr Limit kLow {60min, std::uint64_t {1} << 30};
constexpr Limit kUrgent {10min, std::uint64_t {256} << 20};
/// The first seconds say little about the pace.
constexpr auto kKnownAfter = 30s;

/// Below the limit, or above it by less than a fifth.
bool isNear(const DiskOutlook& now, const Limit& limit)
{
    return now.left < limit.left + limit.left / 5 || now.bytesFree < limit.bytes + limit.bytes / 5;
}

} // namespace

DiskOutlook outlookOf(std::uint64_t bytesFree, double bytesPerSecond)
{
    constexpr double kLongest = 1e9; // thirty years
    const double left
        = bytesPerSecond > 0 ? static_cast<double>(bytesFree) / bytesPerSecond : kLongest;
    DiskOutlook outlook {bytesFree,
                         std::chrono::seconds(static_cast<std::int64_t>(std::min(left, kLongest))),
                         DiskRoom::Plenty};
    const auto isBelow = [&outlook](const Limit& limit) {
        return outlook.left < limit.left || outlook.bytesFree < limit.bytes;
    };
    outlook.room = isBelow(kUrgent) ? DiskRoom::Urgent
        : isBelow(kLow)             ? DiskRoom::Low
                                    : DiskRoom::Plenty;
    return outlook;
}

double paceOf(std::uint64_t bytes, std::chrono::milliseconds recorded, std::size_t speakers)
{
    if (recorded > kKnownAfter)
        return static_cast<double>(bytes) * 1000 / static_cast<double>(recorded.count());
    return kBytesPerSpeakerHour / 3600 * static_cast<double>(std::max<std::size_t>(1, speakers));
}

namespace {

std::optional<std::uint64_t> askBytesFree(const QString& folder)
{
    std::error_code error;
    std::filesystem::path there(folder.toStdU16String());
    there = std::filesystem::absolute(there, error);
    while (!error && !std::filesystem::exists(there, error) && there != there.root_path())
        there = there.parent_path();
    const auto space = std::filesystem::space(there, error);
    return error ? std::nullopt : std::optional<std::uint64_t>(space.available);
}

} // namespace

std::optional<std::uint64_t> bytesFreeIn(const QString& folder)
{
    // The window asks, and whoever makes a file there will tell more.
    return answerInTime(1s, [folder] { return askBytesFree(folder); }).value_or(std::nullopt);
}

std::optional<DiskOutlook> DiskWatch::look(const DiskOutlook& now)
{
    const DiskRoom before = m_told;
    if (now.room > before)
        m_told = now.room;
    else if (before == DiskRoom::Urgent && !isNear(now, kUrgent))
        m_told = now.room;
    else if (before == DiskRoom::Low && !isNear(now, kLow))
        m_told = now.room;
    return m_told == before ? std::nullopt : std::optional(now);
}

} // namespace lavalier::app
