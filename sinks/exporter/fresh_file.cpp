#include "sinks/exporter/fresh_file.h"

#include "sinks/exporter/durable_file.h"
#include "sinks/exporter/file_names.h"

#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QUuid>

#include <filesystem>

namespace lavalier::exporter {
namespace {

constexpr int kMaxNames = 1000;

/// By way of UTF-8, which is whole whatever the text holds: half a surrogate pair makes a path of
/// UTF-16 throw.
std::filesystem::path nativePath(const QString& path)
{
    const QByteArray bytes = path.toUtf8();
    return std::filesystem::path(std::u8string(bytes.begin(), bytes.end()));
}

} // namespace

FreshFile::~FreshFile()
{
    if (!m_path.isEmpty())
        QFile::remove(m_path);
    releaseFile(m_held);
}

std::optional<FreshFile> FreshFile::make(const QString& folder)
{
    FreshFile made;
    made.m_folder = folder;
    const QString path = QDir(folder).absoluteFilePath(QStringLiteral(".lavalier-")
                                                       + QUuid::createUuid().toString(QUuid::Id128)
                                                       + QStringLiteral(".part"));
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly | QIODevice::NewOnly, QFile::ReadOwner | QFile::WriteOwner))
        return std::nullopt;
    made.m_path = path;
    made.m_held = holdFile(path);
    return made;
}

void sweepFreshFiles(const QString& folder)
{
    // A file that was only just made may not be held yet.
    const QDateTime before = QDateTime::currentDateTimeUtc().addSecs(-60);
    const auto left = QDir(folder).entryInfoList({QStringLiteral(".lavalier-*.part")},
                                                 QDir::Files | QDir::Hidden | QDir::NoSymLinks);
    for (const QFileInfo& file : left) {
        if (file.lastModified() < before)
            removeAbandoned(file.absoluteFilePath());
    }
}

/// A link that fails when the name is taken, then the temporary name goes: never overwrites, and a
/// crash in between leaves two names of one whole file.
Result<QString, ExportError> FreshFile::keep(const QString& name, const QString& suffix)
{
    if (!makeDurable(m_path))
        return Failure {isDiskFull(m_folder) ? ExportError::DiskFull : ExportError::OutputInvalid};
    const QDir folder(m_folder);
    for (int number = 1; number <= kMaxNames; ++number) {
        const QString path
            = folder.absoluteFilePath(numberedName(name, number) + QLatin1Char('.') + suffix);
        const QFileInfo there(path);
        if (there.exists() || there.isSymLink())
            continue;
        std::error_code error;
        std::filesystem::create_hard_link(nativePath(m_path), nativePath(path), error);
        if (error == std::errc::file_exists)
            continue;
        // File systems without links (FAT): a rename, which Qt refuses when the name is taken.
        if (error && !QFile::rename(m_path, path))
            return Failure {ExportError::FolderNotWritable};
        QFile::remove(m_path);
        m_path.clear();
        return path;
    }
    return Failure {ExportError::FolderNotWritable};
}

bool isDiskFull(const QString& folder)
{
    std::error_code error;
    const auto space = std::filesystem::space(nativePath(folder), error);
    return !error && space.available < (1U << 20);
}

bool hasRoomFor(const QString& folder, std::int64_t bytes)
{
    std::error_code error;
    const auto space = std::filesystem::space(nativePath(folder), error);
    return error || space.capacity == 0 || bytes <= 0
        || space.available > static_cast<std::uintmax_t>(bytes);
}

ExportError whyNotWritten(const QString& folder)
{
    return isDiskFull(folder) ? ExportError::DiskFull : ExportError::FolderNotWritable;
}

} // namespace lavalier::exporter
