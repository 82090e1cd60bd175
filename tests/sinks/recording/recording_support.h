#pragma once

#include "sinks/recording/recording_file.h"
#include "voice/base/clock.h"
#include "voice/base/opus_frame.h"

#include <QProcess>
#include <QStringList>

#include <atomic>

namespace lavalier::recording::testing {

/// Asks the sqlite3 program, which shares no line with our reader. One row per entry.
inline QStringList ask(const QString& path, const QString& sql)
{
    QProcess sqlite;
    // The file closes in the background after a stop and is locked for a moment then.
    sqlite.start(QStringLiteral("sqlite3"),
                 {QStringLiteral("-readonly"), QStringLiteral("-cmd"),
                  QStringLiteral(".timeout 5000"), path, sql});
    if (!sqlite.waitForFinished(30'000) || sqlite.exitCode() != 0)
        return {QStringLiteral("sqlite3: ") + QString::fromUtf8(sqlite.readAllStandardError())};
    return QString::fromUtf8(sqlite.readAllStandardOutput())
        .split(QLatin1Char('\n'), Qt::SkipEmptyParts);
}

inline QString askOne(const QString& path, const QString& sql)
{
    return ask(path, sql).join(QLatin1Char('\n'));
}

/// A clock that stands still until told otherwise. A writer's thread may read it meanwhile.
class FakeClock final : public Clock {
public:
    SteadyTime now() const override
    {
        return SteadyTime(std::chrono::hours(100)) + m_passed.load();
    }
    WallTime wallNow() const override
    {
        return WallTime(std::chrono::seconds(1'795'000'000)) + m_passed.load();
    }
    void advance(std::chrono::microseconds span) { m_passed = m_passed.load() + span; }
    void restart() { m_passed = std::chrono::microseconds(0); }

private:
    std::atomic<std::chrono::microseconds> m_passed {};
};

/// A 20 ms packet of one frame whose body holds its number, so that rows can be told apart.
inline OpusFrame frameOf(StreamId stream, UserId user, std::int64_t number, SteadyTime arrival,
                         int size = 160)
{
    if (size == 0)
        return {stream,      user,    Ssrc(1000), SequenceNumber(65'536 + number),
                RtpTicks(0), arrival, {}};
    QByteArray payload(size, '\x55');
    payload[0] = '\x78'; // CELT, 20 ms, mono, one frame
    for (int i = 0; i < 4 && i + 1 < size; ++i)
        payload[i + 1] = static_cast<char>(number >> (8 * i));
    return {stream,
            user,
            Ssrc(static_cast<std::uint32_t>(stream.value() & 0xFFFF) + 1000),
            SequenceNumber(65'536 + number),
            RtpTicks(1'000'000 + number * 960),
            arrival,
            payload};
}

inline StreamId streamOf(std::uint32_t connection, std::uint32_t number)
{
    return StreamId((std::uint64_t {connection} << 32) | number);
}

inline RecordingDescription someCall()
{
    return {GuildId(41'771'983'423'143'937),     QStringLiteral("Kaffeerunde"),
            ChannelId(155'101'607'195'836'416),  QStringLiteral("Wohnzimmer"),
            QStringLiteral("Folge 12: Anfänge"), QStringLiteral("0.1.0")};
}

} // namespace lavalier::recording::testing
