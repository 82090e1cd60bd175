#include "ui/widgets/track_row.h"

#include "ui/text/remote_text.h"
#include "ui/theme.h"
#include "ui/widgets/avatar.h"
#include "ui/widgets/parts.h"
#include "ui/widgets/wave_view.h"

#include <QContextMenuEvent>
#include <QLocale>
#include <QMenu>
#include <QPainter>
#include <QSignalBlocker>
#include <QSlider>
#include <QStyle>

#include <algorithm>
#include <cmath>

namespace lavalier::ui {

namespace {

constexpr int kTrackPad = 14;
constexpr int kSide = 36;
constexpr int kMostGain = 24; ///< dB
constexpr int kSettleMs = 350;

QString gainNumber(double decibel)
{
    const QString number
        = QLocale().toString(std::abs(decibel), 'f', decibel == std::round(decibel) ? 0 : 1);
    const QString sign = decibel > 0 ? QStringLiteral("+")
        : decibel < 0                ? QString(QChar(0x2212))
                                     : QString();
    return TrackRow::tr("%1 dB").arg(sign + number);
}

QString excludedText()
{
    return TrackRow::tr("not exported");
}

} // namespace

TrackRow::TrackRow(Timeline& timeline, QWidget* parent)
    : QWidget(parent)
    , m_wave(new WaveView(timeline, this))
    , m_name(new ElidedLabel(this))
    , m_mute(new QPushButton(tr("Mute"), this))
    , m_solo(new QPushButton(tr("Solo"), this))
    , m_gain(new QSlider(Qt::Horizontal, this))
    , m_gainText(plainLabel({}, "secondary", this))
{
    setObjectName(QStringLiteral("TrackRow"));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    for (QPushButton* button : {m_solo, m_mute}) {
        button->setCheckable(true);
        button->setProperty("kind",
                            button == m_solo ? QStringLiteral("solo") : QStringLiteral("mute"));
        button->setFont(scaledFont(font(), 0.86, QFont::DemiBold));
    }
    m_gain->setRange(-kMostGain * 2, kMostGain * 2);
    m_gain->setPageStep(6);
    m_gainText->setFont(scaledFont(font(), 0.85));
    m_gainText->setAlignment(Qt::AlignVCenter | Qt::AlignTrailing);
    m_gainSettled.setSingleShot(true);

    // toggled(), not clicked(): a screen reader toggles a checkable button without a click.
    connect(m_mute, &QPushButton::toggled, this,
            [this](bool on) { emit muteChosen(m_track.id, on); });
    connect(m_solo, &QPushButton::toggled, this,
            [this](bool on) { emit soloChosen(m_track.id, on); });
    connect(m_gain, &QSlider::valueChanged, this, [this] {
        showGain();
        m_gainSettled.start(kSettleMs);
    });
    connect(&m_gainSettled, &QTimer::timeout, this, [this] {
        if (m_gain->isSliderDown())
            m_gainSettled.start(kSettleMs);
        else if (const double decibel = m_gain->value() / 2.0; decibel != m_track.gain)
            emit gainChosen(m_track.id, decibel);
    });
}

QList<QWidget*> TrackRow::controls() const
{
    return {m_solo, m_mute, m_gain, m_wave};
}

void TrackRow::setTrack(const ReviewTrack& track, bool editable, bool anySolo)
{
    // Each wave that is there tells the whole page: most rows are as they were.
    if (m_isSet && track == m_track && editable == m_editable && anySolo == m_anySolo
        && m_gain->value() == int(std::lround(track.gain * 2)))
        return;
    m_isSet = true;
    m_track = track;
    m_editable = editable;
    m_anySolo = anySolo;
    const QString name = cleanRemote(track.name);
    m_name->setFullText(name);
    m_name->setFont(scaledFont(font(), 1, QFont::DemiBold));
    {
        const QSignalBlocker mute(m_mute);
        const QSignalBlocker solo(m_solo);
        m_mute->setChecked(track.muted);
        m_solo->setChecked(track.solo);
    }
    m_mute->setAccessibleName(tr("Mute %1").arg(name));
    m_solo->setAccessibleName(tr("Solo %1").arg(name));
    m_mute->setToolTip(plainToolTip(tr("Do not hear %1").arg(name)));
    m_solo->setToolTip(plainToolTip(tr("Hear only %1, and who else is soloed").arg(name)));
    m_gain->setAccessibleName(tr("Gain of %1").arg(name));
    m_gain->setEnabled(editable);
    m_gain->setToolTip(tr("Louder or softer, here and in exports"));
    if (!m_gain->isSliderDown() && !m_gainSettled.isActive()) {
        const QSignalBlocker quiet(m_gain);
        m_gain->setValue(int(std::lround(track.gain * 2)));
    }
    showGain();
    const bool heard = !track.excluded && !track.muted && (!anySolo || track.solo);
    m_wave->setHeard(heard);
    ReviewTrack shown = track;
    if (m_gainSettled.isActive())
        shown.gain = m_gain->value() / 2.0;
    m_wave->setTrack(shown, name);
    arrange();
    setAccessibleName(name);
    setAccessibleDescription(track.excluded ? tr("left out of exports") : QString());
    update();
}

void TrackRow::showGain()
{
    m_gainText->setText(gainNumber(m_gain->value() / 2.0));
    m_gain->setAccessibleDescription(m_gainText->text());
}

int TrackRow::headWidth(const QFontMetrics& metrics)
{
    return std::clamp(metrics.averageCharWidth() * 46, 312, 460);
}

QSize TrackRow::sizeHint() const
{
    return {400, std::max(76, fontMetrics().height() * 3 + 26)};
}

void TrackRow::arrange()
{
    const auto place = [this](const QRect& where) {
        return QStyle::visualRect(layoutDirection(), rect(), where);
    };
    const int head = headWidth(fontMetrics());
    const int line = fontMetrics().height();
    const int button = line + 6;
    const int used = line + 6 + button;
    const int top = (height() - used) / 2;
    m_avatar = place(QRect(kTrackPad, (height() - kSide) / 2, kSide, kSide));
    const int left = kTrackPad + kSide + 12;
    const int wide = head - left - kTrackPad;
    const int note = m_track.excluded
        ? QFontMetrics(scaledFont(font(), 0.85)).horizontalAdvance(excludedText()) + 4
        : 0;
    m_note = place(QRect(left + wide - note, top, note, line + 2));
    m_name->setGeometry(place(QRect(left, top, wide - note - (note > 0 ? 6 : 0), line + 2)));
    int x = left;
    for (QPushButton* toggle : {m_solo, m_mute}) {
        const int room
            = std::clamp(toggle->fontMetrics().horizontalAdvance(toggle->text()) + 14, 44, 84);
        toggle->setGeometry(place(QRect(x, top + line + 6, room, button)));
        x += room + 6;
    }
    const int words = m_gainText->fontMetrics().horizontalAdvance(gainNumber(-23.5)) + 4;
    m_gainText->setGeometry(place(QRect(head - kTrackPad - words, top + line + 6, words, button)));
    m_gain->setGeometry(place(
        QRect(x + 2, top + line + 6, std::max(20, head - kTrackPad - words - x - 6), button)));
    m_wave->setGeometry(
        place(QRect(head, 1, std::max(0, width() - head - kTrackPad), height() - 2)));
}

void TrackRow::resizeEvent(QResizeEvent*)
{
    arrange();
}

void TrackRow::contextMenuEvent(QContextMenuEvent* event)
{
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    auto* rename = menu->addAction(tr("Rename speaker …"));
    auto* exclude = menu->addAction(tr("Leave out of exports"));
    exclude->setCheckable(true);
    exclude->setChecked(m_track.excluded);
    auto* reset = menu->addAction(tr("Reset gain"));
    reset->setEnabled(m_editable && m_track.gain != 0);
    for (QAction* action : {rename, exclude})
        action->setEnabled(m_editable);
    connect(rename, &QAction::triggered, this, [this] { emit renameRequested(m_track.id); });
    connect(exclude, &QAction::triggered, this,
            [this](bool on) { emit excludeChosen(m_track.id, on); });
    connect(reset, &QAction::triggered, this, [this] { emit gainChosen(m_track.id, 0); });
    menu->popup(event->globalPos());
}

void TrackRow::paintEvent(QPaintEvent*)
{
    const ThemeTokens& tokens = currentTokens();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(tokens.line, 1));
    painter.setBrush(tokens.surface);
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 12, 12);
    painter.setOpacity(m_track.excluded ? 0.5 : 1);
    paintAvatar(painter, QRectF(m_avatar), m_track.id.value(), m_track.name);
    painter.setOpacity(1);
    if (m_track.excluded) { // by a word, not by the look alone
        painter.setFont(scaledFont(font(), 0.85));
        painter.setPen(tokens.attentionText);
        painter.drawText(m_note, int(Qt::AlignVCenter | Qt::AlignTrailing), excludedText());
    }
    const bool mirror = layoutDirection() == Qt::RightToLeft;
    const int edge = mirror ? m_wave->geometry().right() + 1 : m_wave->x() - 1;
    painter.fillRect(edge, 1, 1, height() - 2, tokens.line);
}

} // namespace lavalier::ui
