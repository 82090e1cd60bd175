#pragma once

#include <QElapsedTimer>
#include <QFile>
#include <QString>
#include <QtGlobal>

#include <mutex>

namespace lavalier::app {

/// What the program notes for whoever has to find out later: ids, counts and codes, no names, no
/// paths, no secrets.
///
/// Shape:   NAME.log, for this user alone; when it is full it becomes NAME.1.log and so on. Lines
/// beyond the most a second are counted and left out. Errors:  where it cannot be written, or is a
/// link or another user's file, there is none; nothing else changes. Thread:  any.
class LogFile {
public:
    struct Limits {
        qint64 bytes = 2 * 1024 * 1024;
        int files = 5;
        int linesPerSecond = 200;
    };

    /// The folder is made when it is missing, for this user alone.
    LogFile(const QString& file, const Limits& limits);

    void write(QtMsgType type, const char* category, const QString& message);
    bool isOpen() const { return m_file.isOpen(); }

private:
    QString nameOf(int number) const;
    void open();
    void put(const QByteArray& line);

    const QString m_folder;
    const QString m_stem;
    const QString m_suffix;
    const Limits m_limits;
    std::mutex m_mutex;
    QFile m_file;
    QElapsedTimer m_second;
    int m_lines = 0;
};

/// The log in `folder` where nobody named another.
QString usualLogFile(const QString& folder);

/// From now on our own categories go into that file, and to stderr only what people should see.
/// Once, from main. False where there is no log.
bool installLogFile(const QString& file);

} // namespace lavalier::app
