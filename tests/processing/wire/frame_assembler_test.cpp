#include "processing/wire/frame_assembler.h"
#include "voice/base/bytes.h"

#include <QTest>

using namespace lavalier;
using namespace lavalier::wire;

class FrameAssemblerTest : public QObject {
    Q_OBJECT
private slots:
    void refusesBytesThatCannotBeAFrame_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<WireError>("error");
        QTest::newRow("size zero") << QByteArray::fromHex("00000000") << WireError::EmptyFrame;
        QTest::newRow("one past the limit")
            << QByteArray::fromHex("01001000") << WireError::OversizedFrame;
        QTest::newRow("four gigabytes")
            << QByteArray::fromHex("ffffffff") << WireError::OversizedFrame;
        QTest::newRow("type 0xff") << QByteArray::fromHex("01000000ff") << WireError::UnknownType;
        QTest::newRow("type 0x00") << QByteArray::fromHex("0100000000") << WireError::UnknownType;
        QTest::newRow("type between requests and answers")
            << QByteArray::fromHex("010000000e") << WireError::UnknownType;
        QTest::newRow("a good frame, then nonsense")
            << QByteArray::fromHex("010000000c00000000") << WireError::EmptyFrame;
    }
    void refusesBytesThatCannotBeAFrame()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(WireError, error);
        FrameAssembler assembler;
        assembler.feed(viewOf(bytes));
        auto result = assembler.take();
        while (result && *result)
            result = assembler.take();
        QVERIFY(!result);
        QCOMPARE(result.error(), error);
        const QByteArray good = QByteArray::fromHex("010000000c");
        assembler.feed(viewOf(good));
        const auto later = assembler.take();
        QVERIFY2(!later && later.error() == error, "a broken stream must stay broken");
    }

    void waitsForEveryMissingByte()
    {
        const QByteArray frame = QByteArray::fromHex("040000000a010203");
        for (qsizetype cut = 0; cut < frame.size(); ++cut) {
            FrameAssembler assembler;
            const QByteArray head = frame.left(cut);
            const QByteArray tail = frame.mid(cut);
            assembler.feed(viewOf(head));
            const auto early = assembler.take();
            QVERIFY(early && !*early);
            assembler.feed(viewOf(tail));
            const auto whole = assembler.take();
            QVERIFY(whole && *whole);
            QCOMPARE((*whole)->type, FrameType::Silence);
            QCOMPARE(toByteArray((*whole)->payload), QByteArray::fromHex("010203"));
            QCOMPARE(assembler.pending(), std::size_t {0});
        }
    }

    void cutsAnyChunksIntoTheSameFrames()
    {
        QByteArray stream;
        for (int i = 1; i < 200; ++i) {
            stream += QByteArray(1, static_cast<char>(i)) + QByteArray(3, '\0')
                + QByteArray(1, '\x04') + QByteArray(i - 1, static_cast<char>(i));
        }
        for (const qsizetype chunk : {1, 3, 64, 4096}) {
            FrameAssembler assembler;
            int frames = 0;
            for (qsizetype at = 0; at < stream.size(); at += chunk) {
                const QByteArray piece = stream.mid(at, chunk);
                assembler.feed(viewOf(piece));
                for (auto frame = assembler.take(); *frame; frame = assembler.take()) {
                    ++frames;
                    QCOMPARE(toByteArray((*frame)->payload),
                             QByteArray(frames - 1, static_cast<char>(frames)));
                }
            }
            QCOMPARE(frames, 199);
        }
    }

    void takesTheLargestFrameThereMayBe()
    {
        QByteArray frame = QByteArray::fromHex("0000100042");
        frame.resize(4 + (1 << 20));
        FrameAssembler assembler;
        assembler.feed(viewOf(frame));
        const auto taken = assembler.take();
        QVERIFY(taken && *taken);
        QCOMPARE((*taken)->payload.size(), std::size_t {(1 << 20) - 1});
    }
};

QTEST_APPLESS_MAIN(FrameAssemblerTest)
#include "frame_assembler_test.moc"
