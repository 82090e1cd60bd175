#include "ui/pages/setup_assistant.h"

#include "ui/pages/token_form.h"
#include "ui/text/problem_text.h"
#include "ui/text/remote_text.h"
#include "ui/widgets/bot_card.h"
#include "ui/widgets/folder_note.h"
#include "ui/widgets/parts.h"
#include "ui/widgets/wrapping_box.h"

#include <QCheckBox>
#include <QClipboard>
#include <QDesktopServices>
#include <QFileDialog>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QLocale>
#include <QProgressBar>
#include <QStackedWidget>
#include <QUrl>
#include <QVBoxLayout>

#include <algorithm>

namespace lavalier::ui {
namespace {

const auto kApplications = QStringLiteral("https://discord.com/developers/applications");

} // namespace

QString SetupAssistant::failureSentence(RehearsalFailure failure)
{
    switch (failure) {
    case RehearsalFailure::NotStarted:
        return tr("The rehearsal could not be started: a part of Lavalier is missing. Install it "
                  "again.");
    case RehearsalFailure::Recording:
        return tr("The recording could not be written. Go back one step and choose a folder that "
                  "can be written to, on a disk with room.");
    case RehearsalFailure::Export:
        return tr("It was recorded, but no tracks could be made of it. See that the disk has room "
                  "and try again; if it fails again, install Lavalier again.");
    case RehearsalFailure::TooSlow:
        return tr("It took too long: the computer or the folder's disk is busy. End what else is "
                  "running or choose another folder, then try again.");
    case RehearsalFailure::Other:
        break;
    }
    return tr("The rehearsal failed. Try again; if it fails again, Help, “Report a problem” "
              "gathers what we need to know.");
}

SetupAssistant::SetupAssistant(RecorderPort& recorder, SettingsPort& settings,
                               RehearsalPort* rehearsal, QWidget* parent)
    : QDialog(parent)
    , m_recorder(recorder)
    , m_settings(settings)
    , m_rehearsal(rehearsal)
    , m_pages(new QStackedWidget(this))
    , m_progress(plainLabel({}, "secondary", this))
    , m_back(new IconButton({}, tr("Back"), {}, this))
    , m_next(new IconButton({}, tr("Next"), QStringLiteral("primary"), this))
    , m_skip(new IconButton({}, tr("Skip set-up"), QStringLiteral("quiet"), this))
{
    setObjectName(QStringLiteral("SetupAssistant"));
    setWindowTitle(tr("Set-up assistant"));
    resize(std::max(640, fontMetrics().averageCharWidth() * 88),
           std::max(500, fontMetrics().height() * 30));
    fitToScreen(*this);
    for (IconButton* button : {m_back, m_next, m_skip})
        button->setAutoDefault(false);
    m_back->setObjectName(QStringLiteral("SetupBack"));
    m_next->setObjectName(QStringLiteral("SetupNext"));
    m_skip->setObjectName(QStringLiteral("SetupSkip"));

    addWelcome();
    addApplication();
    addToken();
    addInvite();
    addFolder();
    if (m_rehearsal)
        addRehearsal();

    auto* buttons = new QHBoxLayout;
    buttons->addWidget(m_skip);
    buttons->addStretch(1);
    buttons->addWidget(m_back);
    buttons->addWidget(m_next);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(28, 22, 28, 20);
    layout->setSpacing(10);
    layout->addWidget(m_progress);
    layout->addWidget(m_pages, 1);
    layout->addLayout(buttons);

    connect(m_skip, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_back, &QPushButton::clicked, this, [this] { goTo(step() - 1); });
    connect(m_next, &QPushButton::clicked, this, [this] {
        if (m_folder->isVisible() && !m_folderNote->isWhole())
            m_folder->setFocus(Qt::OtherFocusReason); // beside the line that says what is wrong
        else if (step() + 1 == steps())
            accept();
        else
            goTo(step() + 1);
    });
    connect(&m_recorder, &RecorderPort::accountChanged, this, &SetupAssistant::followAccount);
    connect(&m_recorder, &RecorderPort::guildsChanged, this, &SetupAssistant::followServers);
    connect(&m_recorder, &RecorderPort::problemRaised, this, &SetupAssistant::followAccount);
    goTo(0);
    followAccount();
    followServers();
}

int SetupAssistant::step() const
{
    return m_pages->currentIndex();
}

int SetupAssistant::steps() const
{
    return m_pages->count();
}

void SetupAssistant::goTo(int step)
{
    m_pages->setCurrentIndex(step);
    m_progress->setText(
        tr("Step %1 of %2").arg(QLocale().toString(step + 1), QLocale().toString(steps())));
    m_back->setVisible(step > 0);
    m_next->setWords(step + 1 == steps() ? tr("Finish") : tr("Next"));
    m_skip->setVisible(step + 1 < steps());
    setAccessibleDescription(m_pages->currentWidget()->accessibleName());
    m_next->setFocus(Qt::OtherFocusReason);
}

QVBoxLayout* SetupAssistant::addStep(const QString& title, const QString& sentence,
                                     const QString& trouble)
{
    auto* page = new QWidget(m_pages);
    page->setAccessibleName(title);
    auto* column = new QVBoxLayout(page);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(12);
    auto* heading = plainLabel(title, nullptr, page);
    heading->setFont(scaledFont(font(), 1.5, QFont::Bold));
    heading->setWordWrap(true);
    auto* words = plainLabel(sentence, nullptr, page);
    words->setWordWrap(true);
    column->addWidget(heading);
    column->addWidget(words);
    auto* content = new QVBoxLayout;
    content->setSpacing(10);
    column->addLayout(content);
    column->addStretch(1);
    if (!trouble.isEmpty()) {
        auto* note = plainLabel(trouble, "secondary", page);
        note->setWordWrap(true);
        column->addWidget(note);
    }
    m_pages->addWidget(page);
    return content;
}

QWidget* SetupAssistant::linkRow(QLineEdit* field, const QString& open)
{
    auto* box = new QWidget(this);
    auto* row = new QHBoxLayout(box);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(8);
    field->setReadOnly(true);
    field->setCursorPosition(0);
    auto* copy = new IconButton(QStringLiteral("copy"), tr("Copy"), {}, box);
    auto* go = new IconButton({}, open, {}, box);
    for (IconButton* button : {copy, go})
        button->setAutoDefault(false);
    connect(copy, &QPushButton::clicked, this,
            [field] { QGuiApplication::clipboard()->setText(field->text()); });
    connect(go, &QPushButton::clicked, this,
            [field] { QDesktopServices::openUrl(QUrl(field->text(), QUrl::StrictMode)); });
    row->addWidget(field, 1);
    row->addWidget(copy);
    row->addWidget(go);
    return box;
}

void SetupAssistant::addWelcome()
{
    auto* content = addStep(
        tr("Welcome to Lavalier"),
        tr("Lavalier records Discord voice channels on this computer: one clean track for every "
           "speaker, all of the same length.\n\n"
           "For that it joins a channel as a bot that belongs to you. Making one takes about five "
           "minutes and costs nothing. Nothing leaves this computer but the connection to "
           "Discord."),
        tr("You can leave at any step. Help, “Set-up assistant” brings you back."));
    auto* demo = new IconButton(QStringLiteral("resume"), tr("Look around in the demo"), {}, this);
    demo->setObjectName(QStringLiteral("SetupDemo"));
    demo->setAutoDefault(false);
    demo->setToolTip(tr("A simulated call on this computer; it needs no bot and no network"));
    connect(demo, &QPushButton::clicked, this, &SetupAssistant::demoRequested);
    content->addWidget(demo, 0, Qt::AlignLeading);
}

void SetupAssistant::addApplication()
{
    auto* content = addStep(
        tr("Create an application"),
        tr("1. Open Discord's developer page and sign in.\n"
           "2. Press “New Application”, give it the name your bot shall have, and confirm.\n"
           "3. Choose “Bot” on the left and press “Reset Token”. Discord shows the token once: "
           "copy it."),
        tr("Discord may ask for your password or a code before it shows the token. No “Privileged "
           "Gateway Intent” needs to be switched on."));
    auto* field = new QLineEdit(kApplications, this);
    field->setAccessibleName(tr("Discord's developer page"));
    content->addWidget(linkRow(field, tr("Open")));
}

void SetupAssistant::addToken()
{
    auto* content = addStep(
        tr("Paste the token"),
        tr("The token is the bot's password. Lavalier keeps it in the system keychain or, if you "
           "prefer, only until it is closed; never in a file."),
        tr("If Discord refuses it, reset it once more on the “Bot” page: an older token stops "
           "working. The client secret and the public key are something else."));
    m_token = new TokenForm(this);
    m_bot = new BotCard(this);
    m_tokenState = plainLabel({}, "attention", this);
    m_tokenState->setWordWrap(true);
    content->addWidget(m_token);
    content->addWidget(m_bot);
    content->addWidget(m_tokenState);
    connect(m_token, &TokenForm::tokenEntered, &m_settings, &SettingsPort::setToken);
}

void SetupAssistant::addInvite()
{
    auto* content = addStep(
        tr("Invite the bot"),
        tr("Open this link and choose your server. The bot asks to see channels and to connect to "
           "them; what else it may do is up to you:"),
        tr("Only somebody who may manage the server can invite a bot. Private channels must let it "
           "in one by one: channel settings, “Permissions”."));
    m_nickname = new WrappingBox(tr("Change its nickname: its name says that it records"), this);
    m_messages
        = new WrappingBox(tr("Send messages: a line in the channel's chat says so too"), this);
    m_speak = new WrappingBox(tr("Speak: Lavalier itself stays silent; for your own announcements"),
                              this);
    m_nickname->setObjectName(QStringLiteral("SetupNickname"));
    m_messages->setObjectName(QStringLiteral("SetupMessages"));
    followSettings();
    connect(&m_settings, &SettingsPort::settingsChanged, this, &SetupAssistant::followSettings);
    for (QCheckBox* box : {m_nickname, m_messages, m_speak}) {
        content->addWidget(box);
        connect(box, &QCheckBox::toggled, this, &SetupAssistant::showInvite);
        connect(box, &QCheckBox::toggled, this, &SetupAssistant::storeNotices);
    }
    m_invite = new QLineEdit(this);
    m_invite->setObjectName(QStringLiteral("InviteLink"));
    m_invite->setAccessibleName(tr("Invite link"));
    content->addWidget(linkRow(m_invite, tr("Open")));
    m_servers = plainLabel({}, "secondary", this);
    m_servers->setWordWrap(true);
    content->addWidget(m_servers);
}

void SetupAssistant::addFolder()
{
    auto* content = addStep(
        tr("Where recordings go"),
        tr("A speaker takes about 40 MB an hour at most. Choose a disk with room; a folder that is "
           "synchronised or on a network may be too slow."),
        tr("A disk that is full, write-protected or not connected takes no recording. Lavalier "
           "tries the folder as soon as it is chosen."));
    m_folder = new QLineEdit(m_settings.settings().recordingsFolder, this);
    m_folder->setPlaceholderText(m_settings.defaultRecordingsFolder());
    m_folder->setObjectName(QStringLiteral("SetupFolder"));
    m_folder->setAccessibleName(tr("Recordings folder"));
    auto* choose = new IconButton(QStringLiteral("folder"), tr("Choose …"), {}, this);
    choose->setObjectName(QStringLiteral("SetupChooseFolder"));
    choose->setAutoDefault(false);
    auto* row = new QHBoxLayout;
    row->addWidget(m_folder, 1);
    row->addWidget(choose);
    content->addLayout(row);
    m_folderNote = new FolderNote(m_folder, m_settings, this);
    content->addWidget(m_folderNote);
    connect(choose, &QPushButton::clicked, this, &SetupAssistant::chooseFolder);
    connect(m_folderNote, &FolderNote::accepted, this, &SetupAssistant::storeFolder);
}

void SetupAssistant::addRehearsal()
{
    auto* content = addStep(
        tr("Rehearse"),
        tr("Ten seconds of a simulated call are recorded and exported in your recordings folder, "
           "for real. Nothing is sent to Discord, and the files are removed again."),
        tr("Most often the folder cannot be written to: go back one step and choose another. On a "
           "very busy computer it may take a minute."));
    m_try = new IconButton(QStringLiteral("record"), tr("Record ten seconds"), {}, this);
    m_try->setObjectName(QStringLiteral("SetupRehearse"));
    m_try->setAutoDefault(false);
    m_bar = new QProgressBar(this);
    m_bar->setRange(0, 1000);
    m_bar->setTextVisible(false);
    m_bar->setAccessibleName(tr("Rehearsal"));
    m_outcome = plainLabel({}, nullptr, this);
    m_outcome->setObjectName(QStringLiteral("SetupOutcome"));
    m_outcome->setWordWrap(true);
    content->addWidget(m_try, 0, Qt::AlignLeading);
    content->addWidget(m_bar);
    content->addWidget(m_outcome);
    connect(m_try, &QPushButton::clicked, this, [this] {
        if (m_rehearsal->rehearsal().state == RehearsalState::Running)
            m_rehearsal->cancelRehearsal();
        else
            m_rehearsal->startRehearsal();
    });
    connect(m_rehearsal, &RehearsalPort::rehearsalChanged, this, &SetupAssistant::followRehearsal);
    followRehearsal();
}

void SetupAssistant::followAccount()
{
    const AccountView account = m_recorder.account();
    m_bot->setAccount(account);
    m_bot->setVisible(account.state == AccountState::Online
                      || account.state == AccountState::Connecting
                      || account.state == AccountState::Reconnecting);
    QString trouble;
    for (const Problem& problem : m_recorder.problems())
        if (problem.key.startsWith(QLatin1String("gateway."))
            || problem.key == QLatin1String("token"))
            trouble = problem.whatHappened + u' ' + problem.whatToDo;
    if (account.state == AccountState::Online)
        trouble.clear();
    m_tokenState->setText(trouble);
    m_tokenState->setVisible(!trouble.isEmpty());
    showInvite();
}

void SetupAssistant::showInvite()
{
    const AccountView account = m_recorder.account();
    const bool known = account.id.value() != 0;
    m_invite->setText(
        known ? inviteLink(account.id,
                           {m_speak->isChecked(), m_nickname->isChecked(), m_messages->isChecked()})
              : QString());
    m_invite->setPlaceholderText(tr("Appears once the token works"));
    m_invite->setCursorPosition(0);
    for (auto* button : m_invite->parentWidget()->findChildren<QPushButton*>())
        button->setEnabled(known);
}

void SetupAssistant::followServers()
{
    const auto count = static_cast<int>(m_recorder.guilds().size());
    m_servers->setText(count == 0 ? tr("The bot is in no server yet. This page notices when it is.")
                                  : tr("The bot is in %n server(s).", nullptr, count));
}

void SetupAssistant::followRehearsal()
{
    const RehearsalView view = m_rehearsal->rehearsal();
    const bool running = view.state == RehearsalState::Running;
    m_try->setWords(running ? tr("Cancel") : tr("Record ten seconds"));
    m_try->setIconName(running ? QStringLiteral("stop") : QStringLiteral("record"));
    m_bar->setVisible(running);
    m_bar->setValue(static_cast<int>(view.fraction * 1000));
    switch (view.state) {
    case RehearsalState::Idle:
        m_outcome->clear();
        break;
    case RehearsalState::Running:
        m_outcome->setText(tr("Recording and exporting …"));
        break;
    case RehearsalState::Done:
        m_outcome->setText(
            tr("It works: %n track(s), each %1 s long to the sample.", nullptr, view.tracks)
                .arg(QLocale().toString(double(view.length.count()) / 1000, 'f', 1)));
        break;
    case RehearsalState::Failed:
        m_outcome->setText(failureSentence(view.failure)
                           + (view.technical.isEmpty() ? QString() : u'\n' + view.technical));
        break;
    }
    setLook(m_outcome, "tone",
            view.state == RehearsalState::Failed ? QStringLiteral("attention") : QString());
}

void SetupAssistant::chooseFolder()
{
    delete m_chooser;
    auto* dialog = new QFileDialog(this, tr("Recordings folder"),
                                   m_folder->text().isEmpty() ? m_settings.defaultRecordingsFolder()
                                                              : m_folder->text());
    m_chooser = dialog;
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::Directory);
    dialog->setOption(QFileDialog::ShowDirsOnly);
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString& folder) {
        m_folder->setText(folder);
        m_folderNote->take();
    });
    dialog->show(); // blocks nothing
}

void SetupAssistant::storeFolder(const QString& folder)
{
    Settings next = m_settings.settings();
    next.recordingsFolder = folder;
    if (next != m_settings.settings())
        m_settings.setSettings(next);
}

/// The settings page may be open as well.
void SetupAssistant::followSettings()
{
    const Settings now = m_settings.settings();
    m_reading = true;
    m_nickname->setChecked(now.markNickname);
    m_messages->setChecked(now.postNotice);
    m_reading = false;
}

void SetupAssistant::storeNotices()
{
    if (m_reading)
        return;
    Settings next = m_settings.settings();
    next.markNickname = m_nickname->isChecked();
    next.postNotice = m_messages->isChecked();
    if (next != m_settings.settings())
        m_settings.setSettings(next);
}

void SetupAssistant::done(int result)
{
    if (m_rehearsal)
        m_rehearsal->cancelRehearsal();
    Settings next = m_settings.settings();
    next.firstRunDone = true;
    if (next != m_settings.settings())
        m_settings.setSettings(next);
    QDialog::done(result);
}

} // namespace lavalier::ui
