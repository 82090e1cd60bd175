#include "app/record_runs.h"

#include "app/terminal.h"
#include "voice/base/snowflake.h"

#include <QJsonArray>

#include <algorithm>
#include <map>

namespace lavalier::app {

RecordRuns::RecordRuns(RecordCommand command, const Clock& clock, QObject* parent)
    : QObject(parent)
    , m_command(std::move(command))
    , m_clock(clock)
    , m_channels {m_command.channel}
{
    m_channels.insert(m_channels.end(), m_command.further.begin(), m_command.further.end());
    m_codes.resize(m_channels.size());
}

RecordRuns::~RecordRuns() = default;

void RecordRuns::start(const std::optional<SecretBytes>& token)
{
    if (m_codes.front()) // stopped while the token was looked for
        return;
    auto login = Login::create(m_command.connect, m_clock);
    if (!login) {
        giveUp(login.error(), ExitCode::Internal);
        return;
    }
    m_login = std::move(*login);
    // Before the runs hear of it: none of them joins when the command cannot be done.
    connect(&m_login->gateway(), &gateway::GatewayClient::directoryChanged, this,
            &RecordRuns::lookForTwins);
    for (std::size_t i = 0; i < m_channels.size(); ++i) {
        RecordCommand one = m_command;
        one.channel = m_channels[i]; // how many there are it still knows
        m_runs.push_back(std::make_unique<RecordRun>(
            one, m_clock, i == 0 ? RecordRun::Part::First : RecordRun::Part::Further));
        connect(m_runs.back().get(), &RecordRun::finished, this,
                [this, i](ExitCode code) { followEnd(i, code); });
    }
    for (const auto& run : m_runs)
        run->startIn(*m_login, m_awake, [this, self = run.get()](const QString& folder) {
            return paceBeside(*self, folder);
        });
    printNote(m_login->isDemo() ? tr("Starting the simulated calls …") : tr("Logging in …"));
    const auto demoToken = m_login->demoToken();
    m_login->gateway().start(demoToken ? *demoToken : token.value_or(SecretBytes()));
}

/// A bot can be in one call in each server, and a second join would be a move.
void RecordRuns::lookForTwins()
{
    std::map<GuildId, int> calls;
    for (const ChannelId channel : m_channels) {
        const auto* guild = m_login->gateway().directory().guildOfChannel(channel);
        if (guild == nullptr || ++calls[guild->id] < 2)
            continue;
        disconnect(&m_login->gateway(), nullptr, this, nullptr);
        printNote(tr("Two of the channels are in %1. A bot can be in one call in each server; name "
                     "one channel of each.")
                      .arg(guild->name));
        for (const auto& run : m_runs)
            run->abandon(ExitCode::Usage);
        return;
    }
}

/// Bytes a second of the other recordings that fill the same folder.
double RecordRuns::paceBeside(const RecordRun& self, const QString& folder) const
{
    double sum = 0;
    for (const auto& run : m_runs)
        if (run.get() != &self && run->fills(folder))
            sum += run->pace();
    return sum;
}

void RecordRuns::interrupt()
{
    if (m_runs.empty()) {
        giveUp(RecordRun::tr("Stopped before anything was recorded."), ExitCode::Recording);
        return;
    }
    const bool allExport
        = std::ranges::all_of(m_runs, [](const auto& run) { return run->isExporting(); });
    for (const auto& run : m_runs)
        if (allExport || !run->isExporting())
            run->interrupt();
}

void RecordRuns::terminate()
{
    if (m_runs.empty())
        interrupt();
    for (const auto& run : m_runs)
        run->terminate();
}

/// Before there was any run.
void RecordRuns::giveUp(const QString& why, ExitCode code)
{
    if (m_codes.front()) // the end is on its way
        return;
    printNote(why);
    m_codes.assign(m_codes.size(), code);
    QMetaObject::invokeMethod(this, &RecordRuns::tellEnd, Qt::QueuedConnection);
}

void RecordRuns::followEnd(std::size_t run, ExitCode code)
{
    m_codes[run] = code;
    if (std::ranges::all_of(m_codes, [](const auto& ended) { return ended.has_value(); }))
        tellEnd();
}

void RecordRuns::tellEnd()
{
    if (m_command.json) {
        QJsonArray recordings;
        for (std::size_t i = 0; i < m_channels.size(); ++i) {
            QJsonObject one = i < m_runs.size() ? m_runs[i]->summary() : QJsonObject();
            if (const auto channel = QStringLiteral("channel"); !one.contains(channel))
                one.insert(channel, QJsonObject {{QStringLiteral("id"), toString(m_channels[i])}});
            one.insert(QStringLiteral("exitCode"), static_cast<int>(*m_codes[i]));
            recordings.append(one);
        }
        printResult(QJsonObject {{QStringLiteral("recordings"), recordings}});
    }
    const auto failed
        = std::ranges::find_if(m_codes, [](const auto& one) { return *one != ExitCode::Ok; });
    emit finished(failed == m_codes.end() ? ExitCode::Ok : **failed);
}

} // namespace lavalier::app
