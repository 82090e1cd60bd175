#pragma once

#include "voice/base/bytes.h"
#include "voice/base/result.h"
#include "voice/dave/dave_error.h"
#include "voice/mls/proposal.h"

#include <optional>
#include <variant>
#include <vector>

namespace lavalier::dave {

/// The payloads of DAVE's opcodes: behind `u16 sequence | u8 op` from the server, behind `u8 op`
/// from us.
enum class DaveOp : std::uint8_t {
    ExternalSender = 25,
    KeyPackage = 26,
    Proposals = 27,
    CommitWelcome = 28,
    AnnounceCommit = 29,
    Welcome = 30,
};

inline constexpr std::size_t kMaxDaveBytes = 256 * 1024;
inline constexpr std::size_t kMaxProposals = 1024;

struct AppendProposals {
    std::vector<QByteArray> messages; ///< MLSMessages
};
struct RevokeProposals {
    std::vector<mls::ProposalRef> refs;
};
using ProposalsMessage = std::variant<AppendProposals, RevokeProposals>;

/// Op 29, where `message` is an MLSMessage, and op 30, where it is a bare Welcome.
struct TransitionMessage {
    std::uint16_t transition = 0;
    ByteView message; ///< into the payload
};

/// Op 25; its key is a point of the curve.
Result<mls::ExternalSender, DaveError> readExternalSender(ByteView payload);
Result<ProposalsMessage, DaveError> readProposals(ByteView payload);
Result<TransitionMessage, DaveError> readTransition(ByteView payload);

/// Whole binary frames from us.
QByteArray keyPackageFrame(const QByteArray& keyPackage);
/// `welcome` is empty when the commit adds nobody.
QByteArray commitFrame(const QByteArray& commit, const QByteArray& welcome);
/// Whole text frames from us: ops 23 and 31.
QByteArray readyForTransition(std::uint16_t transition);
QByteArray invalidCommitWelcome(std::uint16_t transition);

} // namespace lavalier::dave
