#include "app/folder_check.h"

#include <QDir>
#include <QFileInfo>
#include <QTemporaryFile>

#include <system_error>
#include <thread>

namespace lavalier::app {

using ui::FolderFinding;

FolderFinding tryFolder(const QString& folder)
{
    // Nothing is made for a name that may still be typed on.
    QFileInfo place(folder);
    while (!place.exists() && !place.isRoot())
        place = QFileInfo(place.absolutePath());
    if (!place.isDir())
        return FolderFinding::NotAFolder;
    QTemporaryFile probe(
        QDir(place.absoluteFilePath()).filePath(QStringLiteral(".lavalier-XXXXXX")));
    return probe.open() && probe.write("\n") == 1 && probe.flush() ? FolderFinding::Writable
                                                                   : FolderFinding::NotWritable;
}

FolderCheck::FolderCheck(QObject* parent, Try tried, std::chrono::milliseconds patience)
    : QObject(parent)
    , m_try(std::move(tried))
    , m_patience(patience)
{
    m_timer.setInterval(std::chrono::milliseconds(20));
    connect(&m_timer, &QTimer::timeout, this, &FolderCheck::look);
}

void FolderCheck::check(const QString& folder)
{
    if (m_questions.contains(folder))
        return;
    std::packaged_task<FolderFinding()> task([tried = m_try, folder] { return tried(folder); });
    Question question {task.get_future(), {}};
    try {
        std::thread(std::move(task)).detach();
    } catch (const std::system_error&) {
        return; // no thread to be had: nobody is told anything about the folder
    }
    question.since.start();
    m_questions.emplace(folder, std::move(question));
    m_timer.start();
}

void FolderCheck::look()
{
    std::map<QString, FolderFinding> found;
    for (auto& [folder, question] : m_questions) {
        if (question.answer.wait_for(std::chrono::seconds(0)) == std::future_status::ready)
            found.emplace(folder, question.answer.get());
        else if (std::chrono::milliseconds(question.since.elapsed()) > m_patience)
            found.emplace(folder, FolderFinding::Silent);
    }
    for (const auto& [folder, finding] : found)
        m_questions.erase(folder);
    if (m_questions.empty())
        m_timer.stop();
    for (const auto& [folder, finding] : found)
        emit checked(folder, finding);
}

} // namespace lavalier::app
