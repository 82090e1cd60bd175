#pragma once

#include <QByteArray>
#include <QString>

#include <atomic>
#include <cerrno>
#include <chrono>
#include <map>
#include <mutex>
#include <sqlite3.h>
#include <thread>

namespace lavalier::recording::testing {

/// Makes the files of one folder fail while the others work: SQLite's own way to the disk, with a
/// hand on it. Installed for the whole process; one at a time.
class FaultyDisk {
public:
    enum class Fault {
        None,
        Syncs,
        DatabaseSyncs,
        SlowSyncs,
        HangingSyncs,
        HangingWrites,
        HangingDatabase, ///< the log is taken, moving it never ends
        Hanging, ///< every call
        NoNextFile, ///< every sync fails, opening a file never ends
        Writes,
        Quota,
        ReadOnly,
    };
    static constexpr std::chrono::milliseconds kSlow {400};
    static constexpr std::chrono::milliseconds kLook {10};

    FaultyDisk()
    {
        s_this = this;
        m_real = sqlite3_vfs_find(nullptr);
        m_shim = *m_real;
        m_shim.zName = "faulty";
        m_shim.xOpen = open;
        sqlite3_vfs_register(&m_shim, 1);
    }
    ~FaultyDisk()
    {
        sqlite3_vfs_unregister(&m_shim);
        sqlite3_vfs_register(m_real, 1);
        s_this = nullptr;
    }
    FaultyDisk(const FaultyDisk&) = delete;
    FaultyDisk& operator=(const FaultyDisk&) = delete;

    /// From now on; `times` 0 is always.
    void fail(const QString& folder, Fault fault, int times = 0)
    {
        const std::lock_guard lock(m_mutex);
        m_folder = folder.toUtf8();
        m_fault = fault;
        m_times = times;
    }
    void repair() { fail({}, Fault::None); }
    /// Counted for the whole process, beyond the life of this.
    static int openFiles() { return s_openFiles; }

private:
    bool strikes(sqlite3_file* file, Fault fault)
    {
        const std::lock_guard lock(m_mutex);
        return strikes(m_files.at(file).name, fault);
    }
    bool strikes(const QByteArray& name, Fault fault)
    {
        if (m_fault != fault || !name.startsWith(m_folder))
            return false;
        if ((fault == Fault::DatabaseSyncs || fault == Fault::HangingDatabase)
            && name.endsWith("-wal"))
            return false;
        if (m_times > 0 && --m_times == 0)
            m_fault = Fault::None;
        return true;
    }
    /// Until it does not strike any more.
    static void hang(sqlite3_file* file, Fault own)
    {
        while (s_this->strikes(file, own) || s_this->strikes(file, Fault::HangingDatabase)
               || s_this->strikes(file, Fault::Hanging))
            std::this_thread::sleep_for(kLook);
    }
    static int open(sqlite3_vfs*, sqlite3_filename name, sqlite3_file* file, int flags, int* out)
    {
        const auto hangs = [name] {
            const std::lock_guard lock(s_this->m_mutex);
            return s_this->strikes(QByteArray(name), Fault::Hanging)
                || s_this->strikes(QByteArray(name), Fault::NoNextFile);
        };
        while (hangs())
            std::this_thread::sleep_for(kLook);
        const int code = s_this->m_real->xOpen(s_this->m_real, name, file, flags, out);
        if (code != SQLITE_OK || file->pMethods == nullptr)
            return code;
        const std::lock_guard lock(s_this->m_mutex);
        const sqlite3_io_methods* const real = file->pMethods; // not the same for every kind
        s_this->m_files[file] = {QByteArray(name), real};
        const auto [ours, isNew] = s_this->m_methods.try_emplace(real, *real);
        if (isNew) { // others may be called by it just now
            ours->second.xSync = sync;
            ours->second.xWrite = write;
            ours->second.xClose = close;
        }
        file->pMethods = &ours->second;
        ++s_openFiles;
        return code;
    }
    const sqlite3_io_methods* real(sqlite3_file* file)
    {
        const std::lock_guard lock(m_mutex);
        return m_files.at(file).real;
    }
    static int close(sqlite3_file* file)
    {
        const int code = s_this->real(file)->xClose(file);
        --s_openFiles;
        return code;
    }
    static int sync(sqlite3_file* file, int flags)
    {
        if (s_this->strikes(file, Fault::SlowSyncs))
            std::this_thread::sleep_for(kSlow);
        hang(file, Fault::HangingSyncs);
        return s_this->strikes(file, Fault::Syncs) || s_this->strikes(file, Fault::DatabaseSyncs)
                || s_this->strikes(file, Fault::NoNextFile)
            ? SQLITE_IOERR_FSYNC
            : s_this->real(file)->xSync(file, flags);
    }
    static int write(sqlite3_file* file, const void* data, int size, sqlite3_int64 at)
    {
        hang(file, Fault::HangingWrites);
        if (s_this->strikes(file, Fault::Quota)) { // as the system says it
            errno = EDQUOT;
            return SQLITE_IOERR_WRITE;
        }
        if (s_this->strikes(file, Fault::ReadOnly)) {
            errno = EROFS;
            return SQLITE_IOERR_WRITE;
        }
        return s_this->strikes(file, Fault::Writes)
            ? SQLITE_FULL
            : s_this->real(file)->xWrite(file, data, size, at);
    }

    static inline FaultyDisk* s_this = nullptr;
    static inline std::atomic<int> s_openFiles = 0;
    std::mutex m_mutex;
    sqlite3_vfs* m_real = nullptr;
    sqlite3_vfs m_shim {};
    struct File {
        QByteArray name;
        const sqlite3_io_methods* real = nullptr;
    };
    std::map<sqlite3_file*, File> m_files;
    std::map<const sqlite3_io_methods*, sqlite3_io_methods> m_methods;
    QByteArray m_folder;
    Fault m_fault = Fault::None;
    int m_times = 0;
};

} // namespace lavalier::recording::testing
