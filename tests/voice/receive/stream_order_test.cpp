#include "voice/receive/stream_order.h"

#include <QTest>

#include <vector>

using namespace lavalier;
using namespace lavalier::receive;
using namespace std::chrono_literals;

namespace {

using Verdict = StreamOrder::Verdict;

struct Packet {
    int sequence;
    std::uint32_t timestamp;
    std::chrono::microseconds arrival;
};

/// One character for each packet: . placed, = duplicate, ? held, ! new run, * new run with the
/// packet held before.
QString verdicts(const std::vector<Packet>& packets)
{
    StreamOrder order;
    QString text;
    for (const Packet& packet : packets) {
        const auto answer = order.place(static_cast<std::uint16_t>(packet.sequence),
                                        packet.timestamp, SteadyTime(packet.arrival));
        switch (answer.verdict) {
        case Verdict::Placed:
            text += u'.';
            break;
        case Verdict::Duplicate:
            text += u'=';
            break;
        case Verdict::Held:
            text += u'?';
            break;
        case Verdict::NewRun:
            text += answer.held ? u'*' : u'!';
            break;
        }
    }
    return text;
}

/// Sequence numbers in the rhythm of 20 ms; timestamps follow the number, as a sender's do.
std::vector<Packet> steadily(const std::vector<int>& sequences, std::uint32_t origin = 0)
{
    std::vector<Packet> packets;
    for (const int sequence : sequences) {
        const auto at = static_cast<std::int64_t>(packets.size());
        const auto number = static_cast<std::int16_t>(sequence - sequences[0]);
        packets.push_back({sequence, origin + static_cast<std::uint32_t>(number * 960),
                           std::chrono::seconds(10) + at * 20ms});
    }
    return packets;
}

std::vector<Packet> with(std::vector<Packet> packets, std::size_t index, Packet other)
{
    other.arrival = packets[index].arrival;
    packets[index] = other;
    return packets;
}

} // namespace

Q_DECLARE_METATYPE(std::vector<Packet>)

