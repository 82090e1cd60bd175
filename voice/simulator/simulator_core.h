#pragma once

#include "voice/simulator/dave_call.h"
#include "voice/simulator/discord_simulator.h"
#include "voice/simulator/gateway_server.h"
#include "voice/simulator/relay.h"
#include "voice/simulator/rest_answers.h"
#include "voice/simulator/voice_server.h"

#include <QTimer>

#include <array>
#include <random>

namespace lavalier::simulator {

/// The whole simulated Discord on its own thread: the world, its servers, the script's clock.
///
/// Thread:  the simulator's; DiscordSimulator is the way in from others.
class SimulatorCore : public QObject, private GatewayHost, private VoiceHost {
public:
    SimulatorCore(SimulatorScript script, Certificate certificate,
                  std::map<QString, UserId> tokens);
    ~SimulatorCore() override;

    /// Opens every port but REST's.
    Result<void, SimulatorError> start();
    RestAnswer answer(const RestRequest& request);
    void addBot(const ScriptUser& bot, const QString& token);
    void perform(const ScriptAction& action);
    SentLog sentLog() const;
    RestLog restLog() const { return m_restAnswers.log(); }
    UserId userOf(const QString& token) const { return userOfToken(token).value_or(UserId()); }

private:
    enum class Announce { No, Yes };
    struct Speaking {
        ScriptedSpeaker speaker;
        GuildId guild;
        SteadyTime firstPacket {}; ///< zero until it was heard
    };

    // GatewayHost
    std::optional<UserId> userOfToken(const QString& token) const override;
    QJsonObject readyFor(UserId user, const QString& sessionId) const override;
    std::vector<QJsonObject> guildsFor(UserId user) const override;
    QJsonObject membersChunk(GuildId guild, const std::vector<UserId>& users) const override;
    void voiceStateRequested(UserId user, const QString& sessionId,
                             const QJsonObject& request) override;
    void gatewaySessionEnded(UserId user, const QString& sessionId) override;
    // VoiceHost
    std::optional<VoiceTicket> ticketFor(GuildId guild, UserId user) const override;
    Ssrc freshSsrc() override;
    QByteArray freshKey() override;
    std::vector<UserId> othersIn(const VoiceTicket& ticket) const override;
    int daveVersionFor(const VoiceClient& client) const override;
    void clientReady(VoiceClient& client) override;
    void clientEnded(VoiceClient& client) override;
    void speakingAnnounced(VoiceClient& client) override;
    void daveArrived(const VoiceClient& client, const DaveMessage& message) override;
    void audioArrived(VoiceClient& client, const LiveAudio& audio) override;

    // simulator_core.cpp: who sits where
    void seat(Presence presence);
    void unseat(GuildId guild, UserId user);
    void tellVoiceState(const Presence& presence, bool left);
    void issueTicket(const Presence& presence);
    void tellVoiceServer(const Presence& presence);
    void endVoice(GuildId guild, UserId user, int code);
    void tellListeners(GuildId guild, ChannelId channel, UserId except, int op,
                       const QJsonObject& data);
    VoiceServer& serverOf(GuildId guild);
    std::vector<VoiceClient*> clientsIn(GuildId guild) const;
    bool isLive(UserId user) const;

    // simulator_script.cpp: what the script says
    Result<void, SimulatorError> loadSpeech();
    void startSpeaking(UserId user, GuildId guild);
    void stopSpeaking(GuildId guild, UserId user);
    void beginScript();
    std::chrono::microseconds scriptTime() const;
    void tick();
    void rest(); ///< stops the timer when nothing can happen
    void speakAll();
    void speak(Speaking& speaking, std::chrono::microseconds now);
    void passToChannel(const PlainRtp& packet, UserId speaker, Ssrc ssrc, GuildId guild,
                       SteadyTime due, Announce announce);
    void migrate(const MigrateServer& migration);

    // simulator_dave.cpp: end-to-end encryption
    bool isEncrypted(GuildId guild, ChannelId channel) const;
    DaveCall* daveCall(GuildId guild, ChannelId channel);
    void joinDave(const VoiceClient& client);
    void seatInDave(const Presence& presence);
    void leaveDave(GuildId guild, ChannelId channel, UserId user);
    void flushDave();
    void passDaveTime();
    void beginWhenHeard();
    bool mayRead(const PlainRtp& packet, UserId speaker, const VoiceTicket& listener,
                 ChannelId channel);

    const SimulatorScript m_script;
    const Certificate m_certificate;
    SystemClock m_clock;
    std::mt19937_64 m_random;
    World m_world;
    std::map<QString, UserId> m_tokens;
    RestAnswers m_restAnswers;
    GatewayServer m_gateway;
    std::array<VoiceServer, 2> m_voice;
    std::map<GuildId, std::size_t> m_voiceOf; ///< which voice server hosts a guild's calls
    std::map<std::pair<GuildId, UserId>, VoiceTicket> m_tickets;
    Relay m_relay;
    std::map<UserId, std::pair<ScriptSpeaker, std::vector<ScriptedSpeaker::Line>>> m_lines;
    std::vector<Speaking> m_speaking;
    crypto::SystemRandom m_daveRandom;
    std::map<std::pair<GuildId, ChannelId>, DaveCall> m_daveCalls; ///< while a live client is in
    std::optional<SteadyTime> m_firstReady;
    std::optional<SteadyTime> m_zero;
    std::vector<ScriptEvent> m_pending; ///< the latest last
    QTimer m_ticks;
};

} // namespace lavalier::simulator
