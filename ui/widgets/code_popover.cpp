#include "ui/widgets/code_popover.h"

#include "ui/text/encryption_text.h"
#include "ui/text/remote_text.h"
#include "ui/widgets/code_view.h"
#include "ui/widgets/parts.h"

#include <QApplication>
#include <QClipboard>
#include <QHBoxLayout>
#include <QVBoxLayout>

namespace lavalier::ui {

namespace {

constexpr int kCallGroups = 6;
constexpr int kSpeakerGroups = 9;
constexpr int kColumns = 3;
constexpr int kWide = 372;

} // namespace

CodePopover::CodePopover(QWidget* anchor)
    : Popover(anchor)
    , m_icon(new IconLabel(QStringLiteral("lock"), &ThemeTokens::secondary, 22, this))
    , m_title(plainLabel({}, nullptr, this))
    , m_sentence(plainLabel({}, "secondary", this))
    , m_panel(new QWidget(this))
    , m_code(new CodeView(kColumns, m_panel))
    , m_below(plainLabel({}, "secondary", this))
    , m_copy(new IconButton(QStringLiteral("copy"), tr("Copy code"), {}, this))
    , m_close(new IconButton(QStringLiteral("close"), tr("Close"), QStringLiteral("quiet"), this))
{
    setObjectName(QStringLiteral("codePopover"));
    setFixedWidth(std::max(kWide, m_code->fontMetrics().averageCharWidth() * 26));
    m_panel->setObjectName(QStringLiteral("codePanel"));
    m_panel->setAttribute(Qt::WA_StyledBackground);
    m_code->setObjectName(QStringLiteral("Code"));
    m_copy->setObjectName(QStringLiteral("CopyCode"));
    m_close->setNarrow(true);
    m_title->setFont(scaledFont(font(), 1.1, QFont::DemiBold));
    m_title->setWordWrap(true);
    m_sentence->setWordWrap(true);
    m_below->setWordWrap(true);
    m_below->setFont(scaledFont(font(), 0.92));

    auto* head = new QHBoxLayout;
    head->setSpacing(10);
    head->addWidget(m_icon);
    head->addWidget(m_title, 1);
    head->addWidget(m_close);
    auto* panel = new QVBoxLayout(m_panel);
    panel->setContentsMargins(12, 14, 12, 14);
    panel->addWidget(m_code, 0, Qt::AlignHCenter);
    auto* foot = new QHBoxLayout;
    foot->setSpacing(12);
    foot->addWidget(m_below, 1);
    foot->addWidget(m_copy);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(16, 10, 16, 16);
    layout->setSpacing(12);
    layout->addLayout(head);
    layout->addWidget(m_sentence);
    layout->addWidget(m_panel);
    layout->addLayout(foot);

    connect(m_close, &QPushButton::clicked, this, &CodePopover::dismiss);
    connect(m_copy, &QPushButton::clicked, this, [this] {
        QApplication::clipboard()->setText(m_code->text());
        m_copy->setWords(tr("Copied"), tr("Copy code"));
        m_copy->setIconName(QStringLiteral("done"));
    });
}

void CodePopover::open()
{
    present(m_copy->isHidden() || !m_copy->isEnabled() ? static_cast<QWidget*>(m_close) : m_copy);
}

void CodePopover::setCode(const QString& code, int groups)
{
    if (code != m_code->text()) { // what was copied is not this one
        m_copy->setWords(tr("Copy code"));
        m_copy->setIconName(QStringLiteral("copy"));
    }
    m_code->setCode(code, groups);
    m_copy->setEnabled(!code.isEmpty());
}

void CodePopover::showCall(const EncryptionView& encryption, ChannelKind kind)
{
    m_speaker = {};
    const QString tone = encryptionTone(encryption, kind);
    m_icon->setIcon(encryptionIcon(encryption),
                    tone == QLatin1String("flowing")         ? &ThemeTokens::flowingText
                        : tone == QLatin1String("attention") ? &ThemeTokens::attentionText
                                                             : &ThemeTokens::secondary);
    m_title->setText(encryptionTitle(encryption, kind));
    setAccessibleName(m_title->text());
    m_sentence->setText(encryptionSentence(encryption, kind));
    const bool grouped = encryption.state == Encryption::On && !encryption.privacyCode.isEmpty();
    setCode(grouped ? encryption.privacyCode : QString(), kCallGroups);
    m_panel->setVisible(grouped);
    m_copy->setVisible(grouped);
    const QString epoch = epochNote(encryption);
    m_below->setText(
        epoch.isEmpty()
            ? QString()
            : tr("Privacy code of %1. It changes whenever somebody joins or leaves.").arg(epoch));
    m_below->setVisible(!epoch.isEmpty());
    if (isVisible())
        place();
}

void CodePopover::showSpeaker(UserId speaker, const QString& name)
{
    m_speaker = speaker;
    m_name = cleanRemote(name);
    m_icon->setIcon(QStringLiteral("key"), &ThemeTokens::accent);
    m_title->setText(tr("Verify %1").arg(m_name));
    setAccessibleName(m_title->text());
    m_sentence->setText(
        tr("Let %1 open the call in Discord, choose this bot and “Verify”, and read "
           "the code out. The same nine groups: the audio is theirs, and nobody "
           "stands in between.")
            .arg(isolated(m_name)));
    setCode({}, kSpeakerGroups);
    m_below->setText(tr("Working out the code …"));
}

void CodePopover::setSpeakerCode(const QString& code)
{
    setCode(code, kSpeakerGroups);
    m_panel->setVisible(!code.isEmpty());
    m_copy->setVisible(!code.isEmpty());
    m_sentence->setVisible(!code.isEmpty());
    m_below->setText(code.isEmpty()
                         ? tr("There is no code to compare: %1 is not in the encrypted call just "
                              "now.")
                               .arg(isolated(m_name))
                         : tr("It changes when either program is started anew."));
    if (isVisible()) {
        place();
        if (!code.isEmpty() && m_close->hasFocus())
            m_copy->setFocus(Qt::OtherFocusReason);
    }
}

} // namespace lavalier::ui
