#include "ui/widgets/output_box.h"

#include "ui/text/remote_text.h"
#include "ui/widgets/parts.h"

#include <algorithm>

namespace lavalier::ui {

OutputBox::OutputBox(SettingsPort& settings, QWidget* parent)
    : QComboBox(parent)
    , m_settings(settings)
{
    setObjectName(QStringLiteral("AudioOutput"));
    // Devices have long names; the page must not grow with them.
    setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    setMinimumContentsLength(16);
    letRowsBeChosen(this);
    connect(this, &QComboBox::activated, this, &OutputBox::choose);
    connect(&m_settings, &SettingsPort::settingsChanged, this, &OutputBox::fill);
    connect(&m_settings, &SettingsPort::audioOutputsChanged, this, &OutputBox::fill);
    fill();
}

void OutputBox::showEvent(QShowEvent* event)
{
    m_asked = true;
    fill();
    QComboBox::showEvent(event);
}

void OutputBox::fill()
{
    const Settings now = m_settings.settings();
    const auto outputs = m_asked ? m_settings.audioOutputs() : std::vector<AudioOutputView>();
    std::vector<AudioOutputView> rows {{QString(), tr("System default")}};
    for (const AudioOutputView& output : outputs)
        rows.push_back({output.id, cleanRemote(output.name)});
    if (std::ranges::count(rows, now.audioOutput, &AudioOutputView::id) == 0) {
        const QString name = cleanRemote(now.audioOutputName);
        rows.push_back({now.audioOutput, m_asked ? tr("%1 (not connected)").arg(name) : name});
    }
    // An open list keeps its place unless something in it is another.
    const auto same = [&] {
        for (int i = 0; i < count(); ++i)
            if (itemData(i) != rows[static_cast<std::size_t>(i)].id
                || itemText(i) != rows[static_cast<std::size_t>(i)].name)
                return false;
        return true;
    };
    if (count() != static_cast<int>(rows.size()) || !same()) {
        clear();
        for (const AudioOutputView& row : rows)
            addItem(row.name, row.id);
    }
    setCurrentIndex(findData(now.audioOutput));
    setToolTip(plainToolTip(currentText()));
    if (m_asked)
        emit emptinessChanged(outputs.empty());
}

void OutputBox::choose()
{
    Settings next = m_settings.settings();
    const QString id = currentData().toString();
    if (next.audioOutput == id)
        return;
    next.audioOutput = id;
    next.audioOutputName = id.isEmpty() ? QString() : currentText();
    m_settings.setSettings(next);
}

} // namespace lavalier::ui
