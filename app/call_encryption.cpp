// End-to-end encryption of the call: what the file and the listeners are told about it.
#include "app/call_recorder.h"

#include "sinks/recording/encryption_history.h"

namespace lavalier::app {

using recording::EventType;

void CallRecorder::followDave(const DaveFacts& facts)
{
    const DaveFacts before = std::exchange(m_dave, facts);
    if (facts == before)
        return;
    // A recording that begins later says of its connection what holds then.
    if (m_connection && facts.progress == DaveProgress::Off)
        m_connection->daveVersion = 0;
    if (m_connection && facts.encrypted)
        m_connection->daveVersion = facts.version;
    if (facts.progress == DaveProgress::Off)
        m_wasOpen = true;
    if (facts.encrypted && std::exchange(m_wasOpen, false))
        note(EventType::Upgrade,
             QStringLiteral("end-to-end encryption, version %1").arg(facts.version));
    if (facts.progress == DaveProgress::Off && before.progress != DaveProgress::Off
        && before.progress != DaveProgress::Waiting)
        note(EventType::Downgrade, QStringLiteral("no end-to-end encryption, version 0"));
    if (facts.progress == DaveProgress::Recovering && before.progress != DaveProgress::Recovering)
        note(EventType::Recovery, QStringLiteral("begun: keys asked for anew"));
    if (before.progress == DaveProgress::Recovering && facts.progress == DaveProgress::Active)
        note(EventType::Recovery, QStringLiteral("done"));
    const bool sameEpoch = facts.epoch == before.epoch && facts.privacyCode == before.privacyCode
        && facts.encrypted == before.encrypted;
    if (!sameEpoch)
        noteEpoch();
    noteKeys();
    emit daveChanged(facts);
}

/// What holds when a recording begins.
void CallRecorder::noteEncryption()
{
    m_keys.clear();
    noteEpoch();
    noteKeys();
    for (const UserId user : m_undecryptable)
        note(EventType::Undecryptable, QStringLiteral("begun before the recording"), user);
}

void CallRecorder::noteEpoch()
{
    if (!isRecording() || !m_dave.encrypted)
        return;
    m_writer->note(recording::epochEvent(m_dave.version, m_dave.epoch, m_dave.privacyCode));
}

void CallRecorder::noteKeys()
{
    if (!isRecording())
        return;
    for (const DaveMember& member : m_dave.roster) {
        QByteArray& known = m_keys[member.user];
        if (known == member.publicKey)
            continue;
        known = member.publicKey;
        m_writer->note(recording::keyEvent(member.user, member.publicKey,
                                           member.user == m_gateway.self()
                                               ? recording::KeyOf::Ourselves
                                               : recording::KeyOf::Somebody));
    }
}

void CallRecorder::beginUndecryptable(UserId user)
{
    if (m_excluded.contains(user) || !m_undecryptable.insert(user).second)
        return;
    note(EventType::Undecryptable, QStringLiteral("begun: heard, but not decrypted"), user);
    emit undecryptable(user);
}

void CallRecorder::endUndecryptable(UserId user)
{
    if (m_undecryptable.erase(user) == 0)
        return;
    note(EventType::Undecryptable, QStringLiteral("over"), user);
    emit decryptableAgain(user);
}

/// The call is over.
void CallRecorder::forgetEncryption()
{
    while (!m_undecryptable.empty())
        endUndecryptable(*m_undecryptable.begin());
    m_wasOpen = false;
    if (m_dave == DaveFacts())
        return;
    m_dave = {};
    emit daveChanged(m_dave);
}

} // namespace lavalier::app
