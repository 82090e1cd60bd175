#include "sinks/exporter/track_tags.h"

namespace lavalier::exporter {

std::uint64_t TrackTags::timeReference() const
{
    if (!date.isValid())
        return 0;
    return static_cast<std::uint64_t>(date.time().msecsSinceStartOfDay())
        * static_cast<std::uint64_t>(kSampleRate) / 1000;
}

QString tagValue(const QString& text)
{
    constexpr qsizetype kMaxTag = 200;
    QString value;
    for (const QChar c : text.left(kMaxTag)) {
        if (c.category() != QChar::Other_Control)
            value += c;
    }
    return value;
}

QString clockText(SampleCount at)
{
    const std::int64_t ms = at.value() * 1000 / kSampleRate;
    return QStringLiteral("%1:%2:%3.%4")
        .arg(ms / 3'600'000, 2, 10, QLatin1Char('0'))
        .arg(ms / 60'000 % 60, 2, 10, QLatin1Char('0'))
        .arg(ms / 1000 % 60, 2, 10, QLatin1Char('0'))
        .arg(ms % 1000, 3, 10, QLatin1Char('0'));
}

} // namespace lavalier::exporter