class StreamOrderTest : public QObject {
    Q_OBJECT
private slots:
    void judges_data()
    {
        QTest::addColumn<std::vector<Packet>>("packets");
        QTest::addColumn<QString>("expected");
        const auto row
            = [](const char* name, const std::vector<Packet>& packets, const char* expected) {
                  QTest::newRow(name) << packets << QString::fromLatin1(expected);
              };
        row("in order", steadily({1, 2, 3, 4}), "!...");
        row("out of order", steadily({1, 4, 2, 3, 5, 6}), "!.....");
        row("a copy", steadily({1, 2, 2, 3, 1}), "!.=.=");
        row("across the wrap, with copies", steadily({65533, 65534, 0, 65535, 1, 0, 2, 3}),
            "!....=..");
        row("before the first", steadily({5, 4, 3, 6}), "!...");
        row("lost packets", steadily({1, 2, 500, 501}), "!...");
        row("latest that still counts", steadily({1000, 2000, 1000}), "!.=");
        row("as far ahead as may be", steadily({1, 3001}), "!.");
        row("one too far ahead", steadily({1, 3002, 2, 3}), "!?..");
        row("as late as may be", steadily({2000, 3000, 2000, 2002}), "!.=.");
        row("too late", steadily({2000, 3500, 3501, 2400, 3502}), "!..?.");
        row("two strangers far apart", steadily({1, 10000, 30000, 2}), "!??.");
        row("a sender that began anew", steadily({1, 2, 30000, 30001, 30002}), "!.?*.");
        row("began anew, second packet lost", steadily({1, 2, 30000, 30002, 30001}), "!.?*.");
        row("began anew, first two swapped", steadily({1, 2, 30001, 30000, 30002}), "!.?*.");
        row("the same stranger twice", steadily({1, 2, 30000, 30000, 3}), "!.?=.");
        row("strangers, but not in a row", steadily({1, 30000, 2, 30001, 3}), "!?.?.");

        const auto five = steadily({1, 2, 3, 4, 5});
        row("a hostile timestamp", with(five, 2, {3, 0x80000000, {}}), "!.?..");
        row("another hostile timestamp", with(five, 2, {3, 0x7FFFFFFF, {}}), "!.?..");
        row("half a minute ahead", with(five, 2, {3, 1'440'000, {}}), "!.?..");
        row("a lie we believe is outvoted", with(five, 2, {3, 400'000, {}}), "!....");
        row("a far sequence we believe is outvoted", with(five, 2, {2900, 1920, {}}), "!....");
        row("same number at another time", with(five, 2, {2, 0x40000000, {}}), "!.?..");
        row("the clock began anew, numbers go on",
            {{1, 5'000'000, 1s}, {2, 5'000'960, 1s}, {3, 0, 1s}, {4, 960, 1s}, {5, 1920, 1s}},
            "!.?*.");
        row("numbers and clock began anew in the window",
            {{100, 5'000'000, 1s},
             {101, 5'000'960, 1s},
             {100, 70, 1s},
             {101, 1030, 1s},
             {102, 1990, 1s}},
            "!.?*.");
        row("the clock ran on through an hour's silence",
            {{1, 0, 1s}, {2, 960, 1s}, {3, 960 + 172'800'000, 3601s}}, "!..");
        row("the clock stood still through an hour's silence",
            {{1, 0, 1s}, {2, 960, 1s}, {3, 1920, 3601s}}, "!..");
        row("a silence in which the clock may have turned",
            {{1, 0, 1s}, {2, 960, 1s}, {3, 1920, 25000s}}, "!.!");
        row("a burst after a stall", {{1, 0, 1s}, {2, 960, 1s}, {3, 240'960, 1s}, {4, 241'920, 1s}},
            "!...");
        row("the clock wraps", {{1, 0xFFFFFC40, 1s}, {2, 0, 1s}, {3, 960, 1s}}, "!..");
        row("frames of 40 ms", {{1, 0, 1s}, {2, 1920, 1s + 40ms}, {3, 3840, 1s + 80ms}}, "!..");
        row("several packets of one time", {{1, 960, 1s}, {2, 960, 1s}, {3, 960, 1s}}, "!..");
        row("arrival going back", {{1, 960, 2s}, {2, 1920, 1s}}, "!.");
    }

    void judges()
    {
        QFETCH(std::vector<Packet>, packets);
        QFETCH(QString, expected);
        QCOMPARE(verdicts(packets), expected);
    }

    void numbersNeverWrap()
    {
        StreamOrder order;
        std::vector<std::int64_t> sequences;
        for (const int wire : {65533, 65534, 0, 65535, 1, 2, 3})
            sequences.push_back(
                order
                    .place(static_cast<std::uint16_t>(wire),
                           static_cast<std::uint32_t>(static_cast<std::int16_t>(wire) * 960),
                           SteadyTime(1s))
                    .place.sequence.value());
        const std::int64_t turn = 65536;
        QVERIFY((sequences
                 == std::vector<std::int64_t> {turn + 65533, turn + 65534, 2 * turn, turn + 65535,
                                               2 * turn + 1, 2 * turn + 2, 2 * turn + 3}));
    }

    void ticksGoOnAfterALie_data()
    {
        QTest::addColumn<quint32>("lie");
        for (const quint32 lie :
             {0U, 1U, 400'000U, 479'000U, 0x7FFFFFFFU, 0x80000000U, 0x80000001U, 0xFFFFFFFFU})
            QTest::addRow("%08x", lie) << lie;
    }

    void ticksGoOnAfterALie()
    {
        QFETCH(quint32, lie);
        StreamOrder order;
        const auto at = [&order](int number, std::uint32_t timestamp) {
            return order
                .place(static_cast<std::uint16_t>(number), timestamp,
                       SteadyTime(1s + number * 20ms))
                .place;
        };
        const auto start = at(0, 100'000).rtp;
        for (int number = 1; number < 200; ++number) {
            if (number % 3 == 0) {
                at(number, lie);
                continue;
            }
            const auto place = at(number, 100'000 + static_cast<std::uint32_t>(number) * 960);
            QCOMPARE((place.rtp - start).value(), number * 960);
            QCOMPARE(place.sequence.value(), 65536 + number);
        }
    }

    void saysWhereAHeldPacketBelongs()
    {
        StreamOrder order;
        order.place(1, 960, SteadyTime(1s));
        order.place(30000, 77, SteadyTime(1s));
        const auto answer = order.place(30002, 77 + 1920, SteadyTime(1s));
        QVERIFY(answer.held);
        QCOMPARE(answer.held->sequence.value(), 65536 + 30000);
        QCOMPARE((answer.place.sequence - answer.held->sequence).value(), 2);
        QCOMPARE((answer.place.rtp - answer.held->rtp).value(), 1920);
    }

    void countsWhatIsMissing_data()
    {
        QTest::addColumn<std::vector<Packet>>("packets");
        QTest::addColumn<quint64>("missing");
        QTest::newRow("nothing") << steadily({1, 2, 3}) << quint64 {0};
        QTest::newRow("two") << steadily({1, 2, 5}) << quint64 {2};
        QTest::newRow("came late") << steadily({1, 2, 5, 3, 4}) << quint64 {0};
        QTest::newRow("a copy fills no gap") << steadily({1, 2, 5, 2, 1}) << quint64 {2};
        QTest::newRow("before the first") << steadily({5, 6, 3}) << quint64 {1};
        QTest::newRow("a jump is no loss") << steadily({1, 2, 30000, 30001}) << quint64 {0};
        QTest::newRow("in two runs") << steadily({1, 3, 30000, 30002}) << quint64 {2};
        QTest::newRow("a far lie is no loss")
            << with(steadily({1, 2, 3, 4}), 1, {2900, 960, {}}) << quint64 {0};
        QTest::newRow("across the wrap") << steadily({65535, 1}) << quint64 {1};
    }

    void countsWhatIsMissing()
    {
        QFETCH(std::vector<Packet>, packets);
        QFETCH(quint64, missing);
        StreamOrder order;
        for (const Packet& packet : packets)
            order.place(static_cast<std::uint16_t>(packet.sequence), packet.timestamp,
                        SteadyTime(packet.arrival));
        QCOMPARE(order.missing(), missing);
        order.endRun();
        QCOMPARE(order.missing(), missing);
    }
};

QTEST_GUILESS_MAIN(StreamOrderTest)
#include "stream_order_test.moc"
