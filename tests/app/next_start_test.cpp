#include "app/next_start.h"

#include "app/token_input.h"
#include "tests/patience.h"
#include "voice/base/bytes.h"

#include <QSaveFile>
#include <QTemporaryDir>
#include <QTest>

using namespace lavalier;
using namespace lavalier::app;
using ui::TokenPlace;

namespace {

WindowCommand parsed(const QStringList& arguments)
{
    const auto command = parseCommandLine(arguments);
    if (!command || !std::holds_alternative<WindowCommand>(*command))
        qFatal("no window: %s", qPrintable(arguments.join(u' ')));
    return std::get<WindowCommand>(*command);
}

const QString kBase = QStringLiteral("--api-base=http://127.0.0.1:8080/api/v10");

} // namespace

class NextStartTest : public QObject {
    Q_OBJECT
private slots:
    void followsWithWhatTheFirstWasStartedWith_data()
    {
        QTest::addColumn<QStringList>("first");
        QTest::addColumn<Restart>("how");
        QTest::addColumn<TokenPlace>("place");
        QTest::addColumn<QStringList>("next");
        using L = QStringList;
        QTest::newRow("nothing special")
            << L {} << Restart::Plainly << TokenPlace::Keychain << L {"--plain"};
        QTest::newRow("a profile, for the demo and back")
            << L {"--profile", "band"} << Restart::AsDemo << TokenPlace::Keychain
            << L {"--demo", "--profile=band"};
        QTest::newRow("out of the demo")
            << L {"--demo", "--profile", "band", "--log-level", "debug"} << Restart::FromDemo
            << TokenPlace::None << L {"--profile=band", "--log-level=debug"};
        QTest::newRow("the demo, plainly")
            << L {"--demo"} << Restart::Plainly << TokenPlace::None << L {"--demo", "--plain"};
        QTest::newRow("another Discord and its token file")
            << L {kBase, "--token-file", "t o.ken"} << Restart::Plainly << TokenPlace::File
            << L {"--plain", kBase, "--token-file=t o.ken"};
        QTest::newRow("a token file that could not be read")
            << L {"--token-file", "x"} << Restart::Plainly << TokenPlace::None
            << L {"--plain", "--token-file=x"};
        QTest::newRow("a token entered in place of the file's")
            << L {"--token-file", "x"} << Restart::Plainly << TokenPlace::Memory
            << L {"--plain", "--token-stdin"};
        QTest::newRow("one that was kept in place of the file's")
            << L {"--token-file", "x"} << Restart::Plainly << TokenPlace::Keychain << L {"--plain"};
        QTest::newRow("a token from standard input")
            << L {kBase, "--token-stdin"} << Restart::Plainly << TokenPlace::Memory
            << L {"--plain", kBase, "--token-stdin"};
        QTest::newRow("one from there that was forgotten")
            << L {"--token-stdin"} << Restart::Plainly << TokenPlace::None << L {"--plain"};
        QTest::newRow("a token from the environment")
            << L {} << Restart::Plainly << TokenPlace::Environment
            << L {"--plain", "--token-stdin"};
        QTest::newRow("a log of its own")
            << L {"--log-file=--odd", "--log-level=warning", "--minimised", "--join", "5"}
            << Restart::AsDemo << TokenPlace::Keychain
            << L {"--demo", "--log-file=--odd", "--log-level=warning"};
    }
    void followsWithWhatTheFirstWasStartedWith()
    {
        QFETCH(QStringList, first);
        QFETCH(Restart, how);
        QFETCH(TokenPlace, place);
        QFETCH(QStringList, next);
        const WindowCommand wanted = nextWindow(parsed(first), how, place);
        QCOMPARE(argumentsOf(wanted), next);
        QCOMPARE(parsed(next), wanted);
    }

    void whatIsWrittenIsReadAgain()
    {
        const QStringList all {"--demo", "--minimised", "--stop", "--profile=a", "--log-file=b"};
        QCOMPARE(argumentsOf(parsed(all)), all);
        QCOMPARE(argumentsOf(parsed({"--join", "5"})), (QStringList {"--join=5"}));
    }

    void theDemoStandsBesideWhatItCouldNotLeadBackTo_data()
    {
        QTest::addColumn<QStringList>("first");
        QTest::addColumn<TokenPlace>("place");
        QTest::addColumn<bool>("beside");
        QTest::newRow("no bot yet") << QStringList {} << TokenPlace::None << false;
        QTest::newRow("the keychain's") << QStringList {} << TokenPlace::Keychain << false;
        QTest::newRow("for this run") << QStringList {} << TokenPlace::Memory << true;
        QTest::newRow("the environment's") << QStringList {} << TokenPlace::Environment << true;
        QTest::newRow("a file's") << QStringList {"--token-file", "x"} << TokenPlace::File << true;
        QTest::newRow("another Discord") << QStringList {kBase} << TokenPlace::None << true;
    }
    void theDemoStandsBesideWhatItCouldNotLeadBackTo()
    {
        QFETCH(QStringList, first);
        QFETCH(TokenPlace, place);
        QFETCH(bool, beside);
        QCOMPARE(isKnownToThisRunAlone(parsed(first).connect, place), beside);
    }

#ifdef Q_OS_UNIX
    void theTokenGoesThroughStandardInputAlone()
    {
        const QByteArray token = "the.canary.token";
        QVERIFY(giveTokenInput(SecretBytes(viewOf(token))));
        const auto read = readTokenInput();
        QVERIFY(read);
        QVERIFY(read->equals(SecretBytes(viewOf(token))));
        const auto more = readTokenInput();
        QVERIFY(!more);
        QCOMPARE(more.error(), TokenError::Empty);
        QVERIFY(!giveTokenInput({}));
    }

    void theNextWindowHasIt()
    {
        QTemporaryDir folder;
        QFile log(folder.filePath(QStringLiteral("log")));
        const QByteArray token = "another.canary.token";
        WindowCommand next = parsed({"--plain", "--token-stdin", kBase});
        next.connect.log.file = log.fileName();
        startWindow(next, SecretBytes(viewOf(token)));
        QTRY_VERIFY(log.exists());
        QVERIFY(log.open(QIODevice::ReadOnly));
        QCOMPARE(log.readAll(), token + ' ' + argumentsOf(next).join(u' ').toUtf8());
    }
#endif
};

/// Started by startWindow() it is the window: it leaves what it was given where its log would be.
int main(int argc, char** argv)
{
    const QCoreApplication qt(argc, argv);
    const auto command = parseCommandLine(QCoreApplication::arguments().mid(1));
    const auto* window = command ? std::get_if<WindowCommand>(&*command) : nullptr;
    if (window == nullptr || !window->connect.tokenInput) {
        NextStartTest test;
        return QTest::qExec(&test, argc, argv);
    }
    const auto token = readTokenInput();
    QSaveFile log(window->connect.log.file);
    if (!token || !log.open(QIODevice::WriteOnly))
        return 1;
    log.write(toByteArray(token->reveal()) + ' '
              + QCoreApplication::arguments().mid(1).join(u' ').toUtf8());
    return log.commit() ? 0 : 1;
}
#include "next_start_test.moc"
