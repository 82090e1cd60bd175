#include "sinks/recording/whereabouts.h"

#include "voice/base/log.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QLockFile>
#include <QSaveFile>

#include <algorithm>
#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <system_error>
#include <thread>
#include <utility>

namespace lavalier::recording {
namespace {

constexpr qint64 kMaxBytes = 4 << 20;
constexpr qsizetype kMaxLines = 200;
constexpr qsizetype kMaxPaths = 1000; // as many as there may be parts
/// A disk that has the list in memory answers in no time.
constexpr std::chrono::milliseconds kLookTakes {200};
/// Another process that writes the list is done by then.
constexpr std::chrono::milliseconds kLockTakes {1000};

using Lines = QList<QJsonArray>;

/// The end of the file, line by line, as far as each is one.
Lines readLines(const QString& file)
{
    Lines lines;
    QFile in(file);
    if (!in.open(QIODevice::ReadOnly))
        return lines;
    const bool isCut = in.size() > kMaxBytes && in.seek(in.size() - kMaxBytes);
    QList<QByteArray> all = in.read(kMaxBytes).split('\n');
    if (isCut)
        all.removeFirst();
    for (const QByteArray& line : all) {
        const QJsonArray entry = QJsonDocument::fromJson(line).array();
        if (entry.size() > 1)
            lines.append(entry);
    }
    return lines;
}

void replace(Lines& lines, const QJsonArray& entry)
{
    lines.removeIf([&](const QJsonArray& line) { return line[0] == entry[0]; });
    lines.append(entry);
}

bool writeLines(const QString& file, const Lines& lines)
{
    QByteArray text;
    qsizetype kept = 0;
    for (auto line = lines.crbegin(); line != lines.crend() && kept < kMaxLines; ++line, ++kept) {
        const QByteArray entry = QJsonDocument(*line).toJson(QJsonDocument::Compact) + '\n';
        if (text.size() + entry.size() > kMaxBytes)
            break;
        text.prepend(entry);
    }
    QSaveFile out(file);
    if (out.open(QIODevice::WriteOnly)) {
        out.setPermissions(QFile::ReadOwner | QFile::WriteOwner);
        out.write(text);
    }
    return out.commit();
}

/// The list as this process knows it. What touches the file is done by work() alone, and without
/// the mutex.
class Ledger {
public:
    void keepIn(const QString& file)
    {
        const std::lock_guard lock(m_mutex);
        m_file = file;
        m_lines.clear();
        m_unwritten.clear();
        m_mustWrite = false;
        look();
    }
    void note(const QJsonArray& entry)
    {
        const std::lock_guard lock(m_mutex);
        if (m_file.isEmpty())
            return;
        replace(m_unwritten, entry);
        m_mustWrite = true;
        look();
    }
    Lines lines()
    {
        std::unique_lock lock(m_mutex);
        if (m_file.isEmpty())
            return {};
        // Other processes write it too. Who did not answer before is not waited for again.
        const bool answers = m_asked == m_answered;
        look();
        if (answers)
            (void)wait(lock, kLookTakes);
        return m_lines + m_unwritten;
    }
    bool settle(std::chrono::milliseconds atMost)
    {
        std::unique_lock lock(m_mutex);
        return wait(lock, atMost);
    }

private:
    void look()
    {
        if (m_file.isEmpty())
            return;
        if (!m_works) {
            try {
                std::thread([this] { work(); }).detach(); // we outlive it
                m_works = true;
            } catch (const std::system_error&) { // no more threads: perhaps the next time
                return;
            }
        }
        ++m_asked;
        m_changed.notify_all();
    }
    bool wait(std::unique_lock<std::mutex>& lock, std::chrono::milliseconds atMost)
    {
        const auto turn = m_asked;
        return m_changed.wait_for(lock, atMost, [&] { return m_answered >= turn; });
    }
    void work()
    {
        std::unique_lock lock(m_mutex);
        for (;;) {
            m_changed.wait(lock, [this] { return m_asked != m_answered; });
            const auto turn = m_asked;
            const QString file = m_file;
            const Lines notes = std::exchange(m_mustWrite, false) ? m_unwritten : Lines();
            lock.unlock();
            auto [lines, isWritten] = touch(file, notes);
            lock.lock();
            if (file == m_file) {
                m_lines = std::move(lines);
                if (isWritten)
                    m_unwritten.removeIf([&](const auto& note) { return notes.contains(note); });
            }
            m_answered = turn;
            m_changed.notify_all();
        }
    }
    static std::pair<Lines, bool> touch(const QString& file, const Lines& notes)
    {
        if (notes.isEmpty())
            return {readLines(file), true};
        QLockFile others(file + QStringLiteral(".lock"));
        (void)others.tryLock(static_cast<int>(kLockTakes.count())); // better written than safe
        Lines lines = readLines(file);
        for (const QJsonArray& note : notes)
            replace(lines, note);
        const bool isWritten = writeLines(file, lines);
        if (!isWritten)
            qCInfo(logRecording) << "not noted where the recording goes on";
        return {lines, isWritten};
    }

    std::mutex m_mutex;
    std::condition_variable m_changed;
    QString m_file;
    Lines m_lines; ///< as they were read or written last
    Lines m_unwritten; ///< newer than those
    bool m_mustWrite = false; ///< something is noted since the last try
    std::uint64_t m_asked = 0;
    std::uint64_t m_answered = 0;
    bool m_works = false;
};

/// Never destroyed: its thread may hang for longer than the program runs.
Ledger& ledger()
{
    static Ledger& one = *new Ledger;
    return one;
}

} // namespace

void keepWhereaboutsIn(const QString& file)
{
    ledger().keepIn(file);
}

void noteWhereabouts(const QString& uuid, const QStringList& paths)
{
    QJsonArray entry {uuid};
    // The first stands for all, and the last lead on.
    const qsizetype skipped = std::max<qsizetype>(paths.size() - kMaxPaths, 0);
    for (qsizetype i = 0; i < paths.size(); ++i) {
        if (i == 0 || i > skipped)
            entry.append(paths[i]);
    }
    ledger().note(entry);
}

QStringList whereaboutsOf(const QString& uuid)
{
    QStringList paths;
    for (const QJsonArray& line : ledger().lines()) { // of two the newer
        if (line[0].toString() != uuid)
            continue;
        paths.clear();
        for (qsizetype i = 1; i < line.size(); ++i)
            paths.append(line[i].toString());
    }
    return paths;
}

bool settleWhereabouts(std::chrono::milliseconds atMost)
{
    return ledger().settle(atMost);
}

} // namespace lavalier::recording
