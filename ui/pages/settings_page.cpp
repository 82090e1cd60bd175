#include "ui/pages/settings_page.h"

#include "ui/pages/token_form.h"
#include "ui/text/folder_text.h"
#include "ui/text/problem_text.h"
#include "ui/text/remote_text.h"
#include "ui/tray.h"
#include "ui/widgets/folder_note.h"
#include "ui/widgets/output_box.h"
#include "ui/widgets/parts.h"
#include "ui/widgets/preset_box.h"
#include "ui/widgets/shortcut_list.h"
#include "ui/widgets/wrapping_box.h"
#include "voice/base/snowflake.h"

#include <QCheckBox>
#include <QComboBox>
#include <QFileDialog>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QRegularExpression>
#include <QSpinBox>
#include <QThread>
#include <QVBoxLayout>

#include <algorithm>

namespace lavalier::ui {

namespace {

constexpr int kMostWorkers = 16;

struct Card {
    QFrame* frame;
    QVBoxLayout* body;
};

Card makeCard(const QString& title, QWidget* parent)
{
    auto* frame = new QFrame(parent);
    frame->setProperty("kind", QStringLiteral("card"));
    auto* body = new QVBoxLayout(frame);
    body->setContentsMargins(20, 16, 20, 18);
    body->setSpacing(10);
    auto* heading = plainLabel(title, nullptr, frame);
    heading->setFont(scaledFont(parent->font(), 1.08, QFont::DemiBold));
    body->addWidget(heading);
    return {frame, body};
}

/// A label above its field: holds in narrow windows and in longer languages.
void addField(QBoxLayout* body, const QString& label, QWidget* field, QWidget* beside = nullptr)
{
    auto* box = new QWidget(field->parentWidget());
    box->setProperty("field", true);
    auto* words = plainLabel(label, "secondary", box);
    words->setWordWrap(true);
    words->setBuddy(field);
    field->setAccessibleName(label);
    auto* column = new QVBoxLayout(box);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(4);
    column->addWidget(words);
    auto* row = new QHBoxLayout;
    row->setSpacing(8);
    row->addWidget(field, 1);
    if (beside)
        row->addWidget(beside);
    column->addLayout(row);
    body->addWidget(box);
}

/// Every word that a widget shows, for the search.
QString wordsOf(const QWidget* widget)
{
    QString words;
    const auto add = [&words](const QString& text) { words += text + u'\n'; };
    if (const auto* button = qobject_cast<const QAbstractButton*>(widget))
        add(button->text());
    if (const auto* label = qobject_cast<const QLabel*>(widget))
        add(label->text());
    for (const QLabel* label : widget->findChildren<QLabel*>())
        add(label->text());
    for (const QAbstractButton* button : widget->findChildren<QAbstractButton*>())
        add(button->text());
    for (const QComboBox* box : widget->findChildren<QComboBox*>())
        for (int i = 0; i < box->count(); ++i)
            add(box->itemText(i));
    return words.remove(u'&').toCaseFolded();
}

QString idList(const std::vector<UserId>& users)
{
    QStringList ids;
    for (const UserId user : users)
        ids += toString(user);
    return ids.join(QStringLiteral(", "));
}

/// What is no id is passed over, and told.
std::vector<UserId> readIdList(const QString& text, QStringList* others = nullptr)
{
    std::vector<UserId> users;
    static const QRegularExpression kBetween(QStringLiteral("[,;，、；\\s]+"));
    for (const QString& part : text.split(kBetween, Qt::SkipEmptyParts)) {
        const auto user = parseId<UserId>(part);
        if (!user && others != nullptr)
            others->append(part);
        if (user && std::find(users.begin(), users.end(), *user) == users.end())
            users.push_back(*user);
    }
    return users;
}

} // namespace

SettingsPage::SettingsPage(SettingsPort& settings, const ExportPort& exporter, QWidget* parent)
    : QScrollArea(parent)
    , m_settings(settings)
{
    setFrameShape(QFrame::NoFrame);
    setWidgetResizable(true);
    auto* page = new QWidget;
    page->setObjectName(QStringLiteral("page"));
    auto* column = new QWidget(page);
    column->setMaximumWidth(720);
    auto* cards = new QVBoxLayout(column);
    cards->setContentsMargins(20, 16, 20, 24);
    cards->setSpacing(12);

    auto* top = new QHBoxLayout;
    auto* heading = plainLabel(tr("Settings"), nullptr, column);
    heading->setFont(scaledFont(font(), 1.32, QFont::Bold));
    m_search = new QLineEdit(column);
    auto* done = new IconButton({}, tr("Done"), QStringLiteral("primary"), column);
    m_search->setObjectName(QStringLiteral("SettingsSearch"));
    m_search->setPlaceholderText(tr("Find a setting"));
    m_search->setAccessibleName(tr("Find a setting"));
    m_search->setClearButtonEnabled(true);
    const int letter = m_search->fontMetrics().averageCharWidth();
    m_search->setMinimumWidth(letter * 12); // beside a long title in a large font
    m_search->setMaximumWidth(letter * 26);
    connect(m_search, &QLineEdit::textChanged, this, &SettingsPage::search);
    m_nothingFound = plainLabel({}, "secondary", column);
    m_nothingFound->setAlignment(Qt::AlignCenter);
    m_nothingFound->hide();
    top->addWidget(heading);
    top->addStretch(1);
    top->addWidget(m_search, 100);
    top->addWidget(done);
    cards->addLayout(top);
    cards->addWidget(m_nothingFound);

    const Card account = makeCard(tr("Bot account"), column);
    m_tokenState = plainLabel({}, "secondary", column);
    m_tokenState->setWordWrap(true);
    m_forget = new IconButton(QStringLiteral("trash"), tr("Forget token"), {}, column);
    m_tokenForm = new TokenForm(column);
    m_forget->setToolTip(tr("Removes the token from memory and from the keychain and signs out"));
    auto* forgetRow = new QHBoxLayout;
    forgetRow->addWidget(m_tokenState, 1);
    forgetRow->addWidget(m_forget);
    account.body->addLayout(forgetRow);
    account.body->addWidget(m_tokenForm);
    cards->addWidget(account.frame);

    const Card files = makeCard(tr("Recordings and files"), column);
    m_folder = new QLineEdit(column);
    m_folder->setPlaceholderText(settings.defaultRecordingsFolder());
    auto* choose = new IconButton(QStringLiteral("folder"), tr("Choose …"), {}, column);
    choose->setAccessibleName(tr("Choose recordings folder"));
    addField(files.body, tr("Recordings folder"), m_folder, choose);
    m_folderNote = new FolderNote(m_folder, settings, column);
    files.body->addWidget(m_folderNote);
    m_template = new QLineEdit(column);
    m_template->setPlaceholderText(settings.defaultFileNameTemplate());
    addField(files.body, tr("Names of exported tracks"), m_template);
    m_preview = plainLabel({}, "secondary", column);
    m_preview->setFont(scaledFont(font(), 0.92));
    m_preview->setWordWrap(true);
    m_preview->setToolTip(tr("Placeholders: {number} {speaker} {server} {channel} {date} {time}"));
    files.body->addWidget(m_preview);
    addField(files.body, tr("Exports begin with"), new PresetBox(settings, exporter, column));
    cards->addWidget(files.frame);

    const Card consent = makeCard(tr("People in the call"), column);
    m_markNickname
        = new WrappingBox(tr("While recording, put “🔴 REC” before the bot's name"), column);
    m_markNickname->setToolTip(tr("Needs the permission “Change Nickname”; put back afterwards"));
    m_postNotice
        = new WrappingBox(tr("Say in the channel's chat that the call is recorded"), column);
    m_postNotice->setToolTip(tr("Needs the permission “Send Messages”"));
    for (QCheckBox* box : {m_markNickname, m_postNotice}) {
        box->setProperty("field", true);
        consent.body->addWidget(box);
    }
    m_excluded = new QLineEdit(column);
    m_excluded->setPlaceholderText(tr("User ids with commas between them"));
    addField(consent.body, tr("People who are never recorded"), m_excluded);
    m_noIds = plainLabel({}, nullptr, column);
    m_noIds->setWordWrap(true);
    m_noIds->hide();
    consent.body->addWidget(m_noIds);
    cards->addWidget(consent.frame);

    const Card look = makeCard(tr("Look and work"), column);
    m_theme = new QComboBox(column);
    m_theme->addItem(tr("Follow the system"), int(Theme::System));
    m_theme->addItem(tr("Dark"), int(Theme::Dark));
    m_theme->addItem(tr("Light"), int(Theme::Light));
    m_language = new QComboBox(column);
    m_language->addItem(tr("Follow the system"), QString());
    m_language->addItem(QStringLiteral("English"), QStringLiteral("en"));
    m_language->addItem(QStringLiteral("Deutsch"), QStringLiteral("de"));
    m_language->addItem(QStringLiteral("Français"), QStringLiteral("fr"));
    m_language->addItem(QStringLiteral("日本語"), QStringLiteral("ja"));
    m_workers = new QComboBox(column);
    m_workers->addItem(tr("Automatic (%n core(s))", nullptr, QThread::idealThreadCount()), 0);
    for (int count = 1; count <= kMostWorkers; ++count)
        m_workers->addItem(QLocale().toString(count), count);
    m_workers->setToolTip(
        tr("Decoders only draw meters and make exports; recording never waits for them"));
    for (QComboBox* box : {m_theme, m_language, m_workers})
        letRowsBeChosen(box);
    auto* pair = new QHBoxLayout;
    pair->setSpacing(12);
    addField(pair, tr("Colours"), m_theme);
    addField(pair, tr("Language"), m_language);
    look.body->addLayout(pair);
    addField(look.body, tr("Decoding processes at most"), m_workers);
    cards->addWidget(look.frame);
    buildCallCard(cards, column);
    buildListeningCard(cards, column);
    buildDesktopCard(cards, column);
    const Card keys = makeCard(tr("Keyboard"), column);
    m_shortcuts = new ShortcutList(settings, column);
    keys.body->addWidget(m_shortcuts);
    cards->addWidget(keys.frame);
    for (QFrame* card : column->findChildren<QFrame*>(QString(), Qt::FindDirectChildrenOnly))
        if (card->property("kind") == QLatin1String("card"))
            m_cards.append(card);
    cards->addStretch(1);

    auto* centre = new QHBoxLayout(page);
    centre->setContentsMargins(0, 0, 0, 0);
    centre->addStretch(1);
    centre->addWidget(column, 100);
    centre->addStretch(1);
    setWidget(page);

    connect(done, &QPushButton::clicked, this, &SettingsPage::closed);
    connect(m_tokenForm, &TokenForm::tokenEntered, &m_settings, &SettingsPort::setToken);
    connect(m_forget, &QPushButton::clicked, &m_settings, &SettingsPort::forgetToken);
    connect(choose, &QPushButton::clicked, this, &SettingsPage::chooseRecordingsFolder);
    connect(m_folderNote, &FolderNote::accepted, this, &SettingsPage::store);
    connect(m_template, &QLineEdit::editingFinished, this, &SettingsPage::store);
    connect(m_template, &QLineEdit::textChanged, this, &SettingsPage::showPreview);
    connect(m_excluded, &QLineEdit::editingFinished, this, &SettingsPage::store);
    for (QCheckBox* box : {m_markNickname, m_postNotice})
        connect(box, &QCheckBox::clicked, this, &SettingsPage::store);
    for (QComboBox* box : {m_theme, m_language, m_workers})
        connect(box, &QComboBox::activated, this, &SettingsPage::store);
    connect(&m_settings, &SettingsPort::settingsChanged, this, &SettingsPage::readSettings);
    connect(&m_settings, &SettingsPort::tokenChanged, this, &SettingsPage::readToken);
    readSettings();
    readToken();
}

QCheckBox* SettingsPage::addSwitch(QVBoxLayout* body, bool Settings::*value, const QString& words,
                                   QWidget* parent)
{
    auto* box = new WrappingBox(words, parent);
    box->setProperty("field", true);
    body->addWidget(box);
    m_switches.emplace_back(box, value);
    connect(box, &QCheckBox::toggled, this, &SettingsPage::store);
    return box;
}

void SettingsPage::buildCallCard(QVBoxLayout* cards, QWidget* column)
{
    const Card call = makeCard(tr("While in a call"), column);
    addSwitch(call.body, &Settings::listenAtJoin, tr("Listen along as soon as a call is joined"),
              column);
    m_people = new QSpinBox(column);
    m_people->setRange(0, 99);
    m_people->setSpecialValueText(tr("Never"));
    m_people->setToolTip(tr("Once each time the channel fills: a stop by hand stays a stop"));
    addField(call.body, tr("Start recording by itself with so many people in the channel"),
             m_people);
    addSwitch(call.body, &Settings::stopWhenOnlyBots,
              tr("Stop recording a minute after the last person left"), column);
    connect(m_people, &QSpinBox::valueChanged, this, &SettingsPage::store);
    cards->addWidget(call.frame);
}

void SettingsPage::buildListeningCard(QVBoxLayout* cards, QWidget* column)
{
    const Card listening = makeCard(tr("Listening"), column);
    auto* output = new OutputBox(m_settings, column);
    addField(listening.body, tr("Play calls and recordings through"), output);
    auto* none = plainLabel(tr("No audio output was found; one that is plugged in appears here."),
                            "secondary", column);
    none->setWordWrap(true);
    none->hide();
    listening.body->addWidget(none);
    connect(output, &OutputBox::emptinessChanged, none, &QLabel::setVisible);
    cards->addWidget(listening.frame);
}

void SettingsPage::buildDesktopCard(QVBoxLayout* cards, QWidget* column)
{
    const Card desktop = makeCard(tr("Desktop"), column);
    addSwitch(desktop.body, &Settings::trayIcon,
              tr("Show Lavalier in the tray, where there is one"), column);
    m_closeToTray = addSwitch(desktop.body, &Settings::closeToTray,
                              tr("Closing the window keeps Lavalier running in the tray"), column);
    auto* words
        = plainLabel(tr("Tell me, while the window is not in front, when"), "secondary", column);
    words->setWordWrap(true);
    desktop.body->addWidget(words);
    const QWidgetList led {
        addSwitch(desktop.body, &Settings::notifyStart, tr("a recording starts"), column),
        addSwitch(desktop.body, &Settings::notifyStop, tr("a recording is saved"), column),
        addSwitch(desktop.body, &Settings::notifyProblem, tr("something needs attention"), column),
        addSwitch(desktop.body, &Settings::notifyExport, tr("an export is done"), column),
    };
    words->setProperty("leads", QVariant::fromValue(led));
    cards->addWidget(desktop.frame);
}

void SettingsPage::showEvent(QShowEvent* event)
{
    readSettings();
    QScrollArea::showEvent(event);
}

void SettingsPage::setActions(const QList<QAction*>& actions)
{
    m_shortcuts->setActions(actions);
}

void SettingsPage::focusSearch()
{
    m_search->setFocus(Qt::ShortcutFocusReason);
    m_search->selectAll();
    ensureWidgetVisible(m_search);
}

void SettingsPage::search(const QString& text)
{
    const QStringList words = text.toCaseFolded().split(u' ', Qt::SkipEmptyParts);
    const auto matches = [&words](const QString& all) {
        return std::ranges::all_of(words,
                                   [&all](const QString& word) { return all.contains(word); });
    };
    bool any = false;
    for (QFrame* card : m_cards) {
        // A card whose title matches is shown whole; else what matches in it.
        const auto* title = card->findChild<QLabel*>(QString(), Qt::FindDirectChildrenOnly);
        const bool whole = matches(title ? wordsOf(title) : QString());
        bool found = whole || matches(wordsOf(card));
        for (QWidget* field : card->findChildren<QWidget*>()) {
            if (field->property("field").toBool())
                field->setVisible(whole || matches(wordsOf(field)));
        }
        // A line that leads what comes after it says nothing alone.
        for (QWidget* lead : card->findChildren<QWidget*>())
            if (const auto led = lead->property("leads").value<QWidgetList>(); !led.isEmpty())
                lead->setVisible(std::ranges::any_of(
                    led, [](const QWidget* field) { return !field->isHidden(); }));
        card->setVisible(found);
        any = any || found;
    }
    m_nothingFound->setText(tr("No setting is about “%1”.").arg(isolated(text)));
    m_nothingFound->setVisible(!any);
}

void SettingsPage::focusToken()
{
    m_tokenForm->focusField();
    ensureWidgetVisible(m_tokenForm);
}

void SettingsPage::chooseRecordingsFolder()
{
    const QString start
        = m_folder->text().isEmpty() ? m_settings.defaultRecordingsFolder() : m_folder->text();
    delete m_chooser;
    auto* dialog = new QFileDialog(window(), tr("Recordings folder"), start);
    m_chooser = dialog;
    connect(this, &QObject::destroyed, dialog, &QObject::deleteLater); // in another language
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::Directory);
    dialog->setOption(QFileDialog::ShowDirsOnly);
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString& folder) {
        m_folder->setText(folder);
        m_folderNote->take();
    });
    dialog->show(); // what records can be stopped
}

