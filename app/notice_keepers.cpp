#include "app/notice_keepers.h"

#include <algorithm>

namespace lavalier::app {

NoticeKeepers::NoticeKeepers(gateway::GatewayClient& gateway, const Endpoints& endpoints,
                             QString folder, QObject* parent)
    : QObject(parent)
    , m_gateway(gateway)
    , m_endpoints(endpoints)
    , m_folder(std::move(folder))
{
    connect(&m_gateway, &gateway::GatewayClient::directoryChanged, this,
            &NoticeKeepers::lookForMarks);
}

void NoticeKeepers::lookForMarks()
{
    const UserId self = m_gateway.self();
    if (std::exchange(m_lookedFor, self) == self)
        return;
    for (const NoticeMark& mark : NoticeMarks(m_folder).leftBehind(self))
        of(mark.guild);
}

NoticeKeeper& NoticeKeepers::of(GuildId guild)
{
    auto& keeper = m_keepers[guild];
    if (keeper)
        return *keeper;
    keeper = std::make_unique<NoticeKeeper>(m_gateway, m_endpoints, m_folder, guild);
    connect(keeper.get(), &NoticeKeeper::notPutBack, this, [this, guild] { emit markLeft(guild); });
    connect(keeper.get(), &NoticeKeeper::ended, this, [this, guild, it = keeper.get()] {
        if (!it->hasMark())
            emit markGone(guild);
        emit ended();
    });
    return *keeper;
}

bool NoticeKeepers::isIdle() const
{
    return std::ranges::all_of(m_keepers, [](const auto& entry) { return entry.second->isIdle(); });
}

void NoticeKeepers::end()
{
    for (const auto& [guild, keeper] : m_keepers)
        keeper->end();
}

} // namespace lavalier::app
