#include "tests/voice/mls/party.h"
#include "voice/mls/cipher_suite.h"
#include "voice/mls/group_state.h"
#include "voice/mls/key_package.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>

using namespace lavalier;
using namespace lavalier::mls;
using namespace lavalier::mls::test;

namespace {

/// What the service and an honest committer send in one epoch.
struct Epoch {
    std::vector<QByteArray> proposals;
    QByteArray commit;
    std::vector<VerifiedProposal> verified;
    Group committer; ///< before the commit
};

/// A group of four and its next epochs; made once, for its keys cost more than a run.
struct World {
    Party party {5};
    std::vector<Guest> guests = fullHouse(party, 4);
    Guest carol = party.newGuest("carol");
    Group victim;
    std::vector<Epoch> epochs;
    QByteArray welcome; ///< of the first epoch, for carol
    SecretBytes welcomeKey;
    GroupSecrets carolSecrets;
    GroupInfo info;

    World()
        : victim(*guests[1].group)
    {
        refresh(party, guests, 2);
        refresh(party, guests, 0);
        victim = *guests[1].group;
        Group committer = *guests[0].group;
        for (int i = 0; i < 3; ++i) {
            std::vector<QByteArray> messages;
            if (i == 0)
                messages = {party.propose(committer, RemoveProposal {guests[3].group->ownIndex()}),
                            party.propose(committer, AddProposal {party.freshPackage(carol)})};
            auto verified = verifyAll(committer, messages);
            auto made = committer.commit(verified, party.random);
            if (!made)
                __builtin_trap();
            epochs.push_back({messages, made->commit, verified, committer});
            if (i == 0)
                openWelcome(made->welcome);
            committer = made->next;
        }
    }

    void openWelcome(const QByteArray& bytes)
    {
        welcome = bytes;
        const auto read = *decode<Welcome>(viewOf(welcome));
        const auto plain
            = decryptWithLabel(carol.material->initKey, "Welcome", viewOf(read.encryptedGroupInfo),
                               read.secrets[0].secrets);
        carolSecrets = *decode<GroupSecrets>(plain->reveal());
        welcomeKey = welcomeSecret(memberSecret(carolSecrets.joinerSecret));
        info = *openGroupInfo(welcomeKey, viewOf(read.encryptedGroupInfo));
    }
};

void mustBe(bool holds)
{
    if (!holds)
        __builtin_trap();
}

/// What a run has left to say.
class Input {
public:
    explicit Input(ByteView bytes)
        : m_reader(bytes)
    {
    }

    std::uint8_t byte() { return m_reader.u8().value_or(0); }
    std::size_t below(std::size_t bound)
    {
        return bound == 0 ? 0 : m_reader.u16be().value_or(0) % bound;
    }
    bool isUsedUp() const { return m_reader.atEnd(); }
    QByteArray rest() { return toByteArray(*m_reader.take(m_reader.remaining())); }

    /// Up to four small changes.
    QByteArray changed(QByteArray bytes)
    {
        const int changes = byte() % 4 + 1;
        for (int i = 0; i < changes && !bytes.isEmpty(); ++i) {
            const auto at = static_cast<qsizetype>(below(static_cast<std::size_t>(bytes.size())));
            const std::uint8_t how = byte();
            switch (how % 6) {
            case 0:
                bytes[at] = static_cast<char>(byte());
                break;
            case 1:
                bytes[at] = static_cast<char>(bytes[at] ^ (1 << (how / 6 % 8)));
                break;
            case 2:
                bytes.truncate(at);
                break;
            case 3:
                bytes.insert(at, static_cast<char>(byte()));
                break;
            case 4:
                bytes.remove(at, byte());
                break;
            default: // a piece again, somewhere else
                bytes.insert(
                    at,
                    bytes.mid(static_cast<qsizetype>(below(static_cast<std::size_t>(bytes.size()))),
                              byte()));
            }
        }
        return bytes;
    }

private:
    ByteReader m_reader;
};

/// One member who is sent right, changed and forged messages in any order.
class Victim {
public:
    Victim(World& world, Input& input)
        : m_world(world)
        , m_input(input)
        , m_group(world.victim)
        , m_before(m_group.epochAuthenticator())
    {
    }

    void act()
    {
        switch (m_input.byte() % 7) {
        case 0:
            return receiveRightCommit();
        case 1:
            return receiveChanged();
        case 2:
            return receiveCommitOfATraitor();
        case 3:
            return receiveProposalOfABadService();
        case 4:
            return joinByChangedWelcome();
        case 5:
            return joinByWelcomeOfATraitor();
        default:
            return receiveAnything();
        }
    }

private:
    const Epoch& some() { return m_world.epochs[m_input.below(m_world.epochs.size())]; }

    bool accepts(const QByteArray& message, std::span<const VerifiedProposal> cache)
    {
        const bool accepted = m_group.process(viewOf(message), cache).has_value()
            || m_group.verifyProposal(viewOf(message)).has_value();
        mustBe(m_group.epochAuthenticator() == m_before);
        return accepted;
    }

    void receiveRightCommit()
    {
        const Epoch& epoch = some();
        const auto next = m_group.process(viewOf(epoch.commit), epoch.verified);
        mustBe(next.has_value() == (m_group.epoch() == epoch.committer.epoch()));
        if (!next)
            return;
        m_group = *next;
        m_before = m_group.epochAuthenticator();
    }

