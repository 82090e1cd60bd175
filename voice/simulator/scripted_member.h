#pragma once

#include "voice/crypto/aes128_gcm.h"
#include "voice/mls/group.h"
#include "voice/simulator/dave_message.h"

#include <map>
#include <optional>

namespace lavalier::simulator {

/// One frame as it goes out.
struct SealedFrame {
    QByteArray frame;
    bool encrypted = false;
};

/// A scripted person's place in the call's MLS group: answers the delivery service as an official
/// client would and encrypts what the person says.
///
/// Shape:   proposals are only gathered; who commits, and when, is the caller's to say.
/// Thread:  one at a time. Reads no clock.
/// Source:  DAVE protocol, "client state", "sender key derivation", "media frame encryption".
class ScriptedMember {
public:
    ScriptedMember(UserId user, ChannelId channel, crypto::RandomSource& random);

    /// Op 4 said this version: with 1 the answer is a key package.
    DaveMessages begin(int version);
    DaveMessages handle(const DaveMessage& message);

    bool hasProposals() const { return !m_proposals.empty(); }
    /// Op 28 over everything that was proposed; nothing while that cannot be.
    std::optional<DaveMessage> commit();
    /// The person asks for a new place in the group.
    DaveMessages startOver() { return begin(1); }

    /// Nullopt while there is no key to speak under. Silence stays as it is.
    std::optional<SealedFrame> seal(const QByteArray& opus);
    /// Whether this member could read a frame sealed now.
    bool reaches(UserId listener) const;

private:
    struct Plain { };
    /// Of one epoch, from its transition's execution on.
    struct Keys {
        mls::Group group;
        crypto::Aes128Gcm cipher;
        std::uint32_t counter = 0; ///< of the last frame
    };
    struct Nothing { };
    using Sending = std::variant<Nothing, Plain, Keys>;
    struct OwnCommit {
        QByteArray message;
        mls::Group next;
    };

    const mls::Group* current() const;
    void found();
    void gather(ByteView payload);
    DaveMessages transition(int op, ByteView payload);
    DaveMessages adopt(mls::Group next, int id);
    void execute(int id);
    DaveMessage answer(int op, int id) const;

    const UserId m_user;
    const ChannelId m_channel;
    crypto::RandomSource& m_random;
    const crypto::P256PrivateKey m_signatureKey;
    std::optional<mls::ExternalSender> m_externalSender;
    std::optional<mls::JoinMaterial> m_material;
    std::optional<mls::Group> m_local; ///< epoch 0, only ourselves
    std::optional<mls::Group> m_group;
    std::vector<mls::VerifiedProposal> m_proposals;
    std::vector<OwnCommit> m_ownCommits;
    std::map<int, std::optional<mls::Group>> m_pending; ///< by transition; none: version 0
    Sending m_sending;
};

} // namespace lavalier::simulator
