#include "sinks/recording/encryption_history.h"

#include <QRegularExpression>

#include <algorithm>

namespace lavalier::recording {
namespace {

constexpr qsizetype kKeyBytes = 65; // P-256, uncompressed
constexpr std::size_t kMaxKeys = 10'000;
constexpr auto kOwn = "own ";

} // namespace

RecordingEvent epochEvent(int version, std::uint64_t epoch, const QString& privacyCode)
{
    return {
        EventType::Epoch,
        {},
        QStringLiteral("version %1, epoch %2, code %3").arg(version).arg(epoch).arg(privacyCode)};
}

RecordingEvent keyEvent(UserId user, const QByteArray& publicKey, KeyOf whose)
{
    const QString hex = QString::fromLatin1(publicKey.toHex());
    return {EventType::Key, user, whose == KeyOf::Ourselves ? QLatin1String(kOwn) + hex : hex};
}

EpochNote readEpoch(const QString& text)
{
    static const QRegularExpression shape(
        QStringLiteral("^version (\\d{1,5}), epoch (\\d{1,19}), code ((?:\\d{5} ){5}\\d{5})?$"));
    const auto match = shape.match(text);
    if (!match.hasMatch())
        return {};
    return {match.captured(1).toInt(), match.captured(2).toULongLong(), match.captured(3)};
}

const EncryptionHistory::Key* EncryptionHistory::keyOf(UserId user) const
{
    const auto found = std::ranges::find(others, user, &Key::user);
    return found == others.end() ? nullptr : &*found;
}

EncryptionHistory encryptionOf(std::span<const RecordedEvent> events)
{
    EncryptionHistory history;
    for (const RecordedEvent& entry : events) {
        const RecordingEvent& event = entry.event;
        switch (event.type) {
        case EventType::Epoch: {
            const EpochNote note = readEpoch(event.text);
            history.version = note.version;
            history.epoch = note.epoch;
            history.privacyCode = note.privacyCode;
            break;
        }
        case EventType::Downgrade:
            history.version = 0;
            history.epoch = 0;
            history.privacyCode.clear();
            break;
        case EventType::Upgrade: // its epoch follows
        case EventType::Recovery:
        case EventType::Undecryptable:
            break;
        case EventType::Key: {
            const bool isOwn = event.text.startsWith(QLatin1String(kOwn));
            const QByteArray key = QByteArray::fromHex(
                event.text.mid(isOwn ? static_cast<int>(qstrlen(kOwn)) : 0).toLatin1());
            if (key.size() != kKeyBytes)
                continue;
            if (isOwn) {
                history.own = EncryptionHistory::Key {event.user, key};
                continue;
            }
            const auto known
                = std::ranges::find(history.others, event.user, &EncryptionHistory::Key::user);
            if (known != history.others.end())
                known->publicKey = key;
            else if (history.others.size() < kMaxKeys)
                history.others.push_back({event.user, key});
            continue;
        }
        default:
            continue;
        }
        history.changes.push_back(entry);
    }
    return history;
}

} // namespace lavalier::recording
