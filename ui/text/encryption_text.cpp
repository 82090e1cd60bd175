#include "ui/text/encryption_text.h"

#include <QCoreApplication>
#include <QLocale>

namespace lavalier::ui {

namespace {

struct EncryptionWords {
    Q_DECLARE_TR_FUNCTIONS(EncryptionWords)
};

} // namespace

QString encryptionTitle(const EncryptionView& encryption, ChannelKind kind)
{
    switch (encryption.state) {
    case Encryption::Unknown:
        return EncryptionWords::tr("Connecting …");
    case Encryption::Off:
        return kind == ChannelKind::Stage ? EncryptionWords::tr("Stage: not end-to-end encrypted")
                                          : EncryptionWords::tr("Not end-to-end encrypted");
    case Encryption::Joining:
        return EncryptionWords::tr("Joining the encrypted call …");
    case Encryption::On:
        return EncryptionWords::tr("End-to-end encrypted");
    case Encryption::Recovering:
        return EncryptionWords::tr("Recovering the encryption …");
    }
    return {};
}

QString encryptionNote(const EncryptionView& encryption)
{
    switch (encryption.state) {
    case Encryption::Unknown:
        return EncryptionWords::tr("Asking how the call is protected");
    case Encryption::Off:
        return EncryptionWords::tr("Protected on the way to Discord only");
    case Encryption::Joining:
        return EncryptionWords::tr("Waiting for the group's keys");
    case Encryption::On:
        return {};
    case Encryption::Recovering:
        return EncryptionWords::tr("Asking the group for new keys");
    }
    return {};
}

QString encryptionSentence(const EncryptionView& encryption, ChannelKind kind)
{
    switch (encryption.state) {
    case Encryption::Unknown:
        return EncryptionWords::tr("Lavalier is still being told how this call is protected.");
    case Encryption::Off:
        if (kind == ChannelKind::Stage)
            return EncryptionWords::tr("Stages are open by design: Discord protects the audio on "
                                       "its way, but can hear it. Recording works as always.");
        return EncryptionWords::tr(
            "Discord protects the audio on its way, but can hear it. Usually somebody's program "
            "cannot do end-to-end encryption. Recording works as always.");
    case Encryption::Joining:
        return EncryptionWords::tr("The people in the call are handing Lavalier their keys. What "
                                   "is heard meanwhile is kept for ten seconds and decrypted "
                                   "once they are here.");
    case Encryption::On:
        return EncryptionWords::tr("Only the people in the call can hear it. If everybody reads "
                                   "the same six groups on their screen, nobody stands in "
                                   "between.");
    case Encryption::Recovering:
        return EncryptionWords::tr("The keys did not fit any more, so Lavalier has asked to be "
                                   "let in anew. What is heard meanwhile is kept for ten seconds "
                                   "and decrypted once the new keys are here.");
    }
    return {};
}

QString encryptionIcon(const EncryptionView& encryption)
{
    return encryption.state == Encryption::Off ? QStringLiteral("lock-open")
                                               : QStringLiteral("lock");
}

QString encryptionTone(const EncryptionView& encryption, ChannelKind kind)
{
    switch (encryption.state) {
    case Encryption::On:
        return QStringLiteral("flowing");
    case Encryption::Recovering:
        return QStringLiteral("attention");
    case Encryption::Off:
        return kind == ChannelKind::Stage ? QString() : QStringLiteral("attention");
    case Encryption::Unknown:
    case Encryption::Joining:
        break;
    }
    return {};
}

QString epochNote(const EncryptionView& encryption)
{
    const bool grouped
        = encryption.state == Encryption::On || encryption.state == Encryption::Recovering;
    if (!grouped || encryption.privacyCode.isEmpty())
        return {};
    return EncryptionWords::tr("epoch %1").arg(QLocale().toString(qulonglong(encryption.epoch)));
}

} // namespace lavalier::ui
