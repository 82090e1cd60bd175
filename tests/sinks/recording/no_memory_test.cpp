#include "sinks/recording/recording_file.h"
#include "sinks/recording/recording_reader.h"
#include "tests/support/payloads_of.h"

#include "integrity.h"
#include "no_memory_victim.h"

#include <QDir>
#include <QTest>

#include <algorithm>

using namespace lavalier;
using namespace lavalier::recording;
using namespace lavalier::recording::testing;
using namespace std::chrono_literals;
using test::MemoryVictim;

/// Any allocation fails, of C++'s, Qt's or SQLite's: most end the program, there and then. The file
/// it leaves opens, and is a beginning of what was handed over, with all that was acknowledged.
class NoMemoryTest : public QObject {
    Q_OBJECT

    QTemporaryDir m_left; ///< what a killed writer leaves
    QTemporaryDir m_leftInParts;
    std::chrono::microseconds m_longest {0};

private slots:
    void initTestCase()
    {
        QVERIFY(leaveBehind(m_left.path(), false));
        QVERIFY(leaveBehind(m_leftInParts.path(), true));
    }

    void whatIsOnDiskStaysThere_data()
    {
        QTest::addColumn<Deed>("deed");
        QTest::addColumn<bool>("isForGood");
        QTest::newRow("recording, one fails") << Deed::Record << false;
        QTest::newRow("recording, all fail from one on") << Deed::Record << true;
        QTest::newRow("beginning, one fails") << Deed::Begin << false;
        QTest::newRow("beginning, all fail from one on") << Deed::Begin << true;
        QTest::newRow("in another folder, one fails") << Deed::Move << false;
        QTest::newRow("going on after a crash, one fails") << Deed::GoOn << false;
        QTest::newRow("recovering in place, one fails") << Deed::RecoverInPlace << false;
        QTest::newRow("recovering into a copy, one fails") << Deed::RecoverCopy << false;
        QTest::newRow("recovering row by row, one fails") << Deed::RecoverByRows << false;
    }
    void whatIsOnDiskStaysThere()
    {
        QFETCH(Deed, deed);
        QFETCH(bool, isForGood);
        m_longest = {};
        test::MemoryVictims victims(
            {QStringLiteral("--without-memory"), QString::number(int(deed))}, isForGood,
            [&](const QString& folder) {
                return !startsFromLeft(deed) || copyFiles(leftFor(deed), folder);
            });
        const auto spared = victims.spare();
        QVERIFY(spared && spared->hasLived());
        QCOMPARE(judge(*spared, deed), QString());
        QVERIFY(spared->last('n').empty());
        const auto all = spared->last(deed == Deed::Begin ? 'b' : 'e').at(0);
        QVERIFY(all > 20); // under a sanitizer they are few
        const QString wrong
            = victims.tryEach(deed == Deed::Record ? 300 : 50, all,
                              [&](MemoryVictim& victim) { return judge(victim, deed); });
        QVERIFY2(wrong.isEmpty(), qPrintable(wrong));
        qInfo("%lld allocations: %d died, %d lived; at most %lld us lost",
              static_cast<long long>(all), victims.died(), victims.lived(),
              static_cast<long long>(m_longest.count()));
        QVERIFY(victims.died() > 0);
        // The promise is 100 ms, and recording_crash_test's; here others may want the processor.
        QVERIFY(m_longest < 1s);
    }

private:
    static bool startsFromLeft(Deed deed)
    {
        return deed != Deed::Record && deed != Deed::Begin && deed != Deed::Move;
    }
    QString leftFor(Deed deed) const
    {
        return deed == Deed::RecoverByRows ? m_leftInParts.path() : m_left.path();
    }

    static bool leaveBehind(const QString& folder, bool isInParts)
    {
        const QTemporaryDir first;
        FakeClock clock;
        auto made = RecordingFile::create(first.path(), QStringLiteral("call"), someCall(),
                                          clock.now(), clock.wallNow());
        if (!made)
            return false;
        RecordingFile& file = **made;
        for (std::int64_t tick = 0; tick < kLeft; ++tick) {
            clock.advance(kTick);
            HandOver handOver;
            handOver.frames = framesAt(tick);
            for (std::uint32_t speaker = 1; speaker <= kSpeakers; ++speaker)
                handOver.facts.emplace_back(
                    SpeakerSeen {clock.now(), UserId(speaker), nameOf(speaker)});
            if (isMarked(tick))
                handOver.facts.emplace_back(
                    EventNoted {clock.now(), {EventType::Marker, {}, markerText()}});
            file.accept(std::move(handOver));
            if (tick == kLeft / 2
                && (!file.commit(clock.now())
                    || (isInParts && !file.continueIn(first.path(), clock.now()))))
                return false;
        }
        return bool(file.commit(clock.now())) && copyFiles(first.path(), folder);
    }

