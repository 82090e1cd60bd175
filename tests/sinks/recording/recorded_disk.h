#pragma once

#include <QByteArray>
#include <QString>

#include <algorithm>
#include <map>
#include <mutex>
#include <random>
#include <sqlite3.h>
#include <utility>
#include <vector>

namespace lavalier::recording::testing {

/// Keeps every change that SQLite makes to the files of one folder, in order, so that a test can
/// tell what a disk may hold when the power goes: what was synced, and of the rest whatever it
/// likes. Installed for the whole process; one at a time.
///
/// Thread:  any.
class RecordedDisk {
public:
    struct Change {
        enum class Kind { Write, Truncate, Sync, Remove } kind;
        QByteArray file; ///< what follows the folder
        sqlite3_int64 at = 0; ///< offset, or the new size
        QByteArray data;
    };

    explicit RecordedDisk(const QString& folder)
        : m_folder(folder.toUtf8())
    {
        s_this = this;
        m_real = sqlite3_vfs_find(nullptr);
        m_shim = *m_real;
        m_shim.zName = "recorded";
        m_shim.xOpen = open;
        m_shim.xDelete = remove;
        sqlite3_vfs_register(&m_shim, 1);
    }
    ~RecordedDisk()
    {
        sqlite3_vfs_unregister(&m_shim);
        sqlite3_vfs_register(m_real, 1);
        s_this = nullptr;
    }
    RecordedDisk(const RecordedDisk&) = delete;
    RecordedDisk& operator=(const RecordedDisk&) = delete;

    std::size_t size() const
    {
        const std::lock_guard lock(m_mutex);
        return m_changes.size();
    }
    /// Once nobody writes any more.
    const std::vector<Change>& changes() const { return m_changes; }

private:
    struct File {
        QByteArray name;
        const sqlite3_io_methods* real = nullptr;
    };

    void note(Change change)
    {
        const std::lock_guard lock(m_mutex);
        if (!change.file.startsWith(m_folder))
            return;
        change.file = change.file.mid(m_folder.size());
        m_changes.push_back(std::move(change));
    }
    File of(sqlite3_file* file)
    {
        const std::lock_guard lock(m_mutex);
        return m_files.at(file);
    }
    static int open(sqlite3_vfs*, sqlite3_filename name, sqlite3_file* file, int flags, int* out)
    {
        const int code = s_this->m_real->xOpen(s_this->m_real, name, file, flags, out);
        if (code != SQLITE_OK || file->pMethods == nullptr)
            return code;
        const std::lock_guard lock(s_this->m_mutex);
        const sqlite3_io_methods* const real = file->pMethods;
        s_this->m_files[file] = {QByteArray(name), real};
        sqlite3_io_methods& ours = s_this->m_methods[real];
        ours = *real;
        ours.xWrite = write;
        ours.xTruncate = truncate;
        ours.xSync = sync;
        file->pMethods = &ours;
        return code;
    }
    static int write(sqlite3_file* file, const void* data, int size, sqlite3_int64 at)
    {
        const File known = s_this->of(file);
        s_this->note({Change::Kind::Write, known.name, at,
                      QByteArray(static_cast<const char*>(data), size)});
        return known.real->xWrite(file, data, size, at);
    }
    static int truncate(sqlite3_file* file, sqlite3_int64 size)
    {
        const File known = s_this->of(file);
        s_this->note({Change::Kind::Truncate, known.name, size, {}});
        return known.real->xTruncate(file, size);
    }
    static int sync(sqlite3_file* file, int flags)
    {
        // Noted as it begins: what is written while it runs is not promised by it.
        const File known = s_this->of(file);
        s_this->note({Change::Kind::Sync, known.name, 0, {}});
        return known.real->xSync(file, flags);
    }
    static int remove(sqlite3_vfs*, const char* name, int syncFolder)
    {
        s_this->note({Change::Kind::Remove, QByteArray(name), 0, {}});
        return s_this->m_real->xDelete(s_this->m_real, name, syncFolder);
    }

