#include "processing/wire/codec.h"
#include "processing/worker/worker_loop.h"
#include "tests/patience.h"
#include "tests/support/test_opus_encoder.h"
#include "voice/base/bytes.h"

#include <QFile>
#include <QProcess>
#include <QTest>

using namespace lavalier;
using namespace lavalier::wire;
using lavalier::test::TestOpusEncoder;
using lavalier::worker::ExitCode;

namespace {

QString program()
{
    return qEnvironmentVariable("LAVALIER_BIN_DIR") + QStringLiteral("/lavalier-decode");
}

void startIn(QProcess& process, const char* mode)
{
    process.start(program(), {QString::fromLatin1(mode)});
    QVERIFY(process.waitForStarted());
}

void send(QProcess& process, const Request& request)
{
    Buffer bytes;
    append(bytes, request);
    process.write(reinterpret_cast<const char*>(bytes.data()), static_cast<qint64>(bytes.size()));
}

std::vector<Answer> answersIn(const QByteArray& bytes)
{
    FrameAssembler assembler;
    assembler.feed(viewOf(bytes));
    std::vector<Answer> answers;
    for (auto frame = assembler.take(); frame && *frame; frame = assembler.take()) {
        if (auto answer = parseAnswer(**frame))
            answers.push_back(*answer);
    }
    return answers;
}

} // namespace

class WorkerProcessTest : public QObject {
    Q_OBJECT
private slots:
    void livesUntilItsInputCloses()
    {
        QProcess process;
        startIn(process, "--live");
        TestOpusEncoder encoder;
        const QByteArray packet = encoder.sine(440, 0.5);
        send(process, ownHello());
        send(process, OpenDecoder {StreamId(1)});
        send(process, DecodeBatch {RequestId(5), Want::Levels, {{StreamId(1), viewOf(packet)}}});
        QByteArray out;
        QTRY_VERIFY((out += process.readAllStandardOutput(), answersIn(out).size() == 2));
        QCOMPARE(std::get<Hello>(answersIn(out)[0]), ownHello());
        QCOMPARE(std::get<BatchLevels>(answersIn(out)[1]).packets.at(0).samples, SampleCount(960));
        QCOMPARE(process.state(), QProcess::Running);
        process.closeWriteChannel();
        QVERIFY(process.waitForFinished());
        QCOMPARE(process.exitStatus(), QProcess::NormalExit);
        QCOMPARE(process.exitCode(), int(ExitCode::Done));
    }

    void rendersRawPcmAndNothingElse()
    {
        QProcess process;
        startIn(process, "--render");
        send(process, ownHello());
        send(process, OpenRender {2, SampleFormat::S16});
        send(process, Silence {SampleCount(kSampleRate * 60)});
        send(process, Finish {});
        QVERIFY(process.waitForFinished());
        QCOMPARE(process.exitCode(), int(ExitCode::Done));
        QCOMPARE(process.readAllStandardOutput(), QByteArray(kSampleRate * 60 * 4, '\0'));
        const auto answers = answersIn(process.readAllStandardError());
        QCOMPARE(std::get<Hello>(answers.front()), ownHello());
        QCOMPARE(std::get<RenderDone>(answers.back()).totals.written,
                 SampleCount(kSampleRate * 60));
    }

    /// Both sides write more than a pipe holds before either reads.
    void neitherEndBlocksTheOther()
    {
        QProcess process;
        startIn(process, "--live");
        TestOpusEncoder encoder;
        const QByteArray packet = encoder.sine(440, 0.5);
        send(process, ownHello());
        send(process, OpenDecoder {StreamId(1)});
        constexpr std::size_t kBatches = 400;
        for (std::size_t i = 0; i < kBatches; ++i) {
            DecodeBatch batch {RequestId(i), Want::LevelsAndPcm, {}};
            for (int n = 0; n < 5; ++n)
                batch.packets.push_back({StreamId(1), viewOf(packet)});
            send(process, batch);
        }
        process.closeWriteChannel();
        QVERIFY(process.waitForFinished());
        const auto answers = answersIn(process.readAllStandardOutput());
        QCOMPARE(answers.size(), 1 + kBatches * 6);
    }

    void refusesWhatItWasNotBuiltFor_data()
    {
        QTest::addColumn<QByteArray>("input");
        QTest::addColumn<int>("exitCode");
        QTest::newRow("another build")
            << QByteArray::fromHex("0600000001010002 6237") << int(ExitCode::HelloMismatch);
        QTest::newRow("not this protocol")
            << QByteArray("GET / HTTP/1.1\r\n") << int(ExitCode::BadStream);
    }
    void refusesWhatItWasNotBuiltFor()
    {
        QFETCH(QByteArray, input);
        QFETCH(int, exitCode);
        QProcess process;
        startIn(process, "--live");
        process.write(input);
        QVERIFY(process.waitForFinished());
        QCOMPARE(process.exitCode(), exitCode);
    }

    void refusesToStartWithoutAMode()
    {
        QProcess process;
        process.start(program(), QStringList());
        QVERIFY(process.waitForFinished());
        QCOMPARE(process.exitCode(), int(ExitCode::Usage));
    }

    void holdsNoFilesAndFewSystemCalls()
    {
#if defined(LAVALIER_SANITIZED) || !defined(Q_OS_LINUX)
        return; // confinement is off under sanitizers: a seccomp worker dies there
#else
        QProcess process;
        startIn(process, "--live");
        QVERIFY(process.waitForReadyRead()); // its hello: confinement is on before it
        QFile status(QStringLiteral("/proc/%1/status").arg(process.processId()));
        QVERIFY(status.open(QIODevice::ReadOnly));
        const QByteArray text = status.readAll();
        QVERIFY(text.contains("NoNewPrivs:\t1"));
        QVERIFY(text.contains("Seccomp:\t2"));
        QFile limits(QStringLiteral("/proc/%1/limits").arg(process.processId()));
        QVERIFY(limits.open(QIODevice::ReadOnly));
        const QString bounds = QString::fromLatin1(limits.readAll()).simplified();
        QVERIFY2(bounds.contains("Max core file size 0 0"), qPrintable(bounds));
        QVERIFY2(bounds.contains("Max address space 268435456 268435456"), qPrintable(bounds));
        QVERIFY2(bounds.contains("Max open files 3 3"), qPrintable(bounds));
        process.closeWriteChannel();
        QVERIFY(process.waitForFinished());
        QCOMPARE(process.exitCode(), 0);
#endif
    }
};

QTEST_GUILESS_MAIN(WorkerProcessTest)
#include "worker_process_test.moc"
