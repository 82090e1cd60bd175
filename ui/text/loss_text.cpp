#include "ui/text/loss_text.h"

#include "ui/text/durations.h"

#include <QCoreApplication>
#include <QLocale>
#include <QStringList>

#include <algorithm>
#include <array>

namespace lavalier::ui {

namespace {

struct LossText {
    Q_DECLARE_TR_FUNCTIONS(LossText)
};

/// Losses are mostly shorter than what lengthText() can say.
QString shortLength(std::chrono::milliseconds length)
{
    if (length < std::chrono::seconds(10))
        return LossText::tr("%1 ms").arg(QLocale().toString(qlonglong(length.count())));
    return lengthText(length);
}

} // namespace

QString lossMarkText(LossMark mark)
{
    switch (mark) {
    case LossMark::Recovered:
        return LossText::tr("lost, restored from the next packet");
    case LossMark::Concealed:
        return LossText::tr("lost, concealed");
    case LossMark::Silent:
        return LossText::tr("lost, silence");
    case LossMark::Late:
        return LossText::tr("too late");
    case LossMark::Undecryptable:
        return LossText::tr("not decrypted");
    case LossMark::NotWritten:
        return LossText::tr("not written");
    case LossMark::Outage:
        return LossText::tr("cut off from the call");
    case LossMark::Overlapped:
        return LossText::tr("spoke on a newer connection");
    case LossMark::Paused:
        return LossText::tr("recording paused");
    case LossMark::Excluded:
        return LossText::tr("not to be recorded");
    }
    return {};
}

QString lossSpanText(const LossSpan& span)
{
    QStringList parts {clockText(span.start), lossMarkText(span.mark)};
    if (span.length.count() > 0)
        parts.append(shortLength(span.length));
    if (span.packets > 0)
        parts.append(LossText::tr("%n packet(s)", nullptr, static_cast<int>(span.packets)));
    return parts.join(QStringLiteral(" · "));
}

QString lossLaneText(std::span<const LossSpan> spans)
{
    struct Sum {
        LossMark mark;
        std::chrono::milliseconds length {0};
        int count = 0;
    };
    std::array<Sum, kLossMarks> sums {};
    for (int mark = 0; mark < kLossMarks; ++mark)
        sums[static_cast<std::size_t>(mark)].mark = static_cast<LossMark>(mark);
    for (const LossSpan& span : spans) {
        Sum& sum = sums[static_cast<std::size_t>(span.mark)];
        sum.length += span.length;
        ++sum.count;
    }
    std::ranges::stable_sort(sums, std::greater(), &Sum::length);
    QStringList parts;
    for (const Sum& sum : sums) {
        if (sum.count > 0)
            parts.append(
                LossText::tr("%1: %2").arg(lossMarkText(sum.mark), shortLength(sum.length)));
    }
    return parts.isEmpty() ? LossText::tr("nothing is missing") : parts.join(QStringLiteral("; "));
}

} // namespace lavalier::ui
