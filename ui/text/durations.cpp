#include "ui/text/durations.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>

namespace lavalier::ui {

namespace {

struct Durations {
    Q_DECLARE_TR_FUNCTIONS(Durations)
};

} // namespace

QString clockText(std::chrono::milliseconds time)
{
    const auto all
        = std::max<std::int64_t>(0, std::chrono::floor<std::chrono::seconds>(time).count());
    return QStringLiteral("%1:%2:%3")
        .arg(all / 3600)
        .arg(all / 60 % 60, 2, 10, QLatin1Char('0'))
        .arg(all % 60, 2, 10, QLatin1Char('0'));
}

QString positionText(std::chrono::milliseconds time)
{
    const auto rest = std::max<std::int64_t>(0, time.count()) % 1000;
    return clockText(time) + QStringLiteral(".%1").arg(rest, 3, 10, QLatin1Char('0'));
}

std::optional<std::chrono::milliseconds> placeOf(const QString& text)
{
    constexpr double kMost = 3600.0 * 24 * 31;
    const QStringList groups = text.trimmed().split(u':');
    if (groups.size() > 3)
        return std::nullopt;
    double seconds = 0;
    for (const QString& group : groups) {
        bool ok = false;
        const double value = QString(group).replace(u',', u'.').toDouble(&ok);
        if (!ok || value < 0 || value > kMost)
            return std::nullopt;
        seconds = seconds * 60 + value;
    }
    return seconds <= kMost ? std::optional(std::chrono::milliseconds(std::llround(seconds * 1000)))
                            : std::nullopt;
}

QString lengthText(std::chrono::milliseconds length)
{
    const auto all
        = std::max<std::int64_t>(0, std::chrono::round<std::chrono::seconds>(length).count());
    if (all >= 3600)
        return Durations::tr("%1 h %2 min").arg(all / 3600).arg(all / 60 % 60);
    if (all >= 60)
        return Durations::tr("%1 min %2 s").arg(all / 60).arg(all % 60);
    return Durations::tr("%1 s").arg(all);
}

QString roomText(std::chrono::seconds room)
{
    const auto all = std::max<std::int64_t>(0, room.count());
    if (all >= 1000 * 3600)
        return Durations::tr("room for weeks");
    if (all >= 2 * 3600)
        return Durations::tr("room for %1 h").arg(all / 3600);
    return Durations::tr("room for %1 min").arg(all / 60);
}

} // namespace lavalier::ui
