#include "app/log_file.h"

#include "app/places.h"

#include <QDateTime>
#include <QFileInfo>

#ifdef Q_OS_UNIX
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#endif

namespace lavalier::app {
namespace {

constexpr qsizetype kMaxMessage = 2000;

// Qt's handler takes no context; both live as long as the program.
LogFile* theLog = nullptr;
QtMessageHandler handlerBefore = nullptr;

const char* nameOf(QtMsgType type)
{
    switch (type) {
    case QtDebugMsg:
        return "debug";
    case QtInfoMsg:
        return "info";
    case QtWarningMsg:
        return "warning";
    case QtCriticalMsg:
        return "critical";
    case QtFatalMsg:
        return "fatal";
    }
    return "other";
}

void handle(QtMsgType type, const QMessageLogContext& context, const QString& message)
{
    // Others' messages may name files and people.
    const bool ours
        = context.category != nullptr && qstrncmp(context.category, "lavalier.", 9) == 0;
    if (ours)
        theLog->write(type, context.category, message);
    const bool detail = type == QtInfoMsg || type == QtDebugMsg;
    if (!ours || !detail || qEnvironmentVariableIsSet("QT_LOGGING_RULES"))
        handlerBefore(type, context, message);
}

/// Only a file of this user, which no other may read afterwards; not through a link, which would
/// lead to a place somebody else chose.
bool openPrivately(QFile& file)
{
    const auto mode = QIODevice::WriteOnly | QIODevice::Append | QIODevice::Unbuffered;
#ifdef Q_OS_UNIX
    // Asked of what is open: a name may lead elsewhere a moment later. A pipe must not hold us up.
    const int descriptor
        = ::open(QFile::encodeName(file.fileName()).constData(),
                 O_WRONLY | O_APPEND | O_CREAT | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC, 0600);
    if (descriptor < 0)
        return false;
    struct stat facts { };
    if (fstat(descriptor, &facts) == 0 && S_ISREG(facts.st_mode) && facts.st_uid == geteuid()
        && fchmod(descriptor, 0600) == 0
        && file.open(descriptor, mode, QFileDevice::AutoCloseHandle))
        return true;
    ::close(descriptor);
    return false;
#else
    if (QFileInfo(file.fileName()).isSymLink() || !file.open(mode))
        return false;
    file.setPermissions(QFile::ReadOwner | QFile::WriteOwner);
    return true;
#endif
}

} // namespace

LogFile::LogFile(const QString& file, const Limits& limits)
    : m_folder(QFileInfo(file).absolutePath())
    , m_stem(QFileInfo(file).completeBaseName())
    , m_suffix(QFileInfo(file).suffix())
    , m_limits(limits)
{
    m_second.start();
    open();
}

void LogFile::write(QtMsgType type, const char* category, const QString& message)
{
    const std::lock_guard lock(m_mutex);
    if (m_second.elapsed() >= 1000) {
        if (m_lines > m_limits.linesPerSecond)
            put(QByteArray::number(m_lines - m_limits.linesPerSecond) + " lines left out\n");
        m_second.restart();
        m_lines = 0;
    }
    if (++m_lines > m_limits.linesPerSecond)
        return;
    put(QDateTime::currentDateTimeUtc().toString(Qt::ISODateWithMs).toLatin1() + ' '
        + app::nameOf(type) + ' ' + category + ' ' + message.left(kMaxMessage).simplified().toUtf8()
        + '\n');
}

QString LogFile::nameOf(int number) const
{
    QString name = m_folder + u'/' + m_stem;
    if (number > 0)
        name += QStringLiteral(".%1").arg(number);
    if (!m_suffix.isEmpty())
        name += u'.' + m_suffix;
    return name;
}

void LogFile::open()
{
    if (!makePrivateFolder(m_folder))
        return;
    m_file.setFileName(nameOf(0));
    openPrivately(m_file);
}

void LogFile::put(const QByteArray& line)
{
    if (!m_file.isOpen())
        return;
    m_file.write(line);
    if (m_file.size() < m_limits.bytes)
        return;
    m_file.close();
    QFile::remove(nameOf(m_limits.files - 1));
    for (int number = m_limits.files - 2; number >= 0; --number)
        QFile::rename(nameOf(number), nameOf(number + 1));
    open();
}

QString usualLogFile(const QString& folder)
{
    return folder + QStringLiteral("/lavalier.log");
}

bool installLogFile(const QString& file)
{
    theLog = new LogFile(file, {}); // other threads may log to the very end
    handlerBefore = qInstallMessageHandler(handle);
    return theLog->isOpen();
}

} // namespace lavalier::app
