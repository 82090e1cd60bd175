#pragma once

#include "tests/voice/dave/delivery_service.h"
#include "tests/voice/dave/sealing_speaker.h"
#include "tests/voice/mls/party.h"
#include "voice/dave/verification.h"

#include <vector>

namespace lavalier::receive {

/// The other people of an encrypted call and the service between them, made of MLS groups alone and
/// nothing of the client's own logic.
class EncryptedGroup {
public:
    using Changes = std::vector<mls::Proposal::Change>;

    struct Speaker {
        UserId user;
        crypto::P256PrivateKey key;
        mls::JoinMaterial material;
        std::optional<mls::Group> group;
        std::optional<dave::test::SealingSpeaker> voice;
    };
    /// One epoch's end, as its messages: of ops 27, 29 and 30.
    struct Step {
        QByteArray proposals;
        QByteArray commit;
        QByteArray welcome;
    };

    EncryptedGroup(ChannelId channel, const QList<int>& users)
        : service(channel)
    {
        for (const int user : users)
            speakers.push_back(newSpeaker(UserId(static_cast<std::uint64_t>(user))));
        found();
    }

    /// Epoch 0 of a group with all speakers in it; also for a group that begins again.
    void found()
    {
        const QByteArray op25 = service.op25();
        const auto sender = mls::decode<mls::ExternalSender>(viewOf(op25));
        const mls::Extensions extensions {mls::externalSendersExtension({*sender})};
        Speaker& founder = speakers.front();
        auto group = mls::Group::create(service.groupId, extensions, founder.material, founder.key,
                                        m_random);
        if (!group)
            qFatal("no group was created");
        founder.group = *std::move(group);
        Changes adds;
        for (std::size_t i = 1; i < speakers.size(); ++i) {
            speakers[i] = newSpeaker(speakers[i].user);
            adds.push_back(mls::AddProposal {speakers[i].material.package});
        }
        if (!adds.empty())
            letIn(advance(adds));
        speak();
    }

    /// The first speaker commits, and all who are members follow; nobody speaks with the new keys
    /// yet.
    Step advance(const Changes& changes)
    {
        const mls::Group before = *speakers.front().group;
        std::vector<QByteArray> messages;
        for (const auto& change : changes)
            messages.push_back(service.proposal(before.epoch(), change));
        auto made = before.commit(mls::test::verifyAll(before, messages), m_random);
        if (!made)
            qFatal("no commit was made");
        for (Speaker& speaker : speakers) {
            if (&speaker == &speakers.front() || !speaker.group)
                continue;
            auto next = speaker.group->process(viewOf(made->commit),
                                               mls::test::verifyAll(*speaker.group, messages));
            speaker.group = next ? std::optional(*std::move(next)) : std::nullopt;
        }
        speakers.front().group = made->next;
        return {dave::test::DeliveryService::op27Append(messages), made->commit, made->welcome};
    }

    /// Everybody without a group takes this step's welcome.
    void letIn(const Step& step)
    {
        for (Speaker& speaker : speakers) {
            if (speaker.group)
                continue;
            auto joined = mls::Group::join(speaker.material, speaker.key, viewOf(step.welcome));
            if (!joined)
                qFatal("a welcome was refused");
            speaker.group = *std::move(joined);
        }
    }

    /// From now on the newest epoch's keys.
    void speak()
    {
        for (Speaker& speaker : speakers)
            speaker.voice.emplace(baseOf(speaker));
    }

    /// A newcomer's Add; they are among the speakers and wait for letIn().
    mls::Proposal::Change newcomer(int user)
    {
        speakers.push_back(newSpeaker(UserId(static_cast<std::uint64_t>(user))));
        return mls::AddProposal {speakers.back().material.package};
    }
    /// Of whoever sent this op 26.
    static mls::Proposal::Change adding(const QByteArray& keyPackageFrame)
    {
        return mls::AddProposal {dave::test::DeliveryService::keyPackage(keyPackageFrame)};
    }
    mls::Proposal::Change removing(UserId user) const
    {
        const auto place = mls::test::placeOf(*speakers.front().group, dave::identityOf(user));
        if (!place)
            qFatal("nobody to remove");
        return mls::RemoveProposal {*place};
    }

    std::uint64_t epoch() const { return speakers.front().group->epoch(); }
    QString privacyCode() const
    {
        const QByteArray authenticator = speakers.front().group->epochAuthenticator();
        return dave::privacyCode(viewOf(authenticator));
    }

    dave::test::DeliveryService service;
    std::vector<Speaker> speakers;

private:
    Speaker newSpeaker(UserId user)
    {
        const auto key = crypto::P256PrivateKey::generate(m_random);
        return {user, key, mls::makeJoinMaterial(dave::identityOf(user), key, m_random), {}, {}};
    }

    static SecretBytes baseOf(const Speaker& speaker)
    {
        std::array<std::uint8_t, 8> context {};
        for (std::size_t i = 0; i < context.size(); ++i)
            context[i] = static_cast<std::uint8_t>(speaker.user.value() >> (8 * i));
        return speaker.group->exportSecret("Discord Secure Frames v0", context, 16);
    }

    mls::test::SeededRandom m_random {28};
};

} // namespace lavalier::receive
