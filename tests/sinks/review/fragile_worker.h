#pragma once

#include <QByteArray>
#include <QCoreApplication>
#include <QFile>
#include <QProcess>
#include <QString>

#include <cstdlib>

#include <unistd.h>

namespace lavalier::review::testing {

/// What looks like a packet and kills whoever stands in front of the real worker.
inline const QByteArray kPoison = QByteArray::fromHex("78") + QByteArray("POISON-POISON-POISON");
inline constexpr const char* kFragile = "--die-of-poison";

/// A program that passes everything on to the real worker, until it sees the poison.
inline QString fragileWorker(const QString& folder, const QString& worker)
{
    const QString path = folder + QStringLiteral("/fragile");
    QFile script(path);
    if (!script.open(QIODevice::WriteOnly))
        return {};
    script.write("#!/bin/sh\nexec '" + QCoreApplication::applicationFilePath().toUtf8() + "' "
                 + kFragile + " '" + worker.toUtf8() + "'\n");
    script.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    return path;
}

/// For a test's main(), when it was started as that program.
inline int passOn(const QString& worker)
{
    QProcess real;
    real.setProcessChannelMode(QProcess::ForwardedChannels);
    real.start(worker, {QStringLiteral("--render")});
    if (!real.waitForStarted())
        return 1;
    QByteArray last; // a packet may come in two reads
    char bytes[4096];
    for (ssize_t count = 0; (count = ::read(STDIN_FILENO, bytes, sizeof bytes)) > 0;) {
        last = last.right(kPoison.size()) + QByteArray(bytes, count);
        if (last.contains(kPoison)) {
            real.kill();
            real.waitForFinished();
            std::abort();
        }
        real.write(bytes, count);
        real.waitForBytesWritten(-1);
    }
    real.closeWriteChannel();
    real.waitForFinished(-1);
    return real.exitCode();
}

/// In place of QTEST_GUILESS_MAIN.
template <typename Test> int runTest(int argc, char** argv)
{
    QCoreApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.value(1) == QLatin1String(kFragile))
        return passOn(arguments.value(2));
    Test test;
    return QTest::qExec(&test, argc, argv);
}

} // namespace lavalier::review::testing
