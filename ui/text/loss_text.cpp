#include "ui/text/loss_text.h"

#include "ui/text/durations.h"

#include <QCoreApplication>
#include <QLocale>
#include <QStringList>

#include <algorithm>
#include <array>
#include <climits>

namespace lavalier::ui {

namespace {

struct LossText {
    Q_DECLARE_TR_FUNCTIONS(LossText)
};

} // namespace

QString shortLengthText(std::chrono::milliseconds length)
{
    if (length < std::chrono::seconds(10))
        return LossText::tr("%1 ms").arg(QLocale().toString(qlonglong(length.count())));
    return lengthText(length);
}

QString lossMarkText(LossMark mark)
{
    switch (mark) {
    case LossMark::Recovered:
        return LossText::tr("lost, restored from the next packet");
    case LossMark::Concealed:
        return LossText::tr("lost, concealed");
    case LossMark::Silent:
        return LossText::tr("lost, silence");
    case LossMark::Dropped:
        return LossText::tr("this computer was too busy");
    case LossMark::Late:
        return LossText::tr("too late");
    case LossMark::Undecryptable:
        return LossText::tr("not decrypted");
    case LossMark::Undecodable:
        return LossText::tr("could not be decoded");
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
    case LossMark::Damaged:
        return LossText::tr("the file is damaged here");
    }
    return {};
}

namespace {

/// What the computer dropped is known of the call, and each track may claim all of it.
QString markLengthText(LossMark mark, std::chrono::milliseconds length)
{
    const QString text = shortLengthText(length);
    return mark == LossMark::Dropped ? LossText::tr("at most %1").arg(text) : text;
}

/// Empty where nothing is wrong.
QString flowText(Flow flow, int packets)
{
    switch (flow) {
    case Flow::NotRecording:
    case Flow::OnDisk:
        break;
    case Flow::Paused:
        return LossText::tr("recording paused");
    case Flow::Waiting:
        return LossText::tr("waiting for a key or for the disk");
    case Flow::CutOff:
        return LossText::tr("cut off from the call");
    case Flow::Lost:
        return LossText::tr("%n packet(s) lost on the network", nullptr, packets);
    case Flow::Undecryptable:
        return LossText::tr("%n packet(s) not decrypted", nullptr, packets);
    case Flow::NotWritten:
        return LossText::tr("%n packet(s) not written", nullptr, packets);
    }
    return {};
}

} // namespace

QString columnText(const WaveColumn& column, std::chrono::milliseconds ago)
{
    const QString what = flowText(column.flow, column.packets);
    if (what.isEmpty())
        return {};
    const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(ago);
    return LossText::tr("%1 s ago").arg(QLocale().toString(qlonglong(seconds.count())))
        + QStringLiteral(" · ") + what;
}

QString recentLossText(const WaveHistory& history)
{
    std::array<int, 3> packets {};
    constexpr std::array kinds {Flow::NotWritten, Flow::Undecryptable, Flow::Lost};
    for (std::int64_t at = history.end() - WaveHistory::kSize; at < history.end(); ++at) {
        const WaveColumn column = history.at(at);
        for (std::size_t kind = 0; kind < kinds.size(); ++kind)
            packets[kind] += column.flow == kinds[kind] ? column.packets : 0;
    }
    QStringList parts;
    for (std::size_t kind = 0; kind < kinds.size(); ++kind) {
        if (packets[kind] > 0)
            parts.append(flowText(kinds[kind], packets[kind]));
    }
    return parts.isEmpty()
        ? QString()
        : LossText::tr("In the last two minutes: %1").arg(parts.join(QStringLiteral("; ")));
}

QString lossSpanText(const LossSpan& span)
{
    QStringList parts {clockText(span.start), lossMarkText(span.mark)};
    if (span.length.count() > 0)
        parts.append(markLengthText(span.mark, span.length));
    const int packets = static_cast<int>(std::min<std::uint64_t>(span.packets, INT_MAX));
    if (packets > 0 && span.mark == LossMark::Dropped)
        parts.append(LossText::tr("at most %n packet(s)", nullptr, packets));
    else if (packets > 0)
        parts.append(LossText::tr("%n packet(s)", nullptr, packets));
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
            parts.append(LossText::tr("%1: %2").arg(lossMarkText(sum.mark),
                                                    markLengthText(sum.mark, sum.length)));
    }
    return parts.isEmpty() ? LossText::tr("nothing is missing") : parts.join(QStringLiteral("; "));
}

} // namespace lavalier::ui
