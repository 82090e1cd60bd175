#pragma once

#include <cstddef>

/// Caps of single fields: several times what our suite produces, so that another one's may pass
/// through, and far below what could fill memory.
namespace lavalier::mls {

inline constexpr std::size_t kMaxKeyFieldBytes = 512;
inline constexpr std::size_t kMaxHashFieldBytes = 255;
inline constexpr std::size_t kMaxSignatureBytes = 1024;
inline constexpr std::size_t kMaxNameBytes = 4096;
inline constexpr std::size_t kMaxExtensions = 64;
/// Of the path of one leaf: as deep as the largest tree.
inline constexpr std::size_t kMaxPathNodes = 32;

} // namespace lavalier::mls
