// Text frames, cut from the input at line ends, into a logged-in session and the directory behind
// it.
#include "voice/gateway/gateway_session.h"
#include "voice/gateway/guild_directory.h"

#include <cstddef>
#include <cstdint>
#include <cstdlib>

using namespace lavalier;
using namespace lavalier::gateway;

namespace {

SecretBytes token()
{
    QByteArray plain("fuzz");
    return SecretBytes::takeFrom(plain);
}

/// The promises that hold whatever Discord says.
void check(bool promise)
{
    if (!promise)
        std::abort();
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    static const SecretBytes kToken = token();
    GatewaySession session({QUrl(QStringLiteral("http://127.0.0.1:1/api/v10"))});
    GuildDirectory directory;
    Moment at {SteadyTime(std::chrono::hours(1)), 0.5};

    std::vector<MemberKey> unknown;
    const auto carryOut = [&](const GatewaySession::Effects& effects) {
        for (const GatewaySession::Effect& effect : effects) {
            if (const auto* deliver = std::get_if<GatewaySession::Deliver>(&effect)) {
                const DirectoryChanges changes = directory.apply(deliver->event);
                unknown.insert(unknown.end(), changes.unknownMembers.begin(),
                               changes.unknownMembers.end());
            }
            if (const auto* send = std::get_if<GatewaySession::Send>(&effect))
                check(send->message.size() <= 4096);
            if (const auto* connect = std::get_if<GatewaySession::Connect>(&effect))
                check(isLoopbackHost(connect->url.host()));
        }
    };
    carryOut(session.start(kToken, QUrl(QStringLiteral("ws://127.0.0.1:2")), at));
    carryOut(session.connected(at));
    carryOut(session.received(R"({"op":10,"d":{"heartbeat_interval":45000}})", at));
    carryOut(
        session.received(R"({"op":0,"t":"READY","s":1,"d":{"user":{"id":"77"},"session_id":"abc",)"
                         R"("guilds":[{"id":"5"}]}})",
                         at));

    QByteArrayView rest(reinterpret_cast<const char*>(data), static_cast<qsizetype>(size));
    while (!rest.isEmpty()) {
        qsizetype end = 0;
        while (end < rest.size() && rest[end] != '\n')
            ++end;
        carryOut(session.received(rest.first(end), at));
        rest = rest.sliced(std::min(end + 1, rest.size()));
        carryOut(session.requestMembers(std::exchange(unknown, {}), at));
        at.now += std::chrono::seconds(1);
        if (const auto wake = session.nextWake(); wake && *wake <= at.now)
            carryOut(session.timePassed(at));
        if (session.state() == GatewayState::Resuming
            || session.state() == GatewayState::Connecting)
            carryOut(session.connected(at));
    }
    for (const Guild* guild : directory.guilds()) {
        check(guild->channels.size() <= GuildDirectory::kMaxChannels);
        check(guild->order.size() == guild->channels.size());
        std::size_t present = 0;
        for (const auto& [channel, users] : guild->occupants)
            present += users.size();
        check(present == guild->voiceStates.size());
        for (const Channel* channel : directory.channelsInOrder(guild->id))
            static_cast<void>(directory.joinVerdict(guild->id, channel->id, WallTime()));
    }
    return 0;
}
