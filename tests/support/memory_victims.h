#pragma once

#include "tests/patience.h"
#include "tests/support/failing_memory.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QProcess>
#include <QTemporaryDir>

#include <cstdio>
#include <functional>
#include <list>
#include <memory>
#include <sys/resource.h>
#include <unistd.h>
#include <vector>

namespace lavalier::test {

/// A victim's word: a letter and numbers, past all that allocates, at once out of the process.
template <typename... Numbers> void say(char what, Numbers... numbers)
{
    char line[200];
    int size = std::snprintf(line, sizeof line, "%c", what);
    ((size += std::snprintf(line + size, sizeof line - std::size_t(size), " %lld",
                            static_cast<long long>(numbers))),
     ...);
    line[size++] = '\n';
    if (::write(STDOUT_FILENO, line, std::size_t(size)) != size)
        ::_exit(3);
}

/// The victim's side: does `deed` with some allocation failing, as Qt would let it end.
inline int beVictim(const std::function<void()>& arm, const std::function<void()>& deed)
{
    const rlimit noCore {0, 0};
    ::setrlimit(RLIMIT_CORE, &noCore);
    arm();
    try {
        deed();
    } catch (...) {
        std::terminate(); // when all frames of its thread are unwound
    }
    failing_memory::stop();
    say('e', failing_memory::counted(), failing_memory::hasFailed());
    return 0;
}

/// One run of this program in which some allocation failed, and what it said.
struct MemoryVictim {
    std::int64_t at = 0; ///< which allocation
    QTemporaryDir folder;
    QProcess process;
    QElapsedTimer age;
    std::vector<std::pair<char, std::vector<qint64>>> words;

    /// Its numbers, of the last word of that letter; nothing when there was none.
    std::vector<qint64> last(char what) const
    {
        for (auto it = words.rbegin(); it != words.rend(); ++it) {
            if (it->first == what)
                return it->second;
        }
        return {};
    }
    bool hasLived() const { return !last('e').empty(); }

    void listen()
    {
        QByteArray all = process.readAllStandardOutput();
        for (const QByteArray& line : all.left(all.lastIndexOf('\n') + 1).split('\n')) {
            if (line.isEmpty())
                continue;
            std::vector<qint64> numbers;
            for (const QByteArray& number : line.mid(2).split(' '))
                numbers.push_back(number.toLongLong());
            words.emplace_back(line[0], std::move(numbers));
        }
    }
};

/// Runs victims, several at a time, each with another allocation that fails. Threads share the
/// count, so that a number is not the same allocation each time.
///
/// LAVALIER_MEMORY_TRIALS changes how many are tried one by one.
class MemoryVictims {
public:
    /// What is wrong with what it left, or nothing.
    using Judge = std::function<QString(MemoryVictim&)>;

    /// `arguments` are followed by the folder, which allocation, and whether all after it fail.
    MemoryVictims(QStringList arguments, bool isForGood,
                  std::function<bool(const QString& folder)> prepare)
        : m_arguments(std::move(arguments))
        , m_isForGood(isForGood)
        , m_prepare(std::move(prepare))
    {
    }

    /// One that has all the memory it wants: `last('e')[0]` says how much that is, about.
    std::unique_ptr<MemoryVictim> spare()
    {
        auto victim = start(0);
        if (!victim->process.waitForFinished(kPatience))
            return nullptr;
        victim->listen();
        return victim;
    }

    /// The first `each` of all, then ever fewer; up to the first fault.
    QString tryEach(std::int64_t each, std::int64_t all, const Judge& judge)
    {
        const int asked = qEnvironmentVariableIntValue("LAVALIER_MEMORY_TRIALS");
        each = asked > 0 ? asked : each;
        std::list<std::unique_ptr<MemoryVictim>> alive;
        for (std::int64_t at = 1; at <= all || !alive.empty();) {
            for (; at <= all && alive.size() < kAtOnce; at += at < each ? 1 : 1 + at / kFewer)
                alive.push_back(start(at));
            QTest::qWait(2);
            for (auto it = alive.begin(); it != alive.end();) {
                MemoryVictim& victim = **it;
                if (victim.process.state() != QProcess::NotRunning) {
                    if (victim.age.elapsed() > kPatience)
                        return explain(victim, QStringLiteral("hangs"));
                    ++it;
                    continue;
                }
                victim.listen();
                QString wrong = howItEnded(victim);
                if (wrong.isEmpty())
                    wrong = judge(victim);
                if (!wrong.isEmpty())
                    return explain(victim, wrong);
                it = alive.erase(it);
            }
        }
        return {};
    }

    int died() const { return m_died; }
    /// Although it was struck.
    int lived() const { return m_lived; }

private:
    static constexpr std::size_t kAtOnce = 10; // they sleep more than they work
    static constexpr std::int64_t kFewer = 12;

    std::unique_ptr<MemoryVictim> start(std::int64_t at)
    {
        auto victim = std::make_unique<MemoryVictim>();
        victim->at = at;
        if (!m_prepare(victim->folder.path()))
            qWarning("the folder could not be prepared");
        // Qt's constructors do not survive everything. What a sanitizer itself finds is a fault.
        auto environment = QProcessEnvironment::systemEnvironment();
        for (const char* name : {"ASAN_OPTIONS", "TSAN_OPTIONS"}) {
            const QString key = QString::fromLatin1(name);
            environment.insert(key, environment.value(key) + QStringLiteral(":handle_segv=0"));
        }
        victim->process.setProcessEnvironment(environment);
        victim->process.start(QCoreApplication::applicationFilePath(),
                              m_arguments
                                  + QStringList {victim->folder.path(), QString::number(at),
                                                 QString::number(int(m_isForGood))});
        victim->age.start();
        return victim;
    }

    QString howItEnded(const MemoryVictim& victim)
    {
        if (victim.hasLived()) {
            m_lived += victim.last('e').at(1) != 0 ? 1 : 0;
            return {};
        }
        ++m_died;
        // The C library gives up with 127.
        if (victim.process.exitStatus() == QProcess::NormalExit && victim.process.exitCode() != 127)
            return QStringLiteral("ended with %1").arg(victim.process.exitCode());
        return {};
    }

    static QString explain(MemoryVictim& victim, const QString& wrong)
    {
        return QStringLiteral("allocation %1: %2. It said: %3")
            .arg(victim.at)
            .arg(wrong, QString::fromUtf8(victim.process.readAllStandardError()));
    }

    const QStringList m_arguments;
    const bool m_isForGood;
    const std::function<bool(const QString&)> m_prepare;
    int m_died = 0;
    int m_lived = 0;
};

} // namespace lavalier::test