    static QStringList filesIn(const QString& folder)
    {
        return QDir(folder).entryList({QStringLiteral("*.lavalier"), QStringLiteral("*-wal")},
                                      QDir::Files);
    }
    static bool copyFiles(const QString& from, const QString& folder)
    {
        return std::ranges::all_of(filesIn(from), [&](const QString& name) {
            return QFile::copy(QDir(from).filePath(name), QDir(folder).filePath(name));
        });
    }

    static QByteArray contentOf(const QString& path)
    {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }

    /// What is wrong with what it left, or nothing.
    QString judge(const MemoryVictim& victim, Deed deed)
    {
        const QString folder = victim.folder.path();
        const QString path = pathIn(folder);
        const bool isBegun = startsFromLeft(deed) || !victim.last('b').empty();
        if (!isBegun && victim.hasLived())
            return QFile::exists(path) ? QStringLiteral("left something behind") : QString();
        if (!isBegun) // no recording yet, or an empty one
            return RecordingReader::open(path) ? judgeFrames(victim, deed, path) : QString();
        const bool isCopied = deed == Deed::RecoverCopy || deed == Deed::RecoverByRows;
        for (const QString& name : isCopied ? filesIn(leftFor(deed)) : QStringList()) {
            if (contentOf(QDir(folder).filePath(name))
                != contentOf(QDir(leftFor(deed)).filePath(name)))
                return QStringLiteral("the original was changed");
        }
        const auto skipped = victim.last('r');
        if (!skipped.empty() && skipped[0] > 0)
            return QStringLiteral("takes what it has no memory for to be damaged");
        if (const QString wrong = judgeFrames(victim, deed, path); !wrong.isEmpty())
            return wrong;
        // And with memory it can be made a whole one.
        const auto recovered = recover(path, isCopied ? RecoverInto::Copy : RecoverInto::Same);
        if (!recovered && recovered.error() != RecordingError::Finished)
            return QStringLiteral("cannot be recovered: %1").arg(int(recovered.error()));
        const QString wrong = judgeFrames(victim, deed, recovered ? recovered->recording : path);
        return wrong.isEmpty() ? wrong : QStringLiteral("recovered: ") + wrong;
    }

    QString judgeFrames(const MemoryVictim& victim, Deed deed, const QString& path)
    {
        const auto reader = RecordingReader::open(path, {otherFolder(victim.folder.path())});
        if (!reader)
            return QStringLiteral("cannot be opened: %1").arg(int(reader.error()));
        const std::int64_t left = startsFromLeft(deed) ? kLeft : 0;
        const auto tick = victim.last('t');
        const auto begun = tick.empty() ? left : tick[0] + 1;
        std::int64_t stored = 0;
        std::int64_t before = begun;
        for (std::uint32_t speaker = 1; speaker <= kSpeakers; ++speaker) {
            const auto count = judgeSpeaker(**reader, speaker);
            if (!count)
                return QStringLiteral("other rows of speaker %1 than were written").arg(speaker);
            // All of a tick, but of the last it may have been torn from.
            if (*count > before || (speaker > 1 && *count + 1 < before))
                return QStringLiteral("no beginning: %1 ticks of speaker %2, %3 before them")
                    .arg(*count)
                    .arg(speaker)
                    .arg(before);
            before = *count;
            stored += *count;
        }
        if ((*reader)->skippedRows() > 0)
            return QStringLiteral("rows that were never written");
        for (const QString& part : (*reader)->parts()) {
            if (const QString answer = integrityOf(part); answer != QLatin1String("ok"))
                return answer;
        }
        const bool isBegun = left > 0 || !victim.last('b').empty();
        const QString wrong = isBegun ? judgeFacts(victim, **reader, left, begun) : QString();
        if (!wrong.isEmpty())
            return wrong;
        return judgeWords(victim, stored, left, begun);
    }

