#pragma once

namespace lavalier::mls {

/// Why a message, a key or a tree was refused.
enum class MlsError {
    // Reading bytes
    Malformed, ///< ends too early, goes on too long, a length or a flag that is not minimal
    TooLarge, ///< above one of our caps
    UnsupportedVersion,
    UnsupportedSuite,
    UnsupportedCredential,
    UnsupportedMessage, ///< a wire format, content type or proposal type that we do not speak
    // Keys and ciphertexts
    InvalidKey,
    DecryptionFailed,
    // What a message claims
    WrongGroup,
    WrongEpoch,
    UnexpectedSender,
    BadSignature,
    BadMembershipTag,
    BadConfirmationTag,
    // Leaves, trees and paths
    InvalidLeaf,
    InvalidKeyPackage,
    InvalidTree,
    BadTreeHash,
    BadParentHash,
    DuplicateKey,
    UnknownMember,
    InvalidUpdatePath,
    // Proposals, commits, welcomes
    UnknownProposal,
    InvalidProposal,
    InvalidCommit,
    RemovedFromGroup,
    NotForUs,
    MissingTree,
    MissingPsk,
    InvalidWelcome,
};

} // namespace lavalier::mls
