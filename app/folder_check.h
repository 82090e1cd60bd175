#pragma once

#include "ui/ports/settings_port.h"

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

#include <chrono>
#include <functional>
#include <future>
#include <map>

namespace lavalier::app {

/// What is so of `folder` now, or of the place where it would be made: a file is written there and
/// removed again.
///
/// Thread:  any; takes as long as the disk does.
ui::FolderFinding tryFolder(const QString& folder);

/// Tries folders on threads that are left behind when their disk does not answer.
///
/// Thread:  GUI; waits for nothing.
class FolderCheck : public QObject {
    Q_OBJECT
public:
    using Try = std::function<ui::FolderFinding(const QString&)>;
    explicit FolderCheck(QObject* parent = nullptr, Try tried = tryFolder,
                         std::chrono::milliseconds patience = std::chrono::seconds(3));

    /// The answer comes once, however often a folder is asked for meanwhile.
    void check(const QString& folder);

signals:
    void checked(const QString& folder, lavalier::ui::FolderFinding finding);

private:
    void look();

    struct Question {
        std::future<ui::FolderFinding> answer;
        QElapsedTimer since;
    };

    const Try m_try;
    const std::chrono::milliseconds m_patience;
    std::map<QString, Question> m_questions; ///< by folder
    QTimer m_timer;
};

} // namespace lavalier::app
