#include "app/channels_run.h"

#include "app/explain.h"
#include "app/terminal.h"
#include "voice/base/snowflake.h"

#include <QCoreApplication>
#include <QJsonArray>

namespace lavalier::app {
namespace {

using namespace std::chrono_literals;
constexpr auto kLoginPatience = 30s;
constexpr auto kSettled = 500ms;

QString nameOf(gateway::JoinVerdict verdict)
{
    using gateway::JoinVerdict;
    switch (verdict) {
    case JoinVerdict::Allowed:
        return QStringLiteral("allowed");
    case JoinVerdict::ServerUnavailable:
        return QStringLiteral("server-unavailable");
    case JoinVerdict::TimedOut:
        return QStringLiteral("timed-out");
    case JoinVerdict::NotVisible:
        return QStringLiteral("not-visible");
    case JoinVerdict::NoConnectPermission:
        return QStringLiteral("no-connect-permission");
    case JoinVerdict::Full:
        return QStringLiteral("full");
    case JoinVerdict::UnknownGuild:
    case JoinVerdict::UnknownChannel:
    case JoinVerdict::NotAVoiceChannel:
        break;
    }
    return QStringLiteral("unknown");
}

/// Nothing is recorded here that could be safe or not.
void complain(ui::Problem problem)
{
    problem.whatIsSafe.clear();
    printNote(asText(problem));
}

} // namespace

ChannelsRun::ChannelsRun(ChannelsCommand command, const Clock& clock, QObject* parent)
    : QObject(parent)
    , m_command(std::move(command))
    , m_clock(clock)
{
    m_patience.setSingleShot(true);
    m_settled.setSingleShot(true);
    connect(&m_patience, &QTimer::timeout, this, [this] {
        complain(explainNotReached());
        end(ExitCode::Network);
    });
    connect(&m_settled, &QTimer::timeout, this, &ChannelsRun::print);
}

ChannelsRun::~ChannelsRun() = default;

void ChannelsRun::start(const std::optional<SecretBytes>& token)
{
    auto login = Login::create(m_command.connect, m_clock);
    if (!login) {
        printNote(login.error());
        end(ExitCode::Internal);
        return;
    }
    m_login = std::move(*login);
    gateway::GatewayClient& gateway = m_login->gateway();
    connect(&gateway, &gateway::GatewayClient::failed, this,
            [this](gateway::GatewayError error, int code) {
                complain(explain(error, code));
                end(exitCodeOf(error));
            });
    connect(&gateway, &gateway::GatewayClient::stateChanged, this, &ChannelsRun::look);
    connect(&gateway, &gateway::GatewayClient::directoryChanged, this, &ChannelsRun::look);
    m_patience.start(kLoginPatience);
    const auto demoToken = m_login->demoToken();
    gateway.start(demoToken ? *demoToken : token.value_or(SecretBytes()));
}

void ChannelsRun::look()
{
    if (!m_done && m_login->gateway().state() == gateway::GatewayState::Online)
        m_settled.start(kSettled);
}

void ChannelsRun::print()
{
    const gateway::GuildDirectory& directory = m_login->gateway().directory();
    QJsonArray guilds;
    for (const gateway::Guild* guild : directory.guilds()) {
        QJsonArray channels;
        QStringList lines;
        for (const gateway::Channel* channel : directory.channelsInOrder(guild->id)) {
            if (!channel->carriesVoice())
                continue;
            const auto verdict = m_login->gateway().joinVerdict(guild->id, channel->id);
            const auto occupants = directory.occupants(guild->id, channel->id);
            const bool stage = channel->type == gateway::ChannelType::Stage;
            channels.append(QJsonObject {
                {QStringLiteral("id"), toString(channel->id)},
                {QStringLiteral("name"), channel->name},
                {QStringLiteral("kind"), stage ? QStringLiteral("stage") : QStringLiteral("voice")},
                {QStringLiteral("members"), static_cast<qint64>(occupants.size())},
                {QStringLiteral("join"), nameOf(verdict)}});
            QString line = QStringLiteral("  %1  %2 (%3)")
                               .arg(toString(channel->id), channel->name)
                               .arg(occupants.size());
            if (verdict != gateway::JoinVerdict::Allowed)
                line += QStringLiteral("  - ") + explain(verdict, channel->name).whatHappened;
            lines.append(line);
        }
        guilds.append(QJsonObject {{QStringLiteral("id"), toString(guild->id)},
                                   {QStringLiteral("name"), guild->name},
                                   {QStringLiteral("available"), guild->available},
                                   {QStringLiteral("channels"), channels}});
        if (!m_command.json) {
            printResult(QStringLiteral("%1  %2").arg(toString(guild->id), guild->name));
            for (const QString& line : lines)
                printResult(line);
        }
    }
    if (m_command.json)
        printResult(QJsonObject {{QStringLiteral("guilds"), guilds}});
    else if (guilds.isEmpty())
        printNote(tr("The bot is in no server yet. Invite it with the link from the README."));
    end(ExitCode::Ok);
}

void ChannelsRun::cancel()
{
    end(ExitCode::Ok);
}

void ChannelsRun::end(ExitCode code)
{
    if (std::exchange(m_done, true))
        return;
    m_patience.stop();
    m_settled.stop();
    QMetaObject::invokeMethod(
        this, [this, code] { emit finished(code); }, Qt::QueuedConnection);
}

} // namespace lavalier::app
