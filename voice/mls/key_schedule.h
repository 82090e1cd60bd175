#pragma once

#include "voice/mls/cipher_suite.h"
#include "voice/mls/welcome.h"

#include <span>

/// From one epoch's init secret to the secrets of the next.
///
///   init[n-1], commit secret, context[n] -> joiner -> (psk) member -> welcome
///                                                          |
///                                          context[n] -> epoch -> EpochSecrets, init[n]
///
/// Source:  RFC 9420, section 8.
namespace lavalier::mls {

/// 32 zero bytes: the commit secret without a path, and the PSK secret without a PSK.
SecretBytes zeroSecret();

/// `context` is an encoded GroupContext, here and below.
SecretBytes joinerSecret(const SecretBytes& init, const SecretBytes& commit, ByteView context);
SecretBytes memberSecret(const SecretBytes& joiner, const SecretBytes& psk = zeroSecret());
SecretBytes welcomeSecret(const SecretBytes& member);
SecretBytes epochSecret(const SecretBytes& member, ByteView context);

/// What we use of an epoch.
struct EpochSecrets {
    SecretBytes exporter;
    SecretBytes confirmationKey;
    SecretBytes membershipKey;
    SecretBytes init;
    QByteArray authenticator; ///< not secret: members compare it

    /// `epoch` is epochSecret(), or random bytes for a group's first epoch.
    static EpochSecrets derive(const SecretBytes& epoch);
};

/// MLS-Exporter.
SecretBytes exportSecret(const SecretBytes& exporter, std::string_view label, ByteView context,
                         std::size_t length);

/// A Welcome's GroupInfo, encrypted for whoever knows the welcome secret.
QByteArray sealGroupInfo(const SecretBytes& welcome, const GroupInfo& info);
Result<GroupInfo, MlsError> openGroupInfo(const SecretBytes& welcome, ByteView sealed);

struct PreSharedKey {
    PreSharedKeyId id;
    SecretBytes key;
};
/// zeroSecret() for none.
SecretBytes pskSecret(std::span<const PreSharedKey> keys);

} // namespace lavalier::mls
