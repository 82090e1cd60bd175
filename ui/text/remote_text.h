#pragma once

#include <QString>

namespace lavalier::ui {

/// Names, titles and topics come from strangers. These functions make them fit to be shown.

/// One line of plain text: control characters and line breaks become spaces, bidi controls go.
QString cleanRemote(const QString& text);
/// cleanRemote() between U+2068 and U+2069, so that its direction stays its own when it stands
/// inside one of our sentences.
QString isolated(const QString& text);
/// For setToolTip(), which would otherwise guess at markup.
QString plainToolTip(const QString& text);
/// One or two letters for an avatar: of two words, or the first two of one.
QString initials(const QString& name);

} // namespace lavalier::ui