void SettingsPage::readSettings()
{
    m_reading = true;
    const Settings now = m_settings.settings();
    const auto pick = [](QComboBox* box, const QVariant& value) {
        box->setCurrentIndex(std::max(0, box->findData(value)));
    };
    // What cannot be used stays there with the line that says so, whatever else is changed.
    if (wholeFolder(m_folder->text()).value_or(now.recordingsFolder) != now.recordingsFolder)
        m_folder->setText(now.recordingsFolder);
    if (m_template->text() != now.fileNameTemplate)
        m_template->setText(now.fileNameTemplate);
    m_markNickname->setChecked(now.markNickname);
    m_postNotice->setChecked(now.postNotice);
    const QString excluded = idList(now.excluded);
    if (!m_excluded->hasFocus() || readIdList(m_excluded->text()) != now.excluded)
        m_excluded->setText(excluded);
    for (const auto& [box, value] : m_switches)
        box->setChecked(now.*value);
    const bool tray = Tray::isThere();
    m_closeToTray->setEnabled(now.trayIcon && tray);
    m_closeToTray->setToolTip(tray ? tr("A call and its recording go on; Quit ends Lavalier")
                                   : tr("This desktop shows no tray"));
    m_people->setValue(now.recordWithPeople);
    pick(m_theme, int(now.theme));
    pick(m_language, now.language);
    pick(m_workers, now.workerCount);
    m_reading = false;
    showPreview();
}

