#include "voice/mls/group.h"

#include "voice/mls/group_state.h"
#include "voice/mls/hpke.h"
#include "voice/mls/key_package.h"
#include "voice/mls/transcript.h"

namespace lavalier::mls {

JoinMaterial makeJoinMaterial(const QByteArray& identity,
                              const crypto::P256PrivateKey& signatureKey,
                              crypto::RandomSource& random)
{
    const crypto::P256PrivateKey initKey = generateKeyPair(random);
    const crypto::P256PrivateKey encryptionKey = generateKeyPair(random);
    return {makeKeyPackage(identity, viewOf(initKey.publicKey()), viewOf(encryptionKey.publicKey()),
                           signatureKey),
            initKey, encryptionKey};
}

Group::Group(std::shared_ptr<const State> state)
    : m_state(std::move(state))
{
}

Result<Group, MlsError> Group::create(const QByteArray& groupId, const Extensions& extensions,
                                      const JoinMaterial& material,
                                      const crypto::P256PrivateKey& signatureKey,
                                      crypto::RandomSource& random)
{
    if (material.package.leaf.signatureKey != signatureKey.publicKey()
        || material.package.leaf.encryptionKey != material.encryptionKey.publicKey())
        return Failure {MlsError::InvalidKey};
    RatchetTree tree(material.package.leaf);
    PrivateKeys keys;
    keys.set(NodeIndex(0), material.encryptionKey);
    const GroupContext context {groupId, 0, tree.rootHash(), {}, extensions};
    const EpochSecrets secrets = EpochSecrets::derive(random.secret(kHashBytes));
    const QByteArray tag = confirmationTag(secrets.confirmationKey, {});
    return Group(std::make_shared<const State>(
        State {context, interimTranscriptHash({}, viewOf(tag)), std::move(tree), LeafIndex(0),
               signatureKey, std::move(keys), secrets}));
}

SecretBytes Group::exportSecret(std::string_view label, ByteView context, std::size_t length) const
{
    return mls::exportSecret(m_state->secrets.exporter, label, context, length);
}

QByteArray Group::epochAuthenticator() const
{
    return m_state->secrets.authenticator;
}

std::uint64_t Group::epoch() const
{
    return m_state->context.epoch;
}

QByteArray Group::groupId() const
{
    return m_state->context.groupId;
}

LeafIndex Group::ownIndex() const
{
    return m_state->own;
}

std::vector<Member> Group::members() const
{
    std::vector<Member> members;
    for (const LeafIndex index : m_state->tree.members())
        members.push_back({index, *m_state->tree.leaf(index)});
    return members;
}

const GroupContext& Group::context() const
{
    return m_state->context;
}

QByteArray Group::exportTree() const
{
    return m_state->tree.encode();
}

} // namespace lavalier::mls