    void receiveChanged()
    {
        const Epoch& epoch = some();
        const std::size_t which = m_input.below(epoch.proposals.size() + 1);
        const QByteArray& right
            = which < epoch.proposals.size() ? epoch.proposals[which] : epoch.commit;
        const QByteArray changed = m_input.changed(right);
        mustBe(changed == right || !accepts(changed, epoch.verified));
    }

    /// Whose signature and membership tag are right, whatever the content has become. The
    /// confirmation tag stands for the commit as it was and for its signature.
    void receiveCommitOfATraitor()
    {
        const Epoch& epoch = m_world.epochs[std::min<std::size_t>(
            m_group.epoch() - m_world.victim.epoch(), m_world.epochs.size() - 1)];
        const auto right = decode<MlsMessage>(viewOf(epoch.commit));
        const AuthenticatedContent& content = std::get<PublicMessage>(right->body).content;
        const QByteArray bytes = m_input.changed(encode(content.content));
        auto changed = decode<FramedContent>(viewOf(bytes));
        if (!changed)
            return;
        const Group::State& state = epoch.committer.state();
        AuthenticatedContent forged
            = signContent(*std::move(changed), state.context, state.signatureKey);
        const bool isCommit = forged.isCommit();
        if (isCommit)
            forged.confirmationTag = content.confirmationTag;
        const QByteArray message = encode(
            MlsMessage {protect(std::move(forged), state.context, state.secrets.membershipKey)});
        mustBe(!isCommit || !accepts(message, epoch.verified));
    }

    /// It may propose what it likes; whatever we commit then, the others must follow.
    void receiveProposalOfABadService()
    {
        const Epoch& epoch = m_world.epochs[0];
        const auto right
            = decode<MlsMessage>(viewOf(epoch.proposals[m_input.below(epoch.proposals.size())]));
        const QByteArray bytes
            = m_input.changed(encode(std::get<PublicMessage>(right->body).content.content));
        auto changed = decode<FramedContent>(viewOf(bytes));
        if (!changed || !std::holds_alternative<Proposal>(changed->body))
            return;
        const GroupContext& context = m_world.victim.context();
        const QByteArray message = encode(
            MlsMessage {protect(signContent(*std::move(changed), context, m_world.party.service),
                                context, m_world.victim.state().secrets.membershipKey)});
        const auto proposal = m_world.victim.verifyProposal(viewOf(message));
        if (!proposal)
            return;
        const auto made = m_world.victim.commit({&*proposal, 1}, m_world.party.random);
        if (!made)
            return;
        const auto followed
            = m_world.guests[2].group->process(viewOf(made->commit), {&*proposal, 1});
        mustBe(followed ? followed->epochAuthenticator() == made->next.epochAuthenticator()
                        : followed.error() == MlsError::RemovedFromGroup);
    }

    bool joins(const QByteArray& welcome) const
    {
        return Group::join(*m_world.carol.material, m_world.carol.signatureKey, viewOf(welcome))
            .has_value();
    }

    void joinByChangedWelcome()
    {
        const QByteArray changed = m_input.changed(m_world.welcome);
        mustBe(joins(changed) == (changed == m_world.welcome));
    }

    /// Signed and encrypted as only the committer can: the tree is another one, or the rest is.
    void joinByWelcomeOfATraitor()
    {
        GroupInfo info = m_world.info;
        if (m_input.byte() % 2 == 0) {
            info.extensions[0].data = m_input.changed(info.extensions[0].data);
            if (const auto tree = RatchetTree::decode(viewOf(info.extensions[0].data)))
                info.context.treeHash = tree->rootHash();
        } else {
            const QByteArray bytes = m_input.changed(encode(info));
            const auto changed = decode<GroupInfo>(viewOf(bytes));
            if (!changed)
                return;
            info = *changed;
        }
        info.signature.clear();
        GroupInfo right = m_world.info;
        right.signature.clear();
        const bool isRight = info == right;
        signGroupInfo(info, m_world.guests[0].signatureKey);
        Welcome welcome {{}, sealGroupInfo(m_world.welcomeKey, info)};
        const KeyPackage& package = m_world.carol.material->package;
        const QByteArray secrets = encode(m_world.carolSecrets);
        welcome.secrets.push_back({keyPackageRef(package),
                                   *encryptWithLabel(viewOf(package.initKey), "Welcome",
                                                     viewOf(welcome.encryptedGroupInfo),
                                                     viewOf(secrets), m_world.party.random)});
        const QByteArray bytes = encode(welcome);
        const bool joined = joins(bytes);
        // Extensions beside the tree mean nothing to us and are covered by the signature alone.
        mustBe(joined == isRight || (joined && info.extensions.size() > 1));
    }

    void receiveAnything()
    {
        const QByteArray bytes = m_input.rest();
        mustBe(!accepts(bytes, {}) && !joins(bytes));
    }

    World& m_world;
    Input& m_input;
    Group m_group;
    QByteArray m_before;
};

} // namespace

/// A member, a newcomer, and everybody who may lie to them: outsiders, the service, a traitor.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    static World world;
    Input input(ByteView(data, std::min<std::size_t>(size, 4096)));
    Victim victim(world, input);
    for (int acts = 0; acts < 12 && !input.isUsedUp(); ++acts)
        victim.act();
    return 0;
}