void SettingsPage::readToken()
{
    const TokenPlace place = m_settings.tokenPlace();
    m_tokenState->setText(tokenPlaceSentence(place));
    m_forget->setVisible(place != TokenPlace::None);
}

void SettingsPage::store()
{
    if (m_reading)
        return;
    Settings next = m_settings.settings();
    next.recordingsFolder = wholeFolder(m_folder->text()).value_or(next.recordingsFolder);
    next.fileNameTemplate = m_template->text().trimmed();
    next.markNickname = m_markNickname->isChecked();
    next.postNotice = m_postNotice->isChecked();
    QStringList others;
    next.excluded = readIdList(m_excluded->text(), &others);
    m_noIds->setText(tr("Not a user id: %1").arg(isolated(others.join(QStringLiteral(", ")))));
    m_noIds->setVisible(!others.isEmpty());
    for (const auto& [box, value] : m_switches)
        next.*value = box->isChecked();
    next.recordWithPeople = m_people->value();
    next.theme = static_cast<Theme>(m_theme->currentData().toInt());
    next.language = m_language->currentData().toString();
    next.workerCount = m_workers->currentData().toInt();
    if (next != m_settings.settings())
        m_settings.setSettings(next);
}

void SettingsPage::showPreview()
{
    const QString pattern = m_template->text().trimmed();
    m_preview->setText(
        tr("Looks like: %1")
            .arg(isolated(fileNamePreview(pattern.isEmpty() ? m_settings.defaultFileNameTemplate()
                                                            : pattern))));
}

} // namespace lavalier::ui
