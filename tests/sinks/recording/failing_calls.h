#pragma once

#include <atomic>
#include <map>
#include <mutex>
#include <sqlite3.h>

namespace lavalier::recording::testing {

/// Lets the n-th of SQLite's calls to the disk, or of its allocations, fail. Installed once for the
/// whole process, before SQLite is first used, and for good.
class FailingCalls {
public:
    static FailingCalls& instance()
    {
        static FailingCalls calls;
        return calls;
    }

    void count(bool memory) { fail(memory, 0, false); }
    int counted() const { return s_seen; }
    void fail(bool memory, int at, bool forGood)
    {
        s_memory = memory;
        s_at = at;
        s_forGood = forGood;
        s_seen = 0;
        s_struck = 0;
        s_on = true;
    }
    /// Whether any call failed.
    bool stop()
    {
        s_on = false;
        return s_struck > 0;
    }

private:
    FailingCalls()
    {
        sqlite3_config(SQLITE_CONFIG_GETMALLOC, &s_realMemory);
        static sqlite3_mem_methods memory = s_realMemory;
        memory.xMalloc = [](int size) -> void* {
            return strikes(true) ? nullptr : s_realMemory.xMalloc(size);
        };
        memory.xRealloc = [](void* old, int size) -> void* {
            return strikes(true) ? nullptr : s_realMemory.xRealloc(old, size);
        };
        sqlite3_config(SQLITE_CONFIG_MALLOC, &memory);
        m_real = sqlite3_vfs_find(nullptr);
        m_shim = *m_real;
        m_shim.zName = "failing";
        m_shim.xOpen = open;
        m_shim.xDelete = [](sqlite3_vfs*, const char* name, int syncFolder) {
            FailingCalls& calls = instance();
            return strikes(false) ? SQLITE_IOERR_DELETE
                                  : calls.m_real->xDelete(calls.m_real, name, syncFolder);
        };
        m_shim.xAccess = [](sqlite3_vfs*, const char* name, int flags, int* out) {
            FailingCalls& calls = instance();
            return strikes(false) ? SQLITE_IOERR_ACCESS
                                  : calls.m_real->xAccess(calls.m_real, name, flags, out);
        };
        sqlite3_vfs_register(&m_shim, 1);
    }

    static bool strikes(bool memory)
    {
        if (!s_on || memory != s_memory)
            return false;
        const int now = ++s_seen;
        if (s_at == 0 || now < s_at || (now > s_at && !s_forGood))
            return false;
        ++s_struck;
        return true;
    }
    const sqlite3_io_methods* real(sqlite3_file* file)
    {
        const std::lock_guard lock(m_mutex);
        return m_files.at(file);
    }
    static int open(sqlite3_vfs*, sqlite3_filename name, sqlite3_file* file, int flags, int* out)
    {
        FailingCalls& calls = instance();
        file->pMethods = nullptr;
        if (strikes(false))
            return SQLITE_CANTOPEN;
        const int code = calls.m_real->xOpen(calls.m_real, name, file, flags, out);
        if (code != SQLITE_OK || file->pMethods == nullptr)
            return code;
        const std::lock_guard lock(calls.m_mutex);
        const sqlite3_io_methods* const real = file->pMethods;
        calls.m_files[file] = real;
        const auto [made, isNew] = calls.m_methods.try_emplace(real, *real);
        sqlite3_io_methods& ours = made->second;
        file->pMethods = &ours;
        if (!isNew) // others may be called by it just now
            return code;
        ours.xRead = [](sqlite3_file* f, void* data, int size, sqlite3_int64 at) {
            return strikes(false) ? SQLITE_IOERR_READ
                                  : instance().real(f)->xRead(f, data, size, at);
        };
        ours.xWrite = [](sqlite3_file* f, const void* data, int size, sqlite3_int64 at) {
            return strikes(false) ? SQLITE_FULL : instance().real(f)->xWrite(f, data, size, at);
        };
        ours.xTruncate = [](sqlite3_file* f, sqlite3_int64 size) {
            return strikes(false) ? SQLITE_IOERR_TRUNCATE : instance().real(f)->xTruncate(f, size);
        };
        ours.xSync = [](sqlite3_file*, int) {
            // A sync that works does nothing: no power is cut here, and there are many.
            return strikes(false) ? SQLITE_IOERR_FSYNC : SQLITE_OK;
        };
        ours.xFileSize = [](sqlite3_file* f, sqlite3_int64* size) {
            return strikes(false) ? SQLITE_IOERR_FSTAT : instance().real(f)->xFileSize(f, size);
        };
        ours.xLock = [](sqlite3_file* f, int how) {
            return strikes(false) ? SQLITE_IOERR_LOCK : instance().real(f)->xLock(f, how);
        };
        ours.xShmMap = [](sqlite3_file* f, int page, int size, int extend, void volatile** where) {
            return strikes(false) ? SQLITE_IOERR_SHMMAP
                                  : instance().real(f)->xShmMap(f, page, size, extend, where);
        };
        ours.xShmLock = [](sqlite3_file* f, int offset, int count, int how) {
            const bool takes = (how & SQLITE_SHM_LOCK) != 0; // giving back does not fail
            return takes && strikes(false) ? SQLITE_IOERR_SHMLOCK
                                           : instance().real(f)->xShmLock(f, offset, count, how);
        };
        return code;
    }

    // Static, because SQLite allocates while it is being told.
    static inline sqlite3_mem_methods s_realMemory {};
    sqlite3_vfs* m_real = nullptr;
    sqlite3_vfs m_shim {};
    std::mutex m_mutex;
    std::map<sqlite3_file*, const sqlite3_io_methods*> m_files;
    std::map<const sqlite3_io_methods*, sqlite3_io_methods> m_methods;
    static inline std::atomic<bool> s_on = false;
    static inline std::atomic<bool> s_memory = false;
    static inline std::atomic<bool> s_forGood = false;
    static inline std::atomic<int> s_at = 0;
    static inline std::atomic<int> s_seen = 0;
    static inline std::atomic<int> s_struck = 0;
};

} // namespace lavalier::recording::testing
