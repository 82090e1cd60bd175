// The main window's codes: what the lock shows, and who can be verified.
#include "ui/main_window.h"

#include "ui/actions.h"
#include "ui/pages/live_page.h"
#include "ui/text/encryption_text.h"
#include "ui/text/remote_text.h"
#include "ui/widgets/announcer.h"
#include "ui/widgets/code_popover.h"
#include "ui/widgets/lanes_view.h"
#include "ui/widgets/lock_button.h"
#include "ui/widgets/page_header.h"
#include "ui/widgets/speaker_menu.h"

#include <QApplication>
#include <QClipboard>
#include <QMenu>

#include <algorithm>

namespace lavalier::ui {

void MainWindow::showEncryption()
{
    if (m_codePopover)
        m_codePopover->dismiss();
    m_codePopover = new CodePopover(m_header->lock());
    m_codePopover->showCall(m_last.encryption, m_last.channelKind);
    m_codePopover->open();
}

void MainWindow::copyPrivacyCode()
{
    QApplication::clipboard()->setText(m_last.encryption.privacyCode);
}

void MainWindow::fillVerifyMenu()
{
    m_verifyMenu->clear();
    for (const SpeakerView& speaker : m_last.speakers) {
        if (!speaker.verifiable)
            continue;
        const QString name = cleanRemote(speaker.name).replace(u'&', QStringLiteral("&&"));
        m_verifyMenu->addAction(name, this, [this, id = speaker.id] { verify(id); });
    }
    if (m_verifyMenu->isEmpty())
        m_verifyMenu->addAction(tr("Nobody in an encrypted call"))->setEnabled(false);
}

/// Everybody in the call, each with all that their lane offers.
void MainWindow::fillSpeakerMenu()
{
    qDeleteAll(m_speakerMenu->findChildren<QMenu*>(QString(), Qt::FindDirectChildrenOnly));
    m_speakerMenu->clear();
    SpeakerCommands commands;
    commands.verify = [this](UserId id) { verify(id); };
    commands.listen = [this](UserId id, const ListeningChoice& choice) { listenTo(id, choice); };
    commands.resetClip = [this](UserId id) { m_live->resetClip(id); };
    commands.exclude = [this](UserId id, bool exclude) { m_recorder.setExcluded(id, exclude); };
    for (const SpeakerView& speaker : m_last.speakers)
        ui::fillSpeakerMenu(
            *m_speakerMenu->addMenu(cleanRemote(speaker.name).replace(u'&', QStringLiteral("&&"))),
            speaker, commands);
    if (m_speakerMenu->isEmpty())
        m_speakerMenu->addAction(tr("Nobody has spoken yet"))->setEnabled(false);
}

void MainWindow::listenTo(UserId speaker, const ListeningChoice& choice)
{
    // Whoever solos wants to hear; muting asks for less.
    if (choice.solo && m_last.listening == Listening::Off)
        m_recorder.setListening(true);
    m_recorder.listenTo(speaker, choice);
    wake();
}

void MainWindow::verify(UserId id)
{
    const auto speaker = std::ranges::find(m_last.speakers, id, &SpeakerView::id);
    if (speaker == m_last.speakers.end())
        return;
    if (m_page != Page::Live)
        showPage(Page::Live);
    if (m_codePopover)
        m_codePopover->dismiss();
    QWidget* anchor = m_header->lock();
    for (Lane* lane : m_live->lanes()->lanes())
        if (lane->speaker() == id && lane->isVisible())
            anchor = lane;
    m_codePopover = new CodePopover(anchor);
    m_codePopover->showSpeaker(id, speaker->name);
    m_codePopover->open();
    m_recorder.requestVerificationCode(id); // may answer at once
}

void MainWindow::followEncryption(const LiveSnapshot& before)
{
    if (m_codePopover && (m_last.call == CallState::None || m_last.guild != before.guild))
        m_codePopover->dismiss(); // there is nothing left to compare, or it is another call's
    if (m_last.encryption == before.encryption && m_last.channelKind == before.channelKind)
        return;
    if (m_codePopover && !m_codePopover->speaker().isValid())
        m_codePopover->showCall(m_last.encryption, m_last.channelKind);
    else if (m_codePopover)
        m_recorder.requestVerificationCode(m_codePopover->speaker()); // keys may have changed
    // Whoever cannot see the lock is told when it opens or closes.
    if (m_last.encryption.state != before.encryption.state)
        announce(this, encryptionTitle(m_last.encryption, m_last.channelKind));
}

} // namespace lavalier::ui
