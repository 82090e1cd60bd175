#pragma once

#include <QByteArrayView>

namespace lavalier {

/// Whether a JSON text nests no deeper than `limit`: asked before a parser recurses into it.
///
/// Counts brackets outside of strings; whether the text is JSON at all is the parser's to say.
bool jsonDepthWithin(QByteArrayView text, int limit);
/// Deeper than anything Discord sends.
inline constexpr int kMaxJsonDepth = 64;

} // namespace lavalier
