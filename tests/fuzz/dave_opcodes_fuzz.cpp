// Opcodes, genuine, changed and invented, in any order into a member and into a candidate.
#include "tests/voice/dave/call.h"

#include <cstddef>
#include <cstdint>

using namespace lavalier;
using namespace lavalier::dave;
using namespace lavalier::dave::test;

namespace {

constexpr UserId kAda {11};
constexpr UserId kBob {22};
constexpr UserId kCleo {33};

void mustBe(bool holds)
{
    if (!holds)
        __builtin_trap();
}

struct Message {
    std::uint8_t op;
    QByteArray payload;
};

/// A call of two with a third at the door; made once, for its keys cost more than a run.
struct World {
    Call call {ChannelId(0x0102030405060708)};
    Participant& ada = call.connect(kAda);
    Participant& bob = call.connect(kBob);
    Participant* cleo = nullptr;
    std::vector<Message> genuine;

    World()
    {
        call.begin(ada, bob);
        cleo = &call.connect(kCleo);
        const QByteArray add = call.adding(*cleo);
        const QByteArray remove = call.removing(kBob);
        call.deliver(ada, 27, DeliveryService::op27Append({add}));
        const auto made = DeliveryService::split(ada.commits.back());
        genuine = {{25, call.service.op25()},
                   {27, DeliveryService::op27Append({add})},
                   {27, DeliveryService::op27Append({remove, add})},
                   {27, DeliveryService::op27Revoke({add})},
                   {29, DeliveryService::numbered(7, made.commit)},
                   {30, DeliveryService::numbered(7, made.welcome)}};
    }
};

class Run {
public:
    Run(const World& world, ByteView input)
        : m_world(world)
        , m_input(input)
        , m_session(input.empty() || input[0] % 2 ? world.bob.session : world.cleo->session)
    {
        (void)next();
    }
    bool atEnd() const { return m_input.atEnd(); }

    void step()
    {
        switch (next() % 8) {
        case 0:
            take(m_session.prepareTransition(next() - 3, next() % 3, m_now), false);
            break;
        case 1:
            take(m_session.executeTransition(next() % 16, m_now), false);
            break;
        case 2:
            take(m_session.prepareEpoch(next() % 3, next() % 3, m_now), false);
            break;
        case 3:
            m_now += std::chrono::milliseconds(next() * 100);
            take(m_session.timePassed(m_now), false);
            take(m_session.mediaFailing(UserId(11U * (next() % 4)), m_now), false);
            break;
        case 4: {
            const std::uint8_t op = 24 + next() % 8;
            const std::size_t size = std::min<std::size_t>(next() * 4U, m_input.remaining());
            const ByteView bytes = m_input.take(size).value_or(ByteView());
            take(m_session.binary(op, bytes, m_now), isGenuine(op, toByteArray(bytes)));
            break;
        }
        case 5:
            take(m_session.sessionDescription(next() % 3, m_now), false);
            break;
        default:
            fromServer();
        }
    }

private:
    std::uint8_t next() { return m_input.u8().value_or(0); }

    /// But for the number of the transition, which nobody vouches for.
    bool isGenuine(std::uint8_t op, const QByteArray& payload) const
    {
        const qsizetype from = op == 29 || op == 30 ? 2 : 0;
        return std::any_of(
            m_world.genuine.begin(), m_world.genuine.end(), [&](const Message& known) {
                return known.op == op && known.payload.mid(from) == payload.mid(from);
            });
    }

    void fromServer()
    {
        Message message = m_world.genuine[next() % m_world.genuine.size()];
        for (int changes = next() % 3; changes > 0; --changes) {
            const qsizetype at = (next() << 8 | next()) % message.payload.size();
            switch (next() % 3) {
            case 0:
                message.payload[at] = static_cast<char>(next());
                break;
            case 1:
                message.payload.truncate(std::max<qsizetype>(at, 1));
                break;
            default:
                message.payload.insert(at, static_cast<char>(next()));
            }
        }
        take(m_session.binary(message.op, viewOf(message.payload), m_now),
             isGenuine(message.op, message.payload));
    }

    void take(const DaveSession::Effects& effects, bool mayAdvance)
    {
        mustBe(effects.size() < 32);
        for (const DaveSession::Effect& effect : effects) {
            const auto* media = std::get_if<DaveSession::Media>(&effect);
            const auto* keys = media ? std::get_if<AddEpochKeys>(&media->command) : nullptr;
            if (!keys)
                continue;
            mustBe(mayAdvance && keys->senders.size() == 3 && keys->set > m_set);
            m_set = keys->set;
        }
        const DaveStatus status = m_session.status();
        mustBe(status.state != DaveState::Active || !status.roster.empty());
        mustBe(status.recoveries <= DaveSession::kMaxRecoveries);
    }

    const World& m_world;
    ByteReader m_input;
    DaveSession m_session;
    SteadyTime m_now {std::chrono::hours(1)};
    KeySet m_set = 0;
};

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    static const World kWorld;
    Run run(kWorld, ByteView(data, size));
    for (int steps = 0; steps < 24 && !run.atEnd(); ++steps)
        run.step();
    return 0;
}
