#pragma once

#include <QString>

namespace lavalier::recording {

/// Room on a disk that is kept for the end of a recording: given back when the disk is full, it
/// lets the last frames and the file's end be written.
///
/// Shape:   a file without a name, so that nothing stays behind however the program ends.
/// Errors:  a disk that has no room for it, or a platform without such files: nothing is kept.
class DiskReserve {
public:
    static constexpr qint64 kBytes = 16 << 20;

    DiskReserve() = default;
    /// In an existing folder.
    explicit DiskReserve(const QString& folder);
    DiskReserve(DiskReserve&& other) noexcept;
    DiskReserve& operator=(DiskReserve&& other) noexcept;
    ~DiskReserve() { release(); }

    bool isHeld() const { return m_descriptor >= 0; }
    void release();

private:
    int m_descriptor = -1;
};

} // namespace lavalier::recording
