#include "app/login.h"

#include "voice/simulator/discord_simulator.h"

#include <QCoreApplication>

namespace lavalier::app {

Result<std::unique_ptr<Login>, QString> Login::create(const ConnectOptions& options,
                                                      const Clock& clock)
{
    if (!options.demo)
        return std::unique_ptr<Login>(new Login(options.endpoints, clock, nullptr));
    auto simulator = std::make_unique<simulator::DiscordSimulator>(simulator::demoScript());
    const auto endpoints = simulator->start();
    if (!endpoints)
        return Failure {QCoreApplication::translate(
            "Problems", "The simulated call could not start: no port of this machine is free.")};
    return std::unique_ptr<Login>(new Login(*endpoints, clock, std::move(simulator)));
}

Login::Login(Endpoints endpoints, const Clock& clock,
             std::unique_ptr<simulator::DiscordSimulator> simulator)
    : m_endpoints(std::move(endpoints))
    , m_simulator(std::move(simulator))
    , m_gateway(std::make_unique<gateway::GatewayClient>(m_endpoints, clock, nullptr))
{
    QObject::connect(&m_network, &NetworkSigns::back, m_gateway.get(), [this] {
        m_gateway->networkIsBack();
        m_gateway->networkInDoubt(); // a line that was not given up may be dead all the same
    });
    if (isDemo())
        return;
    m_network.followSystem();
    QObject::connect(m_gateway.get(), &gateway::GatewayClient::stateChanged, &m_network,
                     [this](gateway::GatewayState state) {
                         using gateway::GatewayState;
                         m_network.watchAddresses(state == GatewayState::Connecting
                                                  || state == GatewayState::Resuming
                                                  || state == GatewayState::Backoff);
                     });
}

Login::~Login() = default;

std::optional<SecretBytes> Login::demoToken() const
{
    return m_simulator ? std::optional(m_simulator->botToken()) : std::nullopt;
}

GuildId Login::demoGuild() const
{
    return simulator::kDemoGuild;
}
ChannelId Login::demoChannel() const
{
    return simulator::kDemoChannel;
}

} // namespace lavalier::app
