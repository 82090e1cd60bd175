#include "sinks/recording/recording_file.h"
#include "sinks/recording/recording_reader.h"

#include "recording_support.h"

#include <QTemporaryDir>
#include <QTest>

using namespace lavalier;
using namespace lavalier::recording;
using namespace lavalier::recording::testing;
using namespace std::chrono_literals;

/// The file core on a clock that the test moves.
class RecordingFileTest : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;
    FakeClock m_clock;
    std::unique_ptr<RecordingFile> m_file;

    QString path() const { return m_file->path(); }
    void write(HandOver handOver)
    {
        m_file->accept(std::move(handOver));
        QVERIFY(m_file->commit(m_clock.now()));
    }
    void write(RecordingFact fact) { write(HandOver {{}, {std::move(fact)}, {}}); }
    void write(StreamId stream, UserId user, std::int64_t number)
    {
        write(HandOver {{frameOf(stream, user, number, m_clock.now())}, {}, {}});
    }

private slots:
    void init()
    {
        auto made = RecordingFile::create(m_folder.path(), QStringLiteral("call"), someCall(),
                                          m_clock.now(), m_clock.wallNow());
        QVERIFY(made);
        m_file = *std::move(made);
    }
    void cleanup() { m_file.reset(); }

    void describesItselfToAnyone()
    {
        QCOMPARE(askOne(path(), QStringLiteral("PRAGMA application_id")),
                 QStringLiteral("1279350354"));
        QCOMPARE(askOne(path(), QStringLiteral("PRAGMA user_version")), QStringLiteral("1"));
        QCOMPARE(askOne(path(), QStringLiteral("PRAGMA journal_mode")), QStringLiteral("wal"));
        QCOMPARE(askOne(path(),
                        QStringLiteral("SELECT guild, guild_name, channel, channel_name, title, "
                                       "app_version, state, part, started_unix_us FROM recording")),
                 QStringLiteral("41771983423143937|Kaffeerunde|155101607195836416|Wohnzimmer|"
                                "Folge 12: Anfänge|0.1.0|recording|1|1795000000000000")
                     .replace(QStringLiteral("1795000000000000"),
                              QString::number(m_clock.wallNow().time_since_epoch().count())));
        QCOMPARE(
            ask(path(),
                QStringLiteral("SELECT name FROM sqlite_schema WHERE type='table' ORDER BY name")),
            (QStringList {
                QStringLiteral("connection"), QStringLiteral("edit"), QStringLiteral("event"),
                QStringLiteral("missed"), QStringLiteral("packet"), QStringLiteral("part"),
                QStringLiteral("recording"), QStringLiteral("run"), QStringLiteral("speaker"),
                QStringLiteral("stream"), QStringLiteral("tally"), QStringLiteral("transport")}));
        QCOMPARE(askOne(path(), QStringLiteral("SELECT length(uuid) FROM recording")),
                 QStringLiteral("36"));
    }

    void storesFramesInOrderOfArrival()
    {
        write(ConnectionOpened {m_clock.now(), ConnectionId(1), ChannelId(5),
                                QStringLiteral("voice.example:443"),
                                QStringLiteral("aead_aes256_gcm_rtpsize"), 0});
        write(SpeakerSeen {m_clock.now(), UserId(7), QStringLiteral("Ada")});
        for (const int number : {1, 4, 2, 3}) {
            m_clock.advance(20ms);
            write(streamOf(1, 1), UserId(7), number);
        }
        QCOMPARE(
            askOne(path(), QStringLiteral("SELECT group_concat(sequence - 65536) FROM packet")),
            QStringLiteral("1,4,2,3"));
        QCOMPARE(askOne(path(), QStringLiteral("SELECT group_concat(arrival_us) FROM packet")),
                 QStringLiteral("20000,40000,60000,80000"));
        QCOMPARE(askOne(path(),
                        QStringLiteral("SELECT hex(substr(payload,1,5)), length(payload), rtp "
                                       "FROM packet WHERE id = 2")),
                 QStringLiteral("7804000000|160|1003840"));
        QCOMPARE(
            askOne(path(),
                   QStringLiteral("SELECT user, name, ssrc, number, endpoint, cipher FROM stream "
                                  "JOIN speaker ON speaker.id = stream.speaker "
                                  "JOIN connection ON connection.id = stream.connection")),
            QStringLiteral("7|Ada|1001|1|voice.example:443|aead_aes256_gcm_rtpsize"));
        QCOMPARE(m_file->status().frames, 4U);
        QCOMPARE(m_file->status().missing, 0U);
        QCOMPARE(askOne(path(), QStringLiteral("PRAGMA integrity_check")), QStringLiteral("ok"));
    }

    void leavesOutWhatWasSaidBeforeTheBeginning()
    {
        const SteadyTime zero = m_clock.now();
        m_clock.advance(1s);
        HandOver handOver;
        for (const auto& [number, arrival] :
             {std::pair(1, zero - 3s), {2, zero - 1us}, {3, zero}, {4, zero + 20ms}})
            handOver.frames.push_back(frameOf(streamOf(1, 1), UserId(7), number, arrival));
        write(std::move(handOver));
        QCOMPARE(
            askOne(path(), QStringLiteral("SELECT group_concat(sequence - 65536) FROM packet")),
            QStringLiteral("3,4"));
        QCOMPARE(m_file->status().early, 2U);
        QCOMPARE(m_file->status().frames, 2U);
        QCOMPARE(m_file->status().missing, 0U);
    }

    void namesAConnectionThatItsFramesWereFasterThan()
    {
        const auto connections = [this] {
            return askOne(path(),
                          QStringLiteral("SELECT id, number, endpoint, cipher, dave_version, "
                                         "opened_us FROM connection"));
        };
        m_clock.advance(1s);
        write(streamOf(1, 1), UserId(7), 1);
        QCOMPARE(connections(), QStringLiteral("1|1|||0|1000000"));
        m_clock.advance(1s);
        const ConnectionOpened opened {m_clock.now(),
                                       ConnectionId(1),
                                       ChannelId(5),
                                       QStringLiteral("voice.example:443"),
                                       QStringLiteral("aead_aes256_gcm_rtpsize"),
                                       1};
        write(opened);
        const auto named
            = QStringLiteral("1|1|voice.example:443|aead_aes256_gcm_rtpsize|1|1000000");
        QCOMPARE(connections(), named);
        write(ConnectionOpened {
            m_clock.now(), ConnectionId(1), ChannelId(5), QStringLiteral("other"), {}, 0});
        QCOMPARE(connections(), named);
        // Together in one commit, facts go first.
        write(HandOver {{frameOf(streamOf(2, 1), UserId(7), 1, m_clock.now())},
                        {ConnectionOpened {m_clock.now(), ConnectionId(2), ChannelId(6),
                                           QStringLiteral("b"), QStringLiteral("c"), 0}},
                        {}});
        QCOMPARE(connections(), named + QStringLiteral("\n2|2|b|c|0|2000000"));
    }

    void keepsOneSpeakerOverSeveralStreams()
    {
        write(streamOf(1, 1), UserId(7), 1);
        write(streamOf(1, 2), UserId(7), 90);
        write(streamOf(2, 1), UserId(7), 5);
        QCOMPARE(askOne(path(), QStringLiteral("SELECT count(*) FROM speaker")),
                 QStringLiteral("1"));
        QCOMPARE(askOne(path(), QStringLiteral("SELECT count(*) FROM stream")),
                 QStringLiteral("3"));
        QCOMPARE(askOne(path(), QStringLiteral("SELECT group_concat(connection) FROM stream")),
                 QStringLiteral("1,1,2"));
        QCOMPARE(m_file->status().speakers.size(), 1U);
        QCOMPARE(m_file->status().speakers[0].frames, 3U);
        QCOMPARE(m_file->status().speakers[0].missing, 0U);
    }

    void countsWhatIsMissingAndLate()
    {
        for (const int number : {10, 11, 14, 12})
            write(streamOf(1, 1), UserId(7), number);
        QCOMPARE(m_file->status().missing, 1U); // 13
        m_clock.advance(2s);
        write(streamOf(1, 1), UserId(7), 15);
        QCOMPARE(
            askOne(path(),
                   QStringLiteral("SELECT second, on_disk, lost, late FROM tally ORDER BY id")),
            QStringLiteral("0|4|2|1"));
    }

    void takesTheMediaCountersIntoTheTally()
    {
        StreamCounters counters;
        counters.ssrc = Ssrc(1001);
        counters.user = UserId(7);
        counters.heard = 500; // before the recording began
        write(streamOf(1, 1), UserId(7), 1);
        write(CountersNoted {{.streams = {counters}}});
        counters.heard += 50;
        counters.decrypted += 48;
        counters.undecryptable += 2;
        write(CountersNoted {{.streams = {counters}}});
        m_clock.advance(1s);
        QVERIFY(m_file->commit(m_clock.now()));
        QCOMPARE(
            askOne(path(),
                   QStringLiteral("SELECT heard, decrypted, on_disk, undecryptable FROM tally")),
            QStringLiteral("50|48|1|2"));
    }

    void beatsInSilenceAndAcknowledges()
    {
        for (int second = 1; second <= 3; ++second) {
            m_clock.advance(1s);
            QVERIFY(m_file->heartbeatDue(m_clock.now()));
            QVERIFY(m_file->commit(m_clock.now()));
            QVERIFY(!m_file->heartbeatDue(m_clock.now()));
            QCOMPARE(m_file->status().acknowledged, std::chrono::milliseconds(second * 1000));
        }
        QCOMPARE(
            askOne(path(),
                   QStringLiteral("SELECT group_concat(at_us) FROM event WHERE type='heartbeat'")),
            QStringLiteral("1000000,2000000,3000000"));
        QVERIFY(m_file->status().diskFree > 0);
        QVERIFY(m_file->status().bytes > 0);
    }

    void keepsWhatTheMediaPathCounted()
    {
        const auto count = [this](const char* name) {
            return askOne(path(),
                          QStringLiteral("SELECT count FROM transport WHERE name = '%1'")
                              .arg(QLatin1String(name)));
        };
        MediaCounters counters;
        counters.datagrams = 1000; // most of them before the recording
        counters.kernelDropped = 7;
        m_clock.advance(1s);
        write(CountersNoted {counters});
        QCOMPARE(count("datagrams"), QStringLiteral("0"));
        counters.datagrams = 1500;
        counters.kernelDropped = 9;
        StreamCounters stream;
        stream.heard = 40;
        counters.streams.push_back(stream);
        m_clock.advance(1s);
        write(CountersNoted {counters});
        QCOMPARE(count("datagrams"), QStringLiteral("500"));
        QCOMPARE(count("kernelDropped"), QStringLiteral("2"));
        QCOMPARE(count("ofNobody"), QStringLiteral("40"));
        counters = {};
        counters.datagrams = 30; // a call that began anew
        m_clock.advance(1s);
        write(CountersNoted {counters});
        QCOMPARE(count("datagrams"), QStringLiteral("530"));
        QVERIFY(m_file->continueIn(m_folder.path(), m_clock.now()));
        m_clock.advance(1s);
        write(CountersNoted {counters});
        QCOMPARE(count("datagrams"), QStringLiteral("530"));
        QCOMPARE(count("kernelDropped"), QStringLiteral("2"));
        const auto reader = RecordingReader::open(path());
        QVERIFY(reader);
        QCOMPARE((*reader)->transport().at(QStringLiteral("datagrams")), 530U);
    }

    void leavesPausesOutOfTheClock()
    {
        m_clock.advance(1s);
        write(streamOf(1, 1), UserId(7), 1);
        write(EventNoted {m_clock.now(), {EventType::Pause, {}, {}}});
        QCOMPARE(m_file->status().state, WriterState::Paused);
        m_clock.advance(200ms);
        write(streamOf(1, 1), UserId(7), 2); // late, still from before
        m_clock.advance(1800ms);
        QVERIFY(m_file->commit(m_clock.now()));
        QCOMPARE(m_file->status().acknowledged, 1000ms);
        HandOver both;
        m_clock.advance(1s);
        both.facts.push_back(EventNoted {m_clock.now(), {EventType::Resume, {}, {}}});
        m_clock.advance(500ms);
        both.frames.push_back(frameOf(streamOf(1, 1), UserId(7), 5, m_clock.now()));
        write(std::move(both));
        QCOMPARE(m_file->status().state, WriterState::Recording);
        QCOMPARE(m_file->status().acknowledged, 1500ms);
        QCOMPARE(
            askOne(path(), QStringLiteral("SELECT group_concat(sequence - 65536) FROM packet")),
            QStringLiteral("1,2,5"));
        QCOMPARE(askOne(path(),
                        QStringLiteral("SELECT group_concat(type || at_us) FROM event "
                                       "WHERE type IN ('pause', 'resume')")),
                 QStringLiteral("pause1000000,resume4000000"));
    }

    void ignoresAPauseWithinAPause()
    {
        for (int i = 0; i < 2; ++i) {
            m_clock.advance(1s);
            write(EventNoted {m_clock.now(), {EventType::Pause, {}, {}}});
        }
        for (int i = 0; i < 2; ++i) {
            m_clock.advance(1s);
            write(EventNoted {m_clock.now(), {EventType::Resume, {}, {}}});
        }
        QCOMPARE(askOne(path(),
                        QStringLiteral("SELECT group_concat(type || at_us) FROM event "
                                       "WHERE type IN ('pause', 'resume')")),
                 QStringLiteral("pause1000000,resume3000000"));
        QCOMPARE(m_file->status().acknowledged, 2000ms);
    }

    void keepsExcludedSpeakersOut()
    {
        write(streamOf(1, 1), UserId(7), 1);
        write(SpeakerExcluded {UserId(7), true});
        write(streamOf(1, 1), UserId(7), 2);
        write(streamOf(1, 2), UserId(8), 1);
        write(SpeakerExcluded {UserId(7), false});
        write(streamOf(1, 1), UserId(7), 3);
        QCOMPARE(askOne(path(),
                        QStringLiteral("SELECT group_concat(stream || ':' || (sequence - 65536))"
                                       " FROM packet")),
                 QStringLiteral("1:1,2:1,1:3"));
    }

    void refusesARowThatNoOpusPacketFills()
    {
        write(HandOver {{frameOf(streamOf(1, 1), UserId(7), 1, m_clock.now(), 64 * 1024),
                         frameOf(streamOf(1, 1), UserId(7), 2, m_clock.now(), 64 * 1024 + 1),
                         frameOf(streamOf(1, 1), UserId(7), 3, m_clock.now(), 0)},
                        {},
                        {}});
        QCOMPARE(askOne(path(), QStringLiteral("SELECT group_concat(length(payload)) FROM packet")),
                 QStringLiteral("65536,0"));
    }

    void writesDownWhatMemoryRefused()
    {
        write(HandOver {{}, {}, {{UserId(7), 12}}});
        QCOMPARE(m_file->status().refused, 12U);
        QCOMPARE(m_file->status().speakers[0].refused, 12U);
        QCOMPARE(askOne(path(), QStringLiteral("SELECT user, text FROM event WHERE type = 'gap'")),
                 QStringLiteral("7|disk: 12 frames not written"));
    }

    void endsAsOneFileInOrder()
    {
        write(streamOf(1, 1), UserId(7), 1);
        m_clock.advance(300ms);
        QVERIFY(m_file->finish(m_clock.now()));
        QCOMPARE(askOne(path(), QStringLiteral("SELECT state FROM recording")),
                 QStringLiteral("finished"));
        QCOMPARE(askOne(path(), QStringLiteral("SELECT at_us FROM event WHERE type = 'stop'")),
                 QStringLiteral("300000"));
        const QString finished = path();
        m_file->buildIndex(false);
        QVERIFY(m_file->mergeLog());
        m_file.reset();
        QVERIFY(!QFile::exists(finished + QStringLiteral("-wal")));
        QVERIFY(!QFile::exists(finished + QStringLiteral("-shm")));
        QCOMPARE(askOne(finished, QStringLiteral("PRAGMA journal_mode")), QStringLiteral("delete"));
        QCOMPARE(askOne(finished,
                        QStringLiteral("SELECT count(*) FROM sqlite_schema "
                                       "WHERE name = 'packet_by_stream'")),
                 QStringLiteral("1"));
        QCOMPARE(askOne(finished, QStringLiteral("PRAGMA integrity_check")), QStringLiteral("ok"));
    }

    void costsLittlePerRow()
    {
        // A guard against a change of kind (a prepare or an allocation per row), not a benchmark.
        constexpr int kRows = 200'000;
        const std::clock_t before = std::clock();
        for (int i = 0; i < kRows;) {
            HandOver handOver;
            for (int j = 0; j < 1000; ++j, ++i)
                handOver.frames.push_back(
                    frameOf(streamOf(1, 1 + i % 50), UserId(1 + i % 50), i / 50, m_clock.now()));
            m_clock.advance(50ms);
            write(std::move(handOver));
        }
        const double micros = 1e6 * double(std::clock() - before) / CLOCKS_PER_SEC / kRows;
        qInfo("%.2f microseconds of CPU a row, making the frames included", micros);
        QVERIFY(micros < 60);
    }
};

QTEST_GUILESS_MAIN(RecordingFileTest)
#include "recording_file_test.moc"
