#include "app/encryption_json.h"

#include "app/verification_codes.h"
#include "sinks/recording/schema.h"
#include "voice/base/snowflake.h"

namespace lavalier::app {
namespace {

QJsonValue orNull(const QString& text)
{
    return text.isEmpty() ? QJsonValue() : QJsonValue(text);
}

} // namespace

QString eventName(recording::EventType type)
{
    return recording::nameOf(type).replace(QLatin1Char(' '), QLatin1Char('-'));
}

QString nameOf(DaveProgress progress)
{
    switch (progress) {
    case DaveProgress::Waiting:
        return QStringLiteral("waiting");
    case DaveProgress::Off:
        return QStringLiteral("off");
    case DaveProgress::Joining:
        return QStringLiteral("joining");
    case DaveProgress::Active:
        return QStringLiteral("active");
    case DaveProgress::Recovering:
        break;
    }
    return QStringLiteral("recovering");
}

QJsonObject describe(const recording::EncryptionHistory& history)
{
    QJsonArray changes;
    for (const recording::RecordedEvent& entry : history.changes) {
        const recording::RecordingEvent& event = entry.event;
        QJsonObject change {
            {QStringLiteral("seconds"), static_cast<double>(entry.at.count()) / 1e6},
            {QStringLiteral("type"), eventName(event.type)}};
        if (event.type == recording::EventType::Epoch) {
            const recording::EpochNote note = recording::readEpoch(event.text);
            change.insert(QStringLiteral("version"), note.version);
            change.insert(QStringLiteral("epoch"), static_cast<qint64>(note.epoch));
            change.insert(QStringLiteral("privacyCode"), orNull(note.privacyCode));
        } else {
            change.insert(QStringLiteral("text"), event.text);
        }
        if (event.user.isValid())
            change.insert(QStringLiteral("user"), toString(event.user));
        changes.append(change);
    }
    return {{QStringLiteral("version"), history.version},
            {QStringLiteral("epoch"), static_cast<qint64>(history.epoch)},
            {QStringLiteral("privacyCode"), orNull(history.privacyCode)},
            {QStringLiteral("changes"), changes}};
}

QJsonArray describeSpeakers(const recording::EncryptionHistory& history,
                            const std::vector<recording::SpeakerTally>& speakers)
{
    std::map<UserId, QString> codes;
    if (history.own) {
        QList<DaveMember> others;
        for (const recording::SpeakerTally& speaker : speakers) {
            if (const auto* key = history.keyOf(speaker.user))
                others.append({key->user, key->publicKey});
        }
        codes = VerificationCodes::compute({history.own->user, history.own->publicKey}, others);
    }
    QJsonArray list;
    for (const recording::SpeakerTally& speaker : speakers) {
        const auto code = codes.find(speaker.user);
        list.append(QJsonObject {{QStringLiteral("id"), toString(speaker.user)},
                                 {QStringLiteral("speaker"), speaker.name},
                                 {QStringLiteral("verificationCode"),
                                  code == codes.end() ? QJsonValue() : orNull(code->second)}});
    }
    return list;
}

void insertTransport(QJsonObject& json, const std::map<QString, std::uint64_t>& totals)
{
    QJsonObject transport;
    std::map<QString, QJsonObject> users;
    for (const auto& [name, count] : totals) {
        const QStringList parts = name.split(u'/');
        if (parts.size() == 3 && parts.front() == QLatin1String("endToEnd"))
            users[parts[1]].insert(parts[2], static_cast<qint64>(count));
        else
            transport.insert(name, static_cast<qint64>(count));
    }
    QJsonArray refused;
    for (auto& [user, reasons] : users) {
        reasons.insert(QStringLiteral("id"), user);
        refused.append(reasons);
    }
    json.insert(QStringLiteral("transport"), transport);
    json.insert(QStringLiteral("endToEndRefused"), refused);
}

QJsonObject describe(const DaveFacts& facts)
{
    return {{QStringLiteral("event"), QStringLiteral("encryption")},
            {QStringLiteral("state"), nameOf(facts.progress)},
            {QStringLiteral("version"), facts.version},
            {QStringLiteral("epoch"), static_cast<qint64>(facts.epoch)},
            {QStringLiteral("privacyCode"), orNull(facts.privacyCode)},
            {QStringLiteral("recoveries"), facts.recoveries}};
}

} // namespace lavalier::app
