#include "ui/pages/export_dialog.h"

#include "ui/text/durations.h"
#include "ui/text/preset_text.h"
#include "ui/text/remote_text.h"
#include "ui/text/sizes.h"
#include "ui/widgets/avatar.h"
#include "ui/widgets/parts.h"

#include <QCheckBox>
#include <QComboBox>
#include <QFileDialog>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QInputDialog>
#include <QLineEdit>
#include <QListWidget>
#include <QPainter>
#include <QScrollArea>
#include <QStandardItemModel>
#include <QVBoxLayout>

#include <algorithm>

namespace lavalier::ui {

namespace {

using std::chrono::microseconds;
using std::chrono::milliseconds;

QIcon face(const RecordedSpeaker& speaker, qreal ratio)
{
    const int side = 20;
    QPixmap pixmap(QSize(side, side) * ratio);
    pixmap.setDevicePixelRatio(ratio);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    paintAvatar(painter, QRectF(0, 0, side, side), speaker.id.value(), speaker.name);
    painter.end();
    return QIcon(pixmap);
}

template <typename Value> void choose(QComboBox* box, Value value)
{
    box->setCurrentIndex(std::max(0, box->findData(static_cast<int>(value))));
}

template <typename Value> Value chosen(const QComboBox* box)
{
    return static_cast<Value>(box->currentData().toInt());
}

} // namespace

ExportDialog::ExportDialog(ExportPort& exporter, const RecordingView& recording, QWidget* parent)
    : QDialog(parent)
    , m_exporter(exporter)
    , m_title(new ElidedLabel(this))
    , m_facts(plainLabel({}, "secondary", this))
    , m_folder(new QLineEdit(this))
    , m_start(new IconButton(QStringLiteral("export"), {}, QStringLiteral("primary"), this))
{
    setWindowTitle(tr("Export"));
    setObjectName(QStringLiteral("ExportDialog"));
    setModal(false);
    m_title->setFont(scaledFont(font(), 1.2, QFont::Bold));
    m_folder->setAccessibleName(tr("Folder"));
    m_folder->setObjectName(QStringLiteral("ExportTo"));
    m_start->setObjectName(QStringLiteral("StartExport"));
    m_start->setDefault(true);
    auto* choose = new IconButton(QStringLiteral("folder"), tr("Choose …"), {}, this);
    choose->setAccessibleName(tr("Choose folder"));
    auto* cancel = new IconButton({}, tr("Cancel"), {}, this);
    for (IconButton* button : {choose, cancel})
        button->setAutoDefault(false);

    auto* columns = new QHBoxLayout;
    columns->setSpacing(24);
    // On a small screen the choices scroll; the buttons below stay in reach.
    auto* choices = new QScrollArea(this);
    choices->setObjectName(QStringLiteral("Choices"));
    choices->setWidgetResizable(true);
    choices->setFrameShape(QFrame::NoFrame);
    choices->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    choices->setFocusPolicy(Qt::NoFocus);
    QWidget* inside = makeChoices();
    choices->setWidget(inside);
    choices->setMinimumWidth(inside->minimumSizeHint().width());
    columns->addWidget(choices, 3);
    columns->addWidget(makeTracks(), 2);
    auto* folderRow = new QHBoxLayout;
    auto* folder = plainLabel(tr("Folder"), "secondary", this);
    folder->setBuddy(m_folder);
    folderRow->addWidget(folder);
    folderRow->addWidget(m_folder, 1);
    folderRow->addWidget(choose);
    auto* buttons = new QHBoxLayout;
    buttons->addStretch(1);
    buttons->addWidget(cancel);
    buttons->addWidget(m_start);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(24, 18, 24, 18);
    layout->setSpacing(8);
    layout->addWidget(m_title);
    layout->addWidget(m_facts);
    layout->addSpacing(6);
    layout->addLayout(columns, 1);
    layout->addSpacing(4);
    layout->addLayout(folderRow);
    layout->addSpacing(6);
    layout->addLayout(buttons);

    connect(choose, &QPushButton::clicked, this, &ExportDialog::chooseFolder);
    connect(cancel, &QPushButton::clicked, this, &QDialog::close);
    connect(m_start, &QPushButton::clicked, this, &ExportDialog::start);
    connectParts();
    fillPresets();
    fillRanges(Range::All);
    setChoices({});
    setRecording(recording);
    m_folder->setText(exporter.suggestedFolder(recording.path));
    m_format->setFocus();
    const int around = 2 * 18 + fontMetrics().height() * 9 + 60;
    resize(std::max(780, fontMetrics().averageCharWidth() * 100),
           std::max(600, inside->sizeHint().height() + around));
    fitToScreen(*this);
}

QWidget* ExportDialog::makeChoices()
{
    auto* column = new QWidget(this);
    column->setObjectName(QStringLiteral("page"));
    const auto box = [column](const QString& name) {
        auto* made = new QComboBox(column);
        made->setAccessibleName(name);
        made->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
        made->setMinimumContentsLength(14);
        letRowsBeChosen(made);
        return made;
    };
    const auto add = [](QComboBox* to, auto value, const QString& words) {
        to->addItem(words, static_cast<int>(value));
    };
    m_preset = box(tr("Preset"));
    m_savePreset = new IconButton(QStringLiteral("plus"), tr("Save as preset …"), {}, column);
    m_deletePreset = new IconButton(QStringLiteral("trash"), tr("Delete this preset"), {}, column);
    for (IconButton* button : {m_savePreset, m_deletePreset}) {
        button->setNarrow(true);
        button->setAutoDefault(false);
    }
    m_format = box(tr("Format"));
    m_format->setObjectName(QStringLiteral("Format"));
    add(m_format, ExportFormat::OggOpus, tr("Ogg Opus, as it was received"));
    add(m_format, ExportFormat::Wav24, tr("WAV 24 bit"));
    add(m_format, ExportFormat::Wav16, tr("WAV 16 bit"));
    add(m_format, ExportFormat::Flac24, tr("FLAC 24 bit"));
    add(m_format, ExportFormat::Flac16, tr("FLAC 16 bit"));
    add(m_format, ExportFormat::Mp3, tr("MP3"));
    add(m_format, ExportFormat::Aac, tr("AAC"));
    m_quality = box(tr("Quality"));
    add(m_quality, Mp3Quality::Best, tr("Best quality"));
    add(m_quality, Mp3Quality::High, tr("High quality"));
    add(m_quality, Mp3Quality::Small, tr("Small files"));
    m_output = box(tr("Files"));
    m_output->setObjectName(QStringLiteral("Output"));
    add(m_output, ExportOutput::Tracks, tr("A file for each speaker"));
    add(m_output, ExportOutput::Mix, tr("One file with everybody mixed"));
    add(m_output, ExportOutput::TracksAndMix, tr("Both: tracks and a mix"));
    add(m_output, ExportOutput::OneFile, tr("One Matroska file with all tracks"));
    m_channels = box(tr("Channels"));
    add(m_channels, ExportChannels::Auto, tr("Mono, stereo where it is heard"));
    add(m_channels, ExportChannels::Mono, tr("Mono"));
    add(m_channels, ExportChannels::Stereo, tr("Stereo"));
    m_loudness = box(tr("Loudness"));
    m_loudness->setObjectName(QStringLiteral("Loudness"));
    add(m_loudness, ExportLoudness::Off, tr("As recorded"));
    add(m_loudness, ExportLoudness::Minus16, tr("−16 LUFS, podcasts"));
    add(m_loudness, ExportLoudness::Minus19Mono, tr("−19 LUFS, podcasts in mono"));
    add(m_loudness, ExportLoudness::Minus14, tr("−14 LUFS, streaming"));
    add(m_loudness, ExportLoudness::Minus23, tr("−23 LUFS, broadcasting"));
    m_loudness->setToolTip(tr("True peaks stay below −1 dBTP."));
    m_range = box(tr("Range"));
    m_range->setObjectName(QStringLiteral("Range"));
    m_from = new QLineEdit(column);
    m_from->setAccessibleName(tr("From"));
    m_from->setObjectName(QStringLiteral("From"));
    m_to = new QLineEdit(column);
    m_to->setAccessibleName(tr("To"));
    m_to->setObjectName(QStringLiteral("To"));
    m_keepPauses = new QCheckBox(tr("Keep pauses as silence"), column);
    m_template = new QLineEdit(column);
    m_template->setObjectName(QStringLiteral("Template"));
    m_template->setAccessibleName(tr("Names of the files"));
    m_template->setPlaceholderText(tr("as in Settings"));
    m_template->setToolTip(QStringLiteral("{number} {speaker} {server} {channel} {date} {time}"));
    m_names = new ElidedLabel(column);
    m_names->setObjectName(QStringLiteral("Names"));
    m_names->setProperty("tone", QStringLiteral("secondary"));
    m_labels = new QCheckBox(tr("Markers as labels"), column);
    m_reaper = new QCheckBox(tr("Reaper project"), column);
    m_audacity = new QCheckBox(tr("Audacity project"), column);
    m_daw = new QCheckBox(tr("DAWproject"), column);
    m_report = new QCheckBox(tr("Report (JSON)"), column);
    m_noFfmpeg = plainLabel({}, "attention", column);
    m_noFfmpeg->setWordWrap(true);

    auto* presets = new QHBoxLayout;
    presets->setSpacing(6);
    presets->addWidget(m_preset, 1);
    presets->addWidget(m_savePreset);
    presets->addWidget(m_deletePreset);
    auto* formats = new QHBoxLayout;
    formats->setSpacing(6);
    formats->addWidget(m_format, 1);
    formats->addWidget(m_quality);
    auto* ranges = new QHBoxLayout;
    ranges->setSpacing(6);
    ranges->addWidget(m_range, 1);
    ranges->addWidget(m_from);
    ranges->addWidget(m_to);
    m_from->setMaximumWidth(fontMetrics().averageCharWidth() * 16);
    m_to->setMaximumWidth(fontMetrics().averageCharWidth() * 16);
    auto* extras = new QGridLayout;
    extras->setHorizontalSpacing(14);
    extras->setVerticalSpacing(2);
    extras->addWidget(m_labels, 0, 0);
    extras->addWidget(m_report, 0, 1);
    extras->addWidget(m_reaper, 1, 0);
    extras->addWidget(m_audacity, 1, 1);
    extras->addWidget(m_daw, 2, 0);
    auto* grid = new QGridLayout(column);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setVerticalSpacing(7);
    grid->setHorizontalSpacing(12);
    grid->setColumnStretch(1, 1);
    int row = 0;
    const auto line = [&](const QString& caption, auto* what) {
        auto* label = plainLabel(caption, "secondary", column);
        grid->addWidget(label, row, 0);
        // A box tells a screen reader what is chosen; what for, it is asked by its label.
        if constexpr (std::is_base_of_v<QWidget, std::remove_pointer_t<decltype(what)>>) {
            grid->addWidget(what, row, 1);
            if (!caption.isEmpty())
                label->setBuddy(what);
        } else {
            grid->addLayout(what, row, 1);
            label->setBuddy(what->itemAt(0)->widget());
        }
        ++row;
        return label;
    };
    line(tr("Preset"), presets);
    line(tr("Format"), formats);
    line(tr("Files"), m_output);
    line(tr("Channels"), m_channels);
    line(tr("Loudness"), m_loudness);
    line(tr("Range"), ranges);
    line({}, m_keepPauses);
    line(tr("Names"), m_template);
    line({}, m_names);
    line(tr("Beside them"), extras)->setAlignment(Qt::AlignTop);
    grid->addWidget(m_noFfmpeg, row++, 0, 1, 2);
    grid->setRowStretch(row, 1);
    return column;
}

QWidget* ExportDialog::makeTracks()
{
    auto* column = new QWidget(this);
    m_tracks = new QListWidget(column);
    m_tracks->setObjectName(QStringLiteral("tracks"));
    m_tracks->setAccessibleName(tr("Tracks"));
    m_tracks->setIconSize({20, 20});
    m_tracks->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_trackCount = plainLabel({}, "secondary", column);
    auto* all = new IconButton({}, tr("All"), QStringLiteral("link"), column);
    auto* none = new IconButton({}, tr("None"), QStringLiteral("link"), column);
    all->setAccessibleName(tr("Select all tracks"));
    none->setAccessibleName(tr("Select no tracks"));
    for (IconButton* button : {all, none})
        button->setAutoDefault(false);
    connect(all, &QPushButton::clicked, this, [this] { checkAll(true); });
    connect(none, &QPushButton::clicked, this, [this] { checkAll(false); });
    auto* head = new QHBoxLayout;
    head->addWidget(plainLabel(tr("Tracks"), "secondary", column));
    head->addWidget(m_trackCount, 1);
    head->addWidget(all);
    head->addWidget(none);
    auto* layout = new QVBoxLayout(column);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(6);
    layout->addLayout(head);
    layout->addWidget(m_tracks, 1);
    return column;
}

void ExportDialog::connectParts()
{
    for (QComboBox* box : {m_format, m_quality, m_output, m_channels, m_loudness, m_range})
        connect(box, &QComboBox::currentIndexChanged, this, &ExportDialog::refresh);
    for (QCheckBox* box : {m_keepPauses, m_labels, m_reaper, m_audacity, m_daw, m_report})
        connect(box, &QCheckBox::toggled, this, &ExportDialog::refresh);
    for (QLineEdit* field : {m_from, m_to, m_template, m_folder})
        connect(field, &QLineEdit::textChanged, this, &ExportDialog::refresh);
    connect(m_tracks, &QListWidget::itemChanged, this, &ExportDialog::refresh);
    connect(m_preset, &QComboBox::activated, this, &ExportDialog::choosePreset);
    connect(m_savePreset, &QPushButton::clicked, this, &ExportDialog::savePreset);
    connect(m_deletePreset, &QPushButton::clicked, this, &ExportDialog::deletePreset);
}

void ExportDialog::setRecording(const RecordingView& recording)
{
    const bool same
        = m_recording.path == recording.path && m_recording.speakers == recording.speakers;
    const bool trimmed = m_recording.trim != recording.trim;
    m_recording = recording;
    m_title->setFullText(cleanRemote(recording.title));
    m_facts->setText(recording.length.count() > 0 ? lengthText(recording.length)
                             + QStringLiteral(" · ") + sizeText(recording.bytes)
                                                  : QString());
    m_facts->setVisible(!m_facts->text().isEmpty());
    if (!same) {
        const QSignalBlocker quiet(m_tracks);
        m_tracks->clear();
        for (const RecordedSpeaker& speaker : recording.speakers) {
            auto* item = new QListWidgetItem(face(speaker, devicePixelRatioF()),
                                             cleanRemote(speaker.name), m_tracks);
            item->setData(Qt::UserRole, QVariant::fromValue<quint64>(speaker.id.value()));
            item->setFlags(Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsUserCheckable);
            item->setCheckState(speaker.excluded ? Qt::Unchecked : Qt::Checked);
            item->setToolTip(plainToolTip(item->text()));
        }
    }
    // Nobody can have meant an end before the length was known.
    if (placeOf(m_to->text()) == microseconds(0))
        m_to->setText(clockText(recording.length));
    if (trimmed)
        fillRanges(recording.trim ? Range::Trim : Range::All);
    refresh();
}

void ExportDialog::setSelection(const std::optional<TimeSpan>& selection)
{
    m_selection = selection;
    fillRanges(selection ? Range::Selection : m_recording.trim ? Range::Trim : Range::All);
    refresh();
}

void ExportDialog::fillRanges(Range chosenRange)
{
    const QSignalBlocker quiet(m_range);
    m_range->clear();
    m_range->addItem(tr("The whole recording"), static_cast<int>(Range::All));
    if (m_recording.trim)
        m_range->addItem(
            tr("As trimmed: %1 to %2")
                .arg(clockText(m_recording.trim->first), clockText(m_recording.trim->second)),
            static_cast<int>(Range::Trim));
    if (m_selection)
        m_range->addItem(tr("The selection: %1 to %2")
                             .arg(clockText(m_selection->first), clockText(m_selection->second)),
                         static_cast<int>(Range::Selection));
    m_range->addItem(tr("Between two times"), static_cast<int>(Range::Between));
    choose(m_range, chosenRange);
    if (m_from->text().isEmpty()) {
        const QSignalBlocker from(m_from);
        const QSignalBlocker to(m_to);
        m_from->setText(clockText(milliseconds(0)));
        m_to->setText(clockText(m_recording.length));
    }
}

ExportDialog::Range ExportDialog::range() const
{
    return chosen<Range>(m_range);
}

std::optional<std::pair<microseconds, microseconds>> ExportDialog::span() const
{
    switch (range()) {
    case Range::All:
        break;
    case Range::Trim:
        return m_recording.trim;
    case Range::Selection:
        return m_selection;
    case Range::Between: {
        const auto from = placeOf(m_from->text());
        const auto to = placeOf(m_to->text());
        if (from && to && *from < *to)
            return std::pair<microseconds, microseconds>(*from, *to);
        break;
    }
    }
    return std::nullopt;
}

ExportChoices ExportDialog::choices() const
{
    ExportChoices choices;
    choices.format = chosen<ExportFormat>(m_format);
    choices.quality = chosen<Mp3Quality>(m_quality);
    choices.output = chosen<ExportOutput>(m_output);
    choices.channels = chosen<ExportChannels>(m_channels);
    choices.loudness = chosen<ExportLoudness>(m_loudness);
    choices.keepPauses = m_keepPauses->isChecked() && m_keepPauses->isEnabled();
    choices.nameTemplate = m_template->text().trimmed();
    choices.labels = m_labels->isChecked();
    choices.reaperProject = m_reaper->isChecked();
    choices.audacityProject = m_audacity->isChecked();
    choices.dawProject = m_daw->isChecked();
    choices.jsonReport = m_report->isChecked();
    return choices;
}

void ExportDialog::setChoices(const ExportChoices& choices)
{
    m_filling = true;
    choose(m_format, choices.format);
    choose(m_quality, choices.quality);
    choose(m_output, choices.output);
    choose(m_channels, choices.channels);
    choose(m_loudness, choices.loudness);
    m_keepPauses->setChecked(choices.keepPauses);
    m_template->setText(choices.nameTemplate);
    m_labels->setChecked(choices.labels);
    m_reaper->setChecked(choices.reaperProject);
    m_audacity->setChecked(choices.audacityProject);
    m_daw->setChecked(choices.dawProject);
    m_report->setChecked(choices.jsonReport);
    m_filling = false;
    refresh();
}

ExportOrder ExportDialog::order() const
{
    ExportOrder order;
    static_cast<ExportChoices&>(order) = choices();
    order.recordingPath = m_recording.path;
    order.folder = m_folder->text().trimmed();
    for (int row = 0; row < m_tracks->count(); ++row) {
        const QListWidgetItem* item = m_tracks->item(row);
        if (item->checkState() == Qt::Checked)
            order.speakers.emplace_back(item->data(Qt::UserRole).toULongLong());
    }
    // With nobody named, an export leaves out whom the edits leave out.
    const bool anyLeftOut = std::ranges::any_of(m_recording.speakers, &RecordedSpeaker::excluded);
    if (!anyLeftOut && static_cast<int>(order.speakers.size()) == m_tracks->count())
        order.speakers.clear(); // all, also those who are found later
    for (const RecordedSpeaker& speaker : m_recording.speakers)
        if (speaker.gain != 0)
            order.gains.push_back({speaker.id, speaker.gain});
    if (const auto part = span()) {
        order.from = part->first;
        order.to = part->second;
    }
    return order;
}

void ExportDialog::setOrder(const ExportOrder& order)
{
    m_folder->setText(order.folder);
    {
        const QSignalBlocker quiet(m_tracks);
        for (int row = 0; row < m_tracks->count(); ++row) {
            QListWidgetItem* item = m_tracks->item(row);
            const UserId speaker(item->data(Qt::UserRole).toULongLong());
            const bool wanted = order.speakers.empty()
                || std::find(order.speakers.begin(), order.speakers.end(), speaker)
                    != order.speakers.end();
            item->setCheckState(wanted ? Qt::Checked : Qt::Unchecked);
        }
    }
    if (order.from && order.to) {
        m_from->setText(positionText(std::chrono::floor<milliseconds>(*order.from)));
        m_to->setText(positionText(std::chrono::floor<milliseconds>(*order.to)));
        choose(m_range, Range::Between);
    } else {
        choose(m_range, Range::All);
    }
    setChoices(order);
}

void ExportDialog::checkAll(bool checked)
{
    const QSignalBlocker quiet(m_tracks);
    for (int row = 0; row < m_tracks->count(); ++row)
        m_tracks->item(row)->setCheckState(checked ? Qt::Checked : Qt::Unchecked);
    refresh();
}

void ExportDialog::chooseFolder()
{
    auto* dialog = new QFileDialog(this, tr("Export to folder"), m_folder->text());
    dialog->setObjectName(QStringLiteral("ExportFolder"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::Directory);
    dialog->setOption(QFileDialog::ShowDirsOnly);
    connect(dialog, &QFileDialog::fileSelected, m_folder, &QLineEdit::setText);
    dialog->show(); // and the window goes on working
}

void ExportDialog::start()
{
    emit exportStarted(m_exporter.startExport(order()));
    close();
}

void ExportDialog::fillPresets()
{
    const QSignalBlocker quiet(m_preset);
    m_preset->clear();
    m_preset->addItem(tr("As chosen below"));
    for (const ExportPreset preset : kExportPresets)
        m_preset->addItem(presetName(preset), static_cast<int>(preset));
    for (const NamedChoices& saved : m_exporter.savedPresets())
        m_preset->addItem(cleanRemote(saved.name), saved.name);
}

void ExportDialog::choosePreset(int index)
{
    const QVariant which = m_preset->itemData(index);
    if (which.typeId() == QMetaType::QString) {
        for (const NamedChoices& saved : m_exporter.savedPresets())
            if (saved.name == which.toString())
                return setChoices(saved.choices);
    } else if (which.isValid()) {
        setChoices(m_exporter.presetChoices(static_cast<ExportPreset>(which.toInt())));
    }
}

void ExportDialog::beginWith(const QString& presetKey)
{
    if (const auto choices = choicesOf(presetKey, m_exporter))
        setChoices(*choices);
}

void ExportDialog::savePreset()
{
    const bool named = m_preset->currentData().typeId() == QMetaType::QString;
    auto* dialog = askForLine(this, tr("Save as preset"), tr("Name of the preset"),
                              named ? m_preset->currentText() : QString());
    connect(dialog, &QInputDialog::textValueSelected, this, [this](const QString& text) {
        if (const QString name = cleanRemote(text); !name.isEmpty()) {
            m_exporter.savePreset({name, choices()});
            fillPresets();
            refresh();
        }
    });
}

void ExportDialog::deletePreset()
{
    if (m_preset->currentData().typeId() == QMetaType::QString) {
        m_exporter.deletePreset(m_preset->currentData().toString());
        fillPresets();
        refresh();
    }
}

void ExportDialog::refresh()
{
    if (m_filling)
        return;
    const ExportOrder order = this->order();
    int checked = 0;
    for (int row = 0; row < m_tracks->count(); ++row)
        checked += m_tracks->item(row)->checkState() == Qt::Checked ? 1 : 0;
    const bool unknown = m_tracks->count() == 0;
    m_trackCount->setText(unknown ? QString() : tr("%1 of %2").arg(checked).arg(m_tracks->count()));
    m_tracks->setVisible(!unknown);
    const bool lossy = order.format == ExportFormat::Mp3 || order.format == ExportFormat::Aac;
    m_quality->setVisible(lossy);
    const bool between = range() == Range::Between;
    m_from->setVisible(between);
    m_to->setVisible(between);
    // A range is a place on tracks without pauses.
    m_keepPauses->setEnabled(range() == Range::All);
    m_channels->setEnabled(
        !(order.format == ExportFormat::OggOpus && order.output == ExportOutput::Tracks));
    const bool blocked = needsFfmpeg(order) && !m_exporter.mp3Available();
    const bool anyBlocked = !m_exporter.mp3Available();
    m_noFfmpeg->setVisible(anyBlocked);
    m_noFfmpeg->setText(
        blocked ? tr("This needs the program ffmpeg, which was not found. Install it and start "
                     "Lavalier again; tracks in Ogg Opus and WAV work without.")
                : tr("FLAC, MP3, AAC and mixed files need the program ffmpeg, which was not "
                     "found. What is chosen here works without."));
    refreshNames(order);
    // A preset is named as long as it is what is chosen.
    int named = 0;
    for (const ExportPreset preset : kExportPresets)
        if (ExportChoices(order) == m_exporter.presetChoices(preset))
            named = m_preset->findData(static_cast<int>(preset));
    for (const NamedChoices& saved : m_exporter.savedPresets())
        if (ExportChoices(order) == saved.choices)
            named = m_preset->findData(saved.name);
    m_preset->setCurrentIndex(std::max(named, 0));
    m_deletePreset->setEnabled(m_preset->currentData().typeId() == QMetaType::QString);
    const bool spanned = !between || span();
    m_from->setProperty("wrong", !spanned);
    m_start->setWords(unknown ? tr("Export all tracks")
                              : tr("Export %n track(s)", nullptr, checked));
    m_start->setEnabled((unknown || checked > 0) && !blocked && spanned
                        && !m_folder->text().trimmed().isEmpty());
}

void ExportDialog::refreshNames(const ExportOrder& order)
{
    const QStringList names = m_exporter.fileNames(order, m_recording);
    constexpr int kShown = 2;
    QString words = names.mid(0, kShown).join(QStringLiteral(", "));
    if (names.size() > kShown)
        words += QStringLiteral(" …");
    m_names->setFullText(words);
    m_names->setToolTip(plainToolTip(names.mid(0, 30).join(u'\n')));
    m_names->setAccessibleName(tr("Names as they will be: %1").arg(words));
}

} // namespace lavalier::ui
