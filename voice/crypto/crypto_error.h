#pragma once

namespace lavalier::crypto {

enum class CryptoError {
    WrongKeySize,
    LibraryFailure,
    /// A private scalar that is zero or not below the order of the curve.
    InvalidScalar,
    /// Bytes that are no point of the curve, or the point at infinity.
    InvalidPoint,
};

} // namespace lavalier::crypto
