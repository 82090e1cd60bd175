#include "ui/widgets/listen_buttons.h"

#include "ui/text/remote_text.h"
#include "ui/theme.h"

#include <QPushButton>
#include <QSignalBlocker>

#include <algorithm>

namespace lavalier::ui {

ListenButtons::ListenButtons(QWidget* parent)
    : QWidget(parent)
    , m_solo(new QPushButton(tr("Solo"), this))
    , m_mute(new QPushButton(tr("Mute"), this))
{
    m_solo->setProperty("kind", QStringLiteral("solo"));
    m_mute->setProperty("kind", QStringLiteral("mute"));
    for (QPushButton* button : {m_solo, m_mute}) {
        button->setCheckable(true);
        button->setFont(scaledFont(font(), 0.86, QFont::DemiBold));
    }
    // toggled(), not clicked(): a screen reader toggles a checkable button without a click.
    connect(m_solo, &QPushButton::toggled, this, [this](bool on) {
        m_choice.solo = on;
        emit chosen(m_choice);
    });
    connect(m_mute, &QPushButton::toggled, this, [this](bool on) {
        m_choice.muted = on;
        emit chosen(m_choice);
    });
}

int ListenButtons::columnWidth(const QFontMetrics& metrics)
{
    // The words decide, in every language, but a long one must not eat the waveform.
    const int words
        = std::max(metrics.horizontalAdvance(tr("Solo")), metrics.horizontalAdvance(tr("Mute")));
    return std::clamp(words + 12, 44, 84);
}

int ListenButtons::rowWidth(const QFontMetrics& metrics)
{
    return 2 * std::max(22, metrics.height() + 6) + 4;
}

void ListenButtons::setShort(bool letters)
{
    m_short = letters;
    //: One letter, for "solo" in a compact lane.
    m_solo->setText(letters ? tr("S", "solo") : tr("Solo"));
    //: One letter, for "mute" in a compact lane.
    m_mute->setText(letters ? tr("M", "mute") : tr("Mute"));
    arrange();
}

void ListenButtons::setChoice(const QString& name, const ListeningChoice& choice)
{
    m_choice = choice;
    const QSignalBlocker quietSolo(m_solo);
    const QSignalBlocker quietMute(m_mute);
    m_solo->setChecked(choice.solo);
    m_mute->setChecked(choice.muted);
    if (m_name == name)
        return;
    m_name = name;
    m_solo->setAccessibleName(tr("Solo %1").arg(name));
    m_mute->setAccessibleName(tr("Mute %1").arg(name));
    m_solo->setToolTip(
        plainToolTip(tr("Hear only %1; what is recorded does not change").arg(isolated(name))));
    m_mute->setToolTip(
        plainToolTip(tr("Do not hear %1; what is recorded does not change").arg(isolated(name))));
}

void ListenButtons::arrange()
{
    const bool mirror = layoutDirection() == Qt::RightToLeft;
    if (m_short) {
        const int side = (width() - 4) / 2;
        const int first = mirror ? side + 4 : 0;
        m_solo->setGeometry(first, 0, side, height());
        m_mute->setGeometry(mirror ? 0 : side + 4, 0, side, height());
        return;
    }
    const int most = QFontMetrics(m_solo->font()).height() + 9;
    const int high = std::min(most, (height() - 5) / 2);
    const int top = (height() - 2 * high - 6) / 2;
    m_solo->setGeometry(0, top, width(), high);
    m_mute->setGeometry(0, top + high + 6, width(), high);
}

void ListenButtons::resizeEvent(QResizeEvent*)
{
    arrange();
}

} // namespace lavalier::ui
