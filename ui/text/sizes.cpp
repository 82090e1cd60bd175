#include "ui/text/sizes.h"

#include <QCoreApplication>
#include <QLocale>

#include <cmath>

namespace lavalier::ui {

namespace {

struct Sizes {
    Q_DECLARE_TR_FUNCTIONS(Sizes)
};

} // namespace

QString sizeText(std::uint64_t bytes)
{
    const int digits = bytes < 10'000'000'000U ? 0 : 1;
    return QLocale().formattedDataSize(static_cast<qint64>(bytes), digits,
                                       QLocale::DataSizeSIFormat);
}

QString percentText(double percent)
{
    if (percent > 0 && percent < 0.1)
        return Sizes::tr("< %1 %").arg(QLocale().toString(0.1, 'f', 1));
    return Sizes::tr("%1 %").arg(QLocale().toString(percent, 'f', percent < 10 ? 1 : 0));
}

QString decibelText(double db)
{
    if (db <= -60)
        return Sizes::tr("silent");
    const QString sign = db < -0.05 ? QString(QChar(0x2212)) : QString();
    return Sizes::tr("%1 dB").arg(sign + QLocale().toString(std::abs(db), 'f', 1));
}

} // namespace lavalier::ui
