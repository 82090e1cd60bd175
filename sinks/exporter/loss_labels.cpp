#include "sinks/exporter/loss_labels.h"

namespace lavalier::exporter {
namespace {

QByteArray labelSeconds(SampleCount samples)
{
    return QByteArray::number(static_cast<double>(samples.value()) / kSampleRate, 'f', 6);
}

/// A name from a stranger must not begin a line or a column of its own.
QString onOneLine(QString name)
{
    for (QChar& letter : name) {
        if (letter.category() == QChar::Other_Control || letter == QChar::LineSeparator
            || letter == QChar::ParagraphSeparator)
            letter = u' ';
    }
    return name;
}

} // namespace

QString nameOf(timeline::LossCause cause)
{
    using timeline::LossCause;
    switch (cause) {
    case LossCause::Network:
        return QStringLiteral("network");
    case LossCause::Computer:
        return QStringLiteral("computer");
    case LossCause::Late:
        return QStringLiteral("late");
    case LossCause::Overlapped:
        return QStringLiteral("overlapped");
    case LossCause::Undecryptable:
        return QStringLiteral("undecryptable");
    case LossCause::Undecodable:
        return QStringLiteral("undecodable");
    case LossCause::NotWritten:
        return QStringLiteral("notWritten");
    case LossCause::Outage:
        return QStringLiteral("outage");
    case LossCause::Paused:
        return QStringLiteral("paused");
    case LossCause::Excluded:
        return QStringLiteral("excluded");
    case LossCause::Damaged:
        return QStringLiteral("damaged");
    }
    return QStringLiteral("unknown");
}

QString nameOf(timeline::LossFill fill)
{
    using timeline::LossFill;
    switch (fill) {
    case LossFill::Recovered:
        return QStringLiteral("recovered");
    case LossFill::Concealed:
        return QStringLiteral("concealed");
    case LossFill::Silence:
        return QStringLiteral("silence");
    case LossFill::OtherAudio:
        return QStringLiteral("otherAudio");
    case LossFill::Nothing:
        return QStringLiteral("nothing");
    }
    return QStringLiteral("unknown");
}

QByteArray lossLabels(const QString& speaker, const timeline::LossMap& map)
{
    QByteArray labels;
    for (const timeline::LossSpan& span : map.spans) {
        QString text = onOneLine(speaker) + QStringLiteral(": ") + nameOf(span.fill)
            + QStringLiteral(" (") + nameOf(span.cause);
        if (span.packets > 0)
            text += (isAtMost(span.cause) ? QStringLiteral(", at most %1 packets")
                                          : QStringLiteral(", %1 packets"))
                        .arg(span.packets);
        labels += labelSeconds(span.start) + '\t' + labelSeconds(span.start + span.samples) + '\t'
            + text.toUtf8() + ")\n";
    }
    return labels;
}

} // namespace lavalier::exporter
