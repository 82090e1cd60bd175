#include "ui/pages/settings_page.h"

#include "ui/pages/token_form.h"
#include "ui/text/problem_text.h"
#include "ui/text/remote_text.h"
#include "ui/widgets/parts.h"
#include "voice/base/snowflake.h"

#include <QCheckBox>
#include <QComboBox>
#include <QFileDialog>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QThread>
#include <QVBoxLayout>

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
    auto* words = plainLabel(label, "secondary", field->parentWidget());
    words->setBuddy(field);
    field->setAccessibleName(label);
    auto* column = new QVBoxLayout;
    column->setSpacing(4);
    column->addWidget(words);
    auto* row = new QHBoxLayout;
    row->setSpacing(8);
    row->addWidget(field, 1);
    if (beside)
        row->addWidget(beside);
    column->addLayout(row);
    body->addLayout(column);
}

QString idList(const std::vector<UserId>& users)
{
    QStringList ids;
    for (const UserId user : users)
        ids += toString(user);
    return ids.join(QStringLiteral(", "));
}

/// What is no id is passed over.
std::vector<UserId> readIdList(const QString& text)
{
    std::vector<UserId> users;
    for (const QString& part : text.split(u',')) {
        const auto user = parseId<UserId>(part.trimmed());
        if (user && std::find(users.begin(), users.end(), *user) == users.end())
            users.push_back(*user);
    }
    return users;
}

} // namespace

SettingsPage::SettingsPage(SettingsPort& settings, QWidget* parent)
    : QScrollArea(parent)
    , m_settings(settings)
{
    setFrameShape(QFrame::NoFrame);
    setWidgetResizable(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto* page = new QWidget;
    page->setObjectName(QStringLiteral("page"));
    auto* column = new QWidget(page);
    column->setMaximumWidth(720);
    auto* cards = new QVBoxLayout(column);
    cards->setContentsMargins(20, 16, 20, 24);
    cards->setSpacing(12);

    auto* done = new IconButton({}, tr("Done"), QStringLiteral("primary"), column);
    auto* top = new QHBoxLayout;
    auto* heading = plainLabel(tr("Settings"), nullptr, column);
    heading->setFont(scaledFont(font(), 1.32, QFont::Bold));
    top->addWidget(heading, 1);
    top->addWidget(done);
    cards->addLayout(top);

    const Card account = makeCard(tr("Bot account"), column);
    m_tokenState = plainLabel({}, "secondary", column);
    m_tokenState->setWordWrap(true);
    m_tokenForm = new TokenForm(column);
    m_forget = new IconButton(QStringLiteral("trash"), tr("Forget token"), {}, column);
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
    m_template = new QLineEdit(column);
    m_template->setPlaceholderText(settings.defaultFileNameTemplate());
    addField(files.body, tr("Names of exported tracks"), m_template);
    m_preview = plainLabel({}, "secondary", column);
    m_preview->setFont(scaledFont(font(), 0.92));
    m_preview->setWordWrap(true);
    m_preview->setToolTip(tr("Placeholders: {number} {speaker} {server} {channel} {date} {time}"));
    files.body->addWidget(m_preview);
    cards->addWidget(files.frame);

    const Card consent = makeCard(tr("People in the call"), column);
    m_markNickname
        = new QCheckBox(tr("While recording, put “🔴 REC” before the bot's name"), column);
    m_markNickname->setToolTip(tr("Needs the permission “Change Nickname”; put back afterwards"));
    m_postNotice = new QCheckBox(tr("Say in the channel's chat that the call is recorded"), column);
    m_postNotice->setToolTip(tr("Needs the permission “Send Messages”"));
    consent.body->addWidget(m_markNickname);
    consent.body->addWidget(m_postNotice);
    m_excluded = new QLineEdit(column);
    m_excluded->setPlaceholderText(tr("User ids with commas between them"));
    addField(consent.body, tr("People who are never recorded"), m_excluded);
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
    auto* pair = new QHBoxLayout;
    pair->setSpacing(12);
    addField(pair, tr("Colours"), m_theme);
    addField(pair, tr("Language"), m_language);
    look.body->addLayout(pair);
    addField(look.body, tr("Decoding processes at most"), m_workers);
    cards->addWidget(look.frame);
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
    connect(m_folder, &QLineEdit::editingFinished, this, &SettingsPage::store);
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

void SettingsPage::focusToken()
{
    m_tokenForm->focusField();
    ensureWidgetVisible(m_tokenForm);
}

void SettingsPage::chooseRecordingsFolder()
{
    const QString start
        = m_folder->text().isEmpty() ? m_settings.defaultRecordingsFolder() : m_folder->text();
    auto* dialog = new QFileDialog(window(), tr("Recordings folder"), start);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::Directory);
    dialog->setOption(QFileDialog::ShowDirsOnly);
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString& folder) {
        m_folder->setText(folder);
        store();
    });
    dialog->open();
}

void SettingsPage::readSettings()
{
    m_reading = true;
    const Settings now = m_settings.settings();
    const auto pick = [](QComboBox* box, const QVariant& value) {
        box->setCurrentIndex(std::max(0, box->findData(value)));
    };
    if (m_folder->text() != now.recordingsFolder)
        m_folder->setText(now.recordingsFolder);
    if (m_template->text() != now.fileNameTemplate)
        m_template->setText(now.fileNameTemplate);
    m_markNickname->setChecked(now.markNickname);
    m_postNotice->setChecked(now.postNotice);
    const QString excluded = idList(now.excluded);
    if (!m_excluded->hasFocus() || readIdList(m_excluded->text()) != now.excluded)
        m_excluded->setText(excluded);
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
    next.recordingsFolder = m_folder->text().trimmed();
    next.fileNameTemplate = m_template->text().trimmed();
    next.markNickname = m_markNickname->isChecked();
    next.postNotice = m_postNotice->isChecked();
    next.excluded = readIdList(m_excluded->text());
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
