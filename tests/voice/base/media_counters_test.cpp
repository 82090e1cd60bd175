#include "voice/base/media_counters.h"
#include "voice/base/snapshot.h"

#include <QTest>

#include <thread>

using namespace lavalier;
using namespace std::chrono_literals;

namespace {

StreamCounters heard(std::uint64_t count)
{
    StreamCounters stream;
    stream.ssrc = Ssrc(1);
    stream.user = UserId(11);
    stream.heard = count;
    return stream;
}

} // namespace

class MediaCountersTest : public QObject {
    Q_OBJECT
private slots:
    void addsConnectionsUp()
    {
        MediaCounters sum;
        MediaCounters part;
        part.datagrams = 5;
        part.kernelDropped = 2;
        part.streams.push_back(heard(3));
        accumulate(sum, part);
        accumulate(sum, part);
        QCOMPARE(sum.datagrams, std::uint64_t {10});
        QCOMPARE(sum.kernelDropped, std::uint64_t {4});
        QCOMPARE(sum.streams.size(), std::size_t {2});
        QVERIFY(sum.streams[1] == part.streams[0]);
    }

    void keepsNoMoreStreamsThanItShould()
    {
        MediaCounters sum;
        MediaCounters part;
        part.streams.push_back(heard(1));
        for (std::size_t i = 0; i < kMaxStreamEntries + 100; ++i)
            accumulate(sum, part);
        QCOMPARE(sum.streams.size(), kMaxStreamEntries + 1);
        QCOMPARE(sum.streams.back().ssrc, Ssrc());
        QCOMPARE(sum.streams.back().heard, std::uint64_t {100});
    }

    void aSnapshotIsNeverHalfWritten()
    {
        Snapshot<std::vector<int>> snapshot;
        std::thread writer([&snapshot] {
            for (int i = 1; i < 2000; ++i)
                snapshot.publish(std::vector<int>(100, i));
        });
        bool isWhole = true;
        for (int last = 0; last < 1999;) {
            const auto seen = snapshot.read();
            if (seen.empty())
                continue;
            isWhole = isWhole && seen.front() == seen.back() && seen.front() >= last;
            last = seen.front();
        }
        writer.join();
        QVERIFY(isWhole);
    }
};

QTEST_GUILESS_MAIN(MediaCountersTest)
#include "media_counters_test.moc"
