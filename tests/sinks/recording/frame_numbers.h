#pragma once

#include "sinks/recording/recording_reader.h"
#include "tests/support/payloads_of.h"

#include "recording_support.h"

#include <QList>

#include <algorithm>
#include <numeric>

namespace lavalier::recording::testing {

/// The numbers of all frames of user 7 in the order of their sequence, by their payloads.
inline QList<int> numbersOf(const QString& path, const QStringList& folders = {})
{
    const auto reader = RecordingReader::open(path, folders);
    if (!reader)
        return {};
    auto marks = (*reader)->marks(UserId(7));
    if (!marks)
        return {};
    std::ranges::sort(*marks, {}, &timeline::PacketMark::sequence);
    QList<int> numbers;
    const auto payloads = test::payloadsOf(**reader, *marks);
    if (!payloads)
        return {};
    for (const QByteArray& payload : *payloads)
        numbers.append(payload.size() < 5 ? -1
                                          : static_cast<quint8>(payload[1])
                               + 256 * static_cast<quint8>(payload[2]));
    return numbers;
}

/// Each once: what a sync may have lost is in two parts.
inline QList<int> distinctNumbersOf(const QString& path, const QStringList& folders = {})
{
    QList<int> numbers = numbersOf(path, folders);
    numbers.erase(std::unique(numbers.begin(), numbers.end()), numbers.end());
    return numbers;
}

/// Whether one file has its packets in the order they came in, and each once. Of one speaker.
inline bool isInOrder(const QString& file)
{
    return askOne(file,
                  QStringLiteral("SELECT count(*) FROM (SELECT sequence, lag(sequence) OVER (ORDER "
                                 "BY rowid) AS before FROM packet) WHERE sequence <= before"))
        == QLatin1String("0");
}

inline QList<int> upTo(int count)
{
    QList<int> numbers(count);
    std::iota(numbers.begin(), numbers.end(), 0);
    return numbers;
}

} // namespace lavalier::recording::testing
