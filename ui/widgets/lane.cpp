#include "ui/widgets/lane.h"

#include "ui/text/loss_text.h"
#include "ui/text/marker_text.h"
#include "ui/text/problem_text.h"
#include "ui/text/remote_text.h"
#include "ui/theme.h"
#include "ui/widgets/avatar.h"
#include "ui/widgets/lamp_row.h"
#include "ui/widgets/level_bar.h"
#include "ui/widgets/listen_buttons.h"
#include "ui/widgets/live_waveform.h"
#include "ui/widgets/speaker_menu.h"

#include <QContextMenuEvent>
#include <QHelpEvent>
#include <QMenu>
#include <QPainter>
#include <QStyle>
#include <QToolTip>

#include <algorithm>

namespace lavalier::ui {

namespace {

constexpr int kLanePad = 14;

int infoWidth(int lane, const QFontMetrics& metrics)
{
    const int wish = std::max(330, metrics.averageCharWidth() * 44);
    return std::clamp(lane * 52 / 100, std::min(wish * 9 / 10, lane), wish);
}

} // namespace

Lane::Lane(QWidget* parent)
    : QWidget(parent)
    , m_meter(new LevelBar(this))
    , m_wave(new LiveWaveform(this))
    , m_listen(new ListenButtons(this))
{
    connect(m_listen, &ListenButtons::chosen, this,
            [this](const ListeningChoice& choice) { emit listeningChosen(m_facts.id, choice); });
    connect(m_meter, &LevelBar::clipResetRequested, this,
            [this] { emit clipResetRequested(m_facts.id); });
}

void Lane::setDensity(Density density)
{
    if (m_density == density)
        return;
    m_density = density;
    m_listen->setShort(density == Density::Compact);
    m_meter->setDetail(density == Density::Comfortable ? LevelBar::Detail::WithScale
                                                       : LevelBar::Detail::BarOnly);
    arrange();
    update();
}

void Lane::setFacts(const SpeakersModel::Lane& lane, std::shared_ptr<const WaveTimes> times)
{
    m_facts = lane.speaker;
    const QString name = cleanRemote(m_facts.name);
    m_meter->setSpeaker(name);
    m_wave->setSource(m_facts.id, lane.history, std::move(times));
    m_wave->setDimmed(!m_facts.present);
    m_listen->setChoice(name, m_facts.listening);
    QString inFull = name;
    for (const QString& line : {speakerNote(m_facts), lampSentence(m_facts), lossNote(m_facts),
                                lane.history ? recentLossText(*lane.history) : QString()}) {
        if (!line.isEmpty())
            inFull += QLatin1Char('\n') + line;
    }
    setAccessibleName(name);
    setAccessibleDescription(inFull.mid(name.size() + 1));
    setToolTip(plainToolTip(inFull));
    update();
}

void Lane::showLevels(const SpeakersModel::Lane& lane, SteadyTime now)
{
    m_meter->showLevels(lane.meter, now);
}

void Lane::advanceWave()
{
    if (m_wave->isVisible())
        m_wave->advance();
}

QRect Lane::waveRect(QSize lane, const QFontMetrics& metrics, bool mirror)
{
    const int left = infoWidth(lane.width(), metrics) + 1;
    const int right = kLanePad + ListenButtons::columnWidth(metrics) + 12;
    const QRect rect(left, 1, lane.width() - left - right, lane.height() - 2);
    return mirror ? QRect(right, 1, rect.width(), rect.height()) : rect;
}

QRect Lane::mirrored(const QRect& rect) const
{
    return QStyle::visualRect(layoutDirection(), this->rect(), rect);
}

bool Lane::alarmed() const
{
    return m_facts.waitingForKeys || m_facts.framesNotWritten > 0
        || std::any_of(m_facts.lamps.begin(), m_facts.lamps.end(),
                       [](Lamp lamp) { return lamp == Lamp::Attention || lamp == Lamp::Starved; });
}

void Lane::arrange()
{
    const QFontMetrics metrics(font());
    if (m_density == Density::Comfortable) {
        const int side = std::min(44, height() - 24);
        m_avatar = mirrored(QRect(kLanePad, (height() - side) / 2, side, side));
        const int left = kLanePad + side + 14;
        const int right = infoWidth(width(), metrics) - kLanePad;
        const int meterHigh = m_meter->sizeHint().height();
        const int used = metrics.height() + 5 + meterHigh;
        const int top = std::max(4, (height() - used) / 2);
        m_words = mirrored(QRect(left, top, right - left - LampRow::kWidth - 10, metrics.height()));
        m_lamps = mirrored(QRect(right - LampRow::kWidth,
                                 top + (metrics.height() - LampRow::kHeight) / 2, LampRow::kWidth,
                                 LampRow::kHeight));
        m_meter->setGeometry(
            mirrored(QRect(left, top + metrics.height() + 5, right - left, meterHigh)));
        m_wave->setGeometry(waveRect(size(), metrics, layoutDirection() == Qt::RightToLeft));
        m_wave->setVisible(m_wave->width() > 60);
        const int column = ListenButtons::columnWidth(metrics);
        m_listen->setGeometry(
            mirrored(QRect(width() - kLanePad - column, 6, column, height() - 12)));
        return;
    }
    const int side = height() - 12;
    const int pad = 10;
    m_avatar = mirrored(QRect(pad, 6, side, side));
    const int left = pad + side + 10;
    const int buttons = ListenButtons::rowWidth(metrics);
    m_listen->setGeometry(mirrored(QRect(width() - pad + 3 - buttons, 4, buttons, height() - 8)));
    const int right = width() - pad - buttons - 6 - LampRow::kWidth;
    const int words = (right - left) * 42 / 100;
    m_words = mirrored(QRect(left, 0, words, height()));
    m_lamps = mirrored(
        QRect(right, (height() - LampRow::kHeight) / 2, LampRow::kWidth, LampRow::kHeight));
    const int meterLeft = left + words + 8;
    m_meter->setGeometry(
        mirrored(QRect(meterLeft, (height() - 10) / 2, right - meterLeft - 10, 10)));
    m_wave->hide();
}

/// Over the waveform the tip says what was lost or marked there; elsewhere, who this is.
bool Lane::event(QEvent* event)
{
    if (event->type() == QEvent::ToolTip && m_wave->isVisible()) {
        const auto* help = static_cast<QHelpEvent*>(event);
        std::chrono::milliseconds ago {0};
        const QRect wave = m_wave->geometry();
        const WaveColumn column = m_wave->columnAt(help->pos().x() - wave.left(), ago);
        const LiveMarker* marker = m_wave->markerAt(help->pos().x() - wave.left());
        QStringList lines;
        if (wave.contains(help->pos())) {
            lines += columnText(column, ago);
            if (marker)
                lines += markerText(*marker);
            lines.removeAll(QString());
        }
        const QString text = lines.join(u'\n');
        if (!text.isEmpty()) {
            QToolTip::showText(help->globalPos(), plainToolTip(text), this);
            return true;
        }
    }
    return QWidget::event(event);
}

void Lane::resizeEvent(QResizeEvent*)
{
    arrange();
}

void Lane::contextMenuEvent(QContextMenuEvent* event)
{
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    SpeakerCommands commands;
    commands.verify = [this](UserId id) { emit verifyRequested(id); };
    commands.listen
        = [this](UserId id, const ListeningChoice& choice) { emit listeningChosen(id, choice); };
    commands.resetClip = [this](UserId id) { emit clipResetRequested(id); };
    commands.exclude = [this](UserId id, bool exclude) { emit excludeRequested(id, exclude); };
    fillSpeakerMenu(*menu, m_facts, commands);
    menu->popup(event->globalPos());
}

void Lane::paintEvent(QPaintEvent*)
{
    const ThemeTokens& tokens = currentTokens();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(alarmed() ? tokens.attention : tokens.line, 1));
    painter.setBrush(tokens.surface);
    const qreal corner = m_density == Density::Comfortable ? 12 : 9;
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), corner, corner);
    if (!m_facts.present) // words are not faded: they say that somebody left, and what is missing
        painter.setOpacity(0.6);
    const QColor ring = m_facts.talking ? tokens.flowing : QColor();
    QRectF face(m_avatar);
    if (m_density == Density::Compact && ring.isValid())
        face.adjust(1, 1, -1, -1); // room for the ring on a short line
    paintAvatar(painter, face, m_facts.id.value(), m_facts.name, ring);
    LampRow::paint(painter, m_lamps.topLeft(), m_facts.lamps, tokens,
                   layoutDirection() == Qt::RightToLeft);
    painter.setOpacity(1);

    // One line: the name in bold, then what matters about the speaker, both elided when they must.
    const bool mirror = layoutDirection() == Qt::RightToLeft;
    const QFont bold = scaledFont(font(), 1, QFont::DemiBold);
    const QFont small = scaledFont(font(), 0.9);
    const QFontMetrics boldMetrics(bold);
    const QFontMetrics smallMetrics(small);
    const QString name = cleanRemote(m_facts.name);
    QString note = speakerNote(m_facts);
    const QString lost = lossNote(m_facts);
    const bool unwritten = m_facts.framesNotWritten > 0;
    // The state matters more than a count, except where what was said is gone.
    const QString side = note.isEmpty() || unwritten ? lost : note;
    const int nameWish = boldMetrics.horizontalAdvance(name) + 2; // advances are rounded
    const int sideWish = side.isEmpty() ? 0 : smallMetrics.horizontalAdvance(side) + 10;
    const int sideRoom
        = std::min(sideWish, std::max(m_words.width() - nameWish, m_words.width() * 45 / 100));
    const int nameRoom = std::min(nameWish, m_words.width() - sideRoom);
    const Qt::Alignment lead = Qt::AlignVCenter | Qt::AlignLeft;
    const auto place = [&](int offset, int wide) {
        return mirror
            ? QRect(m_words.right() + 1 - offset - wide, m_words.top(), wide, m_words.height())
            : QRect(m_words.left() + offset, m_words.top(), wide, m_words.height());
    };
    painter.setFont(bold);
    painter.setPen(tokens.text);
    painter.drawText(place(0, nameRoom), int(lead),
                     boldMetrics.elidedText(name, Qt::ElideRight, nameRoom));
    if (sideRoom > 8) {
        painter.setFont(small);
        painter.setPen(unwritten                                      ? tokens.recordText
                           : m_facts.waitingForKeys || note.isEmpty() ? tokens.attentionText
                                                                      : tokens.secondary);
        painter.drawText(place(nameRoom + 8, sideRoom - 8), int(lead),
                         smallMetrics.elidedText(side, Qt::ElideRight, sideRoom - 8));
    }
    if (m_density == Density::Comfortable && m_wave->isVisible()) {
        const int edge = mirror ? m_wave->geometry().right() + 1 : m_wave->x() - 1;
        painter.fillRect(edge, 1, 1, height() - 2, tokens.line);
    }
}

} // namespace lavalier::ui
