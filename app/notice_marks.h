#pragma once

#include "app/consent_notice.h"

#include <QLockFile>

#include <memory>

namespace lavalier::app {

/// Nicknames that have to be put back, one small file each, so that a crash does not leave one
/// behind. A lock beside it says that the run which wrote it still lives.
///
/// An empty folder remembers nothing (the demo).
/// Thread:  GUI.
class NoticeMarks {
public:
    explicit NoticeMarks(QString folder);

    void remember(const NoticeMark& mark);
    void forget(const NoticeMark& mark);
    /// Those of this bot that no running program looks after; unreadable files are passed over.
    std::vector<NoticeMark> leftBehind(UserId bot) const;

private:
    QString pathOf(const NoticeMark& mark) const;

    const QString m_folder;
    std::unique_ptr<QLockFile> m_lock; ///< of the mark we look after
};

} // namespace lavalier::app
