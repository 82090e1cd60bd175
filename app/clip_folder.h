#pragma once

#include <QLockFile>
#include <QString>

#include <memory>

namespace lavalier::app {

/// Where selections lie that are dragged or copied into other programs, for as long as this run
/// lasts.
///
/// Removes with itself what was put there, and as it begins what runs left behind that were cut
/// off; other running ones keep theirs.
class ClipFolder {
public:
    explicit ClipFolder(QString place);
    ~ClipFolder();
    ClipFolder(const ClipFolder&) = delete;
    ClipFolder& operator=(const ClipFolder&) = delete;

    /// A new one for one selection, for this user alone; empty when it cannot be made.
    QString next();

private:
    void sweep() const;
    bool begin();

    const QString m_place;
    QString m_ours; ///< empty until something lies in it
    std::unique_ptr<QLockFile> m_lock; ///< beside it
    int m_last = 0;
};

} // namespace lavalier::app
