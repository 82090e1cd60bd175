#pragma once

#include "app/command_line.h"
#include "app/network_signs.h"
#include "voice/base/clock.h"
#include "voice/base/result.h"
#include "voice/gateway/gateway_client.h"

#include <memory>
#include <optional>

namespace lavalier::simulator {
class DiscordSimulator;
}

namespace lavalier::app {

/// Where to log in and, in the demo, the whole simulated Discord: the demo is another set of
/// arguments to the same engine, never another code path.
class Login {
public:
    /// Fails only when the simulator cannot start.
    static Result<std::unique_ptr<Login>, QString> create(const ConnectOptions& options,
                                                          const Clock& clock);
    ~Login();

    const Endpoints& endpoints() const { return m_endpoints; }
    gateway::GatewayClient& gateway() { return *m_gateway; }
    /// The system's; the demo's Discord is on this machine and needs none.
    const NetworkSigns& network() const { return m_network; }
    bool isDemo() const { return m_simulator != nullptr; }
    /// The demo's own; nullopt where the user's is needed.
    std::optional<SecretBytes> demoToken() const;
    GuildId demoGuild() const;
    ChannelId demoChannel() const;

private:
    Login(Endpoints endpoints, const Clock& clock,
          std::unique_ptr<simulator::DiscordSimulator> simulator);

    const Endpoints m_endpoints;
    std::unique_ptr<simulator::DiscordSimulator> m_simulator; // outlives the client
    std::unique_ptr<gateway::GatewayClient> m_gateway;
    NetworkSigns m_network;
};

} // namespace lavalier::app
