#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

namespace lavalier::dave {

/// Why something of the handshake was ignored or refused; each is counted.
enum class DaveError {
    TooLarge,
    Malformed,
    UnknownOperation,
    UnsupportedVersion,
    OutOfPlace, ///< nothing to apply it to: no group, or already in one
    OtherGroup,
    OtherEpoch,
    ForbiddenSender,
    ForbiddenProposal,
    UnrecognisedUser, ///< an Add of somebody who was never announced
    TooMany,
    UnknownProposal, ///< a reference to nothing that came before
    RefusedByMls, ///< breaks a rule of MLS itself
    ForbiddenGroup, ///< members or extensions that a call cannot have
    CannotCommit, ///< the proposals are kept; somebody else may
    UnknownTransition,
    UnrecognisedMember, ///< a Welcome names somebody who was never announced: only counted
};
inline constexpr std::size_t kDaveErrors = std::size_t {16} + 1;

/// Indexed by DaveError.
using DaveErrorCounts = std::array<std::uint64_t, kDaveErrors>;

} // namespace lavalier::dave
