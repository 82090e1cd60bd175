#include "voice/simulator/gateway_session.h"

#include <QJsonDocument>

namespace lavalier::simulator {

GatewaySession::GatewaySession(QString id, UserId user, std::uint64_t intents)
    : m_id(std::move(id))
    , m_user(user)
    , m_intents(intents)
{
}

QByteArray GatewaySession::record(const QString& event, const QJsonObject& data)
{
    ++m_sequence;
    const QJsonObject frame {{QStringLiteral("op"), 0},
                             {QStringLiteral("t"), event},
                             {QStringLiteral("s"), static_cast<qint64>(m_sequence)},
                             {QStringLiteral("d"), data}};
    m_events.push_back({m_sequence, QJsonDocument(frame).toJson(QJsonDocument::Compact)});
    if (m_events.size() > kRemembered)
        m_events.pop_front();
    return m_events.back().frame;
}

std::optional<std::vector<QByteArray>> GatewaySession::eventsAfter(std::int64_t sequence) const
{
    const std::int64_t oldest = m_events.empty() ? m_sequence + 1 : m_events.front().sequence;
    if (sequence > m_sequence || sequence + 1 < oldest)
        return std::nullopt;
    std::vector<QByteArray> missed;
    for (const Event& event : m_events) {
        if (event.sequence > sequence)
            missed.push_back(event.frame);
    }
    return missed;
}

} // namespace lavalier::simulator