    static inline RecordedDisk* s_this = nullptr;
    mutable std::mutex m_mutex;
    const QByteArray m_folder;
    sqlite3_vfs* m_real = nullptr;
    sqlite3_vfs m_shim {};
    std::map<sqlite3_file*, File> m_files;
    std::map<const sqlite3_io_methods*, sqlite3_io_methods> m_methods;
    std::vector<Change> m_changes;
};

/// A disk that follows recorded changes and can be asked what it might hold if the power went now.
///
/// Sectors of 512 bytes are written whole or not at all; those of one write, and writes among each
/// other, in any order and to any part, until a sync of their file.
class DiskModel {
public:
    void apply(const RecordedDisk::Change& change)
    {
        using Kind = RecordedDisk::Change::Kind;
        File& file = m_files[change.file];
        if (change.kind == Kind::Sync) {
            for (const auto& waiting : file.waiting)
                carryOut(file.safe, waiting);
            file.waiting.clear();
            // With the first sync of a log or a journal SQLite syncs the folder, and with it what
            // was removed from there before.
            const bool isLog = change.file.endsWith("-wal") || change.file.endsWith("-journal");
            if (std::exchange(file.isNew, false) && isLog)
                syncFolder();
        } else {
            file.isNew = file.isNew || change.kind == Kind::Remove;
            file.waiting.push_back(change);
        }
    }
    /// File by file; one that is not there is absent.
    std::map<QByteArray, QByteArray> afterPowerCut(std::mt19937& random) const
    {
        std::map<QByteArray, QByteArray> files;
        // How much of what waits a disk has done: mostly a prefix, mostly all, anything.
        const unsigned mood = random() % 4;
        for (const auto& [name, file] : m_files) {
            Content content = file.safe;
            for (const auto& waiting : file.waiting) {
                switch (mood) {
                case 0:
                    break;
                case 1:
                    carryOut(content, waiting);
                    break;
                default:
                    carryOutSome(content, waiting, random);
                }
            }
            if (content.exists)
                files[name] = content.bytes;
        }
        return files;
    }

private:
    static constexpr sqlite3_int64 kSector = 512;
    struct Content {
        bool exists = true;
        QByteArray bytes;
    };
    struct File {
        Content safe;
        std::vector<RecordedDisk::Change> waiting;
        bool isNew = true;
    };

    void syncFolder()
    {
        for (auto& [name, file] : m_files) {
            auto& waiting = file.waiting;
            const auto last = std::find_if(waiting.rbegin(), waiting.rend(), [](const auto& c) {
                return c.kind == RecordedDisk::Change::Kind::Remove;
            });
            if (last == waiting.rend())
                continue;
            file.safe = {false, {}};
            waiting.erase(waiting.begin(), last.base());
        }
    }
    static void put(QByteArray& bytes, sqlite3_int64 at, const char* data, sqlite3_int64 size)
    {
        if (bytes.size() < at + size)
            bytes.append(QByteArray(at + size - bytes.size(), '\0'));
        std::copy_n(data, size, bytes.data() + at);
    }
    static void carryOut(Content& content, const RecordedDisk::Change& change)
    {
        using Kind = RecordedDisk::Change::Kind;
        if (change.kind == Kind::Remove) {
            content = {false, {}};
            return;
        }
        content.exists = true;
        if (change.kind == Kind::Truncate)
            content.bytes.truncate(change.at);
        else
            put(content.bytes, change.at, change.data.constData(), change.data.size());
    }
    static void carryOutSome(Content& content, const RecordedDisk::Change& change,
                             std::mt19937& random)
    {
        if (change.kind != RecordedDisk::Change::Kind::Write) {
            if (random() % 2 == 0)
                carryOut(content, change);
            return;
        }
        if (random() % 3 == 0)
            return;
        content.exists = true;
        const sqlite3_int64 end = change.at + change.data.size();
        for (sqlite3_int64 from = change.at; from < end;) {
            const sqlite3_int64 to = std::min(end, (from / kSector + 1) * kSector);
            if (random() % 4 != 0)
                put(content.bytes, from, change.data.constData() + (from - change.at), to - from);
            from = to;
        }
    }

    std::map<QByteArray, File> m_files;
};

} // namespace lavalier::recording::testing
