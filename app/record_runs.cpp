#include "app/record_runs.h"

#include "app/terminal.h"

#include <QJsonArray>

#include <algorithm>
#include <map>

namespace lavalier::app {

RecordRuns::RecordRuns(RecordCommand command, const Clock& clock, QObject* parent)
    : QObject(parent)
    , m_command(std::move(command))
    , m_clock(clock)
{
}

RecordRuns::~RecordRuns() = default;

void RecordRuns::start(const std::optional<SecretBytes>& token)
{
    auto login = Login::create(m_command.connect, m_clock);
    if (!login) {
        printNote(login.error());
        QMetaObject::invokeMethod(
            this, [this] { emit finished(ExitCode::Internal); }, Qt::QueuedConnection);
        return;
    }
    m_login = std::move(*login);
    // Before the runs hear of it: none of them joins when the command cannot be done.
    connect(&m_login->gateway(), &gateway::GatewayClient::directoryChanged, this,
            &RecordRuns::lookForTwins);
    std::vector<ChannelId> channels {m_command.channel};
    channels.insert(channels.end(), m_command.further.begin(), m_command.further.end());
    m_codes.resize(channels.size());
    for (std::size_t i = 0; i < channels.size(); ++i) {
        RecordCommand one = m_command;
        one.channel = channels[i]; // how many there are it still knows
        m_runs.push_back(std::make_unique<RecordRun>(
            one, m_clock, i == 0 ? RecordRun::Part::First : RecordRun::Part::Further));
        connect(m_runs.back().get(), &RecordRun::finished, this,
                [this, i](ExitCode code) { followEnd(i, code); });
    }
    for (const auto& run : m_runs)
        run->startIn(*m_login);
    printNote(m_login->isDemo() ? tr("Starting the simulated calls …") : tr("Logging in …"));
    const auto demoToken = m_login->demoToken();
    m_login->gateway().start(demoToken ? *demoToken : token.value_or(SecretBytes()));
}

/// A bot can be in one call in each server, and a second join would be a move.
void RecordRuns::lookForTwins()
{
    std::map<GuildId, int> calls;
    std::vector<ChannelId> channels {m_command.channel};
    channels.insert(channels.end(), m_command.further.begin(), m_command.further.end());
    for (const ChannelId channel : channels) {
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

void RecordRuns::interrupt()
{
    const bool allExport
        = std::ranges::all_of(m_runs, [](const auto& run) { return run->isExporting(); });
    for (const auto& run : m_runs)
        if (allExport || !run->isExporting())
            run->interrupt();
}

void RecordRuns::terminate()
{
    for (const auto& run : m_runs)
        run->terminate();
}

void RecordRuns::followEnd(std::size_t run, ExitCode code)
{
    m_codes[run] = code;
    if (!std::ranges::all_of(m_codes, [](const auto& ended) { return ended.has_value(); }))
        return;
    if (m_command.json) {
        QJsonArray recordings;
        for (const auto& one : m_runs)
            if (!one->summary().isEmpty())
                recordings.append(one->summary());
        printResult(QJsonObject {{QStringLiteral("recordings"), recordings}});
    }
    const auto failed
        = std::ranges::find_if(m_codes, [](const auto& one) { return *one != ExitCode::Ok; });
    emit finished(failed == m_codes.end() ? ExitCode::Ok : **failed);
}

} // namespace lavalier::app
