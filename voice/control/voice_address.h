#pragma once

#include "voice/base/endpoints.h"

#include <QUrl>

#include <optional>

namespace lavalier::control {

/// Where a voice server's web socket is: ws on loopback, wss anywhere else, version 8.
///
/// Nullopt unless `endpoint` is a host with an optional port that isAllowedHost() accepts. A scheme
/// in front of it and a slash behind it are ignored. Stand-ins on loopback may also have a path,
/// which stays, and a query, which is replaced.
std::optional<QUrl> voiceUrl(const QString& endpoint, const Endpoints& endpoints);

} // namespace lavalier::control
