#pragma once

#include "voice/base/endpoints.h"
#include "voice/base/result.h"
#include "voice/base/secret_bytes.h"
#include "voice/simulator/script.h"
#include "voice/simulator/sent_log.h"

#include <QByteArray>

#include <memory>

namespace lavalier::simulator {

enum class SimulatorError { AlreadyStarted, NoFreePort, CertificateFailed, ClipMissing };

/// A Discord on this machine's loopback: REST, gateway v10, voice gateway v8 and UDP.
///
/// Shape:   plain http and ws; voice endpoints answer ws and wss on one port.
/// Thread:  every method from any thread; the servers live in a thread of their own that the
///          destructor ends.
/// Source:  reference pages of Discord's API, seen from the server's side.
class DiscordSimulator {
public:
    explicit DiscordSimulator(SimulatorScript script);
    ~DiscordSimulator();
    DiscordSimulator(const DiscordSimulator&) = delete;
    DiscordSimulator& operator=(const DiscordSimulator&) = delete;

    /// Final when it fails.
    Result<Endpoints, SimulatorError> start();

    /// Lavalier's own bot.
    SecretBytes botToken() const;
    UserId botUser() const;
    /// Another bot that may log in and speak; a member of every guild. Before start() or later.
    SecretBytes addBot(const QString& name);
    /// Whose token it is; invalid when nobody's.
    UserId userOf(const SecretBytes& token) const;

    /// What voice endpoints present over wss: valid for 127.0.0.1 and localhost.
    QByteArray certificatePem() const;

    void perform(const ScriptAction& action);
    SentLog sentLog() const;
    RestLog restLog() const;

private:
    class Impl;
    std::unique_ptr<Impl> m_impl;
};

} // namespace lavalier::simulator
