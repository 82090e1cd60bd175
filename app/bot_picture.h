#pragma once

#include <QByteArray>
#include <QImage>

#include <optional>

namespace lavalier::app {

/// Of a PNG from outside only what an image needs, in its order: header, palette, transparency,
/// data, end. Text, profiles and whatever else could grow while it is unpacked is left out.
///
/// Limits:  512 KiB; at least 1 and at most 512 pixels each way.
/// Errors:  nothing when it is no PNG, is larger, is cut short or not in order.
std::optional<QByteArray> barePng(const QByteArray& bytes);

/// The bot's picture; nothing unless all of it is an image within barePng()'s limits.
std::optional<QImage> decodeBotPicture(const QByteArray& bytes);

} // namespace lavalier::app
