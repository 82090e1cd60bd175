#pragma once

#include "sinks/exporter/export_job.h"
#include "voice/base/result.h"

namespace lavalier::exporter {

/// A file under a temporary name in the folder it will stay in; gone unless it is kept.
///
/// As private as the recording: whoever wants to share it does so.
class FreshFile {
public:
    FreshFile() = default;
    FreshFile(FreshFile&& other) noexcept { swap(other); }
    FreshFile& operator=(FreshFile&& other) noexcept
    {
        swap(other);
        return *this;
    }
    ~FreshFile();

    /// Exclusively; nothing when the folder takes no file.
    static std::optional<FreshFile> make(const QString& folder);

    const QString& path() const { return m_path; }
    /// Makes it durable and gives it its name, "NAME (2).suffix" where that is taken; the path.
    Result<QString, ExportError> keep(const QString& name, const QString& suffix);

private:
    void swap(FreshFile& other) noexcept
    {
        m_folder.swap(other.m_folder);
        m_path.swap(other.m_path);
        std::swap(m_held, other.m_held);
    }

    QString m_folder;
    QString m_path;
    int m_held = -1; ///< tells other processes that this one is still at it
};

/// Removes what a crashed export left in the folder under temporary names.
void sweepFreshFiles(const QString& folder);

/// Full, or the folder is not writable: what a failed write most likely means.
ExportError whyNotWritten(const QString& folder);
bool isDiskFull(const QString& folder);
/// Whether that many bytes would fit; true where the disk does not say.
bool hasRoomFor(const QString& folder, std::int64_t bytes);

} // namespace lavalier::exporter