    /// How many of its frames there are, each the one that was handed over.
    static std::optional<std::int64_t> judgeSpeaker(RecordingReader& reader, std::uint32_t speaker)
    {
        const auto marks = reader.marks(UserId(speaker));
        if (!marks)
            return std::nullopt;
        const auto payloads = test::payloadsOf(reader, *marks);
        if (!payloads)
            return std::nullopt;
        const SteadyTime zero = FakeClock().now();
        for (std::size_t i = 0; i < marks->size(); ++i) {
            const OpusFrame written = frameAt(static_cast<std::int64_t>(i), speaker);
            const auto& mark = (*marks)[i];
            if (mark.sequence != written.sequence || mark.rtp != written.rtp
                || mark.arrival != written.arrival - zero || (*payloads)[i] != written.payload)
                return std::nullopt;
        }
        return std::ssize(*marks);
    }

    /// What is said besides frames, as far as it got.
    static QString judgeFacts(const MemoryVictim& victim, RecordingReader& reader,
                              std::int64_t left, std::int64_t begun)
    {
        const auto summary = reader.summary();
        const auto events = reader.events();
        if (!summary || !events)
            return QStringLiteral("cannot say what it is of");
        if (summary->title != someCall().title || summary->guildName != someCall().guildName)
            return QStringLiteral("of another call");
        const auto stopped = victim.last('s');
        const bool isOnlyLeft = left > 0 && begun == left;
        const bool isWhole = isOnlyLeft || (!stopped.empty() && stopped.at(3) == 0);
        for (const SpeakerTally& speaker : summary->speakers) {
            const bool isRight
                = speaker.name == nameOf(static_cast<std::uint32_t>(speaker.user.value()));
            if (!isRight && (isWhole || !speaker.name.isEmpty()))
                return QStringLiteral("a speaker called '%1'").arg(speaker.name);
            if (summary->state == FileState::Finished && isOnlyLeft && speaker.frames != kLeft)
                return QStringLiteral("says %1 frames of %2").arg(speaker.frames).arg(kLeft);
        }
        std::int64_t marked = 0;
        for (std::int64_t tick = 0; tick < begun; ++tick)
            marked += isMarked(tick) ? 1 : 0;
        std::int64_t markers = 0;
        for (const RecordedEvent& event : *events) {
            if (event.event.type == EventType::Unknown)
                return QStringLiteral("an event of no type");
            if (event.event.type != EventType::Marker)
                continue;
            ++markers;
            if (event.event.text != markerText())
                return QStringLiteral("a marker '%1'").arg(event.event.text);
        }
        if (markers > marked || (isWhole && markers < marked))
            return QStringLiteral("%1 markers of %2").arg(markers).arg(marked);
        return {};
    }

    QString judgeWords(const MemoryVictim& victim, std::int64_t stored, std::int64_t left,
                       std::int64_t begun)
    {
        std::int64_t committed = left * kSpeakers;
        bool hadProblem = false;
        std::vector<std::chrono::microseconds> when;
        for (const auto& [what, numbers] : victim.words) {
            if (what != 'a' && what != 's')
                continue;
            committed = std::max<std::int64_t>(committed, numbers.at(1));
            const auto problem = static_cast<RecordingError>(numbers.at(3));
            hadProblem = hadProblem || problem != RecordingError::None;
            if (problem != RecordingError::None && problem != RecordingError::OutOfMemory)
                return QStringLiteral("says %1 of a lack of memory").arg(numbers.at(3));
            if (what == 'a')
                when.emplace_back(numbers.at(4));
        }
        if (stored < committed)
            return QStringLiteral("%1 of %2 acknowledged frames").arg(stored).arg(committed);
        if (const auto stopped = victim.last('s'); !stopped.empty()) {
            const std::int64_t unwritten = stopped.at(2);
            if (stopped.at(0) == 0)
                return QStringLiteral("does not stop");
            if (stored + unwritten < begun * kSpeakers)
                return QStringLiteral("%1 of %2 frames, and %3 were spoken of")
                    .arg(stored)
                    .arg(begun * kSpeakers)
                    .arg(unwritten);
        }
        const auto whole = static_cast<std::size_t>(stored / kSpeakers - left);
        if (whole < when.size() && !hadProblem)
            m_longest = std::max(m_longest, when.back() - when[whole]);
        return {};
    }
};

int main(int argc, char** argv)
{
    QCoreApplication application(argc, argv);
    const QStringList arguments = application.arguments();
    if (arguments.value(1) == QLatin1String("--without-memory"))
        return perform(Deed(arguments.value(2).toInt()), arguments.value(3),
                       arguments.value(4).toLongLong(), arguments.value(5).toInt() != 0);
    NoMemoryTest test;
    return QTest::qExec(&test, argc, argv);
}

#include "no_memory_test.moc"
