#pragma once

#include "tests/voice/dave/recorded.h"
#include "voice/dave/dave_session.h"
#include "voice/dave/media_decryptor.h"
#include "voice/mls/framing.h"

#include <QJsonDocument>
#include <QJsonObject>

namespace lavalier::dave::test {

/// The voice server's half of the handshake, which the product does not have: it alone proposes who
/// comes and goes, and chooses whose commit counts.
class DeliveryService {
public:
    struct CommitWelcome {
        QByteArray commit;
        QByteArray welcome;
    };

    explicit DeliveryService(ChannelId channel)
        : groupId(groupIdOf(channel))
        , m_key(crypto::P256PrivateKey::generate(m_random))
    {
    }

    QByteArray op25() const
    {
        return mls::encode(mls::ExternalSender {m_key.publicKey(), {QByteArray(1, '\0')}});
    }

    QByteArray proposal(std::uint64_t epoch, mls::Proposal::Change change) const
    {
        const mls::GroupContext context {groupId, epoch, {}, {}, {}};
        auto content = mls::signContent(
            {groupId, epoch, mls::ExternalSenderRef {0}, {}, mls::Proposal {std::move(change)}},
            context, m_key);
        return mls::encode(
            mls::MlsMessage {mls::protect(std::move(content), context, SecretBytes())});
    }

    static QByteArray op27Append(const std::vector<QByteArray>& messages)
    {
        mls::TlsWriter writer;
        writer.u8(0).list(messages, [](mls::TlsWriter& inner, const QByteArray& message) {
            inner.raw(viewOf(message));
        });
        return writer.take();
    }

    static QByteArray op27Revoke(const std::vector<QByteArray>& messages)
    {
        mls::TlsWriter writer;
        writer.u8(1).list(messages, [](mls::TlsWriter& inner, const QByteArray& message) {
            const auto decoded = mls::decode<mls::MlsMessage>(viewOf(message));
            inner.opaque(
                mls::proposalRef(std::get<mls::PublicMessage>(decoded->body).content).hash);
        });
        return writer.take();
    }

    /// Op 29 or 30.
    static QByteArray numbered(std::uint16_t transition, const QByteArray& message)
    {
        return ByteWriter().u16be(transition).bytes(viewOf(message)).take();
    }

    /// An op 28 frame taken apart: nothing but reading tells where the commit ends.
    static CommitWelcome split(const QByteArray& frame)
    {
        const ByteView both = viewOf(frame).subspan(1);
        mls::TlsReader reader(both);
        const QByteArray commit = mls::encode(mls::MlsMessage::read(reader));
        if (!reader.ok())
            qFatal("a client sent no commit");
        return {commit, toByteArray(both.subspan(static_cast<std::size_t>(commit.size())))};
    }

    static mls::KeyPackage keyPackage(const QByteArray& frame)
    {
        auto package = mls::decode<mls::KeyPackage>(viewOf(frame).subspan(1));
        if (!package || frame[0] != char(26))
            qFatal("a client sent no key package");
        return *std::move(package);
    }

    const QByteArray groupId;

private:
    SeededRandom m_random {4017};
    crypto::P256PrivateKey m_key;
};

/// One client: its session, its receiver, and all it said.
class Participant {
public:
    Participant(UserId id, ChannelId channel)
        : user(id)
        , m_random(++s_visits)
        , session({id, signatureKeyOf(id)}, channel, 1, m_random)
    {
    }
    Participant(const Participant&) = delete;

    /// The same whenever the user comes back; other keys are made anew each time.
    static crypto::P256PrivateKey signatureKeyOf(UserId user)
    {
        SeededRandom random(user.value());
        return crypto::P256PrivateKey::generate(random);
    }

    /// Carries out effects as the product's shells do.
    void take(const DaveSession::Effects& effects, SteadyTime now)
    {
        for (const DaveSession::Effect& effect : effects) {
            if (const auto* binary = std::get_if<DaveSession::SendBinary>(&effect)) {
                (binary->frame[0] == char(26) ? keyPackages : commits).push_back(binary->frame);
            } else if (const auto* text = std::get_if<DaveSession::SendText>(&effect)) {
                const QJsonObject json = QJsonDocument::fromJson(text->json).object();
                auto& list = json["op"].toInt() == 23 ? ready : invalid;
                list.push_back(json["d"].toObject()["transition_id"].toInt(-1));
            } else if (const auto* told = std::get_if<DaveSession::Media>(&effect)) {
                media.apply(told->command, now);
                if (const auto* added = std::get_if<AddEpochKeys>(&told->command))
                    keys = *added;
            } else if (const auto* changed = std::get_if<DaveSession::EpochChanged>(&effect)) {
                epochs.push_back(changed->epoch);
            }
            recoveries += std::holds_alternative<DaveSession::RecoveryStarted>(effect);
            recovered += std::holds_alternative<DaveSession::Recovered>(effect);
            rejoins += std::holds_alternative<DaveSession::RejoinNeeded>(effect);
        }
    }

    bool isActive() const { return session.status().state == DaveState::Active; }
    std::uint64_t errors(DaveError error) const
    {
        return session.status().errors[static_cast<std::size_t>(error)];
    }
    /// What this user seals with in the newest epoch it knows.
    SecretBytes ownBase() const
    {
        for (const SenderKey& key : keys.senders) {
            if (key.user == user)
                return key.base;
        }
        qFatal("no key of one's own");
    }

    const UserId user;

private:
    inline static std::uint64_t s_visits = 0;
    SeededRandom m_random;

public:
    DaveSession session;
    MediaDecryptor media;
    std::vector<QByteArray> keyPackages;
    std::vector<QByteArray> commits;
    std::vector<int> ready;
    std::vector<int> invalid;
    std::vector<std::uint64_t> epochs;
    AddEpochKeys keys;
    int recoveries = 0;
    int recovered = 0;
    int rejoins = 0;
};

} // namespace lavalier::dave::test
